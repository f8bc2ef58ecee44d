//! `score`: read every channel, rate it, print it, each as soon as it and those before it are done.

mod elements;
mod make;
mod report;
pub(super) mod saving;
mod sink;

use std::sync::atomic::Ordering;

use anyhow::bail;
use meter_ingest::TextKey;

use self::make::Maker;
use self::report::Report;
use self::saving::Keeper;
use self::sink::Sink;
use crate::arguments::{ScoreArguments, ScoreFormat};
use crate::as_of::AsOf;
use crate::channels::Plan;
use crate::commands::report as page;
use crate::exit::Exit;
use crate::interrupt::{self, First};
use crate::masking;
use crate::output::{input_around, is_standard, refuse_input_as_output};
use crate::pending::{self, Session};
use crate::progress::Bar;
use crate::stderr;

/// Runs `score`.
pub fn run(arguments: &ScoreArguments) -> anyhow::Result<Exit> {
    let plan = Plan::new(&arguments.input)?;
    if let Some(output) = &arguments.output {
        refuse_input_as_output("--output", output, &plan, arguments.rating.policy.as_deref())?;
    }
    if arguments.resume {
        check_resume(arguments, &plan)?;
    }
    let history = Keeper::place(arguments, &plan)?;
    if arguments.format() == ScoreFormat::Html {
        return page::score(arguments, &plan);
    }
    let policy = arguments.rating.policy()?;
    let (sink, known) = Sink::new(arguments, &plan)?;
    // One number has nothing worth waiting for.
    let stop = interrupt::watch(if plan.is_single() { First::Ends } else { First::Asks })?;

    let bar = Bar::new(arguments.input.quiet);
    let text_key = TextKey::default();
    let session = Session {
        text_key: &text_key,
        progress: Bar::watching(bar.as_ref()),
        stop: &stop,
        results: masking::mask(),
    };
    let (channels, failures) = plan.pending(&session);
    let keeper = history.map(|path| Keeper::open(&path, &channels)).transpose()?;
    if let Some(bar) = &bar {
        bar.count_channels(channels.len());
    }
    let maker = Maker::new(arguments, &policy, &session, &known);
    let may_resume = may_resume(arguments, &plan);
    let report = Report::new(arguments, &policy, bar.as_ref(), &stop, sink, may_resume, channels.len());
    let mut report = report.saving(keeper);
    report.unreadable(&failures);
    let delivered = pending::each(channels, &session, &|channel| maker.make(channel), &mut report);
    if let Some(bar) = &bar {
        bar.finish();
    }
    delivered?;
    report.finish(plan.is_fleet(), stop.load(Ordering::Relaxed))
}

fn check_resume(arguments: &ScoreArguments, plan: &Plan) -> anyhow::Result<()> {
    if arguments.output.as_deref().is_none_or(is_standard) {
        bail!("--resume goes on with a file; name it with --output FILE");
    }
    if plan.reads_standard_input() {
        bail!("--resume cannot tell whether standard input is the same as before; give a path instead of -");
    }
    if arguments.rating.as_of == AsOf::Now {
        bail!(
            "--resume with --as-of now would take nothing over, since now is always another instant; give a date or an instant"
        );
    }
    let pages = match arguments.format() {
        ScoreFormat::Table => "table",
        ScoreFormat::Html => "html",
        _ => return Ok(()),
    };
    bail!(
        "--resume needs a format of lines or rows, which --format {pages} is not; choose csv, ndjson, json, parquet or vendor"
    );
}

/// Whether the same call, with a file and in a format for it, could be gone on with by `--resume`.
fn may_resume(arguments: &ScoreArguments, plan: &Plan) -> bool {
    let among_inputs = arguments.output.as_ref().is_some_and(|output| input_around(output, plan).is_some());
    !plan.reads_standard_input() && arguments.rating.as_of != AsOf::Now && !among_inputs
}

/// Says something on standard error, and nothing of the progress in between.
fn say(bar: Option<&Bar>, sentences: &[String]) {
    if !sentences.is_empty() {
        Bar::aside(bar, || sentences.iter().for_each(stderr::warn));
    }
}
