//! Small readers of names, numbers and characters.

use crate::model::leading;

/// White space of any kind, and characters that leave no trace.
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// True for white space of any kind, and for characters that leave no trace.
pub fn is_blank(text: &str) -> bool {
    leading(text, is_invisible).1.is_empty()
}

/// True where `names` (divided by spaces) holds `name`.
pub fn is_one_of(name: &str, names: &str) -> bool {
    !name.is_empty() && names.split(' ').any(|one| one == name)
}

/// The number of up to nine digits that `text` begins with behind white space, and what follows it.
pub fn number(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = leading(text.trim(), |c| c.is_ascii_digit());
    let number = digits.bytes().take(9);
    let number = number.fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    matches!(digits.len(), 1..=9).then_some((number, rest))
}
