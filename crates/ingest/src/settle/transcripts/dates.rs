//! In which order all chats of one style write day, month and year.
//!
//! The orders that a style allows compete. Each kind of evidence, the strongest first, keeps those that it speaks for most, added up over
//! all chats of the style, until one is left or all that are left mean the same days. All of it but the steps back in time, which are seen within files, is the
//! same however chats are torn into files.

use std::collections::BTreeMap;
use std::ops::Add;

use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;

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
    let mut styles: BTreeMap<DateStyle, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        let chats = styles.entry(part.transcript.style).or_default();
        chats.entry(part.chat).or_default().push(index);
    }
    let mut readings = vec![Reading::Ambiguous; parts.len()];
    for (style, chats) in styles {
        let indices: Vec<Vec<usize>> = chats.into_values().collect();
        let members =
            indices.iter().map(|chat| chat.iter().map(|&index| &parts[index]).collect()).collect::<Vec<_>>();
        let decided = decide_style(style, &members, declared.date_order);
        for (chat, reading) in indices.into_iter().zip(decided) {
            for index in chat {
                readings[index] = reading;
            }
        }
    }
    readings
}

/// The day of a row, if WhatsApp existed then.
pub(super) fn day(row: &Row, order: DateOrder) -> Option<NaiveDate> {
    const FIRST_YEAR: i32 = 2009;
    row.day(order).filter(|day| day.year() >= FIRST_YEAR)
}

/// Decides the order of each chat of one style.
fn decide_style(style: DateStyle, chats: &[Vec<&Part>], declared: Option<DateOrder>) -> Vec<Reading> {
    let allowed: &[DateOrder] = match style.year_field {
        Some(0) => &[DateOrder::Ymd, DateOrder::Ydm],
        Some(1) => &[DateOrder::Myd],
        Some(_) => &[DateOrder::Dmy, DateOrder::Mdy],
        None => &[DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd],
    };
    if let Some(order) = declared.filter(|order| style.year_field.is_none() || allowed.contains(order)) {
        return vec![Reading::As(Chosen { order, why: "as declared" }); chats.len()];
    }
    let usual = usual_order(style, padding(chats));
    let of_chat = |chat: &Vec<&Part>| {
        allowed.iter().map(|&order| (order, Evidence::of(order, usual, chat))).collect::<Vec<_>>()
    };
    let by_chat: Vec<Orders> = chats.par_iter().map(of_chat).collect();
    if is_of_two_phones(&by_chat) {
        let firm = STAGES.iter().take_while(|stage| stage.is_firm);
        let alone = by_chat.into_iter().zip(chats);
        return alone.map(|(orders, chat)| decide(orders, firm.clone(), &mut chat.iter().copied())).collect();
    }
    let all = by_chat.into_iter().reduce(|all, next| {
        all.into_iter().zip(next).map(|((order, one), (_, other))| (order, one + other)).collect()
    });
    let mut parts = chats.iter().flatten().copied();
    vec![decide(all.unwrap_or_default(), STAGES.iter(), &mut parts); chats.len()]
}

/// The orders that compete, with what speaks for and against each.
type Orders = Vec<(DateOrder, Evidence)>;

/// Whether no order makes as few impossible dates as can be in every chat: then phones of different settings wrote them, and
/// one chat says nothing about another.
fn is_of_two_phones(by_chat: &[Orders]) -> bool {
    let is_best = |orders: &Orders, slot: usize| {
        let least = orders.iter().map(|(_, evidence)| evidence.impossible).min();
        orders.get(slot).is_some_and(|(_, evidence)| Some(evidence.impossible) == least)
    };
    let slots = 0..by_chat.first().map_or(0, Vec::len);
    !slots.into_iter().any(|slot| by_chat.iter().all(|orders| is_best(orders, slot)))
}

fn padding(chats: &[Vec<&Part>]) -> Padding {
    chats.iter().flatten().fold(Padding::default(), |all, part| Padding {
        zero: all.zero | part.transcript.padding.zero,
        none: all.none | part.transcript.padding.none,
    })
}

fn decide(
    mut left: Orders,
    stages: impl Iterator<Item = &'static Stage>,
    parts: &mut dyn Iterator<Item = &Part>,
) -> Reading {
    let mut why = "the only order that such dates have";
    let mut spans = Vec::new();
    for stage in stages {
        let best = left.iter().map(|(_, evidence)| (stage.cost)(evidence)).min().unwrap_or_default();
        let before = left.len();
        left.retain(|(_, evidence)| (stage.cost)(evidence) <= best * stage.clear);
        if left.len() < before {
            why = stage.why;
        }
        if stage.is_firm {
            spans = left.iter().map(|(order, evidence)| (*order, evidence.span)).collect();
        }
        if left.len() == 1 {
            break;
        }
    }
    match *left {
        [(order, _)] if takes_days_for_years(order, &spans) => Reading::Ambiguous,
        [(order, _)] => Reading::As(Chosen { order, why }),
        [(order, _), ..] if mean_the_same(&left, parts) => {
            Reading::As(Chosen { order, why: "day and month are the same in all its dates" })
        }
        _ => Reading::Ambiguous,
    }
}

