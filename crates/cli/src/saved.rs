//! Reads back what `score` or the vendor wrote, record by record, in any of the formats for programs.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, bail};
use meter_report::csv::unarmed;
use meter_score::instant::rfc3339;
use meter_tables::{Cell, Container, TypedTable};
use serde_json::Value;

use crate::exit::Exit;
use crate::masking::shown;
use crate::stderr;

/// The value of a column by its name in the CSV; none where there is no value.
pub type Get<'g> = dyn Fn(&str) -> Option<String> + 'g;

/// What stands at one place of a file.
pub enum Found<'f> {
    /// A record.
    Record {
        /// Where it stands, such as `line 3`.
        place: &'f str,
        /// Its values.
        get: &'f Get<'f>,
    },
    /// Something that is none: where, and why.
    Broken(String),
}

/// Whoever takes what is found.
pub type Visit<'v> = dyn FnMut(Found<'_>) + 'v;

/// Columns of words, in which a comma is a comma.
const WORDS: [&str; 4] = ["channel", "overall.weakest", "overall.reason", "policy.name"];

/// Visits all records at `path`, or on standard input.
///
/// # Errors
/// If the file as a whole cannot be read.
pub fn each(path: &Path, visit: &mut Visit<'_>) -> anyhow::Result<()> {
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.with_context(|| format!("{}: cannot be read", shown(path)))?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match text.trim_ascii_start().first() {
        _ if bytes.starts_with(b"PAR1") => typed(&bytes, Container::Parquet, path, visit),
        _ if bytes.starts_with(b"ARROW1") => typed(&bytes, Container::Ipc, path, visit),
        Some(b'[') => array(text, path, visit),
        Some(b'{') => {
            objects(text, visit);
            Ok(())
        }
        _ => {
            rows(text, visit);
            Ok(())
        }
    }
}

/// The results in a file, one for each channel, and what in it tells of none.
pub struct Listed<T> {
    /// In the order of the file.
    pub results: Vec<T>,
    /// Records that tell of no channel: where, and why.
    pub rejects: Vec<String>,
}

/// Lists the results that `score` wrote to `path`, made of records by `make`, which names the column that a record lacks.
///
/// # Errors
/// If the file cannot be read, or holds no result.
pub fn list<T>(
    path: &Path,
    make: &dyn Fn(&Get<'_>) -> Result<T, &'static str>,
    channel: &dyn Fn(&T) -> &str,
) -> anyhow::Result<Listed<T>> {
    let mut listed = Listed { results: Vec::new(), rejects: Vec::new() };
    let mut names: HashSet<String> = HashSet::new();
    each(path, &mut |found| match found {
        Found::Broken(why) => listed.rejects.push(why),
        Found::Record { place, get } => match make(get) {
            Ok(result) if !names.insert(channel(&result).to_owned()) => {
                listed.rejects.push(format!("{place} is of a channel that is listed before"));
            }
            Ok(result) => listed.results.push(result),
            Err("channel") => listed.rejects.push(format!("{place} has no channel")),
            Err(column) => listed.rejects.push(format!("{place} has no {column} from 1 to 3")),
        },
    })?;
    if listed.results.is_empty() {
        let why = listed.rejects.first().map(|why| format!(" ({why})")).unwrap_or_default();
        bail!(
            "{}: holds no scores{why}; give what `safety-meter score` writes as parquet, csv, ndjson, json or vendor",
            shown(path)
        );
    }
    Ok(listed)
}

/// Says what was left out, the first few by name; and how the run ends for it.
pub fn say_rejects(path: &Path, rejects: &[String]) -> Exit {
    /// How many are named; all are counted.
    const NAMED: usize = 10;
    let path = shown(path);
    for reject in rejects.iter().take(NAMED) {
        stderr::warn(format_args!("{path}: {reject}, so it is left out"));
    }
    if rejects.len() > NAMED {
        stderr::warn(format_args!("{path}: {} more are left out", rejects.len() - NAMED));
    }
    if rejects.is_empty() { Exit::Done } else { Exit::Failed }
}

fn typed(bytes: &[u8], container: Container, path: &Path, visit: &mut Visit<'_>) -> anyhow::Result<()> {
    let damaged = || format!("{}: cannot be read", shown(path));
    let table = TypedTable::open(bytes, container).with_context(damaged)?;
    let names = table.columns().to_vec();
    let chosen: Vec<usize> = (0..names.len()).filter(|index| !names[*index].is_empty()).collect();
    let mut row = |number: u64, cells: &[Cell<'_>]| {
        let get = |column: &str| {
            let place = chosen.iter().position(|index| names[*index] == column)?;
            written(*cells.get(place)?, column)
        };
        visit(Found::Record { place: &format!("row {number}"), get: &get });
    };
    table.each_row(&chosen, &mut row).with_context(damaged)
}

fn array(text: &[u8], path: &Path, visit: &mut Visit<'_>) -> anyhow::Result<()> {
    let views: Vec<Value> = serde_json::from_slice(text)
        .map_err(|error| anyhow::anyhow!("line {}, column {}", error.line(), error.column()))
        .with_context(|| format!("{}: is broken JSON; write it again", shown(path)))?;
    for (index, view) in views.iter().enumerate() {
        visit(Found::Record { place: &format!("[{index}]"), get: &|column| of_view(view, column) });
    }
    Ok(())
}

/// One object, over however many lines, or one a line.
fn objects(text: &[u8], visit: &mut Visit<'_>) {
    if let Ok(view) = serde_json::from_slice::<Value>(text) {
        visit(Found::Record { place: "line 1", get: &|column| of_view(&view, column) });
        return;
    }
    for (line, number) in text.split(|byte| *byte == b'\n').zip(1..) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let place = &format!("line {number}");
        match serde_json::from_slice::<Value>(line) {
            Ok(view) => visit(Found::Record { place, get: &|column| of_view(&view, column) }),
            Err(_) => visit(Found::Broken(format!("{place} is no JSON"))),
        }
    }
}

