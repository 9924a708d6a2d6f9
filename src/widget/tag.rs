//! Elements of one type.
//!
//! Leptos gives every element the type of all its attributes and children, and the compiler makes
//! code for each of these types: a stand written with `view!` alone weighs about twice as much as
//! the embed may. A [`Tag`] keeps Leptos' own attributes and views, erased, so that all elements
//! share one piece of code; what is drawn, and how it reacts, is the same.

use leptos::{
    attr::{
        any_attribute::{AnyAttribute, IntoAnyAttribute},
        custom::custom_attribute,
    },
    ev,
    html::{Custom, custom},
    prelude::*,
    tachys::html::{event::on, node_ref::node_ref},
};
use std::borrow::Cow;
use web_sys::{Event, FocusOptions, HtmlElement};

/// A reference to the element of a [`Tag`], once it is in the page.
pub type TagRef = NodeRef<Custom<&'static str>>;

/// An element on its way into the page.
pub struct Tag {
    name: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element of this name.
pub fn tag(name: &'static str) -> Tag {
    Tag {
        name,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

/// A heading of `level` (1 to 6; more is 6): levels follow from where the stand stands in its page.
pub fn heading(level: u8) -> Tag {
    tag(match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    })
}

/// Nothing.
pub fn nothing() -> AnyView {
    ().into_any()
}

impl Tag {
    /// Its class.
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// An attribute.
    pub fn attr(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.maybe(name, Some(value.into().into_owned()))
    }

    /// An attribute that is absent without a value.
    pub fn maybe(mut self, name: &'static str, value: Option<String>) -> Self {
        if let Some(value) = value {
            let attribute = custom_attribute(name, value);
            self.attributes.push(attribute.into_any_attr());
        }
        self
    }

    /// An attribute that follows the signals it reads, absent without a value.
    pub fn live(
        self,
        name: &'static str,
        value: impl FnMut() -> Option<String> + Send + 'static,
    ) -> Self {
        self.live_boxed(name, Box::new(value))
    }

    fn live_boxed(
        mut self,
        name: &'static str,
        value: Box<dyn FnMut() -> Option<String> + Send>,
    ) -> Self {
        let attribute = custom_attribute(name, value);
        self.attributes.push(attribute.into_any_attr());
        self
    }

    /// Calls `handler` at every `event`.
    pub fn on(self, event: &'static str, handler: impl FnMut(Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(handler))
    }

    fn on_boxed(mut self, event: &'static str, handler: Box<dyn FnMut(Event)>) -> Self {
        let event = ev::Custom::<Event>::new(event);
        self.attributes.push(on(event, handler).into_any_attr());
        self
    }

    /// Fills `reference` when the element is in the page.
    pub fn reference(mut self, reference: TagRef) -> Self {
        self.attributes.push(node_ref(reference).into_any_attr());
        self
    }

    /// A view inside.
    pub fn view(mut self, view: AnyView) -> Self {
        self.children.push(view);
        self
    }

    /// Views inside.
    pub fn views(mut self, views: impl IntoIterator<Item = AnyView>) -> Self {
        self.children.extend(views);
        self
    }

    /// An element inside.
    pub fn child(self, child: Tag) -> Self {
        self.view(child.into_any())
    }

    /// An element inside, where there is one.
    pub fn maybe_child(self, child: Option<Tag>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Text inside.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.view(text.into().into_any())
    }

    /// Text inside that follows the signals it reads.
    pub fn live_text(self, mut text: impl FnMut() -> String + Send + 'static) -> Self {
        self.live_view(move || text().into_any())
    }

    /// A view inside that follows the signals it reads.
    pub fn live_view(self, view: impl FnMut() -> AnyView + Send + 'static) -> Self {
        self.view(live(view))
    }

    /// The finished view.
    pub fn into_any(self) -> AnyView {
        custom(self.name)
            .add_any_attr(self.attributes)
            .child(self.children)
            .into_any()
    }
}

/// A view that follows the signals it reads.
pub fn live(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// The views of an element that may be missing.
pub fn maybe(tag: Option<Tag>) -> AnyView {
    tag.map_or_else(nothing, Tag::into_any)
}

/// Puts the focus on an element where it stands.
pub fn focus_without_scrolling(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that is gone by now has nothing to focus.
    let _ = element.focus_with_options(&options);
}