/// Whether messages that lie years apart in this order lie days apart if the year stands at the other end (`22.03.28`, `22.03.30`). Most
/// likely they do, but a chat of nothing but yearly greetings looks the same; `spans` is of the orders that nothing firm excludes.
fn takes_days_for_years(order: DateOrder, spans: &[(DateOrder, i64)]) -> bool {
    const LEAST_SPAN: i64 = 300;
    const TIMES: i64 = 30;
    let span = spans.iter().find_map(|&(other, span)| (other == order).then_some(span)).unwrap_or_default();
    let year_first = |order| order == DateOrder::Ymd;
    span > LEAST_SPAN
        && spans.iter().any(|&(other, near)| year_first(other) != year_first(order) && near * TIMES < span)
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

/// A kind of evidence.
struct Stage {
    /// How much speaks against an order.
    cost: fn(&Evidence) -> i64,
    /// The sentence if this decides.
    why: &'static str,
    /// Whether it holds for a chat without knowing which phone wrote it.
    is_firm: bool,
    /// How many times as much must speak against another order before it is given up.
    clear: i64,
}

const fn stage(is_firm: bool, cost: fn(&Evidence) -> i64, why: &'static str) -> Stage {
    Stage { cost, why, is_firm, clear: 1 }
}

/// The kinds of evidence, strongest first.
///
/// The usual order of the style comes before the jumps: two messages on the first days of two months lie closer
/// together in the wrong order, and a style that is written in one way only says more than that.
const STAGES: [Stage; 7] = [
    stage(true, |evidence| evidence.impossible, "other orders make dates that no calendar has"),
    stage(true, |evidence| -evidence.media, "names of media agree with it"),
    stage(true, |evidence| evidence.late, "in other orders messages are later than their zip"),
    stage(true, |evidence| evidence.backward, "messages go back in time least often"),
    stage(false, |evidence| evidence.unusual, "phones write such dates in it"),
    stage(false, |evidence| -evidence.fresh, "the newest message is as old as its zip"),
    // A span of 31 days is no better than one of 32: only a clear difference tells.
    Stage { clear: 2, ..stage(false, |evidence| evidence.span, "messages of a chat lie closest together") },
];

/// What chats say about one order.
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
    /// What the parts of one chat say.
    fn of(order: DateOrder, usual: Option<DateOrder>, chat: &[&Part]) -> Self {
        let mut evidence =
            Self { unusual: i64::from(usual.is_some_and(|usual| usual != order)), ..Self::default() };
        let mut whole: Option<(i64, i64)> = None;
        let slot = DateOrder::ALL.iter().position(|other| *other == order).unwrap_or_default();
        for part in chat {
            evidence.media += i64::from(part.transcript.media_votes[slot]);
            let range = evidence.see(part, order);
            whole = match (whole, range) {
                (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
                (one, other) => one.or(other),
            };
        }
        evidence.span = whole.map_or(0, |(first, last)| last - first);
        evidence
    }

    /// Looks at all messages of a part and gives its first and last day.
    fn see(&mut self, part: &Part, order: DateOrder) -> Option<(i64, i64)> {
        let zipped = part.transcript.zip_time.map(|time| number(time.date()));
        let mut range: Option<(i64, i64)> = None;
        let mut latest = None;
        for run in &part.runs {
            let rows = i64::try_from(run.rows).unwrap_or(i64::MAX);
            let Some(today) = day(&run.first, order).map(number) else {
                self.impossible += rows;
                continue;
            };
            self.backward += i64::from(latest.is_some_and(|latest| today < latest));
            self.late += if zipped.is_some_and(|zipped| today > zipped + 1) { rows } else { 0 };
            latest = Some(today);
            range = Some(range.map_or((today, today), |(first, last)| (first.min(today), last.max(today))));
        }
        self.fresh += i64::from(range.is_some_and(|(_, last)| Some(last) == zipped));
        range
    }
}

impl Add for Evidence {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            impossible: self.impossible + other.impossible,
            media: self.media + other.media,
            late: self.late + other.late,
            backward: self.backward + other.backward,
            unusual: self.unusual + other.unusual,
            fresh: self.fresh + other.fresh,
            span: self.span + other.span,
        }
    }
}

fn number(day: NaiveDate) -> i64 {
    day.num_days_from_ce().into()
}

fn mean_the_same(left: &Orders, parts: &mut dyn Iterator<Item = &Part>) -> bool {
    let mut runs = parts.flat_map(|part| &part.runs);
    runs.all(|run| {
        let mut days = left.iter().map(|&(order, _)| day(&run.first, order));
        let first = days.next();
        days.all(|other| Some(other) == first)
    })
}
