//! The buttons of an open article's tools, and what they have to say. They work in JavaScript.

use super::{
    inline::in_own_language,
    live::{Live, effect},
    session::Session,
    tag::{Tag, TagRef, tag},
};
use crate::{
    locale::Text,
    model::Article,
    platform::{
        address, intl,
        tools::{Outcome, Told, Tools},
    },
};
use std::rc::Rc;

/// The names that the tools know their buttons by.
const NAMES: &str = "smaller larger share print listen pause resume stop translate original";
/// What is written on them.
const TEXTS: [Text; 10] = [
    Text::SmallerText,
    Text::LargerText,
    Text::Share,
    Text::Print,
    Text::Listen,
    Text::Pause,
    Text::Resume,
    Text::Stop,
    Text::Translate,
    Text::ShowOriginal,
];
/// The first ones show a letter in place of what is written.
const WITH_A_LETTER: usize = 2;
/// Those after the first ones are hidden until the browser turns out to have what they need.
const ALWAYS_THERE: usize = 4;

/// The line that shows how far the reader is.
pub fn progress() -> Tag {
    // For the eyes: whoever does not see it hears the same from the page's own position.
    tag("progress")
        .class("reading-progress")
        .attr("aria-hidden", "true")
        .attr("value", "0")
}

/// How long an article takes to read, and its tools.
///
/// - `language`: the article's.
/// - `element`: what it is drawn in, once it is in the page.
pub fn tools(session: Session, article: &Article, language: &str, element: TagRef) -> Tag {
    let (minutes, target) = (Live::new(0), Live::new(String::new()));
    let (done, said) = (Live::new(None), Live::new(None));
    let hear = move |told| match told {
        Told::Minutes(count) => minutes.set(count),
        Told::Target(language) => target.set(language),
        Told::Progress(part) => done.set(part),
        Told::Said(outcome) => said.set(outcome),
    };
    let url = article.url.as_ref();
    let url = url.map_or_else(address::page, |url| url.as_str().to_owned());
    let (own_language, link) = (language.to_owned(), url.clone());
    let working = Live::new(None);
    effect(move || {
        if let Some(element) = element.get() {
            let tools = Tools::new(&element, &own_language, &link, session.may_store(), hear);
            working.set(Some(Rc::new(tools)));
        }
    });

    let name = move |text: Text| {
        let words = session.words();
        let language = intl::language_name(&words.locale, &target.get());
        words.strings.format(text, &[("language", &language)])
    };
    let mut row = tag("div")
        .class("tools")
        .attr("role", "group")
        .live("aria-label", session.label(Text::Tools));
    for (index, (value, text)) in NAMES.split(' ').zip(TEXTS).enumerate() {
        let button = tag("button")
            .class("tool")
            .attr("part", "button")
            .attr("type", "button")
            .attr("value", value)
            .maybe("hidden", (index >= ALWAYS_THERE).then_some(""))
            .child(
                tag("span")
                    .maybe("class", (index < WITH_A_LETTER).then_some("unseen"))
                    .live_text(move || name(text)),
            );
        row = row.child(button);
    }
    let reading_time = move || match minutes.get() {
        0 => String::new(),
        count => session.words().count(Text::ReadingMinutes, count),
    };
    let progress = move || {
        let Some(part) = done.get() else {
            return String::new();
        };
        let words = session.words();
        let percent = intl::percent(&words.locale, part);
        words
            .strings
            .format(Text::Translating, &[("progress", &percent)])
    };
    let language = language.to_owned();
    let outcome = move || {
        let text = match said.get() {
            None => return String::new(),
            Some(Outcome::Copied) => Text::LinkCopied,
            Some(Outcome::Uncopied) => Text::LinkNotCopied,
            Some(Outcome::Translated) => Text::Translated,
            Some(Outcome::Failed) => Text::TranslationFailed,
        };
        let words = session.words();
        let language = intl::language_name(&words.locale, &language);
        let sentence = words.strings.format(text, &[("language", &language)]);
        match text {
            Text::LinkNotCopied => [&sentence, " ", &url].concat(),
            _ => sentence,
        }
    };
    in_own_language(session, tag("div"))
        .class("reading-tools")
        .attr("part", "tools")
        .child(tag("p").live_text(reading_time))
        .child(row)
        .child(tag("p").live_text(progress))
        .child(tag("p").attr("role", "status").live_text(outcome))
}
