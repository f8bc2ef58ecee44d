//! What becomes of one value: a canary of the same shape, or the value itself where it is structure.

use super::secrets::{Kind, Secrets};

/// Names of fields whose values say what something is, not what is in it.
const STRUCTURE: &[&str] = &[
    "ack",
    "bridge_id",
    "action",
    "attributes",
    "callstatus",
    "calltype",
    "category",
    "channel",
    "chattype",
    "code",
    "count",
    "device",
    "direction",
    "domain",
    "environment",
    "event",
    "eventname",
    "field",
    "format",
    "from_me",
    "fromme",
    "is_from_me",
    "is_saved",
    "kind",
    "media_type",
    "mediatype",
    "mention",
    "message_type",
    "messagestubtype",
    "messagetype",
    "messaging_product",
    "mimetype",
    "object",
    "platform",
    "product",
    "relativepath",
    "saved",
    "server",
    "source",
    "state",
    "status",
    "subtype",
    "timezone",
    "type",
    "typemessage",
    "typewebhook",
    "version",
    "chat_type",
    "jid_type",
    "msg_type",
    "key_type",
    "z_name",
    "interactiontype",
    "webhook",
    "method",
    "engine",
    "room_type",
    "mime_type",
    "revokedtype",
    "rsvp",
    "errorcode",
    "statusmessage",
    "sentby",
    "role",
    "classification",
    "stubtype",
    "update",
    "reason",
    "sendtype",
];

/// What programs write in place of a text or an id.
const OF_PROGRAMS: &[&str] = &["Message deleted", "The media is missing", "fake:1"];

/// Names of fields in which somebody wrote something.
const TEXT: &[&str] = &[
    "about",
    "body",
    "caption",
    "content",
    "conversation",
    "data",
    "desc",
    "description",
    "extendedtextmessage",
    "message",
    "text",
    "text_data",
    "textmessage",
    "ztext",
    "matchedtext",
    "quote",
    "quotedtext",
    "note",
    "notes",
    "message_text",
    "comment",
    "title",
    "preview",
];

/// Names of fields that say which one it is.
const ID: &[&str] = &[
    "_id",
    "id",
    "idmessage",
    "key_id",
    "message_id",
    "messageid",
    "msgid",
    "serialized",
    "stanzaid",
    "stanza_id",
    "zstanzaid",
    "mid",
    "message_row_id",
    "receiptid",
    "sessionid",
    "instanceid",
    "channel_id",
    "mxid",
    "pollid",
    "target_message_id",
    "reacted_to",
];

/// Whether something that is all digits is a time, by the name of its field.
fn is_time(field: &str) -> bool {
    ["time", "date", "since", "seen", "created", "creation", "expir", "stamp"]
        .iter()
        .any(|word| field.contains(word))
        || field == "t"
        || field == "ts"
}

/// Whether it is an instant of the years in which the fixtures are, in seconds or milliseconds, and so no number of anybody.
fn is_instant(value: &str) -> bool {
    value.starts_with("17")
        && value.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(value.len(), 10 | 13)
}

/// The value as it is planted. `field` is what it is called where it stands.
pub fn planted(field: &str, value: &str, secrets: &mut Secrets) -> String {
    let field = &*field.trim().to_lowercase();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let is_plain = value.trim().is_empty() || matches!(value, "true" | "false" | "TRUE" | "FALSE" | "null");
    if is_plain || OF_PROGRAMS.contains(&value) || STRUCTURE.contains(&field) || is_date(value) {
        return value.to_owned();
    }
    if let Some(name) = value.strip_prefix("name:") {
        return format!("name:{}", secrets.plant(Kind::Name, name));
    }
    let bare = value.strip_prefix("lid-").filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some(digits) = bare {
        secrets.number(digits);
        return value.to_owned();
    }
    if value.contains('@') && !value.contains(char::is_whitespace) {
        return address(value, secrets);
    }
    if !value.chars().any(char::is_alphabetic) {
        if digits >= 7 && !is_time(field) && !is_instant(value) {
            secrets.number(value);
        }
        return value.to_owned();
    }
    let kind = match field {
        _ if TEXT.contains(&field) => Kind::Text,
        _ if ID.contains(&field) => Kind::Id,
        _ => Kind::Name,
    };
    secrets.plant(kind, value)
}

/// Whether it is a day, or a day and a time of day, whichever comes first.
fn is_date(value: &str) -> bool {
    let is_like_a_day = |text: &str| {
        let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
        parts.len() == 3
            && parts
                .iter()
                .all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let first = value.split(['T', ' ', ',']).next().unwrap_or_default();
    is_like_a_day(first)
}

/// Addresses and what is made of them, such as `true_447700900123@c.us_3EB0`: numbers are kept in mind, ids replaced.
fn address(value: &str, secrets: &mut Secrets) -> String {
    let server = |part: &str| part.contains('@');
    let parts: Vec<String> = value
        .split('_')
        .map(|part| {
            let digits = part.chars().filter(char::is_ascii_digit).count();
            if digits >= 7 && (server(part) || !part.chars().any(char::is_alphabetic)) {
                // Behind the number of who made it, an older group has the time at which it was made.
                secrets.number(part.split(['@', ':', '-']).next().unwrap_or(part));
                part.to_owned()
            } else if server(part)
                || matches!(part, "true" | "false")
                || part.is_empty()
                || !value.contains('_')
            {
                part.to_owned()
            } else {
                secrets.plant(Kind::Id, part)
            }
        })
        .collect();
    parts.join("_")
}
