//! What the build tells the loader: the placeholders in `embed/news-stand.js`.
//!
//! | placeholder    | becomes                                                          |
//! | -------------- | ---------------------------------------------------------------- |
//! | `__VERSION__`  | changes when anything the loader fetches changes                 |
//! | `__LOCALES__`  | the languages that have interface strings, separated by spaces   |
//! | `__SKELETON__` | the styles of the skeleton, for a JavaScript string in `"…"`     |

use anyhow::{Context, Result, bail};

/// What the build fills into the loader's source.
pub struct Filling {
    pub version: String,
    pub locales: Vec<String>,
    pub skeleton: String,
}

/// The loader with every placeholder filled in.
pub fn fill(loader: &str, filling: &Filling) -> Result<String> {
    if !loader.contains("__VERSION__") {
        bail!("embed/news-stand.js has no `__VERSION__`, so browsers would keep its old parts");
    }
    let skeleton = serde_json::to_string(filling.skeleton.trim()).context("skeleton.css")?;
    // The quotes are the loader's own, so that it is valid JavaScript before the build too.
    let skeleton = skeleton.trim_start_matches('"');
    let skeleton = skeleton.strip_suffix('"').unwrap_or(skeleton);
    Ok(loader
        .replace("__VERSION__", &filling.version)
        .replace("__LOCALES__", &filling.locales.join(" "))
        .replace("__SKELETON__", skeleton))
}

/// A short name for these contents: FNV-1a, which needs no cryptography to be good enough to tell
/// one release from the last.
pub fn version<'a>(parts: impl Iterator<Item = &'a [u8]>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.flatten() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{:010x}", hash >> 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled() {
        let filling = Filling {
            version: "1f".to_owned(),
            locales: vec!["en".to_owned(), "ja".to_owned()],
            skeleton: "a::after{content:\"x\"}\n".to_owned(),
        };
        let loader = "f(\"__VERSION__\", \"__LOCALES__\", \"__SKELETON__\")";
        let filled = fill(loader, &filling).unwrap();
        assert_eq!(filled, r#"f("1f", "en ja", "a::after{content:\"x\"}")"#);
        assert!(fill("f()", &filling).is_err());
    }

    #[test]
    fn a_version_is_short_and_follows_every_byte() {
        let of = |parts: &[&'static str]| version(parts.iter().map(|part| part.as_bytes()));
        assert_eq!(of(&["a", "b"]).len(), 10);
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
        assert_ne!(of(&["a", "b"]), of(&["a", "c"]));
    }
}
