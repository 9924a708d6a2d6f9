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
    problem::{Cause, Problem, Retry},
    settings::{Setting, Settings},
};
use crate::{
    feed::{self, Document},
    locale::{self, Strings, Text, Wishes},
    markup,
    model::{Article, Block, Body, Edition, Feed, Href, Resolve, Stand},
    net::{self, Latest},
    platform::{
        address::Address,
        host::{self, Port},
        inert, intl, json, storage,
        text::BrowserText,
        window,
    },
};
use leptos::prelude::*;
use std::{pin::Pin, rc::Rc, sync::Arc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// One edition with all that is needed to draw it; replaced as a whole, so that headlines,
/// pickers and strings never disagree.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The stand it belongs to.
    pub stand: Arc<Stand>,
    /// Its index among the stand's editions.
    pub index: usize,
    /// Its articles, the highest priority first.
    pub articles: Arc<[Arc<Article>]>,
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

    /// The language to announce for an article.
    pub fn language_of(&self, article: &Article) -> String {
        article
            .language
            .clone()
            .unwrap_or_else(|| self.edition().language.clone())
    }
}

/// A language of the interface.
#[derive(Clone, Debug)]
pub struct Words {
    /// Its BCP 47 tag, for `lang` and `Intl`.
    pub locale: Arc<str>,
    /// Its strings.
    pub strings: Arc<Strings>,
}

