//! The same story in other languages.

use super::{
    inline::in_own_language,
    session::{Focus, Session, Shown},
    tag::{Tag, tag},
};
use crate::{
    locale::{self, Text},
    model::{Article, divided},
    platform::{host, intl},
};
use std::sync::Arc;

/// "Also in: Español", with a link for each language in which the edition has the story of `article`
/// too; nothing where it has none.
pub fn versions(session: Session, shown: &Shown, article: &Article) -> Option<Tag> {
    let strings = &shown.words.strings;
    let (before, behind) = divided(strings.get(Text::AlsoIn), "{languages}")?;
    let own_language = shown.language_of(article);
    let mut line = in_own_language(session, tag("p"))
        .class("versions")
        .text(before);
    let mut has_links = false;
    for other in shown.articles.iter() {
        let language = shown.language_of(other);
        if other.story.is_none() || other.story != article.story || language == own_language {
            continue;
        }
        line = line.child(link(session, other, &language)).text(" ");
        has_links = true;
    }
    has_links.then(|| line.text(behind))
}

/// A link to a version, called by its language in that language.
fn link(session: Session, article: &Arc<Article>, language: &str) -> Tag {
    let opened = article.clone();
    let address = article.url.as_ref().map_or("#", |url| url.as_str());
    tag("a")
        .attr("href", address)
        .attr("hreflang", language)
        .attr("lang", language)
        .attr("dir", locale::direction(language).name())
        .on("click", move |event| {
            if host::is_plain_click(&event) {
                event.prevent_default();
                session.open_article(&opened, Focus::Moves);
            }
        })
        .text(&intl::language_name(language, language))
}
