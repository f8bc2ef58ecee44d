//! The results of a run in the order in which they are done, so that nothing of them is lost however the run ends.
//!
//! It lies beside the file with the results, under its name and `.resume`, and is gone when that file is complete, unless `--resume` is
//! used, which is how a later run knows what the results were made from. A line a result: what was cut off in the middle of one is
//! not there.

use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use meter_report::Row;
use meter_service::history::Entry;
use serde::{Deserialize, Serialize};

use crate::masking::shown;
use crate::output::{Output, folder_of, unwritable};

/// First line of every journal.
const TITLE: &str = "{\"safety-meter\":\"results to resume from\",\"version\":1}\n";

/// A result as it is kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Record {
    /// By what its inputs and everything else that decides it are known again; `None` if it shall not be taken over.
    pub print: Option<String>,
    /// What has to be said about it.
    pub doubts: Vec<String>,
    /// The result as a row.
    pub row: Row,
    /// The result as a line, in formats of lines.
    pub line: Option<String>,
    /// What the history keeps of it, in runs that save.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Entry>,
}

/// Where a record lies: its first byte and its length.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place(u64, usize);

/// The journal of a run.
pub struct Journal {
    file: File,
    /// Where it lies, or the results if it has no name of its own.
    path: PathBuf,
    named: bool,
    end: u64,
}

impl Journal {
    /// Where the journal of the results at `output` lies.
    pub fn path_of(output: &Path) -> PathBuf {
        let mut path = output.as_os_str().to_owned();
        path.push(".resume");
        path.into()
    }

    /// A journal that nobody sees and that ends with the run, for the results at `output`. It is kept there, since there must be room
    /// for them anyway.
    pub fn unnamed(output: &Path) -> anyhow::Result<Self> {
        let file = tempfile::tempfile_in(folder_of(output)).with_context(|| unwritable(output))?;
        Ok(Self { file, path: output.to_owned(), named: false, end: 0 })
    }

    /// A new journal at `path`, in place of one that may lie there.
    pub fn begin(path: &Path) -> anyhow::Result<Self> {
        let mut journal = Self::open(path)?;
        journal.cut(0)?;
        journal.title()?;
        Ok(journal)
    }

    /// The journal at `path`, to be continued, and the places of its records by their prints.
    pub fn resume(path: &Path) -> anyhow::Result<(Self, HashMap<String, Place>)> {
        let mut journal = Self::open(path)?;
        let mut known = HashMap::new();
        let mut reader = BufReader::new(&journal.file);
        let mut line = Vec::new();
        let mut end = 0;
        while reader.read_until(b'\n', &mut line).with_context(|| unreadable(path))? > 0 {
            if line.last() != Some(&b'\n') {
                break;
            }
            if end > 0
                && let Some(print) = parse(&line).and_then(|record| record.print)
            {
                known.insert(print, Place(end, line.len()));
            }
            end += line.len() as u64;
            line.clear();
        }
        journal.cut(end)?;
        if end == 0 {
            journal.title()?;
        }
        Ok((journal, known))
    }

    /// Opens or makes the file, for this run alone.
    fn open(path: &Path) -> anyhow::Result<Self> {
        if path.is_symlink() {
            bail!(
                "{}: is a link, which would not be followed; remove it, or give another --output",
                shown(path)
            );
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        // What is yet to be a result is nobody else's business, whatever the result may be.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).with_context(|| unwritable(path))?;
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            bail!("{}: another run is writing it; wait for that one, or give another --output", shown(path));
        }
        let mut begin = Vec::new();
        (&file).take(TITLE.len() as u64).read_to_end(&mut begin).with_context(|| unreadable(path))?;
        if !TITLE.as_bytes().starts_with(&begin) {
            bail!(
                "{}: is in the way and not of Safety Meter; move it, or give another --output",
                shown(path)
            );
        }
        file.rewind().with_context(|| unreadable(path))?;
        Ok(Self { file, path: path.to_owned(), named: true, end: 0 })
    }

    fn title(&mut self) -> anyhow::Result<()> {
        self.append(TITLE.as_bytes()).map(|_| ())
    }

    fn cut(&mut self, end: u64) -> anyhow::Result<()> {
        let cut = self.file.set_len(end).and_then(|()| self.file.seek(SeekFrom::Start(end)));
        cut.with_context(|| unwritable(&self.path))?;
        self.end = end;
        Ok(())
    }

    /// Adds a record, at once and as a whole.
    pub fn add(&mut self, record: &Record) -> anyhow::Result<Place> {
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        self.append(&line)
    }

    fn append(&mut self, line: &[u8]) -> anyhow::Result<Place> {
        let place = Place(self.end, line.len());
        let written = self.file.seek(SeekFrom::Start(self.end)).and_then(|_| self.file.write_all(line));
        written.with_context(|| unwritable(&self.path))?;
        self.end += line.len() as u64;
        Ok(place)
    }

    /// Reads a record again.
    pub fn read(&mut self, place: Place) -> anyhow::Result<Record> {
        let mut line = vec![0; place.1];
        let read = self.file.seek(SeekFrom::Start(place.0)).and_then(|_| self.file.read_exact(&mut line));
        read.with_context(|| unreadable(&self.path))?;
        parse(&line).with_context(|| format!("{}: was changed while it was in use", shown(&self.path)))
    }

    /// Leaves the records at `places` and nothing else, for a later run.
    pub fn keep_only(&mut self, places: impl Iterator<Item = Place>) -> anyhow::Result<()> {
        if !self.named {
            return Ok(());
        }
        let mut kept = Output::new(Some(&self.path))?;
        kept.write_all(TITLE.as_bytes())?;
        for place in places {
            let record = self.read(place)?;
            serde_json::to_writer(&mut kept, &record)?;
            kept.write_all(b"\n")?;
        }
        kept.finish_private()
    }

    /// Takes the journal away: what is in it is in the results.
    pub fn remove(self) -> anyhow::Result<()> {
        if !self.named {
            return Ok(());
        }
        let removed = std::fs::remove_file(&self.path);
        removed.with_context(|| format!("{}: cannot be removed", shown(&self.path)))
    }
}

fn parse(line: &[u8]) -> Option<Record> {
    serde_json::from_slice(line).ok().filter(|record: &Record| record.row.is_sound())
}

fn unreadable(path: &Path) -> String {
    format!("{}: cannot be read", shown(path))
}
