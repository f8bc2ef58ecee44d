//! Tables: one long list of messages, one of contacts, of one channel or of many.
//!
//! | table | columns that it must have | columns that it may have |
//! |---|---|---|
//! | messages | `chat_id`, `from_me`, `timestamp` | `channel`, `id`, `type`, `status`, `text`, `text_key` |
//! | contacts | `id` | `channel`, `name`, `saved` |
//!
//! Other usual names do as well ([`COLUMNS`]); other columns are passed over. A table is told by its columns alone. Where
//! there is a `channel`, each of its values is a channel of its own; a table without one belongs to the channel in whose folder it lies.
//!
//! | column | what may stand in it |
//! |---|---|
//! | `chat_id`, contacts' `id` | a WhatsApp address in any spelling, a phone number with country code, or else any name: the same name is the same person. `name:` in front makes a name of anything |
//! | `from_me` | true or false, 1 or 0, yes or no; a direction such as `in`, `outgoing`, `sent` |
//! | `timestamp` | seconds, milli- or microseconds since 1970; `2024-05-20T18:30:00Z`; without zone `2024-05-20 18:30:00`, in the zone declared; a typed time |
//! | `type` | what the Whapi gateway calls it, and `content`, `reaction`, `vote`, `call`; nothing is content. `registered` and `group_created` are no messages but say when the number, or a group of its own, came into being |
//! | `status` | `failed`, `pending`, `sent`, `delivered`, `read`, `played`; of outgoing messages only |
//! | `text_key` | stands for the text: equal where texts are equal |
//! | `saved` | true or false; a contact without a word on it in a table that has the column is not saved, and in a table without it is |
//!
//! Times before WhatsApp are rejected: they are what is left of a time when a table is cut off.

mod address;
mod at;
mod columns;
mod csv;
mod ndjson;
mod row;
#[cfg(test)]
mod tests;
#[cfg(feature = "tables")]
mod typed;
mod value;

pub use columns::{COLUMNS, TableColumn, TableKind};

pub use address::written as written_person;

use super::Format;

/// The row of tables as CSV.
pub const CSV: Format = Format {
    name: "table-csv",
    title: "Table of messages or of contacts, of one channel or many (columns below), CSV",
    extensions: &["csv", "tsv"],
    gives: GIVES,
    sniff: csv::sniff,
    read: csv::read,
};

/// The row of tables as NDJSON.
pub const NDJSON: Format = Format {
    name: "table-ndjson",
    title: "The same, one JSON object a line",
    extensions: &["ndjson", "jsonl", "json"],
    gives: GIVES,
    sniff: ndjson::sniff,
    read: ndjson::read,
};

/// The row of tables as Parquet.
#[cfg(feature = "tables")]
pub const PARQUET: Format = Format {
    name: "table-parquet",
    title: "The same, Apache Parquet",
    extensions: &["parquet"],
    gives: GIVES,
    sniff: |head| typed::sniff(head, "PAR1"),
    read: |input, collector| typed::read(input, collector, meter_tables::Container::Parquet),
};

/// The row of tables as Arrow IPC files.
#[cfg(feature = "tables")]
pub const IPC: Format = Format {
    name: "table-ipc",
    title: "The same, Arrow IPC file (Feather 2)",
    extensions: &["arrow", "feather", "ipc"],
    gives: GIVES,
    sniff: |head| typed::sniff(head, "ARROW1"),
    read: |input, collector| typed::read(input, collector, meter_tables::Container::Ipc),
};

const GIVES: &[&str] = &["age", "contacts", "chats"];
