//! Finds the documents of a file: one, several after one another, or a log with one a line.
//!
//! The first line that is not blank decides. If it is a whole document and more follows, the file is a log: a line that breaks is a
//! reject and the rest counts, for a log is cut and spliced by whoever writes it. The same holds if the first line is broken and the
//! second is whole. Anything else is a file of documents, which was written in one go: if it breaks, nothing of it counts.
//!
//! In a log, too, a document may be spread over several lines, since people append a formatted page to a log. Where one
//! breaks, reading goes on at the line where it broke.

mod log;
mod log_blocks;
mod page;

use std::io::{BufRead, Read};

use crate::source::Input;
use crate::{Collector, ReadError, limits};

use super::{Fault, Node, Place, Progress, Scanner};

/// Called with every document, or with why there is none, and where.
type Visit<'v> = dyn FnMut(Result<&Node<'_>, &str>, &Place<'_>) + 'v;

/// How long the first line of a log may be at least, in bytes, however small the blocks.
const LEAST_OPENING: usize = 512;

/// A format whose documents say the same in whatever order they are read.
pub(crate) trait Documents: Sync {
    /// Whether rejects are numbered as they are met, rather than by their places.
    const NUMBERS_REJECTS: bool = true;

    /// Takes in a document, or why there is none.
    fn document(&self, found: Result<&Node<'_>, &str>, place: &Place<'_>, collector: &mut Collector);

    /// Takes in what the bytes begin with, a document or an element of the list `under`, if it is so ordinary that it can be done in
    /// one pass, and returns where it ends. It does what would be done otherwise, or nothing.
    fn ordinary(&self, _bytes: &[u8], _under: &'static str, _collector: &mut Collector) -> Option<usize> {
        None
    }

    /// A key under which a list may hold so much that it should not be in memory at once; empty for a document that is a list itself.
    fn long_list(&self, _key: &str) -> Option<&'static str> {
        None
    }

    /// Whether a document takes in the elements of its list `under` one by one; `rest` is the document without them.
    fn holds(&self, _rest: &Node<'_>, _under: &'static str) -> bool {
        false
    }

    /// Takes in one element of a list of such a document.
    fn element(
        &self,
        _element: &Node<'_>,
        _under: &'static str,
        _place: &Place<'_>,
        _collector: &mut Collector,
    ) {
    }
}

/// Reads every document of the file, by several threads if it is large.
///
/// # Errors
/// As [`each_document`].
pub(crate) fn read_documents(
    documents: &impl Documents,
    input: &mut Input<'_>,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    let mut opening = Opening::default();
    let in_blocks = input.block_bytes();
    match opening.read(input, in_blocks.map_or(usize::MAX, |bytes| bytes.max(LEAST_OPENING)))? {
        Begins::Log if in_blocks.is_some() => log_blocks::read(documents, &opening.bytes, input, collector),
        Begins::Documents { whole: false } if in_blocks.is_some() => {
            page::read(documents, &opening.bytes, input, collector)
        }
        begins => {
            opening.visit_all(begins, input, &mut |found, place| documents.document(found, place, collector))
        }
    }
}

/// Visits every document of the file in order.
///
/// # Errors
/// If the file cannot be read, is too large, or breaks and is no log.
pub(crate) fn each_document(input: &mut Input<'_>, visit: &mut Visit<'_>) -> Result<(), ReadError> {
    let mut opening = Opening::default();
    let begins = opening.read(input, usize::MAX)?;
    opening.visit_all(begins, input, visit)
}

/// The beginning of a file, up to where it can be told what it is.
#[derive(Default)]
struct Opening {
    bytes: Vec<u8>,
    lines: u64,
}

/// What a file is.
#[derive(Clone, Copy)]
enum Begins {
    /// Documents line by line.
    Log,
    /// Documents; whether all of them is in the opening.
    Documents { whole: bool },
}

