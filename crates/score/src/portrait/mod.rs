//! What a page about one channel draws beside its score: how it came about, day by day and person by person.
//!
//! Nothing here is a formula of its own: rates, intervals and ratings are those of [`score`](crate::score), looked at week by week, delay by
//! delay, or with an edit. Ratings are looked at where days end on the calendar of a zone, as in a timeline; where something is counted, a
//! *day* is a span of 24 hours and a *week* one of seven days, counted back from as-of, as for the signals; and the hours of the week are
//! those on the wall of the zone, because that is when people work.

mod days;
mod hours;
mod levers;
mod meetings;
mod people;
mod replies;
mod sketch;
mod weeks;

use chrono::TimeZone;
use meter_model::{Ledger, Moment};

pub use self::hours::HourOfWeek;
pub use self::levers::Lever;
pub use self::meetings::Meeting;
pub use self::people::OpenPerson;
pub use self::replies::{ReplyCurve, ReplyStep};
pub use self::sketch::{Sketch, sketch};
pub use self::weeks::Week;

use crate::signals::Outgoing;
use crate::timeline::{Point, RatingChange, changes};
use crate::what_if::Stage;
use crate::{Policy, Stability, stability};

/// Everything about one channel that can be drawn, at one instant.
#[derive(Clone, PartialEq, Debug)]
pub struct Portrait {
    /// The instant for which it holds, seconds since the epoch.
    pub as_of: i64,
    /// Whether any source said who is in the address book. If not, nobody is known to be unknown.
    pub address_book: bool,
    /// The ratings at the ends of the days on the calendar of the zone, as a timeline has them, the oldest first, and at as-of, which is the
    /// last. At most [`Portrait::MOST_DAYS`], and none from before the day of the first evidence of the number but as-of.
    pub days: Vec<Point>,
    /// Every change of a rating along `days`.
    pub changes: Vec<RatingChange>,
    /// The response rate of each week, the oldest first. At most [`Portrait::MOST_WEEKS`], from the first week with an outreach on.
    pub weeks: Vec<Week>,
    /// How soon people answered; `None` without an outreach in the window.
    pub replies: Option<ReplyCurve>,
    /// Whom the channel met for the first time on each day of the window, the oldest first.
    pub meetings: Vec<Meeting>,
    /// Outgoing messages of the window by weekday (Monday first) and hour (from 0) on the wall of the zone.
    pub hours: [[HourOfWeek; 24]; 7],
    /// What would move the metrics, by metric, the largest move first.
    pub levers: Vec<Lever>,
    /// How much the ratings depend on the conventions of the policy.
    pub stability: Stability,
    /// Who did not answer or is not in the address book: those who are both first, then those without an answer, each group with the latest
    /// outgoing touch first. At most [`Portrait::MOST_PEOPLE`].
    pub people: Vec<OpenPerson>,
    /// How many of them there are, including those that are not listed.
    pub people_in_all: u64,
}

impl Portrait {
    /// A year and a day.
    pub const MOST_DAYS: usize = 366;
    /// Half a year.
    pub const MOST_WEEKS: usize = 26;
    /// More than anybody reads.
    pub const MOST_PEOPLE: usize = 200;
    /// Steps of a reply curve: more than a screen can show.
    pub const MOST_STEPS: usize = 200;
}

/// Draws the portrait of one channel at `as_of` (seconds since the epoch), or at its newest touch; `None` if nothing in it has a date.
#[must_use]
pub fn portrait<Z: TimeZone>(
    ledger: &Ledger,
    policy: &Policy,
    as_of: Option<i64>,
    zone: &Z,
) -> Option<Portrait> {
    let newest = ledger.newest().map(Moment::seconds)?;
    let as_of = as_of.unwrap_or(newest);
    let ends = days::ends(ledger, policy, as_of, zone);
    let ((days, stability), (weeks, (now, outgoing))) = rayon::join(
        || rayon::join(|| days::days(ledger, policy, &ends), || stability(ledger, policy, Some(as_of))),
        || {
            let now =
                || rayon::join(|| Now::of(ledger, policy, as_of), || Outgoing::of(ledger, policy, as_of));
            rayon::join(|| weeks::weeks(ledger, policy, as_of), now)
        },
    );
    let Now { replies, meetings, levers, people, people_in_all } = now;
    Some(Portrait {
        as_of,
        address_book: ledger.address_book,
        changes: changes(&days, policy),
        days,
        weeks,
        replies,
        meetings,
        hours: hours::hours(outgoing.times(), zone),
        levers,
        stability,
        people,
        people_in_all,
    })
}

/// What the window at as-of comes to.
struct Now {
    replies: Option<ReplyCurve>,
    meetings: Vec<Meeting>,
    levers: Vec<Lever>,
    people: Vec<OpenPerson>,
    people_in_all: u64,
}

impl Now {
    fn of(ledger: &Ledger, policy: &Policy, as_of: i64) -> Self {
        let stage = Stage::new(ledger, policy, as_of, levers::longest_window(policy));
        let observation = stage.history().observe(as_of, policy.window_seconds());
        let (levers, (replies, (people, people_in_all))) = rayon::join(
            || levers::levers(&stage, policy),
            || {
                let people = || people::people(ledger, stage.history(), &observation, policy);
                rayon::join(|| replies::replies(&observation, policy), people)
            },
        );
        Self { replies, meetings: meetings::meetings(ledger, policy, as_of), levers, people, people_in_all }
    }
}
