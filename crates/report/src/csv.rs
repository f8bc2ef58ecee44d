//! One row a channel, for spreadsheets and scripts (RFC 4180).

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use crate::cell::Sort;
use crate::columns::columns;
use crate::{ChannelResult, Row};

/// Writes a header and one row a channel. No value is an empty cell.
///
/// Spreadsheets run text that begins like a formula. Names come from strangers, so such text gets an
/// apostrophe in front, which spreadsheets take as "this is text"; numbers are left alone.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write<W: Write + ?Sized>(results: &[ChannelResult], out: &mut W) -> io::Result<()> {
    write_header(out)?;
    results.iter().try_for_each(|result| write_row(&Row::of(result), out))
}

/// Writes the names of the columns.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_header<W: Write + ?Sized>(out: &mut W) -> io::Result<()> {
    record(columns().map(|(name, _)| name), out)
}

/// Writes the row of one channel.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_row<W: Write + ?Sized>(row: &Row, out: &mut W) -> io::Result<()> {
    let cells = row.0.iter().zip(columns()).map(|(value, (_, sort))| field(value.as_deref(), sort));
    record(cells, out)
}

/// A value as a field, text made harmless; empty without a value.
pub(crate) fn field(value: Option<&str>, sort: Sort) -> Cow<'_, str> {
    match (value, sort) {
        (None, _) => Cow::Borrowed(""),
        (Some(text), Sort::Text) => harmless(text),
        (Some(number), _) => Cow::Borrowed(number),
    }
}

/// Writes one record, its lines ending as in the standard.
pub(crate) fn record<W: Write + ?Sized>(
    fields: impl Iterator<Item = impl AsRef<str>>,
    out: &mut W,
) -> io::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    for field in fields {
        writer.write_field(field.as_ref())?;
    }
    writer.write_record(None::<&[u8]>)?;
    writer.flush()
}

/// Text that no spreadsheet takes for a formula. The wide forms of the signs count: some spreadsheets narrow them.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was made harmless, as far as that can be told.
#[must_use]
pub fn unarmed(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(text)
}

const FORMULA: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
