//! Arguments of `fleet`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

/// Arguments of `fleet`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  safety-meter score --fleet exports -o scores.parquet\n  \
    safety-meter fleet scores.parquet\n      how many stand where, how they spread, the worst ten, and each one's percentiles\n  \
    safety-meter fleet scores.parquet --format csv > percentiles.csv\n\n\
    A percentile is the share of the channels with data whose value is lower, equal ones counting half.\n\
    Exit codes: 0 compared; 2 wrong call, or rows that tell of no channel.")]
pub struct FleetArguments {
    /// What `score` wrote as parquet, csv, ndjson, json or vendor (which has ratings only); - reads standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub scores: PathBuf,
    /// What to print
    #[arg(long, value_enum, default_value_t = FleetFormat::Table)]
    pub format: FleetFormat,
    /// Mask channels that are called like a person or a number, and paths in messages
    #[arg(long)]
    pub mask: bool,
}

/// Forms of a comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum FleetFormat {
    /// For people
    Table,
    /// One row a channel: ratings, values and percentiles
    Csv,
    /// All of it, for programs
    Json,
}
