//! Plain text, without the tables of the Unicode standard: they would cost the program more bytes
//! than all of its own code for text.

/// `text` as one line: white space at both ends is gone, each run of it inside is one space.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Divides `text` before the first character that does not belong.
pub fn leading(text: &str, belongs: fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.split_at(end)
}

/// Divides `text` behind the last character that does not belong.
pub fn trailing(text: &str, belongs: fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.trim_end_matches(belongs).len())
}

/// First and last of the characters behind ASCII that no word is made of, in order.
const SIGNS: &[(u16, u16)] = &[
    (0x80, 0xA9), // Latin-1 signs
    (0xAB, 0xB4),
    (0xB6, 0xB9),
    (0xBB, 0xBF),
    (0xD7, 0xD7),
    (0xF7, 0xF7),
    (0x2B9, 0x2DF), // modifiers, Greek marks
    (0x37E, 0x37E),
    (0x387, 0x387),
    (0x55A, 0x55F),
    (0x589, 0x58A),
    (0x5BE, 0x5BE),
    (0x5C0, 0x5C0),
    (0x5C3, 0x5C3),
    (0x5C6, 0x5C6),
    (0x5F3, 0x5F4),
    (0x600, 0x60F),
    (0x61B, 0x61F),
    (0x660, 0x66D),
    (0x6D4, 0x6D4),
    (0x6DD, 0x6E4),
    (0x6E9, 0x6E9),
    (0x6F0, 0x6F9),
    (0x964, 0x96F),
    (0xE3F, 0xE3F),
    (0xE4F, 0xE5B),
    (0x1361, 0x137C),
    (0x16EB, 0x16ED),
    (0x1735, 0x1736),
    (0x17D4, 0x17DA),
    (0x2000, 0x200B), // punctuation, signs
    (0x200E, 0x2070),
    (0x2072, 0x2BFF),
    (0x3000, 0x3004),
    (0x3007, 0x3030),
    (0x303D, 0x303F),
    (0x30FB, 0x30FB),
    (0xA830, 0xA839),
    (0xD800, 0xF8FF),
    (0xFD3E, 0xFD4F),
    (0xFE00, 0xFE6F),
    (0xFEFF, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65),
    (0xFFE0, 0xFFFF),
];

/// A whole number in decimal digits; one beyond the range of `i64` is 0. The standard library's way
/// knows padding and signs besides, which costs the embed 0.7 kB.
pub fn decimal(number: impl TryInto<i64>) -> String {
    fn push(text: &mut String, number: u64) {
        if number > 9 {
            push(text, number / 10);
        }
        text.push(char::from(b'0' + (number % 10) as u8));
    }
    let number = number.try_into().unwrap_or_default();
    let mut text = String::new();
    if number < 0 {
        text.push('-');
    }
    push(&mut text, number.unsigned_abs());
    text
}

/// Adds parts to the end of `text`.
#[inline(never)]
pub fn append(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
}

/// The first characters of `text`, at most `count`.
pub fn start_of(text: &str, count: usize) -> &str {
    let mut left = count;
    for (index, byte) in text.bytes().enumerate() {
        // Every other byte of a character has the bits 10 in front.
        if byte & 0xC0 != 0x80 {
            if left == 0 {
                return &text[..index];
            }
            left -= 1;
        }
    }
    text
}

/// Where `part` is in `text` for the first time, in bytes. The search of the standard library is
/// faster in texts made to be hard, and several times as large.
pub fn find(text: &str, part: &str) -> Option<usize> {
    let part = part.as_bytes();
    let mut windows = text.as_bytes().windows(part.len().max(1));
    windows.position(|window| window.first() == part.first() && window == part)
}

/// Where the first of some ASCII characters is in `text`, in bytes.
pub fn find_any(text: &str, any: &[u8]) -> Option<usize> {
    text.bytes().position(|byte| any.contains(&byte))
}

/// What stands before and behind the first `part` in `text`.
pub fn divided<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, part)?;
    Some((&text[..at], &text[at + part.len()..]))
}

