//! One message of the gateway: what of it is a touch.

use std::borrow::Cow;

use meter_model::{Delivery, Jid, Kind, Message};

use crate::Collector;
pub(super) use crate::formats::json::delivery;
use crate::formats::json::{Node, Place, address, reject, required, required_time, side, text_key};

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
    let Some(time) = required_time(fields.time.as_ref(), &place.key("timestamp"), collector) else { return };
    if from_me && let Some(own) = fields.from.as_ref().and_then(address).and_then(|from| from.handle()) {
        collector.facts().own(own);
    }
    let id = fields.id.as_ref().and_then(Node::identifier).filter(|id| !id.is_empty());
    let status = fields.status.as_ref().filter(|_| from_me).and_then(Node::text);
    let text = if kind == Kind::Content { text_key(node, fields.sort.as_deref(), collector) } else { 0 };
    collector.message(&Message {
        chat: if fields.sort.as_deref() == Some("story") { Jid::OneToMany } else { chat },
        direction: side(from_me),
        id: id.as_deref(),
        time,
        kind,
        delivery: status.map_or(Delivery::Unknown, |word| delivery(&word)),
        text,
    });
}
