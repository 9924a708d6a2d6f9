//! How a session comes by what it shows: from the device at once, from the network then, again
//! after a failure, and again when it is time. The rules are those of [`crate::net`].

use super::{Session, Shown, Words};
use crate::{
    feed::{self, FeedError, Opened},
    locale::{self, Strings},
    model::{Article, Edition, Href, Resolve, Stand},
    net::{self, Course, Failure, Shows},
    platform::{
        address::Address,
        clock::{self, now_ms},
        host, json,
        text::BrowserText,
    },
    widget::problem::{Cause, Problem, Retry},
};
use js_sys::JsString;
use std::{rc::Rc, sync::Arc};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// How long a document is read before the browser gets a turn.
const SLICE_MS: f64 = 8.0;
/// How many items are read between two looks at the clock.
const ITEMS_AT_ONCE: usize = 8;
/// A document with more items behind the first ones than this …
const LONG_REST: usize = 300;
/// … is on screen as soon as so many have been read, as many as the front draws at most at first.
const FIRST_ITEMS: usize = 60;

/// What a session wants to show.
#[derive(Clone)]
pub enum Goal {
    /// What the attributes and the reader's wishes lead to.
    Stand,
    /// The edition with this index.
    Edition(Arc<Stand>, usize),
}

/// Where documents come from.
#[derive(Clone, Copy)]
enum Origin {
    /// The device, which has kept them from an earlier visit.
    Device,
    /// The network, or the page's memory where it is no older than this (milliseconds since the
    /// Unix epoch).
    Network(f64),
}

impl Origin {
    /// Sends the request for `url`, if the network is meant. It is under way for as long as it is held.
    fn ask(self, url: &Href) -> Option<net::Request> {
        match self {
            Self::Network(since_ms) => Some(net::request(url, since_ms)),
            Self::Device => None,
        }
    }

    /// What comes from `url`.
    async fn answer(self, url: &Href) -> Result<Rc<net::Answer>, Failure> {
        match self.ask(url) {
            Some(request) => request.answer().await,
            None => net::kept(url).await,
        }
    }

    /// Keeps an answer of the network on the device, where the page lets it.
    fn keep(self, session: Session, url: &Href, answer: &net::Answer) {
        if matches!(self, Self::Network(_)) && session.may_store() {
            net::keep(url, answer);
        }
    }
}

/// How what has arrived takes the place of what is on screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// Somebody has asked for it: at once.
    AtOnce,
    /// By itself: new stories wait for the reader.
    Gently,
}

impl Session {
    /// Fetches the stand; `fresh` passes over what the page has in its memory.
    pub fn load(self, fresh: bool) {
        let since_ms = match fresh {
            true => now_ms(),
            false => now_ms() - net::FRESH_MS,
        };
        self.pursue(Goal::Stand, since_ms, Arrival::AtOnce);
    }

    /// The index of the edition that is on its way, or else of the one on screen.
    pub(super) fn heading(self, shown: &Shown) -> usize {
        self.pending.get_untracked().unwrap_or(shown.index)
    }

    /// Like [`choose_edition`](Self::choose_edition), where that edition is not on its way or on screen already.
    pub(super) fn head_for(self, index: usize, shown: &Shown) {
        if index != self.heading(shown) {
            self.choose_edition(index);
        }
    }

    /// Shows the edition with this index, or says why it cannot; what was chosen before is
    /// forgotten.
    pub fn choose_edition(self, index: usize) {
        let Some(shown) = self.current() else {
            return self.load(false);
        };
        let goal = Goal::Edition(shown.stand, index);
        if index == shown.index && shown.is_whole {
            // The reader has come back to what is on screen.
            self.busy.set(false);
            self.settle();
            let mut course = Course::new(Shows::Answered, &net::surroundings(None));
            course.succeed(now_ms());
            return self.follow(goal, course, now_ms(), Arrival::Gently);
        }
        self.pending.set(Some(index));
        self.pursue(goal, now_ms() - net::FRESH_MS, Arrival::AtOnce);
    }

    /// Fetches what failed again.
    pub fn try_again(self) {
        match self.problem.get_untracked().map(|problem| problem.retry) {
            Some(Retry::Body) => {
                if let Some(article) = self.open.get_untracked() {
                    self.read(&article);
                }
            }
            Some(Retry::Page) => self.load_more(Box::new(|| ())),
            _ => self.pursue(self.goal(), now_ms(), Arrival::Gently),
        }
    }

