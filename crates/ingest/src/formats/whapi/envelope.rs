//! Tells the gateway's objects apart by their keys, wherever they stand.

use meter_model::Jid;

use crate::Collector;
use crate::formats::json::{Node, Place, reject, with_embedded};

use super::activity::{push_call, push_chat, push_message_update, push_registration, push_status};
use super::message::push_message;
use super::people::{push_contact, push_lids, push_own};

/// How deep loggers may have wrapped what the gateway sent.
const WRAPPINGS: usize = 8;

/// What takes in one object.
type Push = fn(&Node<'_>, &Place<'_>, &mut Collector);

/// Takes in a document: one object of any sort, or a list of them.
pub(super) fn push_document(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    push_any(node, place, collector, WRAPPINGS);
}

/// Whether a document takes in its list `under` by [`push_element`]; `rest` is the document without the elements.
pub(super) fn holds(rest: &Node<'_>, under: &str) -> bool {
    if under.is_empty() { rest.is_list() } else { rest.is_object() && matches!(sort(rest), Sort::Envelope) }
}

/// Takes in one element of the list `under` of a document.
pub(super) fn push_element(
    element: &Node<'_>,
    under: &'static str,
    place: &Place<'_>,
    collector: &mut Collector,
) {
    match push_of(under) {
        Some(push) => push(element, place, collector),
        None => push_any(element, place, collector, WRAPPINGS - 1),
    }
}

/// Lists of single objects that pages have.
pub(super) const LISTS: [&str; 6] = ["calls", "chats", "contacts", "groups", "messages", "statuses"];

/// What takes in the elements of a page's list of single objects.
fn push_of(list: &str) -> Option<Push> {
    Some(match list {
        "messages" => push_message,
        "statuses" => push_status,
        "calls" => push_call,
        "contacts" => push_contact,
        "chats" | "groups" => push_chat,
        _ => return None,
    })
}

fn push_any(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector, wrappings: usize) {
    let Some(left) = wrappings.checked_sub(1) else {
        return reject(collector, place, "is wrapped too deeply");
    };
    if node.is_list() {
        for (index, element) in node.elements().enumerate() {
            push_any(&element, &place.index(index), collector, left);
        }
        return;
    }
    if !node.is_object() {
        return reject(collector, place, "is no object");
    }
    match sort(node) {
        Sort::One(push) => push(node, place, collector),
        Sort::Envelope => push_envelope(node, place, collector, left),
        Sort::Idle => {}
        Sort::Unknown => reject(collector, place, "is none of the objects that the gateway sends"),
    }
}

/// What an object is.
enum Sort {
    /// A single object of the API.
    One(Push),
    /// A page, the state of the channel, or what a webhook received.
    Envelope,
    /// An answer of the gateway that says nothing about the score.
    Idle,
    /// Something else.
    Unknown,
}

/// Keys that make an object one that holds others, whatever else it has: loggers add an id and a type of their own.
const ENVELOPE: [&str; 16] = [
    "body",
    "calls",
    "channel_id",
    "chats",
    "chats_updates",
    "contacts",
    "contacts_updates",
    "data",
    "groups",
    "groups_updates",
    "health",
    "lids",
    "messages",
    "messages_updates",
    "payload",
    "statuses",
];
/// Keys that do so if it is nothing else; single objects can have some of them, too.
const FAINT_ENVELOPE: [&str; 13] = [
    "chats_removed",
    "errors",
    "event",
    "groups_participants",
    "labels",
    "labels_removed",
    "messages_removed",
    "messages_removed_all",
    "presences",
    "qr",
    "start_at",
    "uptime",
    "user",
];
/// Keys of calls that messages do not have.
const CALL: [&str; 3] = ["group_call", "offline_call", "video_call"];
const STATUS: [&str; 3] = ["code", "recipient_id", "viewer_id"];
const CHAT: [&str; 5] = ["created_at", "created_by", "last_message", "participants", "type"];
const CONTACT: [&str; 5] = ["is_business", "lid", "name", "pushname", "saved"];
/// Keys of the profile, of limits, of checks and of a hidden identifier whose owner is not said.
const IDLE: [&str; 11] = [
    "about",
    "cap_status",
    "cap_type",
    "checks",
    "icon",
    "icon_full",
    "is_capped",
    "is_restricted",
    "lid",
    "restricted_until",
    "wa_id",
];

