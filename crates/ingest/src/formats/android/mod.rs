//! The databases of WhatsApp on Android: `msgstore.db` with the chats, `wa.db` with the address book.
//!
//! | table of `msgstore.db` | what it tells |
//! |---|---|
//! | `message` → `chat` → `jid` | touches (schema since 2021, see `modern.rs`) |
//! | `messages` | touches (schema before, see `legacy.rs`); files from the time of the change have both, and what is in both counts once |
//! | `message_add_on` | reactions and votes |
//! | `call_log` | calls |
//! | `receipt_user`, `receipts` | how far outgoing messages came |
//! | `jid_map`, `lid_jid_map`, `message_system_number_change` | which addresses are one person |
//! | `jid` with an old group address, `message_system` | when the creator of a group already existed |
//!
//! Not used: `chat.created_timestamp`, which is when the chat was opened and no touch; the notice "is a contact", which says so for the
//! day on which it was written only, while `wa.db` knows today. Columns are found by name, so any version of a schema will do.

mod addresses;
mod by_row;
mod contacts;
mod kinds;
mod legacy;
mod modern;
mod signs;
mod system;

use super::{Claim, Format};
use crate::source::{Head, Input};
use crate::{Collector, ReadError};

/// The row of the chats.
pub const MESSAGES: Format = Format {
    name: "android-msgstore",
    title: "WhatsApp on Android: decrypted msgstore.db, old and new schema",
    extensions: &["db"],
    gives: &["age", "chats"],
    sniff: sniff_messages,
    read: read_messages,
};

/// The row of the address book.
pub const CONTACTS: Format = Format {
    name: "android-wa",
    title: "WhatsApp on Android: address book, wa.db",
    extensions: &["db"],
    gives: &["contacts"],
    sniff: sniff_contacts,
    read: contacts::read,
};

fn sniff_messages(head: &Head<'_>) -> Claim {
    let Some(tables) = head.tables else { return Claim::No };
    let is_modern = tables.has("message", &["chat_row_id"]);
    let is_legacy = tables.has("messages", &["key_remote_jid"]);
    if is_modern || is_legacy { Claim::Certain } else { Claim::No }
}

fn sniff_contacts(head: &Head<'_>) -> Claim {
    let is_mine = head.tables.is_some_and(|tables| tables.has("wa_contacts", &["jid"]));
    if is_mine { Claim::Certain } else { Claim::No }
}

fn read_messages(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let database = input.database()?;
    let addresses = addresses::Addresses::read(database, collector)?;
    let changes = system::Changes::read(database)?;
    modern::read(database, &addresses, &changes, collector)?;
    legacy::read(database, &addresses, &changes, collector)
}
