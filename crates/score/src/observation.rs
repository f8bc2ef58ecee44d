//! What the touches of a ledger come to within the window, before anything is rated.

use meter_model::{Ledger, Touch};

use crate::Policy;

/// One conversation that the channel opened within the window.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Outreach {
    /// Index of the person in the ledger.
    pub(crate) person: usize,
    /// When it was opened, seconds since the epoch.
    pub(crate) opening: i64,
    /// Seconds until the person's first touch after that, in this or a later conversation.
    pub(crate) delay: Option<i64>,
    /// One part in so many outreaches as the person got, so that every person counts once.
    pub(crate) weight: f64,
}

/// All that coverage and response rate are computed from.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Observation {
    /// The instant up to which touches count.
    pub(crate) as_of: i64,
    /// Persons with an outgoing touch in the window.
    pub(crate) reached: u64,
    /// How many of them are in the address book.
    pub(crate) known: u64,
    /// Persons with an outreach.
    pub(crate) persons: u64,
    /// Outreaches, those of one person beside each other.
    pub(crate) outreaches: Vec<Outreach>,
    /// Conversations that others opened in the window.
    pub(crate) inbound: u64,
    /// How many of them the channel wrote in.
    pub(crate) inbound_joined: u64,
}

impl Observation {
    /// Observes all touches up to `as_of`.
    pub(crate) fn of(ledger: &Ledger, policy: &Policy, as_of: i64) -> Self {
        let mut observation = Self { as_of, ..Self::default() };
        let window_start = as_of - policy.window_seconds();
        for touches in ledger.by_person() {
            let touches = until(touches, as_of);
            let Some(last) = touches.last() else { continue };
            if last.time().seconds() <= window_start {
                continue;
            }
            let is_reached = touches
                .iter()
                .rev()
                .take_while(|touch| touch.time().seconds() > window_start)
                .any(Touch::is_outgoing);
            if is_reached {
                observation.reached += 1;
                observation.known += u64::from(ledger.persons[last.person()].known);
            }
            observation.converse(touches, policy.gap_seconds(), window_start);
        }
        observation
    }

    /// Adds the conversations of one person, from the last to the first, so that the next answer is always at hand.
    fn converse(&mut self, touches: &[Touch], gap: i64, window_start: i64) {
        let first = self.outreaches.len();
        let mut next_incoming = None;
        for conversation in conversations(touches, gap).rev() {
            let opening = conversation[0].time().seconds();
            if opening <= window_start {
                break;
            }
            let incoming = conversation.iter().find(|touch| !touch.is_outgoing());
            next_incoming = incoming.map(|touch| touch.time().seconds()).or(next_incoming);
            if conversation[0].is_outgoing() {
                let delay = next_incoming.map(|time| time - opening);
                let person = conversation[0].person();
                self.outreaches.push(Outreach { person, opening, delay, weight: 1.0 });
            } else {
                self.inbound += 1;
                self.inbound_joined += u64::from(conversation.iter().any(Touch::is_outgoing));
            }
        }
        let of_person = &mut self.outreaches[first..];
        if !of_person.is_empty() {
            self.persons += 1;
            let weight = 1.0 / of_person.len() as f64;
            for outreach in of_person {
                outreach.weight = weight;
            }
        }
    }
}

/// The touches up to an instant, of touches sorted by time.
pub(crate) fn until(touches: &[Touch], as_of: i64) -> &[Touch] {
    &touches[..touches.partition_point(|touch| touch.time().seconds() <= as_of)]
}

/// Maximal runs in which no gap is longer than `gap` seconds.
fn conversations(touches: &[Touch], gap: i64) -> impl DoubleEndedIterator<Item = &[Touch]> {
    touches.chunk_by(move |one, next| next.time().seconds() - one.time().seconds() <= gap)
}
