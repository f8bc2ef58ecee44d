//! `calibrate`: do the cuts agree with the ratings that the vendor gave, and which would agree best?

mod labels;
mod measure;
mod responses;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use meter_ingest::TextKey;
use meter_report::calibration;
use meter_score::calibrate::{Calibration, calibrate};
use meter_score::words::count;

use self::labels::Assigned;
use self::measure::{Measured, measure};
use crate::arguments::{CalibrateArguments, CalibrateFormat};
use crate::channels::Plan;
use crate::exit::Exit;
use crate::interrupt::{self, First};
use crate::masking;
use crate::output::{Output, destination, new_beside, refuse_input_as_output};
use crate::pending::Session;
use crate::progress::Bar;
use crate::stderr;

/// Runs `calibrate`.
pub fn run(arguments: &CalibrateArguments) -> anyhow::Result<Exit> {
    let plan = Plan::new(&arguments.input)?;
    let policy = arguments.rating.policy()?;
    if let Some(output) = &arguments.output {
        check_output(output, arguments, &plan)?;
    }
    let on_stdin = arguments.labels.iter().filter(|path| path.as_os_str() == "-").count();
    if on_stdin + usize::from(plan.reads_standard_input()) > 1 {
        bail!("-: standard input can be read only once; name it once");
    }
    let mut files = Vec::with_capacity(arguments.labels.len());
    for path in &arguments.labels {
        files.push((path.as_path(), responses::read(path)?));
    }
    let stop = interrupt::watch(First::Ends)?;
    let bar = Bar::new(arguments.input.quiet);
    let text_key = TextKey::default();
    let session = Session {
        text_key: &text_key,
        progress: Bar::watching(bar.as_ref()),
        stop: &stop,
        results: masking::mask(),
    };
    let (channels, failures) = plan.pending(&session);
    let Assigned { jobs, without, repeated } = labels::assign(channels, &files)?;
    if let Some(bar) = &bar {
        bar.count_channels(jobs.len());
    }
    let measured = measure(jobs, &policy, arguments.rating.as_of, &session, bar.as_ref());
    if let Some(bar) = &bar {
        bar.finish();
    }
    let Measured { labels, doubts, failures: unread } = measured?;
    failures.iter().chain(&unread).for_each(stderr::warn);
    if labels.is_empty() {
        bail!("none of the channels that the vendor rated could be read, so there is nothing to compare");
    }
    let calibration = calibrate(&labels, &policy);
    if !arguments.input.quiet {
        doubts.iter().for_each(stderr::warn);
        remarks(&calibration, without, repeated).iter().for_each(stderr::warn);
    }
    write(arguments, &calibration)?;
    Ok(if failures.is_empty() && unread.is_empty() { Exit::Done } else { Exit::Failed })
}

/// The policy must not replace anything that it was made from; and whether it can be written is found out before any work.
fn check_output(output: &Path, arguments: &CalibrateArguments, plan: &Plan) -> anyhow::Result<()> {
    let others = arguments.labels.iter().chain(&arguments.rating.policy);
    refuse_input_as_output("--output", output, plan, others.map(PathBuf::as_path))?;
    drop(new_beside(&destination(output)?)?);
    Ok(())
}

fn remarks(calibration: &Calibration, without: usize, repeated: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    if without > 0 {
        let channels = count(without as u64, "channel", "channels");
        remarks.push(format!("{channels} without a rating of the vendor: not read"));
    }
    if repeated > 0 {
        let ratings = count(repeated as u64, "response of the vendor is", "responses of the vendor are");
        remarks.push(format!("{ratings} there more than once and counted once"));
    }
    if !calibration.claims() {
        remarks.push("the ratings do not tell where any cut is, so all cuts are kept".to_owned());
    }
    remarks
}

fn write(arguments: &CalibrateArguments, calibration: &Calibration) -> anyhow::Result<()> {
    if let Some(path) = &arguments.output {
        let mut file = Output::new(Some(path))?;
        file.write_all(calibration::policy_toml(calibration).as_bytes())?;
        file.finish()?;
    }
    let mut output = Output::new(None)?;
    match arguments.format {
        CalibrateFormat::Json => calibration::write_json(calibration, &mut output)?,
        CalibrateFormat::Table => {
            let style = output.table_style();
            calibration::write_table(calibration, &style, &mut output)?;
        }
    }
    output.finish()
}
