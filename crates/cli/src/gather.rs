//! One and the same way from the exports of all channels to what is made of them: read, make, say what has to be said.

use meter_ingest::{Declared, Reading, TextKey};
use meter_report::mask::Mask;

use crate::arguments::InputArguments;
use crate::as_of::AsOf;
use crate::channels::Plan;
use crate::exit::Exit;
use crate::interrupt::{self, First};
use crate::pending::{self, Outcome, Pending, Read, Said, Session, Unread};
use crate::progress::Bar;
use crate::schedule::Results;
use crate::scored::in_the_future;
use crate::stderr;

/// What was made of all channels that could be read.
pub struct Gathered<T> {
    /// Each with the channel's name, in the order in which they are reported.
    pub made: Vec<(String, T)>,
    /// Whether something could not be done.
    pub exit: Exit,
    /// How many channels and tables were asked for and are not in it.
    pub unread: usize,
}

/// How a run ended.
pub struct Ended {
    /// Whether something could not be done.
    pub exit: Exit,
    /// How many channels and tables could not be read, or nothing could be made of them.
    pub unread: usize,
}

/// What is made of one channel and what has to be said about it.
struct Told<T> {
    result: anyhow::Result<T>,
    said: Said,
}

/// Makes something of the channel with a name.
pub type Make<'m, T> = dyn Fn(&str, &Reading, &Declared) -> anyhow::Result<T> + Sync + 'm;

/// Takes what was made of a channel, in the order in which they are reported; returns what else makes it doubtful, without the name.
pub type Take<'t, T> = dyn FnMut(String, T) -> anyhow::Result<Vec<String>> + 't;

/// Reads every channel on all threads and makes something of it at `as_of`, for results that are only of use together. Persons and
/// paths in them are masked if `results` says so.
pub fn gather<T: Send>(
    input: &InputArguments,
    results: Mask,
    plan: &Plan,
    as_of: AsOf,
    make: &Make<'_, T>,
) -> anyhow::Result<Gathered<T>> {
    let make = |name: &str, reading: &Reading, declared: &Declared| {
        Ok((make(name, reading, declared)?, in_the_future(&reading.ledger, as_of)))
    };
    let mut gathered = Vec::new();
    let mut take = |name: String, (result, doubt): (T, Option<String>)| {
        gathered.push((name, result));
        Ok(doubt.into_iter().collect())
    };
    let Ended { exit, unread } = stream(input, results, plan, &make, &mut take)?;
    Ok(Gathered { made: gathered, exit, unread })
}

/// The same, each result handed on as soon as it and those before it are there.
pub fn stream<T: Send>(
    input: &InputArguments,
    results: Mask,
    plan: &Plan,
    make: &Make<'_, T>,
    take: &mut Take<'_, T>,
) -> anyhow::Result<Ended> {
    let stop = interrupt::watch(First::Ends)?;
    let bar = Bar::new(input.quiet);
    let text_key = TextKey::default();
    let session =
        Session { text_key: &text_key, progress: Bar::watching(bar.as_ref()), stop: &stop, results };
    let (channels, failures) = plan.pending(&session);
    if let Some(bar) = &bar {
        bar.count_channels(channels.len());
    }
    let mut stream = Stream { input, bar: bar.as_ref(), take, exit: Exit::Done, unread: failures.len() };
    stream.unreadable(&failures);
    let work = |channel: Pending| read_and_make(channel, &session, make);
    let delivered = pending::each(channels, &session, &work, &mut stream);
    let ended = Ended { exit: stream.exit, unread: stream.unread };
    if let Some(bar) = &bar {
        bar.finish();
    }
    delivered?;
    Ok(ended)
}

fn read_and_make<T>(channel: Pending, session: &Session<'_>, make: &Make<'_, T>) -> Result<Told<T>, Unread> {
    let name = channel.name.clone();
    let Read { reading, declared, said } = channel.read(session)?;
    Ok(Told { result: make(&name, &reading, &declared), said })
}

/// Whoever hears of what was made.
struct Stream<'s, 't, T> {
    input: &'s InputArguments,
    bar: Option<&'s Bar>,
    take: &'s mut Take<'t, T>,
    exit: Exit,
    unread: usize,
}

impl<T> Stream<'_, '_, T> {
    fn unreadable(&mut self, failures: &[String]) {
        if !failures.is_empty() {
            Bar::aside(self.bar, || failures.iter().for_each(stderr::warn));
            self.exit = Exit::Failed;
        }
    }

    /// Says why a channel is not among the results.
    fn fail(&mut self, error: &anyhow::Error) {
        self.unread += 1;
        Bar::aside(self.bar, || stderr::error(error));
        self.exit = Exit::Failed;
    }
}

impl<T> Results<Outcome<Told<T>>> for Stream<'_, '_, T> {
    fn arrived(&mut self, _index: usize, (_, outcome): &Outcome<Told<T>>) -> anyhow::Result<()> {
        if let Some(bar) = self.bar {
            bar.channel_done(outcome.is_ok());
        }
        Ok(())
    }

    fn next(&mut self, _index: usize, (name, outcome): Outcome<Told<T>>) -> anyhow::Result<()> {
        let Told { result, mut said } = match outcome {
            Ok(told) => told,
            Err(Unread::Failed(error)) => {
                self.fail(&error.into());
                return Ok(());
            }
            Err(Unread::Stopped) => return Ok(()),
        };
        self.unreadable(&said.failures);
        match result {
            // Results and progress may share a terminal.
            Ok(made) => {
                let doubts = Bar::aside(self.bar, || (self.take)(name, made))?;
                for doubt in &doubts {
                    said.doubt(doubt);
                }
            }
            Err(error) => self.fail(&error.context(said.name.clone())),
        }
        if self.input.quiet {
            return Ok(());
        }
        let read = said.read.iter().filter(|_| self.input.is_verbose());
        Bar::aside(self.bar, || said.doubts.iter().chain(read).for_each(stderr::warn));
        Ok(())
    }

    fn waiting(&mut self) {
        if let Some(bar) = self.bar {
            bar.refresh();
        }
    }
}
