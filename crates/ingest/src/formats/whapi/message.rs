//! One message of the gateway: what of it is a touch.

use std::borrow::Cow;

use meter_model::{Delivery, Direction, Jid, Kind, Message};

use crate::Collector;
use crate::formats::json::{Node, Place};

use super::reject;

/// The fields of a message that matter. Everything else may be of any type.
#[derive(Default)]
struct Fields<'a> {
    id: Option<Node<'a>>,
    sort: Option<Cow<'a, str>>,
    chat: Option<Node<'a>>,
    from_me: Option<Node<'a>>,
    from: Option<Node<'a>>,
    time: Option<Node<'a>>,
    status: Option<Node<'a>>,
    action: Option<Node<'a>>,
}

impl<'a> Fields<'a> {
    fn of(node: &Node<'a>) -> Self {
        let mut fields = Self::default();
        for (key, value) in node.fields() {
            let slot = match &*key {
                "id" => &mut fields.id,
                "chat_id" => &mut fields.chat,
                "from_me" => &mut fields.from_me,
                "from" => &mut fields.from,
                "timestamp" => &mut fields.time,
                "status" => &mut fields.status,
                "action" => &mut fields.action,
                "type" => {
                    fields.sort = value.text();
                    continue;
                }
                _ => continue,
            };
            *slot = Some(value);
        }
        fields
    }
}

/// What a message's `type` counts as; `None` is a notice.
///
/// | `type` | counts as |
/// |---|---|
/// | `action` with `action.type` `reaction` | a reaction, under the id of the action |
/// | `action` with `action.type` `vote` or `event_response`; `poll_update` | a vote |
/// | `action` with `action.type` `comment` | content: it is a reply in words |
/// | `action` with any other or no `action.type` (`edit`, `edited`, `delete`, `ephemeral`, `pin`, …) | a notice |
/// | `call` | a call |
/// | `system`, `pin` | a notice |
/// | `story` | content for everybody, whatever chat it names |
/// | anything else, also unknown and none | content, also if it was deleted later |
fn kind(sort: Option<&str>, action: Option<&Node<'_>>) -> Option<Kind> {
    match sort {
        Some("action") => kind_of_action(action?.field("type")?.text()?.as_ref()),
        Some(sort) => kind_of_type(sort),
        None => Some(Kind::Content),
    }
}

/// What an action counts as.
pub(in crate::formats) fn kind_of_action(word: &str) -> Option<Kind> {
    match word {
        "reaction" => Some(Kind::Reaction),
        "vote" | "event_response" => Some(Kind::Vote),
        "comment" => Some(Kind::Content),
        _ => None,
    }
}

/// What a message of any type but `action` counts as.
pub(in crate::formats) fn kind_of_type(word: &str) -> Option<Kind> {
    match word {
        "poll_update" => Some(Kind::Vote),
        "call" => Some(Kind::Call),
        "system" | "pin" => None,
        _ => Some(Kind::Content),
    }
}

/// How far a message came. `deleted` says nothing about that, nor do words not known.
pub(in crate::formats) fn delivery(word: &str) -> Delivery {
    match word {
        "failed" => Delivery::Failed,
        "pending" => Delivery::Pending,
        "sent" => Delivery::Sent,
        "delivered" => Delivery::Delivered,
        "read" | "played" => Delivery::Read,
        _ => Delivery::Unknown,
    }
}

/// Takes in one message. Notices are passed over; a message without usable chat, direction or time is a reject. Without an id it
/// counts, told from others by its time, kind and text.
pub(super) fn push_message(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    if !node.is_object() {
        return reject(collector, place, "is no message");
    }
    let fields = Fields::of(node);
    let Some(kind) = kind(fields.sort.as_deref(), fields.action.as_ref()) else { return };
    let Some(chat) =
        required(fields.chat.as_ref(), address, &place.key("chat_id"), "chat address", collector)
    else {
        return;
    };
    let Some(from_me) =
        required(fields.from_me.as_ref(), Node::flag, &place.key("from_me"), "true or false", collector)
    else {
        return;
    };
    let time_place = place.key("timestamp");
    let Some(time) = required(fields.time.as_ref(), Node::time, &time_place, "time since 1970", collector)
    else {
        return;
    };
    if from_me && let Some(own) = fields.from.as_ref().and_then(address).and_then(|from| from.handle()) {
        collector.facts().own(own);
    }
    let id = fields.id.as_ref().and_then(Node::identifier).filter(|id| !id.is_empty());
    let status = fields.status.as_ref().filter(|_| from_me).and_then(Node::text);
    let text = if kind == Kind::Content { text_key(node, fields.sort.as_deref(), collector) } else { 0 };
    collector.message(&Message {
        chat: if fields.sort.as_deref() == Some("story") { Jid::OneToMany } else { chat },
        direction: if from_me { Direction::Outgoing } else { Direction::Incoming },
        id: id.as_deref(),
        time,
        kind,
        delivery: status.map_or(Delivery::Unknown, |word| delivery(&word)),
        text,
    });
}

/// A field that a record cannot do without; if it is missing or of no use, that is rejected.
pub(super) fn required<'n, 'a, T>(
    node: Option<&'n Node<'a>>,
    read: impl FnOnce(&'n Node<'a>) -> Option<T>,
    place: &Place<'_>,
    what: &str,
    collector: &mut Collector,
) -> Option<T> {
    let Some(node) = node.filter(|node| !node.is_null()) else {
        reject(collector, place, "is missing");
        return None;
    };
    let value = read(node);
    if value.is_none() {
        reject(collector, place, &format!("is not readable as {what}"));
    }
    value
}

/// An address, also as a bare number.
pub(super) fn address(node: &Node<'_>) -> Option<Jid> {
    node.identifier().and_then(|text| Jid::parse(&text))
}

/// The hash of what was written: the body or caption in the part that is named like the type.
fn text_key(node: &Node<'_>, sort: Option<&str>, collector: &Collector) -> u64 {
    let Some(content) = sort.and_then(|sort| node.field(sort)) else { return 0 };
    let text = ["body", "caption"]
        .into_iter()
        .filter_map(|key| content.field(key)?.text())
        .find(|text| !text.is_empty());
    text.map_or(0, |text| collector.text_key().hash(&text))
}
