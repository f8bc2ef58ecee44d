//! Nearly all messages are alike, so these are taken in by one pass over their bytes.
//!
//! Only what [`push_message`](super::message::push_message) would take in without a reject and without a second thought is taken in here, and
//! what becomes of it is the same: a test holds the two together. Everything else is left to it.

use meter_model::{Act, Delivery, Jid, Kind, Moment};

use super::message::{delivery, kind_of_action, kind_of_type};
use crate::Collector;
use crate::formats::json::{KnownKeys, Node, Written, each_field, side, text_of};

/// The keys of messages.
pub(super) type Keys = KnownKeys<Meaning>;

/// What the value under a key is to a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// [`Fields::slots`] has it at this place.
    Slot(Slot),
    /// It makes something else of the message, or needs a second thought.
    Special,
    /// An object may have what was written; everything else says nothing.
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    Id,
    Sort,
    Chat,
    FromMe,
    From,
    Time,
    Status,
    Action,
}

/// How many slots there are.
const SLOTS: usize = 8;

impl Meaning {
    fn of(key: Written<'_>) -> Self {
        match key.bytes {
            _ if key.is_escaped => Self::Special,
            b"id" => Self::Slot(Slot::Id),
            b"type" => Self::Slot(Slot::Sort),
            b"chat_id" => Self::Slot(Slot::Chat),
            b"from_me" => Self::Slot(Slot::FromMe),
            b"from" => Self::Slot(Slot::From),
            b"timestamp" => Self::Slot(Slot::Time),
            b"status" => Self::Slot(Slot::Status),
            b"action" => Self::Slot(Slot::Action),
            b"checks" | b"group_call" | b"offline_call" | b"requests" | b"video_call" => Self::Special,
            _ => Self::Other,
        }
    }
}

/// Takes in the message that the bytes begin with and returns where it ends; `None`, and nothing taken in, if it is not an ordinary one.
pub(super) fn push(bytes: &[u8], keys: &mut Keys, collector: &mut Collector) -> Option<usize> {
    let mut fields = Fields::default();
    let end = keys.each_field(bytes, Meaning::of, |meaning, key, value| fields.see(meaning, key, value))?;
    fields.push(collector).map(|()| end)
}

/// The fields of a message as they are written; empty where there are none.
#[derive(Default)]
struct Fields<'t> {
    slots: [&'t [u8]; SLOTS],
    /// The objects among the other fields, one of which has what was written.
    parts: [(&'t [u8], &'t [u8]); PARTS],
    part_count: usize,
    /// Whether something needs a second thought.
    is_special: bool,
}

/// How many objects are kept.
const PARTS: usize = 6;

impl<'t> Fields<'t> {
    #[inline]
    fn see(&mut self, meaning: Meaning, key: &'t [u8], value: Written<'t>) {
        match meaning {
            Meaning::Slot(slot) => {
                let slot = &mut self.slots[slot as usize];
                // Of repeated keys the last one counts; that and what is escaped are rare enough to be left to others.
                self.is_special |= !slot.is_empty() | value.is_escaped;
                *slot = value.bytes;
            }
            Meaning::Special => self.is_special = true,
            Meaning::Other => self.see_other(key, value.bytes),
        }
    }

    fn see_other(&mut self, key: &'t [u8], value: &'t [u8]) {
        let parts = &self.parts[..self.part_count.min(PARTS)];
        if value.first() != Some(&b'{') {
            self.is_special |= parts.iter().any(|(part, _)| *part == key);
            return;
        }
        match self.parts.get_mut(self.part_count) {
            Some(part) => *part = (key, value),
            None => self.is_special = true,
        }
        self.part_count += 1;
    }

    fn get(&self, slot: Slot) -> &'t [u8] {
        self.slots[slot as usize]
    }

    fn push(&self, collector: &mut Collector) -> Option<()> {
        let from_me = match self.get(Slot::FromMe) {
            b"true" => true,
            b"false" => false,
            _ => return None,
        };
        let sort = text(self.get(Slot::Sort)).filter(|sort| *sort != "story")?;
        let chat = inner(self.get(Slot::Chat))?;
        if self.is_special {
            return None;
        }
        let kind = match (sort, self.get(Slot::Action)) {
            ("action", action) => kind_of_action(action_type(action)?),
            (sort, b"") => kind_of_type(sort),
            _ => return None,
        };
        // A notice: it is passed over, whatever else it has.
        let Some(kind) = kind else { return Some(()) };
        let id = inner(self.get(Slot::Id)).filter(|id| !id.is_empty() && id.is_ascii())?;
        let time = time(self.get(Slot::Time))?;
        let status = self.get(Slot::Status);
        let status = if from_me && !status.is_empty() { text(status)? } else { "" };
        let own = self.get(Slot::From);
        let own = if from_me && !own.is_empty() { Some(text(own)?.as_bytes()) } else { None };
        let text_key = match kind {
            // A comment stands in another place.
            Kind::Content if sort == "action" => return None,
            Kind::Content => self.text_key(sort, collector)?,
            Kind::Reaction | Kind::Vote | Kind::Call => 0,
        };
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

/// The type of an action.
fn action_type(action: &[u8]) -> Option<&str> {
    let mut sort = Written::default();
    let mut is_plain = true;
    each_field(action, |key, value| {
        if key.bytes == b"type" {
            is_plain &= sort.bytes.is_empty();
            sort = value;
        }
        is_plain &= !key.is_escaped;
    })?;
    text(sort.bytes).filter(|_| is_plain && !sort.is_escaped)
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
    if written.len() > 16 || written.is_empty() {
        return None;
    }
    let mut value = 0;
    for byte in written {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    Moment::from_unix(value)
}
