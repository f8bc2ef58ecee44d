//! How a person is called in the tables.

use std::hash::{BuildHasher, RandomState};

use meter_ingest::formats::tables::written_person;
use meter_model::{Handle, LedgerPerson};

/// What persons and ids of messages are written as.
pub(super) enum Persons {
    /// As they are.
    Plain,
    /// As hashes under a random key that nobody keeps.
    Pseudonymous(RandomState),
}

impl Persons {
    pub(super) fn pseudonymous() -> Self {
        Self::Pseudonymous(RandomState::new())
    }

    /// The smallest of the person's handles: reading it gives the same person wherever it stands in the tables.
    pub(super) fn id(&self, person: &LedgerPerson) -> String {
        let smallest = person.handles.first().map(written_person).unwrap_or_default();
        match self {
            Self::Plain => smallest,
            Self::Pseudonymous(key) => {
                let stand_in = format!("person-{:016x}", key.hash_one(("person", smallest)));
                written_person(&Handle::Name(stand_in.into()))
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
    pub(super) fn message(&self, id: u64) -> String {
        match self {
            Self::Plain => format!("{id:016x}"),
            Self::Pseudonymous(key) => format!("{:016x}", key.hash_one(("message", id))),
        }
    }

    pub(super) fn are_pseudonymous(&self) -> bool {
        matches!(self, Self::Pseudonymous(_))
    }
}
