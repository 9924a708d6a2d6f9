//! What pickers offer first.
//!
//! Suggested are, in this order and each once: the choice itself; what the reader has wished for
//! (the page's own wish, the last choices, the browser's languages); the languages of the chosen
//! country or the countries of the chosen language, as CLDR's territory data has them; and what has
//! an edition with the other picker's choice, where that is not most of what there is. No more than
//! [`MOST`], and only what exists. The rest follows in the manifest's order.

use super::{
    cldr,
    tag::{primary, region, script},
};
use crate::model::{Edition, Index};

/// So many fit on the screen of a phone.
const MOST: usize = 8;

/// What a picker chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choosing {
    /// The language of the edition.
    Language,
    /// The country of the edition.
    Country,
}

impl Choosing {
    /// The language or the country of an edition; empty for an edition of no country.
    pub fn of(self, edition: &Edition) -> &str {
        match self {
            Self::Language => &edition.language,
            Self::Country => edition.country.as_deref().unwrap_or_default(),
        }
    }

    /// What the other picker chooses.
    fn other(self) -> Self {
        match self {
            Self::Language => Self::Country,
            Self::Country => Self::Language,
        }
    }
}

/// The languages or the countries of all editions, and how many of them, at the head, are suggested
/// to a reader of `editions[current]`.
///
/// `wishes` are canonical tags or codes, the strongest first; `likely` is what the browser takes the
/// language of that edition, or `und` with its country, for (`Intl.Locale`, `maximize`).
pub fn order<'a>(
    editions: &'a [Edition],
    current: usize,
    choosing: Choosing,
    wishes: &[String],
    likely: &str,
) -> (Vec<&'a str>, usize) {
    let Some(edition) = editions.get(current) else {
        return Default::default();
    };
    let is_language = choosing == Choosing::Language;
    let other = choosing.other().of(edition);
    let there = |language: &str| [language, "-", other].concat();
    let mut wanted = vec![choosing.of(edition).to_owned()];
    wanted.extend_from_slice(wishes);
    match is_language {
        true => wanted.push(there(primary(likely))),
        false => wanted.extend(region(likely)),
    }
    for group in cldr::TERRITORIES.split(';') {
        let (language, countries) = group.split_once(' ').unwrap_or_default();
        let mut countries = countries.split(' ');
        if !is_language && language == primary(other) {
            wanted.extend(countries.map(str::to_owned));
        } else if is_language && countries.any(|country| country == other) {
            wanted.push(there(language));
        }
    }
    // Where everything goes with everything it is no reason to offer something first.
    let pairs = unique(editions, choosing, Some(other));
    if pairs.len() <= MOST {
        wanted.extend(pairs.into_iter().map(str::to_owned));
    }
    let all = unique(editions, choosing, None);
    let mut ordered = Vec::new();
    for wish in &wanted {
        for code in &all {
            let is_met = code == wish
                || is_language && primary(code) == primary(wish) && script(code) == script(wish);
            if is_met && ordered.len() < MOST && !ordered.contains(code) {
                ordered.push(*code);
            }
        }
    }
    let suggested = ordered.len();
    for code in all {
        if !ordered[..suggested].contains(&code) {
            ordered.push(code);
        }
    }
    (ordered, suggested)
}

