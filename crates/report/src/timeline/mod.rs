//! A channel through time: rows for programs, strips and sentences for people.

mod page;
mod strip;

use std::io::{self, Write};

use chrono_tz::Tz;
use meter_score::instant::rfc3339;
use meter_score::timeline::{Point, RatingChange};
use meter_score::{EachRating, Metrics, Overall, PolicyStamp, Rating};
use serde::Serialize;

pub use self::page::write_table;
use crate::Grid;
use crate::cell::{Cell, Sort, instant};
use crate::table::date;

/// What a channel looked like at the end of each of some days.
#[derive(Clone, PartialEq, Debug)]
pub struct ChannelTimeline {
    /// The channel's name.
    pub channel: String,
    /// The zone whose days they are.
    pub timezone: Tz,
    /// How many days lie from one point to the next, at least 1.
    pub every: u32,
    /// The points in the order of time; none if nothing in the channel has a date.
    pub points: Vec<Point>,
    /// The changes between them.
    pub changes: Vec<RatingChange>,
    /// The policy.
    pub policy: PolicyStamp,
}

/// A table for rows of timelines: the channel, the day, the instant, and everything that is rated.
#[must_use]
pub fn grid() -> Grid {
    Grid::of_rated([("channel", Sort::Text), ("date", Sort::Text), ("asOf", Sort::Text)])
}

/// The same with one row for each point of a channel.
#[must_use]
pub fn rows(timeline: &ChannelTimeline) -> Grid {
    let mut rows = grid();
    for point in &timeline.points {
        let row = vec![
            Cell::Text(timeline.channel.clone()),
            Cell::Text(date(point.as_of, timeline.timezone)),
            instant(Some(point.as_of)),
        ];
        rows.push_rated(row, &point.rated);
    }
    rows
}

/// A channel in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct View<'t> {
    channel: &'t str,
    /// IANA name of the zone whose days they are.
    timezone: &'t str,
    /// In the order of time.
    points: Vec<PointView<'t>>,
    /// In the order of time, at each point the overall rating first.
    changes: Vec<ChangeView<'t>>,
    policy: &'t PolicyStamp,
}

/// One day.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PointView<'t> {
    /// The day, at the end of which it looked like this, such as `2024-05-20`.
    date: String,
    /// Its last second, RFC 3339 in UTC.
    as_of: String,
    /// The four ratings.
    ratings: EachRating<Rating>,
    /// As in the full view of that instant.
    overall: &'t Overall,
    /// As in the full view of that instant.
    metrics: &'t Metrics,
}

/// One change of one rating.
#[derive(Serialize)]
struct ChangeView<'t> {
    /// The first day at whose end the rating is the new one.
    date: String,
    /// The instant, which rating, from what to what, and why.
    #[serde(flatten)]
    change: &'t RatingChange,
}

impl<'t> View<'t> {
    fn of(timeline: &'t ChannelTimeline) -> Self {
        let day = |as_of| date(as_of, timeline.timezone);
        let point = |point: &'t Point| PointView {
            date: day(point.as_of),
            as_of: rfc3339(point.as_of),
            ratings: point.rated.ratings(),
            overall: &point.rated.overall,
            metrics: &point.rated.metrics,
        };
        let change = |change: &'t RatingChange| ChangeView { date: day(change.as_of), change };
        Self {
            channel: &timeline.channel,
            timezone: timeline.timezone.name(),
            points: timeline.points.iter().map(point).collect(),
            changes: timeline.changes.iter().map(change).collect(),
            policy: &timeline.policy,
        }
    }
}

/// Writes one channel as one JSON object, without an end of line: an element of an array as [`full`](crate::full) begins and ends it.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_element<W: Write + ?Sized>(timeline: &ChannelTimeline, out: &mut W) -> io::Result<()> {
    Ok(serde_json::to_writer(out, &View::of(timeline))?)
}
