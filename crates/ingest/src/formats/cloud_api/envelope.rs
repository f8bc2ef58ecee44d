//! Finds the values in what a webhook received, wherever a server's log has put them.

use meter_model::PhoneKey;

use crate::formats::json::{Node, Place, with_embedded};

use super::Log;
use super::message::{push_call, push_echo, push_message, push_thread};
use super::people::{push_change_of_address_book, push_contact};
use super::status::push_status;

/// How deep loggers may have wrapped what was received.
const WRAPPINGS: usize = 8;
/// Keys under which servers log what they received, as it is or written into a string.
pub(super) const WRAPPERS: [&str; 11] = [
    "body",
    "data",
    "event",
    "json",
    "jsonPayload",
    "message",
    "msg",
    "payload",
    "req",
    "request",
    "webhook",
];
/// Lists that make an object a value, even without its usual keys.
const VALUE: [&str; 3] = ["history", "message_echoes", "state_sync"];
/// The number to which the dashboard addresses the sample that tests a webhook. The sample's message is of 2017.
const SAMPLE_NUMBER: &str = "123456123";

/// What takes in one element of a list of a value.
type Push = fn(&Node<'_>, &Place<'_>, Option<PhoneKey>, &mut Log<'_>);

/// Takes in a document: a payload or a part of one, or a list of them.
pub(super) fn push_document(node: &Node<'_>, place: &Place<'_>, log: &mut Log<'_>) {
    push_any(node, place, log, WRAPPINGS);
}

fn push_any(node: &Node<'_>, place: &Place<'_>, log: &mut Log<'_>, wrappings: usize) {
    let Some(left) = wrappings.checked_sub(1) else {
        return log.reject(place, "is wrapped too deeply");
    };
    if node.is_list() {
        for (index, element) in node.elements().enumerate() {
            push_any(&element, &place.index(index), log, left);
        }
        return;
    }
    if !node.is_object() {
        return log.reject(place, "is no object");
    }
    let keys: Vec<_> = node.fields().map(|(key, _)| key).collect();
    let has = |key: &str| keys.iter().any(|name| name == key);
    if has("entry") {
        push_payload(node, place, log);
    } else if has("changes") {
        push_entry(node, place, log);
    } else if has("field") && has("value") {
        push_change(node, place, log);
    } else if has("messaging_product") && has("metadata") || VALUE.iter().any(|list| has(list)) {
        push_value(node, place, log);
    } else if WRAPPERS.iter().any(|wrapper| has(wrapper)) {
        push_wrapped(node, place, log, left);
    } else if !keys.is_empty() && !has("messaging_product") {
        // With `messaging_product` it is a message on its way to the API, or the API's answer, both without a time.
        log.reject(place, "is no webhook of the Cloud API");
    }
}

/// What a logger wrapped. Anything else under such keys is the logger's own business.
fn push_wrapped(node: &Node<'_>, place: &Place<'_>, log: &mut Log<'_>, wrappings: usize) {
    for key in WRAPPERS {
        let Some(value) = node.field(key) else { continue };
        if value.is_object() || value.is_list() {
            push_any(&value, &place.key(key), log, wrappings);
        } else {
            with_embedded(&value, |inner| push_any(inner, &place.key(key), log, wrappings));
        }
    }
}

fn push_payload(payload: &Node<'_>, place: &Place<'_>, log: &mut Log<'_>) {
    let product = payload.field("object").and_then(|object| object.text());
    if product.is_some_and(|product| product != "whatsapp_business_account") {
        return log.reject(place, "is a webhook of another product than WhatsApp");
    }
    each(payload, "entry", place, log, push_entry);
}

fn push_entry(entry: &Node<'_>, place: &Place<'_>, log: &mut Log<'_>) {
    if !entry.is_object() {
        return log.reject(place, "is no entry of a webhook");
    }
    each(entry, "changes", place, log, push_change);
}

fn push_change(change: &Node<'_>, place: &Place<'_>, log: &mut Log<'_>) {
    match change.field("value").filter(Node::is_object) {
        Some(value) => push_value(&value, &place.key("value"), log),
        None => log.reject(place, "is no change with a value"),
    }
}

fn push_value(value: &Node<'_>, place: &Place<'_>, log: &mut Log<'_>) {
    let metadata = value.field("metadata");
    let id = metadata.as_ref().and_then(|metadata| metadata.field("phone_number_id")?.identifier());
    if id.is_some_and(|id| id == SAMPLE_NUMBER) {
        return log.reject(place, "is the sample with which the dashboard tests a webhook");
    }
    let own = metadata.and_then(|metadata| log.own(&metadata, &place.key("metadata")));
    let lists: [(&'static str, Push); 6] = [
        ("contacts", push_contact),
        ("messages", push_message),
        ("message_echoes", push_echo),
        ("statuses", push_status),
        ("calls", push_call),
        ("state_sync", push_change_of_address_book),
    ];
    for (key, push) in lists {
        each(value, key, place, log, |element, place, log| push(element, place, own, log));
    }
    each(value, "history", place, log, |chunk, place, log| {
        each(chunk, "threads", place, log, |thread, place, log| push_thread(thread, place, own, log));
    });
}

/// Visits the elements of the list under `key`. Nothing there is nothing to take in; anything but a list is a reject.
pub(super) fn each(
    node: &Node<'_>,
    key: &'static str,
    place: &Place<'_>,
    log: &mut Log<'_>,
    mut push: impl FnMut(&Node<'_>, &Place<'_>, &mut Log<'_>),
) {
    let Some(list) = node.field(key).filter(|list| !list.is_null()) else { return };
    let place = place.key(key);
    if !list.is_list() {
        return log.reject(&place, "is no list");
    }
    for (index, element) in list.elements().enumerate() {
        push(&element, &place.index(index), log);
    }
}
