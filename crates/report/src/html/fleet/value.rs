//! The value of a metric in a cell of the table.

use meter_score::Metric;
use meter_score::words::{count, percent};

use super::FleetChannel;
use crate::html::text::share;

/// The value in words that fit into a cell.
pub(super) fn value(channel: &FleetChannel, metric: Metric) -> String {
    let place = Metric::ALL.iter().position(|one| *one == metric);
    let value = place.and_then(|place| channel.member.values[place]);
    match (metric, value) {
        (Metric::LifeTime, Some(days)) => days_of(days),
        (_, Some(value)) => share(value),
        (Metric::Chats, None) if channel.only_answers => "only answers".to_owned(),
        (_, None) => "no data".to_owned(),
    }
}

fn days_of(days: f64) -> String {
    // Ages are whole days.
    #[expect(clippy::cast_possible_truncation, reason = "an age is below 10^6 days")]
    let days = days as i64;
    count(days, "day", "days")
}

/// A share of a week, in percent without the sign.
pub(super) fn percents(share: f32) -> String {
    percent((f64::from(share) * 1_000.0).round() / 1_000.0)
}
