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

mod channel;
mod collect;
mod declared;
mod error;
mod identity;
mod reading;
mod settle;
mod source;
mod text_key;

pub use channel::{ChannelInput, read_channel};
pub use collect::Collector;
pub use declared::{Declared, Role};
pub use error::{ChannelError, ReadError, SourceFailure};
pub use reading::{Note, Reading, Reject, SourceReport};
pub use text_key::TextKey;
