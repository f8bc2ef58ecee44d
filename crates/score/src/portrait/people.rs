//! Who is left open: people to be saved, or to be waited for.

use std::cmp::Reverse;

use meter_model::{Handle, Ledger};

use super::Portrait;
use crate::Policy;
use crate::history::{History, Observation, Reach};

/// A person who got an outgoing touch in the window and did not answer an outreach, or is not in the address book.
///
/// Whoever answered after the reply window has answered, although the outreach counts as unanswered: nobody waits any more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenPerson {
    /// All forms in which the person appeared, sorted, at least one.
    pub handles: Vec<Handle>,
    /// Whether the person is in the address book; `None` without an address book.
    pub known: Option<bool>,
    /// Outreaches to the person in the window.
    pub outreaches: u64,
    /// When the oldest of those was opened that is not answered, seconds since the epoch; `None` if all are answered or there are none.
    pub waiting_since: Option<i64>,
    /// Whether that one is no younger than the reply window: a silence, no longer pending.
    pub silent: bool,
    /// The latest outgoing touch, seconds since the epoch.
    pub written: i64,
}

/// What the outreaches to one person come to.
#[derive(Clone, Copy, Default)]
struct Addressed {
    outreaches: u32,
    waiting_since: Option<i64>,
}

/// Those who are listed, and how many there are in all. `history` is that of which the observation was made.
pub(super) fn people(
    ledger: &Ledger,
    history: &History,
    observation: &Observation,
    policy: &Policy,
) -> (Vec<OpenPerson>, u64) {
    let as_of = observation.as_of;
    let mut addressed = vec![Addressed::default(); ledger.persons.len()];
    // The oldest first, so the first without an answer stays.
    for outreach in &observation.outreaches {
        let person = &mut addressed[outreach.person as usize];
        person.outreaches = outreach.parts;
        if outreach.delay.is_none() {
            person.waiting_since.get_or_insert(outreach.opening);
        }
    }
    let waiting_since = |reach: &Reach| addressed[reach.person as usize].waiting_since;
    let is_unknown = |reach: &Reach| ledger.address_book && !reach.known;
    let reached = history.reached(as_of - policy.window_seconds(), as_of);
    let mut open: Vec<&Reach> =
        reached.filter(|reach| is_unknown(reach) || waiting_since(reach).is_some()).collect();
    let in_all = open.len() as u64;
    open.sort_unstable_by_key(|reach| {
        let (waits, unknown) = (waiting_since(reach).is_some(), is_unknown(reach));
        (Reverse((waits, unknown)), Reverse(reach.time), reach.person)
    });
    let person = |reach: &Reach| {
        let Addressed { outreaches, waiting_since } = addressed[reach.person as usize];
        let person = &ledger.persons[reach.person as usize];
        OpenPerson {
            handles: person.handles.clone(),
            known: ledger.address_book.then_some(person.known),
            outreaches: outreaches.into(),
            waiting_since,
            silent: waiting_since.is_some_and(|opening| as_of - opening >= policy.horizon_seconds()),
            written: reach.time,
        }
    };
    (open.into_iter().take(Portrait::MOST_PEOPLE).map(person).collect(), in_all)
}