    /// Asks for `goal` with new hope.
    fn pursue(self, goal: Goal, since_ms: f64, arrival: Arrival) {
        let shows = match self.shown.with_untracked(Option::is_some) {
            true => Shows::Answered,
            false => Shows::Nothing,
        };
        self.forget_told();
        let course = Course::new(shows, &net::surroundings(None));
        self.follow(goal, course, since_ms, arrival);
    }

    /// Follows a course for as long as nothing else is wanted.
    fn follow(self, goal: Goal, mut course: Course, mut since_ms: f64, mut arrival: Arrival) {
        let refresh_ms = move || {
            self.settings
                .with_untracked(|settings| settings.refresh_minutes)
                .map(|minutes| f64::from(minutes) * 60_000.0)
        };
        self.run(
            goal.clone(),
            Box::pin(async move {
                let mut looks_for_kept =
                    self.shown.with_untracked(Option::is_none) && self.may_store();
                let mut on_its_way;
                loop {
                    net::until_due(&mut course, &refresh_ms).await;
                    // Retries are content with what their round has fetched already.
                    if course.is_new_round() {
                        since_ms = now_ms();
                    }
                    self.busy.set(true);
                    on_its_way = self.announce_request(&goal, since_ms);
                    let is_first_look = std::mem::take(&mut looks_for_kept);
                    let origin = match is_first_look {
                        true => Origin::Device,
                        false => Origin::Network(since_ms),
                    };
                    let mut begin = || {
                        match is_first_look {
                            true => course.show_kept(),
                            false => course.succeed(now_ms()),
                        }
                        self.state(course.state());
                    };
                    let outcome = self.attempt(&goal, None, origin, &mut begin).await;
                    if !is_first_look {
                        self.busy.set(false);
                    }
                    match outcome {
                        Ok(kept) if is_first_look => {
                            begin();
                            self.show(kept);
                        }
                        Err(_) if is_first_look => continue,
                        Ok(shown) => {
                            begin();
                            self.arrive(shown, arrival);
                        }
                        Err(problem) => {
                            if self.shown.with_untracked(Option::is_none) {
                                let words = self.own_words().words().await;
                                self.set_first_words(words);
                            }
                            course.fail(now_ms(), problem.kind == "offline", problem.hope);
                            self.state(course.state());
                            self.fail(problem);
                        }
                    }
                    arrival = Arrival::Gently;
                    if !is_first_look {
                        drop(on_its_way);
                    }
                }
            }),
        );
    }

    /// Sends the first request of an attempt, for as long as the answer is held, before anything
    /// else is waited for.
    fn announce_request(self, goal: &Goal, since_ms: f64) -> Option<net::Request> {
        let url = match goal {
            Goal::Stand => self.source()?,
            Goal::Edition(stand, index) => stand.editions[*index].feed.clone(),
        };
        Some(net::request(&url, since_ms))
    }

    /// The stand's address; `None` where the attribute `src` is missing or no URL.
    fn source(self) -> Option<Href> {
        let source = self.settings.with_untracked(|one| one.source.clone());
        Address::of_page()
            .resolve(&source)
            .filter(|_| !source.is_empty())
    }

