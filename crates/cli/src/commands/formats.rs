//! `formats`: the table of formats, for people.

use std::io::{self, Write};

use meter_ingest::formats::FORMATS;

/// Writes one line a format: name, title, usual endings, what it tells.
pub fn table(out: &mut dyn Write) -> io::Result<()> {
    let width = FORMATS.iter().map(|format| format.name.len()).max().unwrap_or_default();
    for format in FORMATS {
        let endings: Vec<String> = format.extensions.iter().map(|ending| format!(".{ending}")).collect();
        writeln!(out, "{:width$}  {}", format.name, format.title)?;
        writeln!(out, "{:width$}  {}; tells {}", "", endings.join(" "), format.gives.join(", "))?;
    }
    Ok(())
}
