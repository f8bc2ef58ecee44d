//! In which shape a file writes its headers.

use super::header::{Header, Shape};
use super::plain_header;
use super::transcript::Row;
use crate::DateOrder;

/// Counts headers by shape.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    counts: Vec<(Shape, usize)>,
    possible: PossibleDay,
}

impl Shapes {
    /// Looks at a line.
    pub(super) fn see(&mut self, line: &str) {
        let Some(header) = header(line).filter(|header| self.possible.is_possible(header)) else { return };
        match self.counts.iter_mut().find(|(shape, _)| *shape == header.shape) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((header.shape, 1)),
        }
    }

    /// The commonest shape, of equally common ones that which comes first, with its count.
    pub(super) fn commonest(&self) -> Option<(Shape, usize)> {
        self.counts.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })
    }
}

/// The header that a line begins with; most lines without one are told by their first byte.
pub(super) fn header(line: &str) -> Option<Header<'_>> {
    let first = *line.as_bytes().first()?;
    let may_begin = first.is_ascii_digit()
        || matches!(first, b'[' | 0x80..)
        || matches!(first, b'a' | b'p' | b'A' | b'P' | b'R' | b'H');
    if may_begin { plain_header::read(line).or_else(|| Header::read(line)) } else { None }
}

/// Tells what [`is_possible`] tells, and remembers the day: most headers are of the day of the one before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PossibleDay {
    date: Option<[u16; 3]>,
}

impl PossibleDay {
    pub(super) fn is_possible(&mut self, header: &Header<'_>) -> bool {
        if self.date == Some(header.date) {
            return is_clock(header);
        }
        let is_possible = is_possible(header);
        self.date = (is_possible && !header.shape.yearless).then_some(header.date).or(self.date);
        is_possible
    }
}

/// Whether a date of any order and a clock could show this.
pub(super) fn is_possible(header: &Header<'_>) -> bool {
    let row = Row { text: 0, line: 0, second_of_day: 0, date: header.date, sender: 0 };
    let is_day = header.shape.yearless || DateOrder::ALL.into_iter().any(|order| row.day(order).is_some());
    is_day && is_clock(header)
}

/// Whether a clock could show its time.
fn is_clock(header: &Header<'_>) -> bool {
    let [hour, minute, second] = header.clock;
    hour < 24 && minute < 60 && second < 60
}
