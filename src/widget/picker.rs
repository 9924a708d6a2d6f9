//! A searchable list to choose a language or a country from: the
//! [APG combobox](https://www.w3.org/WAI/ARIA/apg/patterns/combobox/) with a list that opens beside
//! its button, or as a sheet as high as the window where the stand is narrow.

use super::{
    live::{Live, derived, effect},
    session::Session,
    tag::{Piece, Tag, TagRef, nothing, tag},
};
use crate::{
    locale::{self, Choosing, Text},
    model::{decimal, divided},
    platform::{clock, host, intl},
};
use leptos::prelude::*;
use std::cell::RefCell;
use web_sys::Event;

/// So many options may be in sight at once. Each may be in a script of its own, for which the browser
/// has to find a font: they are drawn one by one, and more together while that goes fast.
const IN_SIGHT: usize = 12;
/// The browser has drawn fast when no more time goes by until the next slice, in milliseconds.
const FAST_MS: f64 = 25.0;
/// So many of the other options are drawn, or named, in one go.
const MANY: usize = 24;
/// So long the browser may be asked for names in one go, in milliseconds.
const NAMING_MS: f64 = 4.0;

/// So many options a page key goes on.
const PAGE: usize = 8;

/// The short label of a picker, and its name.
fn texts(choosing: Choosing) -> (Text, Text) {
    match choosing {
        Choosing::Language => (Text::Language, Text::SelectLanguage),
        Choosing::Country => (Text::Country, Text::SelectCountry),
    }
}

/// The ids of a picker's list and of the panel around it.
fn ids(choosing: Choosing) -> (&'static str, &'static str) {
    match choosing {
        Choosing::Language => ("languages", "language-panel"),
        Choosing::Country => ("countries", "country-panel"),
    }
}

/// One entry of the list; without its names until they are needed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Entry {
    /// Language tag or country code; empty for editions of no country.
    code: String,
    /// What it is called: a language in itself, a country in the interface's language.
    name: String,
    /// The language of that name.
    language: String,
    /// A language's name in the interface's language, where that is another.
    local_name: String,
    /// All that a search may find it by (see [`locale::search`]).
    sought: String,
}

/// What there is to choose: first what is suggested, then the rest.
#[derive(Default)]
struct Choice {
    entries: Vec<Entry>,
    suggested: usize,
    /// So many of the entries, from the first, have their names for the search.
    named: usize,
}

/// A picker: its button, which shows the choice, and the list of all that exist.
///
/// Names cost time: the browser makes an object for every language that a name is in. So the panel
/// comes first, then what is in sight, then the names of all and the rest, a little after each frame.
#[derive(Clone, Copy)]
struct Picker {
    session: Session,
    choosing: Choosing,
    button: TagRef,
    panel: TagRef,
    search: TagRef,
    is_open: Live<bool>,
    query: Live<String>,
    choice: Live<RefCell<Choice>>,
    /// The entries that the query finds, by their positions; none while the list is closed.
    matches: Live<Vec<usize>>,
    /// Of the matches so many may be drawn by now.
    drawn: Live<usize>,
    /// The option that Enter takes.
    active: Live<usize>,
    /// True where there is something left to do after the next frame.
    goes_on: Live<bool>,
    /// When that was asked for, in milliseconds since the Unix epoch.
    asked_ms: Live<f64>,
    /// What has to be done before more is named and drawn.
    due: Live<Due>,
    /// So many of the options in sight are drawn in one go.
    pace: Live<usize>,
}

/// What there is to do for a list before more of it is named and drawn.
#[derive(Clone, Copy, PartialEq)]
enum Due {
    Nothing,
    /// Find out what can be chosen.
    Choice,
    /// Look for the query.
    Search,
}

