//! Which tokens open the API, without their secrets, which nobody knows but their owners.

use std::io::{self, Write};

use chrono_tz::Tz;
use meter_score::words::count;

use crate::Grid;
use crate::cell::{Cell, Sort, instant};
use crate::table::{Line, Page, Paint, TableStyle, date, displayed};

/// What is shown of a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TokenView<'t> {
    /// Its number.
    pub id: i64,
    /// The channel that it opens; none for every channel.
    pub channel: Option<&'t str>,
    /// When it was made, seconds since the epoch.
    pub added_at: i64,
    /// Since when it is refused, seconds since the epoch; none if it is not.
    pub revoked_at: Option<i64>,
}

/// One row for each token.
#[must_use]
pub fn rows(tokens: &[TokenView<'_>]) -> Grid {
    let columns = [
        ("id", Sort::Whole),
        ("admin", Sort::Flag),
        ("channel", Sort::Text),
        ("addedAt", Sort::Text),
        ("revokedAt", Sort::Text),
    ];
    let mut grid = Grid::new(columns);
    for token in tokens {
        grid.push(vec![
            Cell::Whole(token.id),
            Cell::Flag(token.channel.is_none()),
            token.channel.map_or(Cell::Nothing, |channel| Cell::Text(channel.to_owned())),
            instant(Some(token.added_at)),
            instant(token.revoked_at),
        ]);
    }
    grid
}

/// Writes a line for each token, days in UTC.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_table<W: Write + ?Sized>(
    tokens: &[TokenView<'_>],
    style: &TableStyle,
    out: &mut W,
) -> io::Result<()> {
    let mut page = Page::new(style);
    let valid = tokens.iter().filter(|token| token.revoked_at.is_none()).count() as u64;
    let title = match (tokens.len() as u64, valid) {
        (0, _) => "There are no tokens.".to_owned(),
        (all, valid) if all == valid => count(all, "token", "tokens"),
        (all, valid) => format!("{}, {valid} valid", count(all, "token", "tokens")),
    };
    page.line(Line::new(0, 2).text(&title, Paint::Heading));
    let width = tokens.iter().map(|token| token.id.to_string().len()).max().unwrap_or_default();
    for token in tokens {
        let state = match token.revoked_at {
            Some(revoked_at) => format!("revoked {}", date(revoked_at, Tz::UTC)),
            None => "valid".to_owned(),
        };
        let paint = if token.revoked_at.is_some() { Paint::Quiet } else { Paint::Plain };
        let line = Line::new(2, 4 + width)
            .whole(0, format!("{:>width$}", token.id), paint)
            .whole(2, format!("added {}", date(token.added_at, Tz::UTC)), Paint::Quiet)
            .whole(2, format!("{state:<18}"), paint);
        page.line(match token.channel {
            Some(channel) => line.text(&format!(" {}", displayed(channel)), Paint::Heading),
            None => line.text(" admin: every channel", Paint::Warning),
        });
    }
    out.write_all(page.into_text().as_bytes())
}