    /// What `goal` leads to, from `page` in place of its own address where there is one. The start of a
    /// long document is on screen meanwhile, if it may be; `begin` is called before.
    async fn attempt(
        self,
        goal: &Goal,
        page: Option<&Href>,
        origin: Origin,
        begin: &mut dyn FnMut(),
    ) -> Result<Shown, Problem> {
        let mut goal = goal.clone();
        loop {
            let url = match (page, &goal) {
                (Some(page), _) => page.clone(),
                (None, Goal::Edition(stand, index)) => stand.editions[*index].feed.clone(),
                (None, Goal::Stand) => self.source().ok_or_else(|| {
                    let source = self.settings.with_untracked(|one| one.source.clone());
                    Problem::new(Cause::Source(source.clone()), &source, Retry::Content)
                })?,
            };
            let problem = |cause| Problem::new(cause, url.as_str(), Retry::Content);
            // Both on their way before either is waited for.
            let _on_its_way = origin.ask(&url);
            let mut words = match &goal {
                Goal::Edition(stand, index) if page.is_none() => {
                    Some(self.words_for(&stand.editions[*index], origin))
                }
                _ => None,
            };
            let answer = origin.answer(&url).await;
            let answer = answer.map_err(|failure| problem(failure.into()))?;
            let unreadable = |error: FeedError| {
                net::forget(&url);
                problem(error.into())
            };
            let mut draft = match self.understand(&answer).await.map_err(unreadable)? {
                Opened::Feed(draft) => draft,
                Opened::Stand(stand) => {
                    if let Goal::Edition(..) = goal {
                        let found = "a stand where the feed of an edition should be".to_owned();
                        return Err(unreadable(FeedError::UnknownShape { found }));
                    }
                    origin.keep(self, &url, &answer);
                    let index = self.choose(&stand.editions, self.place());
                    goal = Goal::Edition(Arc::new(stand), index);
                    continue;
                }
            };
            let mut start = None;
            let mut began_ms = now_ms();
            let mut shown = loop {
                let goes_on = draft.read_some(ITEMS_AT_ONCE);
                let is_start = !goes_on || draft.feed().articles.len() >= FIRST_ITEMS;
                if start.is_none() && is_start {
                    let (stand, index) = match &goal {
                        Goal::Edition(stand, index) => (stand.clone(), *index),
                        Goal::Stand => (Arc::new(feed::stand_of(draft.feed(), &url)), 0),
                    };
                    let words = match page {
                        // What the interface says is on screen already.
                        Some(_) => self.words(),
                        None => {
                            let asked = words.take();
                            let ask = || self.words_for(&stand.editions[0], origin);
                            asked.unwrap_or_else(ask).words().await
                        }
                    };
                    let shown = Shown {
                        stand,
                        index,
                        articles: draft.feed().articles[..].into(),
                        from_later_pages: 0,
                        next_url: None,
                        is_whole: false,
                        words,
                        base: Address(answer.url.clone()),
                    };
                    if draft.remaining() > LONG_REST && page.is_none() && self.may_begin(&shown) {
                        begin();
                        self.show(shown.clone());
                    }
                    start = Some(shown);
                }
                match start {
                    Some(shown) if !goes_on => break shown,
                    other => start = other,
                }
                if now_ms() - began_ms > SLICE_MS {
                    clock::breathe().await;
                    began_ms = now_ms();
                }
            };
            let feed = draft.finish().map_err(unreadable)?;
            // What can be read is kept on the device.
            origin.keep(self, &url, &answer);
            shown.articles = feed.articles.into();
            // A page that names itself as the next one is the last.
            shown.next_url = feed.next_url.filter(|next| *next != url);
            shown.is_whole = true;
            return Ok(shown);
        }
    }

    /// Recognises a document, by the page's own function where there is one.
    async fn understand(self, answer: &net::Answer) -> Result<Opened, FeedError> {
        answer.text.prepare().await;
        let opened = feed::open(&answer.text, source_of(answer));
        if let Ok(Opened::Stand(_)) = opened {
            return opened;
        }
        match self.adapted(answer).await? {
            Some(adapted) => feed::open(&adapted, source_of(answer)),
            None => opened,
        }
    }

    /// What the page's own function makes of a document; `None` where there is none, or where it
    /// leaves the document to us.
    async fn adapted(self, answer: &net::Answer) -> Result<Option<BrowserText>, FeedError> {
        let Some(adapting) = self.adapt(&answer.text, &answer.url) else {
            return Ok(None);
        };
        match JsFuture::from(adapting).await {
            Ok(adapted) => Ok(adapted.dyn_into::<JsString>().ok().map(BrowserText::from)),
            Err(error) => Err(FeedError::unreadable(
                &answer.text,
                &["the page's adapter failed: ", &host::message(&error)].concat(),
            )),
        }
    }

    /// The body of an article that stands in a document of its own.
    pub async fn full_article(
        self,
        url: &Href,
        since_ms: f64,
        id: &str,
    ) -> Result<(Article, Address), Problem> {
        let problem = |cause| Problem::new(cause, url.as_str(), Retry::Body);
        let origin = Origin::Network(since_ms);
        let mut answer = origin.answer(url).await;
        match &answer {
            Ok(answer) => origin.keep(self, url, answer),
            // An article that was read before can be read again without a network.
            Err(_) if self.may_store() => {
                if let Ok(kept) = Origin::Device.answer(url).await {
                    answer = Ok(kept);
                }
            }
            Err(_) => {}
        }
        let answer = answer.map_err(|failure| problem(failure.into()))?;
        let adapted = self.adapted(&answer).await;
        let article = match adapted {
            Ok(Some(adapted)) => feed::read_article(&adapted, source_of(&answer), id),
            Ok(None) => feed::read_article(&answer.text, source_of(&answer), id),
            Err(error) => Err(error),
        };
        match article {
            Ok(article) => Ok((article, Address(answer.url.clone()))),
            Err(error) => {
                net::forget(url);
                Err(problem(error.into()))
            }
        }
    }

