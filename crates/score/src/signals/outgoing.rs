//! Outgoing messages of the window, in the order of time.

use std::num::NonZeroU32;

use meter_model::{Kind, Ledger, Moment, Touch};

use crate::Policy;
use crate::history::{person_of, until};

/// One outgoing message, in 12 bytes: there can be as many as touches.
#[derive(Clone, Copy)]
pub(super) struct Sent {
    time: Moment,
    pub(super) person: u32,
    pub(super) text: Option<NonZeroU32>,
}

const _: () = assert!(size_of::<Sent>() == 12);

impl Sent {
    fn of(touch: &Touch) -> Self {
        let text = touch.text_key().and_then(NonZeroU32::new);
        Self { time: touch.time(), person: person_of(touch), text }
    }

    /// When, in seconds since the epoch.
    pub(super) fn time(&self) -> i64 {
        self.time.seconds()
    }
}

/// All of them.
pub(crate) struct Outgoing {
    /// Sorted by time.
    pub(super) sent: Vec<Sent>,
    /// Whether the channel has any touch up to as-of at all.
    pub(super) has_touches: bool,
}

impl Outgoing {
    /// Those in the window that ends at `as_of`.
    pub(crate) fn of(ledger: &Ledger, policy: &Policy, as_of: i64) -> Self {
        let window_start = as_of - policy.window_seconds();
        let mut has_touches = false;
        let mut sent = Vec::new();
        for touches in ledger.by_person() {
            let touches = until(touches, as_of);
            has_touches |= !touches.is_empty();
            let in_window = touches.iter().rev().take_while(|touch| touch.time().seconds() > window_start);
            sent.extend(in_window.filter(|touch| is_sent(touch)).map(Sent::of));
        }
        sent.sort_unstable_by_key(|sent: &Sent| (sent.time, sent.person, sent.text));
        Self { sent, has_touches }
    }

    /// When they were sent, in order, seconds since the epoch.
    pub(crate) fn times(&self) -> impl ExactSizeIterator<Item = i64> + Clone {
        self.sent.iter().map(Sent::time)
    }
}

fn is_sent(touch: &Touch) -> bool {
    touch.is_outgoing() && touch.kind() == Kind::Content
}
