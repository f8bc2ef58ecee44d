//! Finds the documents of a file: one, several after one another, or a log with one a line.
//!
//! The first line that is not blank decides. If it is a whole document and more follows, the file is a log: a line that breaks is a
//! reject and the rest counts, for a log is cut and spliced by whoever writes it. The same holds if the first line is broken and the
//! second is whole. Anything else is a file of documents, which was written in one go: if it breaks, nothing of it counts.
//!
//! In a log, too, a document may be spread over several lines, since people append a formatted page to a log. Where one
//! breaks, reading goes on at the line where it broke.

use std::io::{BufRead, Read};

use crate::source::{Input, Line};
use crate::{ReadError, limits};

use super::{Fault, Node, Place, Progress, Scanner};

/// Called with every document, or with why there is none, and where.
type Visit<'v> = dyn FnMut(Result<&Node<'_>, &str>, &Place<'_>) + 'v;

/// Visits every document of the file in order.
///
/// # Errors
/// If the file cannot be read, is too large, or breaks and is no log.
pub(crate) fn each_document(input: &mut Input<'_>, visit: &mut Visit<'_>) -> Result<(), ReadError> {
    let mut opening = Vec::new();
    let mut lines = 0;
    let first = next_line(input, &mut opening, &mut lines)?;
    let is_log = match stands_alone(&opening[first..]) {
        Alone::Unfinished => false,
        Alone::Whole => next_line(input, &mut opening, &mut lines).map(|next| next < opening.len())?,
        Alone::Broken => {
            let second = next_line(input, &mut opening, &mut lines)?;
            stands_alone(&opening[second..]) == Alone::Whole
        }
    };
    if is_log {
        read_log(&opening, lines, input, visit)
    } else {
        input.read_rest(&mut opening)?;
        read_documents(&opening, visit)
    }
}

/// Appends blank lines and the next line that is not blank to `opening`; returns where that one begins.
fn next_line(input: &mut Input<'_>, opening: &mut Vec<u8>, lines: &mut u64) -> Result<usize, ReadError> {
    loop {
        let start = opening.len();
        let mut reader = input.reader().take(limits::DOCUMENT_BYTES);
        if reader.read_until(b'\n', opening)? == 0 {
            return Ok(start);
        }
        *lines += 1;
        if !is_blank(&opening[start..]) {
            return Ok(start);
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

fn read_documents(bytes: &[u8], visit: &mut Visit<'_>) -> Result<(), ReadError> {
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

fn read_log(
    opening: &[u8],
    opening_lines: u64,
    input: &mut Input<'_>,
    visit: &mut Visit<'_>,
) -> Result<(), ReadError> {
    let mut log = Log { pending: String::new(), begins: 0, scanner: Scanner::new(), visit };
    for (line, number) in without_mark(opening).split_inclusive(|&byte| byte == b'\n').zip(1..) {
        log.line(line, number);
    }
    let mut lines = input.lines();
    while let Some((number, line)) = lines.next_line()? {
        let number = opening_lines + number;
        match line {
            Line::Whole(line) => log.line(line, number),
            Line::TooLong => log.too_long(number),
        }
    }
    log.end();
    Ok(())
}

/// What is not yet visited of a log: nothing, or the lines of a document that is not finished.
struct Log<'v, 'w> {
    pending: String,
    /// The line where the pending document begins.
    begins: u64,
    scanner: Scanner,
    visit: &'v mut Visit<'w>,
}

impl Log<'_, '_> {
    fn line(&mut self, bytes: &[u8], number: u64) {
        if is_blank(bytes) {
            return;
        }
        let line = String::from_utf8_lossy(bytes.trim_ascii_end());
        let mut at = 0;
        if !self.pending.is_empty() {
            match self.scanner.feed(line.as_bytes(), 0) {
                Progress::Done(end) => {
                    self.pending.push_str(&line[..end]);
                    let document = std::mem::take(&mut self.pending);
                    visit_one(&document, &Place::line(self.begins), self.visit);
                    at = end;
                }
                Progress::More => return self.put_aside(&line),
                Progress::Fault(_) => self.end(),
            }
        }
        self.documents(&line, at, number);
    }

    /// Visits the documents of a line from `at` on, and puts an unfinished one aside.
    fn documents(&mut self, line: &str, mut at: usize, number: u64) {
        while !is_blank(&line.as_bytes()[at..]) {
            self.scanner = Scanner::new();
            match self.scanner.feed(line.as_bytes(), at) {
                Progress::Done(end) => {
                    visit_one(&line[at..end], &Place::line(number), self.visit);
                    at = end;
                }
                Progress::More => {
                    self.begins = number;
                    return self.put_aside(&line[at..]);
                }
                Progress::Fault(fault) => return (self.visit)(Err(fault.of_line()), &Place::line(number)),
            }
        }
    }

    fn put_aside(&mut self, part: &str) {
        self.pending.push_str(part);
        self.pending.push('\n');
        if self.pending.len() as u64 > limits::DOCUMENT_BYTES {
            self.end();
        }
    }

    fn too_long(&mut self, number: u64) {
        self.end();
        (self.visit)(Err(&ReadError::long_line()), &Place::line(number));
    }

    /// Gives up what is pending.
    fn end(&mut self) {
        if !std::mem::take(&mut self.pending).is_empty() {
            (self.visit)(Err("the JSON document that begins here does not end"), &Place::line(self.begins));
        }
    }
}

impl Fault {
    fn of_line(self) -> &'static str {
        match self {
            Self::Cut => "is cut off in the middle of a JSON document",
            Self::Syntax { .. } => "is no valid JSON",
            Self::Depth => "is JSON nested too deeply to be an export",
        }
    }
}

fn visit_one(document: &str, place: &Place<'_>, visit: &mut Visit<'_>) {
    match Node::parse(document) {
        Some(node) => visit(Ok(&node), place),
        None => visit(Err("is no valid JSON"), place),
    }
}

#[cfg(test)]
mod tests;