    /// Fetches the next page of the edition on screen and adds its articles at the end; `reach`
    /// makes room for them when they have come. It does so at once where they are being read already.
    pub fn load_more(self, reach: Box<dyn FnOnce()>) {
        let Some((shown, url)) = self.shown.get_untracked().and_then(|shown| {
            let url = shown.next_url.clone()?;
            Some((shown, url))
        }) else {
            return reach();
        };
        self.busy.set(true);
        self.run_paging(Box::pin(async move {
            let goal = Goal::Edition(shown.stand.clone(), shown.index);
            let origin = Origin::Network(now_ms() - net::FRESH_MS);
            let outcome = self.attempt(&goal, Some(&url), origin, &mut || ()).await;
            self.busy.set(false);
            match outcome {
                Ok(page) => {
                    reach();
                    self.extend(&shown, page);
                }
                Err(mut problem) => {
                    problem.retry = Retry::Page;
                    self.report(problem);
                }
            }
        }));
    }

    /// The interface for the readers of an edition; in the reader's own language, where the edition
    /// does not say which is its own.
    fn words_for(self, edition: &Edition, origin: Origin) -> WordsRequest {
        match edition.language.as_str() {
            "und" => self.own_words(),
            language => WordsRequest::of(self, language, edition.country.as_deref(), origin),
        }
    }

    /// The interface in the reader's own language.
    fn own_words(self) -> WordsRequest {
        let (languages, _) = self.wishes(self.place(), 1);
        let language = languages.first().map_or("", String::as_str);
        WordsRequest::of(self, language, None, Origin::Network(0.0))
    }
}

fn source_of(answer: &net::Answer) -> feed::Source {
    feed::Source {
        environment: Rc::new(Address(answer.url.clone())),
        url: answer.url.clone(),
        link: answer.link.clone(),
        total_pages: answer.total_pages.clone(),
    }
}

/// What the interface says to the readers of a language, on its way.
struct WordsRequest {
    session: Session,
    /// The full tag, which `Intl` follows (Spanish as in Mexico); the file is of fewer subtags.
    locale: Arc<str>,
    /// `None` for English, which is built in.
    file: Option<Href>,
    origin: Origin,
    _on_its_way: Option<net::Request>,
}

impl WordsRequest {
    /// Asks for the strings for readers of `language`; English where there are none in it. Dates
    /// and numbers are those of `country`, where the language names no region of its own.
    fn of(session: Session, language: &str, country: Option<&str>, origin: Origin) -> Self {
        let (mut file, mut locale) = (None, "en".into());
        if let Some(name) = locale::file_for(language) {
            // Where another language stands in, it is that one's words and dates.
            let language = match locale::primary(language) == locale::primary(name) {
                true => language,
                false => name,
            };
            locale = match country.filter(|_| locale::region(language).is_none()) {
                Some(country) => [language, "-", country].concat().into(),
                None => language.into(),
            };
            file = host::loader()
                .filter(|_| name != "en")
                .map(|loader| loader.at(&["locales/", name, ".json"].concat()))
                .and_then(Href::from_serialised);
        }
        // The file of one release never changes.
        let origin = match origin {
            Origin::Network(_) => Origin::Network(0.0),
            Origin::Device => Origin::Device,
        };
        Self {
            session,
            locale,
            _on_its_way: file.as_ref().and_then(|file| origin.ask(file)),
            file,
            origin,
        }
    }

    /// The strings; English where they cannot be had.
    async fn words(self) -> Words {
        let Some(file) = &self.file else {
            return Words {
                locale: self.locale,
                strings: Arc::default(),
            };
        };
        let cause = match self.origin.answer(file).await {
            Ok(answer) => match json::parse(&String::from(&answer.text.characters)) {
                Ok(strings) => {
                    self.origin.keep(self.session, file, &answer);
                    return Words {
                        locale: self.locale,
                        strings: Arc::new(Strings::new(strings)),
                    };
                }
                Err(cause) => cause,
            },
            Err(failure) => failure.fault.cause(),
        };
        if matches!(self.origin, Origin::Network(_)) {
            let told = [
                "the strings in ",
                &*self.locale,
                " could not be had: ",
                &cause,
            ];
            host::warn(&told.concat());
        }
        Words::english()
    }
}
