//! Inputs to begin with: everything in the fixtures, also what lies in zips, and databases built from their SQL.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use meter_ingest::{Declared, TextKey, read_channel, trials};
use rusqlite::Connection;
use tempfile::TempDir;
use walkdir::WalkDir;

/// One file of the fixtures.
#[derive(Clone, Debug)]
pub struct Seed {
    /// Its name without folders.
    pub name: String,
    /// The format that claims it; none for what is to be refused or passed over.
    pub format: Option<String>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Every file of the fixtures.
pub static SEEDS: LazyLock<Vec<Seed>> = LazyLock::new(|| {
    let mut seeds = Vec::new();
    for path in files(&folder()) {
        let in_input =
            path.components().any(|part| ["input", "demo"].iter().any(|name| part.as_os_str() == *name));
        if path.ends_with("case.toml") {
            seeds.extend(databases(&path));
        } else if in_input {
            seeds.extend(of_file(&path));
        }
    }
    seeds
});

/// What is claimed by a format.
#[must_use]
pub fn of_format(format: &str) -> Vec<Vec<u8>> {
    let seeds = SEEDS.iter().filter(|seed| seed.format.as_deref() == Some(format));
    seeds.map(|seed| seed.bytes.clone()).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// All files below a folder, in the order of their paths.
#[must_use]
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn of_file(path: &Path) -> Vec<Seed> {
    let bytes = std::fs::read(path).expect("a fixture can be read");
    if !bytes.starts_with(b"PK") {
        return vec![seed(path.to_string_lossy().as_ref(), bytes)];
    }
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip of the fixtures is whole");
    let entries = (0..zip.len()).map(|index| {
        let mut entry = zip.by_index(index).expect("its directory tells how many entries there are");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("an entry of the fixtures is whole");
        let name = entry.name().expect("its name is text").into_owned();
        seed(&name, bytes)
    });
    entries.collect()
}

fn seed(path: &str, bytes: Vec<u8>) -> Seed {
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    let format = trials::recognised(&name, &bytes).ok().filter(|format| !format.is_empty());
    Seed { name, format: format.map(str::to_owned), bytes }
}

/// The databases of a case, with small pages so that more of their bytes mean something.
fn databases(case: &Path) -> Vec<Seed> {
    let description: toml::Table =
        std::fs::read_to_string(case).expect("a fixture can be read").parse().expect("a case is TOML");
    let Some(databases) = description.get("databases").and_then(toml::Value::as_array) else { return vec![] };
    let built = databases.iter().map(|entry| {
        let [sql, file] = ["sql", "file"]
            .map(|key| entry.get(key).and_then(toml::Value::as_str).expect("a case names both"));
        let sql = std::fs::read_to_string(case.with_file_name(sql)).expect("a fixture can be read");
        let bytes = built(&sql);
        let name = file.rsplit('/').next().unwrap_or(file).to_owned();
        Seed { format: format_of_database(&bytes), name, bytes }
    });
    built.collect()
}

fn built(sql: &str) -> Vec<u8> {
    let folder = TempDir::new().expect("there is room for a folder");
    let path = folder.path().join("a.db");
    let connection = Connection::open(&path).expect("there is room for a database");
    connection
        .execute_batch(&format!("PRAGMA page_size = 512; {sql}"))
        .expect("the SQL of a fixture is right");
    drop(connection);
    std::fs::read(path).expect("it was just written")
}

fn format_of_database(bytes: &[u8]) -> Option<String> {
    let folder = TempDir::new().expect("there is room for a folder");
    let path = folder.path().join("a.db");
    std::fs::write(&path, bytes).expect("there is room for a database");
    let reading = read_channel(&path, &Declared::default(), &TextKey::default(), &()).ok()?;
    Some(reading.sources.first()?.format.clone())
}
