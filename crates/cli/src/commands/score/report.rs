//! What is said while results come in, and at the end.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::{AutoStream, ColorChoice};
use meter_report::fleet::{self, Member};
use meter_report::table::TableStyle;
use meter_score::Policy;
use meter_score::words::count;

use super::make::{Made, Score};
use super::saving::Keeper;
use super::say;
use super::sink::Sink;
use crate::arguments::{ScoreArguments, ScoreFormat};
use crate::exit::Exit;
use crate::masking::shown;
use crate::output::COLUMNS;
use crate::pending::{Outcome, Unread};
use crate::progress::Bar;
use crate::schedule::Results;
use crate::stderr;

/// Whoever takes the scores of a run.
pub struct Report<'r> {
    arguments: &'r ScoreArguments,
    policy: &'r Policy,
    bar: Option<&'r Bar>,
    stop: &'r AtomicBool,
    sink: Sink,
    keeper: Option<Keeper>,
    /// Whether a stopped run could be gone on with, in the right format and with a file.
    may_resume: bool,
    exit: Exit,
    members: Vec<Member>,
    channels: usize,
    taken_over: usize,
    stopped: usize,
    told_to_wait: bool,
}

impl<'r> Report<'r> {
    pub fn new(
        arguments: &'r ScoreArguments,
        policy: &'r Policy,
        bar: Option<&'r Bar>,
        stop: &'r AtomicBool,
        sink: Sink,
        may_resume: bool,
        channels: usize,
    ) -> Self {
        Self {
            arguments,
            policy,
            bar,
            stop,
            sink,
            keeper: None,
            may_resume,
            exit: Exit::Done,
            members: Vec::new(),
            channels,
            taken_over: 0,
            stopped: 0,
            told_to_wait: false,
        }
    }

    /// Hands results to whoever saves them as well.
    pub fn saving(self, keeper: Option<Keeper>) -> Self {
        Self { keeper, ..self }
    }

    /// Says what belongs to no channel in particular and could not be read.
    pub fn unreadable(&mut self, failures: &[String]) {
        say(self.bar, failures);
        if !failures.is_empty() {
            self.exit = self.exit.max(Exit::Failed);
        }
    }

    /// Writes what is left to write, and says how the fleet stands and whether it is whole.
    pub fn finish(mut self, is_fleet: bool, asked_to_stop: bool) -> anyhow::Result<Exit> {
        let whole = !asked_to_stop || self.stopped == 0;
        self.sink.finish(self.policy, whole)?;
        if let Some(lost) = self.keeper.as_ref().and_then(Keeper::lost) {
            stderr::warn(lost);
            self.exit = self.exit.max(Exit::Failed);
        }
        if !self.arguments.input.quiet {
            if is_fleet && self.members.len() > 1 {
                summarise(&self.members)?;
            }
            if self.arguments.resume && whole {
                stderr::warn(format_args!(
                    "{} of {} taken over, as nothing about them has changed",
                    self.taken_over,
                    count(self.channels as u64, "channel", "channels")
                ));
            }
        }
        if !whole {
            stderr::warn(interrupted(self.arguments, self.may_resume, self.members.len(), self.channels));
            self.exit = Exit::Interrupted;
        }
        Ok(self.exit)
    }
}

impl Results<Outcome<Made>> for Report<'_> {
    fn arrived(&mut self, index: usize, (_, outcome): &Outcome<Made>) -> anyhow::Result<()> {
        if let Some(bar) = self.bar {
            bar.channel_done(matches!(outcome, Ok(Made { score: Score::Fresh(..), .. })));
        }
        match outcome {
            Ok(made) => self.sink.note(index, &made.score),
            Err(_) => Ok(()),
        }
    }

    fn next(&mut self, _index: usize, (_, outcome): Outcome<Made>) -> anyhow::Result<()> {
        let Made { score, failures, read } = match outcome {
            Ok(made) => made,
            Err(Unread::Failed(error)) => {
                Bar::aside(self.bar, || stderr::error(&error.into()));
                self.exit = self.exit.max(Exit::Failed);
                return Ok(());
            }
            Err(Unread::Stopped) => {
                self.stopped += 1;
                return Ok(());
            }
        };
        self.taken_over += usize::from(matches!(score, Score::Known(_)));
        // Results and progress may share a terminal.
        let mut record = Bar::aside(self.bar, || self.sink.take(score))?;
        if let Some(Err(error)) = self.keeper.as_mut().map(|keeper| keeper.save(record.entry.take())) {
            Bar::aside(self.bar, || stderr::error(&error));
            self.exit = self.exit.max(Exit::Failed);
        }
        self.unreadable(&failures);
        if !self.arguments.input.quiet {
            say(self.bar, &record.doubts);
        }
        say(self.bar, &read);
        let member =
            Member::of_row(&record.row).map_err(|column| anyhow::anyhow!("a result lacks {column}"))?;
        if self.arguments.fail_below.is_some_and(|limit| u8::from(member.overall) < limit) {
            self.exit = self.exit.max(Exit::BelowLimit);
        }
        self.members.push(member);
        Ok(())
    }

    fn waiting(&mut self) {
        if let Some(bar) = self.bar {
            bar.refresh();
        }
        if self.stop.load(Ordering::Relaxed) && !self.told_to_wait {
            self.told_to_wait = true;
            let sentence =
                "stopping as soon as the channels in work are done; press Ctrl-C again to stop at once";
            Bar::aside(self.bar, || stderr::warn(sentence));
        }
    }
}

/// How the fleet stands, for whoever watches.
fn summarise(members: &[Member]) -> anyhow::Result<()> {
    let style = TableStyle {
        width: terminal_size::terminal_size_of(std::io::stderr())
            .map_or(COLUMNS, |(width, _)| width.0)
            .into(),
        colour: AutoStream::choice(&std::io::stderr()) != ColorChoice::Never,
    };
    let mut text = Vec::new();
    fleet::write_summary(members, &style, &mut text)?;
    // A standard error that is closed is no reason to fail.
    let _ = anstream::stderr().lock().write_all(&text);
    Ok(())
}

fn interrupted(arguments: &ScoreArguments, may_resume: bool, done: usize, channels: usize) -> String {
    if done == 0 {
        return format!("stopped before any of the {channels} channels was done");
    }
    let head = format!("stopped after {done} of {channels} channels");
    match &arguments.output {
        None if !may_resume => head,
        Some(output) if !may_resume => format!("{head}, which {} has", shown(output)),
        None if arguments.format() == ScoreFormat::Table => {
            format!(
                "{head}; with --output FILE and another format than table the same call could go on with --resume"
            )
        }
        None => format!("{head}; with --output FILE the same call could go on with --resume"),
        Some(_) if arguments.format() == ScoreFormat::Table => {
            format!("{head}; in another format than table the same call could go on with --resume")
        }
        Some(output) => {
            format!("{head}, which {} has; the same call with --resume goes on", shown(output))
        }
    }
}
