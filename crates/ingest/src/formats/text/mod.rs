//! WhatsApp's own text export.

mod transcript;

pub use transcript::{DateStyle, Row, Sender, Transcript};

use super::{Claim, Format};

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "whatsapp-text",
    title: "WhatsApp text export (Export chat), Android and iOS",
    extensions: &["txt", "zip"],
    gives: &["age", "contacts", "chats"],
    sniff: |_| Claim::No,
    read: |_, _| Ok(()),
};
