//! What a plan consists of. Field names are the public JSON keys in camel case; units and ranges stand at each field.

use serde::Serialize;

use crate::{EachRating, PolicyStamp, Rating, RatingKey};

/// What holds 95 % of the runs: values at the ranks of 2.5, 50 and 97.5 %, each that of a run.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Band<T> {
    /// The value of the nearest rank of 2.5 %.
    pub low: T,
    /// The value of the nearest rank of 50 %.
    pub median: T,
    /// The value of the nearest rank of 97.5 %.
    pub high: T,
}

/// What is to be expected of a rating on a day.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outlook {
    /// 1 to 3.
    #[serde(flatten)]
    pub band: Band<Rating>,
    /// In which share of the runs it is at its target or above, 0 to 1.
    pub at_target: f64,
}

/// A day of the campaign, looked at from its end.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlannedDay {
    /// Counted from 1.
    pub day: u32,
    /// The end of the day, so many times 24 hours after as-of, seconds since the epoch.
    #[serde(serialize_with = "crate::instant::serialize")]
    pub as_of: i64,
    /// New persons written to by then.
    pub sent: u64,
    /// Age of the number in whole days.
    pub age_days: Option<i64>,
    /// Persons with an outgoing touch in the window.
    pub reached: u64,
    /// How many of them are in the address book; `None` without an address book.
    pub known: Option<u64>,
    /// `known / reached`, 0 to 1; it does not depend on chance.
    pub coverage: Option<f64>,
    /// The response rate, 0 to 1; `None` without outreach.
    pub response_rate: Option<Band<f64>>,
    /// The ratings.
    pub ratings: EachRating<Outlook>,
}

/// A signal that is not exceeded today and will be.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trip {
    /// Stable code, such as `OUTREACH_DAYS_IN_A_ROW`.
    pub code: &'static str,
    /// The first day on which it is exceeded, counted from 1.
    pub day: u32,
    /// The end of that day, seconds since the epoch.
    #[serde(serialize_with = "crate::instant::serialize")]
    pub as_of: i64,
    /// What is found then.
    #[serde(serialize_with = "crate::instant::serialize_optional_number")]
    pub value: Option<f64>,
    /// The published limit.
    #[serde(serialize_with = "crate::instant::serialize_number")]
    pub limit: f64,
    /// One sentence.
    pub text: String,
}

/// Where a rating is below its target.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fall {
    /// With so many persons a day.
    pub per_day: u64,
    /// The first day on which the lower end of a band is below its target, counted from 1.
    pub day: u32,
    /// The rating; of several the first.
    pub rating: RatingKey,
    /// The lower end of its band.
    pub low: Rating,
    /// Its target.
    pub target: Rating,
}

/// How many new persons a day keep the ratings.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SafeVolume {
    /// On every day the lower ends of all bands are at their targets with so many persons a day, and with one more they are not;
    /// `None` if that was found for no number, nor without a campaign.
    pub per_day: Option<u64>,
    /// No more than so many a day were tried.
    pub most_tried: u64,
    /// What falls with one more, or without a campaign; `None` if even the most that were tried are safe.
    pub fall: Option<Fall>,
    /// One sentence.
    pub text: String,
}

/// Where a number comes from that the campaign needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The caller said so.
    Given,
    /// The channel's own past, as far as the window shows it.
    Channel,
    /// Neither says anything.
    Assumed,
}

/// The campaign that is played.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Played {
    /// New persons a day.
    pub per_day: u64,
    /// For how many days.
    pub days: u32,
    /// In all.
    pub persons: u64,
    /// Share of them in the address book, 0 to 1.
    pub known: f64,
    /// So many persons.
    pub known_persons: u64,
    /// Share of them who answer, on average, 0 to 1.
    pub reply: f64,
    /// Where the share comes from.
    pub reply_basis: Basis,
    /// How many persons the share is as certain as; 0 and 1 are certain.
    pub evidence: u64,
    /// Where that number comes from.
    pub evidence_basis: Basis,
    /// Median of the delays from which those of the answers are drawn, in seconds.
    pub median_delay_seconds: i64,
    /// Where the delays come from.
    pub delay_basis: Basis,
}

/// A campaign played forward.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// From when on, seconds since the epoch.
    #[serde(serialize_with = "crate::instant::serialize")]
    pub as_of: i64,
    /// The campaign.
    pub campaign: Played,
    /// Where the random numbers come from.
    pub seed: u64,
    /// How often it was played.
    pub runs: u32,
    /// The ratings at as-of.
    pub today: EachRating<Rating>,
    /// The ratings that are to be kept.
    pub target: EachRating<Rating>,
    /// Each day, from its end.
    pub days: Vec<PlannedDay>,
    /// Warning signs that it would trip, the first ones first.
    pub signals: Vec<Trip>,
    /// The largest safe number of persons a day.
    pub safe: SafeVolume,
    /// What all this rests on, in sentences.
    pub assumptions: Vec<String>,
    /// The policy.
    pub policy: PolicyStamp,
}
