//! `fleet`: how the numbers in a file of scores stand beside each other.

use meter_report::fleet::{self, Member};
use meter_report::mask::Names;

use crate::arguments::{FleetArguments, FleetFormat};
use crate::exit::Exit;
use crate::masking;
use crate::output::Output;
use crate::saved::{self, Listed};

/// Runs `fleet`.
pub fn run(arguments: &FleetArguments) -> anyhow::Result<Exit> {
    let path = &arguments.scores;
    let Listed { results: mut members, rejects } =
        saved::list(path, &|get| Member::of(get), &|member: &Member| &member.channel)?;
    let mut names = Names::new(masking::mask());
    for member in &mut members {
        member.channel = names.of(&member.channel);
    }
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
