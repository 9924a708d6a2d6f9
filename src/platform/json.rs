//! The browser's JSON parser.
//!
//! It costs no bytes, and reads what a strict parser refuses a whole document for: a lone
//! surrogate becomes U+FFFD, a number beyond range infinity, which is no number then.

use js_sys::{Array, JSON, Object};
use serde_json::{Map, Number, Value};
use wasm_bindgen::{JsCast, JsValue};

/// What lies deeper than this is left out, so that hostile nesting cannot exhaust the stack.
const DEEPEST: u8 = 100;

/// Reads JSON.
///
/// # Errors
/// What the browser says of the text where it is no JSON.
pub fn parse(text: &str) -> Result<Value, String> {
    match JSON::parse(text) {
        Ok(value) => Ok(convert(&value, 0)),
        Err(error) => Err(super::message(&error)),
    }
}

fn convert(value: &JsValue, depth: u8) -> Value {
    if let Some(text) = value.as_string() {
        return Value::String(text);
    }
    if let Some(number) = value.as_f64() {
        let is_whole = number.trunc() == number && number.abs() < 9e15;
        return match is_whole {
            true => Value::Number(Number::from(number as i64)),
            false => Number::from_f64(number).map_or(Value::Null, Value::Number),
        };
    }
    if let Some(truth) = value.as_bool() {
        return Value::Bool(truth);
    }
    if depth == DEEPEST {
        return Value::Null;
    }
    if let Some(array) = value.dyn_ref::<Array>() {
        return Value::Array(array.iter().map(|item| convert(&item, depth + 1)).collect());
    }
    let Some(object) = value.dyn_ref::<Object>() else {
        return Value::Null;
    };
    let mut map = Map::new();
    for pair in Object::entries(object).iter() {
        let pair: Array = pair.unchecked_into();
        if let Some(name) = pair.get(0).as_string() {
            map.insert(name, convert(&pair.get(1), depth + 1));
        }
    }
    Value::Object(map)
}
