//! Tables of many scores, in the formats that programs read.

use std::io::Write;
use std::path::Path;

use meter_report::Grid;
use meter_report::typed::{TypedColumn, TypedValues};
use meter_tables::{Table, TableFormat, Values};

/// Formats of such a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GridFormat {
    /// With a header.
    Csv,
    /// One object a line.
    Ndjson,
    /// With types.
    Parquet,
}

/// The format that the ending of a file says, if it says one of CSV, NDJSON, Parquet and JSON, in this order.
pub fn of_ending<F>(path: Option<&Path>, [csv, ndjson, parquet, json]: [F; 4]) -> Option<F> {
    match path?.extension()?.to_str()? {
        "csv" => Some(csv),
        "ndjson" | "jsonl" => Some(ndjson),
        "parquet" => Some(parquet),
        "json" => Some(json),
        _ => None,
    }
}

/// Writes a table.
pub fn write(grid: &Grid, format: GridFormat, out: &mut dyn Write) -> std::io::Result<()> {
    match format {
        GridFormat::Csv => grid.write_csv(out),
        GridFormat::Ndjson => grid.write_ndjson(out),
        GridFormat::Parquet => meter_tables::write(&typed_table(grid.columns()), TableFormat::Parquet, out),
    }
}

/// Columns as a table with types.
pub fn typed_table(columns: impl IntoIterator<Item = TypedColumn>) -> Table {
    let mut table = Table::default();
    for column in columns {
        let values = match column.values {
            TypedValues::Text(values) => {
                Values::Text(values.into_iter().map(|value| value.map(Into::into)).collect())
            }
            TypedValues::Whole(values) => Values::Whole(values),
            TypedValues::Number(values) => Values::Number(values),
            TypedValues::Flag(values) => Values::Flag(values),
        };
        table.push(column.name, values);
    }
    table
}
