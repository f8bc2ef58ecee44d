//! The saved results of a channel for people: a line each, and what changed from one to the next in words.

use std::io::{self, Write};

use chrono_tz::Tz;
use meter_score::{Rating, RatingKey};

use super::Row;
use super::channels::said;
use crate::table::{Line, Page, Paint, TableStyle, displayed, meter};
use crate::vendor::local;

const INDENT: usize = 2;
/// `2024-05-20 18:30`.
const INSTANT: usize = 16;
/// `▮▮▮ 3 fell`.
const RATING: usize = 10;

/// Writes one channel, its newest result last, instants on the clock of a zone.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_table<W: Write + ?Sized>(
    channel: &str,
    saved: &[Row],
    zone: Tz,
    style: &TableStyle,
    out: &mut W,
) -> io::Result<()> {
    let mut page = Page::new(style);
    page.line(Line::new(0, 2).text(&displayed(channel), Paint::Heading));
    let [first, last] =
        [saved.iter().find_map(|row| row.as_of), saved.iter().rev().find_map(|row| row.as_of)];
    let title = format!("{}, {zone}", said(saved.len() as u64, [first, last], zone));
    page.line(Line::new(INDENT, INDENT).text(&title, Paint::Quiet));
    if !saved.is_empty() {
        page.blank();
        page.line(header());
    }
    let mut before = None;
    for row in saved {
        policy(before, row, &mut page);
        page.line(line(before, row, zone));
        before = Some(row);
    }
    if let Some(newest) = before {
        page.blank();
        page.line(Line::new(INDENT, INDENT).text(&format!("Policy {}", newest.policy), Paint::Quiet));
    }
    out.write_all(page.into_text().as_bytes())
}

fn header() -> Line {
    let titles = ["Overall", "Age", "Contacts", "Replies"];
    let begin = (Line::new(INDENT, INDENT + 2).whole(0, "As of", Paint::Quiet), INSTANT - "As of".len());
    let (line, _) = titles
        .into_iter()
        .fold(begin, |(line, rest), title| (line.whole(rest + 2, title, Paint::Quiet), RATING - title.len()));
    line
}

/// Ratings by different policies are not of one kind, so a change of it stands between them.
fn policy(before: Option<&Row>, row: &Row, page: &mut Page) {
    if let Some(before) = before.filter(|before| before.policy != row.policy) {
        let text = format!("policy {} → {}", before.policy, row.policy);
        page.line(Line::new(INDENT, INDENT + 2).text(&text, Paint::Quiet));
    }
}

fn line(before: Option<&Row>, row: &Row, zone: Tz) -> Line {
    let instant = row
        .as_of
        .and_then(|as_of| local(as_of, zone))
        .map_or_else(|| "no date".to_owned(), |instant| instant.format("%Y-%m-%d %H:%M").to_string());
    let rest = INSTANT.saturating_sub(instant.len());
    let begin = (Line::new(INDENT, INDENT + 2).whole(0, instant, Paint::Plain), rest);
    let (line, _) = RatingKey::ALL.into_iter().fold(begin, |(line, rest), key| {
        let rating = row.score.rating(key);
        let line = line.whole(rest + 2, meter(rating), Paint::Rated(rating));
        match change(before.map(|before| before.score.rating(key)), rating) {
            Some((word, paint)) => (line.whole(1, word, paint), 0),
            None => (line, RATING / 2),
        }
    });
    line
}

/// What became of a rating, if it changed.
fn change(before: Option<Rating>, now: Rating) -> Option<(&'static str, Paint)> {
    match before? {
        before if before > now => Some(("fell", Paint::Warning)),
        before if before < now => Some(("rose", Paint::Plain)),
        _ => None,
    }
}
