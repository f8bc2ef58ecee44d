//! Address books that change: the latest word counts, whatever order the words come in. Truth is written out by hand.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use meter_model::{Facts, Handle, Moment, PhoneKey};

fn ann() -> Handle {
    Handle::Phone(PhoneKey::from_international("447700900001").unwrap())
}

fn at(seconds: i64) -> Moment {
    Moment::from_seconds(seconds).unwrap()
}

#[test]
fn the_latest_change_of_an_address_book_tells_who_is_known() {
    let known = |changes: &[(Option<i64>, bool)]| {
        let mut facts = Facts::default();
        for &(time, saved) in changes {
            let mut part = Facts::default();
            part.address_book_changed(ann(), time.map(at), saved);
            facts.absorb(part);
        }
        let ledger = facts.settle();
        assert!(ledger.address_book);
        ledger.persons.iter().any(|person| person.known)
    };
    assert!(known(&[(Some(1), true)]));
    assert!(!known(&[(Some(1), false)]));
    assert!(!known(&[(Some(2), false), (Some(1), true)]));
    assert!(known(&[(Some(3), true), (Some(2), false), (Some(1), true)]));
    assert!(known(&[(Some(2), false), (Some(2), true)]));
    assert!(!known(&[(Some(1), false), (None, true)]));
    assert!(known(&[(None, true), (None, false)]));
}

#[test]
fn a_removal_in_one_address_book_takes_nothing_from_another() {
    let mut facts = Facts::default();
    facts.know(ann());
    facts.address_book_changed(ann(), Some(at(5)), false);
    assert!(facts.settle().persons[0].known);
}
