//! WhatsApp's own text export.

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

/// A text chat whose dates, zone and owner are not yet decided.
#[derive(Debug)]
pub struct Transcript;
