//! Contact lists as tables: Google Contacts, Outlook, browser extensions, and anything else with a phone column.

mod header;
mod records;
mod row;
mod synonyms;
#[cfg(test)]
mod tests;

use std::io::Read;

use header::{Dialect, Header};
pub(super) use records::{Fields, Record, Records, parser};
use row::Table;

use super::{Claim, Format};
use crate::settle::ContactList;
use crate::source::{Head, Input, Line, Lines};
use crate::{Collector, ReadError};

/// The row of Google Contacts.
pub const GOOGLE: Format = Format {
    name: "google-csv",
    title: "Google Contacts CSV, old and new columns",
    extensions: &["csv"],
    gives: &["contacts"],
    sniff: |head| claim(head, |dialect| dialect == Dialect::Google),
    read,
};

/// The row of Outlook.
pub const OUTLOOK: Format = Format {
    name: "outlook-csv",
    title: "Outlook contacts CSV (English, German, French, Spanish, Italian, Portuguese, Dutch headers)",
    extensions: &["csv"],
    gives: &["contacts"],
    sniff: |head| claim(head, |dialect| dialect == Dialect::Outlook),
    read,
};

/// The row of all other tables with a phone column.
pub const GENERIC: Format = Format {
    name: "contacts-csv",
    title: "CSV with a phone column under any usual header; browser extensions' contact lists",
    extensions: &["csv", "tsv", "txt"],
    gives: &["contacts"],
    sniff: |head| claim(head, |dialect| matches!(dialect, Dialect::Generic | Dialect::Extension)),
    read,
};

/// Certain if the header has a phone column; only possible if it looks like a contact list without one, which is then
/// refused with the reason.
fn claim(head: &Head<'_>, is_mine: fn(Dialect) -> bool) -> Claim {
    let text = head.text.trim_start();
    if text.starts_with(['{', '[', '<']) {
        return Claim::No;
    }
    let first = text.lines().next().unwrap_or_default();
    // No header has this, but lines of a log do.
    if first.contains("{\"") {
        return Claim::No;
    }
    let mut bytes = text.as_bytes();
    let mut records = Records::new(Lines::new(&mut bytes), separator(first));
    let Ok(Some(header)) = header(&mut records, first) else { return Claim::No };
    match header.dialect {
        Some(dialect) if is_mine(dialect) => match dialect {
            Dialect::Google | Dialect::Outlook => Claim::Certain,
            Dialect::Extension | Dialect::Generic if header.has_phone() => Claim::Likely,
            Dialect::Extension | Dialect::Generic if header.columns.len() > 1 => Claim::Possible,
            Dialect::Extension | Dialect::Generic => Claim::No,
        },
        _ => Claim::No,
    }
}

fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let first = first_line(input)?;
    let separator = separator(&String::from_utf8_lossy(&first));
    let mut reader = first.chain(input.reader());
    let mut records = Records::new(Lines::new(&mut reader), separator);
    let header = header(&mut records, &String::from_utf8_lossy(&first))?;
    let columns = header.as_ref().map_or(0, |header| header.columns.len());
    let Some(header) = header.filter(Header::has_phone) else {
        return Err(ReadError::NoPhoneColumn { columns });
    };
    let table = Table::new(&header);
    let mut list = ContactList::default();
    while let Some((line, record)) = records.next_record()? {
        let at = format!("line {line}");
        match record {
            Record::Fields(fields) => list.entries.extend(table.entry(&fields, line, at, collector)),
            Record::LongLine => collector.reject(line, at, ReadError::long_line()),
            Record::OpenQuote => collector.reject(line, at, "a quotation mark that is never closed"),
        }
    }
    collector.contact_list(list);
    Ok(())
}

/// The first line with its end, by which the separator is told before the table is read; empty if it is too long.
pub(super) fn first_line(input: &mut Input<'_>) -> Result<Vec<u8>, ReadError> {
    Ok(match input.lines().next_line()? {
        Some((_, Line::Whole(bytes))) => [bytes, b"\n"].concat(),
        Some((_, Line::TooLong)) => b"\n".to_vec(),
        None => Vec::new(),
    })
}

/// The first record; the second where Excel names the separator in a line of its own.
fn header(records: &mut Records<'_>, first: &str) -> Result<Option<Header>, ReadError> {
    if named_separator(first).is_some() {
        records.next_record()?;
    }
    Ok(match records.next_record()? {
        Some((_, Record::Fields(fields))) => Some(Header::of(&fields)),
        _ => None,
    })
}

/// The separator that the header has most of, or that Excel names before it.
pub(super) fn separator(first: &str) -> u8 {
    let mut counts = [(b'\t', 0), (b';', 0), (b',', 0)];
    let mut quoted = false;
    for byte in first.bytes().take_while(|byte| *byte != b'\r') {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| !quoted && *separator == byte) {
            *count += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| separator);
    named_separator(first).unwrap_or(most)
}

pub(super) fn named_separator(first: &str) -> Option<u8> {
    let named = first.trim_matches(['"', '\r', '\n']).strip_prefix("sep=")?;
    named.bytes().next().filter(|separator| matches!(separator, b',' | b';' | b'\t'))
}
