//! `plan`: read every channel once, and play the campaign forward from there.

use meter_report::plan::{self as view, Planned};
use meter_score::plan::plan;

use crate::arguments::{PlanArguments, PlanFormat};
use crate::channels::Plan as Inputs;
use crate::exit::Exit;
use crate::gather::{Gathered, gather};
use crate::grid::{self, GridFormat};
use crate::masking;
use crate::output::{Output, refuse_input_as_output};

/// Runs `plan`.
pub fn run(arguments: &PlanArguments) -> anyhow::Result<Exit> {
    let inputs = Inputs::new(&arguments.input)?;
    let policy = arguments.rating.policy()?;
    let as_of = arguments.rating.as_of.settled();
    let request = arguments.request();
    request.check()?;
    if let Some(output) = &arguments.output {
        refuse_input_as_output("--output", output, &inputs, arguments.rating.policy.as_deref())?;
    }
    let output = Output::new(arguments.output.as_deref())?;
    let Gathered { made, exit, .. } =
        gather(&arguments.input, masking::mask(), &inputs, as_of, &|name, reading, declared| {
            let plan = plan(&reading.ledger, &policy, as_of.seconds(declared.timezone), &request)?;
            Ok(Planned { channel: name.to_owned(), timezone: declared.timezone, plan })
        })?;
    let plans: Vec<Planned> = made.into_iter().map(|(_, planned)| planned).collect();
    write(&plans, arguments.format(), output.unless_nothing(plans.is_empty())?)?;
    Ok(exit)
}

fn write(plans: &[Planned], format: PlanFormat, mut output: Output) -> anyhow::Result<()> {
    let style = output.table_style();
    match format {
        PlanFormat::Table => view::write_table(plans, &style, &mut output),
        PlanFormat::Json => view::write_array(plans, &mut output),
        PlanFormat::Ndjson => grid::write(&view::rows(plans), GridFormat::Ndjson, &mut output),
        PlanFormat::Csv => grid::write(&view::rows(plans), GridFormat::Csv, &mut output),
        PlanFormat::Parquet => grid::write(&view::rows(plans), GridFormat::Parquet, &mut output),
    }?;
    output.finish()
}
