//! One row a channel, for spreadsheets and scripts (RFC 4180).

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use crate::ChannelResult;
use crate::columns::{COLUMNS, Cell};

/// Writes a header and one row a channel. No value is an empty cell.
///
/// Spreadsheets run text that begins like a formula. Names come from strangers, so such text gets an
/// apostrophe in front, which spreadsheets take as "this is text"; numbers are left alone.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write<W: Write + ?Sized>(results: &[ChannelResult], out: &mut W) -> io::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS.iter().map(|column| column.name))?;
    for result in results {
        writer.write_record(COLUMNS.iter().map(|column| written((column.cell)(result))))?;
    }
    writer.flush()
}

fn written(cell: Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => harmless(text),
        Cell::Whole(number) => number.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Flag(flag) => flag.to_string(),
    }
}

/// Text that no spreadsheet takes for a formula. The wide forms of the signs count: some spreadsheets narrow them.
fn harmless(text: String) -> String {
    if text
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
    {
        format!("'{text}")
    } else {
        text
    }
}
