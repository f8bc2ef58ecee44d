//! From the command line to the list of channels, all checked before any work begins.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use meter_ingest::{ChannelError, Declaration, Declared, Progress, Reading, TextKey, read_channel};

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
    pub channels: Vec<Channel>,
    declaration: Declaration,
}

/// A channel read, or why not, with the facts that held for it.
pub type Outcome = Result<(Reading, Declared), ChannelError>;

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
        if let Some(folder) = &arguments.fleet {
            channels.extend(fleet(folder)?);
        }
        if let Some(name) = &arguments.channel {
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
        Ok(Self { channels, declaration })
    }

    /// Reads one channel with what the command line and its own `channel.toml` declare.
    pub fn read(&self, channel: &Channel, text_key: &TextKey, progress: &dyn Progress) -> Outcome {
        let of_folder = Declaration::read(&channel.path)?;
        let declared = self.declaration.clone().or(of_folder).resolve().map_err(|why| {
            ChannelError::Declaration { path: channel.path.join(meter_ingest::DECLARATION_FILE), why }
        })?;
        let reading = read_channel(&channel.path, &declared, text_key, progress)?;
        Ok((reading, declared))
    }
}

/// Each sub-folder of `folder` as a channel, sorted by name.
fn fleet(folder: &Path) -> anyhow::Result<Vec<Channel>> {
    let entries = std::fs::read_dir(folder).with_context(|| {
        format!("--fleet {}: cannot be listed; give a folder of folders", folder.display())
    })?;
    let mut channels = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("--fleet {}: cannot be listed", folder.display()))?.path();
        let name = channel_name(&path);
        if path.is_dir() && !name.starts_with('.') {
            channels.push(Channel { name, path });
        }
    }
    if channels.is_empty() {
        bail!("--fleet {}: has no sub-folders; put the exports of each number into one", folder.display());
    }
    channels.sort_by(|one, other| one.name.cmp(&other.name));
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
