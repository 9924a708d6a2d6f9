//! The same story in other languages.

use super::{
    card::link_to,
    inline::in_own_language,
    session::{Session, Shown},
    tag::{Tag, tag},
};
use crate::{
    locale::{self, Text},
    model::{Article, divided},
    platform::intl,
};

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
        if other.story.is_none() || other.story != article.story {
            continue;
        }
        let language = shown.language_of(other);
        if language == own_language {
            continue;
        }
        let link = link_to(session, other)
            .attr("hreflang", &language)
            .attr("lang", &language)
            .attr("dir", locale::direction(&language).name())
            .text(&intl::language_name(&language, &language));
        line = line.child(link).text(" ");
        has_links = true;
    }
    has_links.then(|| line.text(behind))
}
