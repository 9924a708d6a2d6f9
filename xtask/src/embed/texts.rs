//! Interface strings as the program reads them: by their place, so that it need not know their keys.
//!
//! The order is that of the keys in `locales/en.json`. The forms of a text that depends on a number
//! (`result_count.one`, `result_count.other`) share one place, each behind its plural category:
//! `one {count} result|other {count} results`. A text that is missing is empty.
//!
//! The program's build script, which builds English in, takes this file too.

use serde_json::{Map, Value};

/// What stands between the forms of a text that depends on a number.
const BETWEEN_FORMS: char = '|';
/// What stands between texts, where they are built in.
const BETWEEN_TEXTS: char = '\n';

/// The texts of a file of `locales/`, in the order of the keys of `english`.
///
/// # Errors
/// A text that holds what separates texts or forms.
pub fn in_order(
    english: &Map<String, Value>,
    file: &Map<String, Value>,
) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for key in english.keys() {
        let name = name_and_category(key).0;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut texts = vec![String::new(); names.len()];
    for (key, text) in file {
        let (name, category) = name_and_category(key);
        let text = text.as_str().unwrap_or_default();
        if text.contains([BETWEEN_FORMS, BETWEEN_TEXTS]) {
            return Err(format!("{key} holds a character that separates texts"));
        }
        let Some(at) = names.iter().position(|one| *one == name) else {
            continue;
        };
        match category {
            None => texts[at] = text.to_owned(),
            Some(category) => {
                if !texts[at].is_empty() {
                    texts[at].push(BETWEEN_FORMS);
                }
                texts[at].push_str(&format!("{category} {text}"));
            }
        }
    }
    Ok(texts)
}

fn name_and_category(key: &str) -> (&str, Option<&str>) {
    match key.split_once('.') {
        Some((name, category)) => (name, Some(category)),
        None => (key, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(json: &str) -> Map<String, Value> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn texts_are_where_english_has_them() {
        let english = map(r#"{"b": "B", "n.one": "1", "n.other": "{n}", "a": "A"}"#);
        let other = map(r#"{"a": "α", "n.few": "3", "n.other": "9", "x": "?"}"#);
        let own = in_order(&english, &english).unwrap();
        assert_eq!(own, ["B", "one 1|other {n}", "A"]);
        assert_eq!(
            in_order(&english, &other).unwrap(),
            ["", "few 3|other 9", "α"]
        );
        assert!(in_order(&english, &map(r#"{"a": "1|2"}"#)).is_err());
    }
}
