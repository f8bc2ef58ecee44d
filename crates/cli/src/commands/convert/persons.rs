//! How a person is called in the tables.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use meter_ingest::formats::tables::written_person;
use meter_model::{Handle, Ledger, LedgerPerson, Touch};
use meter_report::mask::Mask;

/// What persons and ids of messages are written as.
pub(super) enum Persons {
    /// As they are.
    Plain,
    /// As hashes under a random key that nobody keeps.
    Pseudonymous(RandomState),
    /// As `person-1`, `person-2` and so on, the same in all channels of a run.
    Numbered {
        /// Of each person's smallest handle.
        persons: HashMap<String, usize>,
        /// Of each id of a message.
        messages: HashMap<u64, usize>,
    },
}

/// What a person is written as, and which of all rows are the person's: rows are sorted by that.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Written {
    place: usize,
    pub(super) id: Arc<str>,
}

impl Persons {
    pub(super) fn of(pseudonymise: bool, mask: Mask) -> Self {
        match (pseudonymise, mask) {
            (true, _) => Self::Pseudonymous(RandomState::new()),
            (false, Mask::On) => Self::Numbered { persons: HashMap::new(), messages: HashMap::new() },
            (false, Mask::Off) => Self::Plain,
        }
    }

    /// What each person of a channel is written as.
    pub(super) fn ids(&mut self, ledger: &Ledger) -> Vec<Written> {
        let smallest = ledger.persons.iter().map(smallest);
        let written = |id: String, place| Written { place, id: id.into() };
        match self {
            Self::Plain => smallest.enumerate().map(|(place, id)| written(id, place)).collect(),
            Self::Pseudonymous(key) => smallest
                .map(|person| {
                    let stand_in = format!("person-{:016x}", key.hash_one(("person", person)));
                    written(written_person(&Handle::Name(stand_in.into())), 0)
                })
                .collect(),
            Self::Numbered { persons, .. } => {
                for index in in_order_of_appearance(ledger) {
                    let next = persons.len() + 1;
                    persons.entry(self::smallest(&ledger.persons[index])).or_insert(next);
                }
                smallest
                    .map(|person| persons[&person])
                    .map(|place| written(format!("person-{place}"), place))
                    .collect()
            }
        }
    }

    /// The name under which a person with a number chats in text exports.
    pub(super) fn name(&self, person: &LedgerPerson) -> Option<String> {
        let is_named = matches!(person.handles.first(), Some(Handle::Name(_)));
        let name = person.handles.iter().find(|handle| matches!(handle, Handle::Name(_)))?;
        match (self, name) {
            // Written as it is only if it can stand in a table as it is.
            (Self::Plain, Handle::Name(plain)) if !is_named && written_person(name) == **plain => {
                Some(plain.to_string())
            }
            _ => None,
        }
    }

    /// The id of a message.
    pub(super) fn message(&mut self, id: u64) -> String {
        match self {
            Self::Plain => format!("{id:016x}"),
            Self::Pseudonymous(key) => format!("{:016x}", key.hash_one(("message", id))),
            Self::Numbered { messages, .. } => {
                let next = messages.len() + 1;
                format!("message-{}", messages.entry(id).or_insert(next))
            }
        }
    }

    /// Whether persons are written as something that does not tell who they are.
    pub(super) fn are_hidden(&self) -> bool {
        !matches!(self, Self::Plain)
    }
}

/// The smallest of the person's handles: reading it gives the same person wherever it stands in the tables.
fn smallest(person: &LedgerPerson) -> String {
    person.handles.first().map(written_person).unwrap_or_default()
}

/// Persons by when they were first in touch, then by what else tells them apart in the tables, so that the order of their numbers does
/// not shine through; those of whom nothing tells which is which are the same in the tables.
fn in_order_of_appearance(ledger: &Ledger) -> Vec<usize> {
    let mut touches: Vec<Vec<_>> = vec![Vec::new(); ledger.persons.len()];
    let told = |touch: &Touch| (touch.time(), touch.is_outgoing(), touch.kind(), touch.delivery());
    for touch in ledger.touches.iter().chain(&ledger.failed) {
        touches[touch.person()].push(told(touch));
    }
    for touches in &mut touches {
        touches.sort_unstable();
    }
    let mut order: Vec<usize> = (0..ledger.persons.len()).collect();
    order.sort_by_key(|&index| (touches[index].is_empty(), &touches[index], ledger.persons[index].known));
    order
}
