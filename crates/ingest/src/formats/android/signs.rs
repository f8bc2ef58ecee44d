//! Touches beside messages: reactions, votes and calls.

use std::collections::HashMap;

use meter_model::{Delivery, Direction, Jid, Kind, Message, Moment};

use super::addresses::Addresses;
use crate::formats::databases::reject_missing;
use crate::{Collector, Database, ReadError, Row};

const CALLS: &str = "call_log";
const ADD_ONS: &str = "message_add_on";

/// Whether calls have a table of their own. Then the messages that mention them say nothing new.
pub(super) fn has_calls(database: &Database) -> Result<bool, ReadError> {
    let mut any = false;
    if database.has(CALLS, &["jid_row_id", "from_me", "timestamp"]) {
        database.each_row(CALLS, [], |_| any = true)?;
    }
    Ok(any)
}

/// Calls, answered or not. A call in a group is none with a person.
pub(super) fn read_calls(
    database: &Database,
    addresses: &Addresses,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    let needed: [(&str, &[&str]); 1] = [(CALLS, &["jid_row_id", "from_me", "timestamp"])];
    if !database.has(CALLS, &[]) || !reject_missing(database, &needed, collector) {
        return Ok(());
    }
    let columns = ["jid_row_id", "from_me", "timestamp", "call_id", "group_jid_row_id"];
    database.each_row(CALLS, columns, |row| {
        let group = row.integer(4).and_then(|group| addresses.jid(group));
        let chat = group.or_else(|| row.integer(0).and_then(|jid| addresses.jid(jid)));
        // The same call can have a message of its own, so the ids must not look alike.
        let id = row.text(3).map(|id| format!("call {id}"));
        let event =
            Event { table: CALLS, chat, from_me: row.flag(1), time: row.integer(2), id: id.as_deref() };
        event.take(Kind::Call, row, collector);
    })
}

/// Reactions and votes; what else is added to a message (edits, pins) is none of these tables' business.
pub(super) fn read_add_ons(
    database: &Database,
    addresses: &Addresses,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    let kinds = kinds_of_add_ons(database)?;
    if kinds.is_empty() {
        return Ok(());
    }
    let columns = ["chat_row_id", "from_me", "timestamp", "key_id"];
    if !reject_missing(database, &[(ADD_ONS, &columns[..3])], collector) {
        return Ok(());
    }
    database.each_row(ADD_ONS, columns, |row| {
        let Some(&kind) = kinds.get(&row.number()) else { return };
        let chat = row.integer(0).and_then(|chat| addresses.chat(chat));
        let id = row.text(3);
        let event =
            Event { table: ADD_ONS, chat, from_me: row.flag(1), time: row.integer(2), id: id.as_deref() };
        event.take(kind, row, collector);
    })
}

/// What an addition is, is told by the table in which its content stands. A reaction taken back has none.
fn kinds_of_add_ons(database: &Database) -> Result<HashMap<i64, Kind>, ReadError> {
    let mut kinds = HashMap::new();
    database.each_row("message_add_on_reaction", ["message_add_on_row_id", "reaction"], |row| {
        if let (Some(add_on), Some(_)) = (row.integer(0), row.text(1)) {
            kinds.insert(add_on, Kind::Reaction);
        }
    })?;
    database.each_row("message_add_on_poll_vote", ["message_add_on_row_id"], |row| {
        if let Some(add_on) = row.integer(0) {
            kinds.insert(add_on, Kind::Vote);
        }
    })?;
    Ok(kinds)
}

/// Something that happened, as far as its row says.
struct Event<'a> {
    table: &'static str,
    chat: Option<&'a Jid>,
    from_me: Option<bool>,
    time: Option<i64>,
    id: Option<&'a str>,
}

impl Event<'_> {
    fn take(self, kind: Kind, row: &Row<'_>, collector: &mut Collector) {
        let time = self.time.and_then(Moment::from_unix);
        let why = match (self.chat, self.from_me, time) {
            (None, ..) => "belongs to no chat with a known address",
            (_, None, _) => "does not say who did it",
            (.., None) => "has no time",
            (Some(chat), Some(from_me), Some(time)) => {
                return collector.message(&Message {
                    chat: chat.clone(),
                    direction: if from_me { Direction::Outgoing } else { Direction::Incoming },
                    id: self.id,
                    time,
                    kind,
                    delivery: Delivery::Unknown,
                    text: 0,
                });
            }
        };
        collector.reject(row.ordinal(), row.place(self.table), why);
    }
}
