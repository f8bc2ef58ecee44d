//! What happens in a chat, before any export writes it down.

use crate::random::mix;
use crate::words::Line;

/// What is sent as a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Media {
    /// A photo.
    Image,
    /// A recorded voice message.
    Voice,
    /// A sticker.
    Sticker,
    /// A file.
    Document,
}

/// What happens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// A text, made from its seed when it is written.
    Text(Line, u64),
    /// A file without text.
    Media(Media),
    /// A reaction to the event of this ordinal.
    Reaction(u32),
    /// The text of the event of this ordinal was changed: not a touch.
    Edit(u32),
    /// A voice call that was taken or missed.
    Call,
    /// Something the gateway does not know.
    Unrecognised,
}

/// How far an outgoing message came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Delivery {
    /// It never left: not a touch.
    Failed,
    /// One tick.
    Sent,
    /// Two ticks.
    Delivered,
    /// Blue ticks.
    Read,
}

/// One thing that happens in a direct chat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    /// Ordinal within the chat, in the order of making.
    pub ordinal: u32,
    /// Seconds since the epoch.
    pub time: i64,
    /// Whether the owner did it.
    pub outgoing: bool,
    /// What it is.
    pub what: What,
    /// How far it came, if outgoing.
    pub delivery: Delivery,
}

/// The sort of export that writes an event down, and with it what gets lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Medium {
    /// Android's text export: minutes, texts and files only, no sign of failure.
    AndroidText,
    /// The text export of iOS: the same with seconds.
    IosText,
    /// A gateway's JSON, a table, a database: everything.
    Whapi,
}

impl Medium {
    /// Whether the event is written at all.
    #[must_use]
    pub fn writes(self, event: &Event) -> bool {
        self == Self::Whapi || matches!(event.what, What::Text(..) | What::Media(_))
    }

    /// The time as it is written, in seconds since the epoch.
    #[must_use]
    pub fn clock(self, time: i64) -> i64 {
        if self == Self::AndroidText { time - time.rem_euclid(60) } else { time }
    }

    /// Whether what is written is a touch: something a human did, and that arrived.
    #[must_use]
    pub fn touches(self, event: &Event) -> bool {
        let human = !matches!(event.what, What::Edit(_) | What::Unrecognised);
        let failed = self == Self::Whapi && event.outgoing && event.delivery == Delivery::Failed;
        self.writes(event) && human && !failed
    }
}

/// The id that WhatsApp would give to event `ordinal` in the chat with person `person`, different for all of a channel.
#[must_use]
pub fn message_id(seed: u64, person: usize, ordinal: u32) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bits = mix(seed ^ ((person as u64) << 32 | u64::from(ordinal)));
    let mut id = String::with_capacity(19);
    for _ in 0..11 {
        id.push(char::from(ALPHABET[usize::try_from(bits % 64).unwrap_or(0)]));
        bits /= 64;
    }
    id.push_str("-gHarb0r");
    id
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Delivery, Event, Medium, What, message_id};

    #[test]
    fn ids_differ() {
        let ids: HashSet<String> =
            (0..100).flat_map(|person| (0..100).map(move |ordinal| message_id(1, person, ordinal))).collect();
        assert_eq!(ids.len(), 10_000);
    }

    #[test]
    fn each_medium_keeps_what_its_exports_keep() {
        let failed = Event {
            ordinal: 0,
            time: 125,
            outgoing: true,
            what: What::Media(super::Media::Image),
            delivery: Delivery::Failed,
        };
        assert!(!Medium::Whapi.touches(&failed));
        assert!(Medium::AndroidText.touches(&failed), "a text export does not show that it failed");
        let reaction = Event { what: What::Reaction(0), delivery: Delivery::Read, ..failed };
        assert!(Medium::Whapi.touches(&reaction));
        assert!(!Medium::IosText.writes(&reaction));
        assert!(!Medium::Whapi.touches(&Event { what: What::Edit(0), ..reaction }));
        assert_eq!((Medium::AndroidText.clock(125), Medium::IosText.clock(125)), (120, 125));
    }
}
