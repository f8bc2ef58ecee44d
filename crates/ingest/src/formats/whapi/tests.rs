//! What the gateway's objects become, counted by hand; and laws that hold for any of them.

mod blocks;
mod laws;
mod messages;
mod people;
mod recognition;

use meter_model::{Handle, Ledger, Moment, PhoneKey};

use super::FORMAT;
use crate::source::{Hints, Input};
use crate::{Collector, ReadError, Role, TextKey};

/// Reads one file as an address book; what was collected.
fn read(bytes: &[u8]) -> Result<Collector, ReadError> {
    read_with(bytes, Role::AddressBook, &TextKey::default())
}

fn read_with(bytes: &[u8], role: Role, key: &TextKey) -> Result<Collector, ReadError> {
    let mut collector = Collector::new("file.json", FORMAT.name, role, key);
    (FORMAT.read)(&mut Input::new(bytes, Hints::default()), &mut collector)?;
    Ok(collector)
}

fn ledger(text: &str) -> Ledger {
    read(text.as_bytes()).unwrap().facts.settle()
}

/// Every reject as `place: why`.
fn rejects(text: &str) -> Vec<String> {
    let collector = read(text.as_bytes()).unwrap();
    assert_eq!(collector.report.rejected, collector.rejects.len() as u64);
    collector.rejects.iter().map(|reject| format!("{}: {}", reject.at, reject.why)).collect()
}

fn phone(digits: &str) -> Handle {
    Handle::Phone(PhoneKey::from_international(digits).unwrap())
}

fn moment(seconds: i64) -> Moment {
    Moment::from_seconds(seconds).unwrap()
}