impl Opening {
    /// Reads as much as it takes, which is at most `most` bytes of a document that is not a line.
    fn read(&mut self, input: &mut Input<'_>, most: usize) -> Result<Begins, ReadError> {
        let first = self.next_line(input, most)?;
        if !self.bytes.ends_with(b"\n") && !input.reader().fill_buf()?.is_empty() {
            return Ok(Begins::Documents { whole: false });
        }
        let is_log = match stands_alone(&self.bytes[first..]) {
            Alone::Unfinished => false,
            Alone::Whole => self.next_line(input, usize::MAX).map(|next| next < self.bytes.len())?,
            Alone::Broken => {
                let second = self.next_line(input, usize::MAX)?;
                stands_alone(&self.bytes[second..]) == Alone::Whole
            }
        };
        if is_log {
            return Ok(Begins::Log);
        }
        let more = most.saturating_sub(self.bytes.len());
        input.reader().take(more as u64).read_to_end(&mut self.bytes)?;
        Ok(Begins::Documents { whole: input.reader().fill_buf()?.is_empty() })
    }

    /// Appends blank lines and the next line that is not blank; returns where that one begins.
    fn next_line(&mut self, input: &mut Input<'_>, most: usize) -> Result<usize, ReadError> {
        loop {
            let start = self.bytes.len();
            let mut reader = input.reader().take(limits::DOCUMENT_BYTES.min(most as u64));
            if reader.read_until(b'\n', &mut self.bytes)? == 0 {
                return Ok(start);
            }
            self.lines += 1;
            if !is_blank(&self.bytes[start..]) {
                return Ok(start);
            }
        }
    }

    /// Visits every document of the file in order.
    fn visit_all(
        mut self,
        begins: Begins,
        input: &mut Input<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), ReadError> {
        match begins {
            Begins::Log => log::read_in_order(&self.bytes, self.lines, input, visit),
            Begins::Documents { .. } => {
                input.read_rest(&mut self.bytes)?;
                visit_documents(&self.bytes, visit)
            }
        }
    }
}

fn is_blank(line: &[u8]) -> bool {
    without_mark(line).trim_ascii().is_empty()
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Alone {
    /// Nothing but whole documents.
    Whole,
    /// A good beginning.
    Unfinished,
    /// No beginning of anything.
    Broken,
}

fn stands_alone(line: &[u8]) -> Alone {
    let line = without_mark(line.trim_ascii());
    if line.is_empty() {
        return Alone::Broken;
    }
    let mut at = 0;
    while at < line.len() {
        match Scanner::new().feed(line, at) {
            Progress::Done(end) => at = end,
            Progress::More => return Alone::Unfinished,
            Progress::Fault(_) => return Alone::Broken,
        }
    }
    Alone::Whole
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes)
}

fn visit_documents(bytes: &[u8], visit: &mut Visit<'_>) -> Result<(), ReadError> {
    let unmarked = without_mark(bytes);
    let text = String::from_utf8_lossy(unmarked);
    let mut at = 0;
    for number in 1.. {
        at += text[at..].bytes().take_while(u8::is_ascii_whitespace).count();
        if at == text.len() {
            break;
        }
        let end = match Scanner::new().feed(text.as_bytes(), at) {
            Progress::Done(end) => end,
            Progress::More => return Err(broken(Fault::Cut, bytes)),
            Progress::Fault(fault) => return Err(broken(fault, bytes)),
        };
        visit_one(&text[at..end], &Place::document(number), visit);
        at = end;
    }
    Ok(())
}

/// The error for a file that breaks. Offsets are those in the file, unless it has bytes before that are no UTF-8 and were replaced.
fn broken(fault: Fault, bytes: &[u8]) -> ReadError {
    let mark = bytes.len() - without_mark(bytes).len();
    match fault {
        Fault::Cut => {
            ReadError::Truncated { what: "in the middle of a JSON document", at: bytes.len() as u64 }
        }
        Fault::Syntax { at, why } => {
            ReadError::Malformed { at: format!("at byte {}", mark + at), why: why.to_owned() }
        }
        Fault::Depth => ReadError::Limit {
            limit: format!("{} levels", limits::JSON_DEPTH),
            what: "the JSON is nested too deeply to be an export",
        },
    }
}

fn visit_one(document: &str, place: &Place<'_>, visit: &mut Visit<'_>) {
    visit(Ok(&Node::of_valid(document.trim_ascii())), place);
}

#[cfg(test)]
mod tests;
