//! Evidence of when a number came into being.

use crate::Moment;

/// What a lower bound on the age rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LowerBound {
    /// A touch, or an own message in a group or status.
    Message,
    /// A group that the number created.
    Group,
}

/// The earliest evidence of each sort. Adding evidence in any order, or twice, gives the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AgeEvidence {
    /// The earliest registration time stated by an export or the user: exact.
    pub registered: Option<Moment>,
    /// The earliest message that the number took part in.
    pub message: Option<Moment>,
    /// The earliest creation of a group by the number.
    pub group: Option<Moment>,
}

impl AgeEvidence {
    /// Notes an exact registration time.
    pub fn registered(&mut self, time: Moment) {
        earliest(&mut self.registered, Some(time));
    }

    /// Notes that the number existed at `time`.
    pub fn existed(&mut self, bound: LowerBound, time: Moment) {
        let slot = match bound {
            LowerBound::Message => &mut self.message,
            LowerBound::Group => &mut self.group,
        };
        earliest(slot, Some(time));
    }

    /// Takes over all evidence of another source.
    pub fn absorb(&mut self, other: Self) {
        earliest(&mut self.registered, other.registered);
        earliest(&mut self.message, other.message);
        earliest(&mut self.group, other.group);
    }
}

fn earliest(slot: &mut Option<Moment>, time: Option<Moment>) {
    *slot = [*slot, time].into_iter().flatten().min();
}
