//! Touches that come as events of their own: reactions, answers to polls, calls.

use meter_model::{Delivery, Direction, Jid, Kind, Message};

use crate::Collector;
use crate::formats::json::{Node, Place, address, push_call_touch, reject, required, required_time, side};

use super::id::MessageId;

/// Takes in a reaction to a message, `{id, msgId, senderId, reaction, timestamp}`; without an emoji it takes one back.
///
/// In a direct chat the reaction's own id says who reacted, else its sender does: the chat's person or the channel.
pub(super) fn push_reaction(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [emoji, text] = node.pick(["reaction", "reactionText"]);
    if emoji.or(text).and_then(|text| text.text()).is_some_and(|text| text.is_empty()) {
        return;
    }
    push_response(node, Kind::Reaction, place, collector);
}

/// Takes in an answer to a poll; without an option it takes one back.
pub(super) fn push_vote(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let options = node.field("selectedOptions");
    if options.is_some_and(|options| options.is_list() && options.elements().next().is_none()) {
        return;
    }
    push_response(node, Kind::Vote, place, collector);
}

fn push_response(node: &Node<'_>, kind: Kind, place: &Place<'_>, collector: &mut Collector) {
    let [id, target, chat, from_me, time, t] =
        node.pick(["id", "msgId", "chatId", "fromMe", "timestamp", "t"]);
    let [sender, sender_id, from] = node.pick(["sender", "senderId", "from"]);
    let id = id.as_ref().map(MessageId::read).unwrap_or_default();
    let target = target.as_ref().map(MessageId::read).unwrap_or_default();
    let sender = [sender_id, sender, from]
        .into_iter()
        .flatten()
        .find_map(|node| address(&node).or_else(|| address(&node.field("id")?)));
    let chat = id.chat.or(target.chat).or_else(|| chat.as_ref().and_then(address));
    let Some(chat) = chat.or_else(|| sender.clone()) else {
        return reject(collector, &place.key("msgId"), "does not tell the chat");
    };
    let from_me = from_me.and_then(|flag| flag.flag()).or(id.from_me);
    let Some(direction) = from_me.map(side).or_else(|| direction(&chat, sender.as_ref())) else {
        return reject(collector, &place.key("senderId"), "does not tell who did it");
    };
    let Some(time) = required_time(time.or(t).as_ref(), &place.key("timestamp"), collector) else { return };
    let id = id.id;
    collector.message(&Message {
        chat,
        direction,
        id: id.as_deref(),
        time,
        kind,
        delivery: Delivery::Unknown,
        text: 0,
    });
}

/// Who did something in a chat: its person, or else the channel. A number and a hidden identifier cannot be compared.
fn direction(chat: &Jid, sender: Option<&Jid>) -> Option<Direction> {
    use meter_model::Handle::{Lid, Phone};
    match (chat.handle(), sender?.handle()?) {
        (None, _) => Some(Direction::Incoming),
        (Some(person), sender) if person == sender => Some(Direction::Incoming),
        (Some(Phone(_)), Phone(_)) | (Some(Lid(_)), Lid(_)) => Some(Direction::Outgoing),
        _ => None,
    }
}

/// Takes in a call: incoming unless it says otherwise. Ringing, answered, missed are events of one call with one id. Calls of groups
/// are nobody's.
pub(super) fn push_call(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [id, from, to, peer, from_me, is_group] =
        node.pick(["id", "from", "to", "peerJid", "fromMe", "isGroup"]);
    let [time, offered] = node.pick(["timestamp", "offerTime"]);
    if is_group.and_then(|group| group.flag()) == Some(true) {
        return;
    }
    let direction = side(from_me.and_then(|flag| flag.flag()) == Some(true));
    let other = if direction == Direction::Outgoing { to } else { from };
    let Some(chat) = required(peer.or(other).as_ref(), address, &place.key("from"), "caller", collector)
    else {
        return;
    };
    let Some(time) = required_time(time.or(offered).as_ref(), &place.key("timestamp"), collector) else {
        return;
    };
    let id = id.and_then(|id| MessageId::read(&id).id);
    push_call_touch(chat, direction, id.as_deref(), time, collector);
}
