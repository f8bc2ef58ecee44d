//! The metrics of a channel, computed from its truth in the plainest way.
//!
//! This is a second, independent account of what the engine computes, written for reading: no index, no streaming, one pass for
//! each definition. The demo and the benches compare the engine's answer with it.

use chrono::DateTime;
use serde_json::{Value, json};

use crate::truth::{Truth, TruthPerson, TruthTouch};

const DAY: i64 = 86_400;
/// Conversations and reached persons of this many days count.
const WINDOW: i64 = 30 * DAY;
/// A longer silence ends a conversation.
const GAP: i64 = DAY;
/// An answer within this time is an answer.
const HORIZON: i64 = 3 * DAY;
/// With fewer persons than this no rating is above 2.
const MINIMUM_SAMPLE: usize = 10;

/// The metrics, and the counts they come from.
#[derive(Clone, PartialEq, Debug)]
pub struct Summary {
    /// The newest touch: the score holds for this instant.
    pub as_of: i64,
    /// The earliest touch: the number is at least this old.
    pub since: i64,
    /// Whole days between the two.
    pub age_days: i64,
    /// Persons with an outgoing touch in the window.
    pub reached: usize,
    /// How many of them are known.
    pub known: usize,
    /// Distinct persons with an outreach in the window.
    pub persons: usize,
    /// Conversations opened by the owner in the window.
    pub outreaches: usize,
    /// Those answered within the horizon.
    pub answered: usize,
    /// Those not answered, but younger than the horizon.
    pub pending: usize,
    /// All other outreaches.
    pub unanswered: usize,
    /// Conversations opened by others in the window.
    pub inbound: usize,
    /// Those of them in which the owner wrote.
    pub joined: usize,
    /// Delays of the answered outreaches in seconds, sorted.
    pub delays: Vec<i64>,
    /// Kaplan–Meier estimate of the share of persons who answer within the horizon; `None` without outreach.
    pub response_rate: Option<f64>,
}

/// One conversation that the owner opened.
struct Outreach {
    weight: f64,
    delay: Option<i64>,
    age: i64,
}

impl Outreach {
    /// Until when it was observed: its answer, or as-of.
    fn observed(&self) -> i64 {
        self.delay.unwrap_or(self.age)
    }
}

impl Summary {
    /// The metrics of a channel at its newest touch; `None` without any.
    #[must_use]
    pub fn of(truth: &Truth) -> Option<Self> {
        let times = || truth.persons.iter().flat_map(|person| &person.touches).map(|touch| touch.time);
        let (since, as_of) = (times().min()?, times().max()?);
        let in_window = |time: i64| as_of - WINDOW < time && time <= as_of;
        let is_reached = |person: &&TruthPerson| {
            person.touches.iter().any(|touch| touch.outgoing && in_window(touch.time))
        };
        let reached: Vec<&TruthPerson> = truth.persons.iter().filter(is_reached).collect();

        let mut outreaches = Vec::new();
        let (mut persons, mut inbound, mut joined) = (0, 0, 0);
        for person in &truth.persons {
            let in_time: Vec<&[TruthTouch]> =
                conversations(&person.touches).filter(|touches| in_window(touches[0].time)).collect();
            let opened = in_time.iter().filter(|touches| touches[0].outgoing);
            let sent: Vec<i64> = opened.map(|touches| touches[0].time).collect();
            let has_own = |touches: &&&[TruthTouch]| touches.iter().any(|touch| touch.outgoing);
            inbound += in_time.len() - sent.len();
            joined += in_time.iter().filter(has_own).count() - sent.len();
            persons += usize::from(!sent.is_empty());
            outreaches.extend(sent.iter().map(|&opening| Outreach {
                weight: 1.0 / sent.len() as f64,
                delay: first_answer(&person.touches, opening),
                age: as_of - opening,
            }));
        }
        let mut delays: Vec<i64> = outreaches
            .iter()
            .filter_map(|outreach| outreach.delay)
            .filter(|&delay| delay <= HORIZON)
            .collect();
        delays.sort_unstable();
        let is_pending = |outreach: &&Outreach| outreach.delay.is_none() && outreach.age < HORIZON;
        let pending = outreaches.iter().filter(is_pending).count();
        Some(Self {
            as_of,
            since,
            age_days: (as_of - since) / DAY,
            reached: reached.len(),
            known: reached.iter().filter(|person| person.known).count(),
            persons,
            outreaches: outreaches.len(),
            answered: delays.len(),
            pending,
            unanswered: outreaches.len() - delays.len() - pending,
            inbound,
            joined,
            response_rate: (persons > 0).then(|| response_rate(&outreaches, &delays)),
            delays,
        })
    }

