//! What a format reader is given.

use std::io::{self, BufRead, Read};

use chrono::NaiveDateTime;

use crate::{Database, ReadError, Tables, limits};

use super::positioned::Positioned;
use super::{Lines, Located};

/// The beginning of a file, from which formats recognise their own.
#[derive(Default, Debug)]
pub struct Head<'a> {
    /// File name without folders, as it lies on disk or in the zip.
    pub name: &'a str,
    /// The first [`limits::HEAD_BYTES`] bytes as UTF-8 (UTF-16 decoded by its BOM, BOM removed, other bytes replaced).
    pub text: &'a str,
    /// Whether that is the whole file.
    pub whole: bool,
    /// The tables, if the file is a database; then there is no text.
    pub tables: Option<&'a Tables>,
}

/// What lies around a file and can tell what the bytes do not.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// Names from the inside out, without folders: the file's, the zip's, the enclosing folders' up to the channel's own.
    pub names: Vec<String>,
    /// Modification time of the zip entry in local time, if it came out of a zip.
    pub zip_time: Option<NaiveDateTime>,
}

/// A file opened for reading, as UTF-8 or as a database.
pub struct Input<'a> {
    reader: Box<dyn BufRead + 'a>,
    database: Option<&'a Database>,
    /// How large the blocks are in which the file may be read; `None` if it is to be read in order.
    block_bytes: Option<usize>,
    is_to_be_read_in_order: bool,
    /// Where the file lies, if it can be read from any place.
    place: Option<&'a Located>,
    was_positioned: bool,
    /// What lies around the file.
    pub hints: Hints,
}

impl<'a> Input<'a> {
    /// Wraps a reader that yields UTF-8 (or arbitrary bytes where the file is not UTF-8).
    pub fn new(reader: impl BufRead + 'a, hints: Hints) -> Self {
        Self {
            reader: Box::new(reader),
            database: None,
            block_bytes: None,
            is_to_be_read_in_order: false,
            place: None,
            was_positioned: false,
            hints,
        }
    }

    /// Allows to read the file in blocks of about so many bytes.
    #[must_use]
    pub(crate) fn in_blocks(self, bytes: usize) -> Self {
        Self { block_bytes: Some(bytes), ..self }
    }

    /// Says where the file lies.
    #[must_use]
    pub(crate) fn located(self, place: &'a Located) -> Self {
        Self { place: Some(place), ..self }
    }

    /// The file, to be read from any place: where it lies, or what is left of it in memory.
    ///
    /// # Errors
    /// If it cannot be opened, or read into memory as [`Input::read_whole`] does it.
    #[cfg_attr(not(feature = "tables"), expect(dead_code, reason = "typed tables need the feature"))]
    pub(crate) fn positioned(&mut self) -> Result<Positioned, ReadError> {
        if let Some(positioned) = self.place.map(Located::positioned).transpose()?.flatten() {
            self.was_positioned = true;
            return Ok(positioned);
        }
        Ok(Positioned::memory(self.read_whole()?.into()))
    }

    /// How many bytes the file has, as far as is known before it is read; zero if nothing is.
    pub(crate) fn announced_bytes(&self) -> u64 {
        self.place.map_or(0, |place| place.size)
    }

    /// Whether it was read from any place and not through its reader.
    pub(crate) fn was_positioned(&self) -> bool {
        self.was_positioned
    }

    /// How large blocks should be; `None` if the file is to be read in order.
    pub(crate) fn block_bytes(&self) -> Option<usize> {
        self.block_bytes
    }

    /// Asks for another reading, in order: blocks cannot tell what the file says, and nothing that was collected counts.
    pub(crate) fn read_in_order(&mut self) {
        self.is_to_be_read_in_order = true;
    }

    /// Whether that was asked for.
    pub(crate) fn is_to_be_read_in_order(&self) -> bool {
        self.is_to_be_read_in_order
    }

    /// Wraps an open database, which has no bytes to read.
    #[must_use]
    pub fn of_database(database: &'a Database, hints: Hints) -> Self {
        Self { database: Some(database), ..Self::new(io::empty(), hints) }
    }

    /// The database that the file is.
    ///
    /// # Errors
    /// If it is none.
    pub fn database(&self) -> Result<&'a Database, ReadError> {
        self.database.ok_or_else(|| ReadError::Malformed {
            at: "at its beginning".into(),
            why: "it is no SQLite database".into(),
        })
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
