//! What Evolution API answers, sends and stores: pages of messages, lists of chats and contacts, webhooks, dumps of its tables.
//!
//! | object | what it tells |
//! |---|---|
//! | message `{key, message, messageType, messageTimestamp}` | a touch (see `keyed`); `key` and `message` may be written into strings |
//! | page `{messages: {total, pages, currentPage, records}}` | messages, and how many there should be |
//! | update `{keyId, status}`, also as row of `MessageUpdate` and in webhooks | how far an own message came |
//! | contact `{remoteJid, pushName, isSaved}` | nobody known: `isSaved` only says that there is a push name or a picture |
//! | chat | its last message |
//! | webhook `{event, instance, data, sender}` | what `data` holds; `sender` is the channel itself, as are `ownerJid` and `wuid` |
//! | group | when its creator already existed |
//! | call | a touch; they are reported for incoming calls only |
//!
//! Webhooks about edits and deletions repeat keys of older messages and are passed over. So Evolution never tells who is in the
//! address book, and coverage is unknown from it alone.
//!
//! Marks: the page; `event` beside `instance` and `data`; `messageType` or `instanceId` beside `key`; `remoteJid` beside what only its
//! tables have.

#[cfg(test)]
mod tests;

use super::json::{Node, Place, Sort, Store, address, read_store, reject, required, walk};
use super::keyed::{Owner, owner, push_call, push_group, push_message, push_own, push_update};
use super::{Claim, Format};
use crate::settle::Page;
use crate::source::{Head, Input};
use crate::{Collector, ReadError};

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "evolution-json",
    title: "Evolution API: pages, lists, webhook logs, table dumps",
    extensions: &["json", "ndjson", "jsonl", "log"],
    gives: &["age", "chats"],
    sniff,
    read,
};

fn sniff(head: &Head<'_>) -> Claim {
    match owner(head.text) {
        Some((claim, Owner::Evolution)) => claim,
        _ => Claim::No,
    }
}

fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    read_store(&EvolutionStore, input, collector)
}

struct EvolutionStore;

#[derive(Clone, Copy)]
enum Record {
    Message,
    Page,
    Update,
    Webhook,
    Contact,
    Chat,
    Group,
    Call,
    Own,
}

const CALL: [&str; 3] = ["date", "isVideo", "offline"];
const CHAT: [&str; 7] =
    ["labels", "lastMessage", "name", "unreadCount", "unreadMessages", "windowActive", "windowStart"];
const CONTACT: [&str; 4] = ["isSaved", "profilePicUrl", "profilePictureUrl", "pushName"];
/// Keys of answers and events that say nothing about the score.
const IDLE: [&str; 8] =
    ["connectionStatus", "count", "event", "instanceName", "presences", "qrcode", "state", "status"];

impl Store for EvolutionStore {
    type Record = Record;
    const HOLDERS: &'static [&'static str] = &[
        "Chat",
        "Contact",
        "Instance",
        "Message",
        "MessageUpdate",
        "body",
        "chats",
        "contacts",
        "data",
        "instance",
        "message",
        "messages",
        "payload",
        "response",
    ];
    const UNKNOWN: &'static str = "is none of the objects of Evolution API";

    fn sort(&self, node: &Node<'_>, under: &'static str) -> Sort<Record> {
        let keys: Vec<_> = node.fields().map(|(key, _)| key).collect();
        let has = |key: &str| keys.iter().any(|name| name == key);
        let has_any = |names: &[&str]| keys.iter().any(|name| names.contains(&name.as_ref()));
        let is_event = has("event") && (has("instance") || has("data"));
        if keys.is_empty() {
            Sort::Idle
        } else if has("key") {
            Sort::Record(Record::Message)
        } else if has("records") {
            Sort::Record(Record::Page)
        } else if is_event {
            Sort::Record(Record::Webhook)
        } else if has("keyId") || (has_any(&["remoteJid", "fromMe"]) && has("status")) {
            Sort::Record(Record::Update)
        } else if has("from") && has_any(&CALL) {
            Sort::Record(Record::Call)
        } else if has("creation") && has("id") {
            Sort::Record(Record::Group)
        } else if has_any(&["ownerJid", "wuid"]) || (has("owner") && has("instanceName")) {
            Sort::Record(Record::Own)
        } else if under == "Chat" || (has("remoteJid") && has_any(&CHAT)) {
            Sort::Record(Record::Chat)
        } else if under == "Contact" || (has_any(&["remoteJid", "id"]) && has_any(&CONTACT)) {
            Sort::Record(Record::Contact)
        } else if has_any(Self::HOLDERS) {
            Sort::Holder
        } else if has_any(&IDLE) || has("remoteJid") {
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
            Record::Page => self.push_page(node, place, collector),
            Record::Update => push_update(node, place, collector),
            Record::Webhook => self.push_webhook(node, place, collector),
            Record::Contact => push_contact(node, place, collector),
            Record::Chat => {
                if let Some(last) = node.field("lastMessage").filter(|last| last.field("key").is_some()) {
                    push_message(&last, &place.key("lastMessage"), collector);
                }
            }
            Record::Group => push_group(node, collector),
            Record::Call => push_call(node, place, collector),
            Record::Own => {
                let own = node.pick(["ownerJid", "wuid", "owner"]).into_iter().flatten().next();
                if let Some(own) = own {
                    push_own(&own, collector);
                }
            }
        }
    }
}

impl EvolutionStore {
    /// Takes in a page of messages, and notes how many the history has.
    fn push_page(&self, node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
        let [records, total, number] = node.pick(["records", "total", "currentPage"]);
        let Some(records) = records.filter(Node::is_list) else {
            return reject(collector, &place.key("records"), "is no list");
        };
        let count = |node: Option<Node<'_>>| {
            node.and_then(|node| node.integer()).and_then(|count| u64::try_from(count).ok())
        };
        if let Some(total) = count(total) {
            let records = records.elements().count() as u64;
            collector.page(Page { total, number: count(number).unwrap_or(1), records });
        }
        walk(self, &records, "messages", &place.key("records"), collector);
    }

    fn push_webhook(&self, node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
        let [event, data, sender] = node.pick(["event", "data", "sender"]);
        if let Some(sender) = sender {
            push_own(&sender, collector);
        }
        let event =
            event.and_then(|event| event.text().map(|name| name.to_ascii_lowercase().replace('_', ".")));
        if let Some(data) = data.filter(|_| event.as_deref().is_some_and(holds_records))
            && (data.is_object() || data.is_list())
        {
            walk(self, &data, "data", &place.key("data"), collector);
        }
    }
}

/// Whether an event tells something new. Edits and deletions do not, presence and labels are not asked.
fn holds_records(event: &str) -> bool {
    matches!(
        event,
        "messages.set"
            | "messages.upsert"
            | "messages.update"
            | "send.message"
            | "call"
            | "connection.update"
    ) || ["chats.", "contacts.", "groups.", "group."].iter().any(|topic| {
        event.strip_prefix(topic).is_some_and(|change| matches!(change, "set" | "upsert" | "update"))
    })
}

/// Takes in one contact, who may be a group or a member of one. It says nothing about the address book.
fn push_contact(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [address_of, id] = node.pick(["remoteJid", "id"]);
    let Some(contact) =
        required(address_of.or(id).as_ref(), address, &place.key("remoteJid"), "contact address", collector)
    else {
        return;
    };
    if contact.handle().is_some() {
        collector.count_contacts(1);
    }
}
