//! Databases: their bytes, and better the values of their rows, since nearly every damaged byte is found by `SQLite` itself.
//!
//! Bytes that do not begin like a database are edits of one of the fixtures' databases:
//!
//! ```text
//! input = which database, edit*
//! edit  = what, table, row, column, value, a byte for the value
//! ```

use std::path::Path;

use meter_ingest::{Declared, Reading, TextKey, read_channel};
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use tempfile::TempDir;

use super::reading::{Bound, check_reading, check_same};
use crate::mutate::CANARY;
use crate::random::Random;
use crate::seeds::SEEDS;

/// Nobody misses a database of a trial after a power cut, and waiting for the disk would take most of the time.
const HASTY: &str = "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF";
const MAGIC: &[u8] = b"SQLite format 3\0";
const EDIT_BYTES: usize = 6;
/// Further edits take most of the time and seldom make a difference.
const MOST_EDITS: usize = 6;

/// Edits to begin with.
#[must_use]
pub fn edits() -> Vec<Vec<u8>> {
    let edit = |first: u8| (0..60_u8).map(|at| at.wrapping_mul(first).wrapping_add(first)).collect();
    [3, 7, 11, 29, 101].map(edit).to_vec()
}

/// Reads the bytes, or what becomes of a fixture's database by them.
///
/// # Panics
/// If a law is broken.
pub fn trial(format: &str, bytes: &[u8]) {
    let folder = TempDir::new().expect("there is room for a folder");
    let path = folder.path().join("a.db");
    let is_whole = bytes.starts_with(MAGIC);
    let rows = if is_whole {
        std::fs::write(&path, bytes).expect("there is room for a database");
        // The least a row takes is five bytes, but damaged tables can share them.
        3 * bytes.len() as u64
    } else {
        let Some(rows) = edited(format, bytes, &path) else { return };
        rows
    };
    let key = TextKey::default();
    let read = || read_channel(&path, &Declared::default(), &key, &());
    let before = std::fs::read(&path).expect("it was just written");
    if let Ok(reading) = read() {
        // A row is a record or a reject, and may be both where it holds several numbers; a table that is missing is a reject as well.
        check_reading(&reading, Bound { records: rows, rejected: 2 * rows + 32 });
        // Opening databases takes most of the time, so an input gets one of the other laws.
        match Random::of(bytes).below(8) {
            0 => check_same(&reading, &read().expect("it was read before")),
            1 if !is_whole => rewritten(&path, &reading, &key),
            _ => assert!(std::fs::read(&path).expect("it is still there") == before, "it was written to"),
        }
    }
    let left = std::fs::read_dir(folder.path()).expect("the folder is there").count();
    assert_eq!(left, 1, "something was written beside it");
}

/// How the file is laid out, and in which order its rows lie, changes nothing.
fn rewritten(path: &Path, reading: &Reading, key: &TextKey) {
    let connection = Connection::open(path).expect("it was just made");
    connection
        .execute_batch(&format!("{HASTY}; PRAGMA page_size = 4096; VACUUM"))
        .expect("a database can be written anew");
    drop(connection);
    let again = read_channel(path, &Declared::default(), key, &()).expect("it was read before");
    assert_eq!(again.ledger, reading.ledger, "written anew");
}

/// Makes one of the fixtures' databases and edits it; tells how many rows it has then, or `None` if there is no such database.
fn edited(format: &str, bytes: &[u8], path: &Path) -> Option<u64> {
    let mut seeds = SEEDS.iter().filter(|seed| seed.format.as_deref() == Some(format)).collect::<Vec<_>>();
    let (&which, edits) = bytes.split_first()?;
    if seeds.is_empty() {
        return None;
    }
    let seed = seeds.swap_remove(usize::from(which) % seeds.len());
    std::fs::write(path, &seed.bytes).expect("there is room for a database");
    let connection = Connection::open(path).expect("it was just made");
    connection.execute_batch(&format!("{HASTY}; BEGIN")).expect("nobody else has it");
    for edit in edits.chunks_exact(EDIT_BYTES).take(MOST_EDITS) {
        // What the tables do not allow does not happen.
        let _ = apply(&connection, edit);
    }
    connection.execute_batch("COMMIT").expect("there is room for it");
    Some(tables(&connection).iter().map(|table| count(&connection, table)).sum())
}

