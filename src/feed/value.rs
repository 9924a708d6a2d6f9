//! Lenient access to the members of an object: what is not of a usable type is absent.
//!
//! Members are asked for by **names**: one or several, divided by spaces, of which the first that
//! is usable counts. A name may be a path (`title.rendered`); a path goes through an array by its
//! first element. The elements of an array count like members of one name.

use super::Environment;
use crate::model::{Href, Index, Member, Timestamp, Value, decimal, divided_at_last, one_line};

/// The members of a value that should be an object; one that is not has no members.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    /// The members themselves.
    pub members: &'a [Member],
    environment: &'a dyn Environment,
    has_markup: bool,
    nodes: Option<&'a Nodes>,
}

/// Objects that have a name and can be referred to.
#[derive(Default)]
pub struct Nodes {
    /// Their names.
    pub names: Index,
    /// What is at the position of each.
    pub values: Vec<Value>,
}

impl<'a> Fields<'a> {
    /// The members of `value`, whose texts are plain; `environment` resolves the references among
    /// them.
    pub fn of(value: &'a Value, environment: &'a dyn Environment) -> Self {
        Self {
            members: value.members(),
            environment,
            has_markup: false,
            nodes: None,
        }
    }

    /// The same; `has_markup` is true where texts may be written as HTML.
    pub fn with_markup(self, has_markup: bool) -> Self {
        Self { has_markup, ..self }
    }

    /// The same where an object with an `@id` stands for the node of that name in `nodes`.
    pub fn with_nodes(self, nodes: &'a Nodes) -> Self {
        Self {
            nodes: Some(nodes),
            ..self
        }
    }

    /// Shows the members of these names, and the elements of arrays among them, to `is_wanted`
    /// until it says so.
    pub fn visit(&self, names: &str, is_wanted: &mut dyn FnMut(&'a Value) -> bool) {
        for path in names.split(' ') {
            let (holder, name) = self.holder(path);
            for (known, value) in holder.members {
                if known == name && list_of(value).iter().any(&mut *is_wanted) {
                    return;
                }
            }
        }
    }

    /// What `read` makes of the first of [these](Self::visit) of which it makes anything.
    pub fn find<T>(&self, names: &str, read: impl Fn(&'a Value) -> Option<T>) -> Option<T> {
        let mut found = None;
        self.visit(names, &mut |value| {
            found = read(value);
            found.is_some()
        });
        found
    }

    /// A member as it is; `null` is absent.
    pub fn get(&self, path: &str) -> Option<&'a Value> {
        let (holder, name) = self.holder(path);
        let mut members = holder.members.iter();
        let (_, value) = members.find(|(known, _)| known == name)?;
        Some(value).filter(|value| !matches!(value, Value::Null))
    }

    /// The object in which a path ends, and the name of the member there.
    fn holder<'b>(&self, path: &'b str) -> (Self, &'b str) {
        match divided_at_last(path, b".") {
            Some((outer, name)) => (self.object(outer), name),
            None => (*self, path),
        }
    }

