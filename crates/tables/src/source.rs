//! Where the bytes of a typed table lie: anywhere that can be read from any place.

use std::io::{Read, Seek, SeekFrom};

/// A file, or bytes in memory. Every clone has a position of its own, so that several can read at once.
pub trait Source: Read + Seek + Clone + Send {}

impl<S: Read + Seek + Clone + Send> Source for S {}

/// The bytes of a range; `None` if it does not lie in the file.
pub(crate) fn range(source: &mut impl Source, start: u64, end: u64) -> Option<Vec<u8>> {
    let length = source.seek(SeekFrom::End(0)).ok()?;
    if start > end || end > length {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(end - start).ok()?];
    source.seek(SeekFrom::Start(start)).ok()?;
    source.read_exact(&mut bytes).ok()?;
    Some(bytes)
}
