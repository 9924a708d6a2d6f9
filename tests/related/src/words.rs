//! Words by the rules of Unicode (UAX 29) and, where no spaces divide them, by dictionaries: what
//! `Intl.Segmenter` does in a browser.

use icu_segmenter::WordSegmenter;
use newsstand::model::folded;

/// Divides texts of any language.
pub struct Segmenter(WordSegmenter);

impl Segmenter {
    pub fn new() -> Self {
        Self(WordSegmenter::new_dictionary())
    }

    /// The words of a text in order, folded, without spaces and signs.
    pub fn words(&self, text: &str) -> Vec<String> {
        let text = &folded(text);
        let boundaries: Vec<usize> = self.0.segment_str(text).collect();
        let segments = boundaries.windows(2).map(|pair| &text[pair[0]..pair[1]]);
        let words = segments.filter(|segment| segment.contains(char::is_alphanumeric));
        words.map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_and_without_spaces() {
        let segmenter = Segmenter::new();
        assert_eq!(
            segmenter.words("Two lights, one harbour."),
            ["two", "lights", "one", "harbour"]
        );
        assert_eq!(segmenter.words("地震发生。"), ["地震", "发生"]);
        assert!(segmenter.words(" … ").is_empty());
    }
}
