//! One message: what of it is a touch, and how far it came.

use meter_model::{Delivery, Direction, Kind, Message, Moment};

use crate::Collector;
use crate::formats::json::{
    Node, Place, address, link_hidden, person, push_call_touch, reject, required, required_time,
};

use super::key::Key;
use super::{Touched, read_key, touched};

/// How far a message came, by WhatsApp's number or word. `DELETED` says nothing about that.
fn delivery(node: &Node<'_>) -> Delivery {
    match node.identifier().as_deref() {
        Some("0" | "ERROR") => Delivery::Failed,
        Some("1" | "PENDING") => Delivery::Pending,
        Some("2" | "SERVER_ACK") => Delivery::Sent,
        Some("3" | "DELIVERY_ACK") => Delivery::Delivered,
        Some("4" | "READ" | "5" | "PLAYED") => Delivery::Read,
        _ => Delivery::Unknown,
    }
}

/// Takes in one message. Notices are passed over; a message without usable chat, direction or time is a reject. Without an id it
/// counts, told from others by its time, kind and text.
pub(crate) fn push_message(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [key, message, sort, stub, time, status, updates] = node.pick([
        "key",
        "message",
        "messageType",
        "messageStubType",
        "messageTimestamp",
        "status",
        "MessageUpdate",
    ]);
    push_hung(node, place, collector);
    let Some(touched) = touched(message.as_ref(), sort.as_ref(), stub.as_ref(), collector) else { return };
    let Some(key) = read_key(key.as_ref(), &place.key("key"), collector) else { return };
    let Some(time) = required_time(time.as_ref(), &place.key("messageTimestamp"), collector) else { return };
    let later = updates.iter().flat_map(Node::elements).filter_map(|update| update.field("status"));
    let delivery = status.into_iter().chain(later).map(|status| delivery(&status)).max();
    push_touch(key, touched, time, delivery.unwrap_or_default(), collector);
}

fn push_touch(key: Key, touched: Touched, time: Moment, delivery: Delivery, collector: &mut Collector) {
    let delivery = if key.direction == Direction::Outgoing { delivery } else { Delivery::Unknown };
    collector.message(&Message {
        chat: key.chat,
        direction: key.direction,
        id: key.id.as_deref(),
        time,
        kind: touched.kind,
        delivery,
        text: touched.text,
    });
}

/// Takes in the reactions and votes that hang on a message. Each carries the key of the message that it was sent as; those without
/// key or time are counted nowhere and no mistake, since old versions kept less.
fn push_hung(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [reactions, votes] = node.pick(["reactions", "pollUpdates"]);
    for (index, reaction) in reactions.iter().flat_map(Node::elements).enumerate() {
        push_reaction(&reaction, &place.key("reactions").index(index), collector);
    }
    for (index, vote) in votes.iter().flat_map(Node::elements).enumerate() {
        let [key, time] = vote.pick(["pollUpdateMessageKey", "senderTimestampMs"]);
        push_response(key, time, Kind::Vote, &place.key("pollUpdates").index(index), collector);
    }
}

/// Takes in a reaction `{key, text, senderTimestampMs}`; without an emoji it takes one back.
pub(crate) fn push_reaction(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [key, text, time] = node.pick(["key", "text", "senderTimestampMs"]);
    if text.and_then(|text| text.text()).is_some_and(|text| !text.is_empty()) {
        push_response(key, time, Kind::Reaction, place, collector);
    }
}

fn push_response(
    key: Option<Node<'_>>,
    time: Option<Node<'_>>,
    kind: Kind,
    place: &Place<'_>,
    collector: &mut Collector,
) {
    let (Some(key), Some(time)) = (key.filter(Node::is_object), time.and_then(|time| time.time())) else {
        return;
    };
    if key.field("remoteJid").is_none() {
        return;
    }
    if let Some(key) = read_key(Some(&key), &place.key("key"), collector) {
        push_touch(key, Touched::silent(kind), time, Delivery::Unknown, collector);
    }
}

/// Takes in how far an own message came: `status` beside its id, or in an `update` beside its key.
pub(crate) fn push_update(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [key, key_id, id, update, status] = node.pick(["key", "keyId", "id", "update", "status"]);
    let inner = key.and_then(|key| key.field("id"));
    let Some(id) = inner.or(key_id).or(id).and_then(|id| id.identifier().map(std::borrow::Cow::into_owned))
    else {
        return reject(collector, &place.key("id"), "is missing");
    };
    let status = update.and_then(|update| update.field("status")).or(status);
    if let Some(status) = status {
        collector.facts().receipt(&id, delivery(&status));
    }
}

/// Takes in one call event: ringing, answered, missed are events of one call with one id. They are reported for incoming calls only.
pub(crate) fn push_call(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [from, chat, number, id, time, group] =
        node.pick(["from", "chatId", "callerPn", "id", "date", "isGroup"]);
    if group.and_then(|group| group.flag()) == Some(true) {
        return;
    }
    let from = from.filter(|from| !from.is_null()).or(chat);
    let Some(chat) = required(from.as_ref(), address, &place.key("from"), "caller", collector) else {
        return;
    };
    let Some(time) = required_time(time.as_ref(), &place.key("date"), collector) else { return };
    if let (Some(caller), Some(number)) = (chat.handle(), number.as_ref().and_then(person)) {
        link_hidden(&caller, &number, collector);
    }
    let id = id.as_ref().and_then(Node::identifier);
    push_call_touch(chat, Direction::Incoming, id.as_deref(), time, collector);
}
