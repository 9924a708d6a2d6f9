//! What documents are made of before a dialect has read them.

/// A value of JSON. Besides texts there is HTML: documents in XML say which of them is which.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// A truth value.
    Bool(bool),
    /// A number, also one that is not finite.
    Number(f64),
    /// A text.
    String(String),
    /// A text that is HTML, whatever it looks like.
    Html(String),
    /// Values in order.
    Array(Vec<Value>),
    /// Members in order. A name may be there more than once.
    Object(Vec<Member>),
}

/// The name and the value of a member.
pub type Member = (String, Value);

impl Value {
    /// The characters of a text, with its markup where it is HTML.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) | Self::Html(text) => Some(text),
            _ => None,
        }
    }

    /// An array's elements.
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// An object's members; of anything else there are none.
    pub fn members(&self) -> &[Member] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The first member of this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let (_, value) = self.members().iter().find(|(known, _)| known == name)?;
        Some(value)
    }
}
