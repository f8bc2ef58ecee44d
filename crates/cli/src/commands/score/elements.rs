//! The results of many channels one after the other, in formats of lines and rows.

use std::io::{self, Write};

use meter_report::typed::columns_of_rows;
use meter_report::{ChannelResult, Row, csv, full, vendor};
use meter_tables::TableFormat;

use crate::arguments::ScoreFormat;
use crate::grid::typed_table;
use crate::journal::Record;

/// The line of a channel, in formats of lines.
pub fn line(format: ScoreFormat, result: &ChannelResult) -> Option<String> {
    let mut line = Vec::new();
    match format {
        ScoreFormat::Vendor => vendor::write(result, &mut line).ok()?,
        ScoreFormat::Ndjson | ScoreFormat::Json => full::write_line(result, &mut line).ok()?,
        ScoreFormat::Table | ScoreFormat::Html | ScoreFormat::Csv | ScoreFormat::Parquet => return None,
    }
    String::from_utf8(line).ok().map(|line| line.trim_end().to_owned())
}

/// What is written around and between the results.
pub struct Elements {
    format: ScoreFormat,
    empty: bool,
    /// The rows of a table that can only be written as a whole.
    rows: Vec<Row>,
}

impl Elements {
    pub fn begin(format: ScoreFormat, out: &mut dyn Write) -> io::Result<Self> {
        if format == ScoreFormat::Csv {
            csv::write_header(out)?;
        }
        Ok(Self { format, empty: true, rows: Vec::new() })
    }

    /// Writes one result.
    pub fn put(&mut self, record: &Record, out: &mut dyn Write) -> io::Result<()> {
        let line = record.line.as_deref().unwrap_or_default();
        match self.format {
            ScoreFormat::Csv => csv::write_row(&record.row, out)?,
            ScoreFormat::Json => {
                full::begin_element(self.empty, out)?;
                out.write_all(line.as_bytes())?;
            }
            ScoreFormat::Vendor | ScoreFormat::Ndjson => writeln!(out, "{line}")?,
            ScoreFormat::Parquet | ScoreFormat::Table | ScoreFormat::Html => {
                self.rows.push(record.row.clone());
            }
        }
        self.empty = false;
        Ok(())
    }

    pub fn end(self, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            ScoreFormat::Json => full::end_array(self.empty, out),
            ScoreFormat::Parquet => {
                meter_tables::write(&typed_table(columns_of_rows(&self.rows)), TableFormat::Parquet, out)
            }
            _ => Ok(()),
        }
    }
}
