//! Where the next page of a list is, for documents that do not say it themselves.

use crate::model::{append, before, decimal};

/// The address of the page after the one at `url`, where there are `total` pages: its parameter
/// `page` counted up by one. Without that parameter it is the first page.
pub fn following(url: &str, total: u32) -> Option<String> {
    let (url, _) = url.split_once('#').unwrap_or((url, ""));
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let page = parameter(query, "page").map_or(Some(1), |page| page.parse::<u32>().ok())?;
    if page >= total {
        return None;
    }
    let mut following = [path, "?"].concat();
    for parameter in query.split('&') {
        if !parameter.is_empty() && !parameter.starts_with("page=") {
            append(&mut following, &[parameter, "&"]);
        }
    }
    let next = decimal(page.saturating_add(1));
    append(&mut following, &["page=", &next]);
    Some(following)
}

/// A parameter of a query, as it stands there.
pub fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|parameter| {
        let (known, value) = parameter.split_once('=')?;
        (known == name).then_some(value)
    })
}

/// The target of the first link of the relation `next` in a header
/// [`Link`](https://www.rfc-editor.org/rfc/rfc8288#section-3), as a reference.
pub fn linked(header: &str) -> Option<&str> {
    let mut rest = header;
    loop {
        let (target, after) = rest.split_once('<')?.1.split_once('>')?;
        let (mut parameters, behind) = split(after, b',');
        while !parameters.is_empty() {
            let (parameter, others) = split(parameters, b';');
            let (name, value) = parameter.split_once('=').unwrap_or_default();
            // Of several `rel` only the first counts.
            if name.trim().eq_ignore_ascii_case("rel") {
                let is_next = |relation: &str| relation.eq_ignore_ascii_case("next");
                let relations = value.trim().strip_prefix('"').unwrap_or(value.trim());
                if before(relations, b"\"").split(' ').any(is_next) {
                    return Some(target);
                }
                break;
            }
            parameters = others;
        }
        rest = behind;
    }
}

/// What stands before and behind the first `separator` outside quotation marks.
fn split(text: &str, separator: u8) -> (&str, &str) {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            _ if byte == separator && !is_quoted => return (&text[..at], &text[at + 1..]),
            _ => {}
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_page_is_counted_up_until_the_last() {
        let next = |url: &str, total| following(url, total);
        let at = |url: &str| Some(url.to_owned());
        assert_eq!(
            next("https://a.example/p", 2),
            at("https://a.example/p?page=2")
        );
        assert_eq!(
            next("https://a.example/p?", 2),
            at("https://a.example/p?page=2")
        );
        assert_eq!(
            next("https://a.example/p?_embed&page=2&per_page=5#x", 3),
            at("https://a.example/p?_embed&per_page=5&page=3")
        );
        assert_eq!(
            next("https://a.example/p?mypage=7", 3),
            at("https://a.example/p?mypage=7&page=2")
        );
        assert_eq!(next("https://a.example/p?page=3", 3), None);
        assert_eq!(next("https://a.example/p", 1), None);
        assert_eq!(next("https://a.example/p", 0), None);
        assert_eq!(next("https://a.example/p?page=last", 9), None);
        assert_eq!(next("https://a.example/p?page=99999999999", 9), None);
    }

    #[test]
    fn the_next_link_is_found_among_others() {
        assert_eq!(linked(r#"<p?page=2>; rel="next""#), Some("p?page=2"));
        assert_eq!(linked("<a>; rel=prev, <b>; REL = Next"), Some("b"));
        assert_eq!(
            linked(r#"<a,b>;rel="prev", <c;d>;rel="last next""#),
            Some("c;d")
        );
        assert_eq!(
            linked(r#"<a>; title="x, <y>; rel=next \" z"; rel=prev,<b>;title=q;rel=next"#),
            Some("b")
        );
        assert_eq!(linked("<a>; rel=prev; rel=next"), None);
        assert_eq!(linked("<a>; rel=nextish"), None);
        assert_eq!(linked("<a>"), None);
        assert_eq!(linked("<a"), None);
        assert_eq!(linked(""), None);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in ".{0,60}", total in any::<u32>()) {
            let _ = (linked(&text), following(&text, total));
        }

        #[test]
        fn nothing_like_a_header_makes_it_panic(text in r#"[<>;,="\\ relnxt]{0,40}"#) {
            let _ = linked(&text);
        }
    }
}
