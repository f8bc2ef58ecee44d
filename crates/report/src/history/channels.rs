//! Of which channels there are saved results.

use std::io::{self, Write};

use chrono_tz::Tz;
use meter_score::words::count;

use super::{RATINGS, Row, ratings, text};
use crate::Grid;
use crate::cell::{self, Sort, instant};
use crate::table::{Line, Page, Paint, TableStyle, date, displayed, meter};

/// What there is of a channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChannelSummary {
    /// Its name.
    pub channel: String,
    /// How many results, at least 1.
    pub results: u64,
    /// The earliest instant for which there is one, seconds since the epoch.
    pub first: Option<i64>,
    /// The latest.
    pub last: Option<i64>,
    /// The newest result, under whatever policy.
    pub latest: Row,
}

/// One row for each channel: how many results, from when to when, and the ratings of the newest.
#[must_use]
pub fn channels(summaries: &[ChannelSummary]) -> Grid {
    let before =
        [("channel", Sort::Text), ("results", Sort::Whole), ("first", Sort::Text), ("last", Sort::Text)];
    let mut grid = Grid::new(before.into_iter().chain(RATINGS));
    for ChannelSummary { channel, results, first, last, latest } in summaries {
        let mut cells = vec![text(Some(channel)), cell::count(*results), instant(*first), instant(*last)];
        cells.extend(ratings(&latest.score));
        grid.push(cells);
    }
    grid
}

/// Writes the same for people, days on the calendar of a zone.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_channels<W: Write + ?Sized>(
    summaries: &[ChannelSummary],
    zone: Tz,
    style: &TableStyle,
    out: &mut W,
) -> io::Result<()> {
    let mut page = Page::new(style);
    let title = match summaries {
        [] => "No results are saved.".to_owned(),
        _ => format!("{} with saved results", count(summaries.len() as u64, "channel", "channels")),
    };
    page.line(Line::new(0, 2).text(&title, Paint::Heading));
    for ChannelSummary { channel, results, first, last, latest } in summaries {
        page.blank();
        page.line(Line::new(2, 4).text(&displayed(channel), Paint::Heading));
        let score = &latest.score;
        let parts = [
            ("age", score.life_time),
            ("contacts", score.risk_factor_contacts),
            ("replies", score.risk_factor_chats),
        ];
        let overall = Line::new(4, 6).whole(0, meter(score.risk_factor), Paint::Rated(score.risk_factor));
        let line = parts.into_iter().fold(overall, |line, (name, rating)| {
            line.whole(2, format!("{name} {}", u8::from(rating)), Paint::Plain)
        });
        page.line(line.whole(3, said(*results, [*first, *last], zone), Paint::Quiet));
    }
    out.write_all(page.into_text().as_bytes())
}

/// How many results of when.
pub(super) fn said(results: u64, span: [Option<i64>; 2], zone: Tz) -> String {
    let results = count(results, "result", "results");
    match span.map(|instant| instant.map(|instant| date(instant, zone))) {
        [Some(first), Some(last)] if first != last => format!("{results}, {first} to {last}"),
        [Some(day), _] | [_, Some(day)] => format!("{results}, {day}"),
        [None, None] => results,
    }
}
