//! The open article and the edition in the host page's URL fragment (`linking="hash"`).
//!
//! A fragment is read as `name=value` pairs joined by `&`. Ours are `NAME-article` and
//! `NAME-edition`, where `NAME` is the element's id or `news`, so that several stands share one
//! fragment; everything else in it belongs to the host page and stays as it is.

use crate::model::before;

/// What a fragment says about one stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Id of the open article.
    pub article: Option<String>,
    /// Language and country of the edition, as `en-ES`.
    pub edition: Option<String>,
}

/// Reads what `fragment` (with or without `#`) says about the stand called `name`; `unescaped` undoes
/// percent-encoding.
pub fn read(fragment: &str, name: &str, unescaped: fn(&str) -> String) -> Place {
    let mut place = Place::default();
    for pair in pairs(fragment) {
        let Some((key, value)) = pair.split_once('=') else {
            continue;
        };
        match key.strip_prefix(name) {
            Some("-article") => place.article = Some(unescaped(value)),
            Some("-edition") => place.edition = Some(unescaped(value)),
            _ => {}
        }
    }
    place.article = place.article.filter(|id| !id.is_empty());
    place
}

/// `fragment` with what it says about the stand called `name` replaced by `place`; without `#`,
/// and empty where nothing is left. `escaped` encodes all that has a meaning in a fragment.
pub fn write(fragment: &str, name: &str, place: &Place, escaped: fn(&str) -> String) -> String {
    let mut written = String::new();
    let mut push = |pair: &[&str]| {
        if !written.is_empty() {
            written.push('&');
        }
        pair.iter().for_each(|part| written.push_str(part));
    };
    for pair in pairs(fragment) {
        let key = before(pair, b"=");
        if !matches!(key.strip_prefix(name), Some("-article" | "-edition")) {
            push(&[pair]);
        }
    }
    let ours = [("-article=", &place.article), ("-edition=", &place.edition)];
    for (key, value) in ours {
        if let Some(value) = value {
            push(&[name, key, &escaped(value)]);
        }
    }
    written
}

fn pairs(fragment: &str) -> impl Iterator<Item = &str> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    fragment.split('&').filter(|pair| !pair.is_empty())
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

    fn escaped(text: &str) -> String {
        text.replace('%', "%25").replace('&', "%26")
    }

    fn unescaped(text: &str) -> String {
        text.replace("%26", "&").replace("%25", "%")
    }

    #[test]
    fn any_id_comes_back_as_it_was() {
        for id in ["a", "https://example.org/?a=b&c#d", "100%", "تجربة", "%26"] {
            let fragment = write("", "news", &place(id), escaped);
            assert_eq!(read(&fragment, "news", unescaped), place(id), "{fragment}");
        }
    }

    #[test]
    fn the_hosts_own_parts_and_other_stands_stay() {
        let fragment = write("#section&other-article=1", "news", &place("7"), escaped);
        assert_eq!(
            fragment,
            "section&other-article=1&news-article=7&news-edition=en-ES"
        );
        assert_eq!(
            write(&fragment, "news", &Place::default(), escaped),
            "section&other-article=1"
        );
    }
}
