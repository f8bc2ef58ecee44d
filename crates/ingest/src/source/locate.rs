//! Finds every file of a channel, in folders and in zips.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use crate::database::DatabaseFile;
use crate::{ChannelError, ReadError, SourceFailure, declared, limits};

use super::positioned::Positioned;
use super::unzip::{self, Archive, Entry};
use super::{Beside, Hints, beside, phone_backup};

/// The path that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// One file that may be an export.
#[derive(Debug)]
pub(crate) struct Located {
    /// Path below the channel, `/` between parts, also into zips.
    pub(crate) path: String,
    pub(crate) hints: Hints,
    /// Unpacked size in bytes, as announced.
    pub(crate) size: u64,
    pub(crate) place: Place,
    /// What belongs to it if it is a database.
    pub(crate) beside: Beside,
    /// Where it is opened if it is a database; known once it was looked into.
    pub(crate) database: Option<DatabaseFile>,
}

/// Where the bytes lie.
#[derive(Debug)]
pub(crate) enum Place {
    Disk(PathBuf),
    Memory(Arc<[u8]>),
    Zip { archive: Box<Archive>, entry: Entry },
}

impl Located {
    pub(super) fn new(path: String, hints: Hints, size: u64, place: Place) -> Self {
        Self { path, hints, size, place, beside: Beside::default(), database: None }
    }

    /// Opens the file and hands its bytes to `read`.
    pub(crate) fn open<T>(
        &self,
        read: impl FnOnce(&mut dyn Read) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        match &self.place {
            Place::Disk(path) => read(&mut File::open(path)?),
            Place::Memory(bytes) => read(&mut &bytes[..]),
            Place::Zip { archive, entry } => unzip::with_entry(archive, entry, read),
        }
    }

    /// The file, to be read from any place; `None` if it is packed.
    pub(crate) fn positioned(&self) -> io::Result<Option<Positioned>> {
        Ok(match &self.place {
            Place::Disk(path) => Some(Positioned::file(File::open(path)?)?),
            Place::Memory(bytes) => Some(Positioned::memory(Arc::clone(bytes))),
            Place::Zip { .. } => None,
        })
    }

    /// The first bytes, up to [`limits::HEAD_BYTES`].
    pub(crate) fn head(&self) -> Result<Vec<u8>, ReadError> {
        self.open(|reader| read_head(reader).map_err(ReadError::from))
    }

    /// The file's own name, without folders.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// Reads up to [`limits::HEAD_BYTES`].
pub(crate) fn read_head(reader: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(limits::HEAD_BYTES);
    reader.take(limits::HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// All files of the channel at `path`, sorted by path, and those that could not be looked into.
pub(crate) fn locate(path: &Path) -> Result<(Vec<Located>, Vec<SourceFailure>), ChannelError> {
    let mut found = Found::default();
    if path.as_os_str() == STANDARD_INPUT {
        found.standard_input()?;
    } else if path.is_dir() {
        found.folder(path)?;
    } else if path.is_file() {
        let name = lossy(path.file_name().unwrap_or(path.as_os_str()));
        let names = std::iter::once(name.clone()).chain(enclosing(path)).collect();
        found.file(name, names, path);
        found.beside(path);
    } else if path.exists() {
        return Err(ChannelError::NoFile(path.to_owned()));
    } else {
        return Err(ChannelError::NoSuchPath(path.to_owned()));
    }
    phone_backup::sort_out(&mut found.files, &mut found.failures);
    beside::attach(&mut found.files);
    if found.files.is_empty() && found.failures.is_empty() {
        let empty = if path.is_dir() { ChannelError::Empty } else { ChannelError::EmptyZip };
        return Err(empty(path.to_owned()));
    }
    found.files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok((found.files, found.failures))
}

#[derive(Default)]
struct Found {
    files: Vec<Located>,
    failures: Vec<SourceFailure>,
}

impl Found {
    fn standard_input(&mut self) -> Result<(), ChannelError> {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().take(limits::DOCUMENT_BYTES + 1).read_to_end(&mut bytes);
        if let Err(error) = read {
            return Err(ChannelError::Io { path: STANDARD_INPUT.into(), error });
        }
        if bytes.is_empty() {
            return Err(ChannelError::EmptyStandardInput);
        }
        self.bytes(STANDARD_INPUT.to_owned(), Hints::default(), bytes, 0);
        Ok(())
    }

    fn folder(&mut self, root: &Path) -> Result<(), ChannelError> {
        let walk = WalkDir::new(root).follow_links(true).max_depth(limits::FOLDER_DEPTH);
        let mut backups = phone_backup::Backups::default();
        let is_wanted = |entry: &DirEntry| backups.wants(entry) && (entry.depth() == 0 || !is_hidden(entry));
        for entry in walk.into_iter().filter_entry(is_wanted) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
                    if below == Path::new(declared::FILE_NAME) {
                        continue;
                    }
                    let mut parts: Vec<String> = below.iter().map(lossy).collect();
                    let path = parts.join("/");
                    parts.reverse();
                    parts.extend(own_name(root));
                    self.file(path, parts, entry.path());
                }
                Ok(_) => {}
                Err(error) => self.unreadable(root, error)?,
            }
        }
        Ok(())
    }

