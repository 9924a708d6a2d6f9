//! Which way a language or a text runs.

use super::{cldr, tag::script};
use crate::model::{Article, is_letter};

/// Which way a line runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value for an element's `dir`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// Which way the language of a canonical tag is written: by its script where the tag names one,
/// else by the usual script of the language in that region.
pub fn direction(tag: &str) -> Direction {
    let script = script(tag);
    let mut from_right = cldr::RTL_SCRIPTS.split(' ');
    match from_right.any(|name| Some(name) == script) {
        true => Direction::Rtl,
        false => Direction::Ltr,
    }
}

/// The direction of the first character that has one, as in
/// [UAX 9, rules P2 and P3](https://www.unicode.org/reports/tr9/#P2); `None` where all are
/// neutral (digits, punctuation).
pub fn first_strong(text: &str) -> Option<Direction> {
    text.chars().find(|c| is_letter(*c)).map(|c| {
        // The blocks of right-to-left scripts lie together.
        let rtl = matches!(
            u32::from(c),
            0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF
        );
        if rtl { Direction::Rtl } else { Direction::Ltr }
    })
}

/// The value of `dir` for a text of `article`: by the article's language where it is known, else
/// by the text itself, else `auto`.
pub fn direction_of_text(article: &Article, text: &str) -> &'static str {
    match &article.language {
        Some(language) => direction(language).name(),
        None => first_strong(text).map_or("auto", Direction::name),
    }
}

/// False where nothing of a text could change places with its neighbours in a line of `article`: the
/// line runs from left to right, and all of the text's characters are below U+0580, before the first
/// block that is written the other way and before what controls directions
/// ([UAX 9](https://www.unicode.org/reports/tr9/#Bidirectional_Character_Types)).
pub fn needs_isolation(article: &Article, text: &str) -> bool {
    // The first byte of U+0580 in UTF-8.
    let is_simple = text.bytes().all(|byte| byte < 0xD6);
    !is_simple || direction_of_text(article, article.headline()) != Direction::Ltr.name()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_the_other_way_needs_isolation() {
        let article = |language: &str| Article {
            title: "Title".to_owned(),
            language: Some(language.to_owned()).filter(|tag| !tag.is_empty()),
            ..Article::default()
        };
        for simple in [
            "",
            "24/7",
            "Sport",
            "José Ángel",
            "Ναυτιλία",
            "Культура",
            "Հա",
        ] {
            assert!(!needs_isolation(&article("en"), simple), "{simple}");
            assert!(!needs_isolation(&article(""), simple), "{simple}");
            assert!(needs_isolation(&article("ar"), simple), "{simple}");
        }
        for other in [
            "עברית",
            "Ana عربي",
            "a\u{202E}b",
            "a\u{2067}b",
            "a\u{200F}",
            "\u{61C}",
            "𞤀",
        ] {
            assert!(needs_isolation(&article("en"), other), "{other}");
        }
    }

    #[test]
    fn a_script_says_more_than_its_language() {
        for tag in [
            "ar",
            "ar-EG",
            "fa",
            "he",
            "ur-PK",
            "ckb",
            "dv",
            "pa-Arab",
            "pa-PK",
            "az-Arab-IR",
            "ks",
            "yi",
            "ars",
            "azb",
            "bal",
            "lah",
            "brh",
            "glk",
            "khw",
            "lrc",
        ] {
            assert_eq!(direction(tag), Direction::Rtl, "{tag}");
        }
        for tag in [
            "en", "es-MX", "hi", "ja", "pa", "pa-IN", "ks-Deva", "sd-Deva", "ku", "zh-Hant", "uz",
            "und", "",
        ] {
            assert_eq!(direction(tag), Direction::Ltr, "{tag}");
        }
    }

    #[test]
    fn the_first_strong_character_decides() {
        assert_eq!(first_strong("2026: «אב» abc"), Some(Direction::Rtl));
        assert_eq!(first_strong("… Veracruz العربية"), Some(Direction::Ltr));
        assert_eq!(first_strong("العربية"), Some(Direction::Rtl));
        assert_eq!(first_strong("東京"), Some(Direction::Ltr));
        assert_eq!(first_strong("12:30 — ١٢"), None);
    }

    #[test]
    fn an_article_of_unknown_language_is_as_its_text() {
        let mut article = Article::default();
        assert_eq!(direction_of_text(&article, "خبر"), "rtl");
        assert_eq!(direction_of_text(&article, "…"), "auto");
        article.language = Some("en".to_owned());
        assert_eq!(direction_of_text(&article, "خبر"), "ltr");
    }
}
