//! Who is who: contacts, chats, and the channel itself.

use crate::Collector;
use crate::formats::json::{Node, Place, address, hidden, link_hidden, note_saved, person, phone, required};

/// Takes in one contact.
///
/// The web client knows everybody it ever saw, so only `isMyContact: true` makes a person known, and without the flag, here or in the
/// engine's raw contact, a contact says nothing about the address book. Groups have the flag, too, and are nobody.
pub(super) fn push_contact(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    let [id, lid, number, pn, is_me] = node.pick(["id", "lid", "phoneNumber", "pn", "isMe"]);
    let [is_saved, name, raw] = node.pick(["isMyContact", "name", "_data"]);
    let Some(id) = required(id.as_ref(), address, &place.key("id"), "contact id", collector) else { return };
    let Some(handle) = id.handle() else { return };
    collector.count_contacts(1);
    let others =
        [lid.as_ref().and_then(hidden), number.as_ref().and_then(person), pn.as_ref().and_then(person)];
    for other in others.into_iter().flatten() {
        link_hidden(&handle, &other, collector);
    }
    if is_me.and_then(|flag| flag.flag()) == Some(true) {
        collector.facts().own(handle);
        return;
    }
    let is_saved = is_saved.or_else(|| raw?.field("isMyContact")).and_then(|flag| flag.flag());
    if let Some(is_saved) = is_saved {
        note_saved(is_saved, handle, name.as_ref(), collector);
    }
}

/// Takes in what a chat says about a group: when its creator already existed.
pub(super) fn push_group(node: &Node<'_>, collector: &mut Collector) {
    let Some(group) = node.field("groupMetadata") else { return };
    let [owner, creation] = group.pick(["owner", "creation"]);
    let time = creation.and_then(|time| time.time());
    if let (Some(creator), Some(time)) = (owner.as_ref().and_then(phone), time) {
        collector.facts().group_created(creator, time);
    }
}
