//! A second scorer, written straight from the definitions without regard for speed. It shares nothing with the engine but
//! the types of a policy.

use meter_score::{OverallRule, Policy};

mod response;

use crate::channel::{Channel, DAY, HOUR, Touch};

pub use response::{Outreach, of_span, outreaches, rate_if, silent, sorted};

use response::{converse, kaplan_meier};

/// What the definitions say of a channel; digits for ratings.
#[derive(Debug)]
pub struct Truth {
    pub age_days: Option<i64>,
    pub since: Option<i64>,
    pub lower_bound: Option<bool>,
    pub reached: u64,
    pub known: Option<u64>,
    pub coverage: Option<f64>,
    pub coverage_interval: Option<[f64; 2]>,
    pub persons: u64,
    pub outreaches: u64,
    pub answered: u64,
    pub pending: u64,
    pub unanswered: u64,
    pub inbound: u64,
    pub response_rate: Option<f64>,
    pub response_interval: Option<[f64; 2]>,
    pub median: Option<f64>,
    pub ratings: [u8; 3],
    pub confidences: [&'static str; 3],
    pub overall: u8,
    pub range: [u8; 2],
}

fn rate(value: f64, cuts: &meter_score::MetricPolicy) -> u8 {
    if value < cuts.attention - 1e-9 {
        1
    } else if value < cuts.good - 1e-9 {
        2
    } else {
        3
    }
}

fn wilson(p: f64, n: f64) -> [f64; 2] {
    let z = 1.959_964_f64;
    let middle = p + z * z / (2.0 * n);
    let root = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    [(middle - root) / (1.0 + z * z / n), (middle + root) / (1.0 + z * z / n)]
}

fn certain(
    interval: [f64; 2],
    sample: u64,
    cuts: &meter_score::MetricPolicy,
    policy: &Policy,
) -> &'static str {
    let within = |cut: f64| interval[0] < cut && cut <= interval[1];
    if sample < policy.min_sample || within(cuts.attention) || within(cuts.good) {
        "provisional"
    } else {
        "firm"
    }
}

fn combine(ratings: [u8; 3], policy: &Policy) -> u8 {
    let mut sorted = ratings;
    sorted.sort_unstable();
    match policy.overall {
        OverallRule::Minimum => sorted[0],
        OverallRule::CappedMedian => {
            if sorted[0] == 1 {
                sorted[1].min(2)
            } else {
                sorted[1]
            }
        }
        OverallRule::Mean => {
            let weights = [policy.life_time.weight, policy.contacts.weight, policy.chats.weight];
            let sum: f64 =
                weights.iter().zip(ratings).map(|(weight, rating)| weight * f64::from(rating)).sum();
            let mean = sum / weights.iter().sum::<f64>();
            // Halves down.
            if mean <= 1.5 + 1e-9 {
                1
            } else if mean <= 2.5 + 1e-9 {
                2
            } else {
                3
            }
        }
    }
}

