//! How a channel came to where it is: its overall rating and its response rate at the ends of the latest weeks, in a drawing as small as a word.

use std::fmt::Write;

use maud::{Markup, html};
use meter_score::Rating;

use super::value::percents;
use crate::WeekEnd;
use crate::html::style::rated;

/// Weeks that have room, the latest at the right.
const WEEKS: usize = 26;
/// Width of a week.
const STEP: usize = 8;
/// Where the response rate is 0, and how high 100 % are above it.
const FLOOR: f32 = 62.0;
const HEIGHT: f32 = 36.0;
/// More changes than this are counted rather than listed.
const LISTED: usize = 4;

/// The drawing with its words; for a channel of less than a week there is nothing to draw.
pub(super) fn markup(weeks: &[WeekEnd]) -> Markup {
    let weeks = &weeks[weeks.len().saturating_sub(WEEKS)..];
    if weeks.len() < 2 {
        return html! { span.aside { @if weeks.is_empty() { "no data" } @else { "under a week" } } };
    }
    html! {
        svg.weeks viewBox="0 0 208 64" role="img" aria-label=(words(weeks)) {
            @for rating in Rating::ALL {
                @let path = levels(weeks, rating);
                @if !path.is_empty() { path class=(rated(rating)) d=(path) {} }
            }
            @let path = line(weeks);
            @if !path.is_empty() { path.rate d=(path) {} }
        }
    }
}

/// Left edge of a week.
fn left(weeks: &[WeekEnd], week: usize) -> usize {
    (WEEKS - weeks.len() + week) * STEP
}

/// Strokes over the weeks that have a rating, the higher the better.
fn levels(weeks: &[WeekEnd], rating: Rating) -> String {
    let y = 22 - 6 * u8::from(rating);
    let mut path = String::new();
    let mut week = 0;
    for run in weeks.chunk_by(|one, next| one.overall == next.overall) {
        if run[0].overall == Some(rating) {
            let _ = write!(path, "M{} {y}h{}", left(weeks, week), run.len() * STEP);
        }
        week += run.len();
    }
    path
}

/// The response rate from one week that has one to the next; a dot where neither neighbour has.
fn line(weeks: &[WeekEnd]) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "from 26 to 62")]
    let height = |share: f32| (FLOOR - share.clamp(0.0, 1.0) * HEIGHT).round() as i32;
    let mut path = String::new();
    let mut before = None;
    for (week, share) in weeks.iter().map(|week| week.response_rate).enumerate() {
        let y = share.map(height);
        match (before, y) {
            (None, Some(y)) => {
                let _ = write!(path, "M{} {y}h0", left(weeks, week) + STEP / 2);
            }
            (Some(before), Some(y)) => {
                let gap = if y < before { "" } else { " " };
                let _ = write!(path, "l{STEP}{gap}{}", y - before);
            }
            (_, None) => {}
        }
        before = y;
    }
    path
}

/// What it shows.
fn words(weeks: &[WeekEnd]) -> String {
    let runs: Vec<&[WeekEnd]> = weeks.chunk_by(|one, next| one.overall == next.overall).collect();
    let level = |run: &[WeekEnd]| {
        run[0].overall.map_or_else(|| "no data".to_owned(), |rating| u8::from(rating).to_string())
    };
    let course = if runs.len() > LISTED {
        format!("changed {} times, now {}", runs.len() - 1, level(runs[runs.len() - 1]))
    } else {
        let parts: Vec<String> = runs.iter().map(|run| format!("{} for {}", level(run), run.len())).collect();
        parts.join(", then ")
    };
    format!("{} weeks. Overall rating: {course}. {}", weeks.len(), rates(weeks))
}

fn rates(weeks: &[WeekEnd]) -> String {
    let rates = || weeks.iter().filter_map(|week| week.response_rate);
    let (Some(low), Some(high), Some(first), Some(last)) =
        (rates().reduce(f32::min), rates().reduce(f32::max), rates().next(), rates().next_back())
    else {
        return "No response rate.".to_owned();
    };
    let [low, high, first, last] = [low, high, first, last].map(percents);
    format!("Response rate: from {first} to {last} %, between {low} and {high} %.")
}
