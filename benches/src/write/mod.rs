//! Writers, one file a format. Each takes histories and pushes bytes into whatever it is given.

use chrono_tz::Tz;

use crate::{History, Owner};

pub mod android_db;
pub mod android_text;
pub mod google_csv;
pub mod ios_text;
pub mod table;
pub mod table_csv;
pub mod table_ndjson;
#[cfg(feature = "tables")]
pub mod table_typed;
pub mod vcard;
pub mod whapi;
pub mod whapi_ndjson;
pub mod whapi_pages;
pub mod zip;

/// A direct chat that the phone exports as text.
#[derive(Clone, Copy, Debug)]
pub struct TextChat<'a> {
    /// Whose phone it is.
    pub owner: &'a Owner,
    /// The chat.
    pub history: &'a History,
    /// The phone's zone.
    pub zone: Tz,
}

const ENCRYPTED: &str = "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, \
                         can read or listen to them.";
