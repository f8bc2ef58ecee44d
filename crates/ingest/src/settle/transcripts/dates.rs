//! In which order all chats of one style write day, month and year.
//!
//! The orders that a style allows compete. Each kind of evidence, the strongest first, keeps those that it speaks for most, added up over
//! all chats of the style, until one is left or all that are left mean the same days.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};

use super::Part;
use crate::formats::text::{Clock, DateStyle, Padding, Row};
use crate::{DateOrder, Declared};

/// How the dates of a transcript are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    /// In this order.
    As(Chosen),
    /// Several orders are equally likely and mean different days.
    Ambiguous,
}

/// An order and why it was chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Chosen {
    pub(super) order: DateOrder,
    pub(super) why: &'static str,
}

/// Decides the order of every part, style by style.
pub(super) fn date_orders(parts: &[Part], declared: &Declared) -> Vec<Reading> {
    let mut styles: BTreeMap<DateStyle, Vec<usize>> = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        styles.entry(part.transcript.style).or_default().push(index);
    }
    let mut readings = vec![Reading::Ambiguous; parts.len()];
    for (style, indices) in styles {
        let members: Vec<&Part> = indices.iter().map(|&index| &parts[index]).collect();
        let reading = decide(style, &members, declared.date_order);
        for index in indices {
            readings[index] = reading;
        }
    }
    readings
}

/// The day of a row, if WhatsApp existed then.
pub(super) fn day(row: &Row, order: DateOrder) -> Option<NaiveDate> {
    const FIRST_YEAR: i32 = 2009;
    row.day(order).filter(|day| day.year() >= FIRST_YEAR)
}

fn decide(style: DateStyle, members: &[&Part], declared: Option<DateOrder>) -> Reading {
    let allowed: &[DateOrder] = match style.year_field {
        Some(0) => &[DateOrder::Ymd, DateOrder::Ydm],
        Some(1) => &[DateOrder::Myd],
        Some(_) => &[DateOrder::Dmy, DateOrder::Mdy],
        None => &[DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd],
    };
    if let Some(order) = declared.filter(|order| style.year_field.is_none() || allowed.contains(order)) {
        return Reading::As(Chosen { order, why: "as declared" });
    }
    let padding = members.iter().fold(Padding::default(), |all, part| Padding {
        zero: all.zero | part.transcript.padding.zero,
        none: all.none | part.transcript.padding.none,
    });
    let usual = usual_order(style, padding);
    let mut left: Vec<(DateOrder, Evidence)> =
        allowed.iter().map(|&order| (order, Evidence::of(order, usual, members))).collect();
    let mut why = "the only order that such dates have";
    for (cost, reason) in STAGES {
        let best = left.iter().map(|(_, evidence)| cost(evidence)).min();
        let before = left.len();
        left.retain(|(_, evidence)| Some(cost(evidence)) == best);
        if left.len() < before {
            why = reason;
        }
        if left.len() == 1 {
            break;
        }
    }
    match *left {
        [(order, _)] => Reading::As(Chosen { order, why }),
        [(order, _), ..] if mean_the_same(&left, members) => {
            Reading::As(Chosen { order, why: "day and month are the same in all its dates" })
        }
        _ => Reading::Ambiguous,
    }
}

/// The order in which phones write dates of this style, if there is one.
fn usual_order(style: DateStyle, padding: Padding) -> Option<DateOrder> {
    let slash = style.separator == '/';
    match style {
        DateStyle { year_field: Some(0), .. } => Some(DateOrder::Ymd),
        DateStyle { year_field: Some(1), .. } => Some(DateOrder::Myd),
        DateStyle { separator: '.', .. } | DateStyle { clock: Clock::SmallHalf, .. } => Some(DateOrder::Dmy),
        DateStyle { clock: Clock::CapitalHalf, year_field: None, .. } if padding.none && !padding.zero => {
            Some(DateOrder::Mdy)
        }
        DateStyle { clock: Clock::Whole, year_field, .. }
            if slash && (padding.zero || year_field == Some(2)) =>
        {
            Some(DateOrder::Dmy)
        }
        _ => None,
    }
}

