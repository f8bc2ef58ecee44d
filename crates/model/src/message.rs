//! What a reader says about one line, row or object of an export.

use crate::{Delivery, Direction, Handle, Jid, Moment};

/// What sort of thing happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A message with content (text, media, location, contact card, …), also if it was deleted later.
    Content,
    /// A reaction to a message.
    Reaction,
    /// A vote in a poll, or an answer to an event.
    Vote,
    /// A voice or video call, answered or not.
    Call,
}

/// One thing that happened in a chat, borrowed from the bytes it was read from and never stored as such.
///
/// Notices (system and encryption lines, edits, deletions, timers, pins, label changes, receipts) are not
/// messages: a reader passes over them.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    /// The chat it happened in.
    pub chat: Jid,
    /// The author of it, where the export says so and it matters (never needed for direct chats).
    pub direction: Direction,
    /// The id the message has in WhatsApp. `None` where the export has none (text exports).
    pub id: Option<&'a str>,
    /// When it happened.
    pub time: Moment,
    /// What it was.
    pub kind: Kind,
    /// How far it came, for outgoing messages.
    pub delivery: Delivery,
    /// Keyed hash of its text, zero for none. The text itself never gets this far.
    pub text: u64,
}

/// A message without its chat.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// [`Message::direction`].
    pub direction: Direction,
    /// [`Message::id`], as bytes of UTF-8.
    pub id: Option<&'a [u8]>,
    /// [`Message::time`].
    pub time: Moment,
    /// [`Message::kind`].
    pub kind: Kind,
    /// [`Message::delivery`].
    pub delivery: Delivery,
    /// [`Message::text`].
    pub text: u64,
}

impl Message<'_> {
    /// The message without its chat.
    #[must_use]
    pub fn act(&self) -> Act<'_> {
        let Self { direction, id, time, kind, delivery, text, .. } = *self;
        Act { direction, id: id.map(str::as_bytes), time, kind, delivery, text }
    }

    /// The other side, if this happened in a direct chat.
    #[must_use]
    pub fn partner(&self) -> Option<Handle> {
        self.chat.handle()
    }
}
