//! XML → a small tree: what the dialects of XML have in common before they differ.
//!
//! A parser of somebody else's (the browser's, or roxmltree outside a browser) reads the text after
//! [`tidy`] has mended what publishers break; [`XmlNode`] is a node of its tree, [`Element`] of ours.
//! Only the frame of a document and one item at a time are copied.

use crate::model::{append, before, behind_last, divided, find, find_any};

/// Nothing deeper keeps its tags; its words stay where they are.
const DEEPEST: usize = 100;
/// What one item may hold, in elements and texts: more would take a browser longer than a reader
/// waits. The rest is left out.
const MOST_PIECES: usize = 50_000;
/// What a hostile document may put around its items, in elements; no more are copied.
pub const FRAME_ELEMENTS: usize = 1000;

/// A feed in XML whose items are read one by one.
pub trait XmlDocument {
    /// The element at the top with its attributes and, as if they were its own, those of the
    /// `channel` in it. Its children are those of both but the items, a thousand at most.
    fn frame(&self) -> Element;
    /// How many elements called `item` or `entry` are children of the element at the top or of the
    /// `channel` in it; an `entry` at the top is one itself.
    fn count(&self) -> usize;
    /// One of those elements; empty beyond the end.
    fn item(&self, index: usize) -> Element;
}

/// A node of a parser's tree. One implementation a target.
pub trait XmlNode: Sized {
    /// An element's name; `None` for other nodes.
    fn name(&self) -> Option<Name>;
    /// The text of a text node, also of a CDATA section; `None` for other nodes.
    fn text(&self) -> Option<String>;
    /// An element's attributes: name with prefix as in the document, value.
    fn attributes(&self) -> Vec<(String, String)>;
    /// The first of its children.
    fn first_child(&self) -> Option<Self>;
    /// The next child of its parent.
    fn next_sibling(&self) -> Option<Self>;
}

/// The name of an element as a parser gives it; an absent part is empty.
pub struct Name {
    /// The namespace's URI.
    pub namespace: String,
    /// The prefix in this document.
    pub prefix: String,
    /// The name without prefix.
    pub local: String,
}

/// An element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    /// The local name after the usual prefix of its namespace, whatever the document's own prefix
    /// is: `dc:creator`, `media:content`. RSS has no prefix, and neither has Atom in a document of
    /// its own.
    pub name: String,
    /// Names with the document's own prefixes, and values.
    pub attributes: Vec<(String, String)>,
    /// What it holds.
    pub children: Vec<Piece>,
}

/// A part of the tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Characters.
    Text(String),
    /// An element.
    Element(Element),
}

impl Element {
    /// The frame of a document (see [`XmlDocument::frame`]) of which a parser has found the parts;
    /// its name is the local name of the element at the top.
    pub fn frame<N: XmlNode>(root: &N, channel: Option<&N>, children: &[N]) -> Self {
        let name = root.name().map_or_else(String::new, |name| name.local);
        let home = home(&name);
        let mut attributes = channel.map_or_else(Vec::new, XmlNode::attributes);
        // An entry at the top is its only item, and has its attributes for itself.
        if name != "entry" {
            attributes.extend(root.attributes());
        }
        let mut frame = Self {
            name,
            attributes,
            children: Vec::new(),
        };
        for child in children.iter().take(FRAME_ELEMENTS) {
            let child = Self::copy(child, home);
            frame.children.push(Piece::Element(child));
        }
        frame
    }

