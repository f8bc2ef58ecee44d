//! By what the inputs of a channel are known again: path, size and times of every file, and what was declared.
//!
//! No content is read, since that would take as long as scoring it. A file that is replaced by another of the same size and the same time of
//! modification is told by the time of its change of state, where the system keeps one.

use std::fmt::Write;
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use meter_ingest::Declaration;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

/// A hash over everything by which inputs are known again.
pub type Print = [u8; 32];

/// What SQLite may have left beside a database that is named alone or linked to.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The print of everything at `paths`, with what the command line declares; `None` if it cannot be told, as for standard input.
pub fn print(paths: &[PathBuf], declaration: &Declaration) -> Option<Print> {
    let mut hash = Sha256::new();
    field(&mut hash, format!("{declaration:?}").as_bytes());
    for path in paths {
        place(path, &mut hash).ok()?;
    }
    Some(hash.finalize().into())
}

fn place(path: &Path, hash: &mut Sha256) -> io::Result<()> {
    // Names of folders above tell things as well: a chat's name, a channel's.
    let root = path.canonicalize()?;
    field(hash, root.as_os_str().as_encoded_bytes());
    if root.is_file() {
        // So does the name by which a file is given, whatever that links to.
        field(hash, path.file_name().unwrap_or_default().as_encoded_bytes());
        beside(path, hash);
        beside(&root, hash);
    }
    for entry in WalkDir::new(&root).follow_links(true).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            field(hash, entry.path().as_os_str().as_encoded_bytes());
            state(hash, &std::fs::metadata(entry.path())?);
            if entry.path_is_symlink() {
                beside(&entry.path().canonicalize()?, hash);
            }
        }
    }
    Ok(())
}

/// Adds what lies beside a file and may belong to it.
fn beside(file: &Path, hash: &mut Sha256) {
    for suffix in BESIDE {
        let mut path = file.as_os_str().to_owned();
        path.push(suffix);
        if let Ok(metadata) = std::fs::metadata(path) {
            field(hash, suffix.as_bytes());
            state(hash, &metadata);
        }
    }
}

/// Adds by what a file is known again that lies where it lay.
pub fn state(hash: &mut Sha256, metadata: &Metadata) {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    field(hash, &metadata.len().to_le_bytes());
    field(hash, &modified.unwrap_or_default().as_nanos().to_le_bytes());
    field(hash, &changed(metadata));
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> [u8; 16] {
    use std::os::unix::fs::MetadataExt;
    (i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec())).to_le_bytes()
}

#[cfg(not(unix))]
fn changed(_metadata: &Metadata) -> [u8; 16] {
    [0; 16]
}

/// Adds bytes with their length, so that no two lists of them look alike.
pub fn field(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

/// A print as it is written down.
pub fn hexadecimal(print: &[u8]) -> String {
    print.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use meter_ingest::Declaration;
    use tempfile::TempDir;

    use super::print;

    #[test]
    fn whatever_may_change_a_score_changes_the_print() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("acme");
        fs::create_dir_all(path.join("sub")).unwrap();
        let file = path.join("sub/a.json");
        let same = SystemTime::UNIX_EPOCH + Duration::from_hours(476_712);
        let write = |text: &str| {
            fs::write(&file, text).unwrap();
            fs::File::options().write(true).open(&file).unwrap().set_modified(same).unwrap();
        };
        let paths = [path.clone()];
        let plain = || print(&paths, &Declaration::default()).unwrap();
        write("one");
        let first = plain();
        assert_eq!(plain(), first, "nothing has changed");
        let mut prints = vec![first];
        let mut differs = |what: &str, now| {
            assert!(!prints.contains(&now), "{what}");
            prints.push(now);
        };
        write("three");
        differs("size", plain());
        fs::write(path.join("channel.toml"), "region = \"GB\"").unwrap();
        differs("channel.toml", plain());
        fs::rename(&file, path.join("sub/b.json")).unwrap();
        differs("a name", plain());
        fs::File::options()
            .write(true)
            .open(path.join("sub/b.json"))
            .unwrap()
            .set_modified(SystemTime::now())
            .unwrap();
        differs("time", plain());
        let declaration = Declaration { region: Some("GB".to_owned()), ..Declaration::default() };
        differs("a declaration", print(&paths, &declaration).unwrap());
        let me = Declaration { me: vec!["GB".to_owned()], ..Declaration::default() };
        differs("another declaration", print(&paths, &me).unwrap());
        fs::remove_file(path.join("sub/b.json")).unwrap();
        differs("a missing file", plain());
    }

    #[test]
    fn standard_input_and_nothing_have_no_print() {
        assert_eq!(print(&["-".into()], &Declaration::default()), None);
        assert_eq!(print(&["nowhere/at/all".into()], &Declaration::default()), None);
    }

    #[test]
    fn a_database_is_also_what_lies_beside_it() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("msgstore.db");
        fs::write(&path, "x").unwrap();
        let before = print(std::slice::from_ref(&path), &Declaration::default());
        fs::write(folder.path().join("msgstore.db-wal"), "y").unwrap();
        assert_ne!(print(&[path], &Declaration::default()), before);
    }

    /// Both are read by what lies beside the file that the link leads to, and a text export by the name of the link.
    #[cfg(unix)]
    #[test]
    fn a_link_is_also_its_name_and_what_lies_beside_its_target() {
        let folder = TempDir::new().unwrap();
        let [live, acme] = ["live", "acme"].map(|name| folder.path().join(name));
        fs::create_dir(&live).unwrap();
        fs::create_dir(&acme).unwrap();
        fs::write(live.join("msgstore.db"), "x").unwrap();
        let [one, other] = ["one.db", "other.db"].map(|name| acme.join(name));
        std::os::unix::fs::symlink(live.join("msgstore.db"), &one).unwrap();
        std::os::unix::fs::symlink(live.join("msgstore.db"), &other).unwrap();
        let of = |path: &std::path::Path| print(&[path.to_owned()], &Declaration::default()).unwrap();
        assert_ne!(of(&one), of(&other));
        let before = (of(&one), of(&acme));
        fs::write(live.join("msgstore.db-wal"), "y").unwrap();
        assert_ne!(of(&one), before.0);
        assert_ne!(of(&acme), before.1);
    }
}
