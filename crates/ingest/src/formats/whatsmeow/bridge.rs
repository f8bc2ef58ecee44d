//! mautrix-whatsapp since late 2024: tables that all bridges of its family share, with ids that begin by the network's.
//!
//! A room's id is the address of the chat, a sender's id the user part of an address (hidden identifiers have `lid-` before it), a
//! message's id `chat:sender:id`. Every part of a message that the bridge sends apart has a row, and so have notices of the
//! bridge itself under ids of their own making.

use std::collections::BTreeSet;

use meter_model::{Delivery, Direction, Handle, Jid, Kind, Message};

use super::{room, several_numbers, store};
use crate::formats::databases::{moment, note_group, reject_missing};
use crate::{Collector, Database, ReadError, Row};

const MESSAGES: &str = "message";
const REACTIONS: &str = "reaction";
/// What the ids of rows begin with that are no messages of WhatsApp.
const MADE_UP: [&str; 2] = ["fake:", "mx-"];

pub(super) fn read(database: &Database, collector: &mut Collector) -> Result<(), ReadError> {
    let own = own(database)?;
    for handle in &own {
        collector.facts().own(handle.clone());
    }
    database.each_row("portal", ["id"], |row| {
        if let Some(jid) = row.text(0).and_then(|jid| room(&jid)) {
            note_group(&jid, collector);
        }
    })?;
    let own = Own { handles: own };
    let needed: [(&str, &[&str]); 1] = [(MESSAGES, &["room_id", "sender_id", "timestamp", "id"])];
    if reject_missing(database, &needed, collector) {
        database.each_row(MESSAGES, ["room_id", "sender_id", "timestamp", "id"], |row| {
            own.take(MESSAGES, Kind::Content, row, collector);
        })?;
    }
    // A reaction has no id of its own; one and the same person reacts to one message once.
    database.each_row(REACTIONS, ["room_id", "sender_id", "timestamp"], |row| {
        own.take(REACTIONS, Kind::Reaction, row, collector);
    })
}

/// The number that is logged in, with its hidden identifier where whatsmeow's tables name it.
fn own(database: &Database) -> Result<BTreeSet<Handle>, ReadError> {
    let mut own = BTreeSet::new();
    database.each_row("user_login", ["id"], |row| {
        own.extend(row.text(0).and_then(|id| sender(&id)));
    })?;
    if own.len() > 1 {
        return Err(several_numbers(own.len()));
    }
    database.each_row("whatsmeow_device", ["jid", "lid"], |row| {
        for column in [0, 1] {
            own.extend(row.text(column).and_then(|jid| Jid::parse(&jid)?.handle()));
        }
    })?;
    let mut hidden = Vec::new();
    store::each_lid(database, |_, pair| {
        hidden.extend(pair.filter(|(_, number)| own.contains(number)).map(|(lid, _)| lid));
    })?;
    own.extend(hidden);
    Ok(own)
}

/// A user part, `lid-` before that of a hidden identifier.
fn sender(id: &str) -> Option<Handle> {
    match id.strip_prefix("lid-") {
        Some(lid) => lid.parse().ok().map(Handle::Lid),
        None => Jid::parse(id)?.handle(),
    }
}

struct Own {
    handles: BTreeSet<Handle>,
}

impl Own {
    /// In a direct chat whoever is not the partner is the channel, so it need not even be known.
    fn direction(&self, chat: &Jid, sender: &Handle) -> Option<Direction> {
        match chat {
            _ if self.handles.contains(sender) => Some(Direction::Outgoing),
            Jid::Person(partner) if partner == sender => Some(Direction::Incoming),
            _ if !self.handles.is_empty() => Some(Direction::Incoming),
            _ => None,
        }
    }

    fn take(&self, table: &'static str, kind: Kind, row: &Row<'_>, collector: &mut Collector) {
        let id = row.text(3);
        if id.as_deref().is_some_and(|id| MADE_UP.iter().any(|prefix| id.starts_with(prefix))) {
            return;
        }
        let chat = row.text(0).and_then(|chat| room(&chat));
        let direction = chat.as_ref().and_then(|chat| self.direction(chat, &sender(&row.text(1)?)?));
        let why = match (chat, direction, row.integer(2).and_then(moment)) {
            (None, ..) => "belongs to no chat with a known address",
            (_, None, _) => "does not say who sent it",
            (.., None) => "has no time",
            (Some(chat), Some(direction), Some(time)) => {
                // Without chat and sender it is the id that other exports know the message by.
                let id = id.as_deref().map(|id| id.rsplit(':').next().unwrap_or(id));
                return collector.message(&Message {
                    chat,
                    direction,
                    id,
                    time,
                    kind,
                    delivery: Delivery::Unknown,
                    text: 0,
                });
            }
        };
        collector.reject(row.ordinal(), row.place(table), why);
    }
}
