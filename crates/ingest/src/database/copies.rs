//! The private copies of databases, which must not outlive the program however that ends.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;

/// Where copies lie.
static FOLDERS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn folders() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    FOLDERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A folder for a copy, deleted with this value or by [`discard_copies`].
#[derive(Debug)]
pub(super) struct CopyFolder(TempDir);

impl CopyFolder {
    pub(super) fn new() -> io::Result<Self> {
        let mut folders = folders();
        let mut builder = tempfile::Builder::new();
        builder.prefix("safety-meter-");
        // Else it would be as open as the user lets new folders be.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder.tempdir().map_err(|error| unmade(&error))?;
        folders.insert(folder.path().to_owned());
        Ok(Self(folder))
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }
}

/// Where the system keeps temporary files tells nobody anything, and its path may name the user.
fn unmade(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), "no temporary folder can be made for a copy; check TMPDIR")
}

impl Drop for CopyFolder {
    fn drop(&mut self) {
        let mut folders = folders();
        // While it is still known, so that it goes in any case.
        let _ = std::fs::remove_dir_all(self.0.path());
        folders.remove(self.0.path());
    }
}

/// Deletes the private copies of all databases that are being read, for a program that is about to end without waiting for its
/// threads: none of them can make another copy afterwards, so they may wait for ever.
pub fn discard_copies() {
    let folders = folders();
    folders.iter().for_each(|folder| discard(folder));
    std::mem::forget(folders);
}

/// Deletes a folder while somebody may still put files into it.
fn discard(folder: &Path) {
    const ATTEMPTS: u32 = 100;
    for _ in 0..ATTEMPTS {
        if std::fs::remove_dir_all(folder).is_ok() || !folder.exists() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CopyFolder, discard, folders};

    #[test]
    fn folders_of_copies_are_known_as_long_as_they_are_there() {
        let folder = CopyFolder::new().unwrap();
        let path = folder.path().to_owned();
        std::fs::write(path.join("database"), "x").unwrap();
        assert!(folders().contains(&path));
        discard(&path);
        assert!(!path.exists());
        drop(folder);
        assert!(!folders().contains(&path));
    }
}
