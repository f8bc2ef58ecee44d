//! A timeline for people.

use std::io::{self, Write};

use chrono_tz::Tz;
use meter_score::timeline::{Point, RatingChange};
use meter_score::words::count;
use meter_score::{Metric, RatingKey};

use super::ChannelTimeline;
use super::strip::Strip;
use crate::spark::{NOTHING, column, digits};
use crate::table::{Line, Page, Paint, TableStyle, date, displayed, title};

const INDENT: usize = 2;
/// `Age of the number`, the longest title, and two spaces.
const TITLE: usize = 19;
/// `2024-05-20`.
const DATE: usize = 10;
/// How many changes are listed.
const CHANGES: usize = 12;

/// Writes one channel: strips of all days, what changed when and why, and since when it is as it is.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_table<W: Write + ?Sized>(
    timeline: &ChannelTimeline,
    style: &TableStyle,
    out: &mut W,
) -> io::Result<()> {
    let mut page = Page::new(style);
    page.line(Line::new(0, 2).text(&displayed(&timeline.channel), Paint::Heading));
    match timeline.points.as_slice() {
        [] => page.line(Line::new(INDENT, INDENT).text("Nothing in it has a date.", Paint::Quiet)),
        [first, ..] => {
            let last = timeline.points.last().unwrap_or(first);
            span(timeline, first, last, &mut page);
            strips(timeline, style, &mut page);
            changes(timeline, &mut page);
            present(timeline, last, &mut page);
        }
    }
    out.write_all(page.into_text().as_bytes())
}

fn name(key: RatingKey) -> &'static str {
    key.metric().map_or("Overall", title)
}

fn span(timeline: &ChannelTimeline, first: &Point, last: &Point, page: &mut Page) {
    let zone = timeline.timezone;
    let days = match timeline.every {
        1 => count(timeline.points.len() as u64, "day", "days"),
        every => format!("{}, one in {every}", count(timeline.points.len() as u64, "day", "days")),
    };
    let text = format!(
        "{} to {}: {days}, each as it looked at its end, {zone}",
        date(first.as_of, zone),
        date(last.as_of, zone)
    );
    page.line(Line::new(INDENT, INDENT).text(&text, Paint::Quiet));
}

/// Where strips stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Behind their titles.
    Behind,
    /// Below them, where there would be little room behind.
    Below,
}

impl Place {
    /// The place in a terminal of so many columns.
    fn of(width: usize) -> Self {
        const BEHIND_FROM: usize = 50;
        if width < BEHIND_FROM { Self::Below } else { Self::Behind }
    }

    fn indent(self) -> usize {
        match self {
            Self::Behind => INDENT + TITLE,
            Self::Below => 2 * INDENT,
        }
    }
}

fn strips(timeline: &ChannelTimeline, style: &TableStyle, page: &mut Page) {
    let width = style.width.clamp(TableStyle::NARROWEST, TableStyle::WIDEST);
    let place = Place::of(width);
    let strip = Strip::new(&timeline.points, width - place.indent());
    page.blank();
    for key in RatingKey::ALL {
        let title = Line::new(INDENT, INDENT).whole(0, name(key), Paint::Plain);
        let ratings = strip.ratings(key);
        if place == Place::Behind {
            page.line(digits(title, TITLE.saturating_sub(name(key).len()), &ratings));
        } else {
            page.line(title);
            page.line(digits(strip_at(place), 0, &ratings));
        }
        if let Some(metric @ (Metric::Contacts | Metric::Chats)) = key.metric() {
            let columns: String = strip.shares(metric).into_iter().map(column).collect();
            page.line(strip_at(place).whole(0, columns, Paint::Plain));
        }
    }
    axis(timeline, place, strip.width(), page);
    page.line(Line::new(INDENT, INDENT).text(&legend(timeline.every, &strip), Paint::Quiet));
}

fn strip_at(place: Place) -> Line {
    Line::new(place.indent(), place.indent())
}

