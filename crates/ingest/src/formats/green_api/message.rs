//! One message of a journal or in a notification: what of it is a touch, and how far it came.

use meter_model::{Delivery, Direction, Kind, Message};

use crate::Collector;
use crate::formats::json::{
    Node, Place, address, person, push_call_touch, reject, required, required_time, side,
};

/// What a `typeMessage` counts as; `None` is a notice. Unknown types are content.
fn kind(sort: &str) -> Option<Kind> {
    match sort {
        "reactionMessage" => Some(Kind::Reaction),
        "pollUpdateMessage" => Some(Kind::Vote),
        "deletedMessage" | "editedMessage" | "systemMessage" | "protocolMessage" | "pinInChatMessage" => None,
        _ => Some(Kind::Content),
    }
}

/// How far a message came. It failed if the number has no WhatsApp, the channel is not in the group, or the gateway held it back.
fn delivery(word: &str) -> Delivery {
    match word {
        "failed" | "noAccount" | "notInGroup" | "yellowCard" => Delivery::Failed,
        "pending" => Delivery::Pending,
        "sent" => Delivery::Sent,
        "delivered" => Delivery::Delivered,
        "read" => Delivery::Read,
        _ => Delivery::Unknown,
    }
}

/// Takes in one message of a journal. Notices are passed over; a message without usable chat, direction or time is a reject.
pub(super) fn push_message(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [sort, status, text, caption] = node.pick(["typeMessage", "statusMessage", "textMessage", "caption"]);
    let [extended, extended_data] = node.pick(["extendedTextMessage", "extendedTextMessageData"]);
    let extended = extended.or(extended_data);
    let Some(kind) = sort.as_ref().and_then(Node::text).map_or(Some(Kind::Content), |sort| kind(&sort))
    else {
        return;
    };
    if is_taken_back(extended.as_ref(), kind) {
        return;
    }
    let [chat, direction] = node.pick(["chatId", "type"]);
    let side_place = place.key("type");
    let Some(direction) =
        required(direction.as_ref(), journal_side, &side_place, "incoming or outgoing", collector)
    else {
        return;
    };
    let inner = extended.and_then(|extended| extended.field("text"));
    let text = [text, caption, inner]
        .into_iter()
        .flatten()
        .find(|text| text.text().is_some_and(|text| !text.is_empty()));
    let found = Found { chat, chat_key: "chatId", direction, kind, status, text };
    push_found(node, &found, place, collector);
}

fn journal_side(node: &Node<'_>) -> Option<Direction> {
    match node.text()?.as_ref() {
        "incoming" => Some(Direction::Incoming),
        "outgoing" => Some(Direction::Outgoing),
        _ => None,
    }
}

/// A reaction without an emoji takes one back.
fn is_taken_back(extended: Option<&Node<'_>>, kind: Kind) -> bool {
    kind == Kind::Reaction
        && extended
            .and_then(|extended| extended.field("text"))
            .and_then(|text| text.text())
            .is_some_and(|text| text.is_empty())
}

/// What a journal and a notification say in different places.
struct Found<'a> {
    chat: Option<Node<'a>>,
    chat_key: &'static str,
    direction: Direction,
    kind: Kind,
    status: Option<Node<'a>>,
    text: Option<Node<'a>>,
}

fn push_found(node: &Node<'_>, found: &Found<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [id, time] = node.pick(["idMessage", "timestamp"]);
    let chat_place = place.key(found.chat_key);
    let Some(chat) = required(found.chat.as_ref(), address, &chat_place, "chat address", collector) else {
        return;
    };
    let Some(time) = required_time(time.as_ref(), &place.key("timestamp"), collector) else { return };
    let id = id.as_ref().and_then(Node::identifier).filter(|id| !id.is_empty());
    let status = found.status.as_ref().filter(|_| found.direction == Direction::Outgoing);
    let text = found.text.as_ref().filter(|_| found.kind == Kind::Content).and_then(Node::text);
    let text = text.map_or(0, |text| collector.text_key().hash(&text));
    collector.message(&Message {
        chat,
        direction: found.direction,
        id: id.as_deref(),
        time,
        kind: found.kind,
        delivery: status.and_then(Node::text).map_or(Delivery::Unknown, |word| delivery(&word)),
        text,
    });
}

/// Takes in one notification. Those about the instance itself say nothing but whose it is.
pub(super) fn push_notification(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [sort, instance] = node.pick(["typeWebhook", "instanceData"]);
    if let Some(own) = instance.and_then(|instance| instance.field("wid")).as_ref().and_then(person) {
        collector.facts().own(own);
    }
    match sort.and_then(|sort| sort.text()).as_deref() {
        Some("incomingMessageReceived") => push_received(node, Direction::Incoming, place, collector),
        Some("outgoingMessageReceived" | "outgoingAPIMessageReceived") => {
            push_received(node, Direction::Outgoing, place, collector);
        }
        Some("outgoingMessageStatus") => push_status(node, place, collector),
        Some("incomingCall") => push_call(node, "from", false, place, collector),
        Some("outgoingCall") => push_call(node, "to", true, place, collector),
        _ => {}
    }
}

fn push_received(node: &Node<'_>, direction: Direction, place: &Place<'_>, collector: &mut Collector) {
    let [sender, message] = node.pick(["senderData", "messageData"]);
    let chat = sender.and_then(|sender| sender.field("chatId"));
    let part = |key: &str| message.as_ref().and_then(|message| message.field(key));
    let sort = part("typeMessage");
    let Some(kind) = sort.as_ref().and_then(Node::text).map_or(Some(Kind::Content), |sort| kind(&sort))
    else {
        return;
    };
    let [plain, extended, file] = ["textMessageData", "extendedTextMessageData", "fileMessageData"].map(part);
    if is_taken_back(extended.as_ref(), kind) {
        return;
    }
    let text = plain.and_then(|plain| plain.field("textMessage"));
    let text = text.or_else(|| extended.and_then(|extended| extended.field("text")));
    let text = text.or_else(|| file.and_then(|file| file.field("caption")));
    let found = Found { chat, chat_key: "senderData", direction, kind, status: None, text };
    push_found(node, &found, place, collector);
}

fn push_status(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [id, status] = node.pick(["idMessage", "status"]);
    let id = required(id.as_ref(), Node::identifier, &place.key("idMessage"), "message id", collector);
    let status = required(status.as_ref(), Node::text, &place.key("status"), "delivery status", collector);
    if let (Some(id), Some(status)) = (id, status) {
        collector.facts().receipt(&id, delivery(&status));
    }
}

/// Takes in a call: ringing, answered, missed are notifications of one call with one id.
fn push_call(
    node: &Node<'_>,
    key: &'static str,
    from_me: bool,
    place: &Place<'_>,
    collector: &mut Collector,
) {
    let [other, chat, id, time] = node.pick([key, "chatId", "idMessage", "timestamp"]);
    let Some(chat) = other.or(chat).as_ref().and_then(address) else {
        return reject(collector, &place.key(key), "does not tell with whom");
    };
    let Some(time) = required_time(time.as_ref(), &place.key("timestamp"), collector) else { return };
    let id = id.as_ref().and_then(Node::identifier);
    push_call_touch(chat, side(from_me), id.as_deref(), time, collector);
}
