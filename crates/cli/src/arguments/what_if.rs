//! Arguments of `what-if`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum, ValueHint};
use meter_score::what_if::sweep::Axis;

use super::edits::EditArguments;
use super::input::InputArguments;
use super::whole::whole;
use crate::as_of::AsOf;
use crate::grid::of_ending;

/// Arguments of `what-if`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  safety-meter what-if exports/acme --save 10\n      the ratings as they are, and with ten more contacts\n  \
    safety-meter what-if exports/acme --send 50 --known 20% --reply 30%\n      after a campaign\n  \
    safety-meter what-if exports/acme --reach 3\n      the least that brings each rating to 3\n  \
    safety-meter what-if exports/acme --sweep save=0..200:10 --sweep answer=0..50 -o sweep.parquet\n      one row for each of both\n\n\
    Nothing is computed in another way than by score: an edit changes what is counted, and the same ratings follow. As-of stays that of the \
    channel without edits. What is swept comes after all edits, in the order window, send with known and reply, save, answer, age; a campaign that \
    is swept is the last --send, moved there.\n\
    Exit codes: 0 compared; 2 wrong call or unreadable input."
)]
pub struct WhatIfArguments {
    /// What is read and how.
    #[command(flatten)]
    pub input: InputArguments,
    /// The instant for which the score holds: latest (the newest touch), now, a date (its end) or an instant
    #[arg(long, value_name = "WHEN", default_value = "latest")]
    pub as_of: AsOf,
    /// Policy by which it is rated before the edits
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub base_policy: Option<PathBuf>,
    /// Find the least that brings each rating to N at least: people to write to, contacts, answers and days count one each
    #[arg(long, allow_hyphen_values = true, value_name = "N", value_parser = whole(1_u8, 3))]
    pub reach: Option<u8>,
    /// Tell in how many settings of window, gap, reply window and minimum sample the ratings stay the same
    #[arg(long, conflicts_with = "sweep")]
    pub stability: bool,
    /// Score every value of a variable (age, save, answer, send, known, reply, window), such as save=0..200:10; given twice, of every pair
    #[arg(long, value_name = "NAME=A..B:STEP", value_parser = Axis::parse, conflicts_with = "reach")]
    pub sweep: Vec<Axis>,
    /// What to print [default: table, or what the ending of FILE says]
    #[arg(long, value_enum)]
    format: Option<WhatIfFormat>,
    /// Write the results to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// What is different.
    #[command(flatten)]
    pub edits: EditArguments,
}

impl WhatIfArguments {
    /// The files of all policies.
    pub fn policies(&self) -> impl Iterator<Item = &Path> {
        self.base_policy.as_deref().into_iter().chain(self.edits.policies())
    }

    /// What to print.
    pub fn format(&self) -> WhatIfFormat {
        let endings = [WhatIfFormat::Csv, WhatIfFormat::Ndjson, WhatIfFormat::Parquet, WhatIfFormat::Json];
        let of_file = || of_ending(self.output.as_deref(), endings);
        self.format.or_else(of_file).unwrap_or(WhatIfFormat::Table)
    }
}

/// Forms of a comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum WhatIfFormat {
    /// For people
    Table,
    /// Everything, as one array
    Json,
    /// Everything, one line a channel, or a cell of a sweep
    Ndjson,
    /// One row a value: before, after and the difference; or a cell of a sweep
    Csv,
    /// The same with types, as Apache Parquet
    Parquet,
    /// The vendor's six keys of the channel as it would be
    Vendor,
}
