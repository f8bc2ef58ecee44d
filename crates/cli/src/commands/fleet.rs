//! `fleet`: how the numbers in a file of scores stand beside each other.

use meter_report::fleet::{self, Member};

use crate::arguments::{FleetArguments, FleetFormat};
use crate::exit::Exit;
use crate::output::Output;
use crate::saved::{self, Listed};

/// Runs `fleet`.
pub fn run(arguments: &FleetArguments) -> anyhow::Result<Exit> {
    let path = &arguments.scores;
    let Listed { results: members, rejects } =
        saved::list(path, &|get| Member::of(get), &|member| &member.channel)?;
    let exit = saved::say_rejects(path, &rejects);
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
    Ok(exit)
}
