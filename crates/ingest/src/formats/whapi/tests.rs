//! What the gateway's objects become, counted by hand; and laws that hold for any of them.

mod laws;
mod messages;
mod people;
mod recognition;

use meter_model::Ledger;

use super::FORMAT;
use crate::formats::testing::{self, moment, phone};
use crate::{Collector, ReadError, Role, TextKey};

/// Reads one file as an address book; what was collected.
fn read(bytes: &[u8]) -> Result<Collector, ReadError> {
    testing::read(&FORMAT, bytes)
}

fn read_with(bytes: &[u8], role: Role, key: &TextKey) -> Result<Collector, ReadError> {
    testing::read_with(&FORMAT, bytes, role, key)
}

fn ledger(text: &str) -> Ledger {
    testing::ledger(&FORMAT, text)
}

/// Every reject as `place: why`.
fn rejects(text: &str) -> Vec<String> {
    testing::rejects(&FORMAT, text)
}
