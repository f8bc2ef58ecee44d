//! How a long reading says how far it is.

/// Receives the progress of a reading, from several threads at once.
pub trait Progress: Sync {
    /// So many more files and bytes will be read.
    fn planned(&self, _files: u64, _bytes: u64) {}
    /// So many more bytes were read.
    fn bytes_read(&self, _bytes: u64) {}
    /// One more file is done.
    fn file_done(&self) {}
}

/// Nobody is watching.
impl Progress for () {}
