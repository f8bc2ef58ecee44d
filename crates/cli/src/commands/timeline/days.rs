//! Which days a timeline has.

use anyhow::bail;
use chrono::{DateTime, Days, NaiveDate};
use chrono_tz::Tz;
use meter_ingest::When;
use meter_model::{Ledger, Moment};

use crate::arguments::TimelineArguments;

/// The days that the command line asks for.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    every: u32,
}

/// How many rows a channel may have.
const MOST_ROWS: i64 = 100_000;

impl Range {
    /// Checks what can be checked before anything is read.
    pub fn new(arguments: &TimelineArguments) -> anyhow::Result<Self> {
        let range = Self { from: arguments.from, to: arguments.to, every: arguments.every.days() };
        if let (Some(from), Some(to)) = (range.from, range.to) {
            if from > to {
                bail!("--from {from} is after --to {to}; swap them");
            }
            range.check_rows(from, to)?;
        }
        Ok(range)
    }

    /// How many days lie from one row to the next.
    pub fn every(&self) -> u32 {
        self.every
    }

    /// Whether the newest touch decides which day is the last.
    pub fn ends_with_newest(&self) -> bool {
        self.to.is_none()
    }

    /// The ends of the days in a zone, in the order of time; none if nothing in the channel has a date.
    pub fn instants(&self, ledger: &Ledger, zone: Tz) -> anyhow::Result<Vec<i64>> {
        let age = ledger.age;
        let earliest = [age.registered, age.message, age.group].into_iter().flatten().min();
        let (Some(earliest), Some(newest)) = (earliest, ledger.newest()) else { return Ok(Vec::new()) };
        let day = |moment: Moment| {
            let instant = DateTime::from_timestamp(moment.seconds(), 0).unwrap_or_default();
            instant.with_timezone(&zone).date_naive()
        };
        let (first, last) = (day(earliest), day(newest));
        let (from, to) = (self.from.unwrap_or(first), self.to.unwrap_or(last));
        if from > to {
            match (self.from, self.to) {
                (Some(from), _) => bail!(
                    "its newest touch is of {last}, before --from {from}; give --to, too, or an earlier --from"
                ),
                (_, _) => bail!("it begins on {first}, after --to {to}; give --from, too, or a later --to"),
            }
        }
        self.check_rows(from, to)?;
        let step = Days::new(self.every.into());
        let days = std::iter::successors(Some(from), |day| day.checked_add_days(step));
        let mut instants: Vec<i64> =
            days.take_while(|day| *day <= to).map(|day| When::Day(day).end(zone)).collect();
        // A day that a zone once left out has no end of its own.
        instants.dedup();
        Ok(instants)
    }

    fn check_rows(&self, from: NaiveDate, to: NaiveDate) -> anyhow::Result<()> {
        let rows = (to - from).num_days() / i64::from(self.every) + 1;
        if rows > MOST_ROWS {
            bail!(
                "{from} to {to} would be {rows} rows and {MOST_ROWS} are the most; give a later --from or a longer --every"
            );
        }
        Ok(())
    }
}
