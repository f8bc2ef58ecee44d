//! The file itself: private when it is made, and left alone when it is not ours.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use super::DatabaseError;
use super::schema::APPLICATION_ID;

/// Makes an empty file that nobody else may read, and the folders above it, unless something is there.
pub(super) fn make(path: &Path) -> Result<(), DatabaseError> {
    let folder = folder_of(path);
    let made = private_folders(folder).and_then(|()| private_file(path));
    match made {
        // A name that is to survive a loss of power has to be on the disk as well.
        Ok(()) => sync_folder(folder).map_err(|error| DatabaseError::of_file(path, error)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(DatabaseError::of_file(path, error)),
    }
}

/// Refuses whatever is not ours, without SQLite, which would tidy up a database of somebody else as it closes it.
///
/// An empty file is what a run leaves that ended before it had written anything.
pub(super) fn recognise(path: &Path) -> Result<(), DatabaseError> {
    const HEADER: u64 = 100;
    let mut header = Vec::new();
    // Opening a pipe would wait for whoever writes to it.
    if path.exists() && !path.is_file() {
        return Err(DatabaseError::Foreign { path: path.to_owned() });
    }
    let read = File::open(path).and_then(|file| file.take(HEADER).read_to_end(&mut header));
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(DatabaseError::Missing { path: path.to_owned() })
        }
        Err(error) => Err(DatabaseError::of_file(path, error)),
        Ok(_) if header.is_empty() || is_ours(&header) => Ok(()),
        Ok(_) => Err(DatabaseError::Foreign { path: path.to_owned() }),
    }
}

/// See <https://www.sqlite.org/fileformat.html#the_database_header>.
fn is_ours(header: &[u8]) -> bool {
    header.starts_with(b"SQLite format 3\0") && header.get(68..72) == Some(&APPLICATION_ID.to_be_bytes())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn private_folders(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn private_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.sync_all()
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
