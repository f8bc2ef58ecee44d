//! Who is who: contacts, hidden identifiers, and the channel itself.

use meter_model::{Handle, Jid};

use crate::formats::json::{Node, Place};
use crate::identity::name;
use crate::{Collector, Role};

use super::message::{address, required};
use super::reject;

/// Takes in one contact.
///
/// The gateway lists everybody it can see, members of groups included, so only `saved: true` makes a person known, and without a `saved`
/// key a contact says nothing about the address book. Contacts with an empty id, and groups and channels among them, are nobody
/// and passed over, as are answers to the question whether a number is on WhatsApp.
pub(super) fn push_contact(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    if !node.is_object() {
        return reject(collector, place, "is no contact");
    }
    let id = node.field("id");
    if id.is_none() && (node.field("wa_id").is_some() || node.field("input").is_some()) {
        return;
    }
    if id.as_ref().and_then(Node::text).is_some_and(|text| text.trim().is_empty()) {
        return;
    }
    let Some(written) = required(id.as_ref(), address, &place.key("id"), "contact id", collector) else {
        return;
    };
    let Some(handle) = written.handle() else { return };
    collector.count_contacts(1);
    if let Some(lid) = node.field("lid").as_ref().and_then(lid) {
        collector.facts().link(handle.clone(), lid);
    }
    if collector.role() == Role::AddressBook
        && let Some(saved) = node.field("saved").and_then(|saved| saved.flag())
    {
        collector.facts().has_address_book();
        if saved {
            push_known(node, handle, collector);
        }
    }
}

fn push_known(node: &Node<'_>, handle: Handle, collector: &mut Collector) {
    if let (Handle::Phone(phone), Some(title)) = (&handle, node.field("name").and_then(|title| title.text()))
    {
        collector.facts().card(&name::clean(&title), [*phone]);
    }
    collector.facts().know(handle);
}

/// A hidden identifier, with or without its server.
fn lid(node: &Node<'_>) -> Option<Handle> {
    let written = node.identifier()?;
    match Jid::parse(&written) {
        Some(Jid::Person(Handle::Lid(lid))) => Some(Handle::Lid(lid)),
        _ => written.trim().parse().ok().map(Handle::Lid),
    }
}

/// Takes in a map from contacts to their hidden identifiers, `{"<id>": {"lid": "<lid>"}}`. Numbers that have none stand there
/// with `null` and are passed over.
pub(super) fn push_lids(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    for (index, (key, value)) in node.fields().enumerate() {
        let hidden = if value.is_object() { value.field("lid") } else { Some(value) };
        let Some(hidden) = hidden.filter(|hidden| !hidden.is_null()) else { continue };
        match (Jid::parse(&key).and_then(|id| id.handle()), lid(&hidden)) {
            (Some(handle), Some(lid)) => collector.facts().link(handle, lid),
            _ => reject(collector, &place.index(index), "is no pair of a contact id and a hidden identifier"),
        }
    }
}

/// Takes in the user of the channel: its own number.
pub(super) fn push_own(user: &Node<'_>, collector: &mut Collector) {
    if let Some(own) = user.field("id").as_ref().and_then(address).and_then(|id| id.handle()) {
        if let Some(lid) = user.field("lid").as_ref().and_then(lid) {
            collector.facts().link(own.clone(), lid);
        }
        collector.facts().own(own);
    }
}
