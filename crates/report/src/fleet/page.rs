//! A fleet for people.

use std::io::{self, Write};

use meter_score::words::{count, percent, plain};
use meter_score::{Metric, Rating};

use super::{Member, Summary, percentiles};
use crate::table::{Line, Page, Paint, TableStyle, displayed, meter, title};

const INDENT: usize = 2;
const DETAIL: usize = 9;
/// `Age of the number`, the longest title.
const TITLE: usize = 17;
/// What [`meter`] takes.
const METER: usize = 5;

/// Writes how many channels have each rating, how the values are spread, and which channels are worst.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_summary<W: Write + ?Sized>(
    members: &[Member],
    style: &TableStyle,
    out: &mut W,
) -> io::Result<()> {
    let summary = Summary::of(members);
    let mut page = Page::new(style);
    let channels = count(summary.channels as u64, "channel", "channels");
    page.line(Line::new(0, 2).text(&channels, Paint::Heading));
    page.blank();
    ratings(&summary, &mut page);
    page.blank();
    spread(&summary, &mut page);
    if !summary.worst.is_empty() {
        worst(&summary, &mut page);
    }
    out.write_all(page.into_text().as_bytes())
}

/// Writes where each channel stands among the others.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_percentiles<W: Write + ?Sized>(
    members: &[Member],
    style: &TableStyle,
    out: &mut W,
) -> io::Result<()> {
    const WIDTHS: [usize; 3] = [8, 11, 11];
    let mut page = Page::new(style);
    page.heading(INDENT, "Percentiles within the fleet");
    let rule = "A channel's percentile is the share of the channels with data that are lower, equal ones counting half. Without data \
                there is none.";
    page.line(Line::new(INDENT, INDENT).text(rule, Paint::Quiet));
    page.blank();
    page.line(head(METER, ["age", "contacts", "replies"], WIDTHS).whole(2, "channel", Paint::Quiet));
    for (member, places) in members.iter().zip(percentiles(members)) {
        let places = places.map(|place| place.map_or_else(|| "–".to_owned(), |place| format!("{place:.0}")));
        let line = Line::new(INDENT, DETAIL).whole(0, meter(member.overall), Paint::Rated(member.overall));
        let line = cells(line, 0, places, WIDTHS, Paint::Plain);
        page.line(line.text(&format!(" {}", displayed(&member.channel)), Paint::Heading));
    }
    out.write_all(page.into_text().as_bytes())
}

/// Adds texts, each ending as many columns after the one before as its width says.
fn cells<const N: usize>(
    line: Line,
    used: usize,
    texts: [impl Into<String>; N],
    widths: [usize; N],
    paint: Paint,
) -> Line {
    let mut before = used;
    texts.into_iter().zip(widths).fold(line, |line, (text, width)| {
        let text = text.into();
        let gap = (width + before).saturating_sub(text.chars().count());
        before = 0;
        line.whole(gap.max(1), text, paint)
    })
}

/// A row of numbers behind a title.
fn row<const N: usize>(title: &str, texts: [String; N], widths: [usize; N], page: &mut Page) {
    let line = Line::new(INDENT, INDENT + 2).whole(0, title, Paint::Plain);
    page.line(cells(line, TITLE.saturating_sub(title.len()), texts, widths, Paint::Plain));
}

/// The names of the columns behind something of a width. A line drops the gap before its first word, so the indent stands for it.
fn head<const N: usize>(behind: usize, names: [&str; N], widths: [usize; N]) -> Line {
    let first = INDENT + behind + widths[0].saturating_sub(names[0].len());
    let line = Line::new(first, INDENT + 2).whole(0, names[0], Paint::Quiet);
    names.iter().zip(widths).skip(1).fold(line, |line, (name, width)| {
        line.whole(width.saturating_sub(name.len()).max(1), *name, Paint::Quiet)
    })
}

fn ratings(summary: &Summary<'_>, page: &mut Page) {
    const WIDTHS: [usize; 3] = [17, 20, 19];
    let names = Rating::ALL.map(|rating| format!("{} {}", u8::from(rating), rating.words()));
    page.line(head(TITLE, [&names[0], &names[1], &names[2]], WIDTHS));
    let counts = |counts: [usize; 3]| counts.map(|count| count.to_string());
    row("Overall", counts(summary.overall), WIDTHS, page);
    for (metric, numbers) in Metric::ALL.into_iter().zip(summary.metrics) {
        row(title(metric), counts(numbers), WIDTHS, page);
    }
}

fn spread(summary: &Summary<'_>, page: &mut Page) {
    const WIDTHS: [usize; 6] = [10, 10, 10, 10, 10, 10];
    page.line(head(TITLE, ["with data", "lowest", "Q1", "median", "Q3", "highest"], WIDTHS));
    for (metric, quartiles) in Metric::ALL.into_iter().zip(summary.quartiles) {
        let Some(quartiles) = quartiles else {
            row(title(metric), ["0".to_owned()], [WIDTHS[0]], page);
            continue;
        };
        let shown = |value: f64| match metric {
            Metric::LifeTime => format!("{} d", plain(value)),
            Metric::Contacts | Metric::Chats => format!("{} %", percent(value)),
        };
        let [lowest, lower, median, upper, highest] = quartiles.cuts.map(shown);
        let texts = [quartiles.channels.to_string(), lowest, lower, median, upper, highest];
        row(title(metric), texts, WIDTHS, page);
    }
}

fn worst(summary: &Summary<'_>, page: &mut Page) {
    let heading = if summary.worst.len() < summary.channels {
        format!("The worst {}", summary.worst.len())
    } else {
        "From the worst on".to_owned()
    };
    page.heading(INDENT, &heading);
    for member in &summary.worst {
        let line = Line::new(INDENT, DETAIL).whole(0, meter(member.overall), Paint::Rated(member.overall));
        page.line(line.text(&format!(" {}", displayed(&member.channel)), Paint::Heading));
        let weakest = title(member.weakest);
        let text = match &member.reason {
            Some(reason) => format!("{weakest}: {reason}"),
            None => format!("Lowest part: {}.", weakest.to_lowercase()),
        };
        page.line(Line::new(DETAIL, DETAIL).text(&text, Paint::Plain));
    }
}
