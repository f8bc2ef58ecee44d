//! Whose a file of the family is, decided once for all, so that no two of its formats can claim it.

use crate::formats::Claim;
use crate::formats::json::{Shape, is_on, surest};

/// The formats of the family. A later one has marks that no earlier one has, and wins over it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Owner {
    WebJs,
    Waha,
    WppConnect,
}

const SERVERS: [&str; 5] = ["@c.us", "@s.whatsapp.net", "@lid", "@g.us", "@newsletter"];
/// What `WPPConnect` says about contacts and chats.
const WPPCONNECT: [&str; 4] =
    ["formattedName", "isContactSyncCompleted", "profilePicThumbObj", "lastReceivedKey"];
/// What `WPPConnect` adds to a message.
const WPPCONNECT_MESSAGE: [&str; 8] =
    ["chatId", "isGroupMsg", "isMMS", "isNewMsg", "mentionedJidList", "notifyName", "sender", "t"];
/// What WAHA adds to a message.
const WAHA_MESSAGE: [&str; 4] = ["ackName", "replyTo", "source", "media"];
const FLAGS: [&str; 3] = ["isMyContact", "isWAContact", "isMe"];

/// How sure it is that a file beginning with `head` is of the family, and of which format.
pub(crate) fn owner(head: &str) -> Option<(Claim, Owner)> {
    surest(head, judge)
}

fn judge(shapes: &[Shape<'_>]) -> Option<(Claim, Owner)> {
    let claims: Vec<_> =
        shapes.iter().enumerate().filter_map(|(index, shape)| claim(shape, shapes.get(index + 1))).collect();
    let surest = claims.iter().map(|(claim, _)| *claim).max()?;
    let owner = claims.iter().map(|(_, owner)| *owner).max()?;
    Some((surest, owner))
}

/// `next` is the object that begins next: the first one in this one, if it has any.
fn claim(shape: &Shape<'_>, next: Option<&Shape<'_>>) -> Option<(Claim, Owner)> {
    let id = shape.get("id").unwrap_or_default();
    let is_written_id = id.starts_with("\"true_") || id.starts_with("\"false_");
    let is_object_id =
        id == "{" && next.is_some_and(|next| next.under == "id" && next.get("_serialized").is_some());
    if is_written_id || (is_object_id && shape.has_any(&["from", "fromMe", "ack", "msgId"])) {
        let owner = if shape.has_any(&WPPCONNECT_MESSAGE) {
            Owner::WppConnect
        } else if is_written_id || shape.has_any(&WAHA_MESSAGE) {
            Owner::Waha
        } else {
            Owner::WebJs
        };
        return Some((Claim::Certain, owner));
    }
    if (is_object_id || is_on(id, &SERVERS)) && shape.has_any(&WPPCONNECT) {
        return Some((Claim::Certain, Owner::WppConnect));
    }
    if shape.has_all(&["event", "session"]) && shape.has_any(&["payload", "engine", "me"]) {
        return Some((Claim::Certain, Owner::Waha));
    }
    if is_object_id && (shape.has_any(&FLAGS) || shape.has_all(&["isGroup", "unreadCount"])) {
        return Some((Claim::Certain, Owner::WebJs));
    }
    if is_on(id, &SERVERS) && (shape.has_any(&FLAGS) || shape.get("_chat").is_some()) {
        return Some((Claim::Certain, Owner::Waha));
    }
    vague(shape, id)
}

/// Answers that have little to tell them by.
fn vague(shape: &Shape<'_>, id: &str) -> Option<(Claim, Owner)> {
    let is_on = |key: &str, servers: &[&str]| shape.get(key).is_some_and(|written| is_on(written, servers));
    let is_pair = is_on("lid", &["@lid"]) && is_on("pn", &["@c.us", "@s.whatsapp.net"]);
    let is_contact = is_on("id", &["@c.us"]) && shape.has_any(&["pushname", "pushName"]);
    let is_session = shape.has_all(&["name", "status", "me"]) && shape.has_any(&["config", "engine"]);
    if is_pair || is_contact || is_session {
        return Some((Claim::Likely, Owner::Waha));
    }
    // The first chat may be a group whose members fill the head.
    let is_member = id == "{" && shape.has_all(&["isAdmin", "isSuperAdmin"]);
    let is_client = shape.get("wid") == Some("{") && shape.has_any(&["platform", "pushname"]);
    let is_call = !id.is_empty() && shape.has_all(&["from", "timestamp", "isVideo", "isGroup"]);
    (is_client || is_call || is_member).then_some((Claim::Likely, Owner::WebJs))
}