fn apply(connection: &Connection, edit: &[u8]) -> rusqlite::Result<()> {
    let [what, table, row, column, value, more] = *edit else { return Ok(()) };
    let tables = tables(connection);
    let Some(table) = pick(&tables, table) else { return Ok(()) };
    let columns = columns(connection, table)?;
    let Some(column) = pick(&columns, column) else { return Ok(()) };
    let rows = count(connection, table);
    let row = if rows == 0 { 0 } else { u64::from(row) % rows };
    let chosen = format!("rowid = (SELECT rowid FROM \"{table}\" LIMIT 1 OFFSET {row})");
    match what % 16 {
        0 => _ = connection.execute(&format!("DELETE FROM \"{table}\" WHERE {chosen}"), [])?,
        1 => {
            let all = columns.iter().skip(1).map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
            let copy =
                format!("INSERT INTO \"{table}\" ({all}) SELECT {all} FROM \"{table}\" WHERE {chosen}");
            connection.execute(&copy, [])?;
        }
        2 if more < 32 => _ = connection.execute(&format!("DROP TABLE \"{table}\""), [])?,
        3 if more < 64 => {
            connection.execute(&format!("ALTER TABLE \"{table}\" RENAME COLUMN \"{column}\" TO lost"), [])?;
        }
        4 => {
            let from = pick(&columns, more).unwrap_or(column);
            connection
                .execute(&format!("UPDATE \"{table}\" SET \"{column}\" = \"{from}\" WHERE {chosen}"), [])?;
        }
        5 => {
            let id = [0, -1, 1_000_000, i64::MAX, i64::MIN, i64::from(more)][usize::from(value) % 6];
            connection.execute(&format!("UPDATE \"{table}\" SET rowid = ?1 WHERE {chosen}"), params![id])?;
        }
        _ => {
            let update = format!("UPDATE \"{table}\" SET \"{column}\" = ?1 WHERE {chosen}");
            connection.execute(&update, params![self::value(value, more)])?;
        }
    }
    Ok(())
}

fn value(kind: u8, more: u8) -> Value {
    const NUMBERS: [i64; 12] = [
        0,
        1,
        -1,
        2,
        5,
        1_715_331_600,
        1_715_331_600_000,
        738_000_000,
        4_294_967_296,
        i64::MAX,
        i64::MIN,
        100_000_000_000_000_000,
    ];
    const TEXTS: [&str; 16] = [
        "",
        " ",
        "447700900001@s.whatsapp.net",
        "12345678901234@lid",
        "120363012345678901@g.us",
        "status@broadcast",
        "447700900999-1400000000@g.us",
        "+44 7700 900123",
        "07700 900123",
        "true",
        "1715331600",
        "1e400",
        "@",
        "\0",
        "s.whatsapp.net",
        CANARY,
    ];
    let at = usize::from(more);
    match kind % 8 {
        0 => Value::Null,
        1 | 2 => Value::Integer(NUMBERS[at % NUMBERS.len()]),
        3 => Value::Integer(i64::from(more)),
        4 => Value::Real([0.5, -0.0, 9e300, f64::INFINITY, 1_715_331_600.9, 738_000_000.25][at % 6]),
        5 => Value::Blob(vec![more; at % 40]),
        _ => Value::Text(TEXTS[at % TEXTS.len()].to_owned()),
    }
}

fn pick(names: &[String], which: u8) -> Option<&String> {
    names.get(usize::from(which) % names.len().max(1))
}

fn tables(connection: &Connection) -> Vec<String> {
    let query =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
    names(connection, query, []).unwrap_or_default()
}

fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    names(connection, "SELECT name FROM pragma_table_info(?1)", [table])
}

fn names(connection: &Connection, query: &str, of: impl rusqlite::Params) -> rusqlite::Result<Vec<String>> {
    connection.prepare(query)?.query_map(of, |row| row.get(0))?.collect()
}

fn count(connection: &Connection, table: &str) -> u64 {
    let query = format!("SELECT count(*) FROM \"{table}\"");
    connection
        .query_row(&query, [], |row| row.get::<_, i64>(0))
        .map_or(0, |count| u64::try_from(count).unwrap_or(0))
}
