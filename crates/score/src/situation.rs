//! What a channel comes to at one instant, from which it is rated as it is or as it would be.

use meter_model::{AgeEvidence, Ledger, LowerBound, Moment};

use crate::history::Observation;
use crate::metrics::response::{Added, InboundCounts, Outreaches};
use crate::metrics::{age, coverage, overall, response};
use crate::{DAY, EachRating, Metrics, Policy, Rated, Rating, Response};

/// Everything that is rated, before it is rated.
#[derive(Clone, Debug)]
pub(crate) struct Situation {
    pub(crate) as_of: i64,
    /// Persons with an outgoing touch in the window.
    pub(crate) reached: u64,
    /// How many of them are in the address book.
    pub(crate) known: u64,
    pub(crate) address_book: bool,
    pub(crate) outreaches: Outreaches,
    pub(crate) inbound: InboundCounts,
    pub(crate) age: AgeEvidence,
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
    /// What an observation comes to.
    pub(crate) fn of(observation: &Observation, ledger: &Ledger, policy: &Policy) -> Self {
        Self {
            as_of: observation.as_of,
            reached: observation.reached,
            known: observation.known,
            address_book: ledger.address_book,
            outreaches: Outreaches::of(observation, policy.horizon_seconds()),
            inbound: InboundCounts { all: observation.inbound, joined: observation.inbound_joined },
            age: ledger.age,
        }
    }

    /// The same with a campaign to new persons, so many of them in the address book. One that it has already goes.
    pub(crate) fn with(&self, added: Added, known: u64) -> Self {
        let mut with = self.clone();
        with.reached += added.persons();
        with.known += known;
        with.address_book |= known > 0;
        with.outreaches = self.outreaches.with(added);
        with
    }

    /// The same of a number that existed at an instant, if there is one.
    pub(crate) fn existing_at(mut self, instant: Option<i64>) -> Self {
        if let Some(time) = instant.and_then(Moment::from_seconds) {
            self.age.existed(LowerBound::Message, time);
        }
        self
    }

    /// How many of the persons that were reached are not known.
    pub(crate) fn unknown(&self) -> u64 {
        self.reached - self.known
    }

    /// Rates what would be there with a change.
    pub(crate) fn rate(&self, policy: &Policy, change: Change) -> Rated {
        self.rate_beside(policy, change, self.rate_chats(policy, change.answered))
    }

    /// The ratings alone as things are, with a response rate that is estimated already.
    pub(crate) fn ratings(&self, policy: &Policy, response_rate: Option<f64>) -> EachRating<Rating> {
        let life_time = age::life_time(self.age, policy, self.as_of).rating;
        let known = self.address_book.then_some(self.known);
        let contacts = known.map_or(Rating::UseCaution, |known| coverage::rate(known, self.reached, policy));
        let chats = response::rating(response_rate, self.outreaches.persons(), self.inbound, policy);
        EachRating {
            risk_factor: overall::combine([life_time, contacts, chats], policy),
            life_time,
            risk_factor_contacts: contacts,
            risk_factor_chats: chats,
        }
    }

    /// Rates the response rate with so many of the outreaches answered.
    pub(crate) fn rate_chats(&self, policy: &Policy, answered: u64) -> Response {
        response::response(&self.outreaches, self.inbound, policy, answered)
    }

    /// Rates the rest beside a response rate that is rated already.
    pub(crate) fn rate_beside(&self, policy: &Policy, change: Change, chats: Response) -> Rated {
        let Self { as_of, reached, known, .. } = *self;
        let saved = change.saved.min(self.unknown());
        let known = (self.address_book || saved > 0).then_some(known + saved);
        let metrics = Metrics {
            life_time: age::life_time(older(self.age, as_of, change.older_days), policy, as_of),
            contacts: coverage::coverage(known, reached, policy),
            chats,
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
