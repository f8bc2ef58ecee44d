//! The engine as benches and tests call it.

mod agree;

use std::path::Path;

use chrono_tz::Europe::London;
use meter_bench::Channel;
use meter_ingest::{Declared, Reading, TextKey, read_channel};

pub use agree::assert_agrees;

/// Reads a generated channel, as its owner would.
pub fn read(path: &Path) -> Reading {
    let owner = vec![Channel::OWNER.to_owned()];
    read_as(path, &Declared { me: owner, timezone: London, ..Declared::default() })
}

/// Reads a channel of which this is declared.
pub fn read_as(path: &Path, declared: &Declared) -> Reading {
    read_channel(path, declared, &TextKey::default(), &()).expect("the files can be read")
}
