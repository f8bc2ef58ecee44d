//! The key of a message: which chat, who wrote it, which id.

use meter_model::{Direction, Handle, Jid};

use crate::Collector;
use crate::formats::json::{
    Node, Place, address, is_hidden_pair, link_hidden, person, reject, required, side, with_object,
};

/// What a key says.
pub(crate) struct Key {
    pub(crate) chat: Jid,
    pub(crate) direction: Direction,
    pub(crate) id: Option<String>,
}

/// Reads a key, which dumps of tables write into a string; what it lacks is rejected. The two addresses of one person in it are
/// noted.
///
/// `remoteJidAlt` and `previousRemoteJid` are the other address of the chat; `senderPn` and `senderLid` are both addresses of whoever
/// wrote the message, so only in an incoming one they are the chat's person; `participant` is a member of a group.
pub(crate) fn read_key(node: Option<&Node<'_>>, place: &Place<'_>, collector: &mut Collector) -> Option<Key> {
    let Some(node) = node.filter(|node| !node.is_null()) else {
        reject(collector, place, "is missing");
        return None;
    };
    let mut key = None;
    if !with_object(node, |node| key = read_fields(node, place, collector)) {
        reject(collector, place, "is no object");
    }
    key
}

fn read_fields(node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) -> Option<Key> {
    let [chat, from_me, id] = node.pick(["remoteJid", "fromMe", "id"]);
    let chat = required(chat.as_ref(), address, &place.key("remoteJid"), "chat address", collector)?;
    let from_me = required(from_me.as_ref(), Node::flag, &place.key("fromMe"), "true or false", collector)?;
    note_addresses(node, &chat, from_me, collector);
    let id = id.and_then(|id| id.identifier()).filter(|id| !id.is_empty());
    Some(Key { chat, direction: side(from_me), id: id.map(std::borrow::Cow::into_owned) })
}

/// Notes the two addresses of one person that a key gives.
///
/// Beside an incoming message stands the address of its sender, who is the person of the chat. Beside an own message some versions put
/// the other address of the person, and some that of the channel itself; which it is, only all exports together can tell.
pub(crate) fn note_addresses(key: &Node<'_>, chat: &Jid, from_me: bool, collector: &mut Collector) {
    let pick = |keys: [&str; 2]| key.pick(keys).map(|node| node.as_ref().and_then(person));
    let mut both = |[one, other]: [Option<Handle>; 2]| {
        if let (Some(one), Some(other)) = (&one, &other) {
            link_hidden(one, other, collector);
        }
        [one, other]
    };
    let sender = both(pick(["senderPn", "senderLid"]));
    both(pick(["participantPn", "participantLid"]));
    both(pick(["participant", "participantAlt"]));
    both(pick(["participant", "participantPn"]));
    let Some(partner) = chat.handle() else { return };
    for other in pick(["remoteJidAlt", "previousRemoteJid"]).into_iter().flatten() {
        if from_me && is_hidden_pair(&partner, &other) {
            collector.facts().beside_own_message(&partner, other);
        } else if !from_me {
            link_hidden(&partner, &other, collector);
        }
    }
    if !from_me {
        for other in sender.into_iter().flatten() {
            link_hidden(&partner, &other, collector);
        }
    }
}
