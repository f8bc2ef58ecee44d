//! The table of formats: detection, reading, `safety-meter formats`, the README and the tests all read it.

pub mod contacts_csv;
mod json;
pub mod tables;
pub mod text;
pub mod vcard;
pub mod whapi;

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
