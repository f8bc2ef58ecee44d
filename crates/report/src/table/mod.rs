//! The score for people: what it is, why, what would raise it, and what could not be read.

mod bar;
mod files;
mod findings;
mod page;
mod ratings;
mod words;

use std::io::{self, Write};

use meter_score::words::count;
use meter_score::{Policy, Rating};

pub(crate) use self::findings::name as signal_name;
pub(crate) use self::page::{Line, Page, Paint};
pub(crate) use self::ratings::{facts, meter, title};
pub(crate) use self::words::{date, minute};
use crate::terminal::{bounded, sanitise};
use crate::{ChannelResult, WeekEnd};

/// How a table looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TableStyle {
    /// Columns of the terminal. No line is wider, except that fewer than [`TableStyle::NARROWEST`] count as that many.
    pub width: usize,
    /// Whether to colour. Colour never says anything that the text does not say.
    pub colour: bool,
}

impl TableStyle {
    /// Nothing useful fits into fewer columns.
    pub const NARROWEST: usize = 24;
    /// Longer lines are hard to read, so more columns stay empty.
    pub const WIDEST: usize = 100;
}

/// What the table shows of one channel.
#[derive(Clone, PartialEq, Debug)]
pub struct TableChannel {
    /// Its score, and what it was read from.
    pub result: ChannelResult,
    /// What it looked like at as-of and at the ends of the weeks before, the oldest first. Fewer than two are not drawn.
    pub weeks: Vec<WeekEnd>,
}

/// Writes a section a channel; several channels have a summary above them, the lowest rating first. `policy` is that of all scores.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_all<W: Write + ?Sized>(
    channels: &[TableChannel],
    policy: &Policy,
    style: &TableStyle,
    out: &mut W,
) -> io::Result<()> {
    if channels.len() > 1 {
        let mut page = Page::new(style);
        summary(channels, &mut page);
        page.blank();
        out.write_all(page.into_text().as_bytes())?;
    }
    for (index, channel) in channels.iter().enumerate() {
        let mut page = Page::new(style);
        if index > 0 {
            page.blank();
        }
        section(channel, policy, &mut page);
        out.write_all(page.into_text().as_bytes())?;
    }
    Ok(())
}

fn summary(channels: &[TableChannel], page: &mut Page) {
    let results = || channels.iter().map(|channel| &channel.result);
    let rated = |rating| results().filter(move |result| result.assessment.overall.rating == rating);
    let counts: Vec<String> = Rating::ALL
        .into_iter()
        .map(|rating| (rating, rated(rating).count()))
        .filter(|&(_, number)| number > 0)
        .map(|(rating, number)| format!("{number} {}", rating.words()))
        .collect();
    let title = format!("{} channels: {}", channels.len(), counts.join(", "));
    page.line(Line::new(0, 2).text(&title, Paint::Heading));
    page.blank();
    for rating in Rating::ALL {
        for result in rated(rating) {
            let metrics = &result.assessment.metrics;
            let part = |name: &str, rating: Rating| format!("{name} {}", u8::from(rating));
            let line = Line::new(2, 9)
                .whole(0, ratings::meter(rating), Paint::Rated(rating))
                .whole(2, part("age", metrics.life_time.rating), Paint::Plain)
                .whole(2, part("contacts", metrics.contacts.rating), Paint::Plain)
                .whole(2, part("replies", metrics.chats.rating), Paint::Plain);
            page.line(line.text(&format!(" {}", displayed(&result.channel)), Paint::Heading));
        }
    }
}

fn section(channel: &TableChannel, policy: &Policy, page: &mut Page) {
    let result = &channel.result;
    let assessment = &result.assessment;
    page.line(Line::new(0, 2).text(&displayed(&result.channel), Paint::Heading));
    let days = count(assessment.window_days, "day", "days");
    let as_of = assessment.as_of.map_or_else(
        || "Nothing in it has a date.".to_owned(),
        |as_of| format!("As of {}, last {days}", words::minute(as_of, result.timezone)),
    );
    page.line(Line::new(2, 2).text(&as_of, Paint::Quiet));
    ratings::write(channel, policy, page);
    findings::actions(assessment, page);
    findings::signals(assessment, page);
    files::sources(result, page);
    files::rejects(result, page);
    page.blank();
    let policy = format!("Policy {}, fingerprint {}", assessment.policy.name, assessment.policy.fingerprint);
    page.line(Line::new(2, 4).text(&policy, Paint::Quiet));
}

/// Characters of a name or a path: the longest that people still read.
pub(crate) const NAME: usize = 96;

/// A name of which something can be seen, and which leaves room for what is said of it.
pub(crate) fn displayed(name: &str) -> String {
    if sanitise(name).trim().is_empty() { "(no name)".to_owned() } else { bounded(name, NAME) }
}
