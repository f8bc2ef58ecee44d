//! Scores and pages of channels for the server, from their exports as they are at that moment.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::Context;
use chrono_tz::Tz;
use meter_ingest::{ChannelError, Declaration, Declared, Reading, TextKey};
use meter_report::html::channel as channel_page;
use meter_report::mask::Mask;
use meter_score::Policy;
use meter_score::words::count;
use meter_service::compute::{Engine, EngineError};
use meter_service::history::Entry;

use crate::arguments::InputArguments;
use crate::as_of::AsOf;
use crate::channels::Plan;
use crate::commands::report::page;
use crate::commands::score::saving::entry;
use crate::inputs::Print;
use crate::masking::shown;
use crate::pending::{Pending, Read, Session, Source, Unread};
use crate::progress::Bar;
use crate::scored::scored;

/// The exports of all channels.
#[derive(Debug)]
pub struct Exports {
    input: InputArguments,
    zone: Tz,
    policy: Policy,
    text_key: TextKey,
}

/// One channel's exports, read.
struct Exported {
    /// What it is called.
    name: String,
    reading: Reading,
    declared: Arc<Declared>,
    print: Option<Print>,
}

impl Exports {
    /// Those at a path: a folder of folders, or tables that name their channels.
    pub fn new(path: &Path, timezone: Option<&str>, policy: Policy) -> anyhow::Result<Self> {
        path.metadata().with_context(|| {
            format!("--channels {}: there are no exports; give a folder of folders, or a table", shown(path))
        })?;
        let declaration = Declaration { timezone: timezone.map(str::to_owned), ..Declaration::default() };
        let declared = declaration.resolve().map_err(|why| anyhow::anyhow!("--{why}"))?;
        let input = input(path.to_owned(), timezone);
        Ok(Self { input, zone: declared.timezone, policy, text_key: TextKey::default() })
    }

    /// In whose days the server reckons.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// What there is at present.
    pub fn plan(&self) -> anyhow::Result<Plan> {
        Plan::new(&self.input)
    }

    /// Reads one channel, all of it or nothing: half of a history would give a rating that looks like any other.
    fn read(&self, channel: &str, results: Mask) -> Result<Exported, EngineError> {
        let plan = self.plan().map_err(|_| unreadable("the folder with all exports cannot be read"))?;
        let stop = AtomicBool::new(false);
        let session =
            Session { text_key: &self.text_key, progress: Bar::watching(None), stop: &stop, results };
        let (channels, failures) = plan.pending(&session);
        if !failures.is_empty() {
            let files = count(failures.len() as u64, "table", "tables");
            return Err(unreadable(&format!(
                "{files} cannot be read; `safety-meter score --fleet` says why"
            )));
        }
        let pending = only(channel, channels)?;
        // Before anything is read, so that what changes meanwhile looks changed to whoever compares.
        let print = pending.print();
        let name = pending.name.clone();
        let Read { reading, declared, .. } = pending.read(&session).map_err(refusal)?;
        if !reading.failures.is_empty() {
            let files = count(reading.failures.len() as u64, "file", "files");
            return Err(unreadable(&format!(
                "{files} of the channel's exports cannot be read; `safety-meter score` says why"
            )));
        }
        Ok(Exported { name, reading, declared, print })
    }
}

impl Engine for Exports {
    fn score(&self, channel: &str, as_of: i64) -> Result<Entry, EngineError> {
        let Exported { reading, print, .. } = self.read(channel, Mask::Off)?;
        // Dates are those of the server's days.
        let result = scored(channel, &reading, self.zone, &self.policy, AsOf::Settled(as_of));
        entry(&result, print.as_ref()).ok_or(EngineError::Internal)
    }

    fn page(&self, channel: &str, as_of: i64) -> Result<String, EngineError> {
        let Exported { name, reading, declared, .. } = self.read(channel, Mask::On)?;
        let page = page(&name, &reading, Mask::On, &declared, &self.policy, AsOf::Settled(as_of), &[]);
        let mut html = Vec::new();
        page.and_then(|page| Ok(channel_page::write(&page, &mut html)?))
            .map_err(|_| EngineError::Internal)?;
        String::from_utf8(html).map_err(|_| EngineError::Internal)
    }
}

/// The one channel of that name. Of two, nobody could tell which is meant.
fn only(name: &str, channels: Vec<Pending>) -> Result<Pending, EngineError> {
    let mut failed = false;
    let mut found = None;
    for pending in channels {
        failed |= matches!(pending.source, Source::Failed(_));
        if pending.called == name && found.replace(pending).is_some() {
            return Err(unreadable("two folders have the name of this channel"));
        }
    }
    match found {
        Some(pending) => Ok(pending),
        None if failed => Err(unreadable("the tables with all exports cannot be read")),
        None => Err(EngineError::NoSuchChannel),
    }
}

/// Why a channel cannot be read, without the names of its files, which name persons.
fn refusal(unread: Unread) -> EngineError {
    let Unread::Failed(error) = unread else { return EngineError::Internal };
    match error {
        ChannelError::NoSuchPath(_) => EngineError::NoSuchChannel,
        ChannelError::Internal { .. } => EngineError::Internal,
        ChannelError::Empty(_) => unreadable("the channel's folder is empty"),
        ChannelError::Declaration { .. } => unreadable("the channel's channel.toml is wrong"),
        ChannelError::NothingRecognised { .. } | ChannelError::OnlyAttachments { .. } => {
            unreadable("no export is recognised in the channel's folder")
        }
        _ => unreadable("the channel's exports cannot be read"),
    }
}

fn unreadable(sentence: &str) -> EngineError {
    EngineError::Unreadable(sentence.to_owned())
}

/// What `--fleet` with that path asks for.
fn input(fleet: PathBuf, timezone: Option<&str>) -> InputArguments {
    InputArguments {
        paths: Vec::new(),
        fleet: vec![fleet],
        timezone: timezone.map(str::to_owned),
        registered: None,
        me: Vec::new(),
        region: None,
        channel: None,
        threads: None,
        quiet: true,
        verbose: 0,
        mask: false,
    }
}