/// What can be chosen, each once, in the manifest's order; only what goes with `other`, if that is
/// given.
fn unique<'a>(editions: &'a [Edition], choosing: Choosing, other: Option<&str>) -> Vec<&'a str> {
    let mut known = Index::default();
    let mut kept = Vec::new();
    for edition in editions {
        let code = choosing.of(edition);
        let is_wanted = other.is_none_or(|other| choosing.other().of(edition) == other);
        if is_wanted && known.insert(code) {
            kept.push(code);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Href;

    fn editions(list: &str) -> Vec<Edition> {
        let edition = |pair: &str| {
            let (language, country) = pair.split_once('/').unwrap();
            Edition {
                language: language.to_owned(),
                country: (!country.is_empty()).then(|| country.to_owned()),
                feed: Href::from_serialised("https://example.org/").unwrap(),
            }
        };
        list.split(' ').map(edition).collect()
    }

    fn strings(list: &str) -> Vec<String> {
        list.split_whitespace().map(str::to_owned).collect()
    }

    fn line((codes, suggested): (Vec<&str>, usize)) -> String {
        let (first, rest) = codes.split_at(suggested);
        [first.join(" "), rest.join(" ")].join(" | ")
    }

    fn line_of(choosing: Choosing, list: &str, wishes: &str, likely: &str) -> String {
        let editions = editions(list);
        line(order(&editions, 0, choosing, &strings(wishes), likely))
    }

    fn languages_line(list: &str, wishes: &str, likely: &str) -> String {
        line_of(Choosing::Language, list, wishes, likely)
    }

    fn countries_line(list: &str, wishes: &str, likely: &str) -> String {
        line_of(Choosing::Country, list, wishes, likely)
    }

    #[test]
    fn languages_are_those_of_the_reader_then_those_of_the_country() {
        let list = "en/IN ja/JP fr/FR ta/LK de/DE hi/ te/ ca/ES en-GB/GB";
        assert_eq!(
            languages_line(list, "fr-CA de-AT", "hi-Deva-IN"),
            "en en-GB fr de hi te ta | ja ca"
        );
        // Spoken by a sizeable part: regional languages too.
        assert_eq!(
            languages_line("es/ES fr/FR ca/ gl/", "", "es-Latn-ES"),
            "es ca gl | fr"
        );
    }

    #[test]
    fn a_script_is_that_of_the_country() {
        let list = "zh-Hans/TW zh-Hant/ pa/ pa-Arab/";
        assert_eq!(
            languages_line(list, "", "zh-Hant-TW"),
            "zh-Hans zh-Hant | pa pa-Arab"
        );
        assert_eq!(
            languages_line("en/PK pa/ pa-Arab/ en-US/", "", "ur-Arab-PK"),
            "en en-US pa-Arab | pa"
        );
    }

    #[test]
    fn countries_are_those_of_the_reader_then_those_of_the_language() {
        assert_eq!(
            countries_line("pt/PT fr/FR pt/MZ es/ES pt/ pt/BR", "ES XX", "pt-Latn-BR"),
            "PT ES BR MZ  | FR"
        );
        // By the number of speakers, not by the manifest.
        assert_eq!(
            countries_line(
                "en/NZ fr/FR en/NG en/US en/IN en/GB en/AU en/ZA en/PK en/SG",
                "",
                ""
            ),
            "NZ US IN PK NG GB AU ZA | FR SG"
        );
    }

    #[test]
    fn what_goes_with_everything_is_no_suggestion() {
        let languages = ["aa", "ab", "af", "am", "an", "as", "av", "ay", "az"];
        let all: Vec<_> = languages.iter().map(|one| [one, "/ZA"].concat()).collect();
        assert_eq!(
            languages_line(&all.join(" "), "az", "en-Latn-ZA"),
            "aa az af | ab am an as av ay"
        );
        assert_eq!(languages_line(&all[..3].join(" "), "", ""), "aa af ab | ");
    }

    #[test]
    fn only_what_exists_is_offered_and_each_once() {
        let list = "en/ES en/US en/IN es/MX es/ES fr/FR fr/CA ar/EG ar/MA hi/IN ja/JP es/";
        assert_eq!(languages_line(list, "es", ""), "en es | fr ar hi ja");
        assert_eq!(
            countries_line(list, "", ""),
            "ES US IN CA | MX FR EG MA JP "
        );
        let nothing = order(&[], 0, Choosing::Language, &[], "");
        assert_eq!(nothing, (vec![], 0));
    }
}