fn sort(node: &Node<'_>) -> Sort {
    let keys: Vec<_> = node.fields().map(|(key, _)| key).collect();
    let has = |key: &str| keys.iter().any(|name| name == key);
    let has_any = |names: &[&str]| keys.iter().any(|name| names.contains(&name.as_ref()));
    if keys.is_empty() || (has("checks") && has("requests")) {
        Sort::Idle
    } else if has("chat_id") && (has_any(&CALL) || !(has("from_me") || has("type"))) {
        Sort::One(push_call)
    } else if has("from_me") || (has("chat_id") && has("type")) {
        Sort::One(push_message)
    } else if has_any(&ENVELOPE) {
        Sort::Envelope
    } else if has("id") && has("status") && has_any(&STATUS) {
        Sort::One(push_status)
    } else if has("id") && has_any(&CHAT) {
        Sort::One(push_chat)
    } else if has("id") && has_any(&CONTACT) {
        Sort::One(push_contact)
    } else if has("creation") || has("last_registration") {
        Sort::One(push_registration)
    } else if has("before_update") || has("after_update") {
        Sort::One(push_message_update)
    } else if has_any(&FAINT_ENVELOPE) {
        Sort::Envelope
    } else if has_any(&IDLE) {
        Sort::Idle
    } else if keys.iter().all(|key| Jid::parse(key).is_some()) {
        Sort::One(push_lids)
    } else {
        Sort::Unknown
    }
}

fn push_envelope(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector, wrappings: usize) {
    for (key, value) in node.fields() {
        let mut list = |key: &'static str, push: Push| push_list(&value, &place.key(key), collector, push);
        match &*key {
            "messages_updates" => list("messages_updates", push_message_update),
            "contacts_updates" => list("contacts_updates", |node, place, collector| {
                push_after(node, place, collector, push_contact);
            }),
            "chats_updates" => list("chats_updates", push_chat_update),
            "groups_updates" => list("groups_updates", push_chat_update),
            "lids" if value.is_object() => push_lids(&value, &place.key("lids"), collector),
            "lids" => list("lids", push_contact),
            "user" => push_own(&value, collector),
            "health" => {
                if let Some(user) = value.field("user") {
                    push_own(&user, collector);
                }
            }
            "body" => push_wrapped(&value, &place.key("body"), collector, wrappings),
            "data" => push_wrapped(&value, &place.key("data"), collector, wrappings),
            "payload" => push_wrapped(&value, &place.key("payload"), collector, wrappings),
            _ => {
                let page_list = LISTS.iter().find(|list| **list == key);
                if let Some((list_key, push)) = page_list.and_then(|list| Some((*list, push_of(list)?))) {
                    list(list_key, push);
                }
            }
        }
    }
}

fn push_list(value: &Node<'_>, place: &Place<'_>, collector: &mut Collector, push: Push) {
    if value.is_list() {
        for (index, element) in value.elements().enumerate() {
            push(&element, &place.index(index), collector);
        }
    } else if !value.is_null() {
        reject(collector, place, "is no list");
    }
}

/// What something was changed to; an update without it says nothing.
fn push_after(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector, push: Push) {
    if let Some(after) = node.field("after_update").filter(|after| after.field("id").is_some()) {
        push(&after, &place.key("after_update"), collector);
    }
}

fn push_chat_update(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    push_after(node, place, collector, push_chat);
}

/// What a logger wrapped: as it is, or written into a string. Anything else under such a key is the logger's own business.
fn push_wrapped(value: &Node<'_>, place: &Place<'_>, collector: &mut Collector, wrappings: usize) {
    if value.is_object() || value.is_list() {
        push_any(value, place, collector, wrappings);
    } else {
        with_embedded(value, |inner| push_any(inner, place, collector, wrappings));
    }
}
