//! Looks into zips without unpacking them to disk, and distrusts what they announce.

use std::io::{self, Read};
use std::path::{Component, Path};

use chrono::{NaiveDate, NaiveDateTime};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::{ReadError, limits};

use super::positioned::Positioned;

/// An opened zip, cheap to clone.
pub(crate) type Archive = ZipArchive<Positioned>;

/// What the directory of a zip says about one file in it.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) index: usize,
    /// Path inside the zip, `/` between parts.
    pub(crate) path: String,
    pub(crate) size: u64,
    pub(crate) packed: u64,
    method: CompressionMethod,
    pub(crate) modified: Option<NaiveDateTime>,
}

/// Reads the directory of a zip; folders and links are left out.
pub(crate) fn open(bytes: Positioned) -> Result<(Archive, Vec<Entry>), ReadError> {
    let archive = ZipArchive::new(bytes).map_err(damaged)?;
    if archive.len() > limits::ZIP_ENTRIES {
        return Err(ReadError::Limit {
            limit: format!("{} entries of a zip", limits::ZIP_ENTRIES),
            what: "unpack it and score the folder",
        });
    }
    let mut entries = Vec::new();
    let mut announced: u64 = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.replace('\\', "/");
        if leaves_archive(&name) {
            return Err(ReadError::PathTraversal);
        }
        // Some programs pack the folder that they are in.
        let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        if !entry.is_file() {
            continue;
        }
        announced = announced.saturating_add(entry.size());
        entries.push(Entry {
            index,
            path: parts.join("/"),
            size: entry.size(),
            packed: entry.compressed_size(),
            method: entry.compression(),
            modified: entry.last_modified().and_then(wall_time),
        });
    }
    if announced > limits::ZIP_BYTES {
        return Err(ReadError::Limit {
            limit: format!("{} GiB of unpacked bytes of a zip", limits::ZIP_BYTES >> 30),
            what: "this looks like a zip bomb; if it is not, unpack it and score the folder",
        });
    }
    Ok((archive, entries))
}

/// Whether the zip is the file of an office program, an electronic book or an app, and not a folder that somebody packed.
pub(crate) fn is_document(entries: &[Entry]) -> bool {
    const MARKS: [&str; 5] = [
        "[Content_Types].xml",
        "META-INF/manifest.xml",
        "META-INF/container.xml",
        "AndroidManifest.xml",
        "Index/Document.iwa",
    ];
    entries.iter().any(|entry| MARKS.contains(&entry.path.as_str()))
}

/// Opens one entry and hands its bytes to `read`.
pub(crate) fn with_entry<T>(
    archive: &Archive,
    entry: &Entry,
    read: impl FnOnce(&mut dyn Read) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let mut archive = archive.clone();
    if !matches!(entry.method, CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(ReadError::PackedOtherwise);
    }
    let file = archive.by_index(entry.index).map_err(damaged)?;
    read(&mut Guard { file, packed: entry.packed.max(1), unpacked: 0 })
}

/// Counts what comes out of an entry and stops a bomb, whatever its directory announced.
struct Guard<R> {
    file: R,
    packed: u64,
    unpacked: u64,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            _ => broken_entry().into(),
        })?;
        self.unpacked += read as u64;
        let beyond_free = self.unpacked > limits::ZIP_RATIO_FREE_BYTES;
        if beyond_free && self.unpacked / self.packed > limits::ZIP_RATIO {
            return Err(ReadError::Limit {
                limit: format!("{} unpacked bytes for each packed byte", limits::ZIP_RATIO),
                what: "this looks like a zip bomb; if it is not, unpack it and score the folder",
            }
            .into());
        }
        Ok(read)
    }
}

fn leaves_archive(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    has_drive
        || name.contains('\0')
        || !Path::new(name).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

fn wall_time(time: zip::DateTime) -> Option<NaiveDateTime> {
    NaiveDate::from_ymd_opt(i32::from(time.year()), u32::from(time.month()), u32::from(time.day()))?
        .and_hms_opt(u32::from(time.hour()), u32::from(time.minute()), u32::from(time.second()))
}

fn broken_entry() -> ReadError {
    ReadError::Malformed { at: "inside its zip".into(), why: "the packed data is damaged or cut off".into() }
}

fn damaged(error: ZipError) -> ReadError {
    match error {
        ZipError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => broken_entry(),
        ZipError::Io(error) => error.into(),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ReadError::Encrypted
        }
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            ReadError::PackedOtherwise
        }
        _ => ReadError::Malformed {
            at: "as a zip".into(),
            why: "its directory is missing or damaged, as after a broken download".into(),
        },
    }
}
