//! What a channel comes to at one instant, from which it is rated as it is or as it would be.

use meter_model::{AgeEvidence, Ledger, Moment};

use crate::history::{History, Observation};
use crate::metrics::response::{InboundCounts, New, Outreaches};
use crate::metrics::{age, coverage, overall, response};
use crate::{DAY, Metrics, Policy, Rated};

/// Everything that is rated, before it is rated.
#[derive(Clone, Debug)]
pub(crate) struct Situation {
    pub(crate) observation: Observation,
    pub(crate) outreaches: Outreaches,
    pub(crate) age: AgeEvidence,
    pub(crate) address_book: bool,
}

/// What is different from how things are. The default is nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Change {
    /// By how many days the number is older.
    pub(crate) older_days: i64,
    /// How many of the unknown persons that were reached are known.
    pub(crate) saved: u64,
    /// How many of the outreaches without an answer in time, the oldest first, were answered at once.
    pub(crate) answered: u64,
}

impl Situation {
    /// What there is at the instant of an observation.
    pub(crate) fn of(observation: Observation, ledger: &Ledger, policy: &Policy) -> Self {
        let outreaches = Outreaches::of(&observation, policy.horizon_seconds());
        Self { observation, outreaches, age: ledger.age, address_book: ledger.address_book }
    }

    /// What there is at `as_of`.
    pub(crate) fn at(ledger: &Ledger, policy: &Policy, as_of: i64) -> Self {
        let history = History::of(ledger, policy.gap_seconds(), &[as_of], policy.window_seconds());
        Self::of(history.observe(as_of, policy.window_seconds()), ledger, policy)
    }

    /// The same with one outreach each to new persons, so many of them in the address book.
    pub(crate) fn with(&self, new: &[New], known: u64) -> Self {
        let first = u32::MAX - u32::try_from(new.len()).unwrap_or(u32::MAX);
        let mut with = self.clone();
        with.outreaches = self.outreaches.with(new, first);
        with.observation.reached += new.len() as u64;
        with.observation.persons += new.len() as u64;
        with.observation.known += known;
        with.address_book |= known > 0;
        with
    }

    /// How many of the persons that were reached are not known.
    pub(crate) fn unknown(&self) -> u64 {
        self.observation.reached - self.observation.known
    }

    /// How many persons that others wrote to first, in all and answered.
    pub(crate) fn inbound(&self) -> InboundCounts {
        InboundCounts { all: self.observation.inbound, joined: self.observation.inbound_joined }
    }

    /// Rates what would be there with a change.
    pub(crate) fn rate(&self, policy: &Policy, change: Change) -> Rated {
        let Observation { as_of, reached, known, .. } = self.observation;
        let saved = change.saved.min(self.unknown());
        let known = (self.address_book || saved > 0).then_some(known + saved);
        let metrics = Metrics {
            life_time: age::life_time(older(self.age, as_of, change.older_days), policy, as_of),
            contacts: coverage::coverage(known, reached, policy),
            chats: response::response(&self.outreaches, self.inbound(), policy, change.answered),
        };
        Rated { overall: overall::overall(&metrics, policy), metrics }
    }
}

/// Evidence of a number that is older by so many days. What comes after `as_of` is no evidence yet and stays where it is.
pub(crate) fn older(evidence: AgeEvidence, as_of: i64, days: i64) -> AgeEvidence {
    let moved = |time: Option<Moment>| {
        time.map(|time| match time.seconds() {
            seconds if seconds <= as_of => {
                Moment::from_seconds((seconds - days * DAY).max(1)).unwrap_or(time)
            }
            _ => time,
        })
    };
    AgeEvidence {
        registered: moved(evidence.registered),
        message: moved(evidence.message),
        group: moved(evidence.group),
    }
}
