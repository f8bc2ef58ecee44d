//! The grain of all counting: one touch in 24 bytes.

use std::fmt;

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
    /// Which of several sources saw it, while they are compared; else zero.
    source: [u8; 3],
}

const _: () = assert!(size_of::<Touch>() <= 24);

/// Direction, kind and delivery in one byte.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Flags(u8);

impl Flags {
    const KINDS: [Kind; 4] = [Kind::Content, Kind::Reaction, Kind::Vote, Kind::Call];
    const DELIVERIES: [Delivery; 6] = [
        Delivery::Unknown,
        Delivery::Pending,
        Delivery::Sent,
        Delivery::Failed,
        Delivery::Delivered,
        Delivery::Read,
    ];

    fn new(direction: Direction, kind: Kind, delivery: Delivery) -> Self {
        Self(direction as u8 | (kind as u8) << 1 | (delivery as u8) << 3)
    }

    fn direction(self) -> Direction {
        if self.0 & 1 == 0 { Direction::Incoming } else { Direction::Outgoing }
    }

    fn kind(self) -> Kind {
        Self::KINDS[usize::from(self.0 >> 1 & 3)]
    }

    fn delivery(self) -> Delivery {
        Self::DELIVERIES.get(usize::from(self.0 >> 3)).copied().unwrap_or_default()
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?} {:?}", self.direction(), self.kind(), self.delivery())
    }
}

/// The bit of [`Touch::id`] that says that the export gave the message an id.
pub(crate) const HAS_ID: u64 = 1;

impl Touch {
    pub(crate) fn new(person: u32, id: u64, act: &crate::Act<'_>) -> Self {
        let flags = Flags::new(act.direction, act.kind, act.delivery);
        Self { id, text: fold(act.text), time: act.time, person, flags, source: [0; 3] }
    }

    /// A number that stands for the message's id: equal for equal ids, in every run. `None` where the export has no ids.
    #[must_use]
    pub fn id(&self) -> Option<u64> {
        self.has_id().then_some(self.id)
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
        self.flags.direction()
    }

    /// Whether the channel did it.
    #[must_use]
    pub fn is_outgoing(&self) -> bool {
        self.direction() == Direction::Outgoing
    }

    /// What it was.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.flags.kind()
    }

    /// How far it came.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.flags.delivery()
    }

    /// Whether the export gave it an id, by which it is known in other exports.
    pub(crate) fn has_id(&self) -> bool {
        self.id & HAS_ID != 0
    }

    /// Which source saw it, of those that are compared.
    pub(crate) fn source(&self) -> usize {
        let [low, middle, high] = self.source.map(usize::from);
        low | middle << 8 | high << 16
    }

    /// Notes which source saw it. Sources beyond the sixteen-millionth count as one.
    pub(crate) fn see_in(&mut self, source: usize) {
        let [low, middle, high, ..] = source.min(0x00FF_FFFF).to_le_bytes();
        self.source = [low, middle, high];
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
        let kind = self.kind().min(other.kind());
        self.flags = Flags::new(self.direction(), kind, self.delivery().max(other.delivery()));
    }

    /// Ends merging: a text that two sightings disagree on counts as none, and who saw it does not matter any more.
    pub(crate) fn seal(&mut self) {
        self.source = [0; 3];
        if self.text == CONFLICT {
            self.text = 0;
        }
    }

    pub(crate) fn raise_delivery(&mut self, delivery: Delivery) {
        self.flags = Flags::new(self.direction(), self.kind(), self.delivery().max(delivery));
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

#[cfg(test)]
mod tests {
    use super::{Flags, Touch};
    use crate::{Act, Direction, Moment};

    #[test]
    fn what_is_packed_comes_out_again() {
        for direction in [Direction::Incoming, Direction::Outgoing] {
            for kind in Flags::KINDS {
                for delivery in Flags::DELIVERIES {
                    let act = Act { direction, id: Some(b"a"), time: Moment::FIRST, kind, delivery, text: 7 };
                    let mut touch = Touch::new(3, 11, &act);
                    touch.see_in(70_000);
                    assert_eq!(
                        (touch.direction(), touch.kind(), touch.delivery()),
                        (direction, kind, delivery)
                    );
                    assert_eq!((touch.source(), touch.person(), touch.has_id()), (70_000, 3, true));
                }
            }
        }
    }

    #[test]
    fn sources_beyond_what_fits_are_one() {
        let act = Act {
            direction: Direction::Incoming,
            id: None,
            time: Moment::FIRST,
            kind: crate::Kind::Call,
            delivery: crate::Delivery::Unknown,
            text: 0,
        };
        let mut touch = Touch::new(0, 2, &act);
        touch.see_in(usize::MAX);
        assert_eq!(touch.source(), 0x00FF_FFFF);
        touch.seal();
        assert_eq!(touch.source(), 0);
    }
}
