//! One row a day and channel.

use meter_score::RatingKey;
use meter_score::plan::{Band, Outlook, PlannedDay};

use super::Planned;
use crate::Grid;
use crate::cell::{Cell, Sort, count, instant, number, rating};

const DAY: [(&str, Sort); 11] = [
    ("channel", Sort::Text),
    ("day", Sort::Whole),
    ("asOf", Sort::Text),
    ("sent", Sort::Whole),
    ("ageDays", Sort::Whole),
    ("reached", Sort::Whole),
    ("known", Sort::Whole),
    ("coverage", Sort::Number),
    ("responseRate.low", Sort::Number),
    ("responseRate.median", Sort::Number),
    ("responseRate.high", Sort::Number),
];

/// The low end, the median and the high end of a rating, and the share of the runs that keep it; in the order of [`RatingKey::ALL`].
const RATINGS: [[&str; 4]; 4] = [
    ["riskFactor.low", "riskFactor.median", "riskFactor.high", "riskFactor.atTarget"],
    ["lifeTime.low", "lifeTime.median", "lifeTime.high", "lifeTime.atTarget"],
    [
        "riskFactorContacts.low",
        "riskFactorContacts.median",
        "riskFactorContacts.high",
        "riskFactorContacts.atTarget",
    ],
    ["riskFactorChats.low", "riskFactorChats.median", "riskFactorChats.high", "riskFactorChats.atTarget"],
];

/// One row a day and channel, with the names that the values have in JSON.
#[must_use]
pub fn rows(plans: &[Planned]) -> Grid {
    let sorts = [Sort::Whole, Sort::Whole, Sort::Whole, Sort::Number];
    let of_ratings = RATINGS.into_iter().flat_map(|names| names.into_iter().zip(sorts));
    let mut grid = Grid::new(DAY.into_iter().chain(of_ratings));
    for planned in plans {
        planned.plan.days.iter().for_each(|day| grid.push(row(&planned.channel, day)));
    }
    grid
}

fn row(channel: &str, day: &PlannedDay) -> Vec<Cell> {
    let rate = |end: fn(&Band<f64>) -> f64| number(day.response_rate.as_ref().map(end));
    let mut row = vec![
        Cell::Text(channel.to_owned()),
        Cell::Whole(day.day.into()),
        instant(Some(day.as_of)),
        count(day.sent),
        day.age_days.map_or(Cell::Nothing, Cell::Whole),
        count(day.reached),
        day.known.map_or(Cell::Nothing, count),
        number(day.coverage),
        rate(|band| band.low),
        rate(|band| band.median),
        rate(|band| band.high),
    ];
    for which in RatingKey::ALL {
        let Outlook { band, at_target } = *day.ratings.get(which);
        row.extend([rating(band.low), rating(band.median), rating(band.high), Cell::Number(at_target)]);
    }
    row
}
