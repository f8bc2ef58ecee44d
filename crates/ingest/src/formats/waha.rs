//! What the gateway WAHA answers and sends: messages, chats, contacts, hidden identifiers, webhook events (see `serialised`).
//!
//! The engine's raw object stands in `_data`; it is asked where the gateway's own is silent: for the type of a message, the
//! `isMyContact` of a contact, the other address of a person.
//!
//! Marks: ids written as `false_<chat>_<id>` without the keys that `WPPConnect` adds; webhooks with `event` and `session`; contacts
//! whose id is an address beside `isMyContact`.

#[cfg(test)]
mod tests;

use super::serialised::{Owner, owner, read_serialised};
use super::{Claim, Format};
use crate::source::Head;

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "waha-json",
    title: "WAHA: messages, chats and contacts as JSON, webhook logs",
    extensions: &["json", "ndjson", "jsonl", "log"],
    gives: &["age", "contacts", "chats"],
    sniff,
    read: read_serialised,
};

fn sniff(head: &Head<'_>) -> Claim {
    match owner(head.text) {
        Some((claim, Owner::Waha)) => claim,
        _ => Claim::No,
    }
}
