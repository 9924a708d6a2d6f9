//! What one stand is doing: what it shows, what it loads, what is open.
//!
//! Components read the signals of a [`Session`] and call its methods; only the methods write.
//!
//! ```text
//! attributes, pickers, methods ──▶ Session ──▶ net, feed ──▶ signals ──▶ components
//!                                     └──▶ events, state, fragment
//! ```

use super::{
    fragment::{self, Place},
    history::{self, Entry},
    library::Library,
    live::Live,
    loading::{Arrival, Goal},
    problem::{Problem, Retry},
    settings::{Setting, Settings},
};
use crate::{
    locale::{self, Strings, Text, Wishes},
    markup,
    model::{Article, Block, Body, Edition, Href, Index, Resolve, Stand},
    net::{self, Course, Latest, Shows, State},
    platform::{
        address::{self, Address},
        clock::now_ms,
        host::{self, Port},
        inert, intl,
        text::BrowserText,
    },
};
use js_sys::{Function, Promise};
use leptos::prelude::*;
use std::{cell::RefCell, pin::Pin, rc::Rc, sync::Arc};
use wasm_bindgen::JsValue;
use web_sys::{HtmlElement, ShadowRoot};

/// One edition with all that is needed to draw it; replaced as a whole, so that headlines,
/// pickers and strings never disagree.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The stand it belongs to.
    pub stand: Arc<Stand>,
    /// Its index among the stand's editions.
    pub index: usize,
    /// Its articles, as its feed has them.
    pub articles: Arc<[Arc<Article>]>,
    /// How many of them, at the end, came from later pages than the first.
    pub from_later_pages: usize,
    /// The page after those that have been read.
    pub next_url: Option<Href>,
    /// False while the rest of a long document is being read.
    pub is_whole: bool,
    /// What the interface says to its readers.
    pub words: Words,
    /// Where the feed came from: the base of the references in its bodies.
    pub base: Address,
}

impl Shown {
    /// The edition.
    pub fn edition(&self) -> &Edition {
        &self.stand.editions[self.index]
    }

    /// True where both are the same edition of the same stand.
    pub fn is_edition_of(&self, other: &Self) -> bool {
        self.edition() == other.edition()
    }

    /// True where there are articles that are not among these yet.
    pub fn is_open_ended(&self) -> bool {
        !self.is_whole || self.next_url.is_some()
    }

    /// The index of the first article that `before` does not have, and how many there are.
    pub fn new_since(&self, before: &Self) -> Option<(usize, usize)> {
        let known = ids(&before.articles);
        let mut new = (0..self.articles.len())
            .filter(|index| known.position(&self.articles[*index].id).is_none());
        Some((new.next()?, 1 + new.count()))
    }

    /// The article with this id or address; a relative one is one of the page's.
    pub fn article_called(&self, key: &str) -> Option<&Arc<Article>> {
        let mut articles = self.articles.iter();
        let found = articles.find(|article| article.is_called(key));
        found.or_else(|| {
            let url = Address::of_page().resolve(key)?;
            let mut articles = self.articles.iter();
            articles.find(|article| article.url.as_ref() == Some(&url))
        })
    }

    /// Adds the later pages that `before` has read, and what has been pushed from its first page to the
    /// second meanwhile: the articles after the last one that is still here. Where none is left nobody
    /// knows what lies between, and the pages are to be read again.
    fn add_later_pages_of(&mut self, before: &Self) {
        let first_page = before.articles.len() - before.from_later_pages;
        let known = ids(&self.articles);
        let last = before.articles[..first_page]
            .iter()
            .rposition(|article| known.position(&article.id).is_some());
        if let Some(last) = last.filter(|_| before.from_later_pages > 0) {
            self.add_page(&before.articles[last + 1..], before.next_url.clone());
        }
    }

    /// Adds the articles of a later page, but those that are there already: what was published
    /// meanwhile has pushed them from one page to the next.
    fn add_page(&mut self, articles: &[Arc<Article>], next_url: Option<Href>) {
        let known = ids(&self.articles);
        let new = articles
            .iter()
            .filter(|article| known.position(&article.id).is_none());
        let all: Vec<_> = self.articles.iter().chain(new).cloned().collect();
        self.from_later_pages += all.len() - self.articles.len();
        self.articles = all.into();
        self.next_url = next_url;
    }

