//! Elements of one type.
//!
//! Leptos gives every element the type of all its attributes and children, and the compiler makes
//! code for each of these types: a stand written with `view!` alone weighs several times as much as
//! the embed may. A [`Tag`] holds the same as data. [`Piece`] is a Leptos view like any other, of
//! one type for everything that is drawn: Leptos mounts it, and its effects keep it up to date.

use super::live::{Lifetime, Live};
use crate::platform::{document, window};
use leptos::{
    prelude::*,
    reactive::effect::RenderEffect,
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        view::{Mountable, Position, PositionState, add_attr::AddAnyAttr},
    },
};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, Event, EventTarget, HtmlElement, Node};

/// A reference to the element of a [`Tag`], once it is in the page.
pub type TagRef = Live<Option<HtmlElement>>;

/// Something to be drawn.
pub enum Piece {
    /// An element.
    Tag(Tag),
    /// Words.
    Text(String),
    /// One after the other.
    Many(Vec<Piece>),
    /// What follows the signals that it reads.
    Live(Box<dyn FnMut() -> Piece + Send>),
    /// What grows with the signals that it reads: a list that would take long to be drawn at once, or
    /// again.
    Growing(Box<dyn FnMut() -> Growth + Send>),
}

/// What becomes of a [`Piece::Growing`] when a signal has changed.
pub enum Growth {
    /// It stays as it is.
    Nothing,
    /// This follows what is there: behind the last element (0), behind what is last in it (1), or further inside.
    More(usize, Draw),
    /// This takes the place of what is there.
    Anew(Draw),
}

/// Makes what is to be drawn. The signals that it reads itself are not followed.
pub type Draw = Box<dyn FnOnce() -> Piece>;

/// An element on its way into the page.
pub struct Tag(Box<Parts>);

struct Parts {
    name: &'static str,
    features: Vec<Feature>,
    children: Vec<Piece>,
}

