//! The article that a reader opens: finding it, asking the page, its body, and the way back.

use super::{Focus, Reading, Session, Shown};
use crate::{
    locale::Text,
    markup,
    model::{Article, Block, Body, Href},
    net::{self, Course, Shows},
    platform::{address::Address, clock::now_ms, host, inert, intl},
    widget::{
        history::{self, Entry},
        problem::Retry,
    },
};
use js_sys::Function;
use leptos::prelude::*;
use std::sync::Arc;

/// An article that is asked for is looked for in further pages until there are so many.
const LOOKED_THROUGH: usize = 500;

impl Session {
    /// Opens an article of the edition on screen, unless the page prevents it.
    pub fn open_article(self, article: &Arc<Article>, focus: Focus) {
        self.forget_wanted();
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
        self.forget_wanted();
        self.go_to_front(focus);
    }

    pub(super) fn go_to_front(self, focus: Focus) {
        if self.open.with_untracked(Option::is_none) {
            return;
        }
        self.leave(focus);
        // Undoing our own entries keeps Back meaning what the reader expects.
        if self.is_linking() && focus == Focus::Moves && history::back(&self.name()) {
            return self.desk.update_value(|desk| desk.goes_back = true);
        }
        self.write_place(&self.place_of(None), Entry::Front);
    }

    pub(super) fn open_called(self, key: &str, focus: Focus) {
        let Some(shown) = self.current() else {
            return self.want(key.to_owned(), focus);
        };
        if let Some(article) = shown.article_called(key) {
            return self.open_article(article, focus);
        }
        // It may be in what is on its way.
        if self.busy.get_untracked() || self.pending.get_untracked().is_some() {
            return self.want(key.to_owned(), focus);
        }
        if shown.next_url.is_some() && shown.articles.len() < LOOKED_THROUGH {
            self.want(key.to_owned(), focus);
            return self.load_more(Box::new(|| ()));
        }
        self.miss(key, &shown);
    }

    /// Tells reader and integrator that there is no such article.
    fn miss(self, key: &str, shown: &Shown) {
        self.notice
            .set(shown.words.strings.get(Text::ArticleMissing).to_owned());
        let message = ["no article of this edition is called ", key].concat();
        self.emit(
            "newsstand-error",
            &[
                ("kind", "article"),
                ("message", &message),
                ("url", shown.edition().feed.as_str()),
            ],
        );
    }

    /// Opens the article that has been asked for, if it is there by now. It is not looked for any further
    /// where nothing new has come: pages may lead in a circle.
    pub(super) fn open_wanted(self, shown: &Shown, has_more: bool) {
        match self.take(|desk| desk.wanted.take()) {
            Some((key, focus)) if has_more => self.open_called(&key, focus),
            Some((key, _)) => self.miss(&key, shown),
            None => {}
        }
    }

    /// Opens an article once it has been read.
    pub(super) fn want(self, key: String, focus: Focus) {
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

    pub(super) fn enter(self, article: &Arc<Article>, focus: Focus) {
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

    pub(super) fn leave(self, focus: Focus) {
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
    pub(super) fn follow_story(self, shown: &Shown) {
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
