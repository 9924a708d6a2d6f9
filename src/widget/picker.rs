//! A searchable list to choose a language or a country from: the
//! [APG combobox](https://www.w3.org/WAI/ARIA/apg/patterns/combobox/) with a list that opens below
//! its button, or fills the window where the stand is narrow.

use super::{
    live::{Live, effect},
    session::Session,
    tag::{Piece, Tag, TagRef, nothing, tag},
};
use crate::{
    locale::{self, Text},
    model::find,
    platform::intl,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, FocusEvent, HtmlDialogElement, HtmlInputElement, KeyboardEvent, Node};

/// Narrower than this, in CSS pixels, the list is a sheet that fills the window.
const SHEET_BELOW_PX: f64 = 640.0;

/// What a picker chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choosing {
    /// The language of the edition.
    Language,
    /// The country of the edition.
    Country,
}

impl Choosing {
    fn label(self) -> Text {
        match self {
            Self::Language => Text::Language,
            Self::Country => Text::Country,
        }
    }

    fn name(self) -> Text {
        match self {
            Self::Language => Text::SelectLanguage,
            Self::Country => Text::SelectCountry,
        }
    }

    /// The language that an entry's name is written in, where it is not the interface's.
    fn language(self, code: &str) -> Option<String> {
        (self == Self::Language).then(|| code.to_owned())
    }

    fn id(self) -> &'static str {
        match self {
            Self::Language => "languages",
            Self::Country => "countries",
        }
    }
}

/// One entry of the list.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    /// Language tag or country code; empty for editions of no country.
    code: String,
    /// What it is called: a language in itself, a country in the interface's language.
    name: String,
    /// A language's name in the interface's language, where that is another.
    local_name: String,
    /// All that a search may find it by, folded.
    sought: String,
    /// True for what goes with the other picker's choice.
    is_suggested: bool,
}

