//! From the settled account of one number to its score: pure, so that the same facts, policy and as-of always give the same answer.
//!
//! # Method
//!
//! **Words.** A *touch* is something a human or business did in a direct chat. A *person* is who is on the other side, whatever
//! forms they come in. Touches after *as-of* do not count; as-of is the newest touch unless it is chosen. The *window* is the last
//! 30 days up to it: `as_of − 30 d < t ≤ as_of`.
//!
//! **lifeTime**, age of the number: whole days from the earliest evidence that the number existed to as-of. A registration time is
//! exact; a first message or an own group is a lower bound. The earliest evidence of all counts.
//!
//! **riskFactorContacts**, coverage of the address book: of the persons with an outgoing touch in the window, the share that is in
//! the address book. Without an address book it is unknown, not nil. Its 95 % interval is Wilson's (1927) score interval.
//!
//! **riskFactorChats**, response rate. The touches with one person fall into *conversations*, runs in which no gap is longer than 24
//! hours. A conversation that begins in the window is an *outreach* if its first touch is outgoing (at equal times incoming comes
//! first). It is answered by the person's first touch after its opening; until then it is *censored* at as-of. Every person counts once: each of `m`
//! outreaches to one person weighs `1/m`. The response rate is `1 − S(H)`, with S the weighted estimate of Kaplan and Meier (1958) at the horizon H of 72 hours, so that what was
//! sent an hour ago is not yet a silence, and a campaign that nobody answers counts long before its 72 hours are over. The
//! interval is Wilson's with the effective sample `p (1 − p) / V`, V being Greenwood's (1926) variance; where V is 0, the sample are the persons
//! with an outreach that is answered or unanswered, or else all of them.
//!
//! **Ratings.** Below the cut `attention` 1 (Use Caution), below `good` 2 (Needs Attention), else 3 (Good Indicator). With fewer than
//! `min_sample` persons a rating is 2 at most, and without data it is 1: what is not known never reads as safe. A number that opened no conversation
//! but wrote in those that others opened only answers: 3 from `min_sample` such conversations on, else 2. **riskFactor** is the
//! weighted mean of the three, rounded to the nearest, halves down.
//!
//! **Confidence**: `none` without data; `provisional` with a small sample, when a cut lies within the interval, or when the age is a
//! lower bound below the good cut; else `firm`.
//!
//! **Signals** are published warning signs that the ratings miss: see [`Policy::DEFAULT_TOML`] for what they count and their limits. They never change a rating.
//!
//! All numbers above are those of the default [`Policy`]. Which cuts agree best with ratings of the vendor is found by [`mod@calibrate`].

mod assessment;
pub mod calibrate;
mod each_rating;
mod explain;
mod history;
pub mod instant;
mod metrics;
pub mod plan;
mod policy;
pub mod portrait;
mod signals;
mod situation;
mod stability;
mod statistics;
pub mod timeline;
pub mod what_if;
pub mod words;

use meter_model::{Ledger, Moment};

pub use assessment::*;
pub use each_rating::{EachRating, RatingKey};
pub use policy::{KeyChange, MetricPolicy, OverallRule, Policy, PolicyError, SignalLimits};
pub use stability::{Alone, OfValue, Parameter, Stability, stability};

use crate::history::History;
use crate::situation::{Change, Situation};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Scores one channel at `as_of` (seconds since the epoch), or at its newest touch.
///
/// An `as_of` before everything, or a ledger without anything dated, is no error: it is a score without data.
#[must_use]
pub fn score(ledger: &Ledger, policy: &Policy, as_of: Option<i64>) -> Assessment {
    let as_of = as_of.or_else(|| ledger.newest().map(Moment::seconds));
    let instant = as_of.unwrap_or(0);
    let rate = || {
        let history = History::of(ledger, policy.gap_seconds(), &[instant], policy.window_seconds());
        let observation = history.observe(instant, policy.window_seconds());
        let situation = Situation::of(&observation, ledger, policy);
        let rated = situation.rate(policy, Change::default());
        (observation, situation, rated)
    };
    let ((observation, situation, Rated { overall, metrics }), outgoing) =
        rayon::join(rate, || signals::Outgoing::of(ledger, policy, instant));
    Assessment {
        as_of,
        window_days: policy.window_days,
        overall,
        reasons: explain::reasons::reasons(&metrics, situation.inbound, policy),
        actions: explain::actions::actions(&metrics, &situation, policy),
        signals: signals::signals(ledger, &observation, outgoing, &metrics.life_time, policy),
        metrics,
        policy: policy.stamp(),
    }
}
