//! The databases of WhatsApp on iPhone and Mac: `ChatStorage.sqlite` with the chats, `ContactsV2.sqlite` with the address book.
//!
//! The desktop app for macOS keeps the same two, and an iPhone backup holds them under hashed names. They belong to Apple's Core
//! Data, whose tables begin with `Z` and whose times count from 2001.
//!
//! Not used: reactions, which lie in packed form inside the message they belong to; names in `ZPARTNERNAME`, which can be the
//! person's own choice. Without `ContactsV2.sqlite` or another address book coverage is therefore unknown.

mod chats;
mod contacts;
mod time;

use super::{Claim, Format};
use crate::source::Head;

/// The row of the chats.
pub const MESSAGES: Format = Format {
    name: "ios-chat-storage",
    title: "WhatsApp on iPhone and Mac: ChatStorage.sqlite, also in an unencrypted iPhone backup",
    extensions: &["sqlite"],
    gives: &["age", "chats"],
    sniff: |head| claim(head, "ZWAMESSAGE", "ZWACHATSESSION"),
    read: chats::read,
};

/// The row of the address book.
pub const CONTACTS: Format = Format {
    name: "ios-contacts",
    title: "WhatsApp on iPhone and Mac: address book, ContactsV2.sqlite and its older forms",
    extensions: &["sqlite"],
    gives: &["contacts"],
    sniff: |head| claim(head, "ZWAADDRESSBOOKCONTACT", "ZWAPHONE"),
    read: contacts::read,
};

fn claim(head: &Head<'_>, one: &str, other: &str) -> Claim {
    let is_mine = head.tables.is_some_and(|tables| tables.has(one, &[]) || tables.has(other, &[]));
    if is_mine { Claim::Certain } else { Claim::No }
}