    /// The language to announce for an article.
    pub fn language_of(&self, article: &Article) -> String {
        article
            .language
            .clone()
            .unwrap_or_else(|| self.edition().language.clone())
    }
}

fn ids(articles: &[Arc<Article>]) -> Index {
    let mut ids = Index::default();
    for one in articles {
        ids.insert(&one.id);
    }
    ids
}

/// A language of the interface.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Its BCP 47 tag, for `lang` and `Intl`.
    pub locale: Arc<str>,
    /// Its strings.
    pub strings: Arc<Strings>,
}

impl Words {
    /// The language that is built in.
    pub fn english() -> Self {
        Self {
            locale: "en".into(),
            strings: Arc::default(),
        }
    }

    /// A text that depends on a number, with the number as `{count}`.
    pub fn count(&self, text: Text, count: usize) -> String {
        let category = intl::plural(&self.locale, count);
        let number = intl::number(&self.locale, count);
        self.strings.plural(text, &category, &[("count", &number)])
    }
}

/// How far the open article's body is.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// The document with the full body is on its way.
    Loading,
    /// All that there is to read.
    Complete(Arc<Vec<Block>>),
    /// The full body could not be had; what the feed itself carries.
    Partial(Arc<Vec<Block>>),
}

/// What an integrator's script asks for.
#[derive(Clone, Debug)]
pub enum Command {
    /// `open(idOrUrl)`
    Open(String),
    /// `close()`
    Close,
    /// `reload()`
    Reload,
}

/// Where the focus goes when an article is opened or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// To the headline, or back to what opened the article.
    Moves,
    /// It stays where it is: nobody asked for the change.
    Stays,
}

/// What is not reactive.
struct Desk {
    port: Port,
    element: HtmlElement,
    loading: Latest,
    paging: Latest,
    reading: Latest,
    /// What is being shown, or should be.
    goal: Goal,
    /// The failure that the page has been told of in this round.
    told: Option<Problem>,
    /// An article to open as soon as there is a feed to find it in.
    wanted: Option<(String, Focus)>,
    /// True while what is on screen is not yet from the address that the attribute `src` has now.
    awaits_source: bool,
    /// Brings the front back as it was when the reader left it.
    opener: Option<Function>,
    /// Where the focus goes once the drawing has followed.
    focus: Focus,
    /// The edition that the reader has just left by a picker, and what there is to say if the other
    /// picker's choice had to move too.
    left: Option<(Edition, Text)>,
    library: Rc<RefCell<Library>>,
    drawn: bool,
}

/// One stand's state; a handle that copies freely and lives as long as the mounted component.
#[derive(Clone, Copy)]
pub struct Session {
    /// The element's attributes, but for the theme.
    pub settings: Live<Settings>,
    /// The attribute `theme`, apart: a page may change it at any time, and nothing has to be drawn
    /// again for it.
    pub theme: Live<&'static str>,
    /// What is on screen; `None` until the first edition has been read.
    pub shown: Live<Option<Shown>>,
    /// The interface's language and strings while nothing is on screen yet.
    first_words: Live<Words>,
    /// The edition on screen with stories that have come since: they wait for the reader.
    pub news: Live<Option<Shown>>,
    /// The edition that the reader has chosen and that is on its way.
    pub pending: Live<Option<usize>>,
    /// The open article.
    pub open: Live<Option<Arc<Article>>>,
    /// Its body.
    pub reading: Live<Reading>,
    /// What went wrong last, until it is mended.
    pub problem: Live<Option<Problem>>,
    /// What is said politely.
    pub notice: Live<String>,
    /// True while something is on its way.
    pub busy: Live<bool>,
    desk: StoredValue<Desk, LocalStorage>,
}

