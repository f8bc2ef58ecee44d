//! Big files on all cores: cut between records, read in order, parsed by whoever is free, joined in order.
//!
//! ```text
//! file ─▶ owner: fill a buffer, cut it ─┬▶ parse ─▶ outcome 0 ─┐
//!                                       ├▶ parse ─▶ outcome 1 ─┼▶ outcomes and lists in order, facts added up
//!                                       └▶ parse ─▶ outcome 2 ─┘
//! ```
//!
//! A cut is a guess: only whoever reads everything before it can be certain that it lies between two records and not, say, in a quoted
//! field of a table. So every block is read as if the guess was right, and its reader says whether it ended between two records.
//! If all did, then so did all that came before, and every guess was right. If one did not, nothing of it counts and the file is
//! read again in order, which is the truth that blocks have to agree with.

#[cfg(test)]
pub(crate) mod agreement;
mod buffer;
mod team;
#[cfg(test)]
mod tests;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::source::Input;
use crate::{Collector, ReadError};

use buffer::{Buffer, Filled};
pub(crate) use team::{Team, into_inner, lock};

/// A piece of a file that is taken to begin and end between records.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block<'a> {
    /// Its bytes.
    pub(crate) bytes: &'a [u8],
    /// The line with which it begins, from 1.
    pub(crate) first_line: u64,
    /// Whether the file begins with it.
    pub(crate) is_first: bool,
    /// Whether the file ends with it.
    pub(crate) is_last: bool,
}

/// A format that can be read in blocks.
pub(crate) trait Blockwise: Sync {
    /// What a block leaves behind beside what its collector took in.
    type Outcome: Send;

    /// Where the last record that is whole ends, so that the rest waits for more; `None` if there is no such place.
    /// Nothing is asked at the end of the file.
    fn cut(&self, bytes: &[u8]) -> Option<usize>;

    /// Reads a block; `None` if it does not begin or end between two records, or if more than the block is needed to understand it.
    fn read(&self, block: Block<'_>, collector: &mut Collector) -> Option<Self::Outcome>;
}

/// Reads the rest of a file, behind what was read of it before (`opening`, which begins with line `first_line`), in blocks.
///
/// Returns the outcomes in order; `None` if the file must be read in order, after which the collector is of no use.
///
/// # Errors
/// If the file cannot be read.
pub(crate) fn read_blocks<B: Blockwise>(
    blockwise: &B,
    opening: &[u8],
    first_line: u64,
    input: &mut Input<'_>,
    collector: &mut Collector,
) -> Result<Option<Vec<B::Outcome>>, ReadError> {
    let pool = Pool {
        blockwise,
        team: Team::new(collector),
        buffers: Mutex::default(),
        is_given_up: AtomicBool::new(false),
    };
    let whole = rayon::in_place_scope(|scope| pool.hand_out(scope, opening, first_line, input))?;
    if !whole || pool.is_given_up.into_inner() {
        input.read_in_order();
        return Ok(None);
    }
    Ok(Some(pool.team.join(collector)))
}

/// What all threads that read one file share.
struct Pool<'b, B: Blockwise> {
    blockwise: &'b B,
    team: Team<B::Outcome>,
    buffers: Mutex<Vec<Buffer>>,
    is_given_up: AtomicBool,
}

impl<B: Blockwise> Pool<'_, B> {
    /// Reads and cuts; returns whether the end was reached.
    fn hand_out<'s>(
        &'s self,
        scope: &rayon::Scope<'s>,
        opening: &[u8],
        mut first_line: u64,
        input: &mut Input<'_>,
    ) -> Result<bool, ReadError> {
        let block_bytes = input.block_bytes().unwrap_or(usize::MAX);
        let mut next = Buffer::default();
        next.begin_with(opening);
        for number in 0.. {
            let mut buffer = std::mem::take(&mut next);
            let filled = buffer.fill(input.reader(), block_bytes, |bytes| self.blockwise.cut(bytes))?;
            let is_last = match filled {
                Filled::Block => false,
                Filled::Last => true,
                Filled::NoCut => return Ok(false),
            };
            next = lock(&self.buffers).pop().unwrap_or_default();
            next.begin_with(buffer.rest());
            let job = Job { number, buffer, first_line, is_last };
            first_line += memchr::memchr_iter(b'\n', job.buffer.block()).count() as u64;
            if is_last {
                self.run(job);
                break;
            }
            self.team.hand(scope, move || self.run(job));
            if self.is_given_up.load(Ordering::Relaxed) {
                break;
            }
        }
        Ok(true)
    }

    fn run(&self, job: Job) {
        let Job { number, buffer, first_line, is_last } = job;
        if self.is_given_up.load(Ordering::Relaxed) {
            return;
        }
        let block = Block { bytes: buffer.block(), first_line, is_first: number == 0, is_last };
        let taken = self.team.take(number, |twin| self.blockwise.read(block, twin).ok_or(()));
        lock(&self.buffers).push(buffer);
        if taken.is_err() {
            self.is_given_up.store(true, Ordering::Relaxed);
        }
    }
}

struct Job {
    number: usize,
    buffer: Buffer,
    first_line: u64,
    is_last: bool,
}