type Stage = (fn(&Evidence) -> i64, &'static str);

/// The kinds of evidence, strongest first: what speaks against an order, and the sentence if that decides.
///
/// The usual order of the style comes before the jumps: two messages on the first days of two months lie closer
/// together in the wrong order, and a style that is written in one way only says more than that.
const STAGES: [Stage; 7] = [
    (|evidence| evidence.impossible, "other orders make dates that no calendar has"),
    (|evidence| -evidence.media, "names of media agree with it"),
    (|evidence| evidence.late, "in other orders messages are later than their zip"),
    (|evidence| evidence.backward, "messages go back in time least often"),
    (|evidence| evidence.unusual, "as phones write such dates"),
    (|evidence| -evidence.fresh, "the newest message is as old as its zip"),
    (|evidence| evidence.span, "messages of a chat lie closest together"),
];

/// What all chats of a style say about one order.
#[derive(Debug, Default)]
struct Evidence {
    /// Messages on days that do not exist.
    impossible: i64,
    /// Names of media that agree.
    media: i64,
    /// Messages more than a day later than the zip that holds them.
    late: i64,
    /// Steps from a message to an earlier day.
    backward: i64,
    /// Whether phones do not write dates of this style so.
    unusual: i64,
    /// Chats whose newest message is of the day on which they were zipped.
    fresh: i64,
    /// Days between first and last message, added up over chats: as far as messages jump where none goes back, but the same
    /// however a chat is torn into files.
    span: i64,
}

impl Evidence {
    fn of(order: DateOrder, usual: Option<DateOrder>, members: &[&Part]) -> Self {
        let mut evidence =
            Self { unusual: i64::from(usual.is_some_and(|usual| usual != order)), ..Self::default() };
        let mut spans: HashMap<usize, (i64, i64)> = HashMap::new();
        let slot = DateOrder::ALL.iter().position(|other| *other == order).unwrap_or_default();
        for part in members {
            evidence.media += i64::from(part.transcript.media_votes[slot]);
            let Some((first, last)) = evidence.see(part, order) else { continue };
            let span = spans.entry(part.chat).or_insert((first, last));
            *span = (span.0.min(first), span.1.max(last));
        }
        evidence.span = spans.into_values().map(|(first, last)| last - first).sum();
        evidence
    }

    /// Looks at all messages of a part and gives its first and last day.
    fn see(&mut self, part: &Part, order: DateOrder) -> Option<(i64, i64)> {
        let zipped = part.transcript.zip_time.map(|time| number(time.date()));
        let mut range: Option<(i64, i64)> = None;
        let mut latest = None;
        let mut previous = None;
        for row in &part.transcript.rows {
            // Most messages are of the day of the one before.
            let today = match previous {
                Some((date, today)) if date == row.date => today,
                _ => day(row, order).map(number),
            };
            previous = Some((row.date, today));
            let Some(today) = today else {
                self.impossible += 1;
                continue;
            };
            self.backward += i64::from(latest.is_some_and(|latest| today < latest));
            self.late += i64::from(zipped.is_some_and(|zipped| today > zipped + 1));
            latest = Some(today);
            range = Some(range.map_or((today, today), |(first, last)| (first.min(today), last.max(today))));
        }
        self.fresh += i64::from(range.is_some_and(|(_, last)| Some(last) == zipped));
        range
    }
}

fn number(day: NaiveDate) -> i64 {
    day.num_days_from_ce().into()
}

fn mean_the_same(left: &[(DateOrder, Evidence)], members: &[&Part]) -> bool {
    let mut rows = members.iter().flat_map(|part| &part.transcript.rows);
    rows.all(|row| {
        let mut days = left.iter().map(|&(order, _)| day(row, order));
        let first = days.next();
        days.all(|other| Some(other) == first)
    })
}
