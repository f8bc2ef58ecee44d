//! Where the timelines of a run go, one channel after the other.

use std::io::{self, Write};

use meter_report::timeline::{self, ChannelTimeline};
use meter_report::{Grid, full};

use crate::arguments::TimelineFormat;
use crate::grid::{self, GridFormat};
use crate::output::Output;

/// The place for timelines.
pub struct Sink {
    format: TimelineFormat,
    output: Output,
    /// Whether nothing was put there yet.
    empty: bool,
    /// The rows of a table that can only be written as a whole.
    rows: Grid,
}

impl Sink {
    /// Begins with what stands before all channels.
    pub fn new(format: TimelineFormat, mut output: Output) -> io::Result<Self> {
        let rows = timeline::grid();
        if format == TimelineFormat::Csv {
            rows.write_csv(&mut output)?;
        }
        Ok(Self { format, output, empty: true, rows })
    }

    /// Writes a channel.
    pub fn put(&mut self, channel: &ChannelTimeline) -> io::Result<()> {
        let output = &mut self.output;
        match self.format {
            TimelineFormat::Table => {
                if !self.empty {
                    writeln!(output)?;
                }
                timeline::write_table(channel, &output.table_style(), output)?;
            }
            TimelineFormat::Csv => timeline::rows(channel).write_csv_rows(output)?,
            TimelineFormat::Ndjson => timeline::rows(channel).write_ndjson(output)?,
            TimelineFormat::Parquet => self.rows.append(timeline::rows(channel)),
            TimelineFormat::Json => {
                full::begin_element(self.empty, output)?;
                timeline::write_element(channel, output)?;
            }
        }
        self.empty = false;
        output.flush()
    }

    /// Writes what stands behind all channels.
    pub fn finish(mut self) -> anyhow::Result<()> {
        match self.format {
            TimelineFormat::Json => full::end_array(self.empty, &mut self.output)?,
            TimelineFormat::Parquet => grid::write(&self.rows, GridFormat::Parquet, &mut self.output)?,
            TimelineFormat::Table | TimelineFormat::Csv | TimelineFormat::Ndjson => {}
        }
        self.output.unless_nothing(self.empty)?.finish()
    }
}