/// A button that shows the choice and opens the list of all that exist.
pub fn picker(session: Session, choosing: Choosing) -> Tag {
    let picker = Picker {
        session,
        choosing,
        button: TagRef::new(None),
        panel: TagRef::new(None),
        search: TagRef::new(None),
        is_open: Live::new(false),
        query: Live::new(String::new()),
        choice: Live::new(RefCell::default()),
        matches: Live::new(Vec::new()),
        drawn: Live::new(0),
        active: Live::new(0),
        goes_on: Live::new(false),
        asked_ms: Live::new(0.0),
        due: Live::new(Due::Nothing),
        pace: Live::new(1),
    };
    effect(move || {
        // What can be chosen may change while the list is open.
        session.pending.with(|_| ());
        session.shown.with(|_| ());
        session.words();
        if picker.is_open.get_untracked() {
            picker.schedule(Due::Choice);
        }
    });
    effect(move || picker.show_active());
    tag("div")
        .class("picker")
        .attr("part", "picker")
        .on("focusout", move |event| picker.leave(&event))
        .child(picker.draw_button())
        .child(picker.draw_panel())
}

impl Picker {
    /// Does what is due, and tells whether there was something.
    fn catch_up(self) -> bool {
        let due = self.due.get_untracked();
        if due == Due::Choice {
            let choice = untrack(|| choice(self.session, self.choosing));
            self.choice.set(RefCell::new(choice));
        }
        if due != Due::Nothing {
            self.search();
        }
        due != Due::Nothing
    }

    /// The positions of what the query finds.
    fn found(self) -> Vec<usize> {
        let wanted = intl::fold(self.query.get_untracked().trim());
        let code = match self.choosing {
            Choosing::Language => locale::library_code(&wanted)
                .map(str::to_owned)
                .or_else(|| intl::canonical(&wanted)),
            Choosing::Country => None,
        };
        self.choice.with_untracked(|choice| {
            let choice = choice.borrow();
            let entries = choice.entries.iter().map(|entry| &*entry.sought);
            let entries: Vec<&str> = entries.collect();
            locale::search(&entries, &wanted, &code.unwrap_or_default())
        })
    }

    /// Looks for the query, and lets the first of what it finds be drawn.
    fn search(self) {
        self.drawn.set(self.pace.get_untracked());
        self.matches.set(self.found());
        self.schedule(Due::Nothing);
    }

    fn schedule(self, due: Due) {
        self.due.set(due);
        if !self.goes_on.get_untracked() {
            self.goes_on.set(true);
            self.asked_ms.set(clock::now_ms());
            clock::after_frame(move || self.go_on());
        }
    }

    /// Does the next of what there is to do.
    fn go_on(self) {
        if self.is_open.try_get_untracked() != Some(true) {
            return;
        }
        self.goes_on.set(false);
        let is_fast = clock::now_ms() - self.asked_ms.get_untracked() < FAST_MS;
        let pace = self.pace.get_untracked();
        self.pace
            .set(if is_fast { IN_SIGHT.min(2 * pace) } else { 1 });
        if self.catch_up() {
            return;
        }
        let (named, total) = self.choice.with_untracked(|choice| {
            let choice = choice.borrow();
            (choice.named, choice.entries.len())
        });
        let drawn = self.drawn.get_untracked();
        // Once more than there are options: the active one may be among the last.
        let is_drawn = drawn >= self.matches.with_untracked(Vec::len) + MANY;
        if !is_drawn && drawn < IN_SIGHT {
            self.drawn.set(drawn + self.pace.get_untracked());
        } else if !is_drawn && named == total {
            self.drawn.set(drawn + MANY);
        } else if named < total {
            let next = self.name_from(named);
            if next == total && !self.query.with_untracked(String::is_empty) {
                return self.search();
            }
        } else {
            return;
        }
        self.schedule(Due::Nothing);
    }

    /// Finds the names of the next entries, and tells how many have theirs then.
    fn name_from(self, named: usize) -> usize {
        let end_ms = clock::now_ms() + NAMING_MS;
        let mut next = named;
        let total = self
            .choice
            .with_untracked(|choice| choice.borrow().entries.len());
        while next < total.min(named + MANY) && clock::now_ms() < end_ms {
            self.entry(next);
            next += 1;
        }
        self.choice
            .with_untracked(|choice| choice.borrow_mut().named = next);
        next
    }