impl Session {
    /// A session for a mounted element; it belongs to the current reactive owner.
    pub fn new(settings: Settings, port: Port, element: HtmlElement) -> Self {
        let wanted = settings.article.clone().filter(|_| !settings.related_only);
        let session = Self {
            theme: Live::new(settings.theme),
            settings: Live::new(settings),
            shown: Live::new(None),
            first_words: Live::new(Words::english()),
            news: Live::new(None),
            pending: Live::new(None),
            open: Live::new(None),
            reading: Live::new(Reading::Loading),
            problem: Live::new(None),
            notice: Live::new(String::new()),
            busy: Live::new(false),
            desk: StoredValue::new_local(Desk {
                port,
                element,
                loading: Latest::default(),
                paging: Latest::default(),
                reading: Latest::default(),
                goal: Goal::Stand,
                told: None,
                wanted: wanted.map(|key| (key, Focus::Stays)),
                awaits_source: true,
                opener: None,
                focus: Focus::Stays,
                left: None,
                library: Rc::default(),
                drawn: false,
            }),
        };
        if let Some(id) = session.place().article {
            session.want(id, Focus::Stays);
        }
        session.load(false);
        session
    }

    /// Does what an integrator's script asks for.
    pub fn command(self, command: Command) {
        match command {
            Command::Open(key) => self.open_called(&key, Focus::Moves),
            Command::Close => self.close(Focus::Moves),
            Command::Reload => self.load(true),
        }
    }

    /// Takes a changed attribute and does what follows from it.
    pub fn set(self, setting: Setting, value: Option<&str>) {
        let before = self.settings.get_untracked();
        let mut settings = before.clone();
        if let Err(complaint) = settings.set(setting, value) {
            host::warn(&complaint);
        }
        if setting == Setting::Theme {
            return self.theme.set(settings.theme);
        }
        if settings == before {
            return;
        }
        self.settings.set(settings.clone());
        match setting {
            Setting::Source => {
                self.go_to_front(Focus::Stays);
                self.desk.update_value(|desk| desk.awaits_source = true);
                self.load(false);
            }
            Setting::Language | Setting::Country => {
                if self.awaits_source() {
                    self.load(false);
                } else if let Some(shown) = self.shown.get_untracked() {
                    // The page's script has the last word, over what its fragment says.
                    let index = self.choose(&shown.stand.editions, Place::default());
                    if index != shown.index || self.pending.get_untracked().is_some() {
                        self.choose_edition(index);
                    }
                }
            }
            Setting::Refresh => net::stir(),
            Setting::Article if settings.related_only => {}
            Setting::Article => match settings.article {
                Some(key) => self.open_called(&key, Focus::Stays),
                None => self.close(Focus::Stays),
            },
            _ => {}
        }
    }

    /// What the interface says, in the language of what is on screen.
    pub fn words(self) -> Words {
        self.shown
            .with(|shown| shown.as_ref().map(|shown| shown.words.clone()))
            .unwrap_or_else(|| self.first_words.get())
    }

    /// One string of the interface.
    pub fn text(self, text: Text) -> String {
        self.words().strings.get(text).to_owned()
    }

