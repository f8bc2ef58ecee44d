//! The engine as benches and tests call it.

mod agree;

use std::path::Path;

use chrono_tz::Europe::London;
use meter_bench::Channel;
use meter_ingest::{Declared, Reading, TextKey, read_channel};

pub use agree::assert_agrees;

/// Reads a generated channel, as its owner would.
pub fn read(path: &Path) -> Reading {
    let declared = Declared { me: vec![Channel::OWNER.to_owned()], timezone: London, ..Declared::default() };
    read_channel(path, &declared, &TextKey::default(), &()).expect("generated files can be read")
}
