//! The file with saved results and tokens, and channels that people ask it for.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use etcetera::BaseStrategy;
use meter_report::history::ChannelSummary;
use meter_report::mask::Names;
use meter_service::Database;
use meter_service::database::DatabaseError;

use crate::masking::{self, shown};

/// Where the file is, unless `chosen` says where.
pub fn path(chosen: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(chosen) = chosen {
        return Ok(chosen.to_owned());
    }
    let folders = etcetera::choose_base_strategy()
        .context("the user's data folder is not known; name a file with --db")?;
    Ok(folders.data_dir().join("safety-meter").join("history.db"))
}

/// Opens the file, and makes it if there is none.
pub fn open(chosen: Option<&Path>) -> anyhow::Result<Database> {
    named(chosen, Database::open)
}

/// Opens the file where only one that is there is of use.
pub fn open_existing(chosen: Option<&Path>) -> anyhow::Result<Database> {
    named(chosen, Database::open_existing)
}

/// Opens it so that all that is said of it may be said.
fn named(
    chosen: Option<&Path>,
    open: impl FnOnce(&Path) -> Result<Database, DatabaseError>,
) -> anyhow::Result<Database> {
    let path = path(chosen)?;
    let database = open(&path).map_err(masking::database_error)?;
    Ok(database.called(shown(&path).into()))
}

/// What is said of a channel without results: which others may be meant.
pub fn unknown(channel: &str, known: &[ChannelSummary], database: &Database) -> anyhow::Error {
    /// More are no help.
    const LISTED: usize = 8;
    let file = database.path().to_string_lossy();
    let mut shown = Names::new(masking::mask());
    let mut names: Vec<&str> = known.iter().map(|summary| summary.channel.as_str()).collect();
    // The most alike first, and otherwise in the order of names.
    let likeness = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &channel.to_lowercase());
    names.sort_by(|one, other| likeness(other).total_cmp(&likeness(one)));
    let listed = names.iter().take(LISTED).map(|name| shown.of(name)).collect::<Vec<_>>().join(", ");
    let channel = shown.of(channel);
    match names.len() {
        0 => anyhow!(
            "{channel}: no result of it is saved, nor of any other channel, in {file}; `safety-meter score --save` saves one"
        ),
        1..=LISTED => anyhow!("{channel}: no result of it is saved in {file}; there are those of {listed}"),
        all => anyhow!(
            "{channel}: no result of it is saved in {file}; of {all} channels there, the most alike are {listed}"
        ),
    }
}
