//! Builds the databases of fixtures, and reads folders.

use std::path::{Path, PathBuf};

use meter_ingest::{Declaration, Reading, TextKey, read_channel};
use meter_model::{Handle, Jid, LedgerPerson};
use rusqlite::Connection;
use tempfile::TempDir;

/// The folder `fixtures/<case>`.
pub fn fixture(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(case)
}

/// A database in `folder`, from SQL.
pub fn database(folder: &Path, file: &str, sql: &str) -> Connection {
    let path = folder.join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(sql).unwrap();
    connection
}

/// The SQL of a fixture.
pub fn sql(case: &str, file: &str) -> String {
    std::fs::read_to_string(fixture(case).join(file)).unwrap()
}

/// The input of a fixture with its databases built.
pub fn built(case: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let description: toml::Table =
        toml::from_str(&std::fs::read_to_string(fixture(case).join("case.toml")).unwrap()).unwrap();
    for entry in description["databases"].as_array().unwrap() {
        let [from, to] = ["sql", "file"].map(|key| entry[key].as_str().unwrap());
        database(folder.path(), to, &sql(case, from));
    }
    if fixture(case).join("input").is_dir() {
        copy(&fixture(case).join("input"), folder.path());
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&to).unwrap();
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), &to).unwrap();
        }
    }
}

/// Reads everything at `path`.
pub fn read(path: &Path) -> Reading {
    read_with(path, &TextKey::default())
}

/// The same under a key that makes texts of several readings comparable.
pub fn read_with(path: &Path, key: &TextKey) -> Reading {
    let declared = Declaration::default().resolve().unwrap();
    read_channel(path, &declared, key, &()).unwrap()
}

/// The person under this address.
pub fn person<'a>(reading: &'a Reading, address: &str) -> (usize, &'a LedgerPerson) {
    let handle = handle(address);
    let mut found = reading.ledger.persons.iter().enumerate();
    found.find(|(_, person)| person.handles.contains(&handle)).unwrap_or_else(|| panic!("no {address}"))
}

/// The handle behind an address.
pub fn handle(address: &str) -> Handle {
    Jid::parse(address).unwrap().handle().unwrap()
}

/// Direction (`>` out, `<` in), time and kind of everything with this person, in order.
pub fn touches(reading: &Reading, address: &str) -> Vec<String> {
    let (index, _) = person(reading, address);
    let theirs = reading.ledger.touches.iter().filter(|touch| touch.person() == index);
    theirs
        .map(|touch| {
            let sign = if touch.is_outgoing() { '>' } else { '<' };
            format!("{sign} {} {:?} {:?}", touch.time(), touch.kind(), touch.delivery())
        })
        .collect()
}

/// What could not be read, as `path: sentence`.
pub fn failures(reading: &Reading) -> Vec<String> {
    reading.failures.iter().map(ToString::to_string).collect()
}

/// What was rejected, as `path at: why`.
pub fn rejects(reading: &Reading) -> Vec<String> {
    let rejects = reading.rejects.iter();
    rejects.map(|reject| format!("{} {}: {}", reject.path, reject.at, reject.why)).collect()
}
