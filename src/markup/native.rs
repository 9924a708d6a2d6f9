//! The tree outside a browser: html5ever's.

use super::{Node, NodeKind};
use crate::model::{Block, Resolve};
use html5ever::{
    LocalName, ParseOpts, interface::TreeSink, ns, parse_document, tendril::TendrilSink,
    tree_builder::TreeBuilderOpts,
};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// A node, and where it is among its siblings.
#[derive(Clone)]
pub struct NativeNode {
    node: Handle,
    parent: Option<(Handle, usize)>,
}

impl Node for NativeNode {
    fn kind(&self) -> NodeKind {
        match &self.node.data {
            NodeData::Element { name, .. } if name.ns == ns!(html) => NodeKind::Element,
            NodeData::Element { .. } => NodeKind::Foreign,
            NodeData::Text { .. } => NodeKind::Text,
            NodeData::Document => NodeKind::Container,
            _ => NodeKind::Other,
        }
    }

    fn name(&self) -> String {
        match &self.node.data {
            NodeData::Element { name, .. } => name.local.to_ascii_lowercase().to_string(),
            _ => String::new(),
        }
    }

    fn text(&self) -> String {
        match &self.node.data {
            NodeData::Text { contents } => contents.borrow().to_string(),
            _ => String::new(),
        }
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let NodeData::Element { attrs, .. } = &self.node.data else {
            return None;
        };
        let (attrs, name) = (attrs.borrow(), LocalName::from(name));
        let found = attrs
            .iter()
            .find(|attr| attr.name.ns == ns!() && attr.name.local == name)?;
        Some(found.value.to_string())
    }

    fn first_child(&self) -> Option<Self> {
        child(&self.node, 0)
    }

    fn next_sibling(&self) -> Option<Self> {
        let (parent, index) = self.parent.as_ref()?;
        child(parent, index + 1)
    }
}

fn child(parent: &Handle, index: usize) -> Option<NativeNode> {
    let node = parent.children.borrow().get(index)?.clone();
    Some(NativeNode {
        node,
        parent: Some((parent.clone(), index)),
    })
}

/// Parses a body as the browser's side does with `DOMParser`: inertly, with scripting off.
pub fn parse(html: &str) -> NativeNode {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    let dom = parse_document(RcDom::default(), options).one(super::document_of(html));
    NativeNode {
        node: dom.get_document(),
        parent: None,
    }
}

/// Parses and reads in one step.
pub fn read_html(html: &str, resolve: &dyn Resolve) -> Vec<Block> {
    super::read_html(&parse(html), resolve)
}
