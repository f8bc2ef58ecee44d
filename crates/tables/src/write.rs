//! Tables going out.

use std::io::{self, Write};

use polars::prelude::{IpcCompression, IpcWriter, ParquetCompression, ParquetWriter, PolarsError, SerWriter};
use serde_json::{Map, Value};

use crate::convert::frame;
use crate::{Column, Table, Values};

/// What a table is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TableFormat {
    /// Apache Parquet, packed.
    Parquet,
    /// An Arrow IPC file, packed.
    Ipc,
    /// Comma-separated (RFC 4180), no value being an empty cell.
    Csv,
    /// One object a line, no value being a missing key.
    Ndjson,
}

impl TableFormat {
    /// The usual ending of a file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Ipc => "arrow",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }
}

/// Writes a table.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write(table: &Table, format: TableFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        TableFormat::Parquet => {
            let mut frame = frame(table).map_err(other)?;
            let writer = ParquetWriter::new(out).with_compression(ParquetCompression::Zstd(None));
            writer.finish(&mut frame).map_err(other).map(|_| ())
        }
        TableFormat::Ipc => {
            let mut frame = frame(table).map_err(other)?;
            let writer = IpcWriter::new(out).with_compression(Some(IpcCompression::default()));
            { writer }.finish(&mut frame).map_err(other)
        }
        TableFormat::Csv => csv(table, out),
        TableFormat::Ndjson => ndjson(table, out),
    }
}

fn other(error: PolarsError) -> io::Error {
    match error {
        PolarsError::IO { error, .. } => io::Error::new(error.kind(), error.to_string()),
        error => io::Error::other(error.to_string()),
    }
}

fn csv(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in 0..table.height() {
        for column in &table.columns {
            match &column.values {
                Values::Text(values) => writer.write_field(values[row].as_deref().unwrap_or_default())?,
                _ => match value(column, row) {
                    Value::Null => writer.write_field("")?,
                    value => writer.write_field(value.to_string())?,
                },
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

fn ndjson(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    for row in 0..table.height() {
        let cells = table.columns.iter().map(|column| (column.name.to_owned(), value(column, row)));
        let cells: Map<String, Value> = cells.filter(|(_, value)| !value.is_null()).collect();
        serde_json::to_writer(&mut *out, &cells)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn value(column: &Column, row: usize) -> Value {
    match &column.values {
        Values::Text(values) => values[row].as_deref().into(),
        Values::Whole(values) => values[row].into(),
        Values::Number(values) => values[row].into(),
        Values::Flag(values) => values[row].into(),
    }
}