    /// An entry of the choice with its names.
    fn entry(self, position: usize) -> Entry {
        self.choice.with_untracked(|choice| {
            let mut choice = choice.borrow_mut();
            let Some(entry) = choice.entries.get_mut(position) else {
                return Entry::default();
            };
            if entry.sought.is_empty() {
                let code = std::mem::take(&mut entry.code);
                *entry = untrack(|| named(self.session, self.choosing, code));
            }
            entry.clone()
        })
    }

    /// Opens the list and looks for `query`.
    fn open(self, query: &str) {
        if self.is_open.get_untracked() {
            return;
        }
        self.query.set(query.to_owned());
        self.is_open.set(true);
        // The choice itself is the first.
        self.active.set(0);
        self.goes_on.set(false);
        self.schedule(Due::Choice);
        if let (Some(panel), Some(search)) =
            (self.panel.get_untracked(), self.search.get_untracked())
        {
            host::open_panel(&panel, &search, query);
        }
    }

    fn close(self, focus_returns: bool) {
        self.is_open.set(false);
        self.matches.set(Vec::new());
        self.panel
            .get_untracked()
            .iter()
            .for_each(host::close_panel);
        if let Some(button) = self.button.get_untracked().filter(|_| focus_returns) {
            let _ = button.focus();
        }
    }

    fn choose(self, code: &str) {
        self.close(true);
        match self.choosing {
            Choosing::Language => self.session.choose_language(code),
            Choosing::Country => self
                .session
                .choose_country(Some(code).filter(|code| !code.is_empty())),
        }
    }

    /// Closes the list when the focus goes elsewhere.
    fn leave(self, event: &Event) {
        let panel = self.panel.get_untracked();
        let stays = panel.is_some_and(|panel| host::stays_in(&panel, event));
        if self.is_open.get_untracked() && !stays {
            self.close(false);
        }
    }

    /// What a key does on the closed button: opens the list, with what has been typed.
    fn opening_key(self, event: &Event) {
        let key = host::key_of(event);
        let typed = match key.as_str() {
            "ArrowDown" | "ArrowUp" | "Alt+ArrowDown" => "",
            // A space presses the button; other keys, and those with a modifier, have longer names.
            " " => return,
            key if key.chars().count() == 1 => key,
            _ => return,
        };
        event.prevent_default();
        self.open(typed);
    }

