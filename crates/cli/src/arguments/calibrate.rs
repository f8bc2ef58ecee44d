//! Arguments of `calibrate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::{InputArguments, RatingArguments};

/// Arguments of `calibrate`.
#[derive(Args, Debug)]
#[command(
    after_help = "Ratings of the vendor are its saved responses, with the six keys that `score` prints: a file vendor.json in the \
    folder of the number (one object, an array, or one object a line), or any number of files given with --labels. A rating holds for the end of \
    its lastUpdateDate; without one, for --as-of.\n\n\
    A cut is claimed only if 20 ratings hang on it, 5 of them on each side, and its best values are one interval between two of them. Every \
    other cut is kept, and it is said why. Without any claim the policy is written all the same, with all cuts kept.\n\n\
    Examples:\n  safety-meter calibrate --fleet exports\n      do the default cuts agree with the vendor's ratings, and what would agree best?\n  \
    safety-meter calibrate --fleet exports --labels responses.ndjson -o calibrated.toml\n  \
    safety-meter score exports/acme --policy calibrated.toml\n      rates by the fitted cuts\n\n\
    Exit codes: 0 compared; 2 wrong call, ratings that mean nothing, or unreadable input."
)]
pub struct CalibrateArguments {
    /// What is read and how.
    #[command(flatten)]
    pub input: InputArguments,
    /// Ratings of the vendor, whose `channel` names one of the channels read: NDJSON, a JSON array or CSV (repeatable)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub labels: Vec<PathBuf>,
    /// For which instant, and by which policy.
    #[command(flatten)]
    pub rating: RatingArguments,
    /// Write the fitted policy to FILE, for --policy of other commands
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = CalibrateFormat::Table)]
    pub format: CalibrateFormat,
}

/// Forms of a calibration.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum CalibrateFormat {
    /// For people
    Table,
    /// For programs
    Json,
}
