//! Arguments of `convert`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::InputArguments;

/// Arguments of `convert`.
#[derive(Args, Debug)]
#[command(
    mut_arg("mask", |mask| mask.help("Call persons person-1, person-2 and so on, in the order of the rows, leave names out, and mask paths in messages; \
        the tables score the same")),
    after_help = "Examples:\n  safety-meter convert exports/acme -o tables\n      tables/messages.parquet and tables/contacts.parquet, \
    without any text\n  safety-meter convert --fleet exports -o all.parquet\n      all.parquet and all-contacts.parquet, with a \
    column for the channel\n  safety-meter convert exports/acme -o tables --format csv --pseudonymise\n      the same score, with \
    stand-ins for persons\n  safety-meter score tables\n      scores the tables like the exports that they were made from\n\n\
    Exit codes: 0 written; 2 wrong call or unreadable input."
)]
pub struct ConvertArguments {
    /// What is read and how.
    #[command(flatten)]
    pub input: InputArguments,
    /// A folder for messages.EXT and contacts.EXT, or a file (.parquet, .arrow, .csv, .ndjson) beside which FILE-contacts.EXT is put
    #[arg(short, long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub output: PathBuf,
    /// What to write the tables as [default: what the ending of FILE says, else parquet]
    #[arg(long, value_enum)]
    pub format: Option<ConvertFormat>,
    /// Write the texts of messages, too
    #[arg(long, conflicts_with = "mask")]
    pub with_text: bool,
    /// Replace persons and ids of messages by random stand-ins and leave names out; times and the channel's name (see --channel) stay
    #[arg(long, conflicts_with = "with_text")]
    pub pseudonymise: bool,
}

/// Forms of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ConvertFormat {
    /// Apache Parquet
    Parquet,
    /// Arrow IPC file (Feather 2)
    Ipc,
    /// Comma-separated
    Csv,
    /// One JSON object a line
    Ndjson,
}
