//! Lenient access to the members of a JSON object: what is not of a usable type is absent.

use super::Environment;
use crate::model::{Href, one_line};
use serde_json::{Map, Value};

/// The members of a JSON value that should be an object; one that is not has no members.
pub struct Fields<'a> {
    members: Option<&'a Map<String, Value>>,
    environment: &'a dyn Environment,
}

impl<'a> Fields<'a> {
    /// The members of `value`; `environment` resolves the references among them.
    pub fn of(value: &'a Value, environment: &'a dyn Environment) -> Self {
        Self {
            members: value.as_object(),
            environment,
        }
    }

    /// A member as it is; `null` is absent.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        self.members?.get(name).filter(|value| !value.is_null())
    }

    /// An array's elements.
    pub fn array(&self, name: &str) -> Option<&'a [Value]> {
        self.get(name)?.as_array().map(Vec::as_slice)
    }

    /// An array's elements, or a single value as if it were the only element of one.
    pub fn list(&self, name: &str) -> &'a [Value] {
        match self.get(name) {
            Some(Value::Array(elements)) => elements,
            Some(single) => std::slice::from_ref(single),
            None => &[],
        }
    }

    /// The members of an object inside this one.
    pub fn object(&self, name: &str) -> Fields<'a> {
        Fields {
            members: self.get(name).and_then(Value::as_object),
            environment: self.environment,
        }
    }

    /// The members of one element of an array.
    pub fn element(&self, value: &'a Value) -> Fields<'a> {
        Fields::of(value, self.environment)
    }

    /// A line of plain text; see [`line_of`].
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).and_then(line_of)
    }

    /// A text with its line breaks and spaces, where it has any words.
    pub fn long_text(&self, name: &str) -> Option<String> {
        let text = self.get(name)?.as_str()?;
        (!text.trim().is_empty()).then(|| text.to_owned())
    }

    /// A number that is finite.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.as_f64().filter(|number| number.is_finite())
    }

    /// An address of the web.
    pub fn url(&self, name: &str) -> Option<Href> {
        self.url_of(self.get(name)?)
    }

    /// An address of the web; an object with a `url` is accepted for it.
    pub fn url_of(&self, value: &Value) -> Option<Href> {
        let reference = match value {
            Value::Object(members) => members.get("url")?.as_str()?,
            other => other.as_str()?,
        };
        // The empty reference would be the document itself.
        if reference.trim().is_empty() {
            return None;
        }
        self.environment.resolve(reference).filter(Href::is_web)
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
