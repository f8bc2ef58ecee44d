//! When a rating became another one.

use serde::Serialize;

use super::{Point, causes};
use crate::{Policy, Rating, RatingKey};

/// One of the four ratings is not what it was at the instant before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RatingChange {
    /// The first instant at which it is the new one, seconds since the epoch.
    #[serde(serialize_with = "crate::instant::serialize")]
    pub as_of: i64,
    /// Which rating.
    pub rating: RatingKey,
    /// What it was.
    pub from: Rating,
    /// What it is.
    pub to: Rating,
    /// What moved, with the numbers before and after, and by which rule that is another rating: one sentence.
    pub cause: String,
}

/// Every change of a rating along points in the order of time, at each of them the overall rating first.
///
/// Before the first point with data there is nothing that could change: that point is a beginning.
#[must_use]
pub fn changes(points: &[Point], policy: &Policy) -> Vec<RatingChange> {
    let beginning = points.iter().position(Point::has_data).unwrap_or(points.len());
    let mut changes = Vec::new();
    for pair in points[beginning..].windows(2) {
        let (before, after) = (&pair[0].rated, &pair[1].rated);
        for rating in RatingKey::ALL {
            let (from, to) = (before.rating(rating), after.rating(rating));
            if from != to {
                let cause = causes::cause(rating, before, after, policy);
                changes.push(RatingChange { as_of: pair[1].as_of, rating, from, to, cause });
            }
        }
    }
    changes
}
