//! One message: what of it is a touch, and how far it came.

use std::borrow::Cow;

use meter_model::{Delivery, Direction, Jid, Kind, Message};

use crate::Collector;
use crate::formats::json::{Node, Place, address, reject, required_time, side};
use crate::formats::keyed::{Touched, note_addresses, touched};

use super::id::MessageId;

/// How far a message came, by WhatsApp's number or the gateway's word.
fn delivery(ack: &Node<'_>) -> Delivery {
    match ack.identifier().as_deref() {
        Some("-1" | "ERROR") => Delivery::Failed,
        Some("0" | "PENDING") => Delivery::Pending,
        Some("1" | "SERVER") => Delivery::Sent,
        Some("2" | "DEVICE") => Delivery::Delivered,
        Some("3" | "READ" | "4" | "PLAYED") => Delivery::Read,
        _ => Delivery::Unknown,
    }
}

/// What a message's `type` counts as; `None` is a notice.
///
/// | `type` | counts as |
/// |---|---|
/// | `reaction` | a reaction |
/// | `poll_vote`, `poll_update`, `event_response` | a vote |
/// | `call_log`, `call` | a call |
/// | `e2e_notification`, `notification…`, `gp2`, `protocol`, pins, kept and edited messages and what is for debugging | a notice |
/// | anything else, also unknown, `revoked` and `ciphertext` | content |
fn kind(sort: &str) -> Option<Kind> {
    match sort {
        "reaction" | "reaction_enc" => Some(Kind::Reaction),
        "poll_vote" | "poll_update" | "event_response" => Some(Kind::Vote),
        "call_log" | "call" => Some(Kind::Call),
        "e2e_notification"
        | "notification"
        | "notification_template"
        | "broadcast_notification"
        | "newsletter_notification"
        | "biz-notification"
        | "gp2"
        | "protocol"
        | "debug"
        | "pinned_message"
        | "pin_message"
        | "keep_in_chat"
        | "message_edit" => None,
        _ => Some(Kind::Content),
    }
}

/// The fields of a message that matter. Everything else may be of any type.
struct Fields<'a> {
    id: MessageId,
    from_me: Option<bool>,
    from: Option<Node<'a>>,
    to: Option<Node<'a>>,
    chat: Option<Jid>,
}

impl<'a> Fields<'a> {
    fn of(node: &Node<'a>) -> Self {
        let [id, from_me, from, to, chat] = node.pick(["id", "fromMe", "from", "to", "chatId"]);
        let id = id.as_ref().map(MessageId::read).unwrap_or_default();
        let from_me = from_me.and_then(|flag| flag.flag()).or(id.from_me);
        let beside = if from_me == Some(true) { &to } else { &from };
        let chat = id
            .chat
            .clone()
            .or_else(|| chat.as_ref().and_then(address))
            .or_else(|| beside.as_ref().and_then(address));
        Self { id, from_me, from, to, chat }
    }

    /// The sender of an own message is the channel itself. Some engines write the chat there instead, and the receiver nowhere.
    fn note_own(&self, collector: &mut Collector) {
        let [from, to] = [&self.from, &self.to].map(|node| node.as_ref().and_then(address));
        if self.from_me == Some(true)
            && to.is_some()
            && to == self.chat
            && from != self.chat
            && let Some(own) = from.and_then(|from| from.handle())
        {
            collector.facts().own(own);
        }
    }
}

/// Takes in one message. Notices are passed over; a message without usable chat, direction or time is a reject. Without an id it
/// counts, told from others by its time, kind and text.
pub(super) fn push_message(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [raw, time, t, ack, ack_name] = node.pick(["_data", "timestamp", "t", "ack", "ackName"]);
    let Some(touched) = touch(node, raw.as_ref(), collector) else { return };
    let fields = Fields::of(node);
    let Some(chat) = fields.chat.clone() else {
        return reject(collector, &place.key("id"), "does not tell the chat, nor do `from` and `to`");
    };
    let Some(from_me) = fields.from_me else {
        return reject(collector, &place.key("fromMe"), "is missing");
    };
    let Some(time) = required_time(time.or(t).as_ref(), &place.key("timestamp"), collector) else { return };
    fields.note_own(collector);
    if let Some(key) = raw.and_then(|raw| raw.field("key")) {
        note_addresses(&key, &chat, from_me, collector);
    }
    let direction = side(from_me);
    let acks = ack.into_iter().chain(ack_name).map(|ack| delivery(&ack));
    let delivery = acks.max().filter(|_| direction == Direction::Outgoing);
    collector.message(&Message {
        chat,
        direction,
        id: fields.id.id.as_deref(),
        time,
        kind: touched.kind,
        delivery: delivery.unwrap_or_default(),
        text: touched.text,
    });
}

/// What a message counts as: by its `type`, else by the raw message of the engine.
fn touch(node: &Node<'_>, raw: Option<&Node<'_>>, collector: &Collector) -> Option<Touched> {
    let [sort, reaction, is_notice] = node.pick(["type", "reaction", "isNotification"]);
    if let Some(reaction) = reaction.filter(Node::is_object) {
        let is_taken_back =
            reaction.field("text").and_then(|text| text.text()).is_some_and(|text| text.is_empty());
        return (!is_taken_back).then_some(Touched::silent(Kind::Reaction));
    }
    let raw = |key: &str| raw.and_then(|raw| raw.field(key));
    let sort = sort.or_else(|| raw("type")).and_then(|sort| sort.text().map(Cow::into_owned));
    let kind = match sort {
        Some(sort) => kind(&sort)?,
        None if is_notice.and_then(|flag| flag.flag()) == Some(true) => return None,
        None => {
            touched(
                raw("message").or_else(|| raw("Message")).as_ref(),
                None,
                raw("messageStubType").as_ref(),
                collector,
            )?
            .kind
        }
    };
    let text = if kind == Kind::Content { text_key(node, collector) } else { 0 };
    Some(Touched { kind, text })
}

/// The hash of what was written. In a message with a file, `body` may be the file itself and `caption` what was written.
fn text_key(node: &Node<'_>, collector: &Collector) -> u64 {
    let texts = node.pick(["caption", "body", "content"]).into_iter().flatten();
    let text = texts.filter_map(|text| text.text()).find(|text| !text.is_empty());
    text.map_or(0, |text| collector.text_key().hash(&text))
}

/// Takes in how far an own message came: its id beside an `ack`.
pub(super) fn push_ack(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [id, ack, ack_name] = node.pick(["id", "ack", "ackName"]);
    let Some(id) = id.and_then(|id| MessageId::read(&id).id) else {
        return reject(collector, &place.key("id"), "is not readable as message id");
    };
    if let Some(delivery) = ack.into_iter().chain(ack_name).map(|ack| delivery(&ack)).max() {
        collector.facts().receipt(&id, delivery);
    }
}
