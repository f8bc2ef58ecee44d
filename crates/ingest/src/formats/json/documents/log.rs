//! Logs: documents line by line, of which a broken one costs its line.

use super::super::{Fault, Place, Progress, Scanner};
use super::{Visit, is_blank, visit_one, without_mark};
use crate::source::{Input, Line};
use crate::{ReadError, limits};

/// Visits the documents of a log one after the other.
pub(super) fn read_in_order(
    opening: &[u8],
    opening_lines: u64,
    input: &mut Input<'_>,
    visit: &mut Visit<'_>,
) -> Result<(), ReadError> {
    let mut log = Log::new();
    for (line, number) in without_mark(opening).split_inclusive(|&byte| byte == b'\n').zip(1..) {
        log.line(line, number, visit);
    }
    let mut lines = input.lines();
    while let Some((number, line)) = lines.next_line()? {
        let number = opening_lines + number;
        match line {
            Line::Whole(line) => log.line(line, number, visit),
            Line::TooLong => log.too_long(number, visit),
        }
    }
    log.end(visit);
    Ok(())
}

/// What is not yet visited of a log: nothing, or the lines of a document that is not finished.
pub(super) struct Log {
    pending: String,
    /// The line where the pending document begins.
    begins: u64,
    scanner: Scanner,
}

impl Log {
    pub(super) fn new() -> Self {
        Self { pending: String::new(), begins: 0, scanner: Scanner::new() }
    }

    /// Whether all lines so far are visited.
    pub(super) fn is_done(&self) -> bool {
        self.pending.is_empty()
    }

    /// Takes the next line, or what is left of it behind documents that were visited.
    pub(super) fn line(&mut self, bytes: &[u8], number: u64, visit: &mut Visit<'_>) {
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
                    visit_one(&document, &Place::line(self.begins), visit);
                    at = end;
                }
                Progress::More => return self.put_aside(&line, visit),
                Progress::Fault(_) => self.end(visit),
            }
        }
        self.documents(&line, at, number, visit);
    }

    /// Visits the documents of a line from `at` on, and puts an unfinished one aside.
    fn documents(&mut self, line: &str, mut at: usize, number: u64, visit: &mut Visit<'_>) {
        while !is_blank(&line.as_bytes()[at..]) {
            self.scanner = Scanner::new();
            match self.scanner.feed(line.as_bytes(), at) {
                Progress::Done(end) => {
                    visit_one(&line[at..end], &Place::line(number), visit);
                    at = end;
                }
                Progress::More => {
                    self.begins = number;
                    return self.put_aside(&line[at..], visit);
                }
                Progress::Fault(fault) => return visit(Err(fault.of_line()), &Place::line(number)),
            }
        }
    }

    fn put_aside(&mut self, part: &str, visit: &mut Visit<'_>) {
        self.pending.push_str(part);
        self.pending.push('\n');
        if self.pending.len() as u64 > limits::DOCUMENT_BYTES {
            self.end(visit);
        }
    }

    fn too_long(&mut self, number: u64, visit: &mut Visit<'_>) {
        self.end(visit);
        visit(Err(&ReadError::long_line()), &Place::line(number));
    }

    /// Gives up what is pending.
    pub(super) fn end(&mut self, visit: &mut Visit<'_>) {
        if !std::mem::take(&mut self.pending).is_empty() {
            visit(Err("the JSON document that begins here does not end"), &Place::line(self.begins));
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
