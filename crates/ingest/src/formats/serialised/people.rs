//! Who is who: contacts, chats, and the channel itself.

use crate::Collector;
use crate::formats::json::{Node, Place, address, hidden, link_hidden, note_saved, person, phone, required};

/// Takes in one contact.
///
/// The web client knows everybody it ever saw, so only `isMyContact: true` makes a person known. Without the flag, here or in the
/// engine's raw contact, that raw contact may tell in its own words (`saved_name`); else a contact says nothing about the address
/// book. Groups have the flag, too, and are nobody.
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
    let flag = is_saved.or_else(|| raw.as_ref()?.field("isMyContact")).and_then(|flag| flag.flag());
    if let Some(is_saved) = flag {
        note_saved(is_saved, handle, name.as_ref(), collector);
    } else if let Some(name) = raw.as_ref().and_then(saved_name) {
        note_saved(true, handle, Some(&name), collector);
    }
}

/// The name under which the owner saved a person, where the raw contact is of an engine that keeps such names: `name` of Baileys, which
/// `notify`, `verifiedName` or `imgUrl` stand beside, or `FullName` of whatsmeow.
fn saved_name<'a>(raw: &Node<'a>) -> Option<Node<'a>> {
    let [name, full, notify, business, picture] =
        raw.pick(["name", "FullName", "notify", "verifiedName", "imgUrl"]);
    let name = if notify.or(business).or(picture).is_some() { name } else { full };
    name.filter(|name| name.text().is_some_and(|name| !name.trim().is_empty()))
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