/// Scores a channel at an instant.
#[expect(clippy::too_many_lines, reason = "the definitions in their order, in one piece")]
pub fn score(channel: &Channel, policy: &Policy, as_of: i64) -> Truth {
    let start = as_of - i64::from(policy.window_days) * DAY;
    let in_window = |time: i64| start < time && time <= as_of;
    let horizon = i64::from(policy.reply_window_hours) * HOUR;

    let touches: Vec<Vec<Touch>> = channel.persons.iter().map(|person| sorted(person, as_of)).collect();
    let first = touches.iter().flatten().map(|touch| touch.time).min();
    let dated = |time: Option<i64>| time.filter(|time| *time <= as_of);
    let since = [dated(channel.registered), first, dated(channel.group)].into_iter().flatten().min();
    let age_days = since.map(|since| (as_of - since) / DAY);
    let lower_bound = since.map(|since| dated(channel.registered) != Some(since));

    let is_reached =
        |touches: &Vec<Touch>| touches.iter().any(|touch| touch.outgoing && in_window(touch.time));
    let reached = touches.iter().filter(|touches| is_reached(touches)).count() as u64;
    let known_reached = channel
        .persons
        .iter()
        .zip(&touches)
        .filter(|(person, touches)| person.known && is_reached(touches))
        .count() as u64;
    let known = channel.address_book.then_some(known_reached);
    let coverage = known.filter(|_| reached > 0).map(|known| known as f64 / reached as f64);
    let coverage_interval = coverage.map(|coverage| wilson(coverage, reached as f64));

    let (outreaches, inbound, joined) = converse(&touches, policy, as_of);
    let is_answered = |one: &&Outreach| one.answer.is_some_and(|answer| answer - one.opening <= horizon);
    let is_pending = |one: &&Outreach| one.answer.is_none() && as_of - one.opening < horizon;
    let mut delays: Vec<i64> =
        outreaches.iter().filter(is_answered).map(|one| one.answer.unwrap() - one.opening).collect();
    delays.sort_unstable();
    let pending = outreaches.iter().filter(is_pending).count() as u64;
    let of_persons = |filter: &dyn Fn(&&Outreach) -> bool| {
        let mut persons: Vec<usize> = outreaches.iter().filter(filter).map(|one| one.person).collect();
        persons.dedup();
        persons.len() as u64
    };
    let persons = of_persons(&|_| true);
    let (survival, variance) = kaplan_meier(&outreaches, as_of, horizon);
    let response_rate = (persons > 0).then_some(1.0 - survival);
    let decided = of_persons(&|one| !is_pending(one));
    let response_interval = response_rate.map(|p| {
        let effective = if variance > 0.0 {
            p * (1.0 - p) / variance
        } else if decided > 0 {
            decided as f64
        } else {
            persons as f64
        };
        wilson(p, effective)
    });
    let median = (!delays.is_empty())
        .then(|| (delays[(delays.len() - 1) / 2] + delays[delays.len() / 2]) as f64 / 2.0);

    let capped = |rating: u8, sample: u64| if sample < policy.min_sample { rating.min(2) } else { rating };
    let (age_rating, age_confidence) = match age_days {
        None => (1, "none"),
        Some(days) => {
            let is_open = lower_bound == Some(true) && (days as f64) < policy.life_time.good;
            (rate(days as f64, &policy.life_time), if is_open { "provisional" } else { "firm" })
        }
    };
    let (contacts_rating, contacts_confidence) = match coverage {
        None => (1, "none"),
        Some(coverage) => (
            capped(rate(coverage, &policy.contacts), reached),
            certain(coverage_interval.unwrap(), reached, &policy.contacts, policy),
        ),
    };
    let (chats_rating, chats_confidence) = match response_rate {
        Some(rate_of) => (
            capped(rate(rate_of, &policy.chats), persons),
            certain(response_interval.unwrap(), persons, &policy.chats, policy),
        ),
        None if joined > 0 => {
            (capped(3, joined), if joined < policy.min_sample { "provisional" } else { "firm" })
        }
        None => (1, "none"),
    };
    let ratings = [age_rating, contacts_rating, chats_rating];
    let confidences = [age_confidence, contacts_confidence, chats_confidence];
    let with = |unknown: u8| {
        let mut ratings = ratings;
        for (rating, confidence) in ratings.iter_mut().zip(confidences) {
            if confidence == "none" {
                *rating = unknown;
            }
        }
        combine(ratings, policy)
    };
    Truth {
        age_days,
        since,
        lower_bound,
        reached,
        known,
        coverage,
        coverage_interval,
        persons,
        outreaches: outreaches.len() as u64,
        answered: delays.len() as u64,
        pending,
        unanswered: outreaches.len() as u64 - delays.len() as u64 - pending,
        inbound,
        response_rate,
        response_interval,
        median,
        ratings,
        confidences,
        overall: combine(ratings, policy),
        range: [with(1), with(3)],
    }
}
