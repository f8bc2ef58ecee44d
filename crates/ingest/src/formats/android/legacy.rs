//! The schema before 2021: every message has the address of its chat with it.

use meter_model::{Delivery, Direction, Handle, Jid, Kind, Message, Moment};

use super::addresses::Addresses;
use super::kinds::{delivery, delivery_by_times, kind};
use super::system::{Changes, Notice};
use crate::formats::databases::{note_group, reject_missing};
use crate::{Collector, Database, ReadError, Row};

const TABLE: &str = "messages";
const COLUMNS: [&str; 8] = [
    "key_remote_jid",
    "key_from_me",
    "key_id",
    "status",
    "timestamp",
    "media_wa_type",
    "data",
    "remote_resource",
];
const CHAT: usize = 0;
const FROM_ME: usize = 1;
const ID: usize = 2;
const STATUS: usize = 3;
const TIME: usize = 4;
const TYPE: usize = 5;
const TEXT: usize = 6;
const SENDER: usize = 7;

/// The address in the row that every such table begins with and that is no message.
const SENTINEL: &str = "-1";

pub(super) fn read(
    database: &Database,
    addresses: &Addresses,
    changes: &Changes,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    let needed: [(&str, &[&str]); 1] = [(TABLE, &["key_remote_jid", "key_from_me", "timestamp"])];
    if !database.has(TABLE, &["key_remote_jid"]) || !reject_missing(database, &needed, collector) {
        return Ok(());
    }
    let has_call_log = super::signs::has_calls(database)?;
    let reader = Reader { addresses, changes, has_call_log };
    database.each_row(TABLE, COLUMNS, |row| reader.take(row, collector))?;
    read_receipts(database, collector)
}

struct Reader<'a> {
    addresses: &'a Addresses,
    /// Files from the time of the change keep apart what a notice is about; the message has the same row in both schemas.
    changes: &'a Changes,
    has_call_log: bool,
}

impl Reader<'_> {
    fn take(&self, row: &Row<'_>, collector: &mut Collector) {
        let written = row.text(CHAT);
        if written.as_deref() == Some(SENTINEL) {
            return;
        }
        let chat = written.as_deref().and_then(Jid::parse);
        if let Some(chat) = &chat {
            note_group(chat, collector);
        }
        let from_me = row.flag(FROM_ME);
        let time = row.integer(TIME).and_then(Moment::from_unix);
        let Some(kind) = kind(row.integer(TYPE), row.integer(STATUS), self.has_call_log) else {
            let (message, chat, sender) = (row.number(), chat.as_ref(), sender(row));
            let notice = Notice { message, chat, from_me, time, sender };
            return self.changes.notice(&notice, self.addresses, collector);
        };
        let why = match (chat, from_me, time) {
            (None, ..) => "belongs to no chat with a known address",
            (_, None, _) => "does not say who sent it",
            (.., None) => "has no time",
            (Some(chat), Some(from_me), Some(time)) => {
                return message(row, chat, from_me, time, kind, collector);
            }
        };
        collector.reject(row.ordinal(), row.place(TABLE), why);
    }
}

fn sender(row: &Row<'_>) -> Option<Handle> {
    Jid::parse(&row.text(SENDER)?)?.handle()
}

fn message(row: &Row<'_>, chat: Jid, from_me: bool, time: Moment, kind: Kind, collector: &mut Collector) {
    // In a group, an own message can name its sender: that is the channel. Elsewhere this column lists who got a broadcast.
    if from_me
        && matches!(chat, Jid::Group { .. })
        && let Some(own) = sender(row)
    {
        collector.facts().own(own);
    }
    let text = row.text(TEXT).filter(|_| kind == Kind::Content);
    let text = text.map_or(0, |text| collector.text_key().hash(&text));
    collector.message(&Message {
        chat,
        direction: if from_me { Direction::Outgoing } else { Direction::Incoming },
        id: row.text(ID).as_deref(),
        time,
        kind,
        delivery: if from_me { delivery(row.integer(STATUS)) } else { Delivery::Unknown },
        text,
    });
}

fn read_receipts(database: &Database, collector: &mut Collector) -> Result<(), ReadError> {
    let columns = ["key_id", "receipt_device_timestamp", "read_device_timestamp", "played_device_timestamp"];
    database.each_row("receipts", columns, |row| {
        let delivery = delivery_by_times(row.integer(1), [row.integer(2), row.integer(3)]);
        if let Some(id) = row.text(0) {
            collector.facts().receipt(&id, delivery);
        }
    })
}
