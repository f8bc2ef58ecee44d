//! Arguments of `report`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use meter_score::what_if::sweep::Axis;

use super::{InputArguments, RatingArguments};

/// Arguments of `report`.
#[derive(Args, Debug)]
#[command(
    mut_arg("mask", |mask| mask.help("Mask paths in messages, too; on the page persons and paths are masked anyway")),
    after_help = "Examples:\n  safety-meter report exports/acme -o acme.html\n      one file to open, print or send: ratings, reasons, charts, what was \
    read; it fetches nothing\n  safety-meter report exports/acme --show-numbers -o acme.html\n      the same for your own eyes: numbers and names of \
    persons in full\n  safety-meter report --fleet exports -o fleet.html\n      all channels on one page, the worst first, sorted and filtered in \
    place\n\n\
    Persons are masked (+44 770 •••• 23, A••• H•••), in names of files, too. The channel's own name is not: --channel NAME gives another.\n\
    Exit codes: 0 written; 2 wrong call or unreadable input."
)]
pub struct ReportArguments {
    /// What is read and how.
    #[command(flatten)]
    pub input: InputArguments,
    /// For which instant, and by which policy.
    #[command(flatten)]
    pub rating: RatingArguments,
    /// Show numbers and names of persons in full, instead of masked
    #[arg(long, conflicts_with = "mask")]
    pub show_numbers: bool,
    /// Draw the ratings for every value of a variable (age, save, answer, send, known, reply, window), such as save=0..200:10; given twice, of every pair
    #[arg(long, value_name = "NAME=A..B:STEP", value_parser = Axis::parse)]
    pub sweep: Vec<Axis>,
    /// Write the page to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}
