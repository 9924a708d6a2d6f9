//! The field that finds stories by their words.

use super::{
    filter::{Filter, Hits},
    front::focus_headline,
    library::{find_words, words_of},
    live::effect,
    session::Session,
    tag::{Piece, Tag, TagRef, tag},
};
use crate::{locale::Text, model::Article, platform::host, related::Found};
use js_sys::Array;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// The field, and a button that empties it.
///
/// - `filter`: has the query, and gets what is found.
/// - `front`: what holds the headlines. Enter leads to the first of them.
/// - `show`: draws the headlines that are found, anew or as far as they are not there yet (`is_new`); all that a list
///   begins with, or some of them while more is being read (`is_complete`).
pub fn search(
    session: Session,
    filter: Filter,
    front: TagRef,
    show: impl Fn(bool, bool) + Copy + Send + 'static,
) -> Tag {
    let field = TagRef::new(None);
    let query = filter.query;
    effect(move || look_for(session, filter, query.get(), show));
    effect(move || {
        if let Some(field) = field.get() {
            host::show_value(&field, &query.get());
        }
    });
    let name = session.label(Text::SearchNews);
    let input = tag("input")
        .class("query")
        .attr("part", "search")
        .reference(field)
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .live("aria-label", name)
        .live("placeholder", name)
        .on("input", move |event| query.set(event_target_value(&event)))
        .on("keydown", move |event| {
            match host::key_of(&event).as_str() {
                "Escape" if !query.with_untracked(String::is_empty) => {
                    event.prevent_default();
                    event.stop_propagation();
                    query.set(String::new());
                }
                "Enter" => focus_headline(front, 0),
                _ => {}
            }
        });
    // It is there while something has been typed (`search.css`).
    let clear = tag("button")
        .class("clear-search")
        .attr("type", "button")
        .live("aria-label", session.label(Text::ClearSearch))
        .on("click", move |_| {
            query.set(String::new());
            if let Some(field) = field.get_untracked() {
                host::focus_without_scrolling(&field);
            }
        })
        .text("×");
    tag("div").class("search-news").child(input).child(clear)
}

/// Has what is typed looked for in the edition on screen.
fn look_for(session: Session, filter: Filter, typed: String, show: impl Fn(bool, bool) + 'static) {
    let Some(shown) = session.shown.get() else {
        return;
    };
    if typed.trim().is_empty() {
        if filter.hits.with_untracked(Option::is_some) {
            filter.hits.set(None);
            show(true, true);
        }
        return;
    }
    let tell = move |found: Found, is_complete: bool| {
        let before = filter.hits.get_untracked();
        let is_new = before.is_none_or(|before| before.query != typed);
        // The reader may have gone to what was found before.
        session.hold_focus();
        filter.hits.set(Some(Rc::new(Hits {
            query: typed.clone(),
            words: host::set_of(&found.words),
            indices: found.documents,
            is_complete,
        })));
        // Further stories leave the reader where he is among what has been found.
        show(is_new, is_complete);
    };
    let query = filter.query.get_untracked();
    find_words(session, &query, &shown, tell);
}

/// Text in a language with its words marked that a search has found it by (see [`Hits::words`]).
pub fn marked(text: &str, language: &str, words: &JsValue) -> Piece {
    drawn(&host::marked_parts(text, language, words))
}

/// What shows why a search has found an article in a language, with the words marked: its summary, or
/// what stands around the first of them in its body, where the summary has none.
pub fn evidence(
    article: &Article,
    summary: Option<&str>,
    language: &str,
    words: &JsValue,
) -> Option<Piece> {
    let has_marks = |parts: &Array| parts.length() > 1;
    let mut shown = summary.map(|summary| host::marked_parts(summary, language, words));
    if !shown.as_ref().is_some_and(has_marks) {
        let in_body = host::excerpt_parts(&words_of(article), language, words);
        shown = Some(in_body).filter(has_marks).or(shown);
    }
    shown.as_ref().map(drawn)
}

/// Draws parts that are by turns without and with a mark.
fn drawn(parts: &Array) -> Piece {
    let piece = |place| {
        let part = parts.get(place).as_string().unwrap_or_default();
        match place % 2 {
            0 => Piece::Text(part),
            _ => tag("mark").text(&part).into(),
        }
    };
    Piece::Many((0..parts.length()).map(piece).collect())
}
