//! Many runs of one campaign, and what holds most of them.

use rayon::prelude::*;

use super::course::Course;
use super::outlook::{Band, Fall, Outlook, PlannedDay};
use crate::{EachRating, Rating, RatingKey};

/// The nearest rank, from 0, of so many thousandths among so many runs: the smallest one that has at least this share up to it.
fn rank(thousandths: u32, runs: u32) -> usize {
    (u64::from(thousandths) * u64::from(runs)).div_ceil(1_000).saturating_sub(1).try_into().unwrap_or(0)
}

const LOW: u32 = 25;
const MEDIAN: u32 = 500;
const HIGH: u32 = 975;

/// What holds 95 % of the values of all runs, one of them at least.
fn band<T: Copy>(mut values: Vec<T>, compare: impl Fn(&T, &T) -> std::cmp::Ordering) -> Option<Band<T>> {
    values.sort_unstable_by(compare);
    let runs = u32::try_from(values.len()).unwrap_or(u32::MAX);
    let at = |thousandths| values.get(rank(thousandths, runs)).copied();
    Some(Band { low: at(LOW)?, median: at(MEDIAN)?, high: at(HIGH)? })
}

/// What one run comes to at the end of one day.
#[derive(Clone, Copy)]
struct Outcome {
    ratings: EachRating<Rating>,
    response_rate: Option<f64>,
}

/// How the days of a campaign look from their ends, over all runs.
pub(super) fn days(course: &Course<'_>) -> Vec<PlannedDay> {
    let request = &course.ground.request;
    let runs = 0..request.runs;
    let outcomes: Vec<Vec<Outcome>> =
        runs.into_par_iter().map(|run| outcomes(course, run, request.days)).collect();
    (1..=request.days)
        .into_par_iter()
        .filter_map(|day| {
            let of_day: Vec<Outcome> = outcomes.iter().map(|run| run[day as usize - 1]).collect();
            planned(course, day, &of_day)
        })
        .collect()
}

fn outcomes(course: &Course<'_>, run: u32, days: u32) -> Vec<Outcome> {
    let played = course.play(run, days).into_iter();
    let outcome = |rated: crate::Rated| Outcome {
        ratings: rated.ratings(),
        response_rate: rated.metrics.chats.response_rate,
    };
    played.map(outcome).collect()
}

fn planned(course: &Course<'_>, day: u32, outcomes: &[Outcome]) -> Option<PlannedDay> {
    let certain = course.certain(day).metrics;
    let outlook = |which: RatingKey| {
        let ratings: Vec<Rating> = outcomes.iter().map(|outcome| *outcome.ratings.get(which)).collect();
        let target = course.ground.target.get(which);
        let kept = ratings.iter().filter(|rating| *rating >= target).count();
        let at_target = kept as f64 / ratings.len() as f64;
        Some(Outlook { band: band(ratings, Ord::cmp)?, at_target })
    };
    let response_rates = outcomes.iter().filter_map(|outcome| outcome.response_rate).collect();
    Some(PlannedDay {
        day,
        as_of: course.end(day),
        sent: course.per_day * u64::from(day),
        age_days: certain.life_time.age_days,
        reached: certain.contacts.reached,
        known: certain.contacts.known,
        coverage: certain.contacts.coverage,
        response_rate: band(response_rates, f64::total_cmp),
        ratings: EachRating {
            risk_factor: outlook(RatingKey::RiskFactor)?,
            life_time: outlook(RatingKey::LifeTime)?,
            risk_factor_contacts: outlook(RatingKey::RiskFactorContacts)?,
            risk_factor_chats: outlook(RatingKey::RiskFactorChats)?,
        },
    })
}

/// The first fall of days that are played already.
pub(super) fn fall_of(course: &Course<'_>, days: &[PlannedDay]) -> Option<Fall> {
    days.iter().find_map(|day| first_below(course, day.day, |which| day.ratings.get(which).band.low))
}

/// The first fall of a campaign, without all that is not needed for it.
pub(super) fn fall(course: &Course<'_>) -> Option<Fall> {
    fall_in(course, course.ground.request.runs)
}

/// Whether a campaign is safe. Most that are not are known by what is certain, or by a few of the runs.
pub(super) fn is_safe(course: &Course<'_>) -> bool {
    const FEW: [u32; 2] = [4, 40];
    let all = course.ground.request.runs;
    let mut runs = FEW.into_iter().filter(|few| *few < all).chain([all]);
    certain_fall(course).is_none() && runs.all(|runs| fall_in(course, runs).is_none())
}

