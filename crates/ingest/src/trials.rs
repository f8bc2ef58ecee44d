//! What trials ask of the inside of this crate: reading any bytes as any format, in blocks of any size, and the grammars below
//! the readers.
//!
//! It is here for the crate `meter-trials` (feature `trials`) and for tests; nothing else should use it.

use std::collections::BTreeMap;
use std::io::{self, Read};

use meter_model::{Ledger, PhoneKey};

use crate::formats::{Format, text};
use crate::identity::phone::{self, Number};
use crate::settle::Rows;
use crate::{Collector, Declared, ReadError, Reading, Role, SourceReport, TextKey};
use crate::{channel, detect, fleet, limits, source};

pub use crate::source::Hints;

/// Everything that a file says, or why it cannot be read.
pub type Said = Result<Told, String>;

/// Everything that a file says.
#[derive(PartialEq, Debug)]
pub struct Told {
    /// What is settled without other files.
    pub ledger: Ledger,
    /// What was counted.
    pub report: SourceReport,
    /// Every reject as `ordinal place: why`.
    pub rejects: Vec<String>,
    /// What is decided later: transcripts, contact lists, pages.
    pub undecided: String,
    /// What it says of channels that it names.
    pub channels: BTreeMap<Box<str>, Told>,
}

impl Told {
    fn by(collector: Collector) -> Self {
        let Collector { facts, report, rejects, transcripts, contact_lists, pages, channels, .. } = collector;
        Self {
            ledger: facts.settle(),
            report,
            rejects: rejects
                .iter()
                .map(|reject| format!("{} {}: {}", reject.ordinal, reject.at, reject.why))
                .collect(),
            undecided: format!("{transcripts:?} {contact_lists:?} {pages:?}"),
            channels: channels.into_iter().map(|(name, channel)| (name, Self::by(channel))).collect(),
        }
    }
}

/// What a file says; `None` if its blocks asked for a reading in order.
#[must_use]
pub fn said(
    format: &Format,
    bytes: &[u8],
    hints: &Hints,
    block_bytes: Option<usize>,
    key: &TextKey,
) -> Option<Said> {
    let mut collector = Collector::new("file", format.name, Role::AddressBook, key);
    let mut input = source::Input::new(bytes, hints.clone());
    if let Some(block_bytes) = block_bytes {
        input = input.in_blocks(block_bytes);
    }
    let read = (format.read)(&mut input, &mut collector);
    if input.is_to_be_read_in_order() {
        return None;
    }
    Some(read.map_err(|error| error.to_string()).map(|()| Told::by(collector)))
}

/// What files of one format and one name say together. Those that cannot be read are left out.
#[must_use]
pub fn channel(format: &Format, files: &[&[u8]], hints: &Hints, key: &TextKey) -> Reading {
    let rows = Rows::default();
    let mut collectors = Vec::new();
    for (bytes, number) in files.iter().zip(1..) {
        let path = format!("file {number}");
        let mut collector = Collector::new(&path, format.name, Role::AddressBook, key);
        let mut input = source::Input::new(*bytes, hints.clone());
        if (format.read)(&mut input, &mut collector).is_ok() {
            rows.take_from(&mut collector);
            collectors.push(collector);
        }
    }
    let failures = fleet::join_channels(&mut collectors);
    let mut reading = channel::settle(collectors, rows, &Declared::default());
    reading.failures.extend(failures);
    reading.rejects.sort();
    reading
}

/// The bytes that readers see of a file: without a byte order mark, and decoded from UTF-16. The first `head` bytes are looked at.
///
/// # Errors
/// If the file ends within a character.
pub fn decoded(bytes: &[u8], head: usize) -> io::Result<Vec<u8>> {
    let (head, rest) = bytes.split_at(bytes.len().min(head));
    let mut decoded = Vec::new();
    source::to_utf8(head, rest).read_to_end(&mut decoded)?;
    Ok(decoded)
}

/// The name of the format that claims a file which is no database, or why none does.
///
/// # Errors
/// If it is refused, claimed by several formats, or by none.
pub fn recognised(name: &str, bytes: &[u8]) -> Result<&'static str, ReadError> {
    let format = detect::by_content(name, &bytes[..bytes.len().min(limits::HEAD_BYTES)], true)?;
    Ok(format.map_or("", |format| format.name))
}

/// A text read as a phone number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Phone {
    /// It has its country code.
    Key(PhoneKey),
    /// Digits whose country must be told.
    National(Box<str>),
    /// None, and why.
    Unusable(&'static str),
}

/// Reads a phone number as it stands in a contact list.
#[must_use]
pub fn phone(text: &str) -> Phone {
    match phone::read(text) {
        Ok(Number::Key(key)) => Phone::Key(key),
        Ok(Number::National(digits)) => Phone::National(digits),
        Err(unusable) => Phone::Unusable(unusable.why()),
    }
}

/// Reads a phone number as it stands in place of a name.
#[must_use]
pub fn international(text: &str) -> Option<PhoneKey> {
    phone::international(text)
}

/// The numbers in one cell.
#[must_use]
pub fn phones_in_cell(cell: &str) -> Vec<&str> {
    phone::in_cell(cell).collect()
}

/// The header of a line of a chat: as usual headers are read at one go, as the grammar reads it, and the line behind it.
#[must_use]
pub fn headers(line: &str) -> [Option<(String, &str)>; 2] {
    text::headers(line)
}
