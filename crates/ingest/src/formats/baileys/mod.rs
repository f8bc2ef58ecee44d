//! What programs built on Baileys keep: the file of its store (version 6 and older), the history that it receives, logs of its events.
//!
//! | object | what it tells |
//! |---|---|
//! | message `{key, message, messageTimestamp}` in `messages`, `messages.upsert`, a chat's `messages` | a touch (see `keyed`) |
//! | `{key, update}`, `{key, receipt}` | how far an own message came |
//! | `{key, reaction}` | a reaction |
//! | contact `{id, name, notify, verifiedName}` in a list or map | `name` is what the owner saved; `notify` is how people call themselves and says nothing |
//! | chat | its messages; `pnJid` and `lidJid` are the two addresses of its person; who created a group when |
//! | group | when its creator already existed |
//! | call event | a touch; they are reported for incoming calls only |
//! | `{lid, pn}` | the two addresses of one person |
//! | `me`, `user` | the channel itself |
//!
//! A store without any `name` says nothing about the address book: it may be empty or was never received.
//!
//! Marks: `key` with `remoteJid` beside `messageTimestamp` without the keys that Evolution adds; contacts with `notify`; chats with
//! `conversationTimestamp`; the three parts of the store beside each other.

#[cfg(test)]
mod tests;

use meter_model::{Delivery, Handle};

use super::json::{
    Node, Place, Sort, Store, address, hidden, link_hidden, note_saved, person, phone, read_store, required,
    walk,
};
use super::keyed::{
    Owner, owner, push_call, push_group, push_message, push_own, push_pair, push_reaction, push_update,
    read_key,
};
use super::{Claim, Format};
use crate::source::{Head, Input};
use crate::{Collector, ReadError};

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "baileys-json",
    title: "Baileys: store file, history, event logs",
    extensions: &["json", "ndjson", "jsonl", "log"],
    gives: &["age", "contacts", "chats"],
    sniff,
    read,
};

fn sniff(head: &Head<'_>) -> Claim {
    match owner(head.text) {
        Some((claim, Owner::Baileys)) => claim,
        _ => Claim::No,
    }
}

fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    read_store(&BaileysStore, input, collector)
}

struct BaileysStore;

#[derive(Clone, Copy)]
enum Record {
    Message,
    Update,
    Receipt,
    Reaction,
    Contact,
    Chat,
    Group,
    Call,
    Pair,
    Own,
}

const CALL: [&str; 3] = ["date", "isVideo", "offline"];
const CHAT: [&str; 6] = [
    "conversationTimestamp",
    "unreadCount",
    "ephemeralExpiration",
    "lastMessageRecvTimestamp",
    "pnJid",
    "lidJid",
];
const CONTACT: [&str; 7] = ["name", "notify", "verifiedName", "imgUrl", "lid", "phoneNumber", "status"];
/// Keys of events, and of what lies beside messages in a store, that say nothing about the score.
const IDLE: [&str; 13] = [
    "connection",
    "count",
    "event",
    "id",
    "isLatest",
    "labelAssociations",
    "labels",
    "presences",
    "progress",
    "qr",
    "receivedPendingNotifications",
    "syncType",
    "type",
];

