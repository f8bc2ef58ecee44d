//! The four ratings, day by day.

use chrono_tz::Tz;
use meter_score::portrait::Portrait;
use meter_score::timeline::{Point as Day, RatingChange};
use meter_score::words::count;
use meter_score::{EachRating, Rating, RatingKey};

use super::area::{Area, Plot, Point};
use super::canvas::{Canvas, svg};
use super::days::{self, beginning, column, places, range};
use super::frame::{RIGHT, time_scale};
use super::lanes::{self, PITCH, Stretch, name};
use super::{Figure, FigureTable};
use crate::html::palette::INK;
use crate::table::date;

const ID: &str = "rating-timeline";
const TITLE: &str = "Ratings over time";
const LEFT: i32 = 132;
const TOP: i32 = 16;
/// More days than this share columns.
const MOST_COLUMNS: usize = 190;

/// The ratings over time; `None` if nothing was ever known.
pub(super) fn figure(portrait: &Portrait, zone: Tz) -> Option<Figure> {
    let summary = summary(portrait, zone)?;
    let svg = svg(ID, TITLE, &summary, 222, |canvas| draw(canvas, portrait, zone));
    Some(Figure { id: ID, title: TITLE.to_owned(), summary, svg, table: table(&portrait.days, zone) })
}

fn ratings(day: &Day) -> Option<EachRating<Rating>> {
    day.has_data().then(|| day.rated.ratings())
}

fn draw(canvas: &Canvas<'_>, portrait: &Portrait, zone: Tz) {
    let days = &portrait.days;
    let Some([from, to]) = range(days) else { return };
    let area = Area { left: LEFT, right: RIGHT + 64, top: TOP, bottom: TOP + 4 * PITCH - 8 };
    let plot = Plot::new(area, from as f64..to as f64, 0.0..1.0);
    // From the latest day backwards, so that only the earliest column may stand for fewer days.
    let mut stretches: Vec<Stretch> =
        days.rchunks(days.len().div_ceil(MOST_COLUMNS).max(1)).map(|days| stretch(&plot, days)).collect();
    stretches.reverse();
    lanes::draw(canvas, TOP, &stretches);
    time_scale(canvas, &plot, [from, to], 15, zone);
    for (area, runs) in places(&plot, alike(days)) {
        canvas.mark(area, told(&runs, zone));
    }
    changes(canvas, &plot, &portrait.changes, zone);
}

/// Some days that share a column.
fn stretch(plot: &Plot, days: &[Day]) -> Stretch {
    let Area { left, right, .. } = column(plot, days);
    Stretch { left, right, ratings: lanes::lowest(days.iter().filter_map(ratings)) }
}

/// What the four ratings were on some runs of days, or the lowest of them.
fn told(runs: &[&[Day]], zone: Tz) -> String {
    let days = runs.concat();
    let span = days::span(&days, zone);
    let Some(lowest) = lanes::lowest(days.iter().filter_map(ratings)) else {
        return format!("{span}: no data");
    };
    let word = |key| format!("{} {}", name(key), u8::from(*lowest.get(key)));
    let at_worst = if runs.len() > 1 { "at worst " } else { "" };
    format!("{span}: {at_worst}{}", RatingKey::ALL.map(word).join(", "))
}

/// A triangle above the lane at each change, which tells its cause.
fn changes(canvas: &Canvas<'_>, plot: &Plot, changes: &[RatingChange], zone: Tz) {
    const HALF: i32 = 5;
    let mut last: Option<(RatingKey, i32)> = None;
    let mut sorted: Vec<&RatingChange> = changes.iter().collect();
    sorted.sort_by_key(|change| (change.rating, change.as_of));
    for change in sorted {
        let x = plot.x(beginning(change.as_of));
        // Those that would hide one another are told by the marks of their days.
        if last.is_some_and(|(rating, left)| rating == change.rating && x - left < 2 * HALF) {
            continue;
        }
        last = Some((change.rating, x));
        let index = RatingKey::ALL.into_iter().position(|key| key == change.rating).unwrap_or(0);
        let lane = lanes::lane(TOP, index, [plot.area.left, plot.area.right]);
        canvas.polygon(triangle((x, lane.top - 1), HALF), INK);
        let area = Area { left: x - 7, right: x + 7, top: lane.top - 11, bottom: lane.bottom };
        let RatingChange { from, to, cause, .. } = change;
        let step = format!("{} {} → {}", name(change.rating), u8::from(*from), u8::from(*to));
        canvas.mark(area, format!("{} {step}: {cause}", date(change.as_of, zone)));
    }
}

/// A triangle that points down at a place.
fn triangle((x, y): Point, half: i32) -> Vec<Point> {
    vec![(x - half, y - 8), (x + half, y - 8), (x, y)]
}

/// Days in a row with the same four ratings.
fn alike(days: &[Day]) -> impl Iterator<Item = &[Day]> {
    days.chunk_by(|one, next| ratings(one) == ratings(next))
}

fn summary(portrait: &Portrait, zone: Tz) -> Option<String> {
    let days = &portrait.days;
    let first = days.iter().find(|day| day.has_data())?;
    let last = days.last()?;
    let mut changed = portrait.changes.iter().filter(|change| change.rating == RatingKey::RiskFactor);
    let course = match changed.clone().count() {
        0 => format!("it did not change since {}", date(first.as_of, zone)),
        number => {
            let latest = changed.next_back().map(|change| {
                let (from, to) = (u8::from(change.from), u8::from(change.to));
                format!("from {from} to {to} on {}", date(change.as_of, zone))
            });
            let times = count(number as u64, "change", "changes");
            format!(
                "there were {times} since {}, the latest {}",
                date(first.as_of, zone),
                latest.unwrap_or_default()
            )
        }
    };
    let overall = last.rated.overall.rating;
    let parts = RatingKey::ALL.into_iter().skip(1);
    let parts: Vec<String> =
        parts.map(|key| format!("{} {}", name(key), u8::from(last.rated.rating(key)))).collect();
    Some(format!(
        "On {} the overall rating is {} ({}); {course}. The parts are: {}.",
        date(last.as_of, zone),
        u8::from(overall),
        overall.words(),
        parts.join(", ")
    ))
}

fn table(days: &[Day], zone: Tz) -> FigureTable {
    let row = |run: &[Day]| {
        let ratings = ratings(&run[0]);
        let digit = |key| ratings.map(|ratings| u8::from(*ratings.get(key)).to_string()).unwrap_or_default();
        days::ends(run, zone).into_iter().chain(RatingKey::ALL.map(digit)).collect()
    };
    FigureTable::new(["From", "To"].into_iter().chain(RatingKey::ALL.map(name)), alike(days).map(row))
}
