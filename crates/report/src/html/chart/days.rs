//! Days of a timeline on a scale of time: each lies in the middle of its place.

use chrono_tz::Tz;
use meter_score::timeline::Point as Day;

use super::area::{Area, Plot};
use super::calendar;

const HALF: i64 = 43_200;

/// Where a day begins on the scale.
pub(super) fn beginning(as_of: i64) -> f64 {
    (as_of - HALF) as f64
}

/// The time that some days take, seconds since the epoch; `None` without days.
pub(super) fn range(days: &[Day]) -> Option<[i64; 2]> {
    Some([days.first()?.as_of - HALF, days.last()?.as_of + HALF])
}

/// The whole height of a plot over some days.
pub(super) fn column(plot: &Plot, days: &[Day]) -> Area {
    range(days).map_or(plot.area, |[from, to]| plot.column(from as f64, to as f64))
}

/// The places of some runs of days in a row; runs that are narrower than a pointer share one.
pub(super) fn places<'d>(plot: &Plot, runs: impl Iterator<Item = &'d [Day]>) -> Vec<(Area, Vec<&'d [Day]>)> {
    const NARROWEST: i32 = 6;
    let mut places: Vec<(Area, Vec<&[Day]>)> = Vec::new();
    for run in runs {
        let area = column(plot, run);
        match places.last_mut() {
            Some((place, runs)) if place.width() < NARROWEST => {
                place.right = area.right;
                runs.push(run);
            }
            _ => places.push((area, vec![run])),
        }
    }
    places
}

/// `2024-05-20`, or `2024-05-14 to 2024-05-20`.
pub(super) fn span(days: &[Day], zone: Tz) -> String {
    let [first, last] = ends(days, zone);
    if first == last { last } else { format!("{first} to {last}") }
}

/// The first and the last of some days.
pub(super) fn ends(days: &[Day], zone: Tz) -> [String; 2] {
    let [Some(first), Some(last)] = [days.first(), days.last()] else { return Default::default() };
    calendar::ends(first.as_of - 1, last.as_of, zone)
}
