//! Arguments of `timeline`.

use std::path::PathBuf;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use clap::{Args, ValueEnum, ValueHint};
use meter_ingest::When;

use super::InputArguments;
use crate::grid::of_ending;

/// Arguments of `timeline`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  safety-meter timeline exports/acme\n      every day from the first evidence of the number to its newest touch, and why ratings \
    changed\n  safety-meter timeline exports/acme --from 2024-01-01 --every 1w\n      the end of every seventh day from then on\n  \
    safety-meter timeline --fleet exports -o days.parquet\n      one row for each channel and day\n\n\
    Each day is what `safety-meter score --as-of DATE` says of it. There are rows at --from and every so many days later, up to --to.\n\
    Exit codes: 0 rated; 2 wrong call or unreadable input."
)]
pub struct TimelineArguments {
    /// What is read and how.
    #[command(flatten)]
    pub input: InputArguments,
    /// First day [default: that of the earliest evidence of the number]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<NaiveDate>,
    /// Last day [default: that of the newest touch]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub to: Option<NaiveDate>,
    /// From one row to the next: so many days or weeks
    #[arg(long, allow_hyphen_values = true, value_name = "STEP", default_value = "1d")]
    pub every: Step,
    /// Policy to rate by, a file like the one that `safety-meter policy` prints
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub policy: Option<PathBuf>,
    /// What to print [default: table, or what the ending of FILE says]
    #[arg(long, value_enum)]
    format: Option<TimelineFormat>,
    /// Write the results to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

impl TimelineArguments {
    /// What to print. Where nobody says so, a file has what its ending says.
    pub fn format(&self) -> TimelineFormat {
        let endings =
            [TimelineFormat::Csv, TimelineFormat::Ndjson, TimelineFormat::Parquet, TimelineFormat::Json];
        let of_file = || of_ending(self.output.as_deref(), endings);
        self.format.or_else(of_file).unwrap_or(TimelineFormat::Table)
    }
}

/// Forms of a timeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum TimelineFormat {
    /// For people: strips, and what changed when and why
    Table,
    /// One row for each channel and day
    Csv,
    /// The same, one JSON object a line
    Ndjson,
    /// The same with types, as Apache Parquet
    Parquet,
    /// One object a channel: all its points and changes, as one array
    Json,
}

/// How many days lie from one row to the next, at least 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step(u32);

impl Step {
    /// The longest step, a century.
    const LONGEST: u32 = 36_525;

    pub fn days(self) -> u32 {
        self.0
    }
}

impl FromStr for Step {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let days = ["d", "w"].into_iter().zip([1, 7]).find_map(|(unit, days)| {
            let number: u32 = text.strip_suffix(unit)?.parse().ok()?;
            number.checked_mul(days)
        });
        let days = days.filter(|days| (1..=Self::LONGEST).contains(days));
        days.map(Self).ok_or_else(|| "give days like 1d or weeks like 2w, from 1 day to a century".to_owned())
    }
}

/// A day whose year has four digits, as it is written.
fn day(text: &str) -> Result<NaiveDate, String> {
    match When::parse(text) {
        Some(When::Day(day)) if (1..=9999).contains(&day.year()) => Ok(day),
        _ => Err("give a date like 2024-05-20".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, day};

    #[test]
    fn steps_are_days_or_weeks() {
        let days = |text: &str| text.parse::<Step>().map(Step::days).ok();
        assert_eq!(["1d", "10d", "2w", "36525d"].map(days), [Some(1), Some(10), Some(14), Some(36_525)]);
        for text in ["", "0d", "0w", "d", "1", "-1d", "1.5d", "1h", "36526d", "5218w", "4000000000w", "1 d"] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn days_have_no_clock_and_four_digits() {
        assert!(day("2024-02-29").is_ok() && day("9999-12-31").is_ok());
        for text in ["2023-02-29", "2024-05-20T10:00", "20.05.2024", "+10000-01-01", "-0001-01-01", "today"] {
            assert!(day(text).is_err(), "{text}");
        }
    }
}
