//! Tables as CSV.

mod blocks;
mod record;
#[cfg(test)]
mod tests;

use std::io::Read;

use meter_tables::Cell;

use super::at::At;
use super::columns::{Column, Layout, TableKind, lookup};
use super::row::push;
use crate::blocks::read_blocks;
use crate::formats::Claim;
use crate::formats::contacts_csv::{Record, Records, first_line, named_separator, separator};
use crate::source::{Head, Input, Lines};
use crate::{Collector, ReadError};

/// A table of messages is told by its three columns. Lists of contacts come in many forms, which have their own readers: here
/// belong those with a channel, and those that say nothing but who is saved.
pub(super) fn sniff(head: &Head<'_>) -> Claim {
    let text = head.text.trim_start();
    if text.starts_with(['{', '[', '<']) {
        return Claim::No;
    }
    let first = text.lines().next().unwrap_or_default();
    let mut bytes = text.as_bytes();
    let mut records = Records::new(Lines::new(&mut bytes), separator(first));
    let Ok(Some(header)) = header(&mut records, first) else { return Claim::No };
    let ours = |name: &String| lookup(TableKind::Contacts, name).is_some();
    let id_alone = |name: &String| {
        !matches!(lookup(TableKind::Contacts, name), Some((Column::Chat, _)))
            || name == "id"
            || name == "chat_id"
    };
    match Layout::of(&header) {
        Some(layout) if layout.kind == TableKind::Messages => Claim::Certain,
        Some(layout) if header.iter().all(ours) && layout.has(Column::Channel) => Claim::Certain,
        Some(_) if header.iter().all(ours) && header.iter().all(id_alone) => Claim::Likely,
        _ => Claim::No,
    }
}

pub(super) fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let first = first_line(input)?;
    let first_text = String::from_utf8_lossy(&first).into_owned();
    let separator = separator(&first_text);
    let in_blocks = input.block_bytes().is_some();
    let mut reader = first.chain(input.reader());
    let mut records = Records::new(Lines::new(&mut reader), separator);
    let header = header(&mut records, &first_text)?.unwrap_or_default();
    let Some(layout) = Layout::of(&header) else {
        return Err(ReadError::NoTable { columns: header.len() });
    };
    if layout.has(Column::Channel) {
        collector.names_channels();
    }
    let table = Table { layout, width: header.len(), separator };
    match records.lines_done() {
        Some(lines) if in_blocks => {
            read_blocks(&table, &[], lines + 1, input, collector)?;
        }
        _ => {
            while let Some((line, record)) = records.next_record()? {
                table.take(&record, line, collector);
            }
        }
    }
    Ok(())
}

/// What the header says about all rows.
struct Table {
    layout: Layout,
    /// How many cells the header has.
    width: usize,
    separator: u8,
}

impl Table {
    fn take(&self, record: &Record, line: u64, collector: &mut Collector) {
        let at = At::Line(line);
        match record {
            Record::Fields(fields) => self.row(fields, line, collector),
            Record::LongLine => at.reject(collector, ReadError::long_line()),
            Record::OpenQuote => at.reject(collector, "a quotation mark that is never closed"),
        }
    }

    fn row(&self, cells: &[impl AsRef<str>], line: u64, collector: &mut Collector) {
        let at = At::Line(line);
        if cells.len() < self.width {
            at.reject(collector, "fewer cells than the header has");
        } else if cells[self.width..].iter().any(|cell| !cell.as_ref().is_empty()) {
            at.reject(collector, "more cells than the header has");
        } else {
            push(&self.layout.row(&|place| cell(cells[place].as_ref())), &self.layout, at, collector);
        }
    }
}

fn cell(written: &str) -> Cell<'_> {
    if written.is_empty() { Cell::Nothing } else { Cell::Text(written) }
}

/// The first record; the second where a spreadsheet names the separator in a line of its own.
fn header(records: &mut Records<'_>, first: &str) -> Result<Option<Vec<String>>, ReadError> {
    if named_separator(first).is_some() {
        records.next_record()?;
    }
    Ok(match records.next_record()? {
        Some((_, Record::Fields(fields))) => Some(fields),
        _ => None,
    })
}
