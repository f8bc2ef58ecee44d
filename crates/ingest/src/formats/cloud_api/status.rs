//! Statuses: all that a log knows of the messages that the business sent through the API.

use meter_model::{Delivery, Direction, Jid, Kind, Message, PhoneKey};

use crate::formats::json::{Node, Place, delivery, required, required_time};

use super::Log;
use super::message::party;

/// Takes in one status as a sighting of the outgoing message that it is about.
///
/// Without an id nobody could tell its sightings from several messages, so that is a reject. Words that say nothing about delivery
/// (`deleted`, `warning`, new ones) still prove that the message was sent.
pub(super) fn push_status(node: &Node<'_>, place: &Place<'_>, _: Option<PhoneKey>, log: &mut Log<'_>) {
    if !node.is_object() {
        return log.reject(place, "is no status");
    }
    let sort = node.field("type").and_then(|sort| sort.text());
    if sort.as_deref() == Some("payment") {
        return;
    }
    let is_call = sort.as_deref() == Some("call");
    let id = node.field("id").filter(|id| id.text().is_none_or(|id| !id.is_empty()));
    let id_place = place.key("id");
    let Some(id) = required(id.as_ref(), Node::identifier, &id_place, "message id", log.collector) else {
        return;
    };
    let word = node.field("status");
    let word_place = place.key("status");
    let Some(word) = required(word.as_ref(), Node::text, &word_place, "delivery status", log.collector)
    else {
        return;
    };
    let time = node.field("timestamp");
    let Some(time) = required_time(time.as_ref(), &place.key("timestamp"), log.collector) else { return };
    let recipient = group(node).or_else(|| party(node, "recipient_id", "recipient_user_id", place, log));
    let Some(chat) = recipient else { return };
    log.collector.message(&Message {
        chat,
        direction: Direction::Outgoing,
        id: Some(&id),
        time,
        kind: if is_call { Kind::Call } else { Kind::Content },
        delivery: if is_call { Delivery::Unknown } else { delivery(&word) },
        text: 0,
    });
}

fn group(node: &Node<'_>) -> Option<Jid> {
    let is_group = node.field("recipient_type").and_then(|sort| sort.text()).as_deref() == Some("group");
    is_group.then_some(Jid::Group { creator: None, created: None })
}