    /// Copies the element that `node` is, with all it holds; empty where it is none. `home` is the
    /// prefix that is left out.
    pub fn copy<N: XmlNode>(node: &N, home: &str) -> Self {
        match node.name() {
            Some(name) => {
                let mut left = MOST_PIECES;
                copy(node, &name, home, &mut left)
            }
            None => Self::default(),
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(found.1.trim())
    }

    /// The elements among the children.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|piece| match piece {
            Piece::Element(element) => Some(element),
            Piece::Text(_) => None,
        })
    }

    /// The children of these names, divided by spaces, in the order of the names.
    pub fn all(&self, names: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        for name in names.split(' ') {
            found.extend(self.elements().filter(|child| child.name == name));
        }
        found
    }

    /// The first of [`Element::all`] that holds more than blanks.
    pub fn first(&self, names: &str) -> Option<&Element> {
        let mut found = self.all(names).into_iter();
        found.find(|child| child.elements().next().is_some() || !child.text().trim().is_empty())
    }

    /// The characters of the first child of these names that has any, without blanks around them.
    pub fn text_of(&self, names: &str) -> Option<String> {
        let text = self.first(names)?.text();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// All characters inside.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.collect_text(&mut text);
        text
    }

    fn collect_text(&self, text: &mut String) {
        for piece in &self.children {
            match piece {
                Piece::Text(characters) => text.push_str(characters),
                Piece::Element(element) => element.collect_text(text),
            }
        }
    }

    /// What it holds as HTML: elements of any namespace by their local names.
    pub fn inner_html(&self) -> String {
        let mut html = String::new();
        self.collect_html(&mut html);
        html
    }

    fn collect_html(&self, html: &mut String) {
        for piece in &self.children {
            let element = match piece {
                Piece::Text(characters) => {
                    append(html, &[&escaped(characters)]);
                    continue;
                }
                Piece::Element(element) => element,
            };
            let name = behind_last(&element.name, b":");
            append(html, &["<", name]);
            for (name, value) in &element.attributes {
                let name = name.strip_prefix("xml:").unwrap_or(name);
                append(html, &[" ", name, "=\"", &escaped(value), "\""]);
            }
            append(html, &[">"]);
            if !VOID.split(' ').any(|void| void == name) {
                element.collect_html(html);
                append(html, &["</", name, ">"]);
            }
        }
    }
}

/// Elements of HTML that end where they begin.
const VOID: &str = "area br col embed hr img input link meta param source track wbr";

/// Plain text as HTML, also between double quotes.
pub fn escaped(text: &str) -> String {
    let (mut escaped, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = find_any(rest, b"&<\"") {
        let (before, after) = rest.split_at(at);
        let character = match after.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&quot;",
        };
        append(&mut escaped, &[before, character]);
        rest = &after[1..];
    }
    append(&mut escaped, &[rest]);
    escaped
}

fn copy<N: XmlNode>(node: &N, name: &Name, home: &str, left: &mut usize) -> Element {
    let mut element = Element {
        name: name.canonical(home),
        attributes: node.attributes(),
        children: Vec::new(),
    };
    let mut next = node.first_child();
    while let Some(child) = next.filter(|_| *left > 0) {
        *left -= 1;
        if let Some(name) = child.name() {
            let child = copy(&child, &name, home, left);
            element.children.push(Piece::Element(child));
        } else if let Some(text) = child.text() {
            element.children.push(Piece::Text(text));
        }
        next = child.next_sibling();
    }
    element
}

/// Namespaces and their usual prefixes. Others keep the prefix that the document gives them, which
/// is nearly always the usual one.
const NAMESPACES: &str = "w3.org/2005/atom=atom purl.org/atom/ns=atom purl.org/rss/1.0= \
    my.netscape.com/rdf/simple/0.9= channel.netscape.com/rdf/simple/0.9= \
    w3.org/1999/02/22-rdf-syntax-ns=rdf purl.org/dc/elements/1.1=dc purl.org/dc/elements/1.0=dc \
    purl.org/dc/terms=dcterms purl.org/rss/1.0/modules/content=content search.yahoo.com/mrss=media \
    itunes.com/dtds/podcast-1.0.dtd=itunes w3.org/1999/xhtml=xhtml";

impl Name {
    fn canonical(&self, home: &str) -> String {
        // Publishers write https and www, and forget what stands at the end.
        let uri = self.namespace.trim().to_ascii_lowercase();
        let uri = divided(&uri, "://").map_or(&*uri, |(_, rest)| rest);
        let mut uri = uri.strip_prefix("www.").unwrap_or(uri);
        while uri.ends_with('/') || uri.ends_with('#') {
            uri = &uri[..uri.len() - 1];
        }
        let mut prefix = &*self.prefix;
        for known in NAMESPACES.split(' ') {
            let (known, usual) = known.split_once('=').unwrap_or_default();
            if known == uri {
                prefix = usual;
            }
        }
        if prefix.is_empty() || prefix == home {
            return self.local.clone();
        }
        [prefix, ":", &self.local].concat()
    }
}

/// The prefix to leave out in a document whose element at the top has this local name.
pub fn home(root: &str) -> &'static str {
    match is_atom(root) {
        true => "atom",
        false => "",
    }
}

