//! The `result.json` of WhatsApp-Chat-Exporter, one file for all chats or one for each: `{<chat>: {name, type, messages: {<number>: …}}}`.
//!
//! The `name` of a chat mixes what the owner saved with what people call themselves, so it says nothing about the address book. `meta`
//! marks notices, but also files that were not found, which have `media` beside it, and messages deleted later, which say so in words.
//! The calls, all in a chat of their own, are told in sentences without a number and passed over.
//!
//! Marks: `from_me` beside `key_id`; chats with `messages` and `their_avatar` or the type `android` or `ios`.

#[cfg(test)]
mod tests;

use meter_model::{Delivery, Direction, Jid, Kind, Message};

use super::json::{Node, Place, Shape, each_document, reject, required, required_time, side, surest};
use super::{Claim, Format};
use crate::source::{Head, Input};
use crate::{Collector, ReadError};

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "chat-exporter-json",
    title: "WhatsApp-Chat-Exporter: result.json, whole or a file a chat",
    extensions: &["json"],
    gives: &["age", "chats"],
    sniff,
    read,
};

/// What stands for a message that its sender deleted.
const DELETED: [&str; 2] = ["Message deleted", "This message was deleted"];
/// The chat that holds all calls.
const CALLS: &str = "000000000000000";

fn sniff(head: &Head<'_>) -> Claim {
    surest(head.text, judge).unwrap_or(Claim::No)
}

fn judge(shapes: &[Shape<'_>]) -> Option<Claim> {
    let is_message = |shape: &Shape<'_>| {
        shape.has_all(&["from_me", "key_id"]) && shape.has_any(&["meta", "media", "timestamp"])
    };
    let is_chat = |shape: &Shape<'_>| {
        shape.get("messages") == Some("{")
            && (shape.has_any(&["their_avatar", "my_avatar", "media_base"])
                || matches!(shape.get("type"), Some("\"android\"" | "\"ios\"")))
    };
    if shapes.iter().any(|shape| is_message(shape) || is_chat(shape)) {
        return Some(Claim::Certain);
    }
    // In a long head of names and avatars the messages may begin after the cut.
    shapes.iter().any(|shape| shape.has_all(&["name", "their_avatar"])).then_some(Claim::Likely)
}

fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    each_document(input, &mut |found, place| match found {
        Ok(document) => push_chats(document, place, collector),
        Err(why) => reject(collector, place, why),
    })
}

fn push_chats(document: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    if !document.is_object() {
        return reject(collector, place, "is no map of chats");
    }
    for (index, (address, chat)) in document.fields().enumerate() {
        let place = place.index(index);
        if address == CALLS {
            continue;
        }
        let Some(messages) = chat.field("messages") else {
            reject(collector, &place, "is no chat");
            continue;
        };
        let Some(jid) = Jid::parse(&address) else {
            reject(collector, &place, "is a chat whose address is not readable");
            continue;
        };
        push_chat(&jid, &messages, &place.key("messages"), collector);
    }
}

fn push_chat(chat: &Jid, messages: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    if messages.is_list() {
        for (index, message) in messages.elements().enumerate() {
            push_message(chat, &message, &place.index(index), collector);
        }
    } else if messages.is_object() {
        for (index, (_, message)) in messages.fields().enumerate() {
            push_message(chat, &message, &place.index(index), collector);
        }
    } else {
        reject(collector, place, "is no map of messages");
    }
}

fn push_message(chat: &Jid, node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    if !node.is_object() {
        return reject(collector, place, "is no message");
    }
    let [from_me, time, id, meta, media, data, caption, read_at] =
        node.pick(["from_me", "timestamp", "key_id", "meta", "media", "data", "caption", "read_timestamp"]);
    let is = |flag: &Option<Node<'_>>| flag.as_ref().and_then(Node::flag) == Some(true);
    let data = data.and_then(|data| data.text());
    let is_deleted = data.as_deref().is_some_and(|data| DELETED.contains(&data));
    if is(&meta) && !is(&media) && !is_deleted {
        return;
    }
    let Some(from_me) =
        required(from_me.as_ref(), Node::flag, &place.key("from_me"), "true or false", collector)
    else {
        return;
    };
    let Some(time) = required_time(time.as_ref(), &place.key("timestamp"), collector) else { return };
    // Of a file, `data` is its path, which no two messages share.
    let text = if is(&media) { caption.and_then(|caption| caption.text()) } else { data };
    let text = text.filter(|_| !is_deleted).map_or(0, |text| collector.text_key().hash(&text));
    let id = id.as_ref().and_then(Node::identifier).filter(|id| !id.is_empty());
    let direction = side(from_me);
    let is_read = direction == Direction::Outgoing
        && read_at.is_some_and(|time| !time.is_null() && time.flag() != Some(false));
    collector.message(&Message {
        chat: chat.clone(),
        direction,
        id: id.as_deref(),
        time,
        kind: Kind::Content,
        delivery: if is_read { Delivery::Read } else { Delivery::Unknown },
        text,
    });
}