/// What an element has besides its children.
enum Feature {
    Fixed(&'static str, String),
    Live(&'static str, Box<dyn FnMut() -> Option<String> + Send>),
    Handler {
        event: &'static str,
        at_window: bool,
        handler: Box<dyn FnMut(Event) + Send>,
    },
    Reference(TagRef),
}

/// An element of this name.
#[inline(never)]
pub fn tag(name: &'static str) -> Tag {
    Tag(Box::new(Parts {
        name,
        features: Vec::new(),
        children: Vec::new(),
    }))
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
pub fn nothing() -> Piece {
    Piece::Text(String::new())
}

impl Tag {
    /// Its class.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// An attribute.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: &str) -> Self {
        self.with(Feature::Fixed(name, value.to_owned()))
    }

    /// An attribute that is absent without a value.
    #[inline(never)]
    pub fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// An attribute that follows the signals it reads, absent without a value.
    pub fn live(
        self,
        name: &'static str,
        value: impl FnMut() -> Option<String> + Send + 'static,
    ) -> Self {
        self.with(Feature::Live(name, Box::new(value)))
    }

    /// Calls `handler` at every `event`.
    pub fn on(self, event: &'static str, handler: impl FnMut(Event) + Send + 'static) -> Self {
        self.with(Feature::Handler {
            event,
            at_window: false,
            handler: Box::new(handler),
        })
    }

    /// Calls `handler` at every `event` of the window for as long as the element is there.
    pub fn on_window(
        self,
        event: &'static str,
        handler: impl FnMut(Event) + Send + 'static,
    ) -> Self {
        self.with(Feature::Handler {
            event,
            at_window: true,
            handler: Box::new(handler),
        })
    }

    /// Fills `reference` when the element is in the page.
    pub fn reference(self, reference: TagRef) -> Self {
        self.with(Feature::Reference(reference))
    }

    #[inline(never)]
    fn with(mut self, one: Feature) -> Self {
        self.0.features.push(one);
        self
    }

    /// A piece inside.
    #[inline(never)]
    pub fn piece(mut self, piece: Piece) -> Self {
        self.0.children.push(piece);
        self
    }

    /// An element inside.
    #[inline(never)]
    pub fn child(self, child: Tag) -> Self {
        self.piece(Piece::Tag(child))
    }

    /// An element inside, where there is one.
    #[inline(never)]
    pub fn maybe_child(self, child: Option<Tag>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Text inside.
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        self.piece(Piece::Text(text.to_owned()))
    }

    /// Text inside that follows the signals it reads.
    pub fn live_text(self, mut text: impl FnMut() -> String + Send + 'static) -> Self {
        self.live_piece(move || Piece::Text(text()))
    }

    /// A piece inside that follows the signals it reads.
    pub fn live_piece(self, piece: impl FnMut() -> Piece + Send + 'static) -> Self {
        self.piece(Piece::Live(Box::new(piece)))
    }
}

impl From<Tag> for Piece {
    fn from(tag: Tag) -> Self {
        Self::Tag(tag)
    }
}

impl From<Option<Tag>> for Piece {
    fn from(tag: Option<Tag>) -> Self {
        tag.map_or_else(nothing, Self::Tag)
    }
}

/// What keeps a [`Piece`] in the page: dropped, it follows and hears nothing any more.
pub struct Drawn(Vec<Kept>);

enum Kept {
    /// A node, and all that is kept for what is inside it.
    Node(Node, #[allow(dead_code)] Drawn), // dropping it is its use
    /// Something that follows signals. An attribute draws nothing.
    Live(RenderEffect<Drawn>),
    /// A handler of the node around it.
    Listener(#[allow(dead_code)] Listener), // likewise
    /// The reactive owner of what has been drawn before it.
    Owner(#[allow(dead_code)] Owner), // likewise
}

/// A handler that hears an event until it is dropped.
struct Listener {
    target: EventTarget,
    event: &'static str,
    handler: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let handler = self.handler.as_ref().unchecked_ref();
        // Fails only for what is no function.
        let _ = self
            .target
            .remove_event_listener_with_callback(self.event, handler);
    }
}

fn listen(
    target: EventTarget,
    event: &'static str,
    handler: Box<dyn FnMut(Event) + Send>,
) -> Listener {
    let handler = Closure::wrap(handler as Box<dyn FnMut(Event)>);
    // Fails only for what is no function.
    let _ = target.add_event_listener_with_callback(event, handler.as_ref().unchecked_ref());
    Listener {
        target,
        event,
        handler,
    }
}

/// Calls `run` with what it has drawn before, at once and whenever a signal that it reads changes. All
/// effects that draw are of one type for the compiler.
fn following(mut run: Box<dyn FnMut(&mut Drawn)>) -> Kept {
    let lifetime = Lifetime::new();
    Kept::Live(RenderEffect::new(move |before: Option<Drawn>| {
        let mut drawn = before.unwrap_or_else(|| Drawn(Vec::new()));
        if !lifetime.is_over() {
            run(&mut drawn);
        }
        drawn
    }))
}

/// Keeps one attribute of `element` at the value of what it reads.
fn follow(
    element: Element,
    name: &'static str,
    mut value: Box<dyn FnMut() -> Option<String> + Send>,
) -> Kept {
    following(Box::new(move |_| {
        let value = value();
        if element.get_attribute(name) != value {
            // The names are valid ones.
            let _ = match &value {
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            };
        }
    }))
}

impl Piece {
    fn draw(self, drawn: &mut Drawn) {
        match self {
            Self::Text(text) => {
                let node = document().create_text_node(&text).into();
                drawn.0.push(Kept::Node(node, Drawn(Vec::new())));
            }
            Self::Tag(tag) => tag.draw(drawn),
            Self::Many(pieces) => pieces.into_iter().for_each(|piece| piece.draw(drawn)),
            Self::Live(mut piece) => drawn
                .0
                .push(following(Box::new(move |drawn| piece().rebuild(drawn)))),
            Self::Growing(mut grow) => {
                // What has been drawn goes on when the effect runs again: it needs an owner of its own.
                let around = Owner::current().unwrap_or_default();
                let run = move |drawn: &mut Drawn| {
                    if drawn.0.is_empty() {
                        nothing().rebuild(drawn);
                    }
                    let (depth, draw) = match grow() {
                        Growth::Nothing => return,
                        Growth::More(depth, draw) => (Some(depth), draw),
                        Growth::Anew(draw) => (None, draw),
                    };
                    let owner = around.child();
                    let mut more = owner.with(|| untrack(|| draw().build()));
                    more.0.push(Kept::Owner(owner));
                    match depth {
                        Some(depth) => drawn.extend(depth, more),
                        None => drawn.make_way_for(more),
                    }
                };
                drawn.0.push(following(Box::new(run)));
            }
        }
    }
}

impl Tag {
    fn draw(self, drawn: &mut Drawn) {
        let Ok(element) = document().create_element(self.0.name) else {
            unreachable!("the names of elements are valid ones");
        };
        let mut inside = Drawn(Vec::new());
        for one in self.0.features {
            inside.0.push(match one {
                Feature::Fixed(name, value) => {
                    // The names are valid ones.
                    let _ = element.set_attribute(name, &value);
                    continue;
                }
                Feature::Reference(reference) => {
                    reference.set(Some(element.clone().unchecked_into()));
                    continue;
                }
                Feature::Live(name, value) => follow(element.clone(), name, value),
                Feature::Handler {
                    event,
                    at_window,
                    handler,
                } => {
                    let target = match at_window {
                        true => window().into(),
                        false => element.clone().into(),
                    };
                    Kept::Listener(listen(target, event, handler))
                }
            });
        }
        match &self.0.children[..] {
            [Piece::Text(text)] => element.set_text_content(Some(text)),
            _ => {
                for child in self.0.children {
                    child.draw(&mut inside);
                }
                inside.mount(&element, None);
            }
        }
        drawn.0.push(Kept::Node(element.into(), inside));
    }
}

impl Drawn {
    /// Visits the outermost nodes in their order.
    fn each(&self, visit: &mut dyn FnMut(&Node)) {
        for kept in &self.0 {
            match kept {
                Kept::Node(node, _) => visit(node),
                Kept::Live(effect) => {
                    effect.with_value_mut(|drawn| drawn.each(visit));
                }
                Kept::Listener(_) | Kept::Owner(_) => {}
            }
        }
    }

    fn first(&self) -> Option<Node> {
        let mut first = None;
        self.each(&mut |node| {
            if first.is_none() {
                first = Some(node.clone());
            }
        });
        first
    }

    fn last(&self) -> Option<Node> {
        self.0.iter().rev().find_map(|kept| match kept {
            Kept::Node(node, _) => Some(node.clone()),
            Kept::Live(effect) => effect.with_value_mut(|drawn| drawn.last()).flatten(),
            Kept::Listener(_) | Kept::Owner(_) => None,
        })
    }

    /// Takes more, to stand behind what is there, or behind what is so deep in its last element.
    fn extend(&mut self, depth: usize, more: Self) {
        if depth > 0 {
            for kept in self.0.iter_mut().rev() {
                if let Kept::Node(_, inside) = kept {
                    return inside.extend(depth - 1, more);
                }
            }
        }
        if let Some(last) = self.last()
            && let Some(parent) = last.parent_node()
        {
            more.insert(&parent, last.next_sibling().as_ref());
        }
        self.0.extend(more.0);
    }

    /// Puts something else in its place.
    fn make_way_for(&mut self, new: Self) {
        if let Some(first) = self.first()
            && let Some(parent) = first.parent_node()
        {
            new.insert(&parent, Some(&first));
        }
        self.unmount();
        *self = new;
    }

    fn insert(&self, parent: &Node, before: Option<&Node>) {
        self.each(&mut |node| {
            // Fails only for a node inside itself.
            let _ = parent.insert_before(node, before);
        });
    }
}

/// Takes a node out of the page. Texts are removed as elements are.
fn remove(node: &Node) {
    node.unchecked_ref::<Element>().remove();
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        self.each(&mut remove);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.insert(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let first = self.first();
        let parent = first.as_ref().and_then(Node::parent_element);
        if let Some(parent) = &parent {
            child.mount(parent, first.as_ref());
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        let mut elements = Vec::new();
        self.each(&mut |node| elements.extend(node.clone().dyn_into().ok()));
        elements
    }
}

impl Render for Piece {
    type State = Drawn;

    fn build(self) -> Drawn {
        let mut drawn = Drawn(Vec::new());
        self.draw(&mut drawn);
        if drawn.0.is_empty() {
            // Nothing keeps its place.
            nothing().draw(&mut drawn);
        }
        drawn
    }

    fn rebuild(self, state: &mut Drawn) {
        if let (Self::Text(text), [Kept::Node(node, _)]) = (&self, state.0.as_slice())
            && node.node_type() == Node::TEXT_NODE
        {
            return node.set_text_content(Some(text));
        }
        state.make_way_for(self.build());
    }
}

impl AddAnyAttr for Piece {
    type Output<SomeNewAttr: Attribute> = Self;

    /// Like a text, a piece takes no attributes from outside.
    fn add_any_attr<NewAttr: Attribute>(self, _attribute: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Piece {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attributes: Vec<AnyAttribute>,
    ) {
        self.write_html(html);
        *position = Position::NextChild;
    }

    /// What a server has drawn makes way for what follows the signals.
    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, _position: &PositionState) -> Drawn {
        let drawn = self.build();
        let before = cursor.current();
        if let Some(parent) = before.parent_node() {
            drawn.insert(&parent, Some(&before));
            remove(&before);
        }
        drawn
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl Piece {
    fn write_html(self, html: &mut String) {
        match self {
            Self::Text(text) => push_escaped(html, &text),
            Self::Many(pieces) => pieces.into_iter().for_each(|piece| piece.write_html(html)),
            Self::Live(mut piece) => piece().write_html(html),
            Self::Growing(mut grow) => match grow() {
                Growth::Nothing => {}
                Growth::More(_, draw) | Growth::Anew(draw) => {
                    draw().write_html(html);
                }
            },
            Self::Tag(Tag(parts)) => {
                html.push('<');
                html.push_str(parts.name);
                for one in parts.features {
                    let (name, value) = match one {
                        Feature::Fixed(name, value) => (name, Some(value)),
                        Feature::Live(name, mut value) => (name, value()),
                        Feature::Handler { .. } | Feature::Reference(_) => continue,
                    };
                    if let Some(value) = value {
                        for part in [" ", name, "=\""] {
                            html.push_str(part);
                        }
                        push_escaped(html, &value);
                        html.push('"');
                    }
                }
                html.push('>');
                if matches!(parts.name, "br" | "hr" | "img" | "input") {
                    return;
                }
                for child in parts.children {
                    child.write_html(html);
                }
                for part in ["</", parts.name, ">"] {
                    html.push_str(part);
                }
            }
        }
    }
}

/// Adds text as it stands in HTML between tags and in quoted attributes.
fn push_escaped(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_written_as_html() {
        let list = tag("ul")
            .class("a \"b\"")
            .maybe("lang", None)
            .live("dir", || Some("rtl".to_owned()))
            .on("click", |_| {})
            .child(tag("li").text("1 < 2 & 3").child(tag("br")))
            .maybe_child(None)
            .live_text(|| "now".to_owned());
        let html = Piece::Many(vec![list.into(), nothing()]).to_html();
        assert_eq!(
            html,
            "<ul class=\"a &quot;b&quot;\" dir=\"rtl\"><li>1 &lt; 2 &amp; 3<br></li>now</ul>"
        );
    }
}
