//! From the command line to the list of channels, all checked before any work begins.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use meter_ingest::{ChannelError, Declaration, Declared, Fleet, read_fleet};
use meter_report::mask::{Mask, Names};

use crate::arguments::InputArguments;
use crate::inputs::{self, Print};
use crate::masking::{self, shown};
use crate::pending::{Pending, Session, Source};

/// One channel to be read.
#[derive(Debug)]
pub struct Channel {
    /// The name under which it is reported.
    pub name: String,
    /// Its folder, file or zip, or `-`.
    pub path: PathBuf,
}

/// Everything that the input arguments ask for.
#[derive(Debug)]
pub struct Plan {
    /// The channels, in the order in which they are reported.
    channels: Vec<Channel>,
    /// How many of them are named as paths; those of a fleet come behind them, sorted by name and path.
    named: usize,
    /// Tables of a fleet, which name their channels themselves.
    tables: Vec<PathBuf>,
    declaration: Declaration,
    /// Whether the only channel was given another name than it has.
    is_renamed: bool,
}

impl Plan {
    /// Checks the arguments and lists the channels.
    pub fn new(arguments: &InputArguments) -> anyhow::Result<Self> {
        if let Some(threads) = arguments.threads {
            rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global()?;
        }
        let mut channels: Vec<Channel> = arguments
            .paths
            .iter()
            .map(|path| Channel { name: channel_name(path), path: path.clone() })
            .collect();
        let named = channels.len();
        if arguments.paths.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
            bail!("-: standard input can be read only once; name it once");
        }
        let mut tables = Vec::new();
        let mut fleet = Vec::new();
        for path in &arguments.fleet {
            match sub_folders(path)? {
                folders if folders.is_empty() => tables.push(path.clone()),
                folders => fleet.extend(folders),
            }
        }
        channels.extend(fleet);
        if let Some(name) = &arguments.channel {
            if !tables.is_empty() {
                bail!("--channel names one channel, but tables of a fleet name theirs; leave it out");
            }
            let [channel] = channels.as_mut_slice() else {
                bail!("--channel names one channel, but there are {}; leave it out", channels.len());
            };
            channel.name.clone_from(name);
        }
        let declaration = Declaration {
            registered: arguments.registered.clone(),
            me: arguments.me.clone(),
            timezone: arguments.timezone.clone(),
            region: arguments.region.clone(),
            ..Declaration::default()
        };
        declaration.clone().resolve().map_err(|why| anyhow::anyhow!("--{}", masking::without_values(why)))?;
        let is_renamed = arguments.channel.is_some();
        Ok(Self { channels, named, tables, declaration, is_renamed })
    }

    /// The channels, in the order in which they are reported, and what of their tables belongs to none of them and cannot be read.
    /// Tables are read here, since only they know whom they tell of.
    pub fn pending(&self, session: &Session<'_>) -> (Vec<Pending>, Vec<String>) {
        let of_path = |channel: &Channel| Pending {
            name: channel.name.clone(),
            called: channel.name.clone(),
            source: Source::Path { path: channel.path.clone(), declaration: self.declaration.clone() },
        };
        let mut pending: Vec<Pending> = self.channels.iter().map(of_path).collect();
        let mut failures = Vec::new();
        if !self.tables.is_empty() {
            // Before they are read: what changes meanwhile must look changed to the next run.
            let print = inputs::print(&self.tables, &self.declaration);
            match self.read_tables(session) {
                Ok((fleet, declared)) => {
                    failures.extend(fleet.failures.iter().map(masking::failure));
                    // What was made without a table must not be taken over when that can be read.
                    let print = print.filter(|_| fleet.failures.is_empty());
                    pending.extend(of_tables(fleet, &Arc::new(declared), print));
                }
                Err(error) => pending.push(Pending {
                    name: String::new(),
                    called: String::new(),
                    source: Source::Failed(error),
                }),
            }
        }
        // Names may be equal; in which order a folder lists them is chance.
        pending[self.named..].sort_by_cached_key(|pending| (pending.called.clone(), pending.place()));
        self.name(&mut pending, session.results);
        (pending, failures)
    }

    /// Decides how each is called in results.
    fn name(&self, pending: &mut [Pending], mask: Mask) {
        let mut names = Names::new(mask);
        for channel in pending {
            channel.name = match &channel.source {
                // Whoever gives a channel a name wants that to be read.
                _ if self.is_renamed => channel.called.clone(),
                Source::Path { path, .. } if path.is_file() => names.of_file(&channel.called),
                _ => names.of(&channel.called),
            };
        }
    }

    /// Whether many numbers were asked for, however many there are.
    pub fn is_fleet(&self) -> bool {
        self.channels.len() > self.named || !self.tables.is_empty()
    }

    /// Whether no more than one channel can come out.
    pub fn is_single(&self) -> bool {
        self.channels.len() == 1 && self.tables.is_empty()
    }

    /// Whether standard input is among the inputs.
    pub fn reads_standard_input(&self) -> bool {
        self.channels.iter().any(|channel| channel.path.as_os_str() == "-")
    }

    /// Every path that is read.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.channels.iter().map(|channel| &*channel.path).chain(self.tables.iter().map(PathBuf::as_path))
    }

    /// Reads the tables of a fleet with what the command line declares.
    fn read_tables(&self, session: &Session<'_>) -> Result<(Fleet, Declared), ChannelError> {
        let declared = self.declaration.clone().resolve();
        let declared = declared.map_err(|why| ChannelError::Declaration { path: "--".into(), why })?;
        Ok((read_fleet(&self.tables, &declared, session.text_key, session.progress)?, declared))
    }
}

fn of_tables(fleet: Fleet, declared: &Arc<Declared>, print: Option<Print>) -> impl Iterator<Item = Pending> {
    fleet.channels.into_iter().map(move |channel| Pending {
        name: channel.name.clone(),
        called: channel.name.clone(),
        source: Source::Table { channel: Box::new(channel), declared: Arc::clone(declared), print },
    })
}

/// Each sub-folder of a folder as a channel; none if it is a file or has none.
fn sub_folders(folder: &Path) -> anyhow::Result<Vec<Channel>> {
    if folder.is_file() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).with_context(|| {
        format!(
            "--fleet {}: cannot be listed; give a folder of folders, or tables with a channel column",
            shown(folder)
        )
    })?;
    let mut channels = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("--fleet {}: cannot be listed", shown(folder)))?.path();
        let name = channel_name(&path);
        if path.is_dir() && !name.starts_with('.') {
            channels.push(Channel { name, path });
        }
    }
    Ok(channels)
}

/// A folder's own name; a file's name without its ending.
fn channel_name(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "stdin".to_owned();
    }
    let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = if full.is_dir() { full.file_name() } else { full.file_stem() };
    name.unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