/// The first fall in so many runs.
fn fall_in(course: &Course<'_>, runs: u32) -> Option<Fall> {
    if RatingKey::ALL.iter().all(|which| *course.ground.target.get(*which) == Rating::UseCaution) {
        // Nothing is below the lowest.
        return None;
    }
    let certain = certain_fall(course);
    let days = certain.map_or(course.ground.request.days, |fall| fall.day);
    // Most campaigns that fall do so early.
    let mut horizons: Vec<u32> = std::iter::successors(Some(1), |days: &u32| days.checked_mul(2))
        .take_while(|some| *some < days)
        .collect();
    horizons.push(days);
    horizons.into_iter().find_map(|days| fall_within(course, runs, days)).or(certain)
}

/// The first fall that needs no chance.
fn certain_fall(course: &Course<'_>) -> Option<Fall> {
    (1..=course.ground.request.days).find_map(|day| {
        let rated = course.certain(day);
        first_below(course, day, |which| match which {
            RatingKey::LifeTime | RatingKey::RiskFactorContacts => rated.rating(which),
            RatingKey::RiskFactor | RatingKey::RiskFactorChats => Rating::GoodIndicator,
        })
    })
}

/// The first fall of the first days.
fn fall_within(course: &Course<'_>, runs: u32, days: u32) -> Option<Fall> {
    // Without persons there is no chance.
    let runs = if course.per_day == 0 { 1 } else { runs };
    let counts = (0..runs)
        .into_par_iter()
        .fold(
            || vec![Counts::default(); days as usize],
            |mut counts, run| {
                let played = course.play(run, days);
                counts.iter_mut().zip(&played).for_each(|(counts, rated)| counts.add(rated));
                counts
            },
        )
        .reduce(
            || vec![Counts::default(); days as usize],
            |mut one, other| {
                one.iter_mut().zip(&other).for_each(|(one, other)| one.absorb(other));
                one
            },
        );
    let low = rank(LOW, runs) as u64;
    (1..).zip(&counts).find_map(|(day, counts)| first_below(course, day, |which| counts.at(which, low)))
}

/// How many runs have each rating on a day.
#[derive(Clone, Default)]
struct Counts([[u64; 3]; 4]);

impl Counts {
    fn add(&mut self, rated: &crate::Rated) {
        for (counts, which) in self.0.iter_mut().zip(RatingKey::ALL) {
            counts[usize::from(u8::from(rated.rating(which))) - 1] += 1;
        }
    }

    fn absorb(&mut self, other: &Self) {
        for (one, other) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            *one += other;
        }
    }

    /// The rating at a rank, from 0.
    fn at(&self, which: RatingKey, rank: u64) -> Rating {
        let [one, two, _] = self.0[which as usize];
        match rank {
            rank if rank < one => Rating::UseCaution,
            rank if rank < one + two => Rating::NeedsAttention,
            _ => Rating::GoodIndicator,
        }
    }
}

fn first_below(course: &Course<'_>, day: u32, low: impl Fn(RatingKey) -> Rating) -> Option<Fall> {
    let below = RatingKey::ALL.into_iter().map(|which| (which, low(which), *course.ground.target.get(which)));
    let (rating, low, target) = below.into_iter().find(|(_, low, target)| low < target)?;
    Some(Fall { per_day: course.per_day, day, rating, low, target })
}

#[cfg(test)]
mod tests {
    use super::{Band, band, rank};

    /// Of 400 runs ten are up to the tenth, and 10/400 is 2.5 %.
    #[test]
    fn ranks_are_the_nearest_from_above() {
        assert_eq!([rank(25, 400), rank(500, 400), rank(975, 400)], [9, 199, 389]);
        // 2.5 % of 401 are 10.025, so it takes eleven.
        assert_eq!([rank(25, 401), rank(500, 401), rank(975, 401)], [10, 200, 390]);
        assert_eq!([rank(25, 1), rank(500, 1), rank(975, 1)], [0, 0, 0]);
        assert_eq!([rank(25, 2), rank(500, 2), rank(975, 2)], [0, 0, 1]);
    }

    #[test]
    fn a_band_has_values_that_were_there() {
        let values: Vec<u32> = (1..=400).rev().collect();
        assert_eq!(band(values, Ord::cmp), Some(Band { low: 10, median: 200, high: 390 }));
        assert_eq!(band(Vec::<u32>::new(), Ord::cmp), None);
    }
}
