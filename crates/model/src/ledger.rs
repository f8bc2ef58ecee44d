//! What the scorer sees: every touch once, under its person, in time order.

use crate::{AgeEvidence, Handle, Moment, Touch};

/// One person of the channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerPerson {
    /// All forms in which the person appeared, sorted, at least one.
    pub handles: Vec<Handle>,
    /// Whether the person is in the channel's address book.
    pub known: bool,
    /// Whether this is the channel itself; such a person has no touches.
    pub own: bool,
}

/// The settled account of one channel.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    /// All persons that appear anywhere, in the order of their smallest handle.
    pub persons: Vec<LedgerPerson>,
    /// Touches in direct chats, each once, sorted by person, time, incoming before outgoing.
    pub touches: Vec<Touch>,
    /// Outgoing direct messages that failed, sorted by time. They are no touches: nobody saw anything.
    pub failed: Vec<Touch>,
    /// Whether any source said who is in the address book. If not, coverage is unknown.
    pub address_book: bool,
    /// When the number came into being.
    pub age: AgeEvidence,
    /// Names of chats that several cards, or several numbers of one card, could mean; sorted.
    pub ambiguous_names: Vec<Box<str>>,
}

impl Ledger {
    /// The touches of each person that has any, in the order of persons.
    pub fn by_person(&self) -> impl Iterator<Item = &[Touch]> {
        self.touches.chunk_by(|one, next| one.person() == next.person())
    }

    /// The newest touch; without any, the newest dated evidence of the number itself.
    #[must_use]
    pub fn newest(&self) -> Option<Moment> {
        let newest = self.touches.iter().map(Touch::time).max();
        let age = self.age;
        newest.or_else(|| [age.registered, age.message, age.group].into_iter().flatten().max())
    }
}
