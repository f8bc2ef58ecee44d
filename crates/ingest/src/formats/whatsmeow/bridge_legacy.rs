//! mautrix-whatsapp until late 2024: a message has the addresses of its chat, its sender and the number that is bridged.

use std::collections::BTreeSet;

use meter_model::{Delivery, Direction, Handle, Jid, Kind, Message};

use super::{room, several_numbers};
use crate::formats::databases::{moment, note_group, reject_missing};
use crate::{Collector, Database, ReadError, Row};

const TABLE: &str = "message";
const COLUMNS: [&str; 6] = ["chat_jid", "chat_receiver", "jid", "sender", "timestamp", "type"];
const CHAT: usize = 0;
const RECEIVER: usize = 1;
const ID: usize = 2;
const SENDER: usize = 3;
const TIME: usize = 4;
const TYPE: usize = 5;

pub(super) fn read(database: &Database, collector: &mut Collector) -> Result<(), ReadError> {
    let needed: [(&str, &[&str]); 1] = [(TABLE, &["chat_jid", "chat_receiver", "sender", "timestamp"])];
    if !reject_missing(database, &needed, collector) {
        return Ok(());
    }
    let own = own(database)?;
    if own.len() > 1 {
        return Err(several_numbers(own.len()));
    }
    for handle in &own {
        collector.facts().own(handle.clone());
    }
    database.each_row(TABLE, COLUMNS, |row| take(row, &own, collector))
}

/// Whoever received a direct chat. Groups have themselves there.
fn own(database: &Database) -> Result<BTreeSet<Handle>, ReadError> {
    let mut own = BTreeSet::new();
    database.each_row("user", ["username"], |row| {
        own.extend(row.text(0).and_then(|name| Jid::parse(&name)?.handle()));
    })?;
    if own.is_empty() {
        database.each_row(TABLE, ["chat_receiver"], |row| {
            own.extend(row.text(0).and_then(|receiver| Jid::parse(&receiver)?.handle()));
        })?;
    }
    Ok(own)
}

/// What the bridge notes of a message: `reaction` is one, `fake`, `edit` and `matrix-poll` are its own doing, all else is content.
fn kind(sort: Option<&str>) -> Option<Kind> {
    match sort {
        Some("fake" | "edit" | "matrix-poll") => None,
        Some("reaction") => Some(Kind::Reaction),
        _ => Some(Kind::Content),
    }
}

fn take(row: &Row<'_>, own: &BTreeSet<Handle>, collector: &mut Collector) {
    let Some(kind) = kind(row.text(TYPE).as_deref()) else { return };
    let handle = |column: usize| row.text(column).and_then(|jid| Jid::parse(&jid)?.handle());
    let chat = row.text(CHAT).and_then(|chat| room(&chat));
    if let Some(chat) = &chat {
        note_group(chat, collector);
    }
    let outgoing = handle(SENDER)
        .map(|sender| own.contains(&sender) || handle(RECEIVER).is_some_and(|receiver| receiver == sender));
    let why = match (chat, outgoing, row.integer(TIME).and_then(moment)) {
        (None, ..) => "belongs to no chat with a known address",
        (_, None, _) => "does not say who sent it",
        (.., None) => "has no time",
        (Some(chat), Some(outgoing), Some(time)) => {
            return collector.message(&Message {
                chat,
                direction: if outgoing { Direction::Outgoing } else { Direction::Incoming },
                id: row.text(ID).as_deref(),
                time,
                kind,
                delivery: Delivery::Unknown,
                text: 0,
            });
        }
    };
    collector.reject(row.ordinal(), row.place(TABLE), why);
}