/// The part of `text` with this index between separators. `Iterator::nth` takes four times the room
/// in the embed.
#[inline(never)]
pub fn nth_part(text: &str, separator: char, index: usize) -> Option<&str> {
    let mut parts = text.split(separator);
    for _ in 0..index {
        parts.next()?;
    }
    parts.next()
}

/// What stands before the first of some ASCII characters in `text`, or all of it.
pub fn before<'a>(text: &'a str, any: &[u8]) -> &'a str {
    &text[..find_any(text, any).unwrap_or(text.len())]
}

/// What stands before and behind the last of some ASCII characters in `text`.
pub fn divided_at_last<'a>(text: &'a str, any: &[u8]) -> Option<(&'a str, &'a str)> {
    let at = text.bytes().rposition(|byte| any.contains(&byte))?;
    Some((&text[..at], &text[at + 1..]))
}

/// What stands behind the last of some ASCII characters in `text`, or all of it.
pub fn behind_last<'a>(text: &'a str, any: &[u8]) -> &'a str {
    divided_at_last(text, any).map_or(text, |(_, behind)| behind)
}

/// True where `wanted` is among the characters of `text`. The standard library's way is faster in
/// long texts, and many times as large.
pub fn holds(text: &str, wanted: char) -> bool {
    text.chars().any(|c| c == wanted)
}

/// True for characters that words are made of, also for the signs inside words of Indic scripts.
/// What is not known to be a space, digit, sign or punctuation mark is one.
pub fn is_letter(c: char) -> bool {
    let Ok(code) = u16::try_from(u32::from(c)) else {
        // Emoji, tags, private use.
        return !matches!(c, '\u{1F000}'..='\u{1FBFF}' | '\u{E0000}'..);
    };
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    let reached = SIGNS.iter().find(|(_, last)| code <= *last);
    reached.is_none_or(|(first, _)| code < *first)
}

/// `text` for comparing without regard to capitals: the letters of Latin, Greek, Cyrillic and
/// Armenian become small; other scripts with capitals stay as they are.
pub fn folded(text: &str) -> String {
    let mut small = String::with_capacity(text.len());
    for c in text.chars() {
        small.push(fold(c));
    }
    small
}

/// Of pairs of a capital and a small letter that stand side by side the odd one is small …
const ODD: u16 = 0;
/// … or the even one.
const EVEN: u16 = 1;

/// First and last of a row of letters, and what is added to a capital among them to make it
/// small, if it is not [`ODD`] or [`EVEN`].
const CAPITALS: &[(u16, u16, u16)] = &[
    (0x41, 0x5A, 0x20),
    (0xC0, 0xD6, 0x20),
    (0xD8, 0xDE, 0x20),
    (0x100, 0x12F, ODD),
    (0x132, 0x137, ODD),
    (0x139, 0x148, EVEN),
    (0x14A, 0x177, ODD),
    (0x178, 0x178, 0xFFFF - 0x178 + 0x100), // `Ÿ` is far behind `ÿ`.
    (0x179, 0x17E, EVEN),
    (0x200, 0x21F, ODD),
    (0x386, 0x386, 0x26),
    (0x388, 0x38A, 0x25),
    (0x38C, 0x38C, 0x40),
    (0x38E, 0x38F, 0x3F),
    (0x391, 0x3A1, 0x20),
    (0x3A3, 0x3AB, 0x20),
    // Greek writes a sigma at the end of a word in its own way.
    (0x3C2, 0x3C2, ODD),
    (0x400, 0x40F, 0x50),
    (0x410, 0x42F, 0x20),
    (0x460, 0x481, ODD),
    (0x48A, 0x4BF, ODD),
    (0x4C0, 0x4C0, 0xF),
    (0x4C1, 0x4CE, EVEN),
    (0x4D0, 0x52F, ODD),
    (0x531, 0x556, 0x30),
    (0x1E00, 0x1E95, ODD),
    (0x1EA0, 0x1EFF, ODD),
];