    /// What a key does in the open list. Those that move the caret are left to the field.
    fn key(self, event: &Event) {
        self.catch_up();
        let last = self.matches.with_untracked(Vec::len).saturating_sub(1);
        let at = self.active.get_untracked();
        let is_in_field = event.target() == self.search.get_untracked().map(Into::into);
        match host::key_of(event).as_str() {
            "Escape" => self.close(true),
            _ if !is_in_field => return,
            "Alt+ArrowUp" => self.close(true),
            "ArrowDown" => self.active.set(if at >= last { 0 } else { at + 1 }),
            "ArrowUp" => self.active.set(if at == 0 { last } else { at - 1 }),
            "PageDown" => self.active.set((at + PAGE).min(last)),
            "PageUp" => self.active.set(at.saturating_sub(PAGE)),
            "Enter" => {
                let position = self.matches.with_untracked(|found| found.get(at).copied());
                if let Some(position) = position {
                    self.choose(&self.entry(position).code);
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// Marks the active option and scrolls it into the list.
    fn show_active(self) {
        let id = option_id(self.choosing, self.active.get());
        self.matches.with(|_| ());
        self.drawn.with(|_| ());
        if let Some(panel) = self.panel.get() {
            host::show_option(&panel, &id);
        }
    }

    fn draw_button(self) -> Tag {
        let (session, choosing) = (self.session, self.choosing);
        let label = session.wording(texts(choosing).0);
        let value = move || {
            let current = named(session, choosing, current(session, choosing));
            name_of(&current).class("picker-value").into()
        };
        tag("button")
            .class("picker-button")
            .attr("part", "picker-button")
            .reference(self.button)
            .attr("type", "button")
            .attr("role", "combobox")
            .live("aria-label", session.label(texts(choosing).1))
            .attr("aria-haspopup", "dialog")
            .live("aria-expanded", move || {
                Some(self.is_open.get().to_string())
            })
            .attr("aria-controls", ids(choosing).1)
            .on("click", move |_| self.open(""))
            .on("keydown", move |event| self.opening_key(&event))
            // Its name says the same; what is left is its value.
            .child(
                tag("span")
                    .class("picker-label")
                    .attr("aria-hidden", "true")
                    .live_text(label),
            )
            .live_piece(value)
            .child(tag("span").class("chevron").attr("aria-hidden", "true"))
    }

    fn draw_panel(self) -> Tag {
        let session = self.session;
        let (_, name) = texts(self.choosing);
        let close = tag("button")
            .class("panel-close")
            .attr("type", "button")
            .live("aria-label", session.label(Text::Close))
            .on("click", move |_| self.close(true))
            .text("×");
        let head = tag("div")
            .class("panel-head")
            .child(tag("p").live_text(session.wording(name)))
            .child(close);
        let list = tag("div")
            .class("listbox")
            .attr("part", "listbox")
            .attr("role", "listbox")
            // Some browsers would have the focus stop at what scrolls.
            .attr("tabindex", "-1")
            .attr("id", ids(self.choosing).0)
            .live("aria-label", session.label(name))
            // The focus stays in the search field.
            .on("mousedown", |event| event.prevent_default())
            .live_piece(move || self.draw_options());
        let none = move || {
            let is_empty = self.is_settled() && self.matches.with(Vec::is_empty);
            match is_empty {
                true => tag("p")
                    .class("no-matches")
                    .text(&session.text(Text::NoMatches))
                    .into(),
                false => nothing(),
            }
        };
        tag("dialog")
            .class("panel")
            .attr("part", "panel")
            .attr("id", ids(self.choosing).1)
            .attr("popover", "manual")
            .attr("closedby", "any")
            .reference(self.panel)
            .live("aria-label", session.label(name))
            .on("cancel", move |_| self.close(true))
            .on("keydown", move |event| self.key(&event))
            .child(head)
            .child(self.draw_search())
            .child(list)
            .live_piece(none)
            .child(
                tag("p")
                    .class("unseen")
                    .attr("role", "status")
                    .live_text(move || self.result_count()),
            )
    }

    fn draw_search(self) -> Tag {
        let session = self.session;
        let search = session.label(Text::Search);
        let active = move || {
            let has_options = self.matches.with(|entries| !entries.is_empty());
            has_options.then(|| option_id(self.choosing, self.active.get()))
        };
        tag("input")
            .class("search")
            .attr("part", "search")
            .reference(self.search)
            .attr("type", "text")
            .attr("role", "combobox")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .live("aria-label", search)
            .live("placeholder", search)
            .attr("aria-autocomplete", "list")
            .attr("aria-expanded", "true")
            .attr("aria-controls", ids(self.choosing).0)
            .live("aria-activedescendant", active)
            .on("input", move |event| {
                self.query.set(event_target_value(&event));
                self.active.set(0);
                self.schedule(Due::Search);
            })
    }

    /// The options; in two groups with headings where nothing is searched and both have some.
    fn draw_options(self) -> Piece {
        let total = self.matches.with(Vec::len);
        let suggested = self
            .choice
            .with_untracked(|choice| choice.borrow().suggested);
        let is_divided = self.query.with_untracked(String::is_empty) && suggested < total;
        if !is_divided || suggested == 0 {
            return self.draw_slice(0, total);
        }
        let groups = [
            (Text::Suggested, 0, suggested),
            (Text::More, suggested, total),
        ];
        let groups = groups.map(|(name, from, end)| {
            let name = self.session.text(name);
            let heading = tag("p").class("group").attr("role", "presentation");
            tag("div")
                .attr("role", "group")
                .attr("aria-label", &name)
                .child(heading.text(&name))
                .piece(self.draw_slice(from, end))
                .into()
        });
        Piece::Many(groups.into())
    }

    /// The options of the matches from the one at `from` up to `end`, as soon as it is their turn.
    fn draw_slice(self, from: usize, end: usize) -> Piece {
        if from >= end {
            return nothing();
        }
        let is_due = derived(move || self.drawn.get() > from);
        Piece::Live(Box::new(move || match is_due.get() {
            true => {
                let to = end.min(self.drawn.get_untracked());
                let options = (from..to).map(|index| self.draw_option(index));
                Piece::Many(options.chain([self.draw_slice(to, end)]).collect())
            }
            false => nothing(),
        }))
    }

    fn draw_option(self, index: usize) -> Piece {
        let (position, total) = self
            .matches
            .with_untracked(|found| (found.get(index).copied(), found.len()));
        let entry = self.entry(position.unwrap_or(usize::MAX));
        let selected = untrack(|| current(self.session, self.choosing));
        let is_selected = if entry.code == selected {
            "true"
        } else {
            "false"
        };
        let local_name = (!entry.local_name.is_empty())
            .then(|| tag("span").class("local-name").text(&entry.local_name));
        tag("div")
            .attr("id", &option_id(self.choosing, index))
            .class("option")
            .attr("part", "option")
            .attr("role", "option")
            .attr("aria-selected", is_selected)
            // Not all are drawn at once.
            .attr("aria-posinset", &decimal(index + 1))
            .attr("aria-setsize", &decimal(total))
            .child(name_of(&entry))
            .maybe_child(local_name)
            .on("click", move |_| self.choose(&entry.code))
            .into()
    }

    /// True where the list is open and everything in it has been looked at.
    fn is_settled(self) -> bool {
        self.is_open.get() && !self.goes_on.get()
    }

    /// How many options a search has found, to be announced.
    fn result_count(self) -> String {
        if !self.is_settled() || self.query.with(String::is_empty) {
            return String::new();
        }
        let found = self.matches.with(|found| found.len());
        self.session.words().count(Text::ResultCount, found)
    }
}

fn option_id(choosing: Choosing, index: usize) -> String {
    [ids(choosing).0, "-", &decimal(index)].concat()
}

/// The name of an entry, in its own language.
fn name_of(entry: &Entry) -> Tag {
    tag("bdi")
        .attr("lang", &entry.language)
        .attr("dir", locale::direction(&entry.language).name())
        .text(&entry.name)
}

/// The code of what is chosen in the edition that is on screen, or on its way to it.
fn current(session: Session, choosing: Choosing) -> String {
    let pending = session.pending.get();
    session.shown.with(|shown| {
        let edition = shown
            .as_ref()
            .and_then(|shown| shown.stand.editions.get(pending.unwrap_or(shown.index)));
        edition
            .map_or("", |edition| choosing.of(edition))
            .to_owned()
    })
}

/// All that can be chosen, without names.
fn choice(session: Session, choosing: Choosing) -> Choice {
    let Some(shown) = session.shown.get() else {
        return Choice::default();
    };
    let (languages, countries) = session.wishes(session.place(), usize::MAX);
    let (wishes, other) = match choosing {
        Choosing::Language => (
            languages,
            ["und-", &current(session, Choosing::Country)].concat(),
        ),
        Choosing::Country => (countries, current(session, Choosing::Language)),
    };
    let (codes, suggested) = locale::order(
        &shown.stand.editions,
        session.pending.get().unwrap_or(shown.index),
        choosing,
        &wishes,
        &intl::likely(&other).unwrap_or_default(),
    );
    let entry = |code: &str| Entry {
        code: code.to_owned(),
        ..Entry::default()
    };
    Choice {
        entries: codes.into_iter().map(entry).collect(),
        suggested,
        named: 0,
    }
}

/// The entry for a code, with its names.
fn named(session: Session, choosing: Choosing, code: String) -> Entry {
    let words = session.words();
    let locale = &*words.locale;
    if code.is_empty() {
        let name = words.strings.get(Text::AllCountries).to_owned();
        let sought = intl::fold(&name);
        return Entry {
            name,
            sought,
            language: locale.to_owned(),
            ..Entry::default()
        };
    }
    let is_country = choosing == Choosing::Country;
    let own_name = locale::own_name(&code).filter(|_| !is_country);
    let names = intl::names(locale, &code, is_country, own_name.unwrap_or_default());
    let mut rest = &*names;
    let mut line = || {
        let (line, behind) = divided(rest, "\n").unwrap_or_default();
        rest = behind;
        line.to_owned()
    };
    Entry {
        name: line(),
        language: line(),
        local_name: line(),
        sought: rest.to_owned(),
        code,
    }
}
