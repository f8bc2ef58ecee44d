//! A fixture's case: its folder, what is to be added to the command, and databases that are kept as SQL and built before use.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use tempfile::TempDir;

/// One case, ready to be scored.
pub struct Case {
    /// The folder in which `input` lies.
    pub folder: PathBuf,
    /// What `case.toml` adds to the command.
    pub arguments: Vec<String>,
    _built: Option<TempDir>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Description {
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    databases: Vec<Database>,
}

/// A database that is built from SQL which lies beside `input`, and put into it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Database {
    sql: String,
    file: String,
}

/// Prepares the case in `folder`. Where databases have to be built, `input` is a copy.
pub fn prepare(folder: &Path) -> Case {
    let path = folder.join("case.toml");
    let description: Description = if path.is_file() {
        toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    } else {
        Description::default()
    };
    let arguments = description.args;
    if description.databases.is_empty() {
        return Case { folder: folder.to_owned(), arguments, _built: None };
    }
    let built = TempDir::new().unwrap();
    let input = built.path().join("input");
    std::fs::create_dir(&input).unwrap();
    if folder.join("input").is_dir() {
        copy(&folder.join("input"), &input);
    }
    for database in description.databases {
        let to = input.join(database.file);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        let sql = std::fs::read_to_string(folder.join(&database.sql)).unwrap();
        rusqlite::Connection::open(to).unwrap().execute_batch(&sql).unwrap();
    }
    Case { folder: built.path().to_owned(), arguments, _built: Some(built) }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&to).unwrap();
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), &to).unwrap();
        }
    }
}
