//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::as_of::AsOf;

/// Scores how safely a WhatsApp number is used, from that number's own exports, offline.
#[derive(Parser, Debug)]
#[command(
    name = "safety-meter",
    version,
    propagate_version = true,
    after_help = "Examples:\n  safety-meter score exports/acme\n  safety-meter score exports/acme --format table\n  \
                  safety-meter inspect exports/acme\n\nNothing leaves this machine: the program opens no connection."
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Score one or more numbers from their exports
    Score(Box<ScoreArguments>),
    /// Compare the numbers in a file of scores: ratings, quartiles, the worst, percentiles
    Fleet(FleetArguments),
    /// Show what is recognised in the exports and how it is understood, without scoring
    Inspect(InspectArguments),
    /// Write what is recognised as a table of messages and one of contacts
    Convert(Box<ConvertArguments>),
    /// List the formats that can be read
    Formats,
    /// Print the default policy: every number behind the ratings, with comments
    Policy,
    /// Print completions for a shell
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page, or that of one command
    Man {
        /// A command, such as score.
        command: Option<String>,
    },
}

/// What is read and how.
#[derive(Args, Debug)]
pub struct InputArguments {
    /// Exports of one number each: a folder (read recursively), a file or a zip; - reads standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath, required_unless_present = "fleet")]
    pub paths: Vec<PathBuf>,
    /// Many numbers at once: each sub-folder of a folder, or each channel in tables (repeatable; `formats` lists the columns)
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub fleet: Vec<PathBuf>,
    /// Zone of wall-clock times and of dates, such as Europe/Berlin [default: UTC]
    #[arg(long, value_name = "IANA")]
    pub timezone: Option<String>,
    /// When the number was registered, if you know it: a date or an instant
    #[arg(long, value_name = "DATE")]
    pub registered: Option<String>,
    /// Your name in text exports, where they do not tell (repeatable)
    #[arg(long, value_name = "NAME")]
    pub me: Vec<String>,
    /// Region of phone numbers without country code, two letters such as DE
    #[arg(long, value_name = "CC")]
    pub region: Option<String>,
    /// Name of the channel, instead of its folder's name (one PATH only)
    #[arg(long, value_name = "NAME")]
    pub channel: Option<String>,
    /// Number of threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Print errors only
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say what is read
    #[arg(short, long)]
    pub verbose: bool,
}

/// Arguments of `score`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  safety-meter score exports/acme\n      the vendor's six keys, as of the newest touch\n  \
    safety-meter score exports/acme --format table\n      the same for people, with reasons and what would raise it\n  \
    safety-meter score --fleet exports -o scores.csv --resume\n      one row for each sub-folder; called again, only what has changed is read\n  \
    safety-meter score exports/acme --as-of 2024-05-20 --fail-below 2\n      exit code 1 if the overall rating is 1\n\n\
    Exit codes: 0 scored; 1 scored, but below --fail-below; 2 wrong call or unreadable input; \
    130 stopped by Ctrl-C, with the channels of a fleet done by then written, in place of what FILE had."
)]
pub struct ScoreArguments {
    /// What is read and how.
    #[command(flatten)]
    pub input: InputArguments,
    /// The instant for which the score holds: latest (the newest touch), now, a date (its end) or an instant
    #[arg(long, value_name = "WHEN", default_value = "latest")]
    pub as_of: AsOf,
    /// Policy to rate by, a file like the one that `safety-meter policy` prints
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub policy: Option<PathBuf>,
    /// What to print [default: vendor, or what the ending of FILE says if it is .csv or .parquet]
    #[arg(long, value_enum)]
    format: Option<ScoreFormat>,
    /// Write the results to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Go on with FILE: channels of which nothing has changed since an earlier run are taken over (FILE.resume keeps what that needs; give it from the first run on)
    #[arg(long)]
    pub resume: bool,
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
            Some("parquet") => ScoreFormat::Parquet,
            _ => ScoreFormat::Vendor,
        })
    }
}

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

/// Arguments of `convert`.
#[derive(Args, Debug)]
#[command(
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
    #[arg(long)]
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

/// Forms of a score.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ScoreFormat {
    /// The vendor's six keys, one line a channel
    Vendor,
    /// For people
    Table,
    /// Everything, as one array
    Json,
    /// Everything, one line a channel
    Ndjson,
    /// One row a channel
    Csv,
    /// The same with types, as Apache Parquet
    Parquet,
}

/// Forms of an inspection.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum InspectFormat {
    /// For people
    Table,
    /// For programs
    Json,
}
