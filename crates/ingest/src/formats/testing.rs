//! What tests of formats need: reading bytes as a format, and handles and moments without ceremony.

use meter_model::{Handle, Ledger, Moment, PhoneKey};

use super::Format;
use crate::source::{Hints, Input};
use crate::{Collector, ReadError, Role, TextKey};

pub(crate) fn read_with(
    format: &Format,
    bytes: &[u8],
    role: Role,
    key: &TextKey,
) -> Result<Collector, ReadError> {
    let mut collector = Collector::new("file.json", format.name, role, key);
    (format.read)(&mut Input::new(bytes, Hints::default()), &mut collector)?;
    Ok(collector)
}

/// Reads one file as an address book; what was collected.
pub(crate) fn read(format: &Format, text: &str) -> Collector {
    read_with(format, text.as_bytes(), Role::AddressBook, &TextKey::default()).unwrap()
}

pub(crate) fn ledger(format: &Format, text: &str) -> Ledger {
    read(format, text).facts.settle()
}

/// Every reject as `place: why`.
pub(crate) fn rejects(format: &Format, text: &str) -> Vec<String> {
    let collector = read(format, text);
    assert_eq!(collector.report.rejected, collector.rejects.len() as u64);
    collector.rejects.iter().map(|reject| format!("{}: {}", reject.at, reject.why)).collect()
}

pub(crate) fn phone(digits: &str) -> Handle {
    Handle::Phone(PhoneKey::from_international(digits).unwrap())
}

pub(crate) fn moment(seconds: i64) -> Moment {
    Moment::from_seconds(seconds).unwrap()
}
