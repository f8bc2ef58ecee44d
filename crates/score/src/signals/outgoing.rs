//! Outgoing messages of the window, in the order of time.

use meter_model::{Kind, Ledger, Touch};

use crate::Policy;
use crate::history::until;

/// One outgoing message.
#[derive(Clone, Copy)]
pub(super) struct Sent {
    pub(super) time: i64,
    pub(super) person: usize,
    pub(super) text: Option<u32>,
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
            sent.extend(in_window.filter(|touch| is_sent(touch)).map(|touch| Sent {
                time: touch.time().seconds(),
                person: touch.person(),
                text: touch.text_key(),
            }));
        }
        sent.sort_unstable_by_key(|sent| (sent.time, sent.person, sent.text));
        Self { sent, has_touches }
    }

    /// When they were sent, in order, seconds since the epoch.
    pub(crate) fn times(&self) -> impl ExactSizeIterator<Item = i64> + Clone {
        self.sent.iter().map(|sent| sent.time)
    }
}

fn is_sent(touch: &Touch) -> bool {
    touch.is_outgoing() && touch.kind() == Kind::Content
}