/// True for the local names of the elements that Atom documents have at the top.
pub fn is_atom(root: &str) -> bool {
    matches!(root, "feed" | "entry")
}

/// The element that a text begins with, where it may be XML.
#[derive(Debug, PartialEq)]
pub struct Root {
    /// Its name as it stands in the text.
    pub name: String,
    /// True where it says itself that it is XML, by a declaration or a namespace.
    pub is_xml: bool,
}

/// True for the names of the elements that feeds have at the top, with or without a prefix.
pub fn is_feed(root: &str) -> bool {
    let local = behind_last(root, b":");
    let mut known = "rss rdf feed entry channel".split(' ');
    known.any(|known| local.eq_ignore_ascii_case(known))
}

/// What a text begins with, behind a byte order mark and white space.
pub fn first_of(start: &str) -> &str {
    let start = start.strip_prefix('\u{feff}').unwrap_or(start);
    start.trim_start()
}

/// The element at the top of a document that starts so; `None` where there is none.
pub fn root_of(start: &str) -> Option<Root> {
    if !matches!(first_of(start).as_bytes(), [byte, ..] if !b"{[".contains(byte)) {
        return None;
    }
    let tidied = tidy(start);
    let tag = before(tidied.strip_prefix('<')?, b">");
    Some(Root {
        name: before(tag, NAME_ENDS).to_owned(),
        is_xml: find(start, "<?xml").is_some() || find(tag, "xmlns").is_some(),
    })
}

/// Mends what publishers break, so that a strict parser can read it:
/// - what stands before the first and after the last tag is dropped, and so are comments and
///   processing instructions (with the declaration: the text has been decoded already);
/// - the document type is dropped with all it defines: nothing expands;
/// - characters that XML forbids are dropped;
/// - an `&` that begins none of XML's own five entities and no sound reference to a character is
///   escaped, so that `&nbsp;` is still there for those who read the text as HTML, and so is a `<`
///   that begins no tag;
/// - prefixes that are declared nowhere are declared;
/// - nesting ends at a hundred levels.
///
/// CDATA sections stay as they are. It takes a time that is linear in the length of the text, and
/// what it has tidied it leaves alone.
pub fn tidy(text: &str) -> String {
    let text: String = text.chars().filter(|c| !is_forbidden(*c)).collect();
    let start = find(&text, "<?xml").unwrap_or(before(&text, b"<").len());
    let mut rest = &text[start..];
    let mut tidied = String::with_capacity(rest.len());
    let mut prefixes = Vec::new();
    let mut depth = 0;
    while let Some(first) = rest.bytes().next() {
        let next = rest.as_bytes().get(1).copied().unwrap_or(b' ');
        let mut wanted = depth > 0;
        // What goes on as it is, and what is escaped.
        let (mut sound, mut words) = ("", "");
        let after;
        if first != b'<' {
            (words, after) = rest.split_at(before(rest, b"<").len());
        } else if let Some(behind) = behind_section(rest) {
            after = behind;
            if rest.starts_with("<![") {
                sound = &rest[..rest.len() - after.len()];
            }
        } else if next == b'!' {
            after = behind_declaration(rest);
        } else if next == b'/' || next == b'_' || next.is_ascii_alphabetic() || !next.is_ascii() {
            let Some(end) = end_of_tag(rest, &mut prefixes) else {
                // The parser will say what is wrong here.
                append(&mut tidied, &[rest]);
                break;
            };
            sound = "<";
            words = &rest[1..=end];
            after = &rest[end + 1..];
            let is_end = next == b'/';
            depth += usize::from(!is_end);
            wanted = (1..=DEEPEST).contains(&depth);
            if is_end || words.ends_with("/>") {
                depth = depth.saturating_sub(1);
            }
        } else {
            (words, after) = rest.split_at(1);
        }
        rest = after;
        if wanted {
            append(&mut tidied, &[sound]);
            push_escaped(&mut tidied, words);
        }
        if depth == 0 && !tidied.is_empty() {
            break;
        }
    }
    declare(&mut tidied, &prefixes);
    tidied
}

/// What XML 1.0 allows nowhere.
fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// What is behind the comment, the CDATA section or the instruction that `text` begins with.
fn behind_section(text: &str) -> Option<&str> {
    let sections = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
    let (_, end) = sections.iter().find(|(start, _)| text.starts_with(start))?;
    Some(behind(text, end))
}