    /// Share of the reached persons who are known; `None` if nobody was reached.
    #[must_use]
    pub fn coverage(&self) -> Option<f64> {
        (self.reached > 0).then(|| self.known as f64 / self.reached as f64)
    }

    /// Median delay of the answered outreaches in seconds, the mean of the middle two if their number is even.
    #[must_use]
    pub fn median_reply(&self) -> Option<f64> {
        let middle = self.delays.len() / 2;
        let upper = *self.delays.get(middle)? as f64;
        let lower = if self.delays.len().is_multiple_of(2) { self.delays[middle - 1] as f64 } else { upper };
        Some(f64::midpoint(lower, upper))
    }

    /// The ratings of age, address book and response, with the default cuts. A number that only answers is good if it does so often enough.
    #[must_use]
    pub fn ratings(&self) -> [u32; 3] {
        let rate = |value: f64, attention: f64, good: f64| {
            1 + u32::from(value >= attention) + u32::from(value >= good)
        };
        let sampled =
            |rating: u32, sample: usize| if sample < MINIMUM_SAMPLE { rating.min(2) } else { rating };
        [
            rate(self.age_days as f64, 7.0, 30.0),
            self.coverage().map_or(1, |coverage| sampled(rate(coverage, 0.2, 0.5), self.reached)),
            match self.response_rate {
                Some(share) => sampled(rate(share, 0.15, 0.3), self.persons),
                None if self.joined > 0 => sampled(3, self.joined),
                None => 1,
            },
        ]
    }

    /// The summary in the words of the engine's full view, as far as it goes.
    #[must_use]
    pub fn to_json(&self, channel: &str) -> Value {
        let [life_time, contacts, chats] = self.ratings();
        // The mean of three whole numbers is never halfway between two, so adding a third rounds it.
        let overall = (life_time + contacts + chats + 1) / 3;
        let answers = (self.joined > 0).then_some("inbound-only");
        let basis = if self.persons > 0 { Some("outreach") } else { answers };
        json!({
            "channel": channel,
            "asOf": instant(self.as_of, "%Y-%m-%dT%H:%M:%SZ"),
            "windowDays": WINDOW / DAY,
            "score": {
                "channel": channel,
                "lastUpdateDate": instant(self.as_of, "%-m/%-d/%Y"),
                "lifeTime": life_time,
                "riskFactor": overall,
                "riskFactorChats": chats,
                "riskFactorContacts": contacts,
            },
            "metrics": {
                "lifeTime": {
                    "rating": life_time, "ageDays": self.age_days, "basis": "message", "lowerBound": true,
                    "since": instant(self.since, "%Y-%m-%dT%H:%M:%SZ"),
                },
                "riskFactorContacts": {
                    "rating": contacts, "coverage": self.coverage(), "known": self.known, "reached": self.reached,
                },
                "riskFactorChats": {
                    "rating": chats, "responseRate": self.response_rate, "persons": self.persons,
                    "outreaches": self.outreaches, "answered": self.answered, "pending": self.pending,
                    "unanswered": self.unanswered, "inboundConversations": self.inbound,
                    "medianReplySeconds": self.median_reply(), "basis": basis,
                },
            },
        })
    }
}

/// Runs of touches in which none comes later than [`GAP`] after the one before.
fn conversations(touches: &[TruthTouch]) -> impl Iterator<Item = &[TruthTouch]> {
    touches.chunk_by(|one, next| next.time - one.time <= GAP)
}

/// How long after `opening` the person wrote first.
fn first_answer(touches: &[TruthTouch], opening: i64) -> Option<i64> {
    touches
        .iter()
        .filter(|touch| !touch.outgoing && touch.time > opening)
        .map(|touch| touch.time - opening)
        .min()
}

