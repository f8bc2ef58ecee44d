//! Who is who, where Baileys and the gateways built on it say it alike.

use crate::Collector;
use crate::formats::json::{Node, hidden, link_hidden, person, phone};

/// Takes in the channel itself, `{id, lid}` with device numbers, or its address alone, as text or as an object.
pub(crate) fn push_own(node: &Node<'_>, collector: &mut Collector) {
    let [id, lid] = node.pick(["id", "lid"]);
    let lid = lid.as_ref().and_then(hidden);
    let Some(own) = id.as_ref().and_then(person).or_else(|| person(node)) else { return };
    if let Some(lid) = lid {
        link_hidden(&own, &lid, collector);
    }
    collector.facts().own(own);
}

/// Takes in a group: when its creator already existed.
pub(crate) fn push_group(node: &Node<'_>, collector: &mut Collector) {
    let [creator, owner_phone, time] = node.pick(["owner", "ownerPn", "creation"]);
    let creator = creator.as_ref().and_then(phone).or_else(|| owner_phone.as_ref().and_then(phone));
    if let (Some(creator), Some(time)) = (creator, time.and_then(|time| time.time())) {
        collector.facts().group_created(creator, time);
    }
}

/// Takes in a pair `{lid, pn}`: the two addresses of one person.
pub(crate) fn push_pair(node: &Node<'_>, collector: &mut Collector) {
    let [lid, number, other] = node.pick(["lid", "pn", "phoneNumber"]);
    let number = number.as_ref().and_then(person).or_else(|| other.as_ref().and_then(person));
    if let (Some(lid), Some(number)) = (lid.as_ref().and_then(hidden), number) {
        link_hidden(&lid, &number, collector);
    }
}
