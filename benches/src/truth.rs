//! What really happened, so that a score can be held against it.

use crate::channel::History;
use crate::event::{Event, Medium};

/// One touch as an export shows it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TruthTouch {
    /// Seconds since the epoch, as exact as the export writes it.
    pub time: i64,
    /// Whether the owner did it. `false` sorts first: at equal times an answer counts before what it answers.
    pub outgoing: bool,
}

/// One person of a channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TruthPerson {
    /// Whether the person is in the address book.
    pub known: bool,
    /// Touches in direct chats, in time order. Two equal texts in one minute of a text export are still two in here, which
    /// no metric notices.
    pub touches: Vec<TruthTouch>,
}

/// Everybody with whom the channel has had a touch.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Truth {
    /// The people.
    pub persons: Vec<TruthPerson>,
}

impl TruthPerson {
    /// What exports show of this history, if each event is written in the medium that `medium` tells.
    #[must_use]
    pub fn from_history(history: &History, medium: impl Fn(&Event) -> Medium) -> Self {
        let touch = |event: &Event| {
            let medium = medium(event);
            medium
                .touches(event)
                .then(|| TruthTouch { time: medium.clock(event.time), outgoing: event.outgoing })
        };
        let mut touches: Vec<TruthTouch> = history.events.iter().filter_map(touch).collect();
        touches.sort_unstable();
        Self { known: history.person.saved, touches }
    }
}
