//! Runs of text, links that leave the page, and words of the interface in the middle of an article.

use super::{
    session::Session,
    tag::{Tag, tag},
};
use crate::{
    locale,
    model::{Href, Inline},
};

/// Adds runs of text to `frame`.
pub fn inlines(frame: Tag, content: &[Inline]) -> Tag {
    content.iter().fold(frame, |frame, inline| match inline {
        Inline::Text(words) => frame.text(words),
        Inline::Emphasis(content) => frame.child(inlines(tag("em"), content)),
        Inline::Strong(content) => frame.child(inlines(tag("strong"), content)),
        Inline::Code(text) => frame.child(tag("code").text(text)),
        Inline::Link { target, content } => frame.child(inlines(outside_link(target), content)),
        Inline::Span {
            language,
            direction,
            content,
        } => {
            let span = tag("span")
                .maybe("lang", language.as_deref())
                .maybe("dir", *direction);
            frame.child(inlines(span, content))
        }
        Inline::Break => frame.child(tag("br")),
    })
}

/// A link that leaves the page, without its content.
pub fn outside_link(target: &Href) -> Tag {
    tag("a")
        .attr("href", target.as_str())
        .attr("rel", "noopener noreferrer")
}

/// Adds the language and direction of the interface, for what stands inside an article.
pub fn in_own_language(session: Session, tag: Tag) -> Tag {
    let language = move || String::from(&*session.words().locale);
    tag.live("lang", move || Some(language()))
        .live("dir", move || {
            Some(locale::direction(&language()).name().to_owned())
        })
}