/// Kaplan–Meier: at each delay within the horizon, the share of those still unanswered who stay so.
fn response_rate(outreaches: &[Outreach], delays: &[i64]) -> f64 {
    let mut distinct = delays.to_vec();
    distinct.dedup();
    let mut silent = 1.0;
    for delay in distinct {
        let weight = |chosen: &dyn Fn(&Outreach) -> bool| -> f64 {
            outreaches.iter().filter(|outreach| chosen(outreach)).map(|outreach| outreach.weight).sum()
        };
        let answered = weight(&|outreach| outreach.delay == Some(delay));
        let at_risk = weight(&|outreach| outreach.observed() >= delay);
        silent *= if at_risk - answered < 1e-9 { 0.0 } else { 1.0 - answered / at_risk };
    }
    1.0 - silent
}

/// The instant in UTC.
fn instant(seconds: i64, format: &str) -> Option<String> {
    DateTime::from_timestamp(seconds, 0).map(|time| time.format(format).to_string())
}

#[cfg(test)]
mod tests {
    use super::{DAY, Summary};
    use crate::truth::{Truth, TruthPerson, TruthTouch};

    fn person(known: bool, touches: &[(i64, bool)]) -> TruthPerson {
        let touches = touches.iter().map(|&(time, outgoing)| TruthTouch { time, outgoing }).collect();
        TruthPerson { known, touches }
    }

    #[test]
    fn a_channel_worked_out_by_hand() {
        let start = 1_000 * DAY;
        let truth = Truth {
            persons: vec![
                // Outreach on day 80, answered after 600 s; the newest touch is day 100, so the window begins after day 70.
                person(true, &[(start, false), (start + 80 * DAY, true), (start + 80 * DAY + 600, false)]),
                // Two outreaches to one silent person: each weighs a half.
                person(false, &[(start + 85 * DAY, true), (start + 90 * DAY, true)]),
                // Opened one day before as-of: pending.
                person(false, &[(start + 99 * DAY, true)]),
                // Inbound; it sets as-of.
                person(true, &[(start + 100 * DAY - 60, false), (start + 100 * DAY, true)]),
                // Exactly 30 days before as-of is outside.
                person(true, &[(start + 70 * DAY, true)]),
            ],
        };
        let summary = Summary::of(&truth).unwrap();
        assert_eq!((summary.age_days, summary.reached, summary.known), (100, 4, 2));
        assert_eq!((summary.persons, summary.outreaches, summary.inbound), (3, 4, 1));
        assert_eq!((summary.answered, summary.pending, summary.unanswered), (1, 1, 2));
        // At 600 s one of the weight 1 + 1/2 + 1/2 + 1 = 3 is answered: S = 1 − 1/3.
        assert!((summary.response_rate.unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(summary.median_reply(), Some(600.0));
        // Coverage 2/4 is good, but 4 persons are too few for more than 2; 3 persons likewise.
        assert_eq!(summary.ratings(), [3, 2, 2]);
    }

    #[test]
    fn who_only_answers_is_rated_by_how_often() {
        let day = |number: i64| 1_000 * DAY + number * 2 * DAY;
        let answered = |number| [(day(number), false), (day(number) + 60, true)];
        for (answers, rating) in [(9, 2), (10, 3)] {
            let touches: Vec<(i64, bool)> = (0..answers).flat_map(answered).collect();
            let summary = Summary::of(&Truth { persons: vec![person(false, &touches)] }).unwrap();
            let joined = usize::try_from(answers).unwrap();
            assert_eq!((summary.persons, summary.joined, summary.ratings()[2]), (0, joined, rating));
            assert_eq!(summary.to_json("a")["metrics"]["riskFactorChats"]["basis"], "inbound-only");
        }
        let silent = Summary::of(&Truth { persons: vec![person(false, &[(day(0), false)])] }).unwrap();
        assert_eq!((silent.joined, silent.ratings()[2]), (0, 1));
    }

    #[test]
    fn nothing_dated_is_no_summary() {
        assert_eq!(Summary::of(&Truth::default()), None);
    }
}
