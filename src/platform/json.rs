//! The browser's JSON parser.
//!
//! It costs no bytes, and reads what a strict parser refuses a whole document for: a lone
//! surrogate becomes U+FFFD, a number beyond range infinity, which is no number then.

use crate::{
    feed::{JsonDocument, LISTS},
    model::Value,
};
use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // Without the detour through the program's memory that `js_sys::JSON::parse` takes.
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse_json(text: &JsString) -> Result<JsValue, JsValue>;
}

/// What lies deeper than this is left out, so that hostile nesting cannot exhaust the stack.
const DEEPEST: u8 = 100;

/// Reads JSON as a whole.
///
/// # Errors
/// What the browser says of the text where it is no JSON.
pub fn parse(text: &str) -> Result<Value, String> {
    Ok(convert(&read(&text.into())?.0, 0, ""))
}

/// Reads JSON that stays on the browser's side.
///
/// # Errors
/// See [`parse`].
pub fn read(text: &JsString) -> Result<BrowserJson, String> {
    match parse_json(text) {
        Ok(value) => Ok(BrowserJson(value)),
        Err(error) => Err(super::host::message(&error)),
    }
}

/// A document as the browser has read it; its lists stay on the browser's side.
pub struct BrowserJson(pub JsValue);

impl BrowserJson {
    fn list(&self, list: &str) -> Option<Array> {
        let value = match list {
            "" => self.0.clone(),
            name => Reflect::get(&self.0, &name.into()).ok()?,
        };
        value.dyn_into().ok()
    }
}

impl JsonDocument for BrowserJson {
    fn outline(&self) -> Value {
        match self.0.is_array() {
            true => Value::Array(Vec::new()),
            false => convert(&self.0, 0, LISTS),
        }
    }

    fn count(&self, list: &str) -> usize {
        self.list(list)
            .map_or(0, |elements| elements.length() as usize)
    }

    fn element(&self, list: &str, index: usize) -> Value {
        let elements = self.list(list);
        elements.map_or(Value::Null, |elements| {
            convert(&elements.get(index as u32), 1, "")
        })
    }

    fn put_first(&mut self, list: &str, outer: &str, inner: &str) {
        if let Some(elements) = self.list(list) {
            super::host::put_first(&elements, outer, inner);
        }
    }
}

/// Converts a value, but what its own members called like one of `lists` hold, if they are arrays.
fn convert(value: &JsValue, depth: u8, lists: &str) -> Value {
    if let Some(text) = value.as_string() {
        return Value::String(text);
    }
    if let Some(number) = value.as_f64() {
        return Value::Number(number);
    }
    if let Some(truth) = value.as_bool() {
        return Value::Bool(truth);
    }
    if depth == DEEPEST {
        return Value::Null;
    }
    if let Some(array) = value.dyn_ref::<Array>() {
        let mut elements = Vec::new();
        for index in 0..array.length() {
            elements.push(convert(&array.get(index), depth + 1, ""));
        }
        return Value::Array(elements);
    }
    let Some(object) = value.dyn_ref::<Object>() else {
        return Value::Null;
    };
    let mut members = Vec::new();
    let pairs = Object::entries(object);
    for index in 0..pairs.length() {
        let pair: Array = pairs.get(index).unchecked_into();
        if let Some(name) = pair.get(0).as_string() {
            let member = pair.get(1);
            let is_list = member.is_array() && lists.split(' ').any(|list| list == name);
            let value = match is_list {
                true => Value::Array(Vec::new()),
                false => convert(&member, depth + 1, ""),
            };
            members.push((name, value));
        }
    }
    Value::Object(members)
}
