//! A zip that several threads read at once needs a reader that can be cloned without sharing a cursor.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// Bytes of a file or of memory, with a position of its own in every clone.
#[derive(Clone, Debug)]
pub(crate) struct Positioned {
    bytes: Bytes,
    length: u64,
    position: u64,
}

#[derive(Clone, Debug)]
enum Bytes {
    File(Arc<File>),
    Memory(Arc<[u8]>),
}

impl Positioned {
    pub(crate) fn file(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self { bytes: Bytes::File(Arc::new(file)), length, position: 0 })
    }

    pub(crate) fn memory(bytes: Arc<[u8]>) -> Self {
        Self { length: bytes.len() as u64, bytes: Bytes::Memory(bytes), position: 0 }
    }
}

impl Read for Positioned {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &self.bytes {
            Bytes::File(file) => read_at(file, buffer, self.position)?,
            Bytes::Memory(bytes) => {
                let start =
                    usize::try_from(self.position).map_or(bytes.len(), |start| start.min(bytes.len()));
                (&bytes[start..]).read(buffer)?
            }
        };
        self.position += read as u64;
        Ok(read)
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], position: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, position)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], position: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, position)
}

impl Seek for Positioned {
    fn seek(&mut self, target: SeekFrom) -> io::Result<u64> {
        let position = match target {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}
