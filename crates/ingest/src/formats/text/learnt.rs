//! What the first lines of a file tell of all its lines.

use std::borrow::Cow;

use super::body::Manner;
use super::header::Shape;
use super::shape::{Shapes, header};
use super::transcript::{Clock, DateStyle};

/// From how many lines the shape of a file is learnt.
pub(super) const LINES_TO_LEARN: usize = 2_000;
/// And from how many bytes at most.
pub(super) const BYTES_TO_LEARN: usize = 1 << 20;

/// How a file is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Learnt {
    /// The shape of its headers; none if there is no header.
    pub(super) shape: Option<Shape>,
    pub(super) manner: Manner,
}

impl Learnt {
    /// Learns from lines without their ends.
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l str> + Clone) -> Self {
        let mut shapes = Shapes::default();
        for line in lines.clone() {
            shapes.see(line);
            if shapes.is_decided(LINES_TO_LEARN) {
                break;
            }
        }
        let shape = shapes.commonest().map(|(shape, _)| shape);
        let headers = lines.filter_map(header).filter(|header| Some(header.shape) == shape);
        let is_bracketed = shape.is_some_and(|shape| shape.bracket);
        let manner = Manner::of(is_bracketed, LINES_TO_LEARN, headers.map(|header| header.rest));
        Self { shape, manner }
    }

    /// Learns from the beginning of a file, which holds all the lines that begin in its first [`BYTES_TO_LEARN`].
    pub(super) fn of_opening(opening: &[u8]) -> Self {
        let within = opening.len().min(BYTES_TO_LEARN);
        let ends = memchr::memchr_iter(b'\n', opening);
        let end = ends.enumerate().find(|&(line, end)| line + 1 == LINES_TO_LEARN || end + 1 >= within);
        let opening = &opening[..end.map_or(opening.len(), |(_, end)| end + 1)];
        Self::of(lines_of(&text_of(opening)))
    }

    /// What the shape says about its dates.
    pub(super) fn style(&self) -> DateStyle {
        let Self { shape, .. } = self;
        DateStyle {
            bracket: shape.is_some_and(|shape| shape.bracket),
            separator: shape.map_or('/', |shape| shape.separator),
            year_field: shape.and_then(|shape| shape.year_field),
            clock: shape.and_then(|shape| shape.half).map_or(Clock::Whole, |_| Clock::OtherHalf),
        }
    }
}

/// Bytes as text, with replacements for what is none. Nearly all of it is, which is faster to check than to repair.
pub(super) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// The lines of a text without line feeds and the carriage returns before them.
pub(super) fn lines_of(text: &str) -> impl Iterator<Item = &str> + Clone {
    let whole = text.strip_suffix('\n').unwrap_or(text);
    let lines = whole.split('\n').map(|line| line.trim_end_matches('\r'));
    lines.take(if text.is_empty() { 0 } else { usize::MAX })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::body::Manner;
    use super::Shapes;

    const LINES: [&str; 5] = [
        "31/03/22, 21:05 - Ann: hi",
        "[31/03/22, 21:05:07] Ann: hi",
        "[31/03/22, 21:05:07] Ann:hi",
        "99/99/22, 21:05 - Ann: hi",
        "no header",
    ];

    proptest! {
        /// Lines that nobody looks at any more would have changed nothing.
        #[test]
        fn what_is_decided_early_is_what_all_lines_say(lines in prop::collection::vec(0..LINES.len(), 1..40)) {
            let lines: Vec<&str> = lines.into_iter().map(|line| LINES[line]).collect();
            let (mut shapes, mut early) = (Shapes::default(), None);
            for line in &lines {
                shapes.see(line);
                if early.is_none() && shapes.is_decided(lines.len()) {
                    early = shapes.commonest().map(|(shape, _)| shape);
                }
            }
            prop_assert!(early.is_none() || early == shapes.commonest().map(|(shape, _)| shape));
            let rests = || lines.iter().filter_map(|line| line.split_once("] ")).map(|(_, rest)| rest);
            let of = |most| Manner::of(true, most, rests());
            prop_assert_eq!(of(rests().count()), of(usize::MAX));
        }
    }
}
