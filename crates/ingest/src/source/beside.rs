//! What SQLite leaves beside a database: rows that are not in it yet, and rows that have to go out of it again.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use super::{Hints, Located, Place};

/// The ends of the names of what SQLite puts beside a database: write-ahead log, its index, rollback journal.
pub(super) const SUFFIXES: [&str; 3] = [WRITE_AHEAD_LOG, "-shm", JOURNAL];
const WRITE_AHEAD_LOG: &str = "-wal";
const JOURNAL: &str = "-journal";
/// Ends of names by which a file beside nothing is still known to be of no use alone.
const DATABASES: [&str; 4] = [".db", ".sqlite", ".sqlite3", ".storedata"];

/// What belongs to a database.
#[derive(Default, Debug)]
pub(crate) struct Beside {
    pub(crate) write_ahead_log: Option<Box<Located>>,
    pub(crate) journal: Option<Box<Located>>,
}

/// Gives every database what lies beside it. None of that is an export of its own.
pub(super) fn attach(files: &mut Vec<Located>) {
    let (beside, mut mains): (Vec<Located>, Vec<Located>) =
        std::mem::take(files).into_iter().partition(|file| database_of(&file.path).is_some());
    let index: HashMap<String, usize> =
        mains.iter().enumerate().map(|(index, file)| (file.path.clone(), index)).collect();
    for file in beside {
        let Some((database, suffix)) = database_of(&file.path) else { continue };
        match (index.get(database), suffix) {
            (Some(&main), WRITE_AHEAD_LOG) => mains[main].beside.write_ahead_log = Some(Box::new(file)),
            (Some(&main), JOURNAL) => mains[main].beside.journal = Some(Box::new(file)),
            (Some(_), _) => {}
            (None, _) if DATABASES.iter().any(|ending| database.ends_with(ending)) => {}
            (None, _) => mains.push(file),
        }
    }
    mains.sort_by(|one, other| one.path.cmp(&other.path));
    *files = mains;
}

/// What lies beside the file that a link leads to, which is where SQLite keeps it.
pub(super) fn of_link(link: &Path) -> io::Result<Beside> {
    if !link.is_symlink() {
        return Ok(Beside::default());
    }
    let database = link.canonicalize()?;
    let beside = |suffix: &str| {
        let mut path = database.clone().into_os_string();
        path.push(suffix);
        let size = std::fs::metadata(&path).ok()?.len();
        let name = path.to_string_lossy().into_owned();
        Some(Box::new(Located::new(name, Hints::default(), size, Place::Disk(path.into()))))
    };
    Ok(Beside { write_ahead_log: beside(WRITE_AHEAD_LOG), journal: beside(JOURNAL) })
}

/// The path of the database that this would lie beside, and the rest of its name.
fn database_of(path: &str) -> Option<(&str, &'static str)> {
    SUFFIXES.into_iter().find_map(|suffix| Some((path.strip_suffix(suffix)?, suffix)))
}