    fn unreadable(&mut self, root: &Path, error: walkdir::Error) -> Result<(), ChannelError> {
        let path = error.path().unwrap_or(root).to_owned();
        let is_root = error.depth() == 0;
        let error =
            error.into_io_error().unwrap_or_else(|| io::Error::other("a link leads back to its own folder"));
        if is_root {
            return Err(ChannelError::Io { path, error });
        }
        let path = path.strip_prefix(root).unwrap_or(&path).iter().map(lossy).collect::<Vec<_>>().join("/");
        self.failures.push(SourceFailure { path, error: ReadError::Io(error) });
        Ok(())
    }

    fn file(&mut self, path: String, names: Vec<String>, place: &Path) {
        match self.look_into(&path, names, place) {
            Ok(()) => {}
            Err(error) => self.failures.push(SourceFailure { path, error }),
        }
    }

    /// What SQLite left beside a database that was named alone.
    fn beside(&mut self, path: &Path) {
        for beside in beside::SUFFIXES {
            let mut place = path.as_os_str().to_owned();
            place.push(beside);
            let place = PathBuf::from(place);
            if place.is_file() {
                let name = lossy(place.file_name().unwrap_or(place.as_os_str()));
                self.file(name.clone(), vec![name], &place);
            }
        }
    }

    fn look_into(&mut self, path: &str, names: Vec<String>, place: &Path) -> Result<(), ReadError> {
        let mut file = File::open(place)?;
        let size = file.metadata()?.len();
        let hints = Hints { names, zip_time: None };
        if is_zip(&mut file)? && self.archive(path, &hints, Positioned::file(file)?, 0)? {
            return Ok(());
        }
        let mut located = Located::new(path.to_owned(), hints, size, Place::Disk(place.to_owned()));
        located.beside = beside::of_link(place)?;
        self.files.push(located);
        Ok(())
    }

    fn bytes(&mut self, path: String, hints: Hints, bytes: Vec<u8>, depth: usize) {
        let bytes: Arc<[u8]> = bytes.into();
        if ZIP_MAGICS.iter().any(|magic| bytes.starts_with(*magic)) {
            match self.archive(&path, &hints, Positioned::memory(Arc::clone(&bytes)), depth) {
                Ok(true) => return,
                Ok(false) => {}
                Err(error) => return self.failures.push(SourceFailure { path, error }),
            }
        }
        self.files.push(Located::new(path, hints, bytes.len() as u64, Place::Memory(bytes)));
    }

    /// Takes in what is in a zip; `false` if the zip is a document of an office program and therefore one file.
    fn archive(
        &mut self,
        path: &str,
        hints: &Hints,
        bytes: Positioned,
        depth: usize,
    ) -> Result<bool, ReadError> {
        if depth == limits::ZIP_DEPTH {
            return Err(ReadError::Limit {
                limit: format!("{} zips inside each other", limits::ZIP_DEPTH),
                what: "unpack the outer one and score the folder",
            });
        }
        let (archive, entries) = unzip::open(bytes)?;
        if unzip::is_document(&entries) {
            return Ok(false);
        }
        for entry in entries {
            if entry.path.split('/').any(|part| is_hidden_name(part) || part == "__MACOSX") {
                continue;
            }
            let mut names: Vec<String> = entry.path.rsplit('/').map(str::to_owned).collect();
            names.extend_from_slice(&hints.names);
            let located = Located::new(
                format!("{path}/{}", entry.path),
                Hints { names, zip_time: entry.modified },
                entry.size,
                Place::Zip { archive: Box::new(archive.clone()), entry },
            );
            if located.name().to_ascii_lowercase().ends_with(".zip") {
                self.nested(located, depth);
            } else {
                self.files.push(located);
            }
        }
        Ok(true)
    }

    fn nested(&mut self, located: Located, depth: usize) {
        let bytes = located.open(|reader| {
            let mut bytes = Vec::new();
            reader.take(limits::DOCUMENT_BYTES).read_to_end(&mut bytes)?;
            Ok(bytes)
        });
        match bytes {
            Ok(bytes) => self.bytes(located.path, located.hints, bytes, depth + 1),
            Err(error) => self.failures.push(SourceFailure { path: located.path, error }),
        }
    }
}

/// What a zip begins with, and one without files.
const ZIP_MAGICS: [&[u8; 4]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// Whether the file begins like a zip; the file is rewound by whoever reads at positions.
fn is_zip(file: &mut File) -> io::Result<bool> {
    let mut magic = Vec::new();
    file.take(4).read_to_end(&mut magic)?;
    Ok(ZIP_MAGICS.iter().any(|known| magic == *known))
}

fn is_hidden(entry: &DirEntry) -> bool {
    is_hidden_name(&lossy(entry.file_name()))
}

/// Files that systems put beside the user's own.
fn is_hidden_name(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "Thumbs.db" | "desktop.ini")
}

/// The folder's own name, also for `.` and `..`.
fn own_name(folder: &Path) -> Option<String> {
    folder.canonicalize().ok()?.file_name().map(lossy)
}

fn enclosing(file: &Path) -> Option<String> {
    file.canonicalize().ok()?.parent()?.file_name().map(lossy)
}

fn lossy(name: &OsStr) -> String {
    name.to_string_lossy().into_owned()
}
