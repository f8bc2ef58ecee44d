//! Whose a file of the family is, decided once for all, so that its formats cannot both claim it.

use crate::formats::Claim;
use crate::formats::json::{Shape, is_on, surest};

/// The formats of the family.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Owner {
    Baileys,
    Evolution,
}

/// Servers of persons, groups and channels.
const SERVERS: [&str; 5] = ["@s.whatsapp.net", "@lid", "@g.us", "@newsletter", "@broadcast"];
/// What Evolution adds to a message.
const EVOLUTION_MESSAGE: [&str; 6] =
    ["instanceId", "messageType", "owner", "webhookUrl", "chatwootMessageId", "Instance"];
/// What Evolution says about a chat or contact beside its address.
const EVOLUTION_ROW: [&str; 10] = [
    "createdAt",
    "instanceId",
    "isSaved",
    "keyId",
    "lastMessage",
    "profilePicUrl",
    "profilePictureUrl",
    "pushName",
    "unreadMessages",
    "updatedAt",
];
/// Events of Evolution and Baileys with objects that one cannot tell them by.
const EVENTS: [&str; 6] = ["call", "chats", "connection", "contacts", "messages", "send"];

/// All that the address book of the phone gives to a contact of Baileys, if nothing else is known of anybody in the list.
const SAVED_CONTACT: [&str; 4] = ["id", "lid", "name", "phoneNumber"];

/// How sure it is that a file beginning with `head` is of the family, and of which format.
pub(crate) fn owner(head: &str) -> Option<(Claim, Owner)> {
    surest(head, judge)
}

fn judge(shapes: &[Shape<'_>]) -> Option<(Claim, Owner)> {
    let claims = shapes.iter().enumerate().filter_map(|(index, shape)| {
        evolution(shape, shapes.get(index + 1))
            .map(|claim| (claim, Owner::Evolution))
            .or_else(|| baileys(shape).map(|claim| (claim, Owner::Baileys)))
    });
    let claims: Vec<_> = claims.collect();
    let surest = claims.iter().map(|(claim, _)| *claim).max()?;
    // A page or webhook of Evolution holds messages that a Baileys store could hold as well, when its own keys come after the cut.
    let owner = claims.iter().map(|(_, owner)| *owner).max()?;
    Some((surest, owner))
}

fn evolution(shape: &Shape<'_>, next: Option<&Shape<'_>>) -> Option<Claim> {
    let is_page = shape.has_any(&["currentPage", "pages"]) && shape.get("records") == Some("[");
    let is_event = shape.has_all(&["event", "instance", "data"]) && is_event(shape.get("event")?);
    let is_message = shape.get("key").is_some_and(|key| key == "{" || key.starts_with("\"{"))
        && shape.has_any(&EVOLUTION_MESSAGE)
        && (shape.has_any(&["messageTimestamp"]) || next.is_some_and(|next| next.get("remoteJid").is_some()));
    if is_page || is_event || is_message {
        return Some(Claim::Certain);
    }
    let is_row = is_address(shape.get("remoteJid")) && shape.has_any(&EVOLUTION_ROW);
    let is_instance = is_address(shape.get("ownerJid"))
        || is_address(shape.get("wuid"))
        || (shape.has_all(&["instanceName", "owner"]) && is_address(shape.get("owner")));
    let is_old_contact = is_address(shape.get("id")) && shape.has_all(&["pushName", "owner"]);
    if is_row || is_instance || is_old_contact {
        return Some(Claim::Certain);
    }
    (shape.depth == 0 && shape.has_all(&["event", "instance"]) && is_event_name(shape))
        .then_some(Claim::Likely)
}

fn is_event_name(shape: &Shape<'_>) -> bool {
    shape.get("event").is_some_and(is_event)
}

fn is_event(written: &str) -> bool {
    let name = written.trim_matches('"').to_ascii_lowercase();
    let (topic, _) = name.split_once(['.', '_']).unwrap_or((&name, ""));
    written.starts_with('"') && EVENTS.contains(&topic)
}

fn is_address(written: Option<&str>) -> bool {
    written.is_some_and(|written| is_on(written, &SERVERS))
}

fn baileys(shape: &Shape<'_>) -> Option<Claim> {
    let is_key =
        shape.under == "key" && is_address(shape.get("remoteJid")) && shape.has_any(&["fromMe", "id"]);
    let is_message = shape.get("key") == Some("{")
        && shape.has_any(&["messageTimestamp", "messageStubType", "update", "receipt"]);
    let is_store = shape.get("contacts") == Some("{")
        && (shape.get("messages") == Some("{") || shape.get("chats") == Some("["));
    if is_key || is_message || is_store {
        return Some(Claim::Certain);
    }
    let has_address = is_address(shape.get("id"));
    let is_contact = has_address && shape.has_any(&["imgUrl", "notify", "verifiedName"]);
    let is_chat = has_address && shape.has_any(&["conversationTimestamp", "pnJid", "lidJid"]);
    let is_mapped = has_address && is_address(Some(shape.under));
    let is_group = has_address && shape.has_all(&["subject", "creation"]);
    let is_call = shape.has_all(&["from", "date", "status", "isVideo"]) && is_address(shape.get("from"));
    if is_contact || is_chat || is_group || is_mapped || is_call {
        return Some(Claim::Likely);
    }
    let is_saved_contact = has_address
        && shape.get("name").is_some()
        && shape.fields.iter().all(|(key, _)| SAVED_CONTACT.contains(key));
    is_saved_contact.then_some(Claim::Possible)
}
