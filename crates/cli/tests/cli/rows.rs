//! Tables of scores read back, whatever their format.

use std::collections::BTreeMap;

use meter_tables::{Cell, Container, TypedTable};
use serde_json::Value;

/// The cells of a row by the names of their columns.
pub type Row = BTreeMap<String, String>;

/// The rows of a CSV.
pub fn rows_of_csv(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        names.iter().zip(&record).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Cell by cell. Numbers are compared as one reader understands them: JSON writes a fraction where CSV has none.
#[track_caller]
pub fn assert_equal(found: &[Row], expected: &[Row]) {
    let number = |cell: &str| {
        serde_json::from_str::<f64>(cell).map_or_else(|_| cell.to_owned(), |number| number.to_string())
    };
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.keys().eq(expected.keys()));
        for (name, cell) in expected {
            assert_eq!(number(&found[name]), number(cell), "{name} on {}", expected["date"]);
        }
    }
}

/// The rows of lines of JSON.
pub fn rows_of_ndjson(lines: &str) -> Vec<Row> {
    let row = |line: &str| {
        let object: serde_json::Map<String, Value> = serde_json::from_str(line).unwrap();
        object.into_iter().map(|(name, value)| (name, text(&value))).collect()
    };
    lines.lines().map(row).collect()
}

/// The rows of a table with types.
pub fn rows_of_parquet(bytes: &[u8]) -> Vec<Row> {
    let table = TypedTable::open(bytes, Container::Parquet).unwrap();
    let names = table.columns().to_vec();
    let all: Vec<usize> = (0..names.len()).collect();
    let mut rows = Vec::new();
    let mut visit = |_: u64, cells: &[Cell<'_>]| {
        let written = |cell: &Cell<'_>| match cell {
            Cell::Nothing => String::new(),
            Cell::Text(text) => (*text).to_owned(),
            Cell::Whole(number) => number.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            other => panic!("{other:?}"),
        };
        rows.push(names.iter().cloned().zip(cells.iter().map(written)).collect());
    };
    table.each_row(&all, &mut visit).unwrap();
    rows
}

/// The rows that the JSON of one channel comes to, by the paths of the columns.
pub fn rows_of_json(view: &Value, columns: &Row) -> Vec<Row> {
    let row = |point: &Value| {
        let cell = |column: &String| {
            let value = match column.split('.').collect::<Vec<_>>()[..] {
                ["channel"] => &view["channel"],
                ["date" | "asOf"] => &point[column],
                ["overall", "range", end] => &point["overall"]["range"][usize::from(end == "high")],
                [metric, "interval", end] => {
                    &point["metrics"][metric]["interval"][usize::from(end == "high")]
                }
                ["overall", key] => &point["overall"][key],
                [metric, key] => &point["metrics"][metric][key],
                _ => &point["ratings"][column],
            };
            (column.clone(), text(value))
        };
        columns.keys().map(cell).collect()
    };
    view["points"].as_array().unwrap().iter().map(row).collect()
}
