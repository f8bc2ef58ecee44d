//! Reads what people export from WhatsApp: bytes to records to facts.
//!
//! ```text
//! paths ─▶ source (walk, unzip, decode) ─▶ format table (sniff, read) ─▶ Collector ─▶ settle ─▶ Ledger
//! ```
//!
//! A format is a row in [`formats::FORMATS`]. Readers push what they recognise into a [`Collector`] and never keep it.
//! Three things can only be decided when everything is read, so the collector keeps just enough to decide them in `settle`: which
//! way round a text export writes day and month, who in it is the owner, and to which country a number without `+` belongs.

pub mod formats;
pub mod limits;
#[cfg(any(test, feature = "trials"))]
pub mod trials;

mod blocks;
mod channel;
mod collect;
mod database;
mod declared;
mod detect;
mod error;
mod fleet;
mod identity;
mod memo;
mod progress;
mod reading;
mod settle;
mod source;
mod text_key;
mod when;

pub use channel::read_channel;
pub use collect::Collector;
pub use database::{Database, Row, Tables, discard_copies};
pub use declared::{
    DateOrder, Declaration, Declared, FILE_NAME as DECLARATION_FILE, Role, Roles, read_settings,
};
pub use detect::VENDOR_FILE;
pub use error::{ChannelError, ReadError, SourceFailure, without_values};
pub use fleet::{Fleet, FleetChannel, read_fleet};
pub use progress::Progress;
pub use reading::{Note, Reading, Reject, SourceReport};
pub use text_key::TextKey;
pub use when::{When, wall_to_seconds};
