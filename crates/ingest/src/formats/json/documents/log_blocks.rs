//! Logs in blocks: each is a log of its own, if no document goes on beyond its last line.

use super::log::Log;
use super::{Documents, without_mark};
use crate::blocks::{Block, Blockwise, read_blocks};
use crate::formats::json::strict::blanks;
use crate::source::Input;
use crate::{Collector, ReadError};

/// Reads a log of which `opening` was read before.
pub(super) fn read<D: Documents>(
    documents: &D,
    opening: &[u8],
    input: &mut Input<'_>,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    let is_read = read_blocks(&Lines(documents), opening, 1, input, collector)?.is_some();
    if is_read && D::NUMBERS_REJECTS {
        collector.number_rejects();
    }
    Ok(())
}

struct Lines<'d, D>(&'d D);

impl<D: Documents> Blockwise for Lines<'_, D> {
    type Outcome = ();

    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        memchr::memrchr(b'\n', bytes).map(|end| end + 1)
    }

    fn read(&self, block: Block<'_>, collector: &mut Collector) -> Option<()> {
        let bytes = if block.is_first { without_mark(block.bytes) } else { block.bytes };
        let mut lines = LineNumbers { at: 0, number: block.first_line };
        let mut log = Log::new();
        let mut at = 0;
        while at < bytes.len() {
            if log.is_done() {
                at = blanks(bytes, at);
                if let Some(end) = self.0.ordinary(&bytes[at..], "", collector) {
                    at += end;
                    continue;
                }
            }
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
            let number = lines.number_at(at, bytes);
            log.line(&bytes[at..end], number, &mut |found, place| self.0.document(found, place, collector));
            at = end;
        }
        if block.is_last {
            log.end(&mut |found, place| self.0.document(found, place, collector));
        }
        log.is_done().then_some(())
    }
}

/// Counts lines only as far as somebody asks.
struct LineNumbers {
    at: usize,
    number: u64,
}

impl LineNumbers {
    fn number_at(&mut self, at: usize, bytes: &[u8]) -> u64 {
        self.number += memchr::memchr_iter(b'\n', &bytes[self.at..at]).count() as u64;
        self.at = at;
        self.number
    }
}
