//! What must hold for every account of a channel, whichever format it came from.

use std::collections::BTreeSet;

use meter_ingest::{ReadError, Reading, SourceReport};
use meter_model::Ledger;

use super::says_nothing_of_it;

/// How much a file can say at most.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// Messages and contacts.
    pub records: u64,
    /// Rows that cannot be used.
    pub rejected: u64,
}

/// What must hold for a ledger that is settled.
///
/// # Panics
/// If it does not.
pub fn check_ledger(ledger: &Ledger) {
    let persons = &ledger.persons;
    assert!(persons.iter().all(|person| !person.handles.is_empty()), "a person without a handle");
    let handles: Vec<_> = persons.iter().flat_map(|person| &person.handles).collect();
    assert_eq!(handles.iter().collect::<BTreeSet<_>>().len(), handles.len(), "a handle of two persons");
    let order = |touch: &meter_model::Touch| (touch.person(), touch.time(), touch.is_outgoing());
    assert!(ledger.touches.is_sorted_by_key(order), "touches out of order");
    assert!(ledger.failed.is_sorted_by_key(meter_model::Touch::time), "failed messages out of order");
    for touch in ledger.touches.iter().chain(&ledger.failed) {
        assert!(!persons[touch.person()].own, "a chat with oneself");
    }
}

/// What must hold for the report on a file.
///
/// # Panics
/// If it does not.
pub fn check_report(report: &SourceReport, bound: Bound) {
    let SourceReport { records, rejected, first, last, .. } = report;
    assert!(*records <= bound.records, "{records} records, but there is room for {} only", bound.records);
    assert!(*rejected <= bound.rejected, "{rejected} rejects, but there is room for {} only", bound.rejected);
    assert!(first <= last && first.is_some() == last.is_some(), "from {first:?} to {last:?}");
    assert!(*records > 0 || first.is_none(), "times of nothing");
}

/// What must hold for a channel whose files are bounded like this.
///
/// # Panics
/// If it does not.
pub fn check_reading(reading: &Reading, bound: Bound) {
    check_ledger(&reading.ledger);
    for source in &reading.sources {
        check_report(source, bound);
    }
    let records: u64 = reading.sources.iter().map(|source| source.records).sum();
    let touches = (reading.ledger.touches.len() + reading.ledger.failed.len()) as u64;
    assert!(touches <= records, "{touches} touches of {records} records");
    assert!(reading.rejects.is_sorted(), "rejects out of order");
    for reject in &reading.rejects {
        says_nothing_of_it(&format!("{} {}", reject.at, reject.why));
    }
    for failure in &reading.failures {
        assert!(!matches!(failure.error, ReadError::Internal), "a fault of ours");
        says_nothing_of_it(&failure.error.to_string());
    }
}

/// Two accounts that must not differ in anything.
///
/// # Panics
/// If they do.
pub fn check_same(one: &Reading, other: &Reading) {
    assert_eq!(one.ledger, other.ledger);
    assert_eq!(one.sources, other.sources);
    assert_eq!(one.rejects, other.rejects);
}
