//! What the gateway GREEN-API answers and sends: journals of messages, contacts, notifications.
//!
//! | object | what it tells |
//! |---|---|
//! | message `{type, idMessage, typeMessage, chatId}` of a chat's history or of the last incoming and outgoing ones | a touch (see `message.rs`) |
//! | notification `{typeWebhook, instanceData, …}`, alone or as `body` beside a `receiptId` | a touch, a call, or how far an own message came; `instanceData.wid` is the channel itself |
//! | contact `{id, name, contactName}` | `contactName` is what the owner saved, `name` what people call themselves |
//! | settings with `wid` or `phone` beside the state of the instance | the channel itself |
//!
//! Contacts without the key `contactName` say nothing about the address book.
//!
//! Marks: `idMessage`, `typeMessage`, `typeWebhook`, `instanceData`; contacts with `contactName` or of the type `user`.

mod message;
#[cfg(test)]
mod tests;

use super::json::{
    Node, Place, Shape, Sort, Store, address, is_on, note_saved, person, read_store, required, surest,
};
use super::keyed::push_own;
use super::{Claim, Format};
use crate::source::{Head, Input};
use crate::{Collector, ReadError};

use message::{push_message, push_notification};

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "green-api-json",
    title: "GREEN-API: chat histories, journals, contacts, notification logs",
    extensions: &["json", "ndjson", "jsonl", "log"],
    gives: &["age", "contacts", "chats"],
    sniff,
    read,
};

fn sniff(head: &Head<'_>) -> Claim {
    surest(head.text, judge).unwrap_or(Claim::No)
}

fn judge(shapes: &[Shape<'_>]) -> Option<Claim> {
    shapes.iter().filter_map(claim).max()
}

fn claim(shape: &Shape<'_>) -> Option<Claim> {
    let is_message =
        shape.get("idMessage").is_some() && shape.has_any(&["typeMessage", "chatId", "typeWebhook"]);
    let is_notification = shape.get("typeWebhook").is_some() && shape.has_any(&["instanceData", "timestamp"]);
    let is_here = |key: &str| shape.get(key).is_some_and(|id| is_on(id, &["@c.us", "@g.us", "@lid"]));
    let is_contact =
        is_here("id") && (shape.get("contactName").is_some() || shape.get("type") == Some("\"user\""));
    let is_detail = is_here("chatId") && shape.get("contactName").is_some();
    if is_message || is_notification || is_contact || is_detail {
        return Some(Claim::Certain);
    }
    (shape.get("stateInstance").is_some() || shape.has_all(&["wid", "webhookUrl"])).then_some(Claim::Likely)
}

fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    read_store(&GreenStore, input, collector)
}

struct GreenStore;

#[derive(Clone, Copy)]
enum Record {
    Message,
    Notification,
    Contact,
    Settings,
}

const CONTACT: [&str; 4] = ["contactName", "email", "name", "type"];
/// Keys of answers that say nothing about the score.
const IDLE: [&str; 6] =
    ["receiptId", "stateInstance", "statusInstance", "existsWhatsapp", "urlAvatar", "webhookUrl"];

impl Store for GreenStore {
    type Record = Record;
    const HOLDERS: &'static [&'static str] = &["body", "contacts", "data", "messages", "payload"];
    const UNKNOWN: &'static str = "is none of the objects of GREEN-API";

    fn sort(&self, node: &Node<'_>, under: &'static str) -> Sort<Record> {
        let keys: Vec<_> = node.fields().map(|(key, _)| key).collect();
        let has = |key: &str| keys.iter().any(|name| name == key);
        let has_any = |names: &[&str]| keys.iter().any(|name| names.contains(&name.as_ref()));
        if keys.is_empty() {
            Sort::Idle
        } else if has("typeWebhook") {
            Sort::Record(Record::Notification)
        } else if has("idMessage") {
            Sort::Record(Record::Message)
        } else if has("wid") || (has("phone") && has("stateInstance")) {
            Sort::Record(Record::Settings)
        } else if has_any(&["id", "chatId"]) && (under == "contacts" || has_any(&CONTACT)) {
            Sort::Record(Record::Contact)
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
            Record::Notification => push_notification(node, place, collector),
            Record::Contact => push_contact(node, place, collector),
            Record::Settings => {
                if let Some(own) =
                    node.pick(["wid", "phone"]).into_iter().flatten().find(|own| person(own).is_some())
                {
                    push_own(&own, collector);
                }
            }
        }
    }
}

/// Takes in one contact. Groups among them are nobody and passed over.
fn push_contact(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [id, chat, title] = node.pick(["id", "chatId", "contactName"]);
    let Some(id) = required(id.or(chat).as_ref(), address, &place.key("id"), "contact id", collector) else {
        return;
    };
    let Some(handle) = id.handle() else { return };
    collector.count_contacts(1);
    if let Some(title) = title {
        let is_saved = title.text().is_some_and(|title| !title.trim().is_empty());
        note_saved(is_saved, handle, Some(&title), collector);
    }
}
