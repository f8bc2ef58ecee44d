//! The other cells of a row.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDateTime};
use chrono_tz::Tz;
use meter_model::{Delivery, Direction, Kind, Moment};
use meter_tables::Cell;

use crate::formats::{json, whapi};
use crate::{When, wall_to_seconds};

/// What a row is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Event {
    /// A message in its chat.
    Message(Kind),
    /// A message to everybody, whatever chat it names.
    Story,
    /// The number was registered.
    Registered,
    /// The channel created a group.
    GroupCreated,
    /// Nothing that counts.
    Notice,
}

/// The words of the Whapi gateway, and those under which tables are written by `convert`.
pub(super) fn event(cell: Cell<'_>) -> Event {
    let Cell::Text(word) = cell else { return Event::Message(Kind::Content) };
    let word = folded(word);
    let kind = match &*word {
        "registered" => return Event::Registered,
        "group_created" => return Event::GroupCreated,
        "story" => return Event::Story,
        "action" | "edit" | "edited" | "delete" | "ephemeral" => None,
        word => whapi::kind_of_action(word).or_else(|| whapi::kind_of_type(word)),
    };
    kind.map_or(Event::Notice, Event::Message)
}

/// How far an outgoing message came.
pub(super) fn delivery(cell: Cell<'_>) -> Delivery {
    match cell {
        Cell::Text(word) => json::delivery(&folded(word)),
        _ => Delivery::Unknown,
    }
}

/// Who wrote.
pub(super) fn direction(cell: Cell<'_>) -> Result<Direction, &'static str> {
    if let Some(from_me) = flag(cell) {
        return Ok(if from_me { Direction::Outgoing } else { Direction::Incoming });
    }
    let Cell::Text(word) = cell else { return Err(no_value(cell, NO_DIRECTION)) };
    match &*folded(word) {
        "" => Err("is missing"),
        "out" | "outgoing" | "outbound" | "sent" | "from_me" | "me" => Ok(Direction::Outgoing),
        "in" | "incoming" | "inbound" | "received" | "to_me" => Ok(Direction::Incoming),
        _ => Err(NO_DIRECTION),
    }
}

const NO_DIRECTION: &str = "is neither true nor false, in nor out";

/// Yes or no.
pub(super) fn flag(cell: Cell<'_>) -> Option<bool> {
    match cell {
        Cell::Flag(flag) => Some(flag),
        Cell::Number(number) if number.fract() == 0.0 => flag(Cell::Whole(whole(number)?)),
        Cell::Whole(1) => Some(true),
        Cell::Whole(0) => Some(false),
        Cell::Text(word) => match &*folded(word) {
            "true" | "t" | "yes" | "y" | "1" | "1.0" | "x" => Some(true),
            "false" | "f" | "no" | "n" | "0" | "0.0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A word without regard to case.
fn folded(word: &str) -> Cow<'_, str> {
    let word = word.trim();
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        word.to_ascii_lowercase().into()
    } else {
        word.into()
    }
}

/// A text or a whole number as text; nothing for nothing.
pub(super) fn identifier(cell: Cell<'_>) -> Option<Cow<'_, str>> {
    match cell {
        Cell::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(Cow::Borrowed),
        Cell::Whole(number) => Some(number.to_string().into()),
        Cell::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}

/// When it happened.
pub(super) fn time(cell: Cell<'_>, zone: Tz) -> Result<Moment, &'static str> {
    let time = match cell {
        Cell::Whole(number) => Moment::from_unix(number),
        Cell::Number(number) => whole(number).and_then(Moment::from_unix),
        Cell::Instant(seconds) => Moment::from_seconds(seconds),
        Cell::Wall(seconds) => {
            let wall = DateTime::from_timestamp(seconds, 0).map(|instant| instant.naive_utc());
            wall.and_then(|wall| Moment::from_seconds(wall_to_seconds(wall, zone)))
        }
        Cell::Text(text) => of_text(text.trim(), zone)?,
        Cell::Nothing | Cell::Flag(_) | Cell::Other => None,
    };
    time.filter(|&time| time >= Moment::FIRST).ok_or_else(|| no_value(cell, NO_TIME))
}

const NO_TIME: &str = "is not readable as a time since 2009";

fn no_value(cell: Cell<'_>, otherwise: &'static str) -> &'static str {
    if cell == Cell::Nothing { "is missing" } else { otherwise }
}

fn of_text(text: &str, zone: Tz) -> Result<Option<Moment>, &'static str> {
    if text.is_empty() {
        return Err("is missing");
    }
    if let Ok(number) = text.parse::<i64>() {
        return Ok(Moment::from_unix(number));
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Ok(text.parse().ok().and_then(whole).and_then(Moment::from_unix));
    }
    if let Some(When::Day(_)) = When::parse(text) {
        return Err("is a day without a time");
    }
    Ok(written(text, zone).and_then(Moment::from_seconds))
}

/// Seconds since the epoch of a date and time as databases write them: with `T` or a blank, with or without fraction, with a zone
/// (`Z`, `UTC`, `+02:00`, `+0200`, `+02`) or without.
fn written(text: &str, zone: Tz) -> Option<i64> {
    if let Some(when) = When::parse(text) {
        return Some(when.start(zone));
    }
    let text =
        text.strip_suffix("UTC").map_or_else(|| text.to_owned(), |text| format!("{}Z", text.trim_end()));
    let text = text.replacen(' ', "T", 1).replace(' ', "");
    let instant = DateTime::parse_from_rfc3339(&text)
        .or_else(|_| DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f%#z"))
        .map(|instant| instant.timestamp());
    let wall = || NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f").ok();
    instant.ok().or_else(|| wall().map(|wall| wall_to_seconds(wall, zone)))
}

/// Cuts off the fraction.
fn whole(number: f64) -> Option<i64> {
    const LIMIT: f64 = 9.0e18;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is checked, and the fraction is to be cut off"
    )]
    (number.abs() < LIMIT).then_some(number as i64)
}
