//! Tables that tell of many channels at once: which of their rows belong to whom.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::channel::{FilesRead, read_files, settle};
use crate::settle::Rows;
use crate::{
    ChannelError, Collector, Declared, Progress, ReadError, Reading, Reject, SourceFailure, TextKey, source,
};

/// The channels of some tables.
#[derive(Debug)]
pub struct Fleet {
    /// In the order of names.
    pub channels: Vec<FleetChannel>,
    /// Files that cannot be read, in the order of paths. They are rejects of every channel.
    pub failures: Vec<SourceFailure>,
}

/// What the tables say of one channel, yet to be settled, so that many channels can be settled at once.
#[derive(Debug)]
pub struct FleetChannel {
    /// The name that the tables give it.
    pub name: String,
    collectors: Vec<Collector>,
    /// What cannot be read, whichever channel it concerns.
    shared: Arc<[Reject]>,
}

impl FleetChannel {
    /// Adds up what the tables say of the channel.
    #[must_use]
    pub fn settle(self, declared: &Declared) -> Reading {
        let mut reading = settle(self.collectors, Rows::default(), declared);
        reading.rejects.extend_from_slice(&self.shared);
        reading.rejects.sort();
        reading
    }
}

/// Reads the tables at `paths` (files, or folders of them) and parts them by the channels that they name.
///
/// A row that does not say its channel could belong to any of them, so it is a reject of all; and what holds no channel at all
/// (a table without such a column, any other export) is a failure, since nobody can tell whose it is.
///
/// # Errors
/// If the paths lead nowhere, or no channel is named in anything there.
pub fn read_fleet(
    paths: &[PathBuf],
    declared: &Declared,
    text_key: &TextKey,
    progress: &dyn Progress,
) -> Result<Fleet, ChannelError> {
    let (mut files, mut unopened) = (Vec::new(), Vec::new());
    for path in paths {
        let (found, not_found) = source::locate(path)?;
        files.extend(found);
        unopened.extend(not_found);
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let FilesRead { collectors, mut failures, unrecognised, .. } =
        read_files(files, unopened, false, declared, text_key, progress);
    let (tables, others): (Vec<_>, Vec<_>) = collectors.into_iter().partition(is_of_fleet);
    failures.extend(others.into_iter().map(|other| failure(other, ReadError::NoChannel)));
    failures.sort_by(|one, other| one.path.cmp(&other.path));

    let shared: Arc<[Reject]> = failures.iter().map(SourceFailure::as_reject).chain(unrecognised).collect();
    let channels: Vec<FleetChannel> = by_channel(tables)
        .into_iter()
        .map(|(name, collectors)| FleetChannel { name: name.into(), collectors, shared: Arc::clone(&shared) })
        .collect();
    let only_strays = failures.iter().all(|failure| matches!(failure.error, ReadError::NoChannel));
    if channels.is_empty() && only_strays {
        return Err(ChannelError::NoFleet(paths.to_vec()));
    }
    Ok(Fleet { channels, failures })
}

/// Whether everything in a file is of a channel that it names.
fn is_of_fleet(collector: &Collector) -> bool {
    (collector.names_channels || !collector.channels.is_empty()) && collector.report.records == 0
}

/// What each file says of each channel. What a file rejects as a whole is said of every channel.
fn by_channel(tables: Vec<Collector>) -> BTreeMap<Box<str>, Vec<Collector>> {
    let names: BTreeSet<Box<str>> = tables.iter().flat_map(|table| table.channels.keys()).cloned().collect();
    let mut channels: BTreeMap<Box<str>, Vec<Collector>> = BTreeMap::new();
    for mut table in tables {
        for name in &names {
            let is_named = table.channels.contains_key(name);
            if is_named || table.report.rejected > 0 {
                table.of_channel(name);
            }
            if let Some(mut of_channel) = table.channels.remove(name) {
                of_channel.report.rejected += table.report.rejected;
                of_channel.rejects.extend_from_slice(&table.rejects);
                channels.entry(name.clone()).or_default().push(of_channel);
            }
        }
    }
    channels
}

/// Joins what each file says of the one channel that all of them tell of. If it is not one, the tables are failures.
pub(crate) fn join_channels(collectors: &mut Vec<Collector>) -> Vec<SourceFailure> {
    let names: BTreeSet<&str> =
        collectors.iter().flat_map(|collector| collector.channels.keys()).map(|name| &**name).collect();
    let channels = names.len();
    let mut failures = Vec::new();
    let mut joined = Vec::with_capacity(collectors.len());
    for mut collector in std::mem::take(collectors) {
        if channels > 1 && !collector.channels.is_empty() {
            failures.push(failure(collector, ReadError::SeveralChannels { channels }));
            continue;
        }
        for of_channel in std::mem::take(&mut collector.channels).into_values() {
            collector.absorb(of_channel);
        }
        joined.push(collector);
    }
    *collectors = joined;
    failures
}

fn failure(collector: Collector, error: ReadError) -> SourceFailure {
    SourceFailure { path: collector.report.path, error }
}
