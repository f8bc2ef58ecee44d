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
    /// How many headers were counted.
    headers: usize,
}

impl Shapes {
    /// Looks at a line.
    pub(super) fn see(&mut self, line: &str) {
        let Some(header) = header(line).filter(|header| self.possible.is_possible(header)) else { return };
        self.headers += 1;
        match self.counts.iter_mut().find(|(shape, _)| *shape == header.shape) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((header.shape, 1)),
        }
    }

    /// Whether one shape is the commonest whatever the other lines are, of `lines` in all.
    pub(super) fn is_decided(&self, lines: usize) -> bool {
        // Far fewer looks than lines: each of the counts is looked at.
        self.headers * 2 > lines && self.counts.iter().any(|(_, count)| count * 2 > lines)
    }

    /// The commonest shape, of equally common ones that which comes first, with its count.
    pub(super) fn commonest(&self) -> Option<(Shape, usize)> {
        self.counts.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })
    }
}

/// The header that a line begins with; most lines without one are told by their first two bytes.
pub(super) fn header(line: &str) -> Option<Header<'_>> {
    let mut bytes = line.bytes();
    let (first, second) = (bytes.next()?, bytes.next()?);
    let may_begin = match first {
        b'0'..=b'9' | b'[' | 0x80.. => true,
        // An era and its year.
        b'R' | b'r' | b'H' | b'h' => matches!(second, b'0'..=b'9' | 0x80..),
        // A half of the day, possibly with dots and blanks.
        b'a' | b'p' | b'A' | b'P' => matches!(second, b'm' | b'M' | b'.' | 0x80.. | ..=b' '),
        _ => false,
    };
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

#[cfg(test)]
mod tests {
    use super::super::header::Header;
    use super::header;

    #[test]
    fn no_header_is_missed() {
        let mut found = 0;
        for first in (' '..='~').chain(['\u{200E}', '\u{A0}']) {
            for second in ('\0'..='\u{7F}').chain(['\u{200E}', '\u{A0}', 'é', '年']) {
                for rest in [
                    "4/3/31, 21:05 - x",
                    "m 10:35, 31/03/22 - x",
                    ".m. 10:35, 31/03/22 - x",
                    " 10:35, 3/31/22 - x",
                ] {
                    let line = format!("{first}{second}{rest}");
                    assert_eq!(header(&line), Header::read(&line), "{line:?}");
                    found += usize::from(header(&line).is_some());
                }
            }
        }
        assert!(found > 20, "{found}");
    }
}
