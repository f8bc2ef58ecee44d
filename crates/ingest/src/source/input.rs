//! What a format reader is given.

use std::io::{BufRead, Read};

use chrono::NaiveDateTime;

use crate::{ReadError, limits};

use super::Lines;

/// The beginning of a file, from which formats recognise their own.
#[derive(Debug)]
pub struct Head<'a> {
    /// File name without folders, as it lies on disk or in the zip.
    pub name: &'a str,
    /// The first [`limits::HEAD_BYTES`] bytes as UTF-8 (UTF-16 decoded by its BOM, BOM removed, other bytes replaced).
    pub text: &'a str,
    /// Whether that is the whole file.
    pub whole: bool,
}

/// What lies around a file and can tell what the bytes do not.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// Names from the inside out, without folders: the file's, the zip's, the enclosing folders' up to the channel's own.
    pub names: Vec<String>,
    /// Modification time of the zip entry in local time, if it came out of a zip.
    pub zip_time: Option<NaiveDateTime>,
}

/// A file opened for reading, as UTF-8.
pub struct Input<'a> {
    reader: Box<dyn BufRead + 'a>,
    /// What lies around the file.
    pub hints: Hints,
}

impl<'a> Input<'a> {
    /// Wraps a reader that yields UTF-8 (or arbitrary bytes where the file is not UTF-8).
    pub fn new(reader: impl BufRead + 'a, hints: Hints) -> Self {
        Self { reader: Box::new(reader), hints }
    }

    /// The lines of the file.
    pub fn lines(&mut self) -> Lines<'_> {
        Lines::new(&mut self.reader)
    }

    /// The bytes of the file.
    pub fn reader(&mut self) -> &mut (dyn BufRead + 'a) {
        &mut *self.reader
    }

    /// The whole file in memory.
    ///
    /// # Errors
    /// If it cannot be read or exceeds [`limits::DOCUMENT_BYTES`].
    pub fn read_whole(&mut self) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        self.read_rest(&mut bytes)?;
        Ok(bytes)
    }

    /// Appends what is left of the file to what was read of it before.
    ///
    /// # Errors
    /// If it cannot be read or the whole exceeds [`limits::DOCUMENT_BYTES`].
    pub fn read_rest(&mut self, bytes: &mut Vec<u8>) -> Result<(), ReadError> {
        (&mut self.reader).take(limits::DOCUMENT_BYTES + 1).read_to_end(bytes)?;
        if bytes.len() as u64 > limits::DOCUMENT_BYTES {
            return Err(ReadError::Limit {
                limit: format!("{} GiB for one document", limits::DOCUMENT_BYTES >> 30),
                what: "the document is too large; export it in parts",
            });
        }
        Ok(())
    }
}
