//! The command line, one file a command.

mod calibrate;
mod convert;
mod diff;
mod edits;
mod fleet;
mod history;
mod input;
mod inspect;
mod plan;
mod report;
mod score;
mod serve;
mod timeline;
mod token;
mod what_if;
mod whole;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

pub use self::calibrate::{CalibrateArguments, CalibrateFormat};
pub use self::convert::{ConvertArguments, ConvertFormat};
pub use self::diff::{DiffArguments, DiffFormat};
pub use self::fleet::{FleetArguments, FleetFormat};
pub use self::history::{DatabaseArguments, HistoryArguments, HistoryCommand, HistoryFormat, PruneArguments};
pub use self::input::{InputArguments, RatingArguments, policy};
pub use self::inspect::{InspectArguments, InspectFormat};
pub use self::plan::{PlanArguments, PlanFormat};
pub use self::report::ReportArguments;
pub use self::score::{ScoreArguments, ScoreFormat};
pub use self::serve::{LogFormat, ServeArguments};
pub use self::timeline::{TimelineArguments, TimelineFormat};
pub use self::token::{TokenArguments, TokenCommand, TokenFormat};
pub use self::what_if::{WhatIfArguments, WhatIfFormat};

/// Scores how safely a WhatsApp number is used, from that number's own exports, offline.
#[derive(Parser, Debug)]
#[command(
    name = "safety-meter",
    version,
    long_version = crate::version::LONG.as_str(),
    propagate_version = true,
    after_help = "Examples:\n  safety-meter score exports/acme\n  safety-meter score exports/acme --format table\n  \
                  safety-meter inspect exports/acme\n\nThe program opens no connection; `serve` answers those that come, on this machine unless told otherwise."
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Command {
    /// Whether persons and paths are masked in everything that is written.
    pub fn mask(&self) -> bool {
        match self {
            Self::Score(arguments) => arguments.input.mask,
            Self::Report(arguments) => arguments.input.mask,
            Self::WhatIf(arguments) => arguments.input.mask,
            Self::Timeline(arguments) => arguments.input.mask,
            Self::Plan(arguments) => arguments.input.mask,
            Self::Fleet(arguments) => arguments.mask,
            Self::Diff(arguments) => arguments.input.mask,
            Self::History(arguments) => arguments.mask(),
            Self::Calibrate(arguments) => arguments.input.mask,
            Self::Inspect(arguments) => arguments.input.mask,
            Self::Convert(arguments) => arguments.input.mask,
            // What they show are channels by their names, which is what tokens and the server are for; or nothing of anybody.
            Self::Serve(_)
            | Self::Token(_)
            | Self::Formats
            | Self::Policy
            | Self::Completions { .. }
            | Self::Man { .. } => false,
        }
    }
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Score one or more numbers from their exports
    Score(Box<ScoreArguments>),
    /// Write the score as one page to look at, print or send: ratings, reasons, charts, people, what was read
    Report(Box<ReportArguments>),
    /// Score a number as it would be: older, with more contacts, more answers, another campaign, another policy
    WhatIf(Box<WhatIfArguments>),
    /// Show what the score was on each day, when ratings changed, and why
    Timeline(Box<TimelineArguments>),
    /// Play a campaign forward day by day: which ratings are to be expected, and how many people a day are safe
    Plan(Box<PlanArguments>),
    /// Compare the numbers in a file of scores: ratings, quartiles, the worst, percentiles
    Fleet(FleetArguments),
    /// Compare two saved results, or two policies on the same exports: what changed, and why
    Diff(Box<DiffArguments>),
    /// Show the results that `score --save` and the server saved, and what changed; `history prune` forgets old ones
    History(Box<HistoryArguments>),
    /// Answer the vendor's API: scores of numbers, from their exports on this machine
    Serve(Box<ServeArguments>),
    /// Make, list and revoke the tokens that open the server
    Token(TokenArguments),
    /// Find the cuts that agree best with ratings that the vendor gave
    Calibrate(Box<CalibrateArguments>),
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
