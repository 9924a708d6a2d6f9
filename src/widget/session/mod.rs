//! What one stand is doing: what it shows, what it loads, what is open.
//!
//! Components read the signals of a [`Session`] and call its methods; only the methods write. Here are
//! the signals, what a page's script may do to them, and how what has arrived takes its place on screen.
//! Each of the other files has the methods for one thing that a stand does: how it comes by an edition
//! (`loading`), which one that is (`choosing`), what of it is on screen (`shown`), the open article
//! (`reading`), and the page's fragment (`place`). Nothing is drawn and nothing parsed here.
//!
//! ```text
//! attributes, pickers, methods ──▶ Session ──▶ net, feed ──▶ signals ──▶ components
//!                                     └──▶ events, state, fragment
//! ```

mod choosing;
mod loading;
mod place;
mod reading;
mod shown;

pub use shown::{Shown, Words};

use super::{
    fragment::Place,
    library::Library,
    live::Live,
    problem::{Problem, Retry},
    settings::{Setting, Settings},
};
use crate::{
    locale::Text,
    model::{Article, Block, Edition},
    net::{self, Latest, State},
    platform::{
        host::{self, Port},
        text::BrowserText,
    },
};
use js_sys::{Function, Promise};
use leptos::prelude::*;
use loading::{Arrival, Goal};
use std::{cell::RefCell, pin::Pin, rc::Rc, sync::Arc};
use wasm_bindgen::JsValue;
use web_sys::{HtmlElement, ShadowRoot};

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
    /// What the attribute `article` asks for, for as long as the turn of the page's script lasts.
    asking: Latest,
    /// What is being shown, or should be.
    goal: Goal,
    /// The failure that the page has been told of in this round.
    told: Option<Problem>,
    /// An article to open as soon as there is a feed to find it in.
    wanted: Option<(String, Focus)>,
    /// True while what is on screen is not yet from the address that the attribute `src` has now.
    awaits_source: bool,
    /// True while the browser goes back, as the stand has asked it to, to the front that is on screen.
    goes_back: bool,
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
                asking: Latest::default(),
                goal: Goal::Stand,
                told: None,
                wanted: wanted.map(|key| (key, Focus::Stays)),
                awaits_source: true,
                goes_back: false,
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
        if !matches!(command, Command::Reload) {
            self.desk.with_value(|desk| desk.asking.stop());
        }
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
                let Some(shown) = self.current() else {
                    return self.load(false);
                };
                // The page's script has the last word, over what its fragment says.
                let index = self.choose(&shown.stand.editions, Place::default());
                self.head_for(index, &shown);
            }
            Setting::Refresh => net::stir(),
            Setting::Article if settings.related_only => {}
            Setting::Article => {
                // The script may go on to change what the article is looked up in.
                let ask = async move {
                    match settings.article {
                        Some(key) => self.open_called(&key, Focus::Stays),
                        None => self.close(Focus::Stays),
                    }
                };
                self.desk.with_value(|desk| desk.asking.run(Box::pin(ask)));
            }
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
        let before = self.shown.get_untracked();
        let before = before.filter(|before| before.is_edition_of(&shown));
        let is_waited_for = self.desk.with_value(|desk| desk.wanted.is_some());
        let is_gentle =
            |before: &Shown| arrival == Arrival::Gently && before.is_whole && !is_waited_for;
        let Some(before) = before.filter(is_gentle) else {
            return self.show(shown);
        };
        self.settle();
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

    /// What was asked for is there.
    fn settle(self) {
        self.forget_pending();
        self.desk.update_value(|desk| desk.awaits_source = false);
        self.mend(Retry::Content);
    }

    /// No edition is on its way. Where none was nothing is drawn again for it, such as an open list: a
    /// press that had begun on an option would be lost.
    fn forget_pending(self) {
        if self.pending.with_untracked(Option::is_some) {
            self.pending.set(None);
        }
    }

    /// Shows another state of the edition on screen.
    fn redraw(self, shown: Shown) {
        self.hold_focus();
        self.shown.set(Some(shown));
    }

    /// See [`host::hold_focus`].
    pub fn hold_focus(self) {
        if let Some(root) = self.root() {
            host::hold_focus(&root);
        }
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
            let count = shown.articles.len();
            shown.add_page(&page.articles, page.next_url);
            self.mend(Retry::Page);
            self.redraw(shown.clone());
            self.open_wanted(&shown, shown.articles.len() > count);
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
        self.settle();
        self.news.set(None);
        self.mend(Retry::Page);
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
            if self.desk.with_value(|desk| desk.wanted.is_none()) {
                self.follow_story(&shown);
            }
        }
        self.announce(&shown);
        self.open_wanted(&shown, true);
    }

    /// Tells reader and integrator; what is on screen stays there.
    pub fn fail(self, problem: Problem) {
        self.forget_pending();
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
        if let Some(root) = self.root() {
            host::leave_alert(&root);
        }
        self.forget_told();
        self.problem.set(None);
    }

    /// What is known of the words of articles.
    pub fn library(self) -> Rc<RefCell<Library>> {
        self.desk.with_value(|desk| desk.library.clone())
    }

    fn root(self) -> Option<ShadowRoot> {
        self.desk.with_value(|desk| desk.element.shadow_root())
    }

    fn forget_wanted(self) {
        self.desk.update_value(|desk| desk.wanted = None);
    }

    /// What is on screen, unless it is from an address that the attribute `src` has no more.
    fn current(self) -> Option<Shown> {
        let awaits_source = self.desk.with_value(|desk| desk.awaits_source);
        self.shown.get_untracked().filter(|_| !awaits_source)
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
