//! What programs built on whatsapp-web.js write: lists, maps and NDJSON of its messages, chats and contacts (see `serialised`).
//!
//! Marks: ids are objects `{fromMe, remote, id, _serialized}`, those of contacts and chats `{server, user, _serialized}`, beside
//! `timestamp`, `isMyContact` or `unreadCount`, without the keys that `WPPConnect` adds.

#[cfg(test)]
mod tests;

use super::serialised::{Owner, owner, read_serialised};
use super::{Claim, Format};
use crate::source::Head;

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "whatsapp-web-js",
    title: "whatsapp-web.js: messages, chats and contacts as JSON",
    extensions: &["json", "ndjson", "jsonl", "log"],
    gives: &["age", "contacts", "chats"],
    sniff,
    read: read_serialised,
};

fn sniff(head: &Head<'_>) -> Claim {
    match owner(head.text) {
        Some((claim, Owner::WebJs)) => claim,
        _ => Claim::No,
    }
}
