//! Cuts a table into records, with a way back when a quotation mark never closes.
//!
//! A table as a whole is at the mercy of every quotation mark in it: one that is never closed makes everything behind it a
//! single field. So lines are fed one at a time. If a record grows beyond [`limits::CONTACT_BYTES`], or the file ends in it, its
//! first line is given up and the others are read as one record each.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::limits;
use crate::source::{Line, Lines};

/// One record, or why there is none.
#[derive(PartialEq, Eq, Debug)]
pub(in crate::formats) enum Record {
    /// Its fields.
    Fields(Vec<String>),
    /// A line longer than the limit.
    LongLine,
    /// A field that begins with a quotation mark and does not end.
    OpenQuote,
}

/// Reads records with the number of the line on which each begins.
pub(in crate::formats) struct Records<'a> {
    lines: Lines<'a>,
    parser: Lent,
    /// Lines of a record that did not end, to be read one by one.
    again: VecDeque<(u64, Vec<u8>)>,
    /// Further records of a line (old Macs end them with a bare carriage return).
    ready: VecDeque<(u64, Record)>,
}

impl<'a> Records<'a> {
    pub(in crate::formats) fn new(lines: Lines<'a>, separator: u8) -> Self {
        Self { lines, parser: Lent::of(separator), again: VecDeque::new(), ready: VecDeque::new() }
    }

    /// How many lines were read, if nothing of them is left to be given out.
    pub(in crate::formats) fn lines_done(&self) -> Option<u64> {
        (self.again.is_empty() && self.ready.is_empty()).then(|| self.lines.number())
    }

    /// The next record that is not blank; `None` at the end.
    pub(in crate::formats) fn next_record(&mut self) -> io::Result<Option<(u64, Record)>> {
        loop {
            if let Some(record) = self.ready.pop_front() {
                return Ok(Some(record));
            }
            if let Some((number, line)) = self.again.pop_front() {
                self.read_alone(number, &line);
            } else if !self.read_on()? {
                return Ok(None);
            }
        }
    }

    /// Reads lines until a record ends. Says whether there was any.
    fn read_on(&mut self) -> io::Result<bool> {
        let mut pending: VecDeque<(u64, Vec<u8>)> = VecDeque::new();
        let mut fields = Fields::default();
        let mut size = 0;
        let parser = self.parser.reset();
        while let Some((number, line)) = self.lines.next_line()? {
            let Line::Whole(bytes) = line else {
                self.ready.push_back((number, Record::LongLine));
                break;
            };
            size += bytes.len();
            let begin = pending.front().map_or(number, |(begin, _)| *begin);
            if fields.feed(parser, bytes, |fields| self.ready.push_back((begin, fields))) {
                return Ok(true);
            }
            pending.push_back((number, bytes.to_vec()));
            if size > limits::CONTACT_BYTES {
                break;
            }
        }
        let any = !pending.is_empty() || !self.ready.is_empty();
        if let Some((number, _)) = pending.pop_front() {
            self.ready.push_front((number, Record::OpenQuote));
        }
        self.again = pending;
        Ok(any)
    }

    /// Reads a line of a record that did not end, as if quotation marks could not span lines.
    fn read_alone(&mut self, number: u64, line: &[u8]) {
        let parser = self.parser.reset();
        let ended = Fields::default().feed(parser, line, |record| self.ready.push_back((number, record)));
        if !ended {
            self.ready.push_back((number, Record::OpenQuote));
        }
    }
}

thread_local! {
    /// Parsers that nobody uses at the moment, with their separators. To make one takes as long as to read a hundred messages, and
    /// every file is looked at as a table.
    static SPARE: RefCell<Vec<(u8, Box<Reader>)>> = const { RefCell::new(Vec::new()) };
}

/// A parser that others of its thread use afterwards. It has to be reset before it is used.
struct Lent {
    separator: u8,
    parser: Option<Box<Reader>>,
}

impl Lent {
    fn of(separator: u8) -> Self {
        let spare = SPARE.with_borrow_mut(|spare| {
            let at = spare.iter().position(|(its, _)| *its == separator)?;
            Some(spare.swap_remove(at).1)
        });
        Self { separator, parser: Some(spare.unwrap_or_else(|| Box::new(parser(separator)))) }
    }

    fn reset(&mut self) -> &mut Reader {
        let parser = self.parser.get_or_insert_with(|| Box::new(parser(self.separator)));
        parser.reset();
        parser
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        // Separators are few.
        if let Some(parser) = self.parser.take() {
            let _ = SPARE.try_with(|spare| spare.borrow_mut().push((self.separator, parser)));
        }
    }
}

/// What cuts lines into fields.
pub(in crate::formats) fn parser(separator: u8) -> Reader {
    ReaderBuilder::new().delimiter(separator).build()
}

/// The fields of a record in the making.
#[derive(Default)]
pub(in crate::formats) struct Fields {
    bytes: Vec<u8>,
    length: usize,
    ends: Vec<usize>,
    count: usize,
}

impl Fields {
    /// Feeds one line and gives out every record that ends in it. Says whether none is open at its end.
    pub(in crate::formats) fn feed(
        &mut self,
        parser: &mut Reader,
        line: &[u8],
        mut give: impl FnMut(Record),
    ) -> bool {
        let mut inputs = [line, b"\n"].into_iter();
        let mut input: &[u8] = &[];
        loop {
            // An empty input would mean the end of the file.
            while input.is_empty() {
                match inputs.next() {
                    Some(next) => input = next,
                    None => return self.count == 0 && self.length == 0,
                }
            }
            self.bytes.resize(self.length + input.len() + 1, 0);
            if self.ends.len() == self.count {
                self.ends.resize(self.count * 2 + 16, 0);
            }
            let (output, ends) = (&mut self.bytes[self.length..], &mut self.ends[self.count..]);
            let (result, read, written, ended) = parser.read_record(input, output, ends);
            input = &input[read..];
            self.length += written;
            self.count += ended;
            match result {
                ReadRecordResult::Record => give(self.take()),
                ReadRecordResult::InputEmpty
                | ReadRecordResult::OutputFull
                | ReadRecordResult::OutputEndsFull => {}
                ReadRecordResult::End => return true,
            }
        }
    }

    fn take(&mut self) -> Record {
        let mut start = 0;
        let fields = self.ends[..self.count].iter().map(|&end| {
            let field = String::from_utf8_lossy(&self.bytes[start..end]).into_owned();
            start = end;
            field
        });
        let fields = fields.collect();
        (self.length, self.count) = (0, 0);
        Record::Fields(fields)
    }
}
