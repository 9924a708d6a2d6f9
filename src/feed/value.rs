//! Lenient access to the members of a JSON object: what is not of a usable type is absent.
//!
//! Members are asked for by **names**: one or several, divided by spaces, of which the first that
//! is usable counts. A name may be a path (`title.rendered`); a path goes through an array by its
//! first element.

use super::Environment;
use crate::model::{Href, Timestamp, one_line};
use serde_json::{Map, Value};

/// The members of a JSON value that should be an object; one that is not has no members.
pub struct Fields<'a> {
    /// The members themselves.
    pub members: Option<&'a Map<String, Value>>,
    environment: &'a dyn Environment,
    has_markup: bool,
    nodes: Option<&'a Map<String, Value>>,
}

impl<'a> Fields<'a> {
    /// The members of `value`, whose texts are plain; `environment` resolves the references among
    /// them.
    pub fn of(value: &'a Value, environment: &'a dyn Environment) -> Self {
        Self {
            members: value.as_object(),
            environment,
            has_markup: false,
            nodes: None,
        }
    }

    /// The same where texts may be written as HTML.
    pub fn with_markup(self) -> Self {
        Self {
            has_markup: true,
            ..self
        }
    }

    /// The same where an object with an `@id` stands for the node of that name in `nodes`.
    pub fn with_nodes(self, nodes: &'a Map<String, Value>) -> Self {
        Self {
            nodes: Some(nodes),
            ..self
        }
    }

    /// A member as it is; `null` is absent.
    pub fn get(&self, path: &str) -> Option<&'a Value> {
        let mut members = self.members?;
        let mut names = path.split('.');
        let mut value = members.get(names.next()?)?;
        for name in names {
            members = self.members_of(list_of(value).first()?)?;
            value = members.get(name)?;
        }
        (!value.is_null()).then_some(value)
    }

    /// The members of these names that are there.
    pub fn values<'b>(&'b self, names: &'b str) -> impl Iterator<Item = &'a Value> + 'b {
        names.split(' ').filter_map(|name| self.get(name))
    }

    /// An array's elements.
    pub fn array(&self, name: &str) -> Option<&'a [Value]> {
        self.get(name)?.as_array().map(Vec::as_slice)
    }

    /// An array's elements, or a single value as if it were the only element of one.
    pub fn list(&self, name: &str) -> &'a [Value] {
        self.get(name).map_or(&[], list_of)
    }

    /// The members of an object inside this one.
    pub fn object(&self, name: &str) -> Fields<'a> {
        self.element(self.get(name).unwrap_or(&Value::Null))
    }

    /// The members of one element of an array.
    pub fn element(&self, value: &'a Value) -> Fields<'a> {
        Fields {
            members: self.members_of(value),
            ..*self
        }
    }

    fn members_of(&self, value: &'a Value) -> Option<&'a Map<String, Value>> {
        let members = value.as_object()?;
        let node = self.nodes.and_then(|nodes| {
            let node = nodes.get(members.get("@id")?.as_str()?)?.as_object()?;
            // What is said on the spot may be all that is said.
            (node.len() > members.len()).then_some(node)
        });
        node.or(Some(members))
    }

    /// A line as it stands: an id, a date, a type. See [`line_of`].
    pub fn line(&self, names: &str) -> Option<String> {
        self.values(names).find_map(line_of)
    }

    /// A line of plain text.
    pub fn text(&self, names: &str) -> Option<String> {
        self.values(names).find_map(|value| self.text_of(value))
    }

    /// A value as a line of plain text.
    pub fn text_of(&self, value: &Value) -> Option<String> {
        let line = line_of(value)?;
        // Most lines need no parser.
        if !self.has_markup || !line.contains(['&', '<']) {
            return Some(line);
        }
        Some(self.environment.words_of(&line)).filter(|words| !words.is_empty())
    }

    /// Lines of plain text, each once: of an array, or of a single value; an object's `name`
    /// stands for it.
    pub fn texts(&self, names: &str) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for value in self.values(names).flat_map(list_of) {
            let text = self
                .text_of(value)
                .or_else(|| self.element(value).text("name"));
            texts.extend(text.filter(|text| !texts.contains(text)));
        }
        texts
    }

    /// A text with its line breaks and spaces, where it has any words.
    pub fn long_text(&self, names: &str) -> Option<String> {
        let texts = self.values(names).filter_map(Value::as_str);
        texts
            .map(str::to_owned)
            .find(|text| !text.trim().is_empty())
    }

    /// A number that is finite.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.as_f64().filter(|number| number.is_finite())
    }

    /// A number of pixels, also one that is written as a text.
    pub fn pixels(&self, names: &str) -> Option<u32> {
        let line = self.line(names)?;
        let pixels = line.trim_end_matches("px").parse().ok();
        pixels.filter(|pixels| *pixels > 0)
    }

    /// A moment.
    pub fn moment(&self, names: &str) -> Option<Timestamp> {
        let lines = self.values(names).filter_map(line_of);
        lines.into_iter().find_map(|line| Timestamp::parse(&line))
    }

    /// An address of the web.
    pub fn url(&self, names: &str) -> Option<Href> {
        let mut values = self.values(names).flat_map(list_of);
        values.find_map(|value| self.url_of(value))
    }

    /// An address of the web; an object with a `url` is accepted for it.
    pub fn url_of(&self, value: &'a Value) -> Option<Href> {
        let reference = match value {
            Value::Object(_) => {
                let members = self.element(value);
                let mut inside = members
                    .values("url contentUrl source_url")
                    .flat_map(list_of);
                inside.find_map(Value::as_str)?
            }
            other => other.as_str()?,
        };
        self.resolve(reference)
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

/// A text or a whole number as a line of plain text; nothing where it is empty. `1` and `1.0` are
/// the same id.
pub fn line_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(one_line(text)).filter(|line| !line.is_empty()),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(whole), ..) => Some(whole.to_string()),
            (_, Some(whole), _) => Some(whole.to_string()),
            // Beyond this bound a number with a fraction is no longer exact.
            (.., Some(real)) if real.fract() == 0.0 && real.abs() < 9e15 => {
                Some((real as i64).to_string())
            }
            _ => None,
        },
        _ => None,
    }
}
