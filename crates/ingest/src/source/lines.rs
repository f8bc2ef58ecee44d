//! Lines of any length without memory of any size.

use std::io::{self, BufRead};

use crate::limits;

/// One line of a file.
#[derive(PartialEq, Eq, Debug)]
pub enum Line<'a> {
    /// Its bytes without the line feed (a carriage return stays).
    Whole(&'a [u8]),
    /// It exceeded [`limits::LINE_BYTES`] and was passed over.
    TooLong,
}

/// Reads lines one at a time into one buffer.
pub struct Lines<'a> {
    reader: &'a mut dyn BufRead,
    buffer: Vec<u8>,
    number: u64,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(reader: &'a mut dyn BufRead) -> Self {
        Self { reader, buffer: Vec::new(), number: 0 }
    }

    /// How many lines were read.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The next line with its number, counted from 1; `None` at the end of the file.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn next_line(&mut self) -> io::Result<Option<(u64, Line<'_>)>> {
        self.buffer.clear();
        let mut too_long = false;
        let mut any = false;
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                break;
            }
            any = true;
            let (part, used, done) = match memchr::memchr(b'\n', available) {
                Some(end) => (&available[..end], end + 1, true),
                None => (available, available.len(), false),
            };
            if self.buffer.len() + part.len() > limits::LINE_BYTES {
                too_long = true;
                self.buffer.clear();
            } else if !too_long {
                self.buffer.extend_from_slice(part);
            }
            self.reader.consume(used);
            if done {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some((self.number, if too_long { Line::TooLong } else { Line::Whole(&self.buffer) })))
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Lines};

    #[test]
    fn lines_are_numbered_and_whole() {
        let mut bytes: &[u8] = b"a\r\n\nc";
        let mut lines = Lines::new(&mut bytes);
        assert_eq!(lines.next_line().unwrap(), Some((1, Line::Whole(b"a\r"))));
        assert_eq!(lines.next_line().unwrap(), Some((2, Line::Whole(b""))));
        assert_eq!(lines.next_line().unwrap(), Some((3, Line::Whole(b"c"))));
        assert_eq!(lines.next_line().unwrap(), None);
    }
}
