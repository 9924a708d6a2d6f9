//! The field that finds stories by their words.

use super::{
    filter::{Filter, Hits},
    front::focus_headline,
    library::find_words,
    live::effect,
    session::Session,
    tag::{Piece, Tag, TagRef, tag},
};
use crate::{locale::Text, model::Article, platform::host, related::Found};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// The field, and a button that empties it.
///
/// - `filter`: has the query, and gets what is found.
/// - `front`: what holds the headlines. Enter leads to the first of them.
/// - `restart`: begins the list of headlines anew.
pub fn search(
    session: Session,
    filter: Filter,
    front: TagRef,
    restart: impl Fn() + Copy + Send + 'static,
) -> Tag {
    let field = TagRef::new(None);
    let query = filter.query;
    effect(move || look_for(session, filter, query.get(), restart));
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
fn look_for(session: Session, filter: Filter, typed: String, restart: impl Fn() + 'static) {
    let Some(shown) = session.shown.get() else {
        return;
    };
    if typed.trim().is_empty() {
        if filter.hits.with_untracked(Option::is_some) {
            filter.hits.set(None);
            restart();
        }
        return;
    }
    let own = typed.clone();
    let is_wanted = move || filter.query.try_get_untracked().as_ref() == Some(&own);
    let tell = move |found: Found, is_complete: bool| {
        let before = filter.hits.get_untracked();
        let is_new = before.is_none_or(|before| before.query != typed);
        filter.hits.set(Some(Rc::new(Hits {
            query: typed.clone(),
            words: host::set_of(&found.words),
            indices: found.documents,
            is_complete,
        })));
        // Further stories leave the reader where he is among what has been found.
        if is_new {
            restart();
        }
    };
    let query = filter.query.get_untracked();
    find_words(session, &query, &shown, is_wanted, tell);
}

/// Text of an article with its words marked that a search has found it by.
///
/// - `words`: see [`Hits::words`]; `None` marks nothing.
pub fn marked(session: Session, article: &Article, text: &str, words: Option<&JsValue>) -> Piece {
    let Some(words) = words else {
        return Piece::Text(text.to_owned());
    };
    let language = session
        .shown
        .with_untracked(|shown| shown.as_ref().map(|shown| shown.language_of(article)));
    let parts = host::marked_parts(text, &language.unwrap_or_default(), words);
    let pieces = parts.iter().enumerate().map(|(place, part)| {
        let part = part.as_string().unwrap_or_default();
        match place % 2 {
            0 => Piece::Text(part),
            _ => tag("mark").text(&part).into(),
        }
    });
    Piece::Many(pieces.collect())
}