fn rows(text: &[u8], visit: &mut Visit<'_>) {
    // Spreadsheets of many countries part columns by semicolons, since they write decimals with a comma.
    let header = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = if header.contains(&b',') { b',' } else { b';' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text);
    let Ok(names) = reader.byte_headers().cloned() else { return };
    for (row, number) in reader.byte_records().zip(1..) {
        let place = &format!("row {number}");
        let Ok(row) = row else {
            visit(Found::Broken(format!("{place} is no CSV")));
            continue;
        };
        if row.len() < names.len() {
            visit(Found::Broken(format!("{place} has fewer cells than the header")));
            continue;
        }
        let get = |column: &str| {
            let index = names.iter().position(|name| name == column.as_bytes())?;
            let mut text = String::from_utf8_lossy(row.get(index)?);
            if delimiter == b';' && !WORDS.contains(&column) {
                text = text.replace(',', ".").into();
            }
            (!text.is_empty() || column == "channel").then(|| unarmed(&text).to_owned())
        };
        visit(Found::Record { place, get: &get });
    }
}

/// What a value is that is there but is none of the CSV. A date must not look as if there were none, for then another day would do.
fn unreadable(column: &str) -> Option<String> {
    (column == "lastUpdateDate").then(String::new)
}

/// A cell as the CSV has it.
fn written(cell: Cell<'_>, column: &str) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.to_owned()),
        Cell::Whole(number) => Some(number.to_string()),
        Cell::Number(number) => Some(number.to_string()),
        Cell::Flag(flag) => Some(flag.to_string()),
        Cell::Instant(seconds) => Some(rfc3339(seconds)),
        Cell::Wall(_) | Cell::Other => unreadable(column),
        Cell::Nothing => None,
    }
}

/// The value of a column of the CSV in the full view, in the vendor's six keys, or in an object with the columns as keys.
fn of_view(view: &Value, column: &str) -> Option<String> {
    let nested = || {
        let (above, below) = column.split_once('.')?;
        let inside = |outer: &Value| Some(outer.get(above)?.get(below)?.clone());
        view.get("metrics").and_then(inside).or_else(|| inside(view))
    };
    let direct = || view.get(column).or_else(|| view.get("score")?.get(column)).cloned();
    match column {
        "overall.reason" => scalar(view.get(column).or_else(|| reason(view))?, column),
        _ => scalar(&direct().or_else(nested)?, column),
    }
}

/// The first sentence on the weakest metric.
fn reason(view: &Value) -> Option<&Value> {
    let weakest = view.get("overall")?.get("weakest")?;
    let reasons = view.get("reasons")?.as_array()?;
    reasons.iter().find(|reason| reason.get("metric") == Some(weakest))?.get("text")
}

fn scalar(value: &Value, column: &str) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null => None,
        Value::Array(_) | Value::Object(_) => unreadable(column),
    }
}
