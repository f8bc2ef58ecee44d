//! Reads back what `score` wrote, in any of its formats for programs.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, bail};
use meter_report::csv::unarmed;
use meter_report::fleet::Member;
use meter_tables::{Cell, Container, TypedTable};
use serde_json::Value;

/// What a file of scores says.
#[derive(Default)]
pub struct Scores {
    /// The channels, in the order of the file.
    pub members: Vec<Member>,
    /// Rows that tell of no channel: where, and why.
    pub rejects: Vec<String>,
    /// The names of the channels so far.
    names: HashSet<String>,
}

/// Columns of words, in which a comma is a comma.
const WORDS: [&str; 3] = ["channel", "overall.weakest", "overall.reason"];

/// Reads the scores at `path`, or from standard input.
pub fn read(path: &Path) -> anyhow::Result<Scores> {
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.with_context(|| format!("{}: cannot be read", path.display()))?;
    let mut scores = Scores::default();
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match text.trim_ascii_start().first() {
        _ if bytes.starts_with(b"PAR1") => scores.typed(&bytes, Container::Parquet, path)?,
        _ if bytes.starts_with(b"ARROW1") => scores.typed(&bytes, Container::Ipc, path)?,
        Some(b'[') => scores.array(text, path)?,
        Some(b'{') => scores.lines(text),
        _ => scores.csv(text),
    }
    if scores.members.is_empty() {
        bail!(
            "{}: holds no scores; give what `safety-meter score` writes as parquet, csv, ndjson, json or vendor",
            path.display()
        );
    }
    Ok(scores)
}

impl Scores {
    fn add(&mut self, place: &str, get: &dyn Fn(&str) -> Option<String>) {
        match Member::of(get) {
            Ok(member) if !self.names.insert(member.channel.clone()) => {
                self.rejects.push(format!("{place} is of a channel that is listed before"));
            }
            Ok(member) => self.members.push(member),
            Err("channel") => self.rejects.push(format!("{place} has no channel")),
            Err(column) => self.rejects.push(format!("{place} has no {column} from 1 to 3")),
        }
    }

    fn typed(&mut self, bytes: &[u8], container: Container, path: &Path) -> anyhow::Result<()> {
        let damaged = || format!("{}: cannot be read", path.display());
        let table = TypedTable::open(bytes, container).with_context(damaged)?;
        let names = table.columns().to_vec();
        let chosen: Vec<usize> = (0..names.len()).filter(|index| !names[*index].is_empty()).collect();
        let mut visit = |number: u64, cells: &[Cell<'_>]| {
            let get = |column: &str| {
                let place = chosen.iter().position(|index| names[*index] == column)?;
                written(*cells.get(place)?)
            };
            self.add(&format!("row {number}"), &get);
        };
        table.each_row(&chosen, &mut visit).with_context(damaged)
    }

    fn array(&mut self, text: &[u8], path: &Path) -> anyhow::Result<()> {
        let views: Vec<Value> = serde_json::from_slice(text)
            .map_err(|error| anyhow::anyhow!("line {}, column {}", error.line(), error.column()))
            .with_context(|| format!("{}: is broken JSON; write it again", path.display()))?;
        for (index, view) in views.iter().enumerate() {
            self.add(&format!("[{index}]"), &|column| of_view(view, column));
        }
        Ok(())
    }

    fn lines(&mut self, text: &[u8]) {
        for (line, number) in text.split(|byte| *byte == b'\n').zip(1..) {
            if line.trim_ascii().is_empty() {
                continue;
            }
            match serde_json::from_slice::<Value>(line) {
                Ok(view) => self.add(&format!("line {number}"), &|column| of_view(&view, column)),
                Err(_) => self.rejects.push(format!("line {number} is no JSON")),
            }
        }
    }

    fn csv(&mut self, text: &[u8]) {
        // Spreadsheets of many countries part columns by semicolons, since they write decimals with a comma.
        let header = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let delimiter = if header.contains(&b',') { b',' } else { b';' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text);
        let Ok(names) = reader.byte_headers().cloned() else { return };
        for (row, number) in reader.byte_records().zip(1..) {
            let place = format!("row {number}");
            let Ok(row) = row else {
                self.rejects.push(format!("{place} is no CSV"));
                continue;
            };
            if row.len() < names.len() {
                self.rejects.push(format!("{place} has fewer cells than the header"));
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
            self.add(&place, &get);
        }
    }
}

/// A cell as the CSV has it.
fn written(cell: Cell<'_>) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.to_owned()),
        Cell::Whole(number) => Some(number.to_string()),
        Cell::Number(number) => Some(number.to_string()),
        Cell::Flag(flag) => Some(flag.to_string()),
        Cell::Nothing | Cell::Instant(_) | Cell::Wall(_) | Cell::Other => None,
    }
}

/// The value of a column of the CSV in the full view, in the vendor's six keys, or in an object with the columns as keys.
fn of_view(view: &Value, column: &str) -> Option<String> {
    let nested = || {
        let (above, below) = column.split_once('.')?;
        view.get("metrics")?.get(above)?.get(below)
    };
    let direct = || view.get(column).or_else(|| view.get("score")?.get(column));
    match column {
        "overall.weakest" => scalar(view.get(column).or_else(|| view.get("overall")?.get("weakest"))?),
        "overall.reason" => scalar(view.get(column).or_else(|| reason(view))?),
        _ => scalar(direct().or_else(nested)?),
    }
}

/// The first sentence on the weakest metric.
fn reason(view: &Value) -> Option<&Value> {
    let weakest = view.get("overall")?.get("weakest")?;
    let reasons = view.get("reasons")?.as_array()?;
    reasons.iter().find(|reason| reason.get("metric") == Some(weakest))?.get("text")
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
