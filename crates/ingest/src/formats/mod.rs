//! The table of formats: detection, reading, `safety-meter formats`, the README and the tests all read it.

pub mod account_report;
pub mod android;
#[cfg(test)]
mod any_json;
pub mod apple;
pub mod baileys;
pub mod chat_exporter;
pub mod cloud_api;
pub mod contacts_csv;
mod databases;
pub mod evolution;
pub mod green_api;
mod json;
mod keyed;
#[cfg(test)]
mod recognition;
pub mod refused;
mod serialised;
pub mod tables;
#[cfg(test)]
mod testing;
pub mod text;
pub mod vcard;
pub mod waha;
pub mod web_js;
pub mod whapi;
pub mod whatsmeow;
pub mod wppconnect;

use crate::source::{Head, Input};
use crate::{Collector, ReadError};

/// How sure a format is that a file is its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Claim {
    /// Not mine.
    No,
    /// It has my general shape and nothing speaks against it.
    Possible,
    /// It has features that hardly anything else has.
    Likely,
    /// It has a mark that nothing else has.
    Certain,
}

/// One row of the table.
#[derive(Debug)]
pub struct Format {
    /// Short name, as in `sources[].format`.
    pub name: &'static str,
    /// What it is, for people.
    pub title: &'static str,
    /// Usual file name endings, a hint for people only: detection goes by content.
    pub extensions: &'static [&'static str],
    /// What it tells: `age`, `contacts`, `chats`.
    pub gives: &'static [&'static str],
    /// Looks at the beginning of a file.
    pub sniff: fn(&Head<'_>) -> Claim,
    /// Pushes everything recognised.
    pub read: fn(&mut Input<'_>, &mut Collector) -> Result<(), ReadError>,
}

/// All formats. Adding one takes a file below this one, a row here and a folder of fixtures.
pub static FORMATS: &[Format] = &[
    text::FORMAT,
    whapi::FORMAT,
    baileys::FORMAT,
    evolution::FORMAT,
    web_js::FORMAT,
    wppconnect::FORMAT,
    waha::FORMAT,
    green_api::FORMAT,
    chat_exporter::FORMAT,
    cloud_api::FORMAT,
    account_report::FORMAT,
    android::MESSAGES,
    android::CONTACTS,
    apple::MESSAGES,
    apple::CONTACTS,
    whatsmeow::STORE,
    whatsmeow::MAUTRIX,
    whatsmeow::MCP,
    vcard::FORMAT,
    contacts_csv::GOOGLE,
    contacts_csv::OUTLOOK,
    contacts_csv::GENERIC,
    tables::CSV,
    tables::NDJSON,
    #[cfg(feature = "tables")]
    tables::PARQUET,
    #[cfg(feature = "tables")]
    tables::IPC,
];

/// The names of all formats, for messages that say what was tried.
#[must_use]
pub fn names() -> String {
    FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ")
}
