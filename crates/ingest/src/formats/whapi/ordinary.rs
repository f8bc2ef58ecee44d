//! Nearly all messages are alike, so these are taken in by one pass over their bytes.
//!
//! Only what [`push_message`](super::message::push_message) would take in without a reject and without a second thought is taken in here, and
//! what becomes of it is the same: a test holds the two together. Everything else is left to it.

use meter_model::{Act, Delivery, Jid, Kind, Moment};

use super::message::{delivery, kind_of_type};
use crate::Collector;
use crate::formats::json::{Node, Written, each_field, side, text_of};

/// Takes in the message that the bytes begin with and returns where it ends; `None`, and nothing taken in, if it is not an ordinary one.
pub(super) fn push(bytes: &[u8], collector: &mut Collector) -> Option<usize> {
    let mut fields = Fields::default();
    let end = each_field(bytes, |key, value| fields.see(key, value))?;
    fields.push(collector).map(|()| end)
}

/// The fields of a message as they are written; empty where there are none.
#[derive(Default)]
struct Fields<'t> {
    id: &'t [u8],
    sort: &'t [u8],
    chat: &'t [u8],
    from_me: &'t [u8],
    from: &'t [u8],
    time: &'t [u8],
    status: &'t [u8],
    /// The objects among the other fields, one of which has what was written.
    parts: [(&'t [u8], &'t [u8]); PARTS],
    part_count: usize,
    /// Whether something needs a second thought.
    is_special: bool,
}

/// How many objects are kept.
const PARTS: usize = 6;

impl<'t> Fields<'t> {
    fn see(&mut self, key: Written<'t>, value: Written<'t>) {
        let slot = match key.bytes {
            b"id" => &mut self.id,
            b"type" => &mut self.sort,
            b"chat_id" => &mut self.chat,
            b"from_me" => &mut self.from_me,
            b"from" => &mut self.from,
            b"timestamp" => &mut self.time,
            b"status" => &mut self.status,
            b"action" | b"checks" | b"group_call" | b"offline_call" | b"requests" | b"video_call" => {
                self.is_special = true;
                return;
            }
            _ => return self.see_other(key, value.bytes),
        };
        // Of repeated keys the last one counts; that and what is escaped are rare enough to be left to others.
        self.is_special |= !slot.is_empty() | value.is_escaped;
        *slot = value.bytes;
    }

    fn see_other(&mut self, key: Written<'t>, value: &'t [u8]) {
        self.is_special |= key.is_escaped;
        let parts = &self.parts[..self.part_count.min(PARTS)];
        if value.first() != Some(&b'{') {
            self.is_special |= parts.iter().any(|(part, _)| *part == key.bytes);
            return;
        }
        match self.parts.get_mut(self.part_count) {
            Some(part) => *part = (key.bytes, value),
            None => self.is_special = true,
        }
        self.part_count += 1;
    }

    fn push(&self, collector: &mut Collector) -> Option<()> {
        let from_me = match self.from_me {
            b"true" => true,
            b"false" => false,
            _ => return None,
        };
        let sort = text(self.sort).filter(|sort| !matches!(*sort, "action" | "story"))?;
        let chat = inner(self.chat)?;
        if self.is_special {
            return None;
        }
        // A notice: it is passed over, whatever else it has.
        let Some(kind) = kind_of_type(sort) else { return Some(()) };
        let id = text(self.id).filter(|id| !id.is_empty())?;
        let time = time(self.time)?;
        let status = if from_me && !self.status.is_empty() { text(self.status)? } else { "" };
        let own = if from_me && !self.from.is_empty() { Some(inner(self.from)?) } else { None };
        let text_key = if kind == Kind::Content { self.text_key(sort, collector)? } else { 0 };
        let chat = collector.chat_written(chat, Jid::parse)?;
        if let Some(own) = own {
            collector.own_written(own, Jid::parse);
        }
        let delivery = if status.is_empty() { Delivery::Unknown } else { delivery(status) };
        collector
            .act(chat, &Act { direction: side(from_me), id: Some(id), time, kind, delivery, text: text_key });
        Some(())
    }

    /// The key of what was written in the part that is named like the type; of several the last one counts.
    fn text_key(&self, sort: &str, collector: &Collector) -> Option<u64> {
        let parts = &self.parts[..self.part_count];
        let Some((_, content)) = parts.iter().rev().find(|(key, _)| *key == sort.as_bytes()) else {
            return Some(0);
        };
        let (mut body, mut caption) = (Written::default(), Written::default());
        let mut is_plain = true;
        each_field(content, |key, value| {
            is_plain &= !key.is_escaped;
            match key.bytes {
                b"body" => body = value,
                b"caption" => caption = value,
                _ => {}
            }
        })?;
        let written = [body, caption].into_iter().find(|text| !matches!(text.bytes, b"" | b"\"\""));
        match written {
            None if is_plain => Some(0),
            Some(text) if is_plain && !text.is_escaped => {
                Some(collector.text_key().hash(self::text(text.bytes)?))
            }
            _ => {
                let text = text_of(&Node::of_valid(std::str::from_utf8(content).ok()?))
                    .map_or(0, |text| collector.text_key().hash(&text));
                Some(text)
            }
        }
    }
}

/// What stands between the quotes of a string.
fn inner(written: &[u8]) -> Option<&[u8]> {
    written.strip_prefix(b"\"")?.strip_suffix(b"\"")
}

fn text(written: &[u8]) -> Option<&str> {
    std::str::from_utf8(inner(written)?).ok()
}

/// A time in plain digits.
fn time(written: &[u8]) -> Option<Moment> {
    if written.len() > 16 || !written.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Moment::from_unix(written.iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0')))
}
