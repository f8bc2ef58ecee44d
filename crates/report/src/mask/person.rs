//! What is left of a number or a name.

use super::{DIGITS, DOTS};

/// Words of a name that are told apart.
const WORDS: usize = 3;
/// Digits in a row that are too few for anybody's number.
const NO_NUMBER: usize = 4;

/// Calling codes of two digits. Those that begin with 1 or 7 have one, all others three.
const TWO_DIGITS: [&str; 44] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
    "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
    "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
];

/// `+44 770 •••• 23`, from digits with calling code: never more than half of what follows that.
pub(super) fn phone(digits: &str) -> String {
    let (code, rest) = digits.split_at(calling_code(digits).min(digits.len()));
    let half = rest.len() / 2;
    let last = half.min(2);
    let first = (half - last).min(3);
    let parts = [&*format!("+{code}"), &rest[..first], DIGITS, &rest[rest.len() - last..]];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn calling_code(digits: &str) -> usize {
    let two = digits.get(..2).unwrap_or_default();
    match digits.as_bytes().first() {
        Some(b'1' | b'7') => 1,
        _ if TWO_DIGITS.contains(&two) => 2,
        _ => 3,
    }
}

/// `LID •••• 67`.
pub(super) fn lid(lid: u64) -> String {
    let digits = lid.to_string();
    let last = (digits.len() / 2).min(2);
    format!("LID {DIGITS} {}", &digits[digits.len() - last..])
}

/// `A••• H•••`, or what is left of a number that somebody is called by.
pub(super) fn name(name: &str) -> String {
    if let Some(number) = number(name) {
        return number;
    }
    let words = name.split_whitespace().take(WORDS).map(word).collect::<Vec<_>>();
    if words.is_empty() { DOTS.to_owned() } else { words.join(" ") }
}

/// A word's first letter, unless that is all of it.
pub(super) fn word(word: &str) -> String {
    let mut letters = word.chars().filter(|character| character.is_alphanumeric());
    match (letters.next(), letters.next()) {
        (Some(first), Some(_)) if !first.is_numeric() => format!("{first}{DOTS}"),
        _ => DOTS.to_owned(),
    }
}

/// What is left of a text that consists of a phone number and nothing else.
pub(super) fn number(text: &str) -> Option<String> {
    let text = text.trim();
    let has_letters = text.chars().any(char::is_alphabetic);
    // Of any script.
    let digits: String = text.chars().filter(|character| character.is_numeric()).collect();
    if has_letters || digits.chars().count() <= NO_NUMBER {
        return None;
    }
    let is_international = text.starts_with('+') || text.starts_with("(+");
    if is_international && digits.is_ascii() && !digits.starts_with('0') {
        return Some(phone(&digits));
    }
    let last: String = digits.chars().skip(digits.chars().count() - 2).collect();
    Some(format!("{DIGITS} {last}"))
}