fn behind<'a>(text: &'a str, end: &str) -> &'a str {
    divided(text, end).map_or("", |(_, behind)| behind)
}

/// What is behind a document type: its internal subset may hold anything in quotes and comments.
fn behind_declaration(text: &str) -> &str {
    let (mut rest, mut brackets) = (text, 0);
    while let Some(at) = find_any(rest, b"><[]\"'") {
        let found = &rest[at..];
        let after = &found[1..];
        rest = match found.as_bytes()[0] {
            b'>' if brackets == 0 => return after,
            b'<' => behind_section(found).unwrap_or(after),
            b'"' | b'\'' => behind(after, &found[..1]),
            byte => {
                brackets += i32::from(byte == b'[') - i32::from(byte == b']');
                after
            }
        };
    }
    ""
}

/// Where the tag at the front of `text` ends; remembers the prefixes in it.
fn end_of_tag<'a>(text: &'a str, prefixes: &mut Vec<&'a str>) -> Option<usize> {
    let (mut quote, mut name_start) = (0, 0);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if quote == byte => quote = 0,
            _ if quote != 0 => {}
            b'"' | b'\'' => quote = byte,
            b'>' => return Some(index),
            b'<' | b'/' | b' ' | b'\t' | b'\r' | b'\n' => name_start = index + 1,
            b':' => {
                let prefix = &text[name_start..index];
                // Nobody needs more of them, and each is compared with all.
                if prefixes.len() < 64 && !prefixes.contains(&prefix) {
                    prefixes.push(prefix);
                }
            }
            _ => {}
        }
    }
    None
}

/// Adds text, or a tag without its first character.
fn push_escaped(tidied: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = find_any(rest, b"&<>") {
        let (before, after) = rest.split_at(at);
        rest = &after[1..];
        let escaped = match after.as_bytes()[0] {
            b'<' => "&lt;",
            b'&' if is_reference(rest) => "&",
            b'&' => "&amp;",
            _ if before.ends_with("]]") => "&gt;",
            _ => ">",
        };
        append(tidied, &[before, escaped]);
    }
    append(tidied, &[rest]);
}

/// True where `&` before this is a reference that every parser of XML can read. Those to the
/// characters from 128 to 159 are left to HTML, where they are the letters of windows-1252 that
/// was meant.
fn is_reference(text: &str) -> bool {
    // Longer ones are unknown anyway.
    let Some(end) = text.bytes().take(12).position(|byte| byte == b';') else {
        return false;
    };
    let name = &text[..end];
    let Some(number) = name.strip_prefix('#') else {
        return "amp lt gt quot apos".split(' ').any(|known| known == name);
    };
    let (digits, base) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let mut code: u64 = 0;
    for digit in digits.chars() {
        let Some(digit) = digit.to_digit(base) else {
            return false;
        };
        code = code * u64::from(base) + u64::from(digit);
    }
    let character = char::from_u32(code.min(u64::from(u32::MAX)) as u32);
    // Without digits it is 0, which is forbidden.
    character.is_some_and(|c| !is_forbidden(c) && !('\u{80}'..='\u{9f}').contains(&c))
}

/// What ends the name in a tag.
const NAME_ENDS: &[u8] = b" \t\r\n\x0c/>";

