//! Which responses are of which channel, all checked before a channel is read.

use std::path::Path;

use anyhow::bail;
use meter_ingest::VENDOR_FILE;
use meter_report::mask::Mask;

use super::responses::{self, Response, Saved};
use crate::masking::{self, shown};
use crate::pending::{Pending, Source};

/// A channel and what the vendor said of it.
pub struct Job {
    /// Which of the channels it is.
    pub channel: usize,
    /// The channel.
    pub pending: Pending,
    /// What was said of it, each different response once.
    pub responses: Vec<Response>,
}

/// Responses by the channel that they are of.
pub struct Assigned {
    /// Channels of which there are any.
    pub jobs: Vec<Job>,
    /// How many channels have none.
    pub without: usize,
    /// How many responses were there before.
    pub repeated: usize,
}

/// Gives each channel the responses in its folder and those that name it.
pub fn assign(channels: Vec<Pending>, files: &[(&Path, Vec<Saved>)]) -> anyhow::Result<Assigned> {
    let mut of_channels: Vec<Vec<Response>> = Vec::with_capacity(channels.len());
    for channel in &channels {
        of_channels.push(in_folder(channel)?);
    }
    for (path, saved) in files {
        for Saved { place, channel, response } in saved {
            let index = find(channel.as_deref(), &channels)
                .map_err(|why| anyhow::anyhow!("{}: {place}: {why}", shown(path)))?;
            of_channels[index].push(response.clone());
        }
    }
    let mut assigned = Assigned { jobs: Vec::new(), without: 0, repeated: 0 };
    for ((channel, pending), all) in channels.into_iter().enumerate().zip(of_channels) {
        let mut responses: Vec<Response> = Vec::with_capacity(all.len());
        for response in all {
            // The same response saved twice is one.
            if responses.contains(&response) {
                assigned.repeated += 1;
            } else {
                responses.push(response);
            }
        }
        if responses.is_empty() {
            assigned.without += 1;
        } else {
            assigned.jobs.push(Job { channel, pending, responses });
        }
    }
    if assigned.jobs.is_empty() {
        bail!(
            "nothing says how the vendor rates these channels; save its responses as {VENDOR_FILE} in their folders, or give \
             them with --labels FILE"
        );
    }
    Ok(assigned)
}

/// What lies in the folder of a channel. Whatever it calls its channel may be a token, and the folder says which one it is.
fn in_folder(channel: &Pending) -> anyhow::Result<Vec<Response>> {
    let Source::Path { path, .. } = &channel.source else { return Ok(Vec::new()) };
    let file = path.join(VENDOR_FILE);
    if !file.is_file() {
        return Ok(Vec::new());
    }
    Ok(responses::read(&file)?.into_iter().map(|saved| saved.response).collect())
}

/// The channel of a name, which may be a token and is then not repeated.
fn find(name: Option<&str>, channels: &[Pending]) -> Result<usize, String> {
    let Some(name) = name else {
        return Err("has no channel; name the channel that the ratings are of".to_owned());
    };
    let mut same = (0..channels.len()).filter(|index| channels[*index].called == name);
    match (same.next(), same.count()) {
        (Some(index), 0) => Ok(index),
        (Some(_), more) => Err(format!(
            "{} channels have its name; save the ratings as {VENDOR_FILE} in the folder of the one that they are of",
            more + 1
        )),
        (None, _) => {
            let is_told = !is_like_a_token(name) && masking::mask() == Mask::Off;
            let named = if is_told { format!("the name {name:?}") } else { "this name".to_owned() };
            Err(format!("no channel that is read has {named}; the channel must be {}", known(channels)))
        }
    }
}

/// Tokens are long and have no spaces.
fn is_like_a_token(name: &str) -> bool {
    const LEAST: usize = 20;
    name.len() >= LEAST && !name.contains(char::is_whitespace)
}

fn known(channels: &[Pending]) -> String {
    const SHOWN: usize = 5;
    let mut names: Vec<String> =
        channels.iter().take(SHOWN).map(|channel| format!("{:?}", channel.name)).collect();
    if channels.len() > SHOWN {
        names.push(format!("one of {} more", channels.len() - SHOWN));
    }
    names.join(" or ")
}
