//! A reused piece of memory: what was left of the block before, then what is read, then a cut.

use std::io::{self, BufRead};

use crate::limits;

/// Memory that is set up once: reading into it again costs no clearing.
#[derive(Default, Debug)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    filled: usize,
    cut: usize,
}

/// What a buffer holds after filling.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Filled {
    /// A block, and the beginning of what comes behind it.
    Block,
    /// The last block.
    Last,
    /// More than any record has, and no place to cut it.
    NoCut,
}

impl Buffer {
    /// Empties it and puts the first bytes in.
    pub(super) fn begin_with(&mut self, bytes: &[u8]) {
        self.room_for(bytes.len());
        self.bytes[..bytes.len()].copy_from_slice(bytes);
        (self.filled, self.cut) = (bytes.len(), 0);
    }

    /// Reads on until there are `wanted` bytes and a place to cut them, or the file ends.
    pub(super) fn fill(
        &mut self,
        reader: &mut dyn BufRead,
        wanted: usize,
        cut: impl Fn(&[u8]) -> Option<usize>,
    ) -> io::Result<Filled> {
        let mut wanted = wanted.max(1);
        loop {
            if !self.read_up_to(reader, wanted)? {
                self.cut = self.filled;
                return Ok(Filled::Last);
            }
            if let Some(cut) = cut(&self.bytes[..self.filled]).filter(|&cut| cut > 0) {
                self.cut = cut;
                return Ok(Filled::Block);
            }
            if self.filled >= limits::LINE_BYTES {
                return Ok(Filled::NoCut);
            }
            wanted = self.filled.saturating_mul(2).max(wanted).min(limits::LINE_BYTES);
        }
    }

    /// What lies before the cut.
    pub(super) fn block(&self) -> &[u8] {
        &self.bytes[..self.cut]
    }

    /// What lies behind it.
    pub(super) fn rest(&self) -> &[u8] {
        &self.bytes[self.cut..self.filled]
    }

    /// Reads until there are so many bytes; returns whether there are more to come.
    fn read_up_to(&mut self, reader: &mut dyn BufRead, wanted: usize) -> io::Result<bool> {
        const STEP: usize = 1 << 20;
        while self.filled < wanted {
            let end = wanted.min(self.filled.saturating_add(STEP));
            self.room_for(end);
            match reader.read(&mut self.bytes[self.filled..end]) {
                Ok(0) => return Ok(false),
                Ok(read) => self.filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(!reader.fill_buf()?.is_empty())
    }

    fn room_for(&mut self, bytes: usize) {
        if self.bytes.len() < bytes {
            self.bytes.resize(bytes, 0);
        }
    }
}