    /// One string of the interface, whatever its language becomes: for an attribute that follows it.
    pub fn label(self, text: Text) -> impl Fn() -> Option<String> + Copy + Send + 'static {
        move || Some(self.text(text))
    }

    /// The same for text that follows it.
    pub fn wording(self, text: Text) -> impl Fn() -> String + Copy + Send + 'static {
        move || self.text(text)
    }

    // ---- what loading writes ----

    /// True where the page lets the stand write on the device.
    pub fn may_store(self) -> bool {
        self.settings
            .with_untracked(|settings| settings.storage_allowed)
    }

    /// Remembers that the reader has chosen this edition.
    pub fn remember(self, edition: &Edition) {
        if self.may_store() {
            host::remember_choice(
                &edition.language,
                edition.country.as_deref().unwrap_or_default(),
            );
        }
    }

    /// What is being shown, or should be.
    pub fn goal(self) -> Goal {
        self.desk.with_value(|desk| desk.goal.clone())
    }

    /// Runs the work that the stand's content comes from; newer work takes its place.
    pub fn run(self, goal: Goal, work: Pin<Box<dyn Future<Output = ()>>>) {
        self.desk.update_value(|desk| desk.goal = goal);
        self.desk.with_value(|desk| {
            desk.paging.stop();
            desk.loading.run(work);
        });
    }

    /// Runs the work that fetches a further page; newer work takes its place.
    pub fn run_paging(self, work: Pin<Box<dyn Future<Output = ()>>>) {
        self.desk.with_value(|desk| desk.paging.run(work));
    }

    /// What the page's own function makes of a document (see [`host::adapt`]); `None` once the
    /// stand is gone.
    pub fn adapt(self, text: &BrowserText, url: &str) -> Option<Promise> {
        self.desk
            .try_with_value(|desk| host::adapt(&desk.port, &text.characters, url))
    }

    /// Sets the interface's language while nothing is on screen yet.
    pub fn set_first_words(self, words: Words) {
        self.first_words.set(words);
    }

    /// Takes what the network has answered.
    pub fn arrive(self, mut shown: Shown, arrival: Arrival) {
        self.desk.update_value(|desk| desk.awaits_source = false);
        let before = self.shown.get_untracked();
        let before = before.filter(|before| before.is_edition_of(&shown));
        let is_gentle = |before: &Shown| arrival == Arrival::Gently && before.is_whole;
        let Some(before) = before.filter(is_gentle) else {
            return self.show(shown);
        };
        self.pending.set(None);
        self.mend(Retry::Content);
        shown.add_later_pages_of(&before);
        if shown.new_since(&before).is_some() {
            return self.news.set(Some(shown));
        }
        self.news.set(None);
        let is_same = before.articles == shown.articles
            && before.stand == shown.stand
            && before.words == shown.words
            && before.next_url == shown.next_url;
        if !is_same {
            self.redraw(shown);
        }
    }

    /// Shows another state of the edition on screen.
    fn redraw(self, shown: Shown) {
        self.hold_focus();
        self.shown.set(Some(shown));
    }

    /// See [`host::hold_focus`].
    pub fn hold_focus(self) {
        self.root().as_ref().map(host::hold_focus);
    }

    /// Brings the stories in that have come since.
    pub fn bring_in(self) {
        let Some(mut news) = self.news.get_untracked() else {
            return;
        };
        self.shown.with_untracked(|shown| {
            if let Some(shown) = shown {
                // Further pages may have been read since.
                news.add_later_pages_of(shown);
            }
        });
        self.news.set(None);
        self.shown.set(Some(news));
    }

    /// Adds a further page to what was on screen when it was asked for, if it still is.
    pub fn extend(self, before: &Shown, page: Shown) {
        let now = self.shown.get_untracked();
        if let Some(mut shown) = now.filter(|shown| shown.is_edition_of(before)) {
            shown.add_page(&page.articles, page.next_url);
            self.mend(Retry::Page);
            self.redraw(shown);
        }
    }

    /// True where the start of an edition may be shown while the rest is being read: nothing on screen
    /// goes for it that is in the whole one too, and nobody waits for one of its articles.
    pub fn may_begin(self, start: &Shown) -> bool {
        let is_there = |shown: &Option<Shown>| {
            let shown = shown.as_ref();
            shown.is_some_and(|shown| shown.is_edition_of(start))
        };
        !self.shown.with_untracked(is_there)
            && self.open.with_untracked(Option::is_none)
            && self.settings.with_untracked(|one| !one.related_only)
            && self.desk.with_value(|desk| desk.wanted.is_none())
    }

    /// Shows an edition in place of what is on screen.
    pub fn show(self, shown: Shown) {
        let before = self.shown.get_untracked();
        let changed = before.as_ref().is_some_and(|before| {
            let (old, new) = (before.edition(), shown.edition());
            (&old.language, &old.country) != (&new.language, &new.country)
        });
        self.pending.set(None);
        self.news.set(None);
        self.mend(Retry::Content);
        self.mend(Retry::Page);
        self.desk.update_value(|desk| desk.awaits_source = false);
        self.redraw(shown.clone());
        if before.is_none() {
            self.draw();
            self.emit("newsstand-ready", &[]);
        }
        if changed {
            let edition = shown.edition();
            self.emit(
                "newsstand-edition",
                &[
                    ("language", &edition.language),
                    ("country", edition.country.as_deref().unwrap_or_default()),
                ],
            );
            self.follow_story(&shown);
        }
        self.announce(&shown);
        let wanted = self.take(|desk| desk.wanted.take());
        if let Some((key, focus)) = wanted {
            self.open_called(&key, focus);
        }
    }

    /// Tells reader and integrator; what is on screen stays there.
    pub fn fail(self, problem: Problem) {
        self.pending.set(None);
        self.report(problem);
        self.draw();
    }

    /// Shows the alert; the page is told once a round.
    pub fn report(self, problem: Problem) {
        let is_told = self.desk.with_value(|desk| {
            desk.told
                .as_ref()
                .is_some_and(|told| told.is_same(&problem))
        });
        if !is_told {
            self.emit(
                "newsstand-error",
                &[
                    ("kind", problem.kind),
                    ("message", &problem.message),
                    ("url", &problem.url),
                ],
            );
        }
        self.desk
            .update_value(|desk| desk.told = Some(problem.clone()));
        self.problem.set(Some(problem));
    }

    /// A new round may tell the page of the same failure again.
    pub fn forget_told(self) {
        self.desk.update_value(|desk| desk.told = None);
    }

    /// What `retry` would do has been done: its alert goes. The focus does not go with it.
    pub fn mend(self, retry: Retry) {
        let is_mended = |problem: &Option<Problem>| {
            problem
                .as_ref()
                .is_some_and(|problem| problem.retry == retry)
        };
        if !self.problem.with_untracked(is_mended) {
            return;
        }
        self.root().as_ref().map(host::leave_alert);
        self.forget_told();
        self.problem.set(None);
    }

    // ---- choosing an edition ----

    /// Languages and countries in the order in which they are wished for; of the reader's last
    /// choices the newest, at most so many.
    pub fn wishes(self, place: Place, choices: usize) -> (Vec<String>, Vec<String>) {
        let (language, country, may_store) = self.settings.with_untracked(|settings| {
            (
                settings.language.clone(),
                settings.country.clone(),
                settings.storage_allowed,
            )
        });
        let (mut languages, mut countries) = (Vec::new(), Vec::new());
        if let Some(edition) = &place.edition {
            let (language, country) = locale::split_edition(edition);
            languages.push(language);
            countries.extend(country);
        }
        let own_region = language.as_deref().and_then(locale::region);
        countries.extend(country.or(own_region));
        languages.extend(language);
        if may_store {
            let texts: Vec<String> = host::texts(&host::choices()).collect();
            for choice in texts.chunks(2).take(choices) {
                languages.extend(choice.first().cloned());
                countries.extend(choice.get(1).cloned());
            }
        }
        for tag in host::texts(&host::readers_languages()) {
            let tag = locale::canonical_tag(&tag);
            countries.extend(tag.as_deref().and_then(locale::region));
            languages.extend(tag);
        }
        (languages, countries)
    }

    /// The index of the edition that the wishes lead to.
    pub fn choose(self, editions: &[Edition], place: Place) -> usize {
        let (languages, countries) = self.wishes(place, 1);
        locale::choose(
            editions,
            &Wishes {
                languages: &languages,
                countries: &countries,
            },
        )
    }

    /// Moves to the best edition in `language`.
    pub fn choose_language(self, language: &str) {
        self.choose_by(Text::CountryMoved, |editions, current| {
            locale::choose_language(editions, current, language)
        });
    }

    /// Moves to the best edition for `country`; `None` for editions of no country.
    pub fn choose_country(self, country: Option<&str>) {
        self.choose_by(Text::LanguageMoved, |editions, current| {
            locale::choose_country(editions, current, country)
        });
    }

    fn choose_by(self, if_moved: Text, choose: impl FnOnce(&[Edition], usize) -> usize) {
        let Some(shown) = self.shown.get_untracked() else {
            return;
        };
        let current = self.pending.get_untracked().unwrap_or(shown.index);
        let index = choose(&shown.stand.editions, current);
        let before = shown.stand.editions[current].clone();
        self.remember(&shown.stand.editions[index]);
        self.desk.update_value(|desk| {
            desk.left = Some((before, if_moved));
            desk.wanted = None;
        });
        self.choose_edition(index);
    }

    /// Says which edition is on screen now, and what had to move for it.
    fn announce(self, shown: &Shown) {
        let Some((left, if_moved)) = self.take(|desk| desk.left.take()) else {
            return;
        };
        let (locale, edition) = (&shown.words.locale, shown.edition());
        let country_name = |code: &Option<String>| match code {
            Some(code) => intl::country_name(locale, code),
            None => shown.words.strings.get(Text::AllCountries).to_owned(),
        };
        let both_moved = left.language != edition.language && left.country != edition.country;
        let text = if both_moved {
            if_moved
        } else {
            Text::EditionNow
        };
        let wanted = match text {
            Text::LanguageMoved => intl::language_name(locale, &left.language),
            _ => country_name(&left.country),
        };
        let notice = shown.words.strings.format(
            text,
            &[
                ("language", &intl::language_name(locale, &edition.language)),
                ("wanted", &wanted),
                ("country", &country_name(&edition.country)),
            ],
        );
        self.notice.set(notice);
    }

    // ---- reading an article ----

    /// Opens an article of the edition on screen, unless the page prevents it.
    pub fn open_article(self, article: &Arc<Article>, focus: Focus) {
        if !self.permits(article) {
            return;
        }
        let entry = match focus {
            Focus::Moves => Entry::New {
                from_front: self.open.with_untracked(Option::is_none),
            },
            // What opens by itself (a shared link, an attribute) is no step to undo.
            Focus::Stays => Entry::Same,
        };
        self.enter(article, focus);
        let place = self.place_of(Some(article));
        self.write_place(&place, entry);
    }

    /// Goes back to the front; an article that has been asked for and is not there yet is not opened.
    pub fn close(self, focus: Focus) {
        self.desk.update_value(|desk| desk.wanted = None);
        self.go_to_front(focus);
    }

    fn go_to_front(self, focus: Focus) {
        if self.open.with_untracked(Option::is_none) {
            return;
        }
        if self.is_linking() && focus == Focus::Moves && history::depth(&self.name()) > 0 {
            // Undoing our own entries keeps Back meaning what the reader expects; the browser then
            // tells us that the place has changed.
            return history::back(&self.name());
        }
        self.leave(focus);
        self.write_place(&self.place_of(None), Entry::Front);
    }

    /// Goes where the page's fragment says, after Back, Forward or a link.
    pub fn follow_place(self) {
        if !self.is_linking() {
            return;
        }
        let place = self.place();
        let Some(shown) = self.shown.get_untracked() else {
            return;
        };
        if let Some(edition) = &place.edition {
            let (language, country) = locale::split_edition(edition);
            let exact = shown.stand.editions.iter().position(|candidate| {
                candidate.language == language && candidate.country == country
            });
            if let Some(index) = exact.filter(|index| *index != shown.index) {
                match place.article {
                    Some(id) => self.want(id, Focus::Stays),
                    None => self.leave(Focus::Moves),
                }
                return self.choose_edition(index);
            }
        }
        let open = self.open.get_untracked();
        match place.article {
            Some(id) if open.as_ref().is_some_and(|open| open.id == id) => {}
            Some(id) => match shown.article_called(&id) {
                Some(article) if self.permits(article) => self.enter(article, Focus::Moves),
                None if !shown.is_whole => self.want(id, Focus::Stays),
                _ => {}
            },
            None => self.leave(Focus::Moves),
        }
    }

    fn open_called(self, key: &str, focus: Focus) {
        let awaits_source = self.awaits_source();
        let Some(shown) = self.shown.get_untracked().filter(|_| !awaits_source) else {
            return self.want(key.to_owned(), focus);
        };
        if let Some(article) = shown.article_called(key) {
            return self.open_article(article, focus);
        }
        if !shown.is_whole || self.pending.get_untracked().is_some() {
            return self.want(key.to_owned(), focus);
        }
        self.notice
            .set(shown.words.strings.get(Text::ArticleMissing).to_owned());
        let message = ["no article of this edition has the id or the URL ", key].concat();
        self.emit(
            "newsstand-error",
            &[
                ("kind", "article"),
                ("message", &message),
                ("url", shown.edition().feed.as_str()),
            ],
        );
    }

    /// Opens an article once it has been read.
    fn want(self, key: String, focus: Focus) {
        self.desk
            .update_value(|desk| desk.wanted = Some((key, focus)));
    }

    /// Asks the page; `false` where it opens the article itself.
    pub fn permits(self, article: &Article) -> bool {
        let detail = host::object(&[
            ("id", &article.id),
            ("url", article.url.as_ref().map_or("", Href::as_str)),
            ("title", article.headline()),
            ("language", &self.language_of(article)),
        ]);
        self.desk
            .with_value(|desk| desk.port.emit("newsstand-open", &detail, true))
    }

    fn enter(self, article: &Arc<Article>, focus: Focus) {
        let is_first = self.open.with_untracked(Option::is_none);
        // What opens by itself does not scroll the page, and neither does closing it.
        let scrolls = focus == Focus::Moves;
        let root = self.root().filter(|_| is_first);
        let opener = root.map(|root| host::bookmark(&root, scrolls));
        self.desk.update_value(|desk| {
            desk.opener = opener.or(desk.opener.take());
            desk.focus = focus;
        });
        self.notice.set(String::new());
        self.read(article);
        self.open.set(Some(article.clone()));
    }

    fn leave(self, focus: Focus) {
        if self.open.with_untracked(Option::is_none) {
            return;
        }
        self.desk.update_value(|desk| {
            desk.reading.stop();
            desk.focus = focus;
        });
        self.open.set(None);
        self.mend(Retry::Body);
        self.emit("newsstand-close", &[]);
    }

    /// Where the focus has to go now that the drawing has followed; answers once a change.
    pub fn take_focus(self) -> Focus {
        self.desk
            .try_update_value(|desk| std::mem::replace(&mut desk.focus, Focus::Stays))
            .unwrap_or(Focus::Stays)
    }

    /// What brings the front back as it was when the article was opened; answers once.
    pub fn take_opener(self) -> Option<Function> {
        self.take(|desk| desk.opener.take())
    }

    /// After a change of edition: the same story in the new one, or the notice that there is none.
    fn follow_story(self, shown: &Shown) {
        let Some(open) = self.open.get_untracked() else {
            return self.write_place(&self.place_of(None), Entry::Same);
        };
        let twin = shown.articles.iter().find(|article| {
            (open.story.is_some() && article.story == open.story) || article.id == open.id
        });
        if let Some(twin) = twin {
            if self.permits(twin) {
                self.enter(twin, Focus::Stays);
                let place = self.place_of(Some(twin));
                self.write_place(&place, Entry::Same);
            }
            return;
        }
        let name = |tag: &str| intl::language_name(&shown.words.locale, tag);
        let original = open.language.clone().unwrap_or_default();
        self.notice.set(shown.words.strings.format(
            Text::StoryMissing,
            &[
                ("language", &name(&shown.edition().language)),
                ("original", &name(&original)),
            ],
        ));
    }

    /// Reads the body of `article`, fetching it where the feed does not carry it; after a failure
    /// what the feed carries is shown until the rest can be had.
    pub fn read(self, article: &Arc<Article>) {
        let base = self
            .shown
            .with_untracked(|shown| shown.as_ref().map(|shown| shown.base.clone()));
        let own = Arc::new(blocks(article, base.unwrap_or_else(Address::of_page)));
        let Some(url) = article.article_url.clone() else {
            self.desk.with_value(|desk| desk.reading.stop());
            self.reading.set(Reading::Complete(own));
            return;
        };
        self.reading.set(Reading::Loading);
        self.forget_told();
        let id = article.id.clone();
        let work = async move {
            let mut course = Course::new(Shows::Nothing, &net::surroundings(None));
            loop {
                net::until_due(&mut course, &|| None).await;
                let since_ms = now_ms() - net::FRESH_MS;
                match self.full_article(&url, since_ms, &id).await {
                    Ok((full, base)) => {
                        let full = blocks(&full, base);
                        self.reading.set(Reading::Complete(Arc::new(full)));
                        return self.mend(Retry::Body);
                    }
                    Err(mut problem) => {
                        course.fail(now_ms(), problem.kind == "offline", problem.hope);
                        if self.reading.with_untracked(|one| *one == Reading::Loading) {
                            self.reading.set(Reading::Partial(own.clone()));
                        }
                        problem.sentence = Text::ArticlePartial;
                        self.report(problem);
                    }
                }
            }
        };
        self.desk
            .with_value(|desk| desk.reading.run(Box::pin(work)));
    }

    /// The language to announce for an article of the edition on screen.
    pub fn language_of(self, article: &Article) -> String {
        self.shown.with_untracked(|shown| {
            let shown = shown.as_ref();
            shown.map_or_else(String::new, |shown| shown.language_of(article))
        })
    }

    // ---- the page's fragment ----

    fn name(self) -> String {
        let id = self.desk.with_value(|desk| desk.element.id());
        if id.is_empty() { "news".to_owned() } else { id }
    }

    fn is_linking(self) -> bool {
        self.settings.with_untracked(|one| one.linking_hash)
    }

    /// Where the page's fragment says that the reader is.
    pub fn place(self) -> Place {
        if !self.is_linking() {
            return Place::default();
        }
        let hash = host::fragment();
        fragment::read(&hash, &self.name(), address::unescaped)
    }

    fn place_of(self, article: Option<&Article>) -> Place {
        let edition = self.shown.with_untracked(|shown| {
            shown
                .as_ref()
                .map(|shown| locale::join_edition(shown.edition()))
        });
        Place {
            article: article.map(|article| article.id.clone()),
            edition,
        }
    }

    fn write_place(self, place: &Place, entry: Entry) {
        if !self.is_linking() {
            return;
        }
        let (hash, name) = (host::fragment(), self.name());
        let fragment = fragment::write(&hash, &name, place, address::escaped);
        history::write(&fragment, &name, entry);
    }

    // ---- the element ----

    /// What is known of the words of articles.
    pub fn library(self) -> Rc<RefCell<Library>> {
        self.desk.with_value(|desk| desk.library.clone())
    }

    fn root(self) -> Option<ShadowRoot> {
        self.desk.with_value(|desk| desk.element.shadow_root())
    }

    fn awaits_source(self) -> bool {
        self.desk.with_value(|desk| desk.awaits_source)
    }

    /// Takes what waits on the desk; `None` where nothing does.
    fn take<T>(self, take: impl FnOnce(&mut Desk) -> Option<T>) -> Option<T> {
        self.desk.try_update_value(take).flatten()
    }

    fn draw(self) {
        self.desk.update_value(|desk| {
            if !desk.drawn {
                desk.drawn = true;
                desk.port.drawn();
            }
        });
    }

    /// Sets what the element's property `state` says.
    pub fn state(self, state: State) {
        self.desk.with_value(|desk| desk.port.state(state.name()));
    }

    fn emit(self, kind: &str, detail: &[(&str, &str)]) {
        let detail = if detail.is_empty() {
            JsValue::NULL
        } else {
            host::object(detail)
        };
        self.desk
            .with_value(|desk| desk.port.emit(kind, &detail, false));
    }
}

/// The body of an article of a document at `base`.
fn blocks(article: &Article, base: Address) -> Vec<Block> {
    let own = article.base.as_ref();
    let base = own.map_or(base, |own| Address(own.as_str().to_owned()));
    match &article.body {
        Body::Absent => Vec::new(),
        Body::Html(html) => inert::read_html(html, &base),
        Body::Text(text) => markup::read_text(text),
    }
}
