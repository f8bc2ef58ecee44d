//! Where a database is opened: where it lies, or in a copy.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rusqlite::OpenFlags;

use super::Database;
use super::copies::CopyFolder;
use crate::source::{Beside, Located, Place};
use crate::{ReadError, limits};

/// Every SQLite database begins with this.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Begins a write-ahead log; the last bit tells in which order the bytes were summed up.
const LOG_MAGICS: [&[u8]; 2] = [&[0x37, 0x7F, 0x06, 0x82], &[0x37, 0x7F, 0x06, 0x83]];
/// Begins a rollback journal that is still to be rolled back, and ends one that belongs to several databases at once.
const JOURNAL_MAGIC: &[u8] = &[0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7];

/// Whether a file that begins with `head` is an SQLite database.
pub(crate) fn begins_database(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// A database ready to be opened, any number of times. A copy is deleted with this value.
#[derive(Debug)]
pub(crate) struct DatabaseFile {
    path: PathBuf,
    /// Nothing must be written beside it, and nothing beside it need be read.
    immutable: bool,
    log_is_damaged: bool,
    _copy: Option<CopyFolder>,
}

impl DatabaseFile {
    /// Copies the database if it must not or cannot be opened where it lies.
    pub(crate) fn of(located: &Located) -> Result<Self, ReadError> {
        let Beside { write_ahead_log, journal } = &located.beside;
        let write_ahead_log = write_ahead_log.as_deref().filter(|log| log.size > 0);
        let journal = match journal.as_deref() {
            Some(journal) => unfinished(journal)?,
            None => None,
        };
        let alone = write_ahead_log.is_none() && journal.is_none();
        check_length(located, alone)?;
        if let (Place::Disk(path), true) = (&located.place, alone) {
            let path = std::path::absolute(path)?;
            return Ok(Self { path, immutable: true, log_is_damaged: false, _copy: None });
        }
        let folder = CopyFolder::new()?;
        let path = folder.path().join("database");
        copy(located, &path)?;
        let mut log_is_damaged = false;
        if let Some(log) = write_ahead_log {
            log_is_damaged = !is_whole_log(log)?;
            copy(log, &folder.path().join("database-wal"))?;
        }
        if let Some(journal) = journal {
            copy(journal, &folder.path().join("database-journal"))?;
        }
        Ok(Self { path, immutable: alone, log_is_damaged, _copy: Some(folder) })
    }

    /// Whether rows are missing that were in the log.
    pub(crate) fn log_is_damaged(&self) -> bool {
        self.log_is_damaged
    }

    pub(crate) fn open(&self) -> Result<Database, ReadError> {
        let path = uri_path(&self.path);
        if self.immutable {
            Database::open_immutable(&format!("file:{path}?immutable=1"))
        } else {
            // To read what is in its log, SQLite must be allowed to write: into the copy.
            Database::open(&format!("file:{path}"), OpenFlags::SQLITE_OPEN_READ_WRITE)
        }
    }
}

/// SQLite fills up a last page of which only a part is there with zeros, which read like rows.
///
/// Pages at the end can be missing where they are still in a log, but pages are written whole.
fn check_length(located: &Located, alone: bool) -> Result<(), ReadError> {
    let head = located.head()?;
    let field = |at: usize| head.get(at..at + 4).map_or(0, number);
    let page = match field(16) >> 16 {
        1 => 1 << 16,
        bytes => bytes.max(1),
    };
    let whole = match (field(28), field(24) == field(92)) {
        (pages @ 1.., true) => pages.saturating_mul(page),
        // Written by a version that does not keep the number of pages.
        _ => located.size.next_multiple_of(page),
    };
    if located.size < whole && (alone || !located.size.is_multiple_of(page)) {
        return Err(ReadError::Truncated { what: "in the middle of a database", at: located.size });
    }
    Ok(())
}

/// Whether a write-ahead log begins as one and ends with a whole page. SQLite leaves out what comes behind the first page that is
/// broken, and says nothing of it.
fn is_whole_log(log: &Located) -> Result<bool, ReadError> {
    const HEADER_BYTES: u64 = 32;
    const HEADER_OF_PAGE_BYTES: u64 = 24;
    let mut header = Vec::new();
    log.open(|reader| Ok(reader.take(HEADER_BYTES).read_to_end(&mut header)?))?;
    let page = header.get(8..12).map_or(0, number);
    let pages = log.size.checked_sub(HEADER_BYTES);
    Ok(LOG_MAGICS.iter().any(|magic| header.starts_with(magic))
        && pages.is_some_and(|bytes| bytes.is_multiple_of(page + HEADER_OF_PAGE_BYTES)))
}

/// A number as SQLite writes it, the largest byte first.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |value, &byte| value << 8 | u64::from(byte))
}

/// The journal, if the last change was not finished and has to be taken back. Journals are left lying empty or with their beginning
/// wiped.
///
/// A journal of several databases names a file that SQLite would delete after rolling back, and a stranger's journal
/// could name any file, so such a database is refused.
fn unfinished(journal: &Located) -> Result<Option<&Located>, ReadError> {
    let (begins, ends) = journal.open(|reader| {
        let mut head = Vec::new();
        reader.take(JOURNAL_MAGIC.len() as u64).read_to_end(&mut head)?;
        let (mut tail, mut buffer) = (Vec::new(), vec![0; 64 << 10]);
        loop {
            let read = reader.read(&mut buffer)?;
            if read == 0 {
                return Ok((head == JOURNAL_MAGIC, tail == JOURNAL_MAGIC));
            }
            tail.extend_from_slice(&buffer[..read]);
            tail.drain(..tail.len().saturating_sub(JOURNAL_MAGIC.len()));
        }
    })?;
    if begins && ends {
        return Err(ReadError::Malformed {
            at: "in the journal beside it".into(),
            why: "it was copied in the middle of a change to several databases".into(),
        });
    }
    Ok(begins.then_some(journal))
}

/// A new file that only the user can read, whatever the user allows others to do with new files.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn copy(located: &Located, to: &Path) -> Result<(), ReadError> {
    located.open(|reader| {
        let copied = io::copy(&mut reader.take(limits::DATABASE_BYTES + 1), &mut create_private(to)?)?;
        if copied > limits::DATABASE_BYTES {
            return Err(ReadError::Limit {
                limit: format!("{} GiB for a database that has to be copied", limits::DATABASE_BYTES >> 30),
                what: "unpack it, and close whatever has it open so that no -wal file is left beside it",
            });
        }
        Ok(())
    })
}

/// The path as it stands in a `file:` URI: everything but letters, digits and separators as `%XX`.
fn uri_path(path: &Path) -> String {
    const SEPARATORS: [char; 4] = ['/', ':', '.', '-'];
    let root = if cfg!(windows) { "/" } else { "" };
    let bytes = path.as_os_str().as_encoded_bytes().iter().map(|&byte| match char::from(byte) {
        '\\' if cfg!(windows) => "/".to_owned(),
        plain if plain.is_ascii_alphanumeric() || SEPARATORS.contains(&plain) => plain.to_string(),
        _ => format!("%{byte:02X}"),
    });
    std::iter::once(root.to_owned()).chain(bytes).collect()
}
