//! Finds the end of a JSON value that lies in memory as a whole, eight bytes at a time.
//!
//! It follows the same grammar as [`Scanner`](super::Scanner), which takes a value in pieces and can say where and why one breaks; here it
//! is whole or it is not. A test holds the two together.

use crate::limits;

use super::scan::{is_text, literal, number};

/// Where the value ends that begins at `at` or behind blanks there; `None` if there is no whole and valid one.
pub(super) fn value_end(bytes: &[u8], at: usize) -> Option<usize> {
    value(bytes, blanks(bytes, at), 0)
}

/// Something that is written, and whether it is a string with a backslash in it.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Written<'t> {
    /// As it is written, a key without its quotes.
    pub(crate) bytes: &'t [u8],
    /// Whether it means something else than what is written.
    pub(crate) is_escaped: bool,
}

/// Visits the fields of the object that the bytes begin with, key and value; returns where the object ends. If it is not whole and valid,
/// some of its fields may have been visited.
pub(crate) fn each_field<'t>(
    bytes: &'t [u8],
    mut visit: impl FnMut(Written<'t>, Written<'t>),
) -> Option<usize> {
    fields(bytes, |at| key(bytes, at), |key, value| visit(written(bytes, key), written(bytes, value)))
}

/// The same with keys that are mostly known.
pub(super) fn fields<K>(
    bytes: &[u8],
    key: impl FnMut(usize) -> Option<(K, usize)>,
    visit: impl FnMut(K, Range),
) -> Option<usize> {
    if bytes.first() != Some(&b'{') {
        return None;
    }
    // An element of a page stands within two others. What is too deep only there is left to the reading that knows.
    object(bytes, 1, 3, key, visit)
}

pub(super) fn written(bytes: &[u8], (start, end, is_escaped): Range) -> Written<'_> {
    Written { bytes: &bytes[start..end], is_escaped }
}

/// The offset of the next byte that is no blank.
pub(super) fn blanks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(at) {
        at += 1;
    }
    at
}

/// The value at `at`, inside of so many containers.
pub(super) fn value(bytes: &[u8], at: usize, depth: usize) -> Option<usize> {
    match *bytes.get(at)? {
        b'"' => string(bytes, at + 1).map(|(end, _)| end),
        b'{' if depth < limits::JSON_DEPTH => {
            object(bytes, at + 1, depth + 1, |at| key(bytes, at), |_, _| {})
        }
        b'[' if depth < limits::JSON_DEPTH => list(bytes, at + 1, depth + 1),
        b'-' | b'0'..=b'9' => number(bytes, at).ok(),
        b't' => literal(bytes, at, b"true").ok(),
        b'f' => literal(bytes, at, b"false").ok(),
        b'n' => literal(bytes, at, b"null").ok(),
        _ => None,
    }
}

/// Start, end, and whether it is a string with a backslash in it.
pub(super) type Range = (usize, usize, bool);

/// What `key` makes of each key, and where its value begins, and the value.
#[inline]
fn object<K>(
    bytes: &[u8],
    at: usize,
    depth: usize,
    mut key: impl FnMut(usize) -> Option<(K, usize)>,
    mut visit: impl FnMut(K, Range),
) -> Option<usize> {
    let mut at = blanks(bytes, at);
    if bytes.get(at) == Some(&b'}') {
        return Some(at + 1);
    }
    loop {
        let (key, start) = key(at)?;
        let (end, is_escaped) = match bytes.get(start) {
            Some(b'"') => string(bytes, start + 1)?,
            _ => (value(bytes, start, depth)?, false),
        };
        visit(key, (start, end, is_escaped));
        at = blanks(bytes, end);
        match bytes.get(at)? {
            b',' => at = blanks(bytes, at + 1),
            b'}' => return Some(at + 1),
            _ => return None,
        }
    }
}

/// The key at `at`, and where its value begins.
#[inline]
pub(super) fn key(bytes: &[u8], at: usize) -> Option<(Range, usize)> {
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let (end, is_escaped) = string(bytes, at + 1)?;
    if is_escaped && !is_text(&bytes[at..end]) {
        return None;
    }
    let colon = blanks(bytes, end);
    (bytes.get(colon) == Some(&b':')).then(|| ((at + 1, end - 1, is_escaped), blanks(bytes, colon + 1)))
}

