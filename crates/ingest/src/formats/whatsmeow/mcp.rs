//! whatsapp-mcp: one table of messages, times written out.

use meter_model::{Delivery, Direction, Jid, Kind, Message, Moment};

use crate::formats::databases::{moment, note_group, reject_missing};
use crate::{Collector, Database, ReadError, Row};

const TABLE: &str = "messages";
const COLUMNS: [&str; 5] = ["id", "chat_jid", "content", "timestamp", "is_from_me"];
const ID: usize = 0;
const CHAT: usize = 1;
const TEXT: usize = 2;
const TIME: usize = 3;
const FROM_ME: usize = 4;

pub(super) fn read(database: &Database, collector: &mut Collector) -> Result<(), ReadError> {
    let needed: [(&str, &[&str]); 1] = [(TABLE, &["chat_jid", "timestamp", "is_from_me"])];
    if !reject_missing(database, &needed, collector) {
        return Ok(());
    }
    database.each_row("chats", ["jid"], |row| {
        if let Some(jid) = row.text(0).and_then(|jid| Jid::parse(&jid)) {
            note_group(&jid, collector);
        }
    })?;
    database.each_row(TABLE, COLUMNS, |row| take(row, collector))
}

fn take(row: &Row<'_>, collector: &mut Collector) {
    let chat = row.text(CHAT).and_then(|chat| Jid::parse(&chat));
    let why = match (chat, row.flag(FROM_ME), time(row)) {
        (None, ..) => "belongs to no chat with a known address",
        (_, None, _) => "does not say who sent it",
        (.., None) => "has no time, or one without a zone",
        (Some(chat), Some(from_me), Some(time)) => {
            let text = row.text(TEXT).map_or(0, |text| collector.text_key().hash(&text));
            return collector.message(&Message {
                chat,
                direction: if from_me { Direction::Outgoing } else { Direction::Incoming },
                id: row.text(ID).as_deref(),
                time,
                kind: Kind::Content,
                delivery: Delivery::Unknown,
                text,
            });
        }
    };
    collector.reject(row.ordinal(), row.place(TABLE), why);
}

/// `2024-05-20 09:00:00+02:00`, with `T` or fractions, as Go prints it (`2024-05-20 09:00:00 +0200 CEST`), or a number.
fn time(row: &Row<'_>) -> Option<Moment> {
    if let Some(number) = row.integer(TIME) {
        return moment(number);
    }
    let text = row.text(TIME)?;
    written(&text)
}

fn written(text: &str) -> Option<Moment> {
    // What the monotonic clock and the zone's name add says nothing about the time.
    let text = text.split(" m=").next()?.trim();
    let text = text.trim_end_matches(|last: char| last.is_ascii_alphabetic() && last != 'Z').trim_end();
    let forms = ["%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f %#z"];
    let mut instants = forms.iter().filter_map(|form| chrono::DateTime::parse_from_str(text, form).ok());
    Moment::from_seconds(instants.next()?.timestamp())
}

#[cfg(test)]
mod tests {
    use meter_model::Moment;

    use super::written;

    #[test]
    fn every_way_of_writing_an_instant_is_the_same_instant() {
        // 2024-05-20T07:00:00Z = 1716163200 + 7 × 3600 = 1716188400.
        for text in [
            "2024-05-20 09:00:00+02:00",
            "2024-05-20T09:00:00+02:00",
            "2024-05-20 07:00:00.123+00:00",
            "2024-05-20 07:00:00Z",
            "2024-05-20T07:00:00Z",
            "2024-05-20 09:00:00 +0200 CEST",
            "2024-05-20 07:00:00 +0000 UTC m=+1.234",
        ] {
            assert_eq!(written(text).map(Moment::seconds), Some(1_716_188_400), "{text}");
        }
    }

    #[test]
    fn a_wall_clock_is_no_instant() {
        for text in ["", "2024-05-20", "2024-05-20 09:00:00", "yesterday", "20.05.2024 09:00:00 +0200"] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
