//! Language tags as far as a newspaper needs them.

use super::cldr;
use crate::model::{append, divided_at_last, holds, nth_part};

/// The canonical form of a language tag, after
/// [RFC 5646, section 2.1.1](https://www.rfc-editor.org/rfc/rfc5646#section-2.1.1): `en-us` and
/// `EN_US` are `en-US`, `zh-hans-cn` is `zh-Hans-CN`; with what CLDR says of replaced codes: `iw` is
/// `he`, `sh` is `sr-Latn`.
///
/// Kept are language, script, region and variants; extensions (`-u-…`, `-x-…`) say nothing about
/// which texts somebody can read and are dropped. What does not begin like a tag (`english`, `C`,
/// `x-mine`) is `None`.
///
/// ```
/// use newsstand::locale::canonical_tag;
/// assert_eq!(canonical_tag("es_mx").as_deref(), Some("es-MX"));
/// assert_eq!(canonical_tag("english"), None);
/// ```
#[inline(never)] // called in many places, and long
pub fn canonical_tag(tag: &str) -> Option<String> {
    let mut subtags = tag.trim().split(['-', '_']);
    let language = subtags.next()?.to_ascii_lowercase();
    if !matches!(language.len(), 2 | 3) || !is_alphabetic(&language) {
        return None;
    }
    let (mut script, mut region, mut variants) = (String::new(), String::new(), String::new());
    for subtag in subtags {
        // The order of the parts is fixed: what has been passed cannot come again.
        let may_be_region = region.is_empty() && variants.is_empty();
        let may_be_script = script.is_empty() && may_be_region;
        match subtag.len() {
            3 if may_be_script && is_alphabetic(subtag) => {} // `zh-cmn` is Chinese
            4 if may_be_script && is_alphabetic(subtag) => {
                let (first, rest) = subtag.split_at(1);
                script = first.to_ascii_uppercase() + &rest.to_ascii_lowercase();
            }
            2 | 3 if may_be_region && is_region(subtag) => region = subtag.to_ascii_uppercase(),
            4..=8 if is_variant(subtag) => {
                append(&mut variants, &["-", &subtag.to_ascii_lowercase()]);
            }
            _ => break,
        }
    }
    let alias = pair(cldr::ALIASES, ' ', &language).unwrap_or(&language);
    let (language, implied) = alias.split_once('-').unwrap_or((alias, ""));
    match implied.len() {
        4 if script.is_empty() => script = implied.to_owned(),
        2 if region.is_empty() => region = implied.to_owned(),
        _ => {}
    }
    let mut canonical = language.to_owned();
    for part in [script, region] {
        if !part.is_empty() {
            append(&mut canonical, &["-", &part]);
        }
    }
    Some(canonical + &variants)
}

/// The canonical code of a country: ISO 3166-1 alpha-2 in capitals, and `GB` for `uk`. Anything
/// else is `None`.
pub fn canonical_country(code: &str) -> Option<String> {
    let code = code.trim();
    if code.len() != 2 || !is_alphabetic(code) {
        return None;
    }
    let code = code.to_ascii_uppercase();
    Some(if code == "UK" { "GB".to_owned() } else { code })
}

/// The language of a canonical tag without script, region and variants.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// The script that a canonical tag names; else the usual one of its language in its region, where
/// the language is written in several scripts or from right to left.
pub fn script(tag: &str) -> Option<&str> {
    let named = nth_part(tag, '-', 1).filter(|subtag| subtag.len() == 4 && is_alphabetic(subtag));
    named
        .or_else(|| {
            let local = [primary(tag), "-", &region(tag)?].concat();
            group(cldr::LIKELY_SCRIPTS, &local)
        })
        .or_else(|| group(cldr::LIKELY_SCRIPTS, primary(tag)))
}

/// The tag and those to look for where there is nothing in it, one after the other: mostly the tag
/// without its last subtag, but Portuguese of Angola is nearer to that of Portugal than to that of
/// Brazil. The last is the language alone.
pub fn parents(tag: &str) -> Vec<&str> {
    let mut parents = vec![tag];
    let mut last = tag;
    while let Some(next) = parent(last) {
        parents.push(next);
        last = next;
    }
    parents
}

fn parent(tag: &str) -> Option<&str> {
    let (shorter, last) = divided_at_last(tag, b"-")?;
    let regional = cldr::PARENTS.split(';').find(|group| {
        let mut members = group.split(' ');
        let head = members.next().unwrap_or_default();
        let lists_exceptions = holds(group, '!');
        primary(head) == shorter
            && last.len() < 4
            && members.any(|region| region == last) != lists_exceptions
    });
    let head = regional.and_then(|group| group.split(' ').next());
    Some(head.unwrap_or(shorter))
}

/// The country that a canonical tag names; a larger region (`es-419`) is none.
pub fn region(tag: &str) -> Option<String> {
    tag.split('-')
        .skip(1)
        .find(|subtag| subtag.len() == 2)
        .and_then(canonical_country)
}

