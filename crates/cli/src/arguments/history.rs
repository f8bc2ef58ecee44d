//! Arguments of `history`, and which file it is in.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand, ValueEnum, ValueHint};
use meter_ingest::When;

use crate::grid::of_ending;

/// Where results and tokens are kept.
#[derive(Args, Debug)]
pub struct DatabaseArguments {
    /// File with the history [default: safety-meter/history.db in the user's data folder]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub db: Option<PathBuf>,
}

/// Arguments of `history`.
#[derive(Args, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "Examples:\n  safety-meter score exports/acme --save\n      keep the result; once a day, by cron, say\n  \
    safety-meter history\n      of which channels there are results\n  safety-meter history acme --from 2024-05-01\n      \
    each result since then, and what changed\n  safety-meter history acme -o acme.json --full\n      the same with all that was known at the time\n  \
    safety-meter history prune --keep 400\n      forget all but the newest 400 results of each channel\n\n\
    A channel that is called prune is shown by `safety-meter history -- prune`.\nExit codes: 0 done; 2 wrong call, or no such channel or file."
)]
pub struct HistoryArguments {
    /// What else than showing.
    #[command(subcommand)]
    pub command: Option<HistoryCommand>,
    /// The channel whose results are shown [default: list the channels]
    #[arg(value_name = "CHANNEL")]
    pub channel: Option<String>,
    /// Where it is.
    #[command(flatten)]
    pub database: DatabaseArguments,
    /// Results of this date or instant and later
    #[arg(long, value_name = "WHEN", value_parser = when, requires = "channel")]
    pub from: Option<When>,
    /// Results of this date or instant and earlier
    #[arg(long, value_name = "WHEN", value_parser = when, requires = "channel")]
    pub to: Option<When>,
    /// The newest N results only
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), requires = "channel")]
    pub last: Option<u32>,
    /// Zone of dates, in the table as well, such as Europe/Berlin [default: UTC]
    #[arg(long, value_name = "IANA")]
    pub timezone: Option<String>,
    /// With --format json: each with its full view, as it was
    #[arg(long, requires = "channel")]
    pub full: bool,
    /// Mask persons and paths (+44 770 •••• 23, A••• H•••) in what was saved, and in messages
    #[arg(long)]
    pub mask: bool,
    /// What to print [default: table, or what the ending of FILE says]
    #[arg(long, value_enum)]
    format: Option<HistoryFormat>,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

impl HistoryArguments {
    /// Whether persons and paths are masked.
    pub fn mask(&self) -> bool {
        let prune = self.command.as_ref().is_some_and(|HistoryCommand::Prune(prune)| prune.mask);
        self.mask || prune
    }

    /// What to print. Where nobody says so, a file has what its ending says.
    pub fn format(&self) -> HistoryFormat {
        const OTHER: HistoryFormat = HistoryFormat::Table;
        let endings = [HistoryFormat::Csv, OTHER, OTHER, HistoryFormat::Json];
        self.format.or_else(|| of_ending(self.output.as_deref(), endings)).unwrap_or(OTHER)
    }
}

/// What else can be done with the history.
#[derive(Subcommand, Debug)]
pub enum HistoryCommand {
    /// Forget old results; the newest of each channel stays
    Prune(PruneArguments),
}

/// Arguments of `history prune`.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("which").args(["keep", "before"]).required(true).multiple(true))]
pub struct PruneArguments {
    /// The channel of which results are forgotten [default: each]
    #[arg(value_name = "CHANNEL")]
    pub channel: Option<String>,
    /// Where it is.
    #[command(flatten)]
    pub database: DatabaseArguments,
    /// Keep the newest N results of each channel
    #[arg(long, value_name = "N")]
    pub keep: Option<u32>,
    /// Keep what is of this date or instant and later; with --keep, only what neither keeps is forgotten
    #[arg(long, value_name = "WHEN", value_parser = when)]
    pub before: Option<When>,
    /// Zone of the date, such as Europe/Berlin [default: UTC]
    #[arg(long, value_name = "IANA")]
    pub timezone: Option<String>,
    /// Forget even the newest result of a channel, where nothing else keeps it
    #[arg(long)]
    pub even_newest: bool,
    /// Only say how many would be forgotten
    #[arg(long)]
    pub dry_run: bool,
    /// Mask channels that are called like a person or a number, and paths, in messages
    #[arg(long)]
    pub mask: bool,
}

/// Forms of a history.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum HistoryFormat {
    /// For people: a line each, and what changed
    Table,
    /// One row a result
    Csv,
    /// One object a result, as one array
    Json,
}

fn when(text: &str) -> Result<When, String> {
    When::parse(text)
        .ok_or_else(|| "give a date like 2024-05-20 or an instant like 2024-05-20T18:30:00Z".to_owned())
}
