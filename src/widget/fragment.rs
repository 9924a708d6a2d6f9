//! The open article and the edition in the host page's URL fragment (`linking="hash"`).
//!
//! A fragment is read as `name=value` pairs joined by `&`. Ours are `NAME-article` and
//! `NAME-edition`, where `NAME` is the element's id or `news`, so that several stands share one
//! fragment; everything else in it belongs to the host page and stays as it is.

/// What a fragment says about one stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Id of the open article.
    pub article: Option<String>,
    /// Language and country of the edition, as `en-ES`.
    pub edition: Option<String>,
}

/// Reads what `fragment` (with or without `#`) says about the stand called `name`.
pub fn read(fragment: &str, name: &str) -> Place {
    let mut place = Place::default();
    for pair in pairs(fragment) {
        let Some((key, value)) = pair.split_once('=') else {
            continue;
        };
        match key.strip_prefix(name) {
            Some("-article") => place.article = Some(decode(value)),
            Some("-edition") => place.edition = Some(decode(value)),
            _ => {}
        }
    }
    place.article = place.article.filter(|id| !id.is_empty());
    place
}

/// `fragment` with what it says about the stand called `name` replaced by `place`; without `#`,
/// and empty where nothing is left.
pub fn write(fragment: &str, name: &str, place: &Place) -> String {
    let mut kept: Vec<String> = pairs(fragment)
        .filter(|pair| {
            let key = pair.split('=').next().unwrap_or_default();
            !matches!(key.strip_prefix(name), Some("-article" | "-edition"))
        })
        .map(str::to_owned)
        .collect();
    let ours = [("article", &place.article), ("edition", &place.edition)];
    for (key, value) in ours {
        if let Some(value) = value {
            kept.push([name, "-", key, "=", &encode(value)].concat());
        }
    }
    kept.join("&")
}

fn pairs(fragment: &str) -> impl Iterator<Item = &str> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    fragment.split('&').filter(|pair| !pair.is_empty())
}

/// Percent-encodes all but the unreserved characters of RFC 3986, section 2.3.
fn encode(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(byte.into());
        } else {
            encoded.push('%');
            encoded.push(DIGITS[usize::from(byte >> 4)].into());
            encoded.push(DIGITS[usize::from(byte & 15)].into());
        }
    }
    encoded
}

/// Undoes percent-encoding; what is no valid escape stays as it is, and so does all where it says no text.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digit = |offset: usize| {
            bytes
                .get(at + offset)
                .and_then(|byte| char::from(*byte).to_digit(16))
        };
        match (bytes[at], digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(article: &str) -> Place {
        Place {
            article: Some(article.to_owned()),
            edition: Some("en-ES".to_owned()),
        }
    }

    #[test]
    fn any_id_comes_back_as_it_was() {
        for id in ["a", "https://example.org/?a=b&c#d", "100%", "تجربة", "%zz"] {
            let fragment = write("", "news", &place(id));
            assert_eq!(read(&fragment, "news"), place(id), "{fragment}");
        }
    }

    #[test]
    fn what_is_no_text_stays_as_it_is() {
        assert_eq!(
            read("news-article=%ff%41", "news").article.as_deref(),
            Some("%ff%41")
        );
    }

    #[test]
    fn the_hosts_own_parts_and_other_stands_stay() {
        let fragment = write("#section&other-article=1", "news", &place("7"));
        assert_eq!(
            fragment,
            "section&other-article=1&news-article=7&news-edition=en-ES"
        );
        assert_eq!(
            write(&fragment, "news", &Place::default()),
            "section&other-article=1"
        );
    }
}
