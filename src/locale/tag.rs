//! Language tags as far as a newspaper needs them.

/// The canonical form of a language tag, after
/// [RFC 5646, section 2.1.1](https://www.rfc-editor.org/rfc/rfc5646#section-2.1.1): `en-us` and
/// `EN_US` are `en-US`, `zh-hans-cn` is `zh-Hans-CN`, the retired `iw` is `he`.
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
    let mut canonical = match language.as_str() {
        "iw" => "he",
        "in" => "id",
        "ji" => "yi",
        other => other,
    }
    .to_owned();
    // The order of the parts is fixed: what has been passed cannot come again.
    let (mut script_allowed, mut region_allowed) = (true, true);
    for subtag in subtags {
        let written = match subtag.len() {
            3 if script_allowed && is_alphabetic(subtag) => continue, // `zh-cmn` is Chinese
            4 if script_allowed && is_alphabetic(subtag) => {
                script_allowed = false;
                let (first, rest) = subtag.split_at(1);
                first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
            }
            2 | 3 if region_allowed && is_region(subtag) => {
                (script_allowed, region_allowed) = (false, false);
                subtag.to_ascii_uppercase()
            }
            4..=8 if is_variant(subtag) => {
                (script_allowed, region_allowed) = (false, false);
                subtag.to_ascii_lowercase()
            }
            _ => break,
        };
        canonical.push('-');
        canonical.push_str(&written);
    }
    Some(canonical)
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

/// The script that a canonical tag names, and for Chinese the one that its region implies.
pub fn script(tag: &str) -> Option<&str> {
    let named = tag
        .split('-')
        .nth(1)
        .filter(|subtag| subtag.len() == 4 && is_alphabetic(subtag));
    if named.is_some() || primary(tag) != "zh" {
        return named;
    }
    match region(tag).as_deref() {
        Some("TW" | "HK" | "MO") => Some("Hant"),
        _ => Some("Hans"),
    }
}

/// The country that a canonical tag names; a larger region (`es-419`) is none.
pub fn region(tag: &str) -> Option<String> {
    tag.split('-')
        .skip(1)
        .find(|subtag| subtag.len() == 2)
        .and_then(canonical_country)
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
        assert_eq!(script("ca-valencia"), None);
        assert_eq!(primary("sr-Latn"), "sr");
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
