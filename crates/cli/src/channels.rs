//! From the command line to the list of channels, all checked before any work begins.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use meter_ingest::{
    ChannelError, Declaration, Declared, Fleet, Progress, Reading, TextKey, read_channel, read_fleet,
};
use rayon::prelude::*;

use crate::arguments::InputArguments;

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
    /// How many of them are named as paths; those of a fleet come behind them, sorted by name.
    named: usize,
    /// Tables of a fleet, which name their channels themselves.
    tables: Vec<PathBuf>,
    declaration: Declaration,
}

/// What came of all channels.
pub struct Outcomes<T> {
    /// One for each channel: its name, and what was made of it or why nothing could be.
    pub channels: Vec<(String, Result<T, ChannelError>)>,
    /// Files of no channel in particular that could not be read.
    pub failures: Vec<String>,
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
        declaration.clone().resolve().map_err(|why| anyhow::anyhow!("--{why}"))?;
        Ok(Self { channels, named, tables, declaration })
    }

    /// Reads every channel and makes something of it at once, so that no more than a few are in memory.
    pub fn each<T: Send>(
        &self,
        text_key: &TextKey,
        progress: &dyn Progress,
        make: &(dyn Fn(&str, Reading, &Declared) -> T + Sync),
    ) -> Outcomes<T> {
        let of_folders = self.channels.par_iter().map(|channel| {
            let read = self.read(channel, text_key, progress);
            let outcome = read.map(|(reading, declared)| make(&channel.name, reading, &declared));
            (channel.name.clone(), outcome)
        });
        let mut outcomes = Outcomes { channels: of_folders.collect(), failures: Vec::new() };
        match self.read_tables(text_key, progress) {
            Ok((fleet, declared)) => {
                outcomes.failures = fleet.failures.iter().map(ToString::to_string).collect();
                let of_tables = fleet.channels.into_par_iter().map(|(name, reading)| {
                    let outcome = Ok(make(&name, reading, &declared));
                    (name, outcome)
                });
                outcomes.channels.par_extend(of_tables);
            }
            Err(error) => outcomes.channels.push((String::new(), Err(error))),
        }
        outcomes.channels[self.named..].sort_by(|(one, _), (other, _)| one.cmp(other));
        outcomes
    }

    /// Every path that is read.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.channels.iter().map(|channel| &*channel.path).chain(self.tables.iter().map(PathBuf::as_path))
    }

    /// Reads the tables of a fleet with what the command line declares.
    fn read_tables(
        &self,
        text_key: &TextKey,
        progress: &dyn Progress,
    ) -> Result<(Fleet, Declared), ChannelError> {
        let declared = self.declaration.clone().resolve();
        let declared = declared.map_err(|why| ChannelError::Declaration { path: "--".into(), why })?;
        if self.tables.is_empty() {
            return Ok((Fleet { channels: Vec::new(), failures: Vec::new() }, declared));
        }
        Ok((read_fleet(&self.tables, &declared, text_key, progress)?, declared))
    }

    /// Reads one channel with what the command line and its own `channel.toml` declare.
    fn read(
        &self,
        channel: &Channel,
        text_key: &TextKey,
        progress: &dyn Progress,
    ) -> Result<(Reading, Declared), ChannelError> {
        let of_folder = Declaration::read(&channel.path)?;
        let declared = self.declaration.clone().or(of_folder).resolve().map_err(|why| {
            ChannelError::Declaration { path: channel.path.join(meter_ingest::DECLARATION_FILE), why }
        })?;
        let reading = read_channel(&channel.path, &declared, text_key, progress)?;
        Ok((reading, declared))
    }
}

/// Each sub-folder of a folder as a channel; none if it is a file or has none.
fn sub_folders(folder: &Path) -> anyhow::Result<Vec<Channel>> {
    if folder.is_file() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).with_context(|| {
        format!(
            "--fleet {}: cannot be listed; give a folder of folders, or tables with a channel column",
            folder.display()
        )
    })?;
    let mut channels = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("--fleet {}: cannot be listed", folder.display()))?.path();
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
