//! Interface strings without the white space that only people need.

use anyhow::Result;
use serde::de::IgnoredAny;

/// Removes the white space between the tokens of a JSON document, in whatever order its keys are.
pub fn minify(document: &str) -> Result<String> {
    serde_json::from_str::<IgnoredAny>(document)?;
    let mut minified = String::with_capacity(document.len());
    let mut is_in_string = false;
    let mut is_escaped = false;
    for character in document.chars() {
        if is_in_string {
            is_in_string = is_escaped || character != '"';
            is_escaped = !is_escaped && character == '\\';
        } else if character.is_ascii_whitespace() {
            continue;
        } else {
            is_in_string = character == '"';
        }
        minified.push(character);
    }
    Ok(minified)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_space_between_tokens_goes() {
        let document = "{\n  \"a b\" : [ 1, true ],\r\n\t\"c\\\" : \\\\\" : \"d e\" }\n";
        assert_eq!(
            minify(document).unwrap(),
            r#"{"a b":[1,true],"c\" : \\":"d e"}"#
        );
    }

    #[test]
    fn a_mistake_is_found_here_and_not_by_a_reader() {
        assert!(minify("{ \"a\": 1, }").is_err());
    }
}
