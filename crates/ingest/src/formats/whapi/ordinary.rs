//! Nearly all messages are alike, so these are taken in by one pass over their bytes.
//!
//! Only what [`push_message`](super::message::push_message) would take in without a reject and without a second thought is taken in here, and
//! what becomes of it is the same: a test holds the two together. Everything else is left to it.

use meter_model::{Act, Delivery, Jid, Kind, Moment};

use super::message::{delivery, kind_of_type};
use crate::Collector;
use crate::formats::json::{Node, Written, each_field, side, text_of};

/// Takes in the message that `text` begins with and returns where it ends; `None`, and nothing taken in, if it is not an ordinary one.
pub(super) fn push(text: &str, collector: &mut Collector) -> Option<usize> {
    let mut fields = Fields::default();
    let end = each_field(text, 0, |key, value| fields.see(key, value))?;
    fields.push(collector).map(|()| end)
}

/// The fields of a message as they are written; empty where there are none.
#[derive(Default)]
struct Fields<'t> {
    id: &'t str,
    sort: &'t str,
    chat: &'t str,
    from_me: &'t str,
    from: &'t str,
    time: &'t str,
    status: &'t str,
    /// The objects among the other fields, one of which has what was written.
    parts: [(&'t str, &'t str); PARTS],
    part_count: usize,
    /// Whether something needs a second thought.
    is_special: bool,
}

/// How many objects are kept.
const PARTS: usize = 6;

impl<'t> Fields<'t> {
    fn see(&mut self, key: Written<'t>, value: Written<'t>) {
        let slot = match key.text {
            "id" => &mut self.id,
            "type" => &mut self.sort,
            "chat_id" => &mut self.chat,
            "from_me" => &mut self.from_me,
            "from" => &mut self.from,
            "timestamp" => &mut self.time,
            "status" => &mut self.status,
            "action" | "checks" | "group_call" | "offline_call" | "requests" | "video_call" => {
                self.is_special = true;
                return;
            }
            _ => return self.see_other(key, value.text),
        };
        // Of repeated keys the last one counts; that and what is escaped are rare enough to be left to others.
        self.is_special |= !slot.is_empty() | value.is_escaped;
        *slot = value.text;
    }

    fn see_other(&mut self, key: Written<'t>, value: &'t str) {
        self.is_special |= key.is_escaped;
        let parts = &self.parts[..self.part_count.min(PARTS)];
        if !value.starts_with('{') {
            self.is_special |= parts.iter().any(|(part, _)| *part == key.text);
            return;
        }
        match self.parts.get_mut(self.part_count) {
            Some(part) => *part = (key.text, value),
            None => self.is_special = true,
        }
        self.part_count += 1;
    }

    fn push(&self, collector: &mut Collector) -> Option<()> {
        let from_me = match self.from_me {
            "true" => true,
            "false" => false,
            _ => return None,
        };
        let sort = inner(self.sort).filter(|sort| !matches!(*sort, "action" | "story"))?;
        let chat = inner(self.chat)?;
        if self.is_special {
            return None;
        }
        // A notice: it is passed over, whatever else it has.
        let Some(kind) = kind_of_type(sort) else { return Some(()) };
        let id = inner(self.id).filter(|id| !id.is_empty())?;
        let time = time(self.time)?;
        let status = if from_me && !self.status.is_empty() { inner(self.status)? } else { "" };
        let own = if from_me && !self.from.is_empty() { Some(inner(self.from)?) } else { None };
        let chat = collector.chat_written(chat, Jid::parse)?;
        if let Some(own) = own {
            collector.own_written(own, Jid::parse);
        }
        let text = if kind == Kind::Content { self.text_key(sort, collector) } else { 0 };
        let delivery = if status.is_empty() { Delivery::Unknown } else { delivery(status) };
        collector.act(chat, &Act { direction: side(from_me), id: Some(id), time, kind, delivery, text });
        Some(())
    }

    /// The key of what was written in the part that is named like the type; of several the last one counts.
    fn text_key(&self, sort: &str, collector: &Collector) -> u64 {
        let part = self.parts[..self.part_count].iter().rev().find(|(key, _)| *key == sort);
        let text = part.and_then(|(_, content)| text_of(&Node::of_valid(content)));
        text.map_or(0, |text| collector.text_key().hash(&text))
    }
}

/// What stands between the quotes of a string.
fn inner(written: &str) -> Option<&str> {
    written.strip_prefix('"')?.strip_suffix('"')
}

/// A time in plain digits.
fn time(written: &str) -> Option<Moment> {
    let is_plain = written.len() <= 16 && written.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| written.parse().ok())?.and_then(Moment::from_unix)
}
