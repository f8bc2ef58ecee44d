//! What is read and how it is rated, for every command that does so.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{ArgAction, Args, ValueHint};
use meter_score::Policy;

use crate::as_of::AsOf;
use crate::masking::{self, shown};

/// What is read and how.
#[derive(Args, Debug)]
pub struct InputArguments {
    /// Exports of one number each: a folder (read recursively), a file or a zip; - reads standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath, required_unless_present = "fleet")]
    pub paths: Vec<PathBuf>,
    /// Many numbers at once: each sub-folder of a folder, or each channel in tables (repeatable; `formats` lists the columns)
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub fleet: Vec<PathBuf>,
    /// Zone of wall-clock times and of dates, such as Europe/Berlin [default: UTC]
    #[arg(long, value_name = "IANA")]
    pub timezone: Option<String>,
    /// When the number was registered, if you know it: a date or an instant
    #[arg(long, value_name = "DATE")]
    pub registered: Option<String>,
    /// Your name in text exports, where they do not tell (repeatable)
    #[arg(long, value_name = "NAME")]
    pub me: Vec<String>,
    /// Region of phone numbers without country code, two letters such as DE
    #[arg(long, value_name = "CC")]
    pub region: Option<String>,
    /// Name of the channel, instead of its folder's name (one PATH only)
    #[arg(long, value_name = "NAME")]
    pub channel: Option<String>,
    /// Number of threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Print errors only
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say what is read; more of it says no more
    #[arg(short, long, action = ArgAction::Count)]
    pub verbose: u8,
    /// Mask persons and paths (+44 770 •••• 23, A••• H•••) in all that is written, on standard error as well; a channel keeps its name unless that is a number, an address or that of a chat or file
    #[arg(long)]
    pub mask: bool,
}

impl InputArguments {
    /// Whether to say what is read.
    pub fn is_verbose(&self) -> bool {
        self.verbose > 0
    }
}

/// For which instant is rated, and by which policy.
#[derive(Args, Debug)]
pub struct RatingArguments {
    /// The instant for which the score holds: latest (the newest touch), now, a date (its end) or an instant
    #[arg(long, value_name = "WHEN", default_value = "latest")]
    pub as_of: AsOf,
    /// Policy to rate by, a file like the one that `safety-meter policy` prints
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub policy: Option<PathBuf>,
}

impl RatingArguments {
    /// The policy that is asked for, or the default one.
    pub fn policy(&self) -> anyhow::Result<Policy> {
        policy(self.policy.as_deref(), "--policy")
    }
}

/// The policy that an option names, or the default one.
pub fn policy(path: Option<&Path>, option: &str) -> anyhow::Result<Policy> {
    let Some(path) = path else { return Ok(Policy::default()) };
    let text = meter_ingest::read_settings(path)
        .with_context(|| format!("{option} {}: cannot be read", shown(path)))?;
    Policy::parse(&text).map_err(masking::policy_error).with_context(|| format!("{option} {}", shown(path)))
}
