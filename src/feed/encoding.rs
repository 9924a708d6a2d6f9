//! Which encoding a document's bytes are in, before any parser can say.
//!
//! The order is that of [RFC 7303, section 3](https://www.rfc-editor.org/rfc/rfc7303#section-3) and
//! of the [HTML standard](https://html.spec.whatwg.org/#determining-the-character-encoding): a byte
//! order mark, what came with the document, what the document says, UTF-8.

use crate::model::{before, divided};

/// How much of a document may be looked at, in bytes.
pub const START_BYTES: usize = 1024;

/// The label of the encoding, in lower case: of the [standard's](https://encoding.spec.whatwg.org/)
/// kind where the publisher made no mistake. Whoever decodes takes UTF-8 for a label that is
/// unknown.
///
/// `start` are the document's first bytes, of which [`START_BYTES`] count; `content_type` is the
/// header `Content-Type`, where there was one.
pub fn label(start: &[u8], content_type: Option<&str>) -> String {
    let marked = match start {
        [0xEF, 0xBB, 0xBF, ..] => Some("utf-8"),
        [0xFE, 0xFF, ..] => Some("utf-16be"),
        [0xFF, 0xFE, ..] => Some("utf-16le"),
        _ => None,
    };
    if let Some(marked) = marked {
        return marked.to_owned();
    }
    let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
    if let Some(label) = parameter(&content_type, "charset") {
        return label.to_owned();
    }
    let wide = match start {
        [b'<', 0, ..] => Some("utf-16le"),
        [0, b'<', ..] => Some("utf-16be"),
        _ => None,
    };
    if let Some(wide) = wide {
        return wide.to_owned();
    }
    // Whatever the encoding is, its declaration is ASCII.
    let start = start.iter().take(START_BYTES);
    let start: String = start
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    match declared(&start) {
        // Bytes in which this could be read are not of two bytes a character.
        Some(label) if !label.starts_with("utf-16") => label.to_owned(),
        _ => "utf-8".to_owned(),
    }
}

/// What the XML declaration says, else a `meta` of HTML.
fn declared(start: &str) -> Option<&str> {
    if let Some(declaration) = start.trim_start().strip_prefix("<?xml") {
        return parameter(before(declaration, b">"), "encoding");
    }
    let mut rest = start;
    loop {
        rest = divided(rest, "<meta")?.1;
        if let Some(label) = parameter(before(rest, b">"), "charset") {
            return Some(label);
        }
    }
}

/// The value of `name = value`, in quotes or not, anywhere in `text`.
fn parameter<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, behind) = divided(text, name)?;
    let value = behind.trim_start().strip_prefix('=')?.trim_start();
    let quotes = value.bytes().take_while(|byte| b"\"'".contains(byte));
    let value = &value[quotes.count()..];
    Some(before(value, b"\"';,/ \t\r\n\x0c")).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::native::decode;
    use proptest::prelude::*;

    fn utf_16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn a_mark_comes_before_the_header_and_the_header_before_the_document() {
        let xml: &[u8] = b"<?xml version='1.0' encoding='Windows-1252'?><rss/>";
        let marked = [b"\xEF\xBB\xBF", xml].concat();
        let header = Some("text/xml; Charset=\"ISO-8859-2\"; x=y");
        assert_eq!(label(&marked, header), "utf-8");
        assert_eq!(label(b"\xFE\xFF\0<", header), "utf-16be");
        assert_eq!(label(b"\xFF\xFE<\0", header), "utf-16le");
        assert_eq!(label(xml, header), "iso-8859-2");
        assert_eq!(label(xml, Some("text/xml")), "windows-1252");
        assert_eq!(label(xml, Some("text/xml; charset=")), "windows-1252");
        assert_eq!(label(xml, None), "windows-1252");
    }

    #[test]
    fn a_document_may_say_it_in_its_own_way() {
        for (start, expected) in [
            ("", "utf-8"),
            ("{\"items\":[]}", "utf-8"),
            ("<rss/>", "utf-8"),
            ("<?xml version=\"1.0\"?><rss>encoding=\"x\"", "utf-8"),
            (
                "\n <?xml version=\"1.0\" encoding = \"koi8-r\" ?>",
                "koi8-r",
            ),
            ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>", "utf-8"),
            ("<!doctype html><meta charset=Shift_JIS><p>", "shift_jis"),
            ("<meta charset='euc-kr'/>", "euc-kr"),
            ("<meta charset=big5/>", "big5"),
            (
                "<META name=x><Meta http-equiv=Content-Type content=\"text/html; charset=gbk\">",
                "gbk",
            ),
            ("<p>charset=gbk", "utf-8"),
        ] {
            assert_eq!(label(start.as_bytes(), None), expected, "{start}");
        }
        let late = [" ".repeat(START_BYTES), "<meta charset=gbk>".to_owned()].concat();
        assert_eq!(label(late.as_bytes(), None), "utf-8");
    }

    #[test]
    fn bytes_become_text() {
        let xml = "<?xml version=\"1.0\" encoding=\"utf-16\"?><rss>é€</rss>";
        for bytes in [
            utf_16(xml, u16::to_le_bytes),
            utf_16(xml, u16::to_be_bytes),
            utf_16(&["\u{feff}", xml].concat(), u16::to_le_bytes),
            utf_16(&["\u{feff}", xml].concat(), u16::to_be_bytes),
            ["\u{feff}", xml].concat().into_bytes(),
            xml.as_bytes().to_vec(),
        ] {
            assert_eq!(decode(&bytes, None), xml);
        }
        let latin: &[u8] = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9\x80";
        assert!(decode(latin, None).ends_with("<a>é€"));
        assert_eq!(decode(b"\xE9", Some("text/plain; charset=latin1")), "é");
        assert_eq!(
            decode("é".as_bytes(), Some("text/plain; charset=klingon")),
            "é"
        );
        assert_eq!(decode(b"\xE9", None), "\u{fffd}");
    }

    proptest! {
        #[test]
        fn any_bytes_have_an_encoding(
            bytes in proptest::collection::vec(any::<u8>(), 0..200), header in ".{0,40}",
        ) {
            prop_assert!(!label(&bytes, Some(&header)).is_empty());
            let _ = decode(&bytes, Some(&["charset=", &header].concat()));
        }
    }
}