/// Declares the prefixes that the element at the top does not.
fn declare(tidied: &mut String, prefixes: &[&str]) {
    let Some(end) = find_any(tidied, NAME_ENDS) else {
        return;
    };
    let tag = &tidied[..end_of_tag(tidied, &mut Vec::new()).unwrap_or(tidied.len())];
    let mut missing = String::new();
    for prefix in prefixes {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let is_sound = matches!(prefix.as_bytes(), [first, ..] if first.is_ascii_alphabetic())
            && prefix.bytes().all(is_name);
        let declaration = [" xmlns:", prefix, "=\"", prefix, "\""].concat();
        let declared = &declaration[1..prefix.len() + 8];
        if is_sound && !prefix.starts_with("xml") && find(tag, declared).is_none() {
            append(&mut missing, &[&declaration]);
        }
    }
    tidied.insert_str(end, &missing);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::{self, Document, FeedError, native};
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Document, FeedError> {
        let source = native::source("https://example.org/feed.xml").unwrap();
        feed::read(&native::NativeText(text), source)
    }

    fn feed(text: &str) -> crate::model::Feed {
        match read(text) {
            Ok(Document::Feed(feed)) => feed,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn sound_xml_stays_as_it_is() {
        for text in [
            "<a/>",
            "<a b=\"c\" d='e'>f &amp; &#8217; &#x1F600;<g>h</g></a>",
            "<a><![CDATA[<b> & ]] > &nbsp; <!-- c -->]]></a>",
            "<a xmlns:b=\"c\"><b:d b:e=\"f\"/></a>",
            "<日本>語</日本>",
        ] {
            assert_eq!(tidy(text), text);
        }
    }

    #[test]
    fn what_is_broken_is_mended() {
        for (broken, mended) in [
            ("", ""),
            ("no tags", ""),
            ("\u{feff}\n <?xml version='1.0'?>\n<a/>", "<a/>"),
            ("<br/>Notice<?xml version='1.0'?><a/>", "<a/>"),
            (
                "<!DOCTYPE a [<!ENTITY b \"]>\"><!-- ' -->]><a>&b;</a>",
                "<a>&amp;b;</a>",
            ),
            ("<!DOCTYPE a><a/>", "<a/>"),
            ("<a><!-- -- --><?b c?></a>", "<a></a>"),
            ("<a>\0\u{b}b\u{fffe}</a>", "<a>b</a>"),
            (
                "<a>&&amp&nbsp;&amp;&#0;&#xD800;&#150;&#+5;</a>",
                "<a>&amp;&amp;amp&amp;nbsp;&amp;&amp;#0;&amp;#xD800;&amp;#150;&amp;#+5;</a>",
            ),
            (
                "<a b='c&d<e'>f < g <3 ]]></a>",
                "<a b='c&amp;d&lt;e'>f &lt; g &lt;3 ]]&gt;</a>",
            ),
            (
                "<a><b:c d:e=''/></a>",
                "<a xmlns:b=\"b\" xmlns:d=\"d\"><b:c d:e=''/></a>",
            ),
            ("<a/><script>b</script>", "<a/>"),
            ("</b><a></a>", "<a></a>"),
        ] {
            assert_eq!(tidy(broken), mended, "{broken}");
        }
    }

    #[test]
    fn entities_do_not_expand() {
        let mut bomb = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"boom\">".to_owned();
        for level in 1..12 {
            let inner = format!("&a{};", level - 1).repeat(10);
            bomb.push_str(&format!("<!ENTITY a{level} \"{inner}\">"));
        }
        bomb.push_str("<!ENTITY file SYSTEM \"file:///etc/passwd\">]><rss><channel><item>");
        bomb.push_str("<title>&a11;&file;</title></item></channel></rss>");
        assert_eq!(feed(&bomb).articles[0].title, "&a11;&file;");
    }

    #[test]
    fn nesting_ends_and_the_words_stay() {
        let deep = [&"<b>".repeat(10_000), "deep", &"</b>".repeat(10_000)].concat();
        let text = format!(
            "<feed><entry><id>1</id><content type=\"xhtml\">{deep}</content></entry>\
             <entry><id>2</id><title>after</title></entry></feed>"
        );
        let feed = feed(&text);
        assert_eq!(feed.articles[0].summary.as_deref(), Some("deep"));
        assert_eq!(feed.articles[1].title, "after");
    }

    #[test]
    fn an_item_without_end_is_cut() {
        let many = "<b>a</b>".repeat(MOST_PIECES);
        let text = format!(
            "<feed><entry><id>1</id><content>{many}</content></entry>\
             <entry><id>2</id><title>after</title></entry></feed>"
        );
        let feed = feed(&text);
        let crate::model::Body::Html(body) = &feed.articles[0].body else {
            panic!("no body");
        };
        assert_eq!(body.matches("<b>").count(), MOST_PIECES / 2 - 1);
        assert_eq!(feed.articles[1].title, "after");
    }

    #[test]
    fn a_namespace_is_known_by_its_address_or_by_its_prefix() {
        for declaration in [
            "xmlns:x=\"http://purl.org/dc/elements/1.1/\"",
            "xmlns:x=\"HTTPS://purl.org/dc/elements/1.1\"",
        ] {
            let text = format!(
                "<rss {declaration}><channel><item><guid>1</guid><x:creator>A</x:creator></item></channel></rss>"
            );
            assert_eq!(feed(&text).articles[0].authors[0].name, "A", "{text}");
        }
        for declaration in ["", "xmlns:dc=\"urn:wrong\""] {
            let text = format!(
                "<rss {declaration}><channel><item><guid>1</guid><dc:creator>A</dc:creator></item></channel></rss>"
            );
            assert_eq!(feed(&text).articles[0].authors[0].name, "A", "{text}");
        }
        // Another vocabulary's words are not those of RSS.
        let other = "<rss xmlns:x=\"urn:x\"><channel><item><guid>1</guid><x:title>B</x:title>\
            <title>A</title></item></channel></rss>";
        assert_eq!(feed(other).articles[0].title, "A");
    }

    #[test]
    fn other_documents_are_refused_by_name() {
        let found = |text: &str| read(text).unwrap_err().to_string();
        for (text, name) in [
            ("<svg xmlns='http://www.w3.org/2000/svg'/>", "<svg>"),
            (
                "<?xml version='1.0'?><opml version='2.0'><body/></opml>",
                "<opml>",
            ),
            (
                "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>",
                "<urlset>",
            ),
        ] {
            let error = found(text);
            assert!(
                error.contains(&format!("XML with the element {name}")),
                "{error}"
            );
        }
        for cut in [
            "<?xml version='1.0'?><rss><channel><item><title>A",
            "<rss><channel><item></channel></rss>",
            "<feed a=\"",
        ] {
            assert!(
                matches!(read(cut), Err(FeedError::Unreadable { .. })),
                "{cut}"
            );
        }
        assert_eq!(
            read("<rss><channel><title>A</title></channel></rss>"),
            Err(FeedError::Empty {
                member: "item",
                dropped: 0
            })
        );
    }

    #[test]
    fn a_long_comment_hides_no_feed() {
        let text = format!(
            "<?xml version='1.0'?><!--{}--><rss><channel><item><title>A</title></item></channel></rss>",
            " licence".repeat(500)
        );
        assert_eq!(feed(&text).articles[0].title, "A");
    }

    #[test]
    fn json_that_mentions_xml_stays_json() {
        assert_eq!(root_of("{\"a\":\"<?xml version='1.0'?><rss>\"}"), None);
        assert_eq!(root_of(" [\"<feed>\"]"), None);
        let text = "{\"items\":[{\"id\":1,\"title\":\"<?xml ?><rss/>\"}]}";
        assert_eq!(feed(text).articles[0].title, "<?xml ?><rss/>");
    }

    /// Text that looks like feeds.
    const PIECES: &str = "(<rss>|<channel>|<item>|</item>|<entry a:b='|'>|\"|<feed xmlns=\"http://www.w3.org/2005/Atom\">|\
        </feed>|<title type='xhtml'>|</title>|<!\\[CDATA\\[|\\]\\]>|<!--|-->|<\\?xml |\\?>|<!DOCTYPE|\\[|&|&#|;|&amp;|\\PC|<|>|/>){0,24}";

    proptest! {
        #[test]
        fn nothing_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&native::decode(&bytes, None));
            let _ = read(&["<rss>", &native::decode(&bytes, None)].concat());
        }

        #[test]
        fn nothing_like_a_feed_makes_it_panic(text in PIECES) {
            let _ = read(&text);
            let _ = read(&["<feed><entry><id>1</id><content>", &text].concat());
        }

        #[test]
        fn what_is_tidy_stays_so(text in PIECES) {
            let once = tidy(&text);
            // Where a tag never ends nothing is tidy, and the parser says so.
            if roxmltree::Document::parse(&once).is_ok() {
                prop_assert_eq!(tidy(&once), once);
            }
        }

        #[test]
        fn any_text_comes_back(text in "\\PC{0,40}") {
            let escaped = escaped(&text);
            let document = format!("<rss><channel><item><guid>1</guid><title>{escaped}</title></item></channel></rss>");
            let tidied = tidy(&document);
            let parsed = roxmltree::Document::parse(&tidied);
            let parsed = parsed.map_err(|error| TestCaseError::fail(error.to_string()))?;
            let item = parsed.descendants().find(|node| node.has_tag_name("item"));
            let item = Element::copy(&item.unwrap(), "");
            prop_assert_eq!(item.all("title")[0].text(), text);
        }
    }
}