    /// An array's elements.
    pub fn array(&self, name: &str) -> Option<&'a [Value]> {
        self.get(name)?.as_array()
    }

    /// An array's elements, or a single value as if it were the only element of one.
    pub fn list(&self, name: &str) -> &'a [Value] {
        self.get(name).map_or(&[], list_of)
    }

    /// The members of an object inside this one.
    pub fn object(&self, name: &str) -> Self {
        self.element(self.list(name).first().unwrap_or(&Value::Null))
    }

    /// The members of one element of an array.
    pub fn element(&self, value: &'a Value) -> Self {
        let mut members = value.members();
        if let Some(nodes) = self.nodes
            && let Some(id) = value.get("@id").and_then(Value::as_str)
            && let Some(position) = nodes.names.position(id)
        {
            let node = nodes.values[position].members();
            // What is said on the spot may be all that is said.
            if node.len() > members.len() {
                members = node;
            }
        }
        Self { members, ..*self }
    }

    /// A line as it stands: an id, a date, a type. See [`line_of`].
    pub fn line(&self, names: &str) -> Option<String> {
        self.find(names, line_of)
    }

    /// A line of plain text.
    pub fn text(&self, names: &str) -> Option<String> {
        self.find(names, |value| self.text_of(value))
    }

    /// A value as a line of plain text.
    pub fn text_of(&self, value: &Value) -> Option<String> {
        let line = line_of(value)?;
        let may_be_html = self.has_markup || matches!(value, Value::Html(_));
        // Most lines need no parser.
        if !may_be_html || !is_marked(&line) {
            return Some(line);
        }
        Some(self.environment.words_of(&line)).filter(|words| !words.is_empty())
    }

    /// A value as a line of plain text; an object's `name` stands for it.
    pub fn name_of(&self, value: &'a Value) -> Option<String> {
        match value {
            Value::Object(_) => self.element(value).text("name"),
            value => self.text_of(value),
        }
    }

    /// Lines of plain text, each once: of an array, or of a single value; an object's `name`
    /// stands for it.
    pub fn texts(&self, names: &str) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        self.visit(names, &mut |value| {
            if let Some(text) = self.name_of(value)
                && !texts.contains(&text)
            {
                texts.push(text);
            }
            false
        });
        texts
    }

    /// A text with its line breaks and spaces, where it has any words.
    pub fn long_text(&self, names: &str) -> Option<&'a str> {
        self.find(names, |value| {
            value.as_str().filter(|text| !text.trim().is_empty())
        })
    }

    /// A number that is finite.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.get(name)? {
            Value::Number(number) if number.is_finite() => Some(*number),
            _ => None,
        }
    }

    /// A number of pixels, also one that is written as a text.
    pub fn pixels(&self, names: &str) -> Option<u32> {
        let line = self.line(names)?;
        let pixels = line.strip_suffix("px").unwrap_or(&line).parse().ok();
        pixels.filter(|pixels| *pixels > 0)
    }

    /// A moment.
    pub fn moment(&self, names: &str) -> Option<Timestamp> {
        self.find(names, |value| Timestamp::parse(&line_of(value)?))
    }

    /// An address of the web.
    pub fn url(&self, names: &str) -> Option<Href> {
        self.find(names, |value| self.url_of(value))
    }

    /// An address of the web; an object with a `url` is accepted for it.
    pub fn url_of(&self, value: &'a Value) -> Option<Href> {
        let reference = match value {
            Value::Object(_) => self
                .element(value)
                .find("url contentUrl source_url", Value::as_str),
            other => other.as_str(),
        };
        self.resolve(reference?)
    }

    /// The absolute form of a reference to something on the web.
    pub fn resolve(&self, reference: &str) -> Option<Href> {
        // The empty reference would be the document itself.
        if reference.trim().is_empty() {
            return None;
        }
        self.environment.resolve(reference).filter(Href::is_web)
    }

    /// The words of a piece of HTML.
    pub fn words_of(&self, html: &str) -> String {
        self.environment.words_of(html)
    }
}

/// An array's elements, or a single value as if it were the only element of one.
pub fn list_of(value: &Value) -> &[Value] {
    match value {
        Value::Array(elements) => elements,
        single => std::slice::from_ref(single),
    }
}

/// True where HTML may say more than its characters do.
pub fn is_marked(text: &str) -> bool {
    text.bytes().any(|byte| byte == b'&' || byte == b'<')
}

/// A text or a whole number as a line of plain text; nothing where it is empty. `1` and `1.0` are
/// the same id.
pub fn line_of(value: &Value) -> Option<String> {
    match value {
        // Beyond this bound a number with a fraction is no longer exact.
        Value::Number(number) if number.trunc() == *number && number.abs() < 9e15 => {
            Some(decimal(*number as i64))
        }
        value => Some(one_line(value.as_str()?)).filter(|line| !line.is_empty()),
    }
}
