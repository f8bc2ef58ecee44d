//! What records are made of: fields that must be there, addresses, people; and what becomes of a record that lacks them.

use meter_model::{Delivery, Direction, Handle, Jid, Kind, Message, Moment, PhoneKey};

use crate::identity::name;
use crate::{Collector, Role};

use super::{Node, Place};

/// Rejects are numbered in the order in which they are met, which is that of the file.
pub(crate) fn reject(collector: &mut Collector, place: &Place<'_>, why: &str) {
    let ordinal = collector.report.rejected;
    collector.reject(ordinal, place.to_string(), why);
}

/// A field that a record cannot do without; if it is missing or of no use, that is rejected.
pub(crate) fn required<'n, 'a, T>(
    node: Option<&'n Node<'a>>,
    read: impl FnOnce(&'n Node<'a>) -> Option<T>,
    place: &Place<'_>,
    what: &str,
    collector: &mut Collector,
) -> Option<T> {
    let Some(node) = node.filter(|node| !node.is_null()) else {
        reject(collector, place, "is missing");
        return None;
    };
    let value = read(node);
    if value.is_none() {
        reject(collector, place, &format!("is not readable as {what}"));
    }
    value
}

/// The time of a record, which it cannot do without.
pub(crate) fn required_time(
    node: Option<&Node<'_>>,
    place: &Place<'_>,
    collector: &mut Collector,
) -> Option<Moment> {
    required(node, Node::time, place, "time since 2009", collector)
}

/// An address: written out, as a bare number, or as the object `{user, server, _serialized}` of WhatsApp's web client.
pub(crate) fn address(node: &Node<'_>) -> Option<Jid> {
    if !node.is_object() {
        return node.identifier().and_then(|text| Jid::parse(&text));
    }
    let [whole, user, server] = node.pick(["_serialized", "user", "server"]);
    if let Some(whole) = whole.as_ref().and_then(Node::text) {
        return Jid::parse(&whole);
    }
    Jid::parse(&format!("{}@{}", user?.identifier()?, server?.text()?))
}

/// The one person behind an address.
pub(crate) fn person(node: &Node<'_>) -> Option<Handle> {
    address(node)?.handle()
}

/// The number behind an address.
pub(crate) fn phone(node: &Node<'_>) -> Option<PhoneKey> {
    match person(node)? {
        Handle::Phone(phone) => Some(phone),
        Handle::Lid(_) | Handle::Name(_) => None,
    }
}

/// A hidden identifier, with or without its server.
pub(crate) fn hidden(node: &Node<'_>) -> Option<Handle> {
    match address(node) {
        Some(Jid::Person(Handle::Lid(lid))) => Some(Handle::Lid(lid)),
        _ => node.identifier()?.trim().parse().ok().map(Handle::Lid),
    }
}

/// Who did it, seen from the channel.
pub(crate) fn side(from_me: bool) -> Direction {
    if from_me { Direction::Outgoing } else { Direction::Incoming }
}

/// Notes that a number and a hidden identifier are one person. Two numbers, or two identifiers, are two persons whatever an export
/// says.
pub(crate) fn link_hidden(one: &Handle, other: &Handle, collector: &mut Collector) {
    if is_hidden_pair(one, other) {
        collector.facts().link(one.clone(), other.clone());
    }
}

/// Whether it is a number and a hidden identifier, which can be one person.
pub(crate) fn is_hidden_pair(one: &Handle, other: &Handle) -> bool {
    matches!((one, other), (Handle::Phone(_), Handle::Lid(_)) | (Handle::Lid(_), Handle::Phone(_)))
}

/// Notes what a contact says about the address book: whether this person is in it, and under which title.
///
/// In a file of strangers it says nothing.
pub(crate) fn note_saved(saved: bool, handle: Handle, title: Option<&Node<'_>>, collector: &mut Collector) {
    if collector.role() != Role::AddressBook {
        return;
    }
    collector.facts().has_address_book();
    if !saved {
        return;
    }
    if let (Handle::Phone(phone), Some(title)) = (&handle, title.and_then(Node::text)) {
        collector.facts().card(&name::clean(&title), [*phone]);
    }
    collector.facts().know(handle);
}

/// Takes in a call. Answered or not, it has no text and no receipts.
pub(crate) fn push_call_touch(
    chat: Jid,
    direction: Direction,
    id: Option<&str>,
    time: Moment,
    collector: &mut Collector,
) {
    collector.message(&Message {
        chat,
        direction,
        id,
        time,
        kind: Kind::Call,
        delivery: Delivery::Unknown,
        text: 0,
    });
}
