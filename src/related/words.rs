//! From texts to words, and from words to the parts by which words are akin.

use crate::model::{folded, is_letter};

/// Divides a text into its words, in order, with one space between and without signs, and folds them:
/// whatever a reader may write otherwise is the same. A browser does it with `Intl.Segmenter` for the
/// language of the text; [`divide`] knows no language.
pub type Segment<'a> = &'a dyn Fn(&str) -> String;

/// Longer words also count by how they begin and end, in letters. Cutting words off behind five or
/// six letters finds inflected forms in European languages as well as stemmers made for each do
/// (McNamee, Nicholas, Mayfield, "Addressing Morphological Variation in Alphabetic Languages",
/// SIGIR 2009); six keeps more words apart, which short texts need.
const AFFIX_LETTERS: usize = 6;
/// How much longer than its beginning a word has to be for its end to count as well: the end is
/// what a compound is a kind of. One letter more would be the same evidence twice.
const ENDING_LETTERS: usize = 2;
/// Stands before the end of a word, which is not the same as a word of these letters.
const ENDING: char = '-';

/// Calls `each` with what makes `word` (folded) akin to others:
/// - a short word is alone;
/// - a long one has a beginning, and a still longer one an end;
/// - a word of Chinese, Japanese or Korean has itself and each of its characters, which carry
///   meaning where letters do not.
pub(super) fn each_part(word: &str, mut each: impl FnMut(&str)) {
    if word.starts_with(is_syllable) {
        each(word);
        let first = word.chars().next().map_or(0, char::len_utf8);
        if first < word.len() {
            word.char_indices()
                .for_each(|(at, c)| each(&word[at..at + c.len_utf8()]));
        }
        return;
    }
    let mut starts = word.char_indices().map(|(at, _)| at);
    let Some(end_of_beginning) = starts.nth(AFFIX_LETTERS) else {
        return each(word);
    };
    each(&word[..end_of_beginning]);
    let letters_behind = 1 + starts.count();
    if letters_behind >= ENDING_LETTERS {
        let ending = word.chars().skip(letters_behind);
        each(&String::from_iter([ENDING].into_iter().chain(ending)));
    }
}

/// The words of `text` without regard to its language: runs of letters and digits, small. Scripts that
/// put no spaces between words give every two neighbouring characters instead.
pub fn divide(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut before = None;
    for c in folded(text).chars() {
        let unspaced = Some(c).filter(|c| is_unspaced(*c));
        let is_inside = unspaced.is_none() && (is_letter(c) || c.is_ascii_digit());
        if !is_inside && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        match (before, unspaced) {
            (Some(before), Some(c)) => words.extend([before, c]),
            _ if is_inside => words.push(c),
            _ => {}
        }
        before = unspaced;
    }
    words.truncate(words.trim_end().len());
    words
}

/// Letters of Thai, Lao, Burmese, Khmer, Chinese and Japanese.
fn is_unspaced(c: char) -> bool {
    let in_blocks = matches!(
        u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF
            | 0xF900..=0xFAFF | 0x20000..=0x3FFFF
    );
    in_blocks && is_letter(c)
}

/// Characters of Chinese, Japanese and Korean, each a syllable or a word.
pub(super) fn is_syllable(c: char) -> bool {
    matches!(
        u32::from(c),
        0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0x20000..=0x3FFFF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> Vec<String> {
        let mut parts = Vec::new();
        each_part(word, |part| parts.push(part.to_owned()));
        parts
    }

    #[test]
    fn inflected_forms_and_compounds_share_a_part() {
        assert_eq!(parts("flood"), ["flood"]);
        assert_eq!(parts("harbour"), ["harbou"]);
        assert_eq!(parts("harbours"), ["harbou", "-rbours"]);
        assert_eq!(parts("goldmünzen"), ["goldmü", "-münzen"]);
        assert_eq!(parts("münzen"), ["münzen"]);
        assert_eq!(parts("электричество"), ["электр", "-чество"]);
        assert_eq!(parts(""), [""]);
    }

    #[test]
    fn characters_that_carry_meaning_are_parts() {
        assert_eq!(parts("地震"), ["地震", "地", "震"]);
        assert_eq!(parts("震"), ["震"]);
        assert_eq!(parts("부산"), ["부산", "부", "산"]);
        assert_eq!(parts("ภาษา"), ["ภาษา"]);
    }

    #[test]
    fn texts_are_divided_without_a_language() {
        assert_eq!(divide("The harbour's 2 lights."), "the harbour s 2 lights");
        assert_eq!(divide("हिन्दी में"), "हिन्दी में");
        assert_eq!(divide("東京の夜, OK"), "東京 京の の夜 ok");
        assert_eq!(divide("OK東京, x"), "ok 東京 x");
        assert!(divide(" … ").is_empty());
    }
}
