//! Which edition suits a reader.
//!
//! # The rule
//!
//! A reader's wishes are two lists, the strongest wish first. Languages: the page's fragment (a
//! shared link), the attribute, the saved choice, the browser's languages. Countries: the fragment,
//! the attribute (else the region of the attribute `language`), the saved choice, the regions of
//! the browser's languages.
//!
//! 1. The **language** is that of the first wish that some edition has, compared without script
//!    and region (`en-GB` finds `en`); where no wish is met, that of the first edition. Editions
//!    in other languages are out.
//! 2. If some of the remaining editions are in the **script** of the wish, the others are out: the
//!    one that it names, or that its region implies (`zh-TW` is `Hant`, `zh` is `Hans`).
//! 3. If some of the remaining editions are of the **country** of a wish, those of the first such
//!    wish stay; else all stay.
//! 4. Of the rest, the edition whose language shares the most parents with the wish of step 1
//!    (`pt-AO` comes from `pt-PT`); among equals the first in the manifest.
//!
//! So language wins over country: who asks for Arabic in Spain and can have Arabic only in Egypt
//! reads the one of Egypt, not a Spanish one.
//!
//! The loader foresees the edition by the steps 1 and 3 alone, so that its feed is on the way
//! before the program is there; where it is wrong one request was in vain.

use super::tag::{canonical_country, canonical_tag, parents, primary, region, script};
use crate::model::{Edition, divided_at_last};

/// What a reader would like, the strongest wish first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes<'a> {
    /// Canonical language tags; empty ones are no wish.
    pub languages: &'a [String],
    /// Canonical country codes.
    pub countries: &'a [String],
}

/// The index of the edition that suits `wishes` best (see the module's rule); 0 where there are no
/// editions.
pub fn choose(editions: &[Edition], wishes: &Wishes) -> usize {
    let Some(first) = editions.first() else {
        return 0;
    };
    let speaks = |edition: &Edition, tag: &str| primary(&edition.language) == primary(tag);
    let wish = wishes
        .languages
        .iter()
        .filter(|tag| !tag.is_empty())
        .find(|tag| editions.iter().any(|edition| speaks(edition, tag)))
        .unwrap_or(&first.language);
    let mut left: Vec<usize> = (0..editions.len()).collect();
    narrow(&mut left, &|index| speaks(&editions[index], wish));
    if let Some(wanted) = script(wish) {
        narrow(&mut left, &|index| {
            script(&editions[index].language) == Some(wanted)
        });
    }
    let is_of = |index: usize, code: &String| editions[index].country.as_ref() == Some(code);
    let mut countries = wishes.countries.iter();
    if let Some(code) = countries.find(|code| left.iter().any(|index| is_of(*index, code))) {
        narrow(&mut left, &|index| is_of(index, code));
    }
    let mut best = (0, 0);
    for index in left {
        // Never 0: the language is that of the wish. So the first edition left is taken.
        let likeness = shared_parents(wish, &editions[index].language);
        if likeness > best.1 {
            best = (index, likeness);
        }
    }
    best.0
}

/// Drops what does not pass the test, unless nothing would be left.
fn narrow(left: &mut Vec<usize>, test: &dyn Fn(usize) -> bool) {
    if left.iter().any(|index| test(*index)) {
        left.retain(|index| test(*index));
    }
}

/// How many of the parents of `one`, itself among them, are those of `other`.
fn shared_parents(one: &str, other: &str) -> usize {
    let (mut own, others) = (parents(one), parents(other));
    own.retain(|tag| others.contains(tag));
    own.len()
}

/// The edition to go to when a reader of `editions[current]` chooses `language`: of the same
/// country where there is one, else of no country, else the first in that language. Where there is
/// none in that language it is `current`. Compare the countries to see whether it has moved.
pub fn choose_language(editions: &[Edition], current: usize, language: &str) -> usize {
    let country = editions
        .get(current)
        .and_then(|edition| edition.country.as_ref());
    closest(
        editions,
        current,
        &|edition| edition.language == language,
        &|edition| match &edition.country {
            own if own.as_ref() == country => 2,
            None => 1,
            Some(_) => 0,
        },
    )
}