impl Words {
    fn english() -> Self {
        Self {
            locale: "en".into(),
            strings: Arc::default(),
        }
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
    reading: Latest,
    /// An article to open as soon as there is a feed to find it in.
    wanted: Option<(String, Focus)>,
    /// What had the focus and how far the page was scrolled when the reader left the front.
    opener: Option<(HtmlElement, f64)>,
    /// Where the focus goes once the drawing has followed.
    focus: Focus,
    /// The edition that the reader has just left by a picker.
    left: Option<Edition>,
    /// Why what is about to be shown is older than it should be.
    stale: Option<Problem>,
    drawn: bool,
}

/// One stand's state; a handle that copies freely and lives as long as the mounted component.
#[derive(Clone, Copy)]
pub struct Session {
    /// The element's attributes.
    pub settings: RwSignal<Settings>,
    /// What is on screen; `None` until the first edition has been read.
    pub shown: RwSignal<Option<Shown>>,
    /// The interface's language and strings while nothing is on screen yet.
    first_words: RwSignal<Words>,
    /// The edition that the reader has chosen and that is on its way.
    pub pending: RwSignal<Option<usize>>,
    /// The open article.
    pub open: RwSignal<Option<Arc<Article>>>,
    /// Its body.
    pub reading: RwSignal<Reading>,
    /// What went wrong last, until it is mended.
    pub problem: RwSignal<Option<Problem>>,
    /// What is said politely.
    pub notice: RwSignal<String>,
    /// True while something is on its way.
    pub busy: RwSignal<bool>,
    desk: StoredValue<Desk, LocalStorage>,
}

impl Session {
    /// A session for a mounted element; it belongs to the current reactive owner.
    pub fn new(settings: Settings, port: Port, element: HtmlElement) -> Self {
        let wanted = settings.article.clone().filter(|_| !settings.related_only);
        let session = Self {
            settings: RwSignal::new(settings),
            shown: RwSignal::new(None),
            first_words: RwSignal::new(Words::english()),
            pending: RwSignal::new(None),
            open: RwSignal::new(None),
            reading: RwSignal::new(Reading::Loading),
            problem: RwSignal::new(None),
            notice: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            desk: StoredValue::new_local(Desk {
                port,
                element,
                loading: Latest::default(),
                reading: Latest::default(),
                wanted: wanted.map(|key| (key, Focus::Stays)),
                opener: None,
                focus: Focus::Stays,
                left: None,
                stale: None,
                drawn: false,
            }),
        };
        if let Some(id) = session.place().article {
            session.want(id);
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
        if settings == before {
            return;
        }
        self.settings.set(settings.clone());
        match setting {
            Setting::Source => {
                self.close(Focus::Stays);
                self.load(false);
            }
            Setting::Language | Setting::Country => {
                if let Some(shown) = self.shown.get_untracked() {
                    // The page's script has the last word, over what its fragment says.
                    let index = self.choose(&shown.stand.editions, Place::default());
                    if index != shown.index || self.pending.get_untracked().is_some() {
                        self.choose_edition(index);
                    }
                }
            }
            Setting::Article if settings.related_only => {}
            Setting::Article => match settings.article {
                Some(key) => self.open_called(&key, Focus::Stays),
                None => self.close(Focus::Stays),
            },
            _ => {}
        }
    }

    /// The interface in the reader's own language, where no edition says which.
    async fn own_words(self) -> Words {
        let (languages, _) = self.wishes(self.place());
        let language = languages.first().map_or("", String::as_str);
        WordsRequest::of(language, None).words().await
    }

    /// Fetches what failed again.
    pub fn try_again(self) {
        match self.problem.get_untracked().map(|problem| problem.retry) {
            Some(Retry::Edition(index)) => match self.shown.get_untracked() {
                Some(shown) => self.fetch_edition(shown.stand, index, true),
                None => self.load(true),
            },
            Some(Retry::Body) => {
                if let Some(article) = self.open.get_untracked() {
                    self.problem.set(None);
                    self.read(&article, true);
                }
            }
            _ => self.load(true),
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

    // ---- loading ----

    fn load(self, fresh: bool) {
        let Settings { source, .. } = self.settings.get_untracked();
        self.work(Box::pin(async move {
            let Some(url) = Address::of_page()
                .resolve(&source)
                .filter(|_| !source.is_empty())
            else {
                return Err(Problem::new(
                    Cause::Source(source.clone()),
                    &source,
                    Retry::Source,
                ));
            };
            let problem = |cause| Problem::new(cause, url.as_str(), Retry::Source);
            let answer = self
                .fetch(&url, net::request(&url, fresh))
                .await
                .map_err(|fault| problem(fault.into()))?;
            let base = Address(answer.url.clone());
            match feed::read(&answer.text, source_of(&answer))
                .map_err(|error| problem(error.into()))?
            {
                Document::Stand(stand) => {
                    let stand = Arc::new(stand);
                    let index = self.choose(&stand.editions, self.place());
                    self.read_edition(stand, index, fresh).await
                }
                Document::Feed(feed) => {
                    let stand = Arc::new(feed::stand_of(&feed, &url));
                    let words = match stand.editions[0].language.as_str() {
                        "und" => self.own_words().await,
                        _ => WordsRequest::new(&stand.editions[0]).words().await,
                    };
                    Ok(dress(stand, 0, feed, base, words))
                }
            }
        }));
    }

    /// Shows the edition with this index, or says why it cannot; what was chosen before is
    /// forgotten.
    pub fn choose_edition(self, index: usize) {
        let Some(shown) = self.shown.get_untracked() else {
            return self.load(false);
        };
        if index == shown.index {
            // The reader has come back to what is on screen.
            self.desk.with_value(|desk| desk.loading.stop());
            self.pending.set(None);
            self.busy.set(false);
            self.problem.set(None);
            return;
        }
        self.fetch_edition(shown.stand, index, false);
    }

    fn fetch_edition(self, stand: Arc<Stand>, index: usize, fresh: bool) {
        self.pending.set(Some(index));
        self.work(Box::pin(self.read_edition(stand, index, fresh)));
    }

    /// The document at `url`; without a network what was read there before, as long as there is
    /// nothing better on screen. The failure is told once that is shown.
    async fn fetch(self, url: &Href, request: net::Request) -> Result<Rc<net::Answer>, net::Fault> {
        let fault = match request.answer().await {
            Ok(answer) => {
                if self.may_store() {
                    storage::keep(url, &String::from(&answer.text.0));
                }
                return Ok(answer);
            }
            Err(fault) => fault,
        };
        if !(fault.is_passing() && self.may_store() && self.shown.with_untracked(Option::is_none)) {
            return Err(fault);
        }
        let Some(text) = storage::kept(url).await else {
            return Err(fault);
        };
        let problem = Problem::new(fault.into(), url.as_str(), Retry::Source);
        self.desk.update_value(|desk| desk.stale = Some(problem));
        let url = url.as_str().to_owned();
        let text = BrowserText(text.into());
        Ok(Rc::new(net::Answer { text, url }))
    }

    fn may_store(self) -> bool {
        self.settings
            .with_untracked(|settings| settings.storage_allowed)
    }

    /// Remembers that the reader has chosen this edition.
    pub fn remember(self, edition: &Edition) {
        if self.may_store() {
            storage::remember_edition(&edition.language, edition.country.as_deref());
        }
    }

    /// Runs the work that the stand's content comes from; newer work takes its place.
    fn work(self, work: Pin<Box<dyn Future<Output = Result<Shown, Problem>>>>) {
        self.busy.set(true);
        let done = async move {
            match work.await {
                Ok(shown) => self.show(shown),
                Err(problem) => {
                    if self.shown.with_untracked(Option::is_none) {
                        let words = self.own_words().await;
                        self.first_words.set(words);
                    }
                    self.fail(problem);
                }
            }
        };
        self.desk
            .with_value(|desk| desk.loading.run(Box::pin(done)));
    }

    async fn read_edition(
        self,
        stand: Arc<Stand>,
        index: usize,
        fresh: bool,
    ) -> Result<Shown, Problem> {
        let url = stand.editions[index].feed.clone();
        let problem = |cause| Problem::new(cause, url.as_str(), Retry::Edition(index));
        // Both on their way before either is waited for.
        let feed = net::request(&url, fresh);
        let words = WordsRequest::new(&stand.editions[index]);
        let answer = self.fetch(&url, feed).await;
        let answer = answer.map_err(|fault| problem(fault.into()))?;
        let base = Address(answer.url.clone());
        match feed::read(&answer.text, source_of(&answer)).map_err(|error| problem(error.into()))? {
            Document::Feed(feed) => Ok(dress(stand, index, feed, base, words.words().await)),
            Document::Stand(_) => Err(problem(Cause::Feed(feed::FeedError::UnknownShape {
                found: "a stand where the feed of an edition should be".to_owned(),
            }))),
        }
    }

    fn show(self, shown: Shown) {
        let before = self.shown.get_untracked();
        let changed = before.as_ref().is_some_and(|before| {
            let (old, new) = (before.edition(), shown.edition());
            (&old.language, &old.country) != (&new.language, &new.country)
        });
        self.pending.set(None);
        self.busy.set(false);
        self.problem.set(None);
        self.shown.set(Some(shown.clone()));
        let stale = self.take(|desk| desk.stale.take());
        self.state(if stale.is_some() { "stale" } else { "ready" });
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
        if let Some(problem) = stale {
            self.report(problem);
        }
        let wanted = self.take(|desk| desk.wanted.take());
        if let Some((key, focus)) = wanted {
            self.open_called(&key, focus);
        }
    }

    /// Tells reader and integrator; what is on screen stays there.
    fn fail(self, problem: Problem) {
        self.busy.set(false);
        self.pending.set(None);
        self.state(
            match (problem.kind, self.shown.with_untracked(Option::is_some)) {
                (_, true) => "stale",
                ("offline", false) => "offline",
                (_, false) => "error",
            },
        );
        self.report(problem);
        self.draw();
    }

    fn report(self, problem: Problem) {
        self.emit(
            "newsstand-error",
            &[
                ("kind", problem.kind),
                ("message", &problem.message),
                ("url", &problem.url),
            ],
        );
        self.problem.set(Some(problem));
    }

    // ---- choosing an edition ----

    /// Languages and countries in the order in which they are wished for.
    fn wishes(self, place: Place) -> (Vec<String>, Vec<String>) {
        let settings = self.settings.get_untracked();
        let saved = settings.storage_allowed.then(storage::edition).flatten();
        let navigator: Vec<String> = window()
            .navigator()
            .languages()
            .iter()
            .filter_map(|tag| locale::canonical_tag(&tag.as_string()?))
            .collect();
        let place = place.edition.as_deref().map(locale::split_edition);
        let (saved_language, saved_country) = saved.unzip();
        let (place_language, place_country) = place.unzip();
        let regions = navigator.iter().filter_map(|tag| locale::region(tag));
        let own_region = settings.language.as_deref().and_then(locale::region);
        let countries = [
            place_country.flatten(),
            settings.country,
            own_region,
            saved_country.flatten(),
        ]
        .into_iter()
        .flatten()
        .chain(regions)
        .collect();
        let languages = [place_language, settings.language, saved_language]
            .into_iter()
            .flatten()
            .chain(navigator)
            .collect();
        (languages, countries)
    }

    fn choose(self, editions: &[Edition], place: Place) -> usize {
        let (languages, countries) = self.wishes(place);
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
        self.choose_by(|editions, current| locale::choose_language(editions, current, language));
    }

    /// Moves to the best edition for `country`; `None` for editions of no country.
    pub fn choose_country(self, country: Option<&str>) {
        self.choose_by(|editions, current| locale::choose_country(editions, current, country));
    }

    fn choose_by(self, choose: impl FnOnce(&[Edition], usize) -> usize) {
        let Some(shown) = self.shown.get_untracked() else {
            return;
        };
        let current = self.pending.get_untracked().unwrap_or(shown.index);
        let index = choose(&shown.stand.editions, current);
        let before = shown.stand.editions[current].clone();
        self.remember(&shown.stand.editions[index]);
        self.desk.update_value(|desk| desk.left = Some(before));
        self.choose_edition(index);
    }

    /// Says which edition is on screen now, and what had to move for it.
    fn announce(self, shown: &Shown) {
        let Some(left) = self.take(|desk| desk.left.take()) else {
            return;
        };
        let (locale, edition) = (&shown.words.locale, shown.edition());
        let language = intl::language_name(locale, &edition.language);
        let country_name = |code: &Option<String>| match code {
            Some(code) => intl::country_name(locale, code),
            None => shown.words.strings.get(Text::AllCountries).to_owned(),
        };
        let country = country_name(&edition.country);
        let both_moved = left.language != edition.language && left.country != edition.country;
        let notice = if both_moved {
            let wanted = country_name(&left.country);
            shown.words.strings.format(
                Text::CountryMoved,
                &[
                    ("language", &language),
                    ("wanted", &wanted),
                    ("country", &country),
                ],
            )
        } else {
            shown.words.strings.format(
                Text::EditionNow,
                &[("language", &language), ("country", &country)],
            )
        };
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

    /// Goes back to the front.
    pub fn close(self, focus: Focus) {
        if self.open.with_untracked(Option::is_none) {
            return;
        }
        let linking = self
            .settings
            .with_untracked(|settings| settings.linking_hash);
        if linking && focus == Focus::Moves && history::depth() > 0 {
            // Undoing our own entries keeps Back meaning what the reader expects; the browser then
            // tells us that the place has changed.
            return history::back();
        }
        self.leave(focus);
        let place = self.place_of(None);
        self.write_place(&place, Entry::Same);
    }

    /// Goes where the page's fragment says, after Back, Forward or a link.
    pub fn follow_place(self) {
        if !self
            .settings
            .with_untracked(|settings| settings.linking_hash)
        {
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
                if let Some(id) = place.article {
                    self.want(id);
                }
                return self.choose_edition(index);
            }
        }
        let open = self.open.get_untracked();
        match place.article {
            Some(id) if open.as_ref().is_some_and(|open| open.id == id) => {}
            Some(id) => {
                let article = shown.articles.iter().find(|article| article.is_called(&id));
                if let Some(article) = article.filter(|article| self.permits(article)) {
                    self.enter(article, Focus::Moves);
                }
            }
            None => self.leave(Focus::Moves),
        }
    }

    fn open_called(self, key: &str, focus: Focus) {
        let Some(shown) = self.shown.get_untracked() else {
            self.desk
                .update_value(|desk| desk.wanted = Some((key.to_owned(), focus)));
            return;
        };
        let found = shown.articles.iter().find(|article| article.is_called(key));
        let absolute = || Address::of_page().resolve(key);
        let found = found.or_else(|| {
            let url = absolute()?;
            let mut articles = shown.articles.iter();
            articles.find(|article| article.url.as_ref() == Some(&url))
        });
        if let Some(article) = found {
            return self.open_article(article, focus);
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

    fn want(self, id: String) {
        self.desk
            .update_value(|desk| desk.wanted = Some((id, Focus::Stays)));
    }

    /// Asks the page; `false` where it opens the article itself.
    fn permits(self, article: &Article) -> bool {
        let language = self
            .shown
            .with_untracked(|shown| shown.as_ref().map(|shown| shown.language_of(article)));
        let detail = host::detail(&[
            ("id", &article.id),
            ("url", article.url.as_ref().map_or("", Href::as_str)),
            ("title", article.headline()),
            ("language", &language.unwrap_or_default()),
        ]);
        self.desk
            .with_value(|desk| desk.port.emit("newsstand-open", &detail, true))
    }

    fn enter(self, article: &Arc<Article>, focus: Focus) {
        self.desk.update_value(|desk| {
            if self.open.with_untracked(Option::is_none) {
                let active = desk
                    .element
                    .shadow_root()
                    .and_then(|root| root.active_element())
                    .and_then(|active| active.dyn_into().ok());
                let scrolled = window().scroll_y().unwrap_or_default();
                desk.opener = active.map(|active| (active, scrolled));
            }
            desk.focus = focus;
        });
        self.notice.set(String::new());
        self.read(article, false);
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
        if self.problem.with_untracked(|problem| {
            problem
                .as_ref()
                .is_some_and(|problem| problem.retry == Retry::Body)
        }) {
            self.problem.set(None);
        }
        self.emit("newsstand-close", &[]);
    }

    /// Where the focus has to go now that the drawing has followed; answers once a change.
    pub fn take_focus(self) -> Focus {
        self.desk
            .try_update_value(|desk| std::mem::replace(&mut desk.focus, Focus::Stays))
            .unwrap_or(Focus::Stays)
    }

    /// What opened the article and how far the page was scrolled then; answers once.
    pub fn take_opener(self) -> Option<(HtmlElement, f64)> {
        self.take(|desk| desk.opener.take())
    }

    /// After a change of edition: the same story in the new one, or the notice that there is none.
    fn follow_story(self, shown: &Shown) {
        let Some(open) = self.open.get_untracked() else {
            return;
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

    /// Reads the body of `article`, fetching it where the feed does not carry it.
    fn read(self, article: &Arc<Article>, fresh: bool) {
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
        let id = article.id.clone();
        let work = async move {
            let full = async {
                let answer = net::request(&url, fresh).answer().await?;
                let base = Address(answer.url.clone());
                let full = feed::read_article(&answer.text, source_of(&answer), &id)?;
                Ok::<_, Cause>(blocks(&full, base))
            };
            match full.await {
                Ok(full) => self.reading.set(Reading::Complete(Arc::new(full))),
                Err(cause) => {
                    self.reading.set(Reading::Partial(own));
                    let mut problem = Problem::new(cause, url.as_str(), Retry::Body);
                    problem.sentence = Text::ArticlePartial;
                    self.report(problem);
                }
            }
        };
        self.desk
            .with_value(|desk| desk.reading.run(Box::pin(work)));
    }

    // ---- the page's fragment ----

    fn name(self) -> String {
        let id = self.desk.with_value(|desk| desk.element.id());
        if id.is_empty() { "news".to_owned() } else { id }
    }

    fn place(self) -> Place {
        if !self
            .settings
            .with_untracked(|settings| settings.linking_hash)
        {
            return Place::default();
        }
        let hash = window().location().hash().unwrap_or_default();
        fragment::read(&hash, &self.name())
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
        if !self
            .settings
            .with_untracked(|settings| settings.linking_hash)
        {
            return;
        }
        let hash = window().location().hash().unwrap_or_default();
        history::write(&fragment::write(&hash, &self.name(), place), entry);
    }

    // ---- the element ----

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

    fn state(self, state: &str) {
        self.desk.with_value(|desk| desk.port.state(state));
    }

    fn emit(self, kind: &str, detail: &[(&str, &str)]) {
        let detail = if detail.is_empty() {
            JsValue::NULL
        } else {
            host::detail(detail)
        };
        self.desk
            .with_value(|desk| desk.port.emit(kind, &detail, false));
    }
}

/// An edition ready to be shown: the highest priority first, else in the order of its feed.
fn dress(stand: Arc<Stand>, index: usize, feed: Feed, base: Address, words: Words) -> Shown {
    let mut articles: Vec<_> = feed.articles.into_iter().map(Arc::new).collect();
    articles.sort_by(|a, b| b.priority.total_cmp(&a.priority));
    Shown {
        stand,
        index,
        articles: articles.into(),
        words,
        base,
    }
}

/// What the interface says to the readers of a language, on its way.
struct WordsRequest {
    /// The full tag, which `Intl` follows (Spanish as in Mexico); the file is of fewer subtags.
    locale: Arc<str>,
    /// `None` for English, which is built in.
    file: Option<net::Request>,
}

impl WordsRequest {
    /// Asks for the strings for the readers of an edition.
    fn new(edition: &Edition) -> Self {
        Self::of(&edition.language, edition.country.as_deref())
    }

    /// Asks for the strings for readers of `language`; English where there are none in it. Dates
    /// and numbers are those of `country`, where the language names no region of its own.
    fn of(language: &str, country: Option<&str>) -> Self {
        let Some(file) = locale::file_for(language) else {
            return Self {
                locale: "en".into(),
                file: None,
            };
        };
        let file = host::loader()
            .filter(|_| file != "en")
            .map(|loader| loader.at(&["locales/", file, ".json"].concat()))
            .and_then(Href::from_serialised)
            .map(|url| net::request(&url, false));
        let country = country.filter(|_| locale::region(language).is_none());
        let locale = match country {
            Some(country) => [language, "-", country].concat().into(),
            None => language.into(),
        };
        Self { locale, file }
    }

    /// The strings; English where they cannot be had.
    async fn words(self) -> Words {
        let Self { locale, file } = self;
        let Some(file) = file else {
            return Words {
                locale,
                strings: Arc::default(),
            };
        };
        let strings = match file.answer().await {
            Ok(answer) => json::parse(&String::from(&answer.text.0)),
            Err(fault) => Err(fault.to_string()),
        };
        match strings {
            Ok(strings) => Words {
                locale,
                strings: Arc::new(Strings::new(strings)),
            },
            Err(cause) => {
                host::warn(&["the strings in ", &locale, " could not be had: ", &cause].concat());
                Words::english()
            }
        }
    }
}

fn source_of(answer: &net::Answer) -> feed::Source {
    feed::Source {
        environment: Rc::new(Address(answer.url.clone())),
        url: answer.url.clone(),
        link: None,
        total_pages: None,
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