/// The first and the last day below the strips, where there is room for both.
fn axis(timeline: &ChannelTimeline, place: Place, width: usize, page: &mut Page) {
    let Some(gap) = width.checked_sub(2 * DATE).filter(|gap| *gap > 0) else { return };
    let day =
        |point: Option<&Point>| point.map(|point| date(point.as_of, timeline.timezone)).unwrap_or_default();
    let line = strip_at(place).whole(0, day(timeline.points.first()), Paint::Quiet);
    page.line(line.whole(gap, day(timeline.points.last()), Paint::Quiet));
}

fn legend(every: u32, strip: &Strip<'_>) -> String {
    let one_in = if every == 1 { String::new() } else { format!(", one in {every}") };
    let a_column = match strip.points_a_column {
        1 => format!("A column is a day{one_in}"),
        points if every == 1 => format!("A column is {points} days and shows the lowest of them"),
        points => format!("A column is {points} days{one_in}, and shows the lowest of them"),
    };
    format!("{a_column}; heights reach up to 100 %, {NOTHING} is no data.")
}

fn changes(timeline: &ChannelTimeline, page: &mut Page) {
    let changes = &timeline.changes;
    let left_out = changes.len().saturating_sub(CHANGES);
    page.heading(
        INDENT,
        &match (changes.len(), left_out) {
            (0, _) => "No rating changed".to_owned(),
            (all, 0) => format!("Changes: {all}"),
            (all, _) => format!("Changes: {all}, of which the latest {CHANGES}"),
        },
    );
    if left_out > 0 {
        let text = format!("{left_out} before these are left out; --format json lists all.");
        page.line(Line::new(INDENT + 2, INDENT + 4).text(&text, Paint::Quiet));
    }
    for change in &changes[left_out..] {
        page.line(told(change, timeline.timezone));
    }
}

fn told(change: &RatingChange, zone: Tz) -> Line {
    let RatingChange { rating, from, to, .. } = change;
    let step = format!("{} {} → {}:", name(*rating), u8::from(*from), u8::from(*to));
    Line::new(INDENT + 2, INDENT + 4)
        .whole(0, date(change.as_of, zone), Paint::Quiet)
        .whole(2, step, Paint::Rated(*to))
        .text(&change.cause, Paint::Plain)
}

/// Since when each rating is what it is at the last point.
fn present(timeline: &ChannelTimeline, last: &Point, page: &mut Page) {
    let zone = timeline.timezone;
    page.heading(INDENT, &format!("At the end of {}", date(last.as_of, zone)));
    for key in RatingKey::ALL {
        let rating = last.rated.rating(key);
        let gap = TITLE.saturating_sub(name(key).len());
        let line = Line::new(INDENT + 2, INDENT + 4)
            .whole(0, u8::from(rating).to_string(), Paint::Rated(rating))
            .whole(2, name(key), Paint::Plain)
            .whole(gap, since(timeline, key, last), Paint::Plain);
        page.line(line);
    }
}

fn since(timeline: &ChannelTimeline, key: RatingKey, last: &Point) -> String {
    const DAY: i64 = 86_400;
    let changed =
        timeline.changes.iter().rev().find(|change| change.rating == key).map(|change| change.as_of);
    let beginning = || timeline.points.iter().find(|point| point.has_data()).map(|point| point.as_of);
    let Some(begun) = changed.or_else(beginning) else { return "without data all the time".to_owned() };
    let day = date(begun, timeline.timezone);
    // Some days have 23 hours.
    let days = match (last.as_of - begun + DAY / 2) / DAY {
        0 => String::new(),
        days => format!(", for {}", count(days, "day", "days")),
    };
    let is_first = timeline.points.first().is_some_and(|first| first.as_of == begun);
    let from = match changed {
        Some(_) => "",
        None if is_first => ", the first day here",
        None => ", the first day with data",
    };
    format!("since {day}{days}{from}")
}