/// The edition to go to when a reader of `editions[current]` chooses `country`: in the same
/// language where there is one, else in another form of it, else the first of that country. Where
/// there is none of that country it is `current`. Compare the languages to see whether it has
/// moved.
pub fn choose_country(editions: &[Edition], current: usize, country: Option<&str>) -> usize {
    let language = editions
        .get(current)
        .map_or("", |edition| edition.language.as_str());
    closest(
        editions,
        current,
        &|edition| edition.country.as_deref() == country,
        &|edition| match edition.language.as_str() {
            own if own == language => 2,
            own if primary(own) == primary(language) => 1,
            _ => 0,
        },
    )
}

fn closest(
    editions: &[Edition],
    current: usize,
    is_wanted: &dyn Fn(&Edition) -> bool,
    likeness: &dyn Fn(&Edition) -> u8,
) -> usize {
    let mut best = None;
    for (index, edition) in editions.iter().enumerate() {
        if is_wanted(edition) && best.is_none_or(|(_, most)| likeness(edition) > most) {
            best = Some((index, likeness(edition)));
        }
    }
    best.map_or(current, |(index, _)| index)
}

/// How an edition is written in an address: `en-ES`, or `en` where it is of no country.
pub fn join_edition(edition: &Edition) -> String {
    let mut joined = edition.language.clone();
    match &edition.country {
        Some(country) => {
            joined.push('-');
            joined.push_str(country);
        }
        // `pt-BR` alone would be read as Portuguese for Brazil; the dash says "of no country".
        None if region(&joined).is_some() => joined.push('-'),
        None => {}
    }
    joined
}

