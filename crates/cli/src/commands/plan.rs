//! `plan`: read every channel once, and play the campaign forward from there.

use meter_ingest::TextKey;
use meter_report::plan::{self as view, Planned};
use meter_score::Policy;
use meter_score::plan::{PlanError, Request, plan};

use crate::arguments::{PlanArguments, PlanFormat};
use crate::as_of::AsOf;
use crate::channels::Plan as Inputs;
use crate::exit::Exit;
use crate::grid::{self, GridFormat};
use crate::interrupt::{self, First};
use crate::output::{Output, refuse_input_as_output};
use crate::pending::{self, Outcome, Pending, Session, Unread};
use crate::progress::Bar;
use crate::stderr;

/// Everything that decides what is made of a channel.
struct Asked {
    policy: Policy,
    as_of: AsOf,
    request: Request,
}

/// A plan beside which of the channel's files could not be read; or why there is none.
type Made = Result<(Planned, Vec<String>), PlanError>;

/// Runs `plan`.
pub fn run(arguments: &PlanArguments) -> anyhow::Result<Exit> {
    let inputs = Inputs::new(&arguments.input)?;
    let asked = Asked {
        policy: arguments.rating.policy()?,
        as_of: arguments.rating.as_of.settled(),
        request: arguments.request(),
    };
    asked.request.check()?;
    if let Some(output) = &arguments.output {
        refuse_input_as_output("--output", output, &inputs)?;
    }
    let output = Output::new(arguments.output.as_deref())?;
    let stop = interrupt::watch(First::Ends)?;
    let bar = Bar::new(arguments.input.quiet);
    let text_key = TextKey::default();
    let session = Session { text_key: &text_key, progress: Bar::watching(bar.as_ref()), stop: &stop };
    let (channels, failures) = inputs.pending(&session);
    if let Some(bar) = &bar {
        bar.count_channels(channels.len());
    }
    let outcomes = pending::collect(channels, &session, &|channel| make(channel, &session, &asked));
    if let Some(bar) = &bar {
        bar.finish();
    }
    failures.iter().for_each(stderr::warn);
    let (plans, all_well) = sort_out(outcomes?);
    write(&plans, arguments.format(), output)?;
    Ok(if all_well && failures.is_empty() { Exit::Done } else { Exit::Failed })
}

fn make(channel: Pending, session: &Session<'_>, asked: &Asked) -> Result<Made, Unread> {
    let name = channel.name.clone();
    let (reading, declared) = channel.read(session)?;
    let Asked { policy, as_of, request } = asked;
    let failures = reading.failures.iter().map(|failure| format!("{name}: {failure}")).collect();
    let plan = plan(&reading.ledger, policy, as_of.seconds(declared.timezone), request);
    Ok(plan.map(|plan| (Planned { channel: name, timezone: declared.timezone, plan }, failures)))
}

/// The plans that there are, and whether nothing had to be said of any channel.
fn sort_out(outcomes: Vec<Outcome<Made>>) -> (Vec<Planned>, bool) {
    let mut plans = Vec::new();
    let mut all_well = true;
    for (name, outcome) in outcomes {
        let error = match outcome {
            Ok(Ok((planned, failures))) => {
                failures.iter().for_each(stderr::warn);
                all_well &= failures.is_empty();
                plans.push(planned);
                continue;
            }
            Ok(Err(error)) => anyhow::anyhow!("{name}: {error}"),
            Err(Unread::Failed(error)) => error.into(),
            Err(Unread::Stopped) => continue,
        };
        stderr::error(&error);
        all_well = false;
    }
    (plans, all_well)
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
