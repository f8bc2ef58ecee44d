//! `formats`: the table of formats, for people.

use std::io::{self, Write};

use meter_ingest::formats::FORMATS;
use meter_ingest::formats::tables::{COLUMNS, TableKind};

/// Writes one line a format: name, title, usual endings, what it tells. Then what the columns of tables may be called.
pub fn table(out: &mut dyn Write) -> io::Result<()> {
    let width = FORMATS.iter().map(|format| format.name.len()).max().unwrap_or_default();
    for format in FORMATS {
        let endings: Vec<String> = format.extensions.iter().map(|ending| format!(".{ending}")).collect();
        writeln!(out, "{:width$}  {}", format.name, format.title)?;
        writeln!(out, "{:width$}  {}; tells {}", "", endings.join(" "), format.gives.join(", "))?;
    }
    columns(TableKind::Messages, "messages: chat_id, from_me and timestamp, the others as there are", out)?;
    columns(TableKind::Contacts, "contacts: id, and channel or saved", out)
}

fn columns(kind: TableKind, title: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n  columns of tables of {title}")?;
    for column in COLUMNS.iter().filter(|column| column.table == kind) {
        let (name, others) = column.names.split_first().expect("every column has a name");
        let others = if others.is_empty() { String::new() } else { format!("or {}", others.join(", ")) };
        writeln!(out, "{}", format!("    {name:9}  {others}").trim_end())?;
    }
    Ok(())
}
