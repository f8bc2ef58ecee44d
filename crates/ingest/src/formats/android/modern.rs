//! The schema since 2021: a message points to its chat, a chat to its address.

use std::collections::HashMap;

use meter_model::{Delivery, Direction, Jid, Kind, Message, Moment};

use super::addresses::Addresses;
use super::kinds::{delivery, delivery_by_times, kind};
use super::signs;
use super::system::{Changes, Notice};
use crate::formats::databases::reject_missing;
use crate::{Collector, Database, ReadError, Row};

const TABLE: &str = "message";
const COLUMNS: [&str; 9] = [
    "chat_row_id",
    "from_me",
    "key_id",
    "sender_jid_row_id",
    "status",
    "timestamp",
    "message_type",
    "text_data",
    "receipt_server_timestamp",
];
const CHAT: usize = 0;
const FROM_ME: usize = 1;
const ID: usize = 2;
const SENDER: usize = 3;
const STATUS: usize = 4;
const TIME: usize = 5;
const TYPE: usize = 6;
const TEXT: usize = 7;
const SERVER_TIME: usize = 8;

/// The chat, and the id, of the row that every such table begins with and that is no message.
const SENTINEL: i64 = -1;

pub(super) fn read(
    database: &Database,
    addresses: &Addresses,
    changes: &Changes,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    let is_here = database.has(TABLE, &["chat_row_id"]);
    let needed: [(&str, &[&str]); 3] =
        [(TABLE, &["chat_row_id", "from_me", "timestamp"]), ("chat", &["jid_row_id"]), ("jid", &[])];
    if is_here && reject_missing(database, &needed, collector) {
        let reader = Reader {
            addresses,
            has_call_log: signs::has_calls(database)?,
            changes,
            receipts: receipts(database)?,
        };
        database.each_row(TABLE, COLUMNS, |row| reader.take(row, collector))?;
        signs::read_add_ons(database, addresses, collector)?;
    }
    signs::read_calls(database, addresses, collector)
}

struct Reader<'a> {
    addresses: &'a Addresses,
    has_call_log: bool,
    changes: &'a Changes,
    receipts: HashMap<i64, Delivery>,
}

impl Reader<'_> {
    fn take(&self, row: &Row<'_>, collector: &mut Collector) {
        let kind = kind(row.integer(TYPE), row.integer(STATUS), self.has_call_log);
        let chat_row = row.integer(CHAT);
        if chat_row == Some(SENTINEL) {
            return;
        }
        let time = row.integer(TIME).and_then(Moment::from_unix);
        let chat = chat_row.and_then(|chat| self.addresses.chat(chat));
        let from_me = row.flag(FROM_ME);
        let Some(kind) = kind else {
            let sender = row.integer(SENDER).and_then(|sender| self.addresses.person(sender));
            let notice = Notice { message: row.number(), chat, from_me, time, sender };
            return self.changes.notice(&notice, self.addresses, collector);
        };
        let why = match (chat, from_me, time) {
            (None, ..) => "belongs to no chat with a known address",
            (_, None, _) => "does not say who sent it",
            (.., None) => "has no time",
            (Some(chat), Some(from_me), Some(time)) => {
                return self.message(row, chat, from_me, time, kind, collector);
            }
        };
        collector.reject(row.ordinal(), row.place(TABLE), why);
    }

    fn message(
        &self,
        row: &Row<'_>,
        chat: &Jid,
        from_me: bool,
        time: Moment,
        kind: Kind,
        collector: &mut Collector,
    ) {
        // In a group, an own message can name its sender: that is the channel.
        if from_me
            && matches!(chat, Jid::Group { .. })
            && let Some(own) = row.integer(SENDER).and_then(|sender| self.addresses.person(sender))
        {
            collector.facts().own(own);
        }
        let text = row.text(TEXT).filter(|_| kind == Kind::Content);
        let text = text.map_or(0, |text| collector.text_key().hash(&text));
        collector.message(&Message {
            chat: chat.clone(),
            direction: if from_me { Direction::Outgoing } else { Direction::Incoming },
            id: row.text(ID).as_deref(),
            time,
            kind,
            delivery: if from_me { self.delivery(row) } else { Delivery::Unknown },
            text,
        });
    }

    fn delivery(&self, row: &Row<'_>) -> Delivery {
        let by_server = row.integer(SERVER_TIME).is_some_and(|time| time > 0);
        let by_receipt = self.receipts.get(&row.number()).copied().unwrap_or_default();
        let by_status = delivery(row.integer(STATUS));
        by_status.max(by_receipt).max(if by_server { Delivery::Sent } else { Delivery::Unknown })
    }
}

/// How far messages came by the receipts of those who got them, by the row of the message.
fn receipts(database: &Database) -> Result<HashMap<i64, Delivery>, ReadError> {
    let mut receipts = HashMap::new();
    let columns = ["message_row_id", "receipt_timestamp", "read_timestamp", "played_timestamp"];
    database.each_row("receipt_user", columns, |row| {
        let Some(message) = row.integer(0) else { return };
        let delivery = delivery_by_times(row.integer(1), [row.integer(2), row.integer(3)]);
        let farthest: &mut Delivery = receipts.entry(message).or_default();
        *farthest = delivery.max(*farthest);
    })?;
    Ok(receipts)
}
