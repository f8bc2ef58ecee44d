//! Arguments of `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::InputArguments;
use crate::as_of::AsOf;

/// Arguments of `diff`.
#[derive(Args, Debug)]
#[command(
    override_usage = "safety-meter diff [OPTIONS] <BEFORE> <AFTER>\n       safety-meter diff [OPTIONS] <PATH>... --policy <ONE> --policy <OTHER>",
    mut_arg("paths", |paths| paths.help("Two files that `score` wrote as json, ndjson, vendor (ratings only), csv or parquet, of which - may be \
        standard input; with two --policy, exports as `score` reads them")),
    after_help = "Channels are joined by their names. One that is on one side only is listed and is no change of a rating.\n\n\
    Examples:\n  safety-meter score --fleet exports -o monday.ndjson --format ndjson\n  safety-meter diff monday.ndjson friday.ndjson\n      \
    whose ratings changed in between, and what changed behind them\n  \
    safety-meter diff --fleet exports --policy default --policy calibrated.toml\n      what another policy would change\n\n\
    Exit codes: 0 no rating fell; 1 a rating of a channel fell; 2 wrong call or unreadable input."
)]
pub struct DiffArguments {
    /// What is read and how.
    #[command(flatten)]
    pub input: InputArguments,
    /// Two policies to compare on the same exports, each a file or `default` (give it twice, the earlier first)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub policy: Vec<PathBuf>,
    /// With two --policy: the instant for which the scores hold, as for `score`
    #[arg(long, value_name = "WHEN", default_value = "latest")]
    pub as_of: AsOf,
    /// What to print
    #[arg(long, value_enum, default_value_t = DiffFormat::Table)]
    pub format: DiffFormat,
}

/// Forms of a comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum DiffFormat {
    /// For people
    Table,
    /// One row a channel: ratings before and after, and why
    Csv,
    /// All of it, for programs
    Json,
}
