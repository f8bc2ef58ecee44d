//! Arguments of `score`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::{InputArguments, RatingArguments};

/// Arguments of `score`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  safety-meter score exports/acme\n      the vendor's six keys, as of the newest touch\n  \
    safety-meter score exports/acme --format table\n      the same for people, with reasons and what would raise it\n  \
    safety-meter score --fleet exports -o scores.csv --resume\n      one row for each sub-folder; called again, only what has changed is read\n  \
    safety-meter score exports/acme --as-of 2024-05-20 --fail-below 2\n      exit code 1 if the overall rating is 1\n  \
    safety-meter score exports/acme --save\n      keep the result, so that `safety-meter history acme` shows what becomes of it\n\n\
    Exit codes: 0 scored; 1 scored, but below --fail-below; 2 wrong call, unreadable input, or a result that could not be kept; \
    130 stopped by Ctrl-C, with the channels of a fleet done by then written, in place of what FILE had."
)]
pub struct ScoreArguments {
    /// What is read and how.
    #[command(flatten)]
    pub input: InputArguments,
    /// For which instant, and by which policy.
    #[command(flatten)]
    pub rating: RatingArguments,
    /// What to print [default: vendor, or what the ending of FILE says if it is .csv, .html or .parquet]
    #[arg(long, value_enum)]
    format: Option<ScoreFormat>,
    /// Write the results to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Go on with FILE: channels of which nothing has changed since an earlier run are taken over (FILE.resume keeps what that needs; give it from the first run on)
    #[arg(long)]
    pub resume: bool,
    /// Keep each result in the history as well, where `safety-meter history` shows it; one that is its channel's last already is not kept twice.
    /// With --resume, what is taken over from a run with --save is kept, too, unless it was
    #[arg(long)]
    pub save: bool,
    /// With --save: the file with the history [default: safety-meter/history.db in the user's data folder]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "save")]
    pub db: Option<PathBuf>,
    /// Exit with 1 if any overall rating is below N
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=3))]
    pub fail_below: Option<u8>,
}

impl ScoreArguments {
    /// What to print. Where nobody says so, a file of rows is not filled with lines.
    pub fn format(&self) -> ScoreFormat {
        let extension = self.output.as_ref().and_then(|output| output.extension());
        self.format.unwrap_or(match extension.and_then(|extension| extension.to_str()) {
            Some("csv") => ScoreFormat::Csv,
            Some("html") => ScoreFormat::Html,
            Some("parquet") => ScoreFormat::Parquet,
            _ => ScoreFormat::Vendor,
        })
    }
}

/// Forms of a score.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ScoreFormat {
    /// The vendor's six keys, one line a channel
    Vendor,
    /// For people
    Table,
    /// One page to look at, print or send, as `report` writes it
    Html,
    /// Everything, as one array
    Json,
    /// Everything, one line a channel
    Ndjson,
    /// One row a channel
    Csv,
    /// The same with types, as Apache Parquet
    Parquet,
}
