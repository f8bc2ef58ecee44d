//! `what-if`: read every channel once, score it without and with edits, or for every cell of a sweep, or seek goals.

mod swept;

use std::io::Write;

use anyhow::bail;
use meter_ingest::{Declared, Reading};
use meter_report::table::TableStyle;
use meter_report::what_if::{self as view, WhatIf};
use meter_score::what_if::reach::reach;
use meter_score::what_if::sweep::{self, Variable};
use meter_score::what_if::{Comparison, Edit, EditError, Edited};
use meter_score::{Policy, Rating, stability};

use crate::arguments::{WhatIfArguments, WhatIfFormat, policy};
use crate::as_of::AsOf;
use crate::channels::Plan;
use crate::exit::Exit;
use crate::gather::{Gathered, gather};
use crate::grid::{self, GridFormat};
use crate::masking;
use crate::output::{Output, refuse_input_as_output};
use crate::scored::joined;

/// Everything that decides what is made of a channel.
struct Asked {
    policy: Policy,
    as_of: AsOf,
    edits: Vec<Edit>,
    reach: Option<Rating>,
}

/// Runs `what-if`.
pub fn run(arguments: &WhatIfArguments) -> anyhow::Result<Exit> {
    let plan = Plan::new(&arguments.input)?;
    let sends = arguments.sweep.iter().any(|axis| axis.variable == Variable::Send);
    let asked = Asked {
        policy: policy(arguments.base_policy.as_deref(), "--base-policy")?,
        as_of: arguments.as_of.settled(),
        edits: arguments.edits.edits(sends)?,
        reach: arguments.reach.map(|reach| Rating::ALL[usize::from(reach) - 1]),
    };
    check(arguments, &asked.edits, &plan)?;
    let output = Output::new(arguments.output.as_deref())?;
    if !arguments.sweep.is_empty() {
        return swept::write(arguments, &plan, &asked, output);
    }
    let Gathered { made, exit, .. } =
        gather(&arguments.input, masking::mask(), &plan, asked.as_of, &|name, reading, declared| {
            Ok(make(name, reading, declared, &asked, arguments)?)
        })?;
    let mut output = output.unless_nothing(made.is_empty())?;
    let compared: Vec<WhatIf> = made.into_iter().map(|(_, comparison)| comparison).collect();
    let style = output.table_style();
    write(&compared, arguments.format(), &style, &mut output)?;
    output.finish()?;
    Ok(exit)
}

fn check(arguments: &WhatIfArguments, edits: &[Edit], plan: &Plan) -> anyhow::Result<()> {
    if !arguments.sweep.is_empty() {
        sweep::check(edits, &arguments.sweep).map_err(|error| anyhow::anyhow!("--sweep: {error}"))?;
        if arguments.format() == WhatIfFormat::Vendor {
            bail!(
                "--format vendor has one result a channel, not one for each cell of a sweep; choose ndjson"
            );
        }
    }
    let in_rows =
        matches!(arguments.format(), WhatIfFormat::Csv | WhatIfFormat::Parquet | WhatIfFormat::Vendor);
    let answers = [("--reach", arguments.reach.is_some()), ("--stability", arguments.stability)];
    if let Some((option, _)) = answers.into_iter().find(|(_, is_given)| in_rows && *is_given) {
        bail!("{option} has no place in this format; choose --format table, json or ndjson");
    }
    match &arguments.output {
        Some(output) => refuse_input_as_output("--output", output, plan, arguments.policies()),
        None => Ok(()),
    }
}

fn make(
    name: &str,
    reading: &Reading,
    declared: &Declared,
    asked: &Asked,
    arguments: &WhatIfArguments,
) -> Result<WhatIf, EditError> {
    let Asked { policy, edits, .. } = asked;
    let (ledger, as_of) = (&reading.ledger, asked.as_of.seconds(declared.timezone));
    let Comparison { before, after, done } = Comparison::of(ledger, policy, as_of, edits)?;
    let goals = asked.reach.map(|to| reach(ledger, policy, as_of, edits, to)).transpose()?;
    let stability = arguments.stability.then(|| {
        let edited = Edited::new(ledger, policy, as_of, edits)?;
        Ok(stability(&edited.ledger, &edited.policy, edited.as_of))
    });
    let [before, after] =
        [before, after].map(|assessment| joined(name, reading, declared.timezone, assessment));
    let (goals, stability) = (goals.unwrap_or_default(), stability.transpose()?);
    Ok(WhatIf { before, after, done, goals, stability })
}

fn write(
    compared: &[WhatIf],
    format: WhatIfFormat,
    style: &TableStyle,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    match format {
        WhatIfFormat::Table => view::write_table(compared, style, out),
        WhatIfFormat::Json => view::write_array(compared, out),
        WhatIfFormat::Ndjson => compared.iter().try_for_each(|one| view::write_line(one, out)),
        WhatIfFormat::Csv => grid::write(&view::rows(compared), GridFormat::Csv, out),
        WhatIfFormat::Parquet => grid::write(&view::rows(compared), GridFormat::Parquet, out),
        WhatIfFormat::Vendor => compared.iter().try_for_each(|one| view::write_vendor(one, out)),
    }
}