/// The head of the group in one of CLDR's tables that `member` is in.
fn group(groups: &'static str, member: &str) -> Option<&'static str> {
    let mut groups = groups.split(';').map(|group| group.split(' '));
    groups.find_map(|mut members| {
        let head = members.next();
        head.filter(|_| members.any(|one| one == member))
    })
}

/// What stands behind `key` in one of CLDR's lists of pairs.
pub(super) fn pair(pairs: &'static str, separator: char, key: &str) -> Option<&'static str> {
    let mut pairs = pairs
        .split(separator)
        .filter_map(|pair| pair.split_once('='));
    pairs.find_map(|(name, value)| (name == key).then_some(value))
}

fn is_alphabetic(subtag: &str) -> bool {
    subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// ISO 3166-1 alpha-2 or UN M.49.
fn is_region(subtag: &str) -> bool {
    match subtag.len() {
        2 => is_alphabetic(subtag),
        3 => subtag.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// Five to eight characters, or four that begin with a digit.
fn is_variant(subtag: &str) -> bool {
    subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && (subtag.len() > 4 || subtag.as_bytes().first().is_some_and(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_written_as_the_registry_does() {
        for (given, canonical) in [
            ("en", "en"),
            ("EN", "en"),
            (" en_us ", "en-US"),
            ("zh-hans-cn", "zh-Hans-CN"),
            ("zh_HANT", "zh-Hant"),
            ("es-419", "es-419"),
            ("ca-Valencia", "ca-valencia"),
            ("de-DE-1901", "de-DE-1901"),
            ("zh-cmn-Hans", "zh-Hans"),
            ("en-US-u-ca-gregory", "en-US"),
            ("en-x-private", "en"),
            ("iw-IL", "he-IL"),
            ("in", "id"),
            ("sh", "sr-Latn"),
            ("sh-RS", "sr-Latn-RS"),
            ("sh-Cyrl-RS", "sr-Cyrl-RS"),
            ("prs", "fa-AF"),
            ("prs-IR", "fa-IR"),
            ("cmn-TW", "zh-TW"),
            ("tl", "fil"),
            ("pnb-PK", "lah-PK"),
            ("ckb", "ckb"),
            ("en-", "en"),
            ("en-US-GB", "en-US"),
        ] {
            assert_eq!(canonical_tag(given).as_deref(), Some(canonical), "{given}");
        }
    }

    #[test]
    fn what_is_no_tag_is_none() {
        for given in [
            "",
            "e",
            "english",
            "C",
            "x-mine",
            "12",
            "é",
            "日本語",
            "i-klingon",
            "-en",
        ] {
            assert_eq!(canonical_tag(given), None, "{given}");
        }
    }

    #[test]
    fn canonical_tags_stay_as_they_are() {
        for given in ["zh-Hant-TW", "sr-Latn-RS", "ca-ES-valencia"] {
            assert_eq!(canonical_tag(given).as_deref(), Some(given));
        }
    }

    #[test]
    fn regions_and_scripts_are_found() {
        assert_eq!(region("es-MX").as_deref(), Some("MX"));
        assert_eq!(region("zh-Hant-TW").as_deref(), Some("TW"));
        assert_eq!(region("es-419"), None);
        assert_eq!(region("es"), None);
        assert_eq!(script("zh-Hant-TW"), Some("Hant"));
        assert_eq!(script("zh-HK"), Some("Hant"));
        assert_eq!(script("zh"), Some("Hans"));
        assert_eq!(script("sr-Latn"), Some("Latn"));
        assert_eq!(script("sr"), Some("Cyrl"));
        assert_eq!(script("sr-ME"), Some("Latn"));
        assert_eq!(script("uz-AF"), Some("Arab"));
        assert_eq!(script("pa-PK"), Some("Arab"));
        assert_eq!(script("de"), None);
        assert_eq!(script("ca-valencia"), None);
        assert_eq!(primary("sr-Latn"), "sr");
    }

    #[test]
    fn parents_are_those_of_cldr() {
        let line = |tag| parents(tag).join(" ");
        assert_eq!(line("pt-AO"), "pt-AO pt-PT pt");
        assert_eq!(line("pt-BR"), "pt-BR pt");
        assert_eq!(line("en-DE"), "en-DE en-150 en-001 en");
        assert_eq!(line("en-US"), "en-US en");
        assert_eq!(line("en-IN"), "en-IN en-001 en");
        assert_eq!(line("en-Latn-IN"), "en-Latn-IN en-Latn en");
        assert_eq!(line("es-MX"), "es-MX es-419 es");
        assert_eq!(line("zh-Hant-TW"), "zh-Hant-TW zh-Hant zh");
    }

    #[test]
    fn countries_are_two_letters() {
        assert_eq!(canonical_country("es").as_deref(), Some("ES"));
        assert_eq!(canonical_country(" uk ").as_deref(), Some("GB"));
        for given in ["", "E", "ESP", "E1", "419", "ñ"] {
            assert_eq!(canonical_country(given), None, "{given}");
        }
    }

    proptest::proptest! {
        #[test]
        fn canonical_forms_are_stable(tag in "[A-Za-z]{1,4}([-_][A-Za-z0-9]{1,8}){0,4}") {
            if let Some(canonical) = canonical_tag(&tag) {
                let again = canonical_tag(&canonical);
                proptest::prop_assert_eq!(again.as_deref(), Some(canonical.as_str()));
            }
        }

        #[test]
        fn nothing_makes_it_panic(tag in ".{0,40}") {
            let _ = (canonical_tag(&tag), canonical_country(&tag), region(&tag));
            let _ = (script(&tag), primary(&tag));
        }
    }
}
