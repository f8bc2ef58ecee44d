//! `fleet`: how the numbers in a file of scores stand beside each other.

mod scores;

use meter_report::fleet;

use self::scores::Scores;
use crate::arguments::{FleetArguments, FleetFormat};
use crate::exit::Exit;
use crate::output::Output;
use crate::stderr;

/// How many rows that tell of no channel are named; all are counted.
const NAMED: usize = 10;

/// Runs `fleet`.
pub fn run(arguments: &FleetArguments) -> anyhow::Result<Exit> {
    let Scores { members, rejects, .. } = scores::read(&arguments.scores)?;
    let path = arguments.scores.display();
    for reject in rejects.iter().take(NAMED) {
        stderr::warn(format_args!("{path}: {reject}, so it is left out"));
    }
    if rejects.len() > NAMED {
        stderr::warn(format_args!("{path}: {} more are left out", rejects.len() - NAMED));
    }
    let mut output = Output::new(None)?;
    match arguments.format {
        FleetFormat::Table => {
            let style = output.table_style();
            fleet::write_summary(&members, &style, &mut output)?;
            fleet::write_percentiles(&members, &style, &mut output)?;
        }
        FleetFormat::Csv => fleet::write_csv(&members, &mut output)?,
        FleetFormat::Json => fleet::write_json(&members, &mut output)?,
    }
    output.finish()?;
    Ok(if rejects.is_empty() { Exit::Done } else { Exit::Failed })
}
