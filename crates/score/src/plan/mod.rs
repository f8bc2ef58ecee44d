//! A campaign of new persons played forward from as-of, day by day.
//!
//! There is no second formula: every day of every run is a situation that the one scorer rates. Day `k` has its messages evenly within
//! the 24 hours that end `k` days after as-of, and is looked at from there: the window moves on, the number grows older, and what
//! is without an answer today stays so.
//!
//! **Chance.** Each run draws the share of persons who answer from a beta distribution with the mean that is asked for, as certain as
//! the number of persons whom the channel's own response rate rests on; then each person answers with that probability, after
//! a delay drawn from the channel's own. So the answers of a day are beta-binomial. A run has the same chance for any number of
//! persons a day, and none of it depends on the number of threads.
//!
//! **Bands** hold 95 % of the runs, between nearest ranks, so that a rating in them is one of the three.
//!
//! **Safe** is a number of persons a day with which the lower end of every rating's band is at its target on every day. The largest
//! is found by bisection: it is safe, and one more is not. Fewer need not be: where the number that is asked for is not safe, doubles of it
//! are tried before none and its halves.

mod assumptions;
mod chance;
mod course;
mod ground;
mod outlook;
mod projection;
mod request;
mod safe;
mod trips;

use meter_model::{Ledger, NewOutreach};

pub use self::outlook::{Band, Basis, Fall, Outlook, Plan, PlannedDay, Played, SafeVolume, Trip};
pub use self::request::{PlanError, Request};

use self::course::Course;
use self::ground::Ground;
use crate::Policy;

/// Plays a campaign from `as_of` (seconds since the epoch) on, or from the channel's newest touch. What the ledger has after as-of has not
/// happened.
///
/// # Errors
/// If the request is out of its ranges, if nothing in the channel has a date, or if nothing says how many will answer.
pub fn plan(
    ledger: &Ledger,
    policy: &Policy,
    as_of: Option<i64>,
    request: &Request,
) -> Result<Plan, PlanError> {
    let ground = Ground::new(ledger, policy, as_of, *request)?;
    let course = Course::new(&ground, request.per_day);
    let (days, signals) = rayon::join(|| projection::days(&course), || trips::trips(&course));
    let fall = projection::fall_of(&course, &days);
    Ok(Plan {
        as_of: ground.as_of,
        campaign: played(&course),
        seed: request.seed,
        runs: request.runs,
        today: ground.today.ratings(),
        target: ground.target,
        safe: safe::largest(&ground, request.per_day, fall),
        assumptions: assumptions::assumptions(&course),
        days,
        signals,
        policy: policy.stamp(),
    })
}

/// The messages of one run of a plan, counted from 0, the oldest first. Sent by [`Ledger::send`] on the touches up to as-of, they give the
/// scores from which the bands are made.
///
/// # Errors
/// Those of [`plan()`].
pub fn messages_of_run(
    ledger: &Ledger,
    policy: &Policy,
    as_of: Option<i64>,
    request: &Request,
    run: u32,
) -> Result<Vec<NewOutreach>, PlanError> {
    let ground = Ground::new(ledger, policy, as_of, *request)?;
    Ok(Course::new(&ground, request.per_day).messages_of_run(run))
}

fn played(course: &Course<'_>) -> Played {
    let ground = course.ground;
    Played {
        per_day: course.per_day,
        days: ground.request.days,
        persons: course.persons(),
        known: ground.request.known,
        known_persons: course.known,
        reply: ground.reply.0,
        reply_basis: ground.reply.1,
        evidence: ground.evidence.0,
        evidence_basis: ground.evidence.1,
        median_delay_seconds: ground.median_delay(),
        delay_basis: ground.delay_basis,
    }
}
