//! What programs built on `WPPConnect` write, and what its server answers and sends: messages, chats and contacts (see `serialised`).
//!
//! Marks: a serialised id beside `t`, `chatId`, `sender`, `isGroupMsg` and their like; contacts with `formattedName` or
//! `profilePicThumbObj`.

#[cfg(test)]
mod tests;

use super::serialised::{Owner, owner, read_serialised};
use super::{Claim, Format};
use crate::source::Head;

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "wppconnect-json",
    title: "WPPConnect: messages, chats and contacts as JSON, webhook logs",
    extensions: &["json", "ndjson", "jsonl", "log"],
    gives: &["age", "contacts", "chats"],
    sniff,
    read: read_serialised,
};

fn sniff(head: &Head<'_>) -> Claim {
    match owner(head.text) {
        Some((claim, Owner::WppConnect)) => claim,
        _ => Claim::No,
    }
}
