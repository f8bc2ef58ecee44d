//! What is asked of a plan, and which questions make no sense.

use crate::Rating;
use crate::words::count;

/// A campaign, and how it is looked into.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Request {
    /// New persons a day, from 0 to [`Request::MOST_PER_DAY`].
    pub per_day: u64,
    /// For how many days, from 1 to [`Request::MOST_DAYS`].
    pub days: u32,
    /// Which share of the persons is in the address book, 0 to 1.
    pub known: f64,
    /// Which share of them answers, 0 to 1; `None` takes the channel's own response rate.
    pub reply: Option<f64>,
    /// How many persons the reply share is as certain as, from 1 to [`Request::MOST_EVIDENCE`]; `None` takes those that the channel's own
    /// response rate rests on.
    pub evidence: Option<u64>,
    /// The rating that all four are to keep; `None` takes today's.
    pub target: Option<Rating>,
    /// Where the random numbers come from.
    pub seed: u64,
    /// How often the campaign is played, from 1 to [`Request::MOST_RUNS`].
    pub runs: u32,
}

/// Why there is no plan.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct PlanError(pub(super) String);

impl Request {
    /// The most persons a day, also when the largest safe number is looked for.
    pub const MOST_PER_DAY: u64 = 10_000;
    /// The most days.
    pub const MOST_DAYS: u32 = 365;
    /// The most persons in all.
    pub const MOST_PERSONS: u64 = 1_000_000;
    /// The most persons in all that are tried when the largest safe number is looked for: enough for anybody, and soon played.
    pub const MOST_SOUGHT: u64 = 100_000;
    /// The most runs.
    pub const MOST_RUNS: u32 = 10_000;
    /// More persons than this make a share as good as certain.
    pub const MOST_EVIDENCE: u64 = 100_000;
    /// Runs where nobody says how many.
    pub const DEFAULT_RUNS: u32 = 400;

    /// Checks that every number is in its range.
    ///
    /// # Errors
    /// If one is not; it is named by its option.
    pub fn check(&self) -> Result<(), PlanError> {
        within("--per-day", self.per_day, 0, Self::MOST_PER_DAY)?;
        within("--days", self.days.into(), 1, Self::MOST_DAYS.into())?;
        within("--runs", self.runs.into(), 1, Self::MOST_RUNS.into())?;
        within("--evidence", self.evidence.unwrap_or(1), 1, Self::MOST_EVIDENCE)?;
        share("--known", self.known)?;
        share("--reply", self.reply.unwrap_or(0.0))?;
        if self.persons() > Self::MOST_PERSONS {
            return Err(PlanError(format!(
                "{} a day for {} are {} people, more than {}; give fewer of either",
                self.per_day,
                count(self.days, "day", "days"),
                self.persons(),
                Self::MOST_PERSONS
            )));
        }
        Ok(())
    }

    /// How many persons get a message.
    #[must_use]
    pub fn persons(&self) -> u64 {
        self.per_day * u64::from(self.days)
    }

    /// The most persons a day that are tried when the largest safe number is looked for; those who are asked for are tried in any case.
    #[must_use]
    pub fn most_tried(&self) -> u64 {
        Self::MOST_PER_DAY.min(Self::MOST_SOUGHT / u64::from(self.days.max(1))).max(self.per_day)
    }
}

fn within(option: &str, number: u64, least: u64, most: u64) -> Result<(), PlanError> {
    if (least..=most).contains(&number) {
        return Ok(());
    }
    Err(PlanError(format!("{option} {number} is not from {least} to {most}")))
}

fn share(option: &str, share: f64) -> Result<(), PlanError> {
    if (0.0..=1.0).contains(&share) {
        return Ok(());
    }
    Err(PlanError(format!("{option} {} % is no share from 0 % to 100 %", share * 100.0)))
}

#[cfg(test)]
mod tests {
    use super::Request;

    fn request() -> Request {
        Request {
            per_day: 5,
            days: 7,
            known: 0.0,
            reply: None,
            evidence: None,
            target: None,
            seed: 1,
            runs: 400,
        }
    }

    #[test]
    fn the_ends_of_the_ranges_belong_to_them() {
        for request in [
            request(),
            Request { per_day: 0, days: 365, runs: 1, ..request() },
            Request { per_day: 10_000, days: 100, runs: 10_000, ..request() },
            Request { known: 1.0, reply: Some(1.0), evidence: Some(1), ..request() },
            Request { evidence: Some(100_000), ..request() },
        ] {
            assert_eq!(request.check(), Ok(()), "{request:?}");
        }
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        for (request, option) in [
            (Request { per_day: 10_001, ..request() }, "--per-day 10001 is not from 0 to 10000"),
            (Request { days: 0, ..request() }, "--days 0 is not from 1 to 365"),
            (Request { days: 366, ..request() }, "--days 366 is not from 1 to 365"),
            (Request { runs: 0, ..request() }, "--runs 0 is not from 1 to 10000"),
            (Request { runs: 10_001, ..request() }, "--runs 10001 is not from 1 to 10000"),
            (Request { evidence: Some(0), ..request() }, "--evidence 0 is not from 1 to 100000"),
            (Request { known: 1.5, ..request() }, "--known 150 % is no share from 0 % to 100 %"),
            (Request { reply: Some(f64::NAN), ..request() }, "--reply NaN % is no share from 0 % to 100 %"),
            (
                Request { per_day: 10_000, days: 101, ..request() },
                "10000 a day for 101 days are 1010000 people, more than 1000000; give fewer of either",
            ),
        ] {
            assert_eq!(request.check().map_err(|error| error.to_string()), Err(option.to_owned()));
        }
    }

    #[test]
    fn fewer_a_day_are_tried_for_longer() {
        assert_eq!(request().most_tried(), 10_000);
        assert_eq!(Request { days: 100, ..request() }.most_tried(), 1_000);
        // A hundred thousand over 365.
        assert_eq!(Request { days: 365, ..request() }.most_tried(), 273);
        assert_eq!(Request { per_day: 2_000, days: 365, ..request() }.most_tried(), 2_000);
    }
}
