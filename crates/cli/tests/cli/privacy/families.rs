//! How each family of files is planted: what in it is a value, and how that is written.

use std::io::{Read, Write};

use rusqlite::Connection;
use serde_json::Value;

use super::secrets::{Kind, Secrets};
use super::shapes::planted;

/// The bytes of a file with canaries in place of all that is private. `path` tells the family.
pub fn plant(path: &str, bytes: &[u8], secrets: &mut Secrets) -> Vec<u8> {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if bytes.starts_with(b"PK") {
        return zip(bytes, secrets);
    }
    if bytes.starts_with(b"SQLite format 3") {
        return database(path, bytes, secrets);
    }
    if bytes.starts_with(b"PAR1") || bytes.starts_with(b"ARROW1") {
        return super::typed::plant(bytes, secrets);
    }
    if bytes.starts_with(b"\xff\xfe") {
        let units: Vec<u16> =
            bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
        let text = plant(path, String::from_utf16(&units).unwrap().as_bytes(), secrets);
        return String::from_utf8(text).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_owned() };
    match ending.as_str() {
        "json" => json(text, secrets),
        "ndjson" | "jsonl" | "log" => {
            let lines: Vec<String> =
                text.lines().map(|line| String::from_utf8(json(line, secrets)).unwrap()).collect();
            (lines.join("\n") + "\n").into_bytes()
        }
        "csv" => csv(text, secrets),
        "vcf" => cards(text, secrets).into_bytes(),
        "txt" => super::chats::plant(text, secrets).into_bytes(),
        _ => bytes.to_owned(),
    }
}

fn json(text: &str, secrets: &mut Secrets) -> Vec<u8> {
    let Ok(mut value) = serde_json::from_str::<Value>(text) else { return text.as_bytes().to_owned() };
    walk("", &mut value, secrets);
    value.to_string().into_bytes()
}

fn walk(field: &str, value: &mut Value, secrets: &mut Secrets) {
    match value {
        Value::String(text) => *text = planted(field, text, secrets),
        Value::Array(values) => values.iter_mut().for_each(|value| walk(field, value, secrets)),
        Value::Object(members) => {
            for (name, value) in members.iter_mut() {
                if name.contains('@') {
                    secrets.number(name.split('@').next().unwrap_or_default());
                }
                walk(name, value, secrets);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn csv(text: &str, secrets: &mut Secrets) -> Vec<u8> {
    let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let delimiter =
        *[b',', b';', b'\t'].iter().max_by_key(|byte| head.matches(char::from(**byte)).count()).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
    let mut names: Vec<String> = Vec::new();
    for row in reader.records() {
        let row = row.unwrap();
        if names.is_empty() {
            names = row.iter().map(str::to_owned).collect();
            writer.write_record(&row).unwrap();
        } else {
            let cells = row.iter().enumerate();
            let cells = cells.map(|(at, cell)| planted(names.get(at).map_or("", |name| name), cell, secrets));
            writer.write_record(cells.collect::<Vec<_>>()).unwrap();
        }
    }
    [mark.as_bytes(), &writer.into_inner().unwrap()].concat()
}

/// Properties with a number are left as they are; of all others that say who it is, each value becomes one canary.
fn cards(text: &str, secrets: &mut Secrets) -> String {
    const WORDS: [&str; 8] = ["FN", "N", "NICKNAME", "NOTE", "ORG", "TITLE", "X-WA-BIZ-NAME", "ADR"];
    let mut written = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let (head, value) = line.split_once(':').unwrap_or((line, ""));
        let name = head.split(';').next().unwrap_or_default();
        let name = name.rsplit('.').next().unwrap_or_default();
        let is_private = WORDS.contains(&name) && value.chars().any(char::is_alphabetic);
        if !is_private {
            secrets.number(value);
            written.push_str(line);
            written.push_str("\r\n");
            continue;
        }
        let mut whole = value.to_owned();
        // A value may go on in the next line.
        while whole.ends_with('=') || lines.peek().is_some_and(|next| next.starts_with([' ', '\t'])) {
            whole.push_str(lines.next().unwrap_or_default());
        }
        let canary = secrets.plant(Kind::Name, &readable(head, &whole));
        let canary = if name == "N" { canary.replace(' ', ";") } else { canary };
        written.extend([name, ":", &canary, "\r\n"]);
    }
    written
}

/// Only so far that a name in a card is the same value as elsewhere.
fn readable(head: &str, value: &str) -> String {
    if !head.contains("QUOTED-PRINTABLE") {
        return value.trim_matches(';').to_owned();
    }
    let mut bytes = Vec::new();
    let mut rest = value.replace("==", "=").into_bytes().into_iter();
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let digits: Vec<u8> = rest.by_ref().take(2).collect();
            let number =
                std::str::from_utf8(&digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
            bytes.extend(number);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Every text in every column of every table, each value at once.
fn database(path: &str, bytes: &[u8], secrets: &mut Secrets) -> Vec<u8> {
    if path.ends_with("Manifest.db") {
        return bytes.to_owned();
    }
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("database");
    std::fs::write(&file, bytes).unwrap();
    let connection = Connection::open(&file).unwrap();
    let list = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    for table in list("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'") {
        for column in list(&format!("SELECT name FROM pragma_table_info('{table}')")) {
            let (table, quoted) = (format!("\"{table}\""), format!("\"{column}\""));
            let values =
                list(&format!("SELECT DISTINCT {quoted} FROM {table} WHERE typeof({quoted}) = 'text'"));
            for value in values {
                let canary = planted(&column, &value, secrets);
                if canary != value {
                    let sql = format!("UPDATE {table} SET {quoted} = ?1 WHERE {quoted} = ?2");
                    connection.execute(&sql, [canary, value]).unwrap();
                }
            }
        }
    }
    connection.execute_batch("VACUUM").unwrap();
    drop(connection);
    std::fs::read(file).unwrap()
}

fn zip(bytes: &[u8], secrets: &mut Secrets) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().to_string();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        let content = plant(&name, &content, secrets);
        let name = super::chats::renamed(&name, secrets);
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
