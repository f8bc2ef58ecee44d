//! Who is who: contacts, hidden identifiers, and the channel itself.

use meter_model::Jid;

use crate::Collector;
use crate::formats::json::{Node, Place, address, hidden, note_saved, reject, required};

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
    if let Some(lid) = node.field("lid").as_ref().and_then(hidden) {
        collector.facts().link(handle.clone(), lid);
    }
    if let Some(saved) = node.field("saved").and_then(|saved| saved.flag()) {
        note_saved(saved, handle, node.field("name").as_ref(), collector);
    }
}

/// Takes in a map from contacts to their hidden identifiers, `{"<id>": {"lid": "<lid>"}}`. Numbers that have none stand there
/// with `null` and are passed over.
pub(super) fn push_lids(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    for (index, (key, value)) in node.fields().enumerate() {
        let written = if value.is_object() { value.field("lid") } else { Some(value) };
        let Some(written) = written.filter(|written| !written.is_null()) else { continue };
        match (Jid::parse(&key).and_then(|id| id.handle()), hidden(&written)) {
            (Some(handle), Some(lid)) => collector.facts().link(handle, lid),
            _ => reject(collector, &place.index(index), "is no pair of a contact id and a hidden identifier"),
        }
    }
}

/// Takes in the user of the channel: its own number.
pub(super) fn push_own(user: &Node<'_>, collector: &mut Collector) {
    if let Some(own) = user.field("id").as_ref().and_then(address).and_then(|id| id.handle()) {
        if let Some(lid) = user.field("lid").as_ref().and_then(hidden) {
            collector.facts().link(own.clone(), lid);
        }
        collector.facts().own(own);
    }
}