/// Language and country of an edition as [`join_edition`] writes it; the language of nonsense is
/// empty.
pub fn split_edition(joined: &str) -> (String, Option<String>) {
    let (language, country) = match divided_at_last(joined, b"-_") {
        Some((language, "")) => (language, None),
        Some((language, last)) => match canonical_country(last) {
            Some(country) => (language, Some(country)),
            None => (joined, None),
        },
        None => (joined, None),
    };
    match canonical_tag(language) {
        Some(language) => (language, country),
        None => (String::new(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Href;

    fn editions(list: &str) -> Vec<Edition> {
        list.split(' ')
            .map(|pair| {
                let (language, country) = pair.split_once('/').unwrap();
                Edition {
                    language: language.to_owned(),
                    country: (!country.is_empty()).then(|| country.to_owned()),
                    feed: Href::from_serialised("https://example.org/").unwrap(),
                }
            })
            .collect()
    }

    fn strings(list: &str) -> Vec<String> {
        list.split_whitespace().map(str::to_owned).collect()
    }

    /// The edition that is chosen for `languages` and `countries`, as it stands in `list`.
    fn chosen<'a>(list: &'a str, languages: &str, countries: &str) -> &'a str {
        let (languages, countries) = (strings(languages), strings(countries));
        let wishes = Wishes {
            languages: &languages,
            countries: &countries,
        };
        let index = choose(&editions(list), &wishes);
        list.split(' ').nth(index).unwrap()
    }

    const DEMO: &str = "en/ES en/US en/IN es/MX es/ES fr/FR fr/CA ar/EG ar/MA hi/IN ja/JP";

    #[test]
    fn without_wishes_it_is_the_first() {
        assert_eq!(chosen(DEMO, "", ""), "en/ES");
        assert_eq!(chosen(DEMO, "de sw", "DE KE"), "en/ES");
        assert_eq!(choose(&[], &Wishes::default()), 0);
    }

    #[test]
    fn a_country_alone_chooses_among_the_first_language() {
        assert_eq!(chosen(DEMO, "", "US"), "en/US");
        assert_eq!(chosen(DEMO, "de", "MX IN"), "en/IN");
    }

    #[test]
    fn the_first_wish_that_can_be_met_counts() {
        assert_eq!(chosen(DEMO, "de-DE fr-BE es", "BE"), "fr/FR");
        assert_eq!(chosen(DEMO, "es-MX en", "MX"), "es/MX");
        assert_eq!(chosen(DEMO, "es", "CO ES"), "es/ES");
    }

    #[test]
    fn language_wins_over_country() {
        assert_eq!(chosen(DEMO, "ar", "ES"), "ar/EG");
        assert_eq!(chosen(DEMO, "ja en-US", "US"), "ja/JP");
    }

    #[test]
    fn country_wins_over_the_form_of_a_language() {
        let list = "en-US/US en-GB/GB en/ES";
        assert_eq!(chosen(list, "en-GB", "ES"), "en/ES");
        assert_eq!(chosen(list, "en-GB", "IN"), "en-GB/GB");
        // Both are written as in Britain.
        assert_eq!(chosen(list, "en-IN", "IN"), "en-GB/GB");
    }

    #[test]
    fn scripts_are_respected_where_they_can_be() {
        let list = "zh-Hans/CN zh-Hant/TW zh-Hant/HK";
        assert_eq!(chosen(list, "zh-TW", "CN"), "zh-Hant/TW");
        assert_eq!(chosen(list, "zh-Hant", "HK"), "zh-Hant/HK");
        assert_eq!(chosen(list, "zh", ""), "zh-Hans/CN");
        assert_eq!(chosen("en/ zh-Hans/CN", "zh-Hant en", ""), "zh-Hans/CN");
        assert_eq!(chosen("sr-Cyrl/ sr-Latn/", "sr-ME", ""), "sr-Latn/");
        assert_eq!(chosen("sr-Latn/ sr/", "sr", ""), "sr/");
        assert_eq!(chosen("pa/ pa-Arab/", "pa-PK", ""), "pa-Arab/");
        assert_eq!(
            chosen("sr-Latn/RS sr-Cyrl/RS", "sr-Cyrl-RS", "RS"),
            "sr-Cyrl/RS"
        );
    }

    #[test]
    fn the_nearest_form_of_a_language_is_taken() {
        assert_eq!(chosen("pt-PT/ pt-BR/", "pt-BR", ""), "pt-BR/");
        assert_eq!(chosen("pt-BR/ pt-PT/", "pt-AO", ""), "pt-PT/");
        assert_eq!(chosen("es-ES/ es-419/", "es-MX", ""), "es-419/");
        assert_eq!(chosen("en/ nb/", "nb", ""), "nb/");
        assert_eq!(chosen("pt-PT/ pt-BR/", "pt", ""), "pt-PT/");
    }

    #[test]
    fn empty_wishes_are_none() {
        let wishes = [String::new(), "fr".to_owned()];
        let wishes = Wishes {
            languages: &wishes,
            countries: &[],
        };
        assert_eq!(choose(&editions(DEMO), &wishes), 5);
    }

    #[test]
    fn a_choice_keeps_the_other_one_where_it_can() {
        let all = editions(DEMO);
        assert_eq!(choose_language(&all, 0, "es"), 4);
        assert_eq!(choose_language(&all, 0, "ja"), 10);
        assert_eq!(choose_language(&all, 0, "de"), 0);
        assert_eq!(choose_country(&all, 0, Some("IN")), 2);
        assert_eq!(choose_country(&all, 0, Some("JP")), 10);
        assert_eq!(choose_country(&all, 3, Some("ES")), 4);
        assert_eq!(choose_country(&all, 0, None), 0);
        let some = editions("en-GB/GB fr/FR en-US/US es/US fr/");
        assert_eq!(choose_country(&some, 0, Some("US")), 2);
        assert_eq!(choose_language(&some, 0, "fr"), 4);
    }

    #[test]
    fn an_edition_comes_back_from_its_address() {
        for edition in editions("en/ES en/ pt-BR/ pt-BR/BR zh-Hant/TW es-419/ es-419/MX ckb/IQ") {
            let joined = join_edition(&edition);
            let (language, country) = split_edition(&joined);
            assert_eq!(
                (language, country),
                (edition.language, edition.country),
                "{joined}"
            );
        }
        assert_eq!(split_edition("en_es").1.as_deref(), Some("ES"));
        assert_eq!(split_edition("???"), (String::new(), None));
        assert_eq!(split_edition(""), (String::new(), None));
    }
}
