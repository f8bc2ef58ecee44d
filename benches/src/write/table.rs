//! One channel or many as the two tables of which there are several files: what a row of messages and one of contacts says.

use crate::event::message_id;
use crate::words::text;
use crate::{Channel, Delivery, Event, History, Media, Person, What};

/// A channel of a table: alone, or one of many and then with a name of its own.
#[derive(Clone, Debug)]
pub struct Named {
    /// What stands in its column `channel`.
    pub name: Option<String>,
    /// The channel.
    pub channel: Channel,
}

/// A row of messages, but for its channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageRow {
    /// Address of the chat.
    pub chat_id: String,
    /// Whether the owner sent it.
    pub from_me: bool,
    /// Seconds since the epoch.
    pub timestamp: i64,
    /// Unique within the channel.
    pub id: String,
    /// `text`, `image`, `reaction`, …
    pub kind: &'static str,
    /// How far it came, if the owner sent it.
    pub status: Option<&'static str>,
    /// What was written.
    pub text: Option<String>,
}

/// Columns of messages behind `channel`.
pub const MESSAGES: [&str; 7] = ["chat_id", "from_me", "timestamp", "id", "type", "status", "text"];

/// Columns of contacts behind `channel`.
pub const CONTACTS: [&str; 3] = ["id", "name", "saved"];

impl Named {
    /// A channel that is alone in its table.
    #[must_use]
    pub fn alone(channel: &Channel) -> Vec<Self> {
        vec![Self { name: None, channel: channel.clone() }]
    }
}

impl MessageRow {
    /// The row for one event of a chat.
    #[must_use]
    pub fn of(channel: &Channel, history: &History, event: &Event) -> Self {
        let written = match event.what {
            What::Text(line, seed) => {
                Some(text(line, seed, &channel.owner.name, history.person.first_name()))
            }
            _ => None,
        };
        Self {
            chat_id: history.person.phone.jid(),
            from_me: event.outgoing,
            timestamp: event.time,
            id: message_id(channel.seed, history.index, event.ordinal),
            kind: kind(event.what),
            status: event.outgoing.then(|| status(event.delivery)),
            text: written,
        }
    }
}

/// All rows of a channel, chat by chat and oldest first.
pub fn rows(channel: &Channel) -> impl Iterator<Item = MessageRow> {
    channel.histories().flat_map(|history| {
        let row = |event| MessageRow::of(channel, &history, event);
        history.events.iter().map(row).collect::<Vec<_>>()
    })
}

/// What stands in a contact's column `id`.
#[must_use]
pub fn contact_id(person: &Person) -> String {
    person.phone.digits().to_string()
}

fn kind(what: What) -> &'static str {
    match what {
        What::Text(..) => "text",
        What::Media(Media::Image) => "image",
        What::Media(Media::Voice) => "voice",
        What::Media(Media::Sticker) => "sticker",
        What::Media(Media::Document) => "document",
        What::Reaction(_) => "reaction",
        What::Edit(_) => "edit",
        What::Call => "call",
        What::Unrecognised => "unknown",
    }
}

fn status(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Failed => "failed",
        Delivery::Sent => "sent",
        Delivery::Delivered => "delivered",
        Delivery::Read => "read",
    }
}
