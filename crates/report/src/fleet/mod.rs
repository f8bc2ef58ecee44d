//! Many numbers beside each other: how many stand where, which are worst, and where each stands among the others.

mod figures;
mod page;
mod records;

use meter_score::{Assessment, Metric, Rating};

pub use figures::{Quartiles, Summary, percentiles, worst_first};
pub use page::{write_percentiles, write_summary};
pub use records::{write_csv, write_json};

use crate::columns::main_reason;
use crate::{ChannelResult, Row};

/// What a fleet needs to know of one channel.
#[derive(Clone, PartialEq, Debug)]
pub struct Member {
    /// The channel's name.
    pub channel: String,
    /// The overall rating.
    pub overall: Rating,
    /// The ratings of the metrics, in the order of [`Metric::ALL`].
    pub ratings: [Rating; 3],
    /// Age in days, coverage and response rate (0 to 1), in the order of [`Metric::ALL`]; `None` without data.
    pub values: [Option<f64>; 3],
    /// The metric with the lowest rating.
    pub weakest: Metric,
    /// Why it has that rating, if that is known.
    pub reason: Option<String>,
}

impl Member {
    /// The member that a result tells of.
    #[must_use]
    pub fn of_result(result: &ChannelResult) -> Self {
        let Assessment { overall, metrics, .. } = &result.assessment;
        Self {
            channel: result.channel.clone(),
            overall: overall.rating,
            ratings: Metric::ALL.map(|metric| metrics.rating(metric)),
            values: [
                metrics.life_time.age_days.map(|days| days as f64),
                metrics.contacts.coverage,
                metrics.chats.response_rate,
            ],
            weakest: overall.weakest,
            reason: main_reason(&result.assessment),
        }
    }

    /// The member that a row tells of.
    ///
    /// # Errors
    /// The name of the first column that has no rating.
    pub fn of_row(row: &Row) -> Result<Self, &'static str> {
        Self::of(&|column| row.get(column).map(str::to_owned))
    }

    /// The member that a table tells of, given how to find the value of a column by its name in the CSV.
    ///
    /// # Errors
    /// The name of the first column that has no name or rating.
    pub fn of(get: &dyn Fn(&str) -> Option<String>) -> Result<Self, &'static str> {
        let rating = |column: &'static str| get(column).as_deref().and_then(rating).ok_or(column);
        let value = |column| get(column)?.parse().ok().filter(|value: &f64| value.is_finite());
        let ratings = [rating("lifeTime")?, rating("riskFactorContacts")?, rating("riskFactorChats")?];
        let weakest = get("overall.weakest");
        let told = Metric::ALL.into_iter().find(|metric| weakest.as_deref() == Some(key(*metric)));
        Ok(Self {
            channel: get("channel").ok_or("channel")?,
            overall: rating("riskFactor")?,
            ratings,
            values: [
                value("lifeTime.ageDays"),
                value("riskFactorContacts.coverage"),
                value("riskFactorChats.responseRate"),
            ],
            weakest: told.unwrap_or_else(|| lowest(ratings)),
            reason: get("overall.reason").filter(|reason| !reason.is_empty()),
        })
    }
}

/// The rating that a text means. Whole numbers that went through a spreadsheet may have come back with decimals.
#[must_use]
pub fn rating(text: &str) -> Option<Rating> {
    let number: f64 = text.parse().ok()?;
    Rating::ALL.into_iter().find(|rating| f64::from(u8::from(*rating)).to_bits() == number.to_bits())
}

/// The first metric with the lowest rating.
fn lowest(ratings: [Rating; 3]) -> Metric {
    let pairs = Metric::ALL.into_iter().zip(ratings);
    pairs.min_by_key(|(_, rating)| *rating).map_or(Metric::LifeTime, |(metric, _)| metric)
}

/// The key of a metric in JSON.
pub(crate) fn key(metric: Metric) -> &'static str {
    match metric {
        Metric::LifeTime => "lifeTime",
        Metric::Contacts => "riskFactorContacts",
        Metric::Chats => "riskFactorChats",
    }
}
