//! Databases of programs that are built on the whatsmeow library: its own store, the bridge mautrix-whatsapp, and whatsapp-mcp.
//!
//! | database | what it tells |
//! |---|---|
//! | whatsmeow's store | the channel's own number, who is saved, which hidden identifier is which number |
//! | mautrix-whatsapp | touches, old and new schema; whatsmeow's tables lie in the same file |
//! | whatsapp-mcp `messages.db` | touches; whatsmeow's store lies beside it as `whatsapp.db` |
//!
//! All of them can serve several numbers at once, and a channel is one number, so a file with several is refused.

mod bridge;
mod bridge_legacy;
mod mcp;
mod store;

use meter_model::Jid;

use super::{Claim, Format};
use crate::source::{Head, Input};
use crate::{Collector, ReadError};

/// The row of whatsmeow's own store.
pub const STORE: Format = Format {
    name: "whatsmeow",
    title: "whatsmeow store: own number, contacts, hidden identifiers",
    extensions: &["db"],
    gives: &["contacts"],
    sniff: sniff_store,
    read: |input, collector| store::read(input.database()?, collector),
};

/// The row of the bridge.
pub const MAUTRIX: Format = Format {
    name: "mautrix-whatsapp",
    title: "mautrix-whatsapp bridge database, old and new schema",
    extensions: &["db"],
    gives: &["age", "contacts", "chats"],
    sniff: sniff_bridge,
    read: read_bridge,
};

/// The row of whatsapp-mcp.
pub const MCP: Format = Format {
    name: "whatsapp-mcp",
    title: "whatsapp-mcp messages.db; add whatsapp.db beside it for the contacts",
    extensions: &["db"],
    gives: &["age", "chats"],
    sniff: sniff_mcp,
    read: read_mcp,
};

fn sniff_store(head: &Head<'_>) -> Claim {
    let Some(tables) = head.tables else { return Claim::No };
    let any = ["whatsmeow_device", "whatsmeow_contacts", "whatsmeow_lid_map"];
    if any.iter().any(|table| tables.has(table, &[])) { Claim::Likely } else { Claim::No }
}

fn sniff_bridge(head: &Head<'_>) -> Claim {
    let Some(tables) = head.tables else { return Claim::No };
    let of_family = ["ghost", "portal", "user_login"].iter().any(|table| tables.has(table, &[]));
    let is_new = tables.has("message", &["room_id"]) && of_family;
    let is_old = tables.has("message", &["chat_jid", "mxid"]);
    if is_new || is_old { Claim::Certain } else { Claim::No }
}

fn sniff_mcp(head: &Head<'_>) -> Claim {
    let Some(tables) = head.tables else { return Claim::No };
    let is_mine = tables.has("messages", &["chat_jid", "is_from_me"]);
    if is_mine { Claim::Certain } else { Claim::No }
}

fn read_bridge(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let database = input.database()?;
    store::read(database, collector)?;
    if database.has("message", &["room_id"]) {
        bridge::read(database, collector)
    } else {
        bridge_legacy::read(database, collector)
    }
}

fn read_mcp(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let database = input.database()?;
    store::read(database, collector)?;
    mcp::read(database, collector)
}

/// The address of a room. Bridges of other networks have the same tables, and bare numbers for rooms, which are no phone numbers.
fn room(written: &str) -> Option<Jid> {
    if written.contains('@') { Jid::parse(written) } else { None }
}

/// A file of several numbers cannot be one channel.
fn several_numbers(numbers: usize) -> ReadError {
    ReadError::SeveralNumbers {
        numbers,
        remedy: "make a copy of it for each and delete the others from the copy",
    }
}