impl Store for BaileysStore {
    type Record = Record;
    const HOLDERS: &'static [&'static str] = &[
        "body",
        "call",
        "calls",
        "chats",
        "chats.set",
        "chats.update",
        "chats.upsert",
        "contacts",
        "contacts.set",
        "contacts.update",
        "contacts.upsert",
        "conversations",
        "data",
        "groupMetadata",
        "groups.update",
        "groups.upsert",
        "lid-mapping.update",
        "lidPnMappings",
        "me",
        "message",
        "message-receipt.update",
        "messages",
        "messages.reaction",
        "messages.set",
        "messages.update",
        "messages.upsert",
        "messaging-history.set",
        "payload",
        "phoneNumberToLidMappings",
        "user",
    ];
    const UNKNOWN: &'static str = "is none of the objects that Baileys keeps";

    fn sort(&self, node: &Node<'_>, under: &'static str) -> Sort<Record> {
        let keys: Vec<_> = node.fields().map(|(key, _)| key).collect();
        let has = |key: &str| keys.iter().any(|name| name == key);
        let has_any = |names: &[&str]| keys.iter().any(|name| names.contains(&name.as_ref()));
        if keys.is_empty() {
            Sort::Idle
        } else if has("key") {
            Sort::Record(keyed_record(&has))
        } else if under == "me" || under == "user" {
            Sort::Record(Record::Own)
        } else if keys.iter().all(|key| key.contains('@')) {
            Sort::Map
        } else if has("from") && has_any(&CALL) {
            Sort::Record(Record::Call)
        } else if has("creation") && has("id") {
            Sort::Record(Record::Group)
        } else if has("id") && (under.starts_with("chats") || has_any(&CHAT)) {
            Sort::Record(Record::Chat)
        } else if has("id") && (under.starts_with("contacts") || has_any(&CONTACT)) {
            Sort::Record(Record::Contact)
        } else if has("lid") && (has("pn") || has("phoneNumber")) {
            Sort::Record(Record::Pair)
        } else if has_any(Self::HOLDERS) {
            Sort::Holder
        } else if has_any(&IDLE) {
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
            Record::Update => push_update(node, place, collector),
            Record::Receipt => push_receipt(node, place, collector),
            Record::Reaction => {
                if let Some(reaction) = node.field("reaction") {
                    push_reaction(&reaction, &place.key("reaction"), collector);
                }
            }
            Record::Contact => push_contact(node, place, collector),
            Record::Chat => self.push_chat(node, place, collector),
            Record::Group => push_group(node, collector),
            Record::Call => push_call(node, place, collector),
            Record::Pair => push_pair(node, collector),
            Record::Own => push_own(node, collector),
        }
    }
}

/// What stands beside a message key.
fn keyed_record(has: &impl Fn(&str) -> bool) -> Record {
    if has("messageTimestamp") || has("message") {
        Record::Message
    } else if has("update") {
        Record::Update
    } else if has("receipt") {
        Record::Receipt
    } else if has("reaction") {
        Record::Reaction
    } else {
        Record::Message
    }
}

impl BaileysStore {
    /// Takes in one chat: the messages in it, the addresses of its person, and when the creator of a group already existed.
    fn push_chat(&self, node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
        let [id, number, lid, messages, creator, created] =
            node.pick(["id", "pnJid", "lidJid", "messages", "createdBy", "createdAt"]);
        let addresses = [id, number, lid].map(|node| node.as_ref().and_then(person));
        for pair in [[0, 1], [0, 2], [1, 2]] {
            if let [Some(one), Some(other)] = pair.map(|index| addresses[index].as_ref()) {
                link_hidden(one, other, collector);
            }
        }
        if let (Some(creator), Some(created)) =
            (creator.as_ref().and_then(phone), created.and_then(|time| time.time()))
        {
            collector.facts().group_created(creator, created);
        }
        if let Some(messages) = messages.filter(Node::is_list) {
            walk(self, &messages, "messages", &place.key("messages"), collector);
        }
    }
}

/// Takes in what the person's phone said about a message.
fn push_receipt(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [key, receipt] = node.pick(["key", "receipt"]);
    let key = read_key(key.as_ref(), &place.key("key"), collector);
    let (Some(id), Some(receipt)) = (key.and_then(|key| key.id), receipt) else { return };
    let [received, read, played] = receipt.pick(["receiptTimestamp", "readTimestamp", "playedTimestamp"]);
    let is_set = |time: Option<Node<'_>>| time.and_then(|time| time.time()).is_some();
    if is_set(read) || is_set(played) {
        collector.facts().receipt(&id, Delivery::Read);
    } else if is_set(received) {
        collector.facts().receipt(&id, Delivery::Delivered);
    }
}

/// Takes in one contact. Groups and channels among them are nobody and passed over.
fn push_contact(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [id, lid, number, name] = node.pick(["id", "lid", "phoneNumber", "name"]);
    let Some(id) = required(id.as_ref(), address, &place.key("id"), "contact id", collector) else { return };
    let Some(handle) = id.handle() else { return };
    collector.count_contacts(1);
    let others: [Option<Handle>; 2] = [lid.as_ref().and_then(hidden), number.as_ref().and_then(person)];
    for other in others.into_iter().flatten() {
        link_hidden(&handle, &other, collector);
    }
    if let Some(name) = name.filter(|name| name.text().is_some_and(|name| !name.trim().is_empty())) {
        note_saved(true, handle, Some(&name), collector);
    }
}