fn list(bytes: &[u8], at: usize, depth: usize) -> Option<usize> {
    let mut at = blanks(bytes, at);
    if bytes.get(at) == Some(&b']') {
        return Some(at + 1);
    }
    loop {
        at = blanks(bytes, value(bytes, at, depth)?);
        match bytes.get(at)? {
            b',' => at = blanks(bytes, at + 1),
            b']' => return Some(at + 1),
            _ => return None,
        }
    }
}

/// Where the string ends of which the opening quote lies before `at`, and whether it has a backslash.
#[inline]
pub(super) fn string(bytes: &[u8], mut at: usize) -> Option<(usize, bool)> {
    let mut is_escaped = false;
    loop {
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
            let telling = telling_bytes(u64::from_le_bytes(*eight));
            if telling != 0 {
                at += (telling.trailing_zeros() / 8) as usize;
                break;
            }
            at += 8;
        }
        match *bytes.get(at)? {
            b'"' => return Some((at + 1, is_escaped)),
            b'\\' => {
                at = super::scan::escape(bytes, at).ok()?;
                is_escaped = true;
            }
            ..0x20 => return None,
            _ => at += 1,
        }
    }
}

/// The high bit of every byte that is a quote, a backslash or a control character; above the lowest such byte others may be marked, too.
#[inline]
fn telling_bytes(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES * 0x80;
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    let quotes = zeros(eight ^ (ONES * u64::from(b'"')));
    let backslashes = zeros(eight ^ (ONES * u64::from(b'\\')));
    let controls = eight.wrapping_sub(ONES * 0x20) & !eight;
    (quotes | backslashes | controls) & HIGH
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Progress, Scanner};
    use super::{each_field, value_end};

    fn agrees(text: &str) {
        let scanned = match Scanner::new().feed(text.as_bytes(), 0) {
            Progress::Done(end) => Some(end),
            Progress::More | Progress::Fault(_) => None,
        };
        assert_eq!(value_end(text.as_bytes(), 0), scanned, "{text:?}");
    }

    #[test]
    fn strings_end_wherever_they_lie_within_eight_bytes() {
        for length in 0..40 {
            let filler = "é".repeat(length / 2) + &"x".repeat(length % 2);
            for end in
                ["\"", "\\\"\"", "\\\\\"", "\\u00e9\"", "\n\"", "\u{1f}\"", "\u{7f}\"", "", "\\", "\\u00"]
            {
                agrees(&format!("\"{filler}{end}"));
                agrees(&format!("{{\"{filler}{end}:\"{filler}{end}}}"));
            }
        }
    }

    #[test]
    fn depth_ends_where_the_scanner_ends_it() {
        for depth in [127, 128, 129, 1_000] {
            agrees(&("[".repeat(depth) + &"]".repeat(depth)));
            agrees(&("{\"a\":".repeat(depth) + "1" + &"}".repeat(depth)));
        }
    }

    #[test]
    fn fields_are_visited_as_they_are_written() {
        let mut seen = Vec::new();
        let text = br#"{ "a" : 1 ,"b\n":{"c":[1,2]} ,"d":"\"" } y"#;
        let end = each_field(text, |key, value| {
            let written = |part: super::Written<'static>| String::from_utf8_lossy(part.bytes);
            seen.push((written(key), key.is_escaped, written(value), value.is_escaped));
        });
        assert_eq!(end, Some(text.len() - 2));
        let expected = [
            ("a", false, "1", false),
            ("b\\n", true, r#"{"c":[1,2]}"#, false),
            ("d", false, r#""\"""#, true),
        ];
        assert_eq!(seen, expected.map(|(key, one, value, other)| (key.into(), one, value.into(), other)));
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_scanner(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"a\":", "1", "-", "0", ".5", "e+1", "true", "nul", "null", " ", "\n",
                "\\", "\\u", "00e9", "\\ud83d", "\\ude00", "é", "\u{1}", "\"key\":{", "\"long text without end", "},{",
            ]), 0..14),
        ) {
            agrees(&pieces.concat());
        }

        #[test]
        fn it_agrees_with_the_scanner_on_what_is_nearly_valid(
            value in prop::collection::vec("[a-z\\\\\"é]{0,12}", 1..5),
            at: prop::sample::Index,
            byte in 0x20_u8..0x7F,
        ) {
            let text = serde_json::json!({"list": value, "n": [1, -2.5e3, null, true], "o": {"x": {}}}).to_string();
            agrees(&text);
            let mut bytes = text.into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            agrees(&String::from_utf8_lossy(&bytes));
            agrees(&String::from_utf8_lossy(&bytes[..at]));
        }
    }
}
