//! `what-if --sweep`: one channel after the other, so that the cells of many are never held together.

use std::io::{self, Write};

use anyhow::ensure;
use meter_ingest::{Declared, Reading};
use meter_report::Grid;
use meter_report::what_if::{sweep_rows, write_sweep_table};
use meter_score::what_if::sweep::{Axis, Cell, MOST_CELLS, sweep};

use super::Asked;
use crate::arguments::{WhatIfArguments, WhatIfFormat};
use crate::channels::Plan;
use crate::exit::Exit;
use crate::gather::stream;
use crate::grid::{self, GridFormat};
use crate::masking;
use crate::output::Output;
use crate::scored::in_the_future;

/// Sweeps every channel and writes its cells.
pub fn write(
    arguments: &WhatIfArguments,
    plan: &Plan,
    asked: &Asked,
    output: Output,
) -> anyhow::Result<Exit> {
    let mut sink = Sink::new(arguments, output)?;
    let make = |_: &str, reading: &Reading, declared: &Declared| {
        let as_of = asked.as_of.seconds(declared.timezone);
        let cells = sweep(&reading.ledger, &asked.policy, as_of, &asked.edits, &arguments.sweep)?;
        Ok((cells, in_the_future(&reading.ledger, asked.as_of)))
    };
    let mut take = |name: String, (cells, doubt): (Vec<Cell>, Option<String>)| {
        sink.put(&name, &cells)?;
        Ok(doubt.into_iter().collect())
    };
    let ended = stream(&arguments.input, masking::mask(), plan, &make, &mut take)?;
    sink.finish()?;
    Ok(ended.exit)
}

/// The place for sweeps.
struct Sink<'a> {
    format: WhatIfFormat,
    axes: &'a [Axis],
    output: Output,
    /// Whether nothing was put there yet.
    empty: bool,
    /// The rows of a table that can only be written as a whole.
    rows: Grid,
    /// How many rows those are.
    kept: u64,
}

impl<'a> Sink<'a> {
    /// Begins with what stands before all channels.
    fn new(arguments: &'a WhatIfArguments, mut output: Output) -> io::Result<Self> {
        let (axes, format) = (&arguments.sweep, arguments.format());
        let rows = sweep_rows("", axes, &[]);
        if format == WhatIfFormat::Csv {
            rows.write_csv(&mut output)?;
        }
        Ok(Self { format, axes, output, empty: true, rows, kept: 0 })
    }

    /// Writes the cells of a channel, or keeps their rows where only all together can be written.
    fn put(&mut self, name: &str, cells: &[Cell]) -> anyhow::Result<()> {
        let (axes, output) = (self.axes, &mut self.output);
        self.empty = false;
        match self.format {
            WhatIfFormat::Table => write_sweep_table(name, axes, cells, &output.table_style(), output)?,
            WhatIfFormat::Csv => sweep_rows(name, axes, cells).write_csv_rows(output)?,
            WhatIfFormat::Json | WhatIfFormat::Parquet => {
                self.kept += cells.len() as u64;
                ensure!(
                    self.kept <= MOST_KEPT,
                    "--sweep: more than {MOST_KEPT} rows of all channels do not go into one table; choose csv or ndjson, or give larger steps"
                );
                self.rows.append(sweep_rows(name, axes, cells));
            }
            WhatIfFormat::Ndjson | WhatIfFormat::Vendor => {
                sweep_rows(name, axes, cells).write_ndjson(output)?;
            }
        }
        Ok(output.flush()?)
    }

    /// Writes what could only be written as a whole.
    fn finish(self) -> anyhow::Result<()> {
        let mut output = self.output.unless_nothing(self.empty)?;
        match self.format {
            WhatIfFormat::Json => self.rows.write_json(&mut output)?,
            WhatIfFormat::Parquet => grid::write(&self.rows, GridFormat::Parquet, &mut output)?,
            _ => {}
        }
        output.finish()
    }
}

/// The rows that are held in memory, some 1 KB each.
const MOST_KEPT: u64 = 10 * MOST_CELLS;
