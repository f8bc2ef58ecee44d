//! The rows of all text chats of a channel, one behind the other in one piece of memory.
//!
//! A channel of text exports is little else, and each row becomes a touch of the same size. So rows lie where touches can take
//! their places. In as many pieces as there are files they would take memory twice: what is given back in small pieces stays with the process.

use std::sync::Mutex;

use super::Part;
use crate::Collector;
use crate::blocks::{into_inner, lock};
use crate::formats::text::Row;

/// Rows of parts, which know where theirs lie.
#[derive(Default, Debug)]
pub(crate) struct Rows {
    rows: Mutex<Vec<Row>>,
}

impl Rows {
    /// Takes the rows of the text chats of a collector, which are parts from here on.
    pub(crate) fn take_from(&self, collector: &mut Collector) {
        for mut transcript in std::mem::take(&mut collector.transcripts) {
            let rows = std::mem::take(&mut transcript.rows);
            let mut part = Part::new(transcript, &rows);
            part.start = self.append(rows);
            collector.parts.push(part);
        }
    }

    /// Puts rows behind all others; returns how many were there before.
    fn append(&self, more: Vec<Row>) -> usize {
        let mut rows = lock(&self.rows);
        let start = rows.len();
        if rows.is_empty() {
            *rows = more;
        } else {
            rows.extend_from_slice(&more);
        }
        start
    }

    /// All of them.
    pub(super) fn into_all(self) -> Vec<Row> {
        into_inner(self.rows)
    }
}
