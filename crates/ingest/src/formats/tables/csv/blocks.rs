//! Tables of text in blocks, cut where no quotation mark is open.

use std::borrow::Cow;

use csv_core::Reader;

use super::Table;
use super::record::{self, Found};
use crate::blocks::{Block, Blockwise};
use crate::formats::contacts_csv::{Fields, parser};
use crate::{Collector, limits};

impl Blockwise for Table {
    type Outcome = ();

    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        last_line_end(bytes, self.separator)
    }

    fn read(&self, block: Block<'_>, collector: &mut Collector) -> Option<()> {
        // Bytes that are no UTF-8 are replaced within a cell, so it can be done at once, unless a cell is put together of pieces.
        // Nearly always there are none, which is found out much faster on its own.
        let text = std::str::from_utf8(block.bytes)
            .map_or_else(|_| String::from_utf8_lossy(block.bytes), Cow::Borrowed);
        let mut cells: Vec<Cow<'_, str>> = Vec::with_capacity(self.width);
        let mut parser = parser(self.separator);
        let (mut at, mut line) = (0, block.first_line);
        while at < text.len() {
            match record::cut(&text, at, self.separator, &mut cells) {
                Found::Record { end, lines } if is_of_usual_length(end - at) => {
                    self.row(&cells, line, collector);
                    (at, line) = (end, line + lines);
                }
                Found::Blank(end) => (at, line) = (end, line + 1),
                Found::Odd | Found::Record { .. } => {
                    if matches!(text, Cow::Owned(_)) {
                        return None;
                    }
                    parser.reset();
                    let end = self.read_odd(&mut parser, text.as_bytes(), at, line, collector)?;
                    line += memchr::memchr_iter(b'\n', &text.as_bytes()[at..end]).count() as u64;
                    at = end;
                }
            }
        }
        Some(())
    }
}

impl Table {
    /// Reads the lines of the block from `start` on, which begins line `first_line`, until no quotation mark is open; returns where they end.
    /// `None` if one stays open, since more than the block decides what becomes of it.
    fn read_odd(
        &self,
        parser: &mut Reader,
        bytes: &[u8],
        start: usize,
        first_line: u64,
        collector: &mut Collector,
    ) -> Option<usize> {
        let mut fields = Fields::default();
        let mut at = start;
        for line in bytes[start..].split_inclusive(|&byte| byte == b'\n') {
            at += line.len();
            if !is_of_usual_length(at - start) {
                return None;
            }
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            if fields.feed(parser, line, |record| self.take(&record, first_line, collector)) {
                return Some(at);
            }
        }
        None
    }
}

/// Whether so many bytes can be a record or a line, whatever stands in them.
fn is_of_usual_length(bytes: usize) -> bool {
    bytes <= limits::CONTACT_BYTES
}

/// Where the last line ends that does not end within a quoted cell.
fn last_line_end(bytes: &[u8], separator: u8) -> Option<usize> {
    let mut last = None;
    let mut outside = 0;
    loop {
        let opening = next_opening(bytes, outside, separator);
        let end = opening.unwrap_or(bytes.len());
        last = memchr::memrchr(b'\n', &bytes[outside..end]).map(|at| outside + at + 1).or(last);
        let Some(closing) = opening.and_then(|opening| next_closing(bytes, opening + 1)) else { return last };
        outside = closing + 1;
    }
}

/// The next quotation mark with which a cell begins.
fn next_opening(bytes: &[u8], from: usize, separator: u8) -> Option<usize> {
    memchr::memchr_iter(b'"', &bytes[from..]).map(|at| from + at).find(|&at| {
        at.checked_sub(1)
            .is_none_or(|before| matches!(bytes[before], b'\n' | b'\r') || bytes[before] == separator)
    })
}

/// The next quotation mark that is not doubled.
fn next_closing(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let at = from + memchr::memchr(b'"', &bytes[from..])?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        from = at + 2;
    }
}
