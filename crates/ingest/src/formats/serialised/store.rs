//! Tells the objects of the family apart by their keys, wherever they stand.

use crate::formats::json::{Node, Place, Sort, Store, read_store, walk};
use crate::formats::keyed::{push_own, push_pair};
use crate::source::Input;
use crate::{Collector, ReadError};

use super::event::{push_call, push_reaction, push_vote};
use super::message::{push_ack, push_message};
use super::people::{push_contact, push_group};

/// Reads one file of the family.
pub(crate) fn read_serialised(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    read_store(&SerialisedStore, input, collector)
}

struct SerialisedStore;

#[derive(Clone, Copy)]
enum Record {
    Message,
    Ack,
    Reaction,
    Vote,
    Call,
    Contact,
    Chat,
    Pair,
    Own,
    Client,
    Webhook,
}

const TIME: [&str; 2] = ["t", "timestamp"];
const SIDES: [&str; 4] = ["chatId", "from", "fromMe", "to"];
const CALL: [&str; 4] = ["canHandleLocally", "isVideo", "peerJid", "webClientShouldHandle"];
const CHAT: [&str; 8] = [
    "_chat",
    "conversationTimestamp",
    "groupMetadata",
    "isReadOnly",
    "lastMessage",
    "lastReceivedKey",
    "muteExpiration",
    "unreadCount",
];
const CONTACT: [&str; 9] = [
    "formattedName",
    "isMe",
    "isMyContact",
    "isWAContact",
    "name",
    "profilePicThumbObj",
    "pushName",
    "pushname",
    "shortName",
];
/// Keys of answers and events that say nothing about the score.
const IDLE: [&str; 9] =
    ["engine", "event", "presences", "qr", "session", "status", "success", "lastSeen", "labels"];

impl Store for SerialisedStore {
    type Record = Record;
    const HOLDERS: &'static [&'static str] = &[
        "before", "body", "chats", "contacts", "data", "info", "lids", "me", "message", "messages", "msg",
        "msgs", "payload", "response", "vote", "wid",
    ];
    const UNKNOWN: &'static str = "is none of the objects of WhatsApp's web client";

    fn sort(&self, node: &Node<'_>, under: &'static str) -> Sort<Record> {
        let keys: Vec<_> = node.fields().map(|(key, _)| key).collect();
        let has = |key: &str| keys.iter().any(|name| name == key);
        let has_any = |names: &[&str]| keys.iter().any(|name| names.contains(&name.as_ref()));
        if keys.is_empty() {
            Sort::Idle
        } else if has("payload") && has("event") {
            Sort::Record(Record::Webhook)
        } else if under == "me" || under == "wid" {
            Sort::Record(Record::Own)
        } else if has("wid") && !has_any(&["chats", "contacts", "messages"]) {
            Sort::Record(Record::Client)
        } else if keys.iter().all(|key| key.contains('@')) {
            Sort::Map
        } else if has_any(&["msgId", "senderId"]) && has_any(&["reaction", "reactionText"]) {
            Sort::Record(Record::Reaction)
        } else if has("selectedOptions") {
            Sort::Record(Record::Vote)
        } else if has_any(&CALL) && has_any(&["from", "peerJid"]) && !has("body") {
            Sort::Record(Record::Call)
        } else if has("id") && has_any(&CHAT) && !has("fromMe") {
            Sort::Record(Record::Chat)
        } else if has_any(&TIME) && (says_who(&has, has_any(&SIDES)) || has_serialised_id(node)) {
            Sort::Record(Record::Message)
        } else if has("id") && has_any(&["ack", "ackName"]) {
            Sort::Record(Record::Ack)
        } else if has("id") && (under == "contacts" || has_any(&CONTACT)) {
            Sort::Record(if under == "chats" { Record::Chat } else { Record::Contact })
        } else if has("lid") && has_any(&["pn", "phoneNumber"]) {
            Sort::Record(Record::Pair)
        } else if has_any(Self::HOLDERS) {
            Sort::Holder
        } else if has_any(&IDLE) || under == "chats" {
            Sort::Idle
        } else if node.fields().all(|(_, value)| value.is_object() || value.is_list()) {
            Sort::Map
        } else {
            Sort::Unknown
        }
    }

    fn push(&self, record: Record, node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
        match record {
            Record::Message => push_message(node, place, collector),
            Record::Ack => push_ack(node, place, collector),
            Record::Reaction => push_reaction(node, place, collector),
            Record::Vote => push_vote(node, place, collector),
            Record::Call => push_call(node, place, collector),
            Record::Contact => push_contact(node, place, collector),
            Record::Chat => self.push_chat(node, place, collector),
            Record::Pair => push_pair(node, collector),
            Record::Own => push_own(node, collector),
            Record::Webhook => self.push_webhook(node, place, collector),
            Record::Client => {
                if let Some(own) = node.field("wid") {
                    push_own(&own, collector);
                }
            }
        }
    }
}

impl SerialisedStore {
    fn push_webhook(&self, node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
        let [event, me, payload] = node.pick(["event", "me", "payload"]);
        if let Some(me) = me {
            push_own(&me, collector);
        }
        let event = event.as_ref().and_then(Node::text);
        if let Some(payload) = payload.filter(|_| event.is_some_and(|event| holds_records(&event)))
            && (payload.is_object() || payload.is_list())
        {
            walk(self, &payload, "payload", &place.key("payload"), collector);
        }
    }

    /// Takes in one chat: its messages, its contact, and when the creator of a group already existed.
    fn push_chat(&self, node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
        let [last, contact, msgs, messages] = node.pick(["lastMessage", "contact", "msgs", "messages"]);
        if let Some(last) = last.filter(|last| last.field("id").is_some()) {
            push_message(&last, &place.key("lastMessage"), collector);
        }
        if let Some(contact) = contact.filter(|contact| contact.field("id").is_some()) {
            push_contact(&contact, &place.key("contact"), collector);
        }
        push_group(node, collector);
        for messages in [msgs, messages].into_iter().flatten().filter(Node::is_list) {
            walk(self, &messages, "messages", &place.key("messages"), collector);
        }
    }
}

/// Whether an object with a time says who wrote to whom, as messages do.
fn says_who(has: &impl Fn(&str) -> bool, has_sides: bool) -> bool {
    has_sides && (has("id") || has("fromMe"))
}

/// Whether an object with an id and a time is a message though it does not say who wrote to whom: its id does. Events have ids and
/// times, too.
fn has_serialised_id(node: &Node<'_>) -> bool {
    node.field("id").is_some_and(|id| {
        id.field("_serialized").is_some()
            || id.text().is_some_and(|id| id.starts_with("true_") || id.starts_with("false_"))
    })
}

/// Whether a webhook of WAHA tells something new. Edits repeat older messages; presence, labels and the like are not asked.
fn holds_records(event: &str) -> bool {
    matches!(
        event,
        "message"
            | "message.any"
            | "message.waiting"
            | "message.ack"
            | "message.ack.group"
            | "message.reaction"
            | "message.revoked"
            | "poll.vote"
            | "call.received"
            | "call.accepted"
            | "call.rejected"
    )
}
