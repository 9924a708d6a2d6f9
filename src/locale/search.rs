//! What a reader's words find among the names of languages and countries.

use super::{
    cldr,
    tag::{pair, primary},
};
use crate::model::{behind_last, find, is_letter};

/// The name of a language of `locales/` in itself, where some browsers have none.
pub fn own_name(language: &str) -> Option<&'static str> {
    pair(cldr::OWN_NAMES, ';', primary(language))
}

/// The code of two letters for a library's code of three (ISO 639-2/B) that is not how the English
/// name of the language begins.
pub fn library_code(code: &str) -> Option<&'static str> {
    pair(cldr::LIBRARY_CODES, ' ', code)
}

/// The positions of what `wanted` finds among `entries`, the best first: those with exactly this
/// name or code, those with a name that begins so, those in which a word does, those that have it
/// anywhere; each in the order of `entries`. All of them where nothing is wanted.
///
/// An entry is its names, a line each, and its code in the last line; all is folded, `wanted` too.
/// An empty entry is found by nothing. `code` is today's code for `wanted` where that is a
/// language's code, else empty.
pub fn search(entries: &[&str], wanted: &str, code: &str) -> Vec<usize> {
    let places = entries.iter().map(|entry| place(entry, wanted, code));
    let places: Vec<usize> = places.collect();
    let mut found = Vec::new();
    for place in 0..NOWHERE {
        for (index, own) in places.iter().enumerate() {
            if *own == place {
                found.push(index);
            }
        }
    }
    found
}

const NOWHERE: usize = 4;

/// 0 for an entry that is just what is wanted, 1 where a name begins so, 2 where a word does, 3 where it
/// is in a word.
fn place(entry: &str, wanted: &str, code: &str) -> usize {
    let last = behind_last(entry, b"\n");
    let is_meant = !code.is_empty() && primary(last) == code;
    if wanted.is_empty() || is_meant || entry.split('\n').any(|line| line == wanted) {
        return 0;
    }
    let first_length = wanted.chars().next().map_or(1, char::len_utf8);
    let (mut from, mut place) = (0, NOWHERE);
    while let Some(at) = find(&entry[from..], wanted) {
        let before = &entry[..from + at];
        let own = match before.ends_with(is_letter) {
            true => 3,
            false if before.is_empty() || before.ends_with('\n') => 1,
            false => 2,
        };
        place = place.min(own);
        from += at + first_length;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [&str; 6] = [
        "deutsch\ngerman\nallemand\nde",
        "schwiizertuutsch\nswiss german\nsuisse allemand\ngsw",
        "dansk\ndanish\ndanois\nda",
        "oesterreichisches deutsch\naustrian german\nallemand autrichien\nde-at",
        "",
        "日本語\njapanese\njaponais\nja",
    ];

    fn found(wanted: &str, code: &str) -> Vec<usize> {
        search(&LANGUAGES, wanted, code)
    }

    #[test]
    fn what_is_meant_comes_first() {
        // Exactly, then as the beginning of a name, then of a word.
        assert_eq!(found("german", ""), [0, 1, 3]);
        assert_eq!(found("alleman", ""), [0, 3, 1]);
        // `utsch` is in the middle of words.
        assert_eq!(found("utsch", ""), [0, 1, 3]);
        assert_eq!(found("dan", ""), [2]);
        // A code before names that begin so, and those before names that hold it.
        assert_eq!(found("ja", "ja"), [5]);
        assert_eq!(found("da", "da"), [2]);
        assert_eq!(found("de", "de"), [0, 3]);
        assert_eq!(found("deu", "de"), [0, 3]);
        assert_eq!(found("ger", "de"), [0, 3, 1]);
        assert_eq!(found("本", ""), [5]);
        assert!(found("klingon", "tlh").is_empty());
    }

    #[test]
    fn a_word_may_begin_after_it_has_been_within_another() {
        let entries = ["banana nana\nx", "banana\ny", "anan\nz"];
        assert_eq!(search(&entries, "nana", ""), [0, 1]);
        assert_eq!(search(&entries, "ana", ""), [2, 0, 1]);
        assert_eq!(search(&["ééé"], "éé", ""), [0]);
    }

    #[test]
    fn all_are_there_where_nothing_is_wanted() {
        assert_eq!(found("", ""), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn codes_and_names_that_browsers_lack_are_known() {
        assert_eq!(library_code("rum"), Some("ro"));
        assert_eq!(library_code("ro"), None);
        assert_eq!(own_name("ps-AF"), Some("پښتو"));
        assert_eq!(own_name("pcm"), Some("Naijíriá Píjin"));
        assert_eq!(own_name("de"), None);
    }
}
