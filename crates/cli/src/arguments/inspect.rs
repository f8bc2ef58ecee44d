//! Arguments of `inspect`.

use clap::{Args, ValueEnum};

use super::InputArguments;

/// Arguments of `inspect`.
#[derive(Args, Debug)]
pub struct InspectArguments {
    /// What is read and how.
    #[command(flatten)]
    pub input: InputArguments,
    /// What to print
    #[arg(long, value_enum, default_value_t = InspectFormat::Table)]
    pub format: InspectFormat,
}

/// Forms of an inspection.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum InspectFormat {
    /// For people
    Table,
    /// For programs
    Json,
}
