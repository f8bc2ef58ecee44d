//! Arguments of `plan`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use meter_score::Rating;
use meter_score::plan::Request;
use meter_score::what_if::percent;

use super::whole::whole;
use super::{InputArguments, RatingArguments};
use crate::grid::of_ending;

/// Arguments of `plan`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  safety-meter plan exports/acme --per-day 20 --days 14\n      strangers, who answer as often as people did so far\n  \
    safety-meter plan exports/acme --per-day 50 --days 30 --known 80% --reply 25%\n      people from the address book, a quarter of whom \
    answers\n  safety-meter plan exports/acme --per-day 0 --days 30 --target 3\n      how many a day would do if every rating has to be 3\n  \
    safety-meter plan --fleet exports --per-day 20 --days 14 -o plans.parquet\n      one row a day and channel\n\n\
    Each day is rated as score rates it, from its end. A band holds 95 % of the runs. The answer says what it assumes.\n\
    Exit codes: 0 planned; 2 wrong call or unreadable input."
)]
pub struct PlanArguments {
    /// What is read and how.
    #[command(flatten)]
    pub input: InputArguments,
    /// From when on, and by which policy.
    #[command(flatten)]
    pub rating: RatingArguments,
    /// New people who are written to every day, one message each
    #[arg(long, allow_hyphen_values = true, value_name = "N", value_parser = whole(0, Request::MOST_PER_DAY))]
    pub per_day: u64,
    /// For how many days
    #[arg(long, allow_hyphen_values = true, value_name = "D", value_parser = whole(1, Request::MOST_DAYS))]
    pub days: u32,
    /// P% of them are in the address book
    #[arg(long, allow_hyphen_values = true, value_name = "P%", value_parser = percent, default_value = "0%")]
    pub known: f64,
    /// P% of them answer [default: the channel's own response rate]
    #[arg(long, allow_hyphen_values = true, value_name = "P%", value_parser = percent)]
    pub reply: Option<f64>,
    /// The share of answers is as certain as N people make it [default: those whom the channel opened conversations with, 10 to 1000]
    #[arg(long, allow_hyphen_values = true, value_name = "N", value_parser = whole(1, Request::MOST_EVIDENCE))]
    pub evidence: Option<u64>,
    /// The rating that all four are to keep [default: what each is now]
    #[arg(long, allow_hyphen_values = true, value_name = "N", value_parser = whole(1_u8, 3))]
    pub target: Option<u8>,
    /// Where the random numbers come from: the same seed gives the same answer
    #[arg(long, allow_hyphen_values = true, value_name = "N", default_value_t = 1, value_parser = whole(0, u64::MAX))]
    pub seed: u64,
    /// How often the campaign is played
    #[arg(long, allow_hyphen_values = true, value_name = "N", default_value_t = Request::DEFAULT_RUNS, value_parser = whole(1, Request::MOST_RUNS))]
    pub runs: u32,
    /// What to print [default: table, or what the ending of FILE says]
    #[arg(long, value_enum)]
    format: Option<PlanFormat>,
    /// Write the results to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

impl PlanArguments {
    /// What is asked of every channel.
    pub fn request(&self) -> Request {
        Request {
            per_day: self.per_day,
            days: self.days,
            known: self.known,
            reply: self.reply,
            evidence: self.evidence,
            target: self.target.map(|target| Rating::ALL[usize::from(target) - 1]),
            seed: self.seed,
            runs: self.runs,
        }
    }

    /// What to print.
    pub fn format(&self) -> PlanFormat {
        let endings = [PlanFormat::Csv, PlanFormat::Ndjson, PlanFormat::Parquet, PlanFormat::Json];
        let of_file = || of_ending(self.output.as_deref(), endings);
        self.format.or_else(of_file).unwrap_or(PlanFormat::Table)
    }
}

/// Forms of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum PlanFormat {
    /// For people
    Table,
    /// Everything, as one array
    Json,
    /// One line a day and channel
    Ndjson,
    /// One row a day and channel
    Csv,
    /// The same with types, as Apache Parquet
    Parquet,
}
