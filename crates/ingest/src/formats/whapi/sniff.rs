//! Recognises the gateway's files by the keys at their beginning.

use crate::formats::Claim;
use crate::formats::json::{Shape, WRAPPERS, begins_like_json, shapes, written_into_string};

/// Keys of other exports that share words with the gateway: Baileys and Evolution, whatsapp-web.js and its gateways, GREEN-API,
/// Cloud API, Telegram.
const FOREIGN: [&str; 13] = [
    "remoteJid",
    "fromMe",
    "messageTimestamp",
    "pushName",
    "_serialized",
    "isMe",
    "isMyContact",
    "isWAContact",
    "messaging_product",
    "date_unixtime",
    "contactName",
    "idMessage",
    "typeWebhook",
];
/// Keys that, beside a list, make a page.
const PAGE: [&str; 3] = ["count", "offset", "total"];
const LISTS: [&str; 6] = ["calls", "chats", "contacts", "groups", "messages", "statuses"];
const SERVERS: [&str; 5] = ["@s.whatsapp.net", "@g.us", "@newsletter", "@broadcast", "@lid"];
const CHAT_TYPES: [&str; 5] = ["\"broadcast\"", "\"contact\"", "\"group\"", "\"newsletter\"", "\"unknown\""];

/// How sure it is that a file beginning with `head` came from the gateway.
///
/// Certain: a webhook's `channel_id` beside its `event {type, event}`; messages, or chats, groups, contacts, statuses and calls with keys
/// that only the gateway uses, in a page of their name. Likely: the same outside of a page, and answers with telling keys.
/// Possible: answers whose keys others could use, too. Keys of other exports anywhere in the head speak against all of these.
pub(super) fn claim(head: &str) -> Claim {
    if !begins_like_json(head) {
        return Claim::No;
    }
    let shapes = shapes(head);
    if shapes.iter().any(|shape| shape.has_any(&FOREIGN)) {
        return Claim::No;
    }
    let paged = shapes.iter().any(is_page);
    let open = shapes.iter().map(|shape| claim_of(shape, paged));
    let written =
        shapes.iter().filter_map(|shape| written_into_string(shape, &WRAPPERS)).map(|inner| claim(&inner));
    open.chain(written).max().unwrap_or(Claim::No).max(webhook(&shapes))
}

fn is_page(shape: &Shape<'_>) -> bool {
    shape.has_any(&PAGE) && LISTS.iter().any(|list| shape.get(list) == Some("["))
}

fn webhook(shapes: &[Shape<'_>]) -> Claim {
    let event = shapes.iter().any(|shape| shape.under == "event" && shape.has_all(&["type", "event"]));
    let channel = shapes.iter().any(|shape| shape.has_all(&["channel_id", "event"]));
    match (event, channel) {
        (true, true) => Claim::Certain,
        (true, false) => Claim::Possible,
        _ => Claim::No,
    }
}

fn claim_of(shape: &Shape<'_>, paged: bool) -> Claim {
    if shape.has_all(&["chat_id", "from_me", "timestamp"]) {
        return if shape.under == "messages" { Claim::Certain } else { Claim::Likely };
    }
    if is_object_of_api(shape) {
        let in_page = paged && LISTS.contains(&shape.under);
        return if in_page { Claim::Certain } else { Claim::Likely };
    }
    if is_answer(shape) || (paged && shape.under == "contacts" && has_id_of_a_person(shape)) {
        return Claim::Likely;
    }
    if is_vague_answer(shape) { Claim::Possible } else { Claim::No }
}

/// A contact, chat, group, status or call that shows it.
fn is_object_of_api(shape: &Shape<'_>) -> bool {
    let value = |key: &str| shape.get(key).unwrap_or_default();
    let is_contact = has_id_of_a_person(shape)
        && shape.has_any(&["is_business", "profile_pic", "pushname", "saved"])
        && (shape.under == "contacts" || shape.has_any(&["name", "pushname"]));
    let is_chat = SERVERS.iter().any(|server| value("id").contains(server))
        && CHAT_TYPES.contains(&value("type"))
        && shape.get("from_me").is_none();
    let is_group = value("id").contains("@g.us") && shape.has_any(&["created_at", "created_by"]);
    let is_status = shape.has_all(&["id", "code", "status", "timestamp"])
        && (shape.under == "statuses" || shape.has_any(&["recipient_id", "viewer_id"]));
    let is_call = shape.has_all(&["chat_id", "from", "status", "timestamp"]);
    is_contact || is_chat || is_group || is_status || is_call
}

/// A contact id: the bare digits of a number, or an address, but not on the server that the gateway gave up and others write.
fn has_id_of_a_person(shape: &Shape<'_>) -> bool {
    shape.get("id").is_some_and(|id| is_person(id) && !id.contains("@c.us"))
}

fn is_person(written: &str) -> bool {
    let written = written.trim_matches('"');
    let user = written.split('@').next().unwrap_or_default();
    let is_number = |digits: &str| digits.len() >= 7 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number(user) && written.len() - user.len() <= "@s.whatsapp.net".len()
}

/// Health, registration, hidden identifiers, limits.
fn is_answer(shape: &Shape<'_>) -> bool {
    let is_lid = shape.fields.len() == 1
        && shape
            .get("lid")
            .is_some_and(|lid| lid.contains("@lid") || (is_person(shape.under) && is_person(lid)));
    is_lid
        || shape.has_all(&["creation", "last_registration"])
        || shape.has_all(&["cap_type", "is_capped"])
        || shape.has_all(&["is_restricted", "restricted_until"])
        || (shape.get("user") == Some("{")
            && shape.get("status") == Some("{")
            && shape.has_any(&["device_id", "start_at", "uptime"]))
}

/// Profile, checks, quota, an empty page.
fn is_vague_answer(shape: &Shape<'_>) -> bool {
    shape.has_all(&["name", "about", "icon"])
        || shape.has_all(&["input", "status", "wa_id"])
        || shape.has_all(&["checks", "requests"])
        || (shape.depth == 0 && is_page(shape) && shape.has_all(&["count", "total"]))
}
