//! The schema since 2021: a message points to its chat, a chat to its address.

use meter_model::{Act, Chat, Delivery, Direction, Jid, Kind, Moment};

use super::addresses::Addresses;
use super::by_row::{ByRow, Farthest};
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
        reader.read(database, collector)?;
        signs::read_add_ons(database, addresses, collector)?;
    }
    signs::read_calls(database, addresses, collector)
}

struct Reader<'a> {
    addresses: &'a Addresses,
    has_call_log: bool,
    changes: &'a Changes,
    receipts: Farthest,
}

/// The chats that one collector knows, by their rows.
type Chats = ByRow<Chat>;

impl Reader<'_> {
    fn read(&self, database: &Database, collector: &mut Collector) -> Result<(), ReadError> {
        let pattern = collector.twin();
        let begin = || (pattern.twin(), Chats::default());
        let take = |row: &Row<'_>, (twin, chats): &mut (Collector, Chats)| self.take(row, chats, twin);
        if let Some(parts) = database.each_row_in_parallel(TABLE, COLUMNS, begin, take) {
            for (twin, _) in parts {
                collector.absorb(twin);
            }
            return Ok(());
        }
        let mut chats = Chats::default();
        database.each_row(TABLE, COLUMNS, |row| self.take(row, &mut chats, collector))
    }

    fn take(&self, row: &Row<'_>, chats: &mut Chats, collector: &mut Collector) {
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
            (Some(jid), Some(from_me), Some(time)) => {
                self.note_own(row, jid, from_me, collector);
                let chat = known(chat_row.unwrap_or_default(), jid, chats, collector);
                return self.message(row, chat, from_me, time, kind, collector);
            }
        };
        collector.reject(row.ordinal(), row.place(TABLE), why);
    }

    /// In a group, an own message can name its sender: that is the channel.
    fn note_own(&self, row: &Row<'_>, chat: &Jid, from_me: bool, collector: &mut Collector) {
        if from_me
            && matches!(chat, Jid::Group { .. })
            && let Some(own) = row.integer(SENDER).and_then(|sender| self.addresses.person(sender))
        {
            collector.facts().own(own);
        }
    }

    fn message(
        &self,
        row: &Row<'_>,
        chat: Chat,
        from_me: bool,
        time: Moment,
        kind: Kind,
        collector: &mut Collector,
    ) {
        let text = row.text(TEXT).filter(|_| kind == Kind::Content);
        let text = text.map_or(0, |text| collector.text_key().hash(&text));
        let id = row.text(ID);
        let act = Act {
            direction: if from_me { Direction::Outgoing } else { Direction::Incoming },
            id: id.as_deref(),
            time,
            kind,
            delivery: if from_me { self.delivery(row) } else { Delivery::Unknown },
            text,
        };
        collector.act(chat, &act);
    }

    fn delivery(&self, row: &Row<'_>) -> Delivery {
        let by_server = row.integer(SERVER_TIME).is_some_and(|time| time > 0);
        let by_receipt = self.receipts.get(row.number());
        let by_status = delivery(row.integer(STATUS));
        by_status.max(by_receipt).max(if by_server { Delivery::Sent } else { Delivery::Unknown })
    }
}

/// The chat of that row, looked up once.
fn known(row: i64, jid: &Jid, chats: &mut Chats, collector: &mut Collector) -> Chat {
    if let Some(chat) = chats.get(row) {
        return *chat;
    }
    let chat = collector.chat(jid);
    chats.insert(row, chat);
    chat
}

/// How far messages came by the receipts of those who got them, by the row of the message.
fn receipts(database: &Database) -> Result<Farthest, ReadError> {
    const RECEIPTS: &str = "receipt_user";
    let columns = ["message_row_id", "receipt_timestamp", "read_timestamp", "played_timestamp"];
    let messages = database.row_ids(TABLE).map_or(0, |(_, last)| u64::try_from(last).unwrap_or(0));
    let rows = usize::try_from(messages.saturating_add(1).min(database.most_rows())).unwrap_or(0);
    let note = |row: &Row<'_>, farthest: &Farthest| {
        let Some(message) = row.integer(0) else { return };
        farthest.note(message, delivery_by_times(row.integer(1), [row.integer(2), row.integer(3)]));
    };
    let farthest = Farthest::of_rows(rows);
    let all = database.each_row_in_parallel(RECEIPTS, columns, || (), |row, ()| note(row, &farthest));
    if all.is_some() {
        return Ok(farthest);
    }
    let farthest = Farthest::of_rows(rows);
    database.each_row(RECEIPTS, columns, |row| note(row, &farthest))?;
    Ok(farthest)
}
