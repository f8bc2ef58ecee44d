//! One record of a block, cut where it is plain; what is not plain is left to the reader of all records.

use std::borrow::Cow;

/// What stands where a record should begin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// A record that ends before the place `end` and takes so many lines.
    Record { end: usize, lines: u64 },
    /// A blank line that ends before this place.
    Blank(usize),
    /// Something that needs a second thought.
    Odd,
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Cuts the record that begins at `start` into its cells.
///
/// It may only find what the reader of all records finds ([`Records`](crate::formats::contacts_csv::Records)): a quotation mark opens a cell
/// only where the cell begins, and two of them in it are one.
pub(super) fn cut<'b>(text: &'b str, start: usize, separator: u8, cells: &mut Vec<Cow<'b, str>>) -> Found {
    cells.clear();
    let bytes = text.as_bytes();
    if text[start..].starts_with(BYTE_ORDER_MARK) {
        return Found::Odd;
    }
    if let Some(end) = line_end(bytes, start) {
        return Found::Blank(end);
    }
    let (mut at, mut lines) = (start, 1);
    loop {
        let end = if bytes.get(at) == Some(&b'"') {
            let Some((cell, end)) = quoted(text, at + 1) else { return Found::Odd };
            lines += memchr::memchr_iter(b'\n', cell.as_bytes()).count() as u64;
            cells.push(cell);
            end
        } else {
            let length = memchr::memchr3(separator, b'\n', b'\r', &bytes[at..]);
            let end = length.map_or(bytes.len(), |length| at + length);
            cells.push(Cow::Borrowed(&text[at..end]));
            end
        };
        match bytes.get(end) {
            Some(&byte) if byte == separator => at = end + 1,
            None => return Found::Record { end, lines },
            Some(_) => return line_end(bytes, end).map_or(Found::Odd, |end| Found::Record { end, lines }),
        }
    }
}

/// Where the end of a line that begins here ends.
fn line_end(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes[at..] {
        [b'\n', ..] => Some(at + 1),
        [b'\r', b'\n', ..] => Some(at + 2),
        _ => None,
    }
}

/// The cell behind a quotation mark, and the place behind the one that closes it.
fn quoted(text: &str, start: usize) -> Option<(Cow<'_, str>, usize)> {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut doubled = false;
    loop {
        let mark = at + memchr::memchr(b'"', &bytes[at..])?;
        if bytes.get(mark + 1) == Some(&b'"') {
            doubled = true;
            at = mark + 2;
            continue;
        }
        let written = &text[start..mark];
        let cell = if doubled { written.replace("\"\"", "\"").into() } else { written.into() };
        return Some((cell, mark + 1));
    }
}