fn fold(c: char) -> char {
    let Ok(code) = u16::try_from(u32::from(c)) else {
        return c;
    };
    let reached = CAPITALS.iter().find(|(_, last, _)| code <= *last);
    let small = match reached {
        Some((first, _, way)) if *first <= code => match *way {
            ODD => code | 1,
            EVEN => code + (code & 1),
            distance => code.wrapping_add(distance),
        },
        _ => code,
    };
    char::from_u32(u32::from(small)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_decimal_digits() {
        for number in [0, 7, 10, -1, 1234, i64::MAX, i64::MIN] {
            assert_eq!(decimal(number), number.to_string());
        }
        assert_eq!(decimal(600_usize), "600");
    }

    #[test]
    fn parts_are_found_at_characters() {
        assert_eq!(start_of("añ語😀b", 4), "añ語😀");
        assert_eq!(start_of("añ", 2), "añ");
        assert_eq!(start_of("", 0), "");
        assert_eq!(find("ababc", "abc"), Some(2));
        assert_eq!(find("ab", "abc"), None);
        assert_eq!(divided("ñ://語://", "://"), Some(("ñ", "語://")));
        assert_eq!(nth_part("ñ 語  b", ' ', 1), Some("語"));
        assert_eq!(nth_part("ñ 語  b", ' ', 2), Some(""));
        assert_eq!(nth_part("ñ 語", ' ', 2), None);
        assert_eq!(before("語?a#b", b"#?"), "語");
        assert_eq!(before("語", b"#?"), "語");
        assert_eq!(behind_last("a:b/語", b"/:"), "語");
        assert_eq!(behind_last("語", b"/:"), "語");
        assert_eq!(divided_at_last("a:b/語", b"/:"), Some(("a:b", "語")));
        assert_eq!(divided_at_last("語", b"/:"), None);
        assert!(holds("a語", '語') && !holds("a", '語'));
        assert_eq!(find_any("語&", b"<&"), Some(3));
    }

    #[test]
    fn a_line_has_no_spaces_to_spare() {
        assert_eq!(one_line(" a \n\t b\u{a0}c "), "a b c");
        assert_eq!(one_line(" \n"), "");
    }

    #[test]
    fn letters_are_told_from_signs_as_unicode_does() {
        // The characters of everyday text in scripts of newspapers.
        let text = "Aé ßĳł Ωώ Жё Ա אבג عربيةپچکگ देवनागरी বাংলা தமிழ் తెలుగు ಕನ್ನಡ മലയാളം ภาษาไทย ລາວ မြန်မာ ខ្មែរ \
            አማርኛ ქართული 日本語カナー 한국어 中文";
        for c in text
            .chars()
            .filter(|c| !c.is_whitespace() && c.is_alphabetic())
        {
            assert!(is_letter(c), "{c}");
        }
        let signs = "0123456789 .,;:!?¿¡-–—…'\"‘’“”«»„()[]{}<>&%$€£¥§©®™°±×÷·•→←★☆😀🇪🇸،؛؟٠١٢٣۴।॥०१२၊。、「」『』・（）！？～％＃၀";
        for c in signs.chars().filter(|c| !matches!(c, '၊' | '၀')) {
            assert!(!is_letter(c), "{c} {:X}", u32::from(c));
        }
    }

    #[test]
    fn capitals_are_folded_as_unicode_does() {
        let ranges = [
            0x41..=0x17F,
            0x386..=0x3CE,
            0x400..=0x52F,
            0x531..=0x556,
            0x1E00..=0x1E95,
            0x1EA0..=0x1EFF,
        ];
        for c in ranges.into_iter().flatten().filter_map(char::from_u32) {
            let theirs: Vec<char> = c.to_lowercase().collect();
            // `İ` is two characters when small; the ending sigma is the sigma here.
            if theirs.len() == 1 && c != 'ς' {
                assert_eq!(fold(c), theirs[0], "{c} {:X}", u32::from(c));
            }
        }
        assert_eq!(
            folded("ÁRVÍZTŰRŐ ΟΔΟΣ Москва 東京 ABC"),
            "árvíztűrő οδοσ москва 東京 abc"
        );
    }
}
