//! Channels that are yet to be read, and what becomes of each.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use meter_ingest::{
    ChannelError, DECLARATION_FILE, Declaration, Declared, FleetChannel, Progress, Reading, TextKey,
    read_channel,
};
use meter_report::mask::Mask;

use crate::inputs::{self, Print};
use crate::masking;
use crate::schedule::{Results, in_order};
use crate::scored::{doubts, what_was_read};

/// What all readings of a run share.
pub struct Session<'s> {
    /// The key under which texts are hashed.
    pub text_key: &'s TextKey,
    /// Who is told how far it is.
    pub progress: &'s dyn Progress,
    /// Set when no further channel shall be read.
    pub stop: &'s AtomicBool,
    /// Whether persons and paths are masked in results. What is said of them is masked where [`masking::mask`] says so.
    pub results: Mask,
}

/// One channel that is yet to be read.
#[derive(Debug)]
pub struct Pending {
    /// The name under which it is in results.
    pub name: String,
    /// The name that it has, by which it is known to other files.
    pub called: String,
    /// Where it comes from.
    pub source: Source,
}

/// Where a channel comes from.
#[derive(Debug)]
pub enum Source {
    /// A folder, file or zip, or `-`.
    Path {
        /// Where it lies.
        path: PathBuf,
        /// What the command line says of it.
        declaration: Declaration,
    },
    /// Tables that tell of many.
    Table {
        /// What they tell of it.
        channel: Box<FleetChannel>,
        /// What the command line says of it.
        declared: Arc<Declared>,
        /// The print of all tables.
        print: Option<Print>,
    },
    /// Tables that could not be read at all.
    Failed(ChannelError),
}

/// Why there is nothing of a channel.
#[derive(Debug)]
pub enum Unread {
    /// It cannot be read.
    Failed(ChannelError),
    /// The run was stopped before it was read.
    Stopped,
}

impl From<ChannelError> for Unread {
    fn from(error: ChannelError) -> Self {
        Self::Failed(masking::channel_error(error))
    }
}

/// A channel's name in results, and what was made of it or why nothing was.
pub type Outcome<T> = (String, Result<T, Unread>);

/// A channel that was read.
pub struct Read {
    /// What is in it, as results may show it.
    pub reading: Reading,
    /// What was declared of it.
    pub declared: Arc<Declared>,
    /// What has to be said of it.
    pub said: Said,
}

/// What has to be said of a channel on standard error, as it may be said there.
#[derive(Debug, Default)]
pub struct Said {
    /// What the channel is called.
    pub name: String,
    /// Files that could not be read.
    pub failures: Vec<String>,
    /// What may make a result wrong.
    pub doubts: Vec<String>,
    /// What was read.
    pub read: Vec<String>,
}

impl Said {
    fn of(name: &str, reading: &Reading) -> Self {
        Self {
            name: name.to_owned(),
            failures: reading.failures.iter().map(|failure| format!("{name}: {failure}")).collect(),
            doubts: doubts(reading).iter().map(|doubt| format!("{name}: {doubt}")).collect(),
            read: what_was_read(name, reading),
        }
    }

    /// Adds a doubt.
    pub fn doubt(&mut self, doubt: &str) {
        self.doubts.push(format!("{}: {doubt}", self.name));
    }
}

impl Pending {
    /// By what the inputs of the channel are known again; `None` where nothing can tell that they are the same.
    pub fn print(&self) -> Option<Print> {
        match &self.source {
            Source::Path { path, declaration } => inputs::print(std::slice::from_ref(path), declaration),
            Source::Table { print, .. } => *print,
            Source::Failed(_) => None,
        }
    }

    /// Reads the channel, with what the command line and its own `channel.toml` declare.
    pub fn read(self, session: &Session<'_>) -> Result<Read, Unread> {
        // A name is masked in what is said if it is so at all.
        let said_name = if masking::mask().is_on() { self.name.clone() } else { self.called.clone() };
        let (reading, declared) = self.read_unmasked(session)?;
        let said = |reading: &Reading| Said::of(&said_name, reading);
        // Either is masked once: what is masked already would be masked again.
        if masking::mask() == session.results {
            let reading = masking::reading(session.results, reading);
            return Ok(Read { said: said(&reading), reading, declared });
        }
        let said = said(&reading);
        Ok(Read { said, reading: masking::reading(session.results, reading), declared })
    }

    fn read_unmasked(self, session: &Session<'_>) -> Result<(Reading, Arc<Declared>), Unread> {
        if session.stop.load(Ordering::Relaxed) {
            return Err(Unread::Stopped);
        }
        match self.source {
            Source::Path { path, declaration } => {
                let of_folder = Declaration::read(&path)?;
                let declared = declaration.or(of_folder).resolve();
                let declared = declared
                    .map_err(|why| ChannelError::Declaration { path: path.join(DECLARATION_FILE), why })?;
                let reading = read_channel(&path, &declared, session.text_key, session.progress)?;
                Ok((reading, Arc::new(declared)))
            }
            Source::Table { channel, declared, .. } => Ok((channel.settle(&declared), declared)),
            Source::Failed(error) => Err(error.into()),
        }
    }

    /// What a message calls it.
    pub fn place(&self) -> PathBuf {
        match &self.source {
            Source::Path { path, .. } => path.clone(),
            _ => Path::new(&self.name).to_owned(),
        }
    }
}

/// Makes something of every channel, on all threads, and hands it out in order, each as soon as it and those before it are there.
///
/// # Errors
/// The first of `results`.
pub fn each<T: Send>(
    pending: Vec<Pending>,
    session: &Session<'_>,
    make: &(dyn Fn(Pending) -> Result<T, Unread> + Sync),
    results: &mut dyn Results<Outcome<T>>,
) -> anyhow::Result<()> {
    let places: Vec<(String, PathBuf)> =
        pending.iter().map(|pending| (pending.name.clone(), pending.place())).collect();
    let work = |pending: Pending| (pending.name.clone(), make(pending));
    let failed = |index: usize| {
        let (name, path) = places[index].clone();
        (name, Err(ChannelError::Internal { path }.into()))
    };
    in_order(pending, session.stop, &work, &failed, results)
}

/// The same of what was read, all of it at once, for results that are only of use together.
pub fn all<T: Send>(
    pending: Vec<Pending>,
    session: &Session<'_>,
    make: &(dyn Fn(&str, Read) -> T + Sync),
) -> anyhow::Result<Vec<Outcome<T>>> {
    struct Collected<T>(Vec<Outcome<T>>);
    impl<T> Results<Outcome<T>> for Collected<T> {
        fn next(&mut self, _index: usize, outcome: Outcome<T>) -> anyhow::Result<()> {
            self.0.push(outcome);
            Ok(())
        }
    }
    let mut collected = Collected(Vec::with_capacity(pending.len()));
    let make = |pending: Pending| {
        let name = pending.name.clone();
        pending.read(session).map(|read| make(&name, read))
    };
    each(pending, session, &make, &mut collected)?;
    Ok(collected.0)
}
