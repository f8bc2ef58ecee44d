//! What happens around messages: calls, acknowledgements, updates, and the chats and groups that hold them.

use meter_model::{Delivery, Direction, Handle, Jid, Kind, Message, Moment, PhoneKey};

use crate::Collector;
use crate::formats::json::{Node, Place};

use super::message::{address, delivery, push_message, required};
use super::reject;

/// Takes in one call.
///
/// `from_me` tells who called; without it `from` does: the chat's person calls in, anybody else in a direct chat is the channel itself.
/// The call's `status` is not asked, since it changes while a call is reported several times. If `from` is a hidden identifier and the
/// chat a number, or the other way round, nobody can tell who called, and the call is rejected.
pub(super) fn push_call(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    if !node.is_object() {
        return reject(collector, place, "is no call");
    }
    let field = |key: &str| node.field(key);
    let chat_place = place.key("chat_id");
    let Some(chat) = required(field("chat_id").as_ref(), address, &chat_place, "chat address", collector)
    else {
        return;
    };
    let time_place = place.key("timestamp");
    let Some(time) =
        required(field("timestamp").as_ref(), Node::time, &time_place, "time since 2009", collector)
    else {
        return;
    };
    let from_me = field("from_me").and_then(|node| node.flag());
    let from = field("from").as_ref().and_then(address);
    let Some(direction) = from_me.map(side).or_else(|| caller(&chat, from)) else {
        return reject(collector, &place.key("from"), "does not tell who called");
    };
    let id = field("id").and_then(|node| node.identifier()).filter(|id| !id.is_empty());
    let delivery = Delivery::Unknown;
    collector.message(&Message {
        chat,
        direction,
        id: id.as_deref(),
        time,
        kind: Kind::Call,
        delivery,
        text: 0,
    });
}

fn side(from_me: bool) -> Direction {
    if from_me { Direction::Outgoing } else { Direction::Incoming }
}

fn caller(chat: &Jid, from: Option<Jid>) -> Option<Direction> {
    let Some(person) = chat.handle() else { return Some(Direction::Incoming) };
    let from = from?.handle()?;
    let comparable =
        matches!((&person, &from), (Handle::Phone(_), Handle::Phone(_)) | (Handle::Lid(_), Handle::Lid(_)));
    comparable.then(|| side(person != from))
}

/// Takes in how far an outgoing message came. Only the word counts: the number beside it is written in more than one numbering.
pub(super) fn push_status(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let field = |key: &str| node.field(key);
    let Some(id) =
        required(field("id").as_ref(), Node::identifier, &place.key("id"), "message id", collector)
    else {
        return;
    };
    let word_place = place.key("status");
    let Some(word) =
        required(field("status").as_ref(), Node::text, &word_place, "delivery status", collector)
    else {
        return;
    };
    collector.facts().receipt(&id, delivery(&word));
}

/// Takes in the update of a message. The message itself was reported before, and an edit is no new one; what is new is how far it
/// came, and the action that caused the update.
pub(super) fn push_message_update(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let after = node.field("after_update");
    let word = after.and_then(|after| after.field("status")).and_then(|word| word.text());
    if let (Some(id), Some(word)) = (node.field("id").and_then(|id| id.identifier()), word) {
        collector.facts().receipt(&id, delivery(&word));
    }
    if let Some(trigger) = node.field("trigger").filter(|trigger| trigger.field("chat_id").is_some()) {
        push_message(&trigger, &place.key("trigger"), collector);
    }
}

/// Takes in one chat or group: its last message, and when its creator already existed.
pub(super) fn push_chat(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    if !node.is_object() {
        return reject(collector, place, "is no chat");
    }
    if let Some(last) = node.field("last_message").filter(Node::is_object) {
        push_message(&last, &place.key("last_message"), collector);
    }
    let written = node.field("id").as_ref().and_then(address);
    if let Some(Jid::Group { creator: Some(creator), created: Some(created) }) = written {
        collector.facts().group_created(creator, created);
    }
    let created = node.field("created_at").and_then(|time| time.time());
    if let (Some(creator), Some(created)) = (creator(node), created) {
        collector.facts().group_created(creator, created);
    }
}

fn creator(group: &Node<'_>) -> Option<PhoneKey> {
    group.field("created_by").as_ref().and_then(phone).or_else(|| {
        let participants = group.field("participants")?;
        let creator = participants.elements().find(|participant| {
            participant.field("rank").and_then(|rank| rank.text()).as_deref() == Some("creator")
        });
        phone(&creator?.field("id")?)
    })
}

fn phone(node: &Node<'_>) -> Option<PhoneKey> {
    match address(node)?.handle()? {
        Handle::Phone(phone) => Some(phone),
        Handle::Lid(_) | Handle::Name(_) => None,
    }
}

/// Takes in when the number was registered.
pub(super) fn push_registration(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let creation = node.field("creation");
    let time: Option<Moment> =
        required(creation.as_ref(), Node::time, &place.key("creation"), "time since 2009", collector);
    if let Some(time) = time {
        collector.facts().registered(time);
    }
}
