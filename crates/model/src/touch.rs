//! The grain of all counting: one touch in 24 bytes.

use crate::{Kind, Moment};

/// Who did it, seen from the channel.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// The person to the channel. Sorts first: at equal times an answer counts before what it answers.
    Incoming,
    /// The channel to the person.
    Outgoing,
}

/// How far a message is known to have come; the larger value wins when two exports disagree.
///
/// `Failed` outranks `Sent` (the server took it and then gave up) but not `Delivered` (a second try came through).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Delivery {
    /// The export does not say.
    #[default]
    Unknown,
    /// Waiting on the phone.
    Pending,
    /// One tick: the server has it.
    Sent,
    /// It never left, or the server gave up.
    Failed,
    /// Two ticks: the other phone has it.
    Delivered,
    /// Read or played.
    Read,
}

/// One touch: 24 bytes, no allocation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Touch {
    /// Hash of the message's id, or of time, kind and text where the export has no ids.
    pub(crate) id: u64,
    /// Keyed hash of the text, zero for none.
    text: u32,
    time: Moment,
    /// Index of the person, in the facts by handle, in the ledger by person.
    pub(crate) person: u32,
    flags: Flags,
}

const _: () = assert!(size_of::<Touch>() <= 24);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Flags {
    direction: Direction,
    kind: Kind,
    delivery: Delivery,
    has_id: bool,
}

/// The bit of [`Touch::id`] that says that the export gave the message an id.
pub(crate) const HAS_ID: u64 = 1;

impl Touch {
    pub(crate) fn new(person: u32, id: u64, act: &crate::Act<'_>) -> Self {
        let flags = Flags {
            direction: act.direction,
            kind: act.kind,
            delivery: act.delivery,
            has_id: act.id.is_some(),
        };
        Self { id, text: fold(act.text), time: act.time, person, flags }
    }

    /// A number that stands for the message's id: equal for equal ids, in every run. `None` where the export has no ids.
    #[must_use]
    pub fn id(&self) -> Option<u64> {
        (self.id & HAS_ID != 0).then_some(self.id)
    }

    /// When it happened.
    #[must_use]
    pub fn time(&self) -> Moment {
        self.time
    }

    /// Index of the person in the ledger.
    #[must_use]
    pub fn person(&self) -> usize {
        self.person as usize
    }

    /// Who did it.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.flags.direction
    }

    /// Whether the channel did it.
    #[must_use]
    pub fn is_outgoing(&self) -> bool {
        self.direction() == Direction::Outgoing
    }

    /// What it was.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.flags.kind
    }

    /// How far it came.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.flags.delivery
    }

    /// Whether the export gave it an id, by which it is known in other exports.
    pub(crate) fn has_id(&self) -> bool {
        self.flags.has_id
    }

    /// A key that is equal for equal texts within one run and says nothing else; `None` without text.
    #[must_use]
    pub fn text_key(&self) -> Option<u32> {
        (self.text != 0).then_some(self.text)
    }

    /// An outgoing message that failed is no touch: the person never saw anything.
    pub(crate) fn failed(&self) -> bool {
        self.is_outgoing() && self.delivery() == Delivery::Failed
    }

    /// Takes over what another sighting of the same message says: the earlier time, the farther delivery, and
    /// the text only where the two agree, so that the order of sightings cannot matter.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.text = match (self.text, other.text) {
            (0, text) | (text, 0) => text,
            (mine, theirs) if mine == theirs => mine,
            _ => CONFLICT,
        };
        self.time = self.time.min(other.time);
        self.flags.kind = self.flags.kind.min(other.flags.kind);
        self.flags.delivery = self.flags.delivery.max(other.flags.delivery);
        self.flags.has_id |= other.flags.has_id;
    }

    /// Ends merging: a text that two sightings disagree on counts as none.
    pub(crate) fn seal(&mut self) {
        if self.text == CONFLICT {
            self.text = 0;
        }
    }

    pub(crate) fn raise_delivery(&mut self, delivery: Delivery) {
        self.flags.delivery = self.flags.delivery.max(delivery);
    }
}

/// What a touch keeps of the hash of a text: [`Touch::text_key`].
#[must_use]
pub fn text_key(hash: u64) -> Option<u32> {
    Some(fold(hash)).filter(|&key| key != 0)
}

/// Mark for "seen with two different texts"; [`fold`] never yields it.
const CONFLICT: u32 = u32::MAX;

/// Folds a hash to 32 bits, keeping zero for "no text" and away from [`CONFLICT`].
fn fold(hash: u64) -> u32 {
    if hash == 0 {
        return 0;
    }
    let folded = (hash ^ (hash >> 32)) & u64::from(u32::MAX);
    u32::try_from(folded).map_or(1, |folded| folded.clamp(1, CONFLICT - 1))
}