/// A picker: its button, which shows the choice, and the list of all that exist.
#[derive(Clone, Copy)]
struct Picker {
    session: Session,
    choosing: Choosing,
    button: TagRef,
    panel: TagRef,
    search: TagRef,
    is_open: Live<bool>,
    query: Live<String>,
    /// The option that Enter takes.
    active: Live<usize>,
    /// What the query finds; none while the list is closed.
    matches: Live<Vec<Entry>>,
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
        active: Live::new(0),
        matches: Live::new(Vec::new()),
    };
    effect(move || {
        // What can be chosen may change while the list is open.
        session.pending.with(|_| ());
        session.shown.with(|_| ());
        session.words();
        picker.find();
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
    fn find(self) {
        let mut found = Vec::new();
        if self.is_open.get_untracked() {
            let wanted = intl::fold(self.query.get_untracked().trim());
            found = untrack(|| entries(self.session, self.choosing));
            found.retain(|entry| wanted.is_empty() || find(&entry.sought, &wanted).is_some());
        }
        self.matches.set(found);
    }

    fn open(self) {
        if self.is_open.get_untracked() {
            return;
        }
        self.query.set(String::new());
        self.is_open.set(true);
        self.find();
        let selected = untrack(|| current(self.session, self.choosing)).code;
        let index = self
            .matches
            .with_untracked(|entries| entries.iter().position(|entry| entry.code == selected));
        self.active.set(index.unwrap_or_default());
        if let Some(panel) = self.dialog() {
            show(&panel);
        }
        if let Some(search) = self.search.get_untracked() {
            search.unchecked_ref::<HtmlInputElement>().set_value("");
            // A field that has just been shown can take the focus.
            let _ = search.focus();
        }
    }

    fn close(self, focus_returns: bool) {
        self.is_open.set(false);
        self.find();
        if let Some(panel) = self.dialog() {
            panel.close();
        }
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

    fn dialog(self) -> Option<HtmlDialogElement> {
        self.panel.get_untracked()?.dyn_into().ok()
    }

    /// Closes the list when the focus goes elsewhere.
    fn leave(self, event: &Event) {
        let to = event
            .dyn_ref::<FocusEvent>()
            .and_then(|event| event.related_target()?.dyn_into::<Node>().ok());
        let stays = self
            .dialog()
            .is_some_and(|panel| to.is_some_and(|to| panel.contains(Some(&to))));
        if self.is_open.get_untracked() && !stays {
            self.close(false);
        }
    }

    fn search_key(self, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let last = self
            .matches
            .with_untracked(|found| found.len())
            .saturating_sub(1);
        let at = self.active.get_untracked();
        match key.key().as_str() {
            "ArrowDown" => self.active.set(if at >= last { 0 } else { at + 1 }),
            "ArrowUp" => self.active.set(if at == 0 { last } else { at - 1 }),
            "PageDown" => self.active.set((at + 8).min(last)),
            "PageUp" => self.active.set(at.saturating_sub(8)),
            "Enter" if !key.is_composing() => {
                let chosen = self
                    .matches
                    .with_untracked(|entries| entries.get(at).map(|entry| entry.code.clone()));
                if let Some(code) = chosen {
                    self.choose(&code);
                }
            }
            "Escape" => self.close(true),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// Scrolls the active option into the list.
    fn show_active(self) {
        let id = option_id(self.choosing, self.active.get());
        self.matches.with(|_| ());
        let panel = self.panel.get();
        let option =
            panel.and_then(|panel| panel.query_selector(&["#", &id].concat()).ok().flatten());
        if let Some(option) = option {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }

    fn draw_button(self) -> Tag {
        let (session, choosing) = (self.session, self.choosing);
        let opening_key = move |event: Event| {
            let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
            if matches!(key.as_deref(), Some("ArrowDown" | "ArrowUp")) {
                event.prevent_default();
                self.open();
            }
        };
        let label = move || session.text(choosing.label());
        let value = tag("bdi")
            .class("picker-value")
            .live("lang", move || {
                choosing.language(&current(session, choosing).code)
            })
            .live_text(move || current(session, choosing).name);
        tag("button")
            .class("picker-button")
            .attr("part", "picker-button")
            .reference(self.button)
            .attr("type", "button")
            .attr("role", "combobox")
            .live("aria-label", move || Some(session.text(choosing.name())))
            .attr("aria-haspopup", "listbox")
            .live("aria-expanded", move || {
                Some(self.is_open.get().to_string())
            })
            .attr("aria-controls", choosing.id())
            .on("click", move |_| self.open())
            .on("keydown", opening_key)
            .child(tag("span").class("picker-label").live_text(label))
            .child(value)
            .child(tag("span").class("chevron").attr("aria-hidden", "true"))
    }

    fn draw_panel(self) -> Tag {
        let session = self.session;
        let name = move || session.text(self.choosing.name());
        let close = tag("button")
            .class("panel-close")
            .attr("type", "button")
            .live("aria-label", move || Some(session.text(Text::Close)))
            .on("click", move |_| self.close(true))
            .text("×");
        let head = tag("div")
            .class("panel-head")
            .child(tag("p").live_text(name))
            .child(close);
        let list = tag("div")
            .class("listbox")
            .attr("part", "listbox")
            .attr("role", "listbox")
            .attr("id", self.choosing.id())
            .live("aria-label", move || Some(name()))
            .live_piece(move || self.draw_options());
        let none = move || {
            let is_empty = self.is_open.get() && self.matches.with(|found| found.is_empty());
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
            .reference(self.panel)
            .live("aria-label", move || Some(name()))
            .on("cancel", move |_| self.close(true))
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
        let search = move || Some(session.text(Text::Search));
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
            .attr("aria-controls", self.choosing.id())
            .live("aria-activedescendant", active)
            .on("input", move |event| {
                self.query.set(event_target_value(&event));
                self.find();
                self.active.set(0);
            })
            .on("keydown", move |event| self.search_key(&event))
    }

    /// The options; in two groups with headings where nothing is searched and both have some.
    fn draw_options(self) -> Piece {
        let selected = current(self.session, self.choosing).code;
        let entries = self.matches.get();
        let is_divided = self.query.with(String::is_empty)
            && entries.iter().any(|entry| entry.is_suggested)
            && entries.iter().any(|entry| !entry.is_suggested);
        let mut groups = [(Text::Suggested, Vec::new()), (Text::More, Vec::new())];
        for (index, entry) in entries.into_iter().enumerate() {
            let group = usize::from(!entry.is_suggested);
            let option = self.draw_option(index, entry, &selected);
            groups[group].1.push(option.into());
        }
        let groups = groups.map(|(name, options)| {
            if !is_divided {
                return Piece::Many(options);
            }
            let name = self.session.text(name);
            let heading = tag("p").class("group").attr("role", "presentation");
            tag("div")
                .attr("role", "group")
                .attr("aria-label", &name)
                .child(heading.text(&name))
                .piece(Piece::Many(options))
                .into()
        });
        Piece::Many(groups.into())
    }

    fn draw_option(self, index: usize, entry: Entry, selected: &str) -> Tag {
        let Entry {
            code,
            name,
            local_name,
            ..
        } = entry;
        let class = move || match self.active.get() == index {
            true => Some("option active".to_owned()),
            false => Some("option".to_owned()),
        };
        let local_name =
            (!local_name.is_empty()).then(|| tag("span").class("local-name").text(&local_name));
        let is_selected = if code == selected { "true" } else { "false" };
        tag("div")
            .attr("id", &option_id(self.choosing, index))
            .live("class", class)
            .attr("part", "option")
            .attr("role", "option")
            .attr("aria-selected", is_selected)
            // The focus stays in the search field.
            .on("mousedown", |event| event.prevent_default())
            .child(
                tag("bdi")
                    .maybe("lang", self.choosing.language(&code).as_deref())
                    .text(&name),
            )
            .maybe_child(local_name)
            .on("click", move |_| self.choose(&code))
    }

    /// How many options a search has found, to be announced.
    fn result_count(self) -> String {
        if !self.is_open.get() || self.query.with(String::is_empty) {
            return String::new();
        }
        let found = self.matches.with(|found| found.len());
        self.session.words().count(Text::ResultCount, found)
    }
}

fn option_id(choosing: Choosing, index: usize) -> String {
    [choosing.id(), "-", &index.to_string()].concat()
}

/// A list below its button, or a sheet over the window where the stand is narrow.
fn show(panel: &HtmlDialogElement) {
    let stand = panel.closest(".stand").ok().flatten();
    let width = stand.map_or(0.0, |stand| stand.get_bounding_client_rect().width());
    let sheet = width < SHEET_BELOW_PX;
    // The name is a valid one.
    let _ = panel.class_list().toggle_with_force("sheet", sheet);
    if sheet {
        // Fails only for a dialog that is open already or not in the page.
        let _ = panel.show_modal();
    } else {
        panel.show();
    }
}

/// The entry of the edition that is on screen, or on its way to it.
fn current(session: Session, choosing: Choosing) -> Entry {
    let pending = session.pending.get();
    session.shown.with(|shown| {
        let edition = shown
            .as_ref()
            .and_then(|shown| shown.stand.editions.get(pending.unwrap_or(shown.index)));
        let words = session.words();
        let code = match (edition, choosing) {
            (None, _) => String::new(),
            (Some(edition), Choosing::Language) => edition.language.clone(),
            (Some(edition), Choosing::Country) => edition.country.clone().unwrap_or_default(),
        };
        entry(session, choosing, &words.locale, code)
    })
}

/// All that can be chosen: first what goes with the other picker's choice, then the rest.
fn entries(session: Session, choosing: Choosing) -> Vec<Entry> {
    let words = session.words();
    let pending = session.pending.get();
    session.shown.with(|shown| {
        let Some(shown) = shown else {
            return Vec::new();
        };
        let editions = &shown.stand.editions;
        let Some(edition) = editions.get(pending.unwrap_or(shown.index)) else {
            return Vec::new();
        };
        let goes_well = |code: &str| {
            editions.iter().any(|candidate| match choosing {
                Choosing::Language => {
                    candidate.language == code && candidate.country == edition.country
                }
                Choosing::Country => {
                    candidate.country.as_deref().unwrap_or_default() == code
                        && candidate.language == edition.language
                }
            })
        };
        let codes: Vec<&str> = match choosing {
            Choosing::Language => locale::languages(editions),
            Choosing::Country => locale::countries(editions)
                .into_iter()
                .map(Option::unwrap_or_default)
                .collect(),
        };
        let mut found = Vec::new();
        // Within both halves the manifest's order stays.
        for half in [true, false] {
            for code in codes.iter().filter(|code| goes_well(code) == half) {
                let mut entry = entry(session, choosing, &words.locale, (*code).to_owned());
                entry.is_suggested = half;
                found.push(entry);
            }
        }
        found
    })
}

fn entry(session: Session, choosing: Choosing, locale: &str, code: String) -> Entry {
    let (name, local_name) = match choosing {
        Choosing::Language => {
            let local = intl::language_name(locale, &code);
            let own = intl::language_name(&code, &code);
            let own = intl::capitalised(&code, &own);
            let differs = intl::fold(&own) != intl::fold(&local);
            (own, if differs { local } else { String::new() })
        }
        Choosing::Country if code.is_empty() => (session.text(Text::AllCountries), String::new()),
        Choosing::Country => (intl::country_name(locale, &code), String::new()),
    };
    let english = match choosing {
        Choosing::Language => intl::language_name("en", &code),
        Choosing::Country => intl::country_name("en", &code),
    };
    let sought = intl::fold(&[name.as_str(), &local_name, &english, &code].join(" "));
    Entry {
        code,
        name,
        local_name,
        sought,
        is_suggested: false,
    }
}
