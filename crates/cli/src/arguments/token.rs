//! Arguments of `token`.

use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use meter_service::tokens::TokenId;

use super::DatabaseArguments;

/// Arguments of `token`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  safety-meter token add acme\n      print a token that may ask for acme, once\n  \
    safety-meter token add --admin > admin.token\n      one that may ask for every channel\n  safety-meter token revoke acme\n      \
    refuse all tokens of acme from now on, without a restart of the server\n\n\
    A token is kept as a hash, so nobody can print it again. Exit codes: 0 done; 2 wrong call, or nothing to revoke."
)]
pub struct TokenArguments {
    /// What to do.
    #[command(subcommand)]
    pub command: TokenCommand,
}

/// What can be done with tokens.
#[derive(Subcommand, Debug)]
pub enum TokenCommand {
    /// Make a token and print it, the only time that anybody sees it
    #[command(group = ArgGroup::new("opens").args(["channel", "admin"]).required(true))]
    Add {
        /// The channel that it may ask for
        #[arg(value_name = "CHANNEL")]
        channel: Option<String>,
        /// Let it ask for every channel
        #[arg(long)]
        admin: bool,
        /// Where it is kept.
        #[command(flatten)]
        database: DatabaseArguments,
    },
    /// List what tokens there are and were, without their secrets
    List {
        /// Where they are kept.
        #[command(flatten)]
        database: DatabaseArguments,
        /// What to print
        #[arg(long, value_enum, default_value_t = TokenFormat::Table)]
        format: TokenFormat,
    },
    /// Refuse a token, or all tokens of a channel, from now on and for good
    Revoke {
        /// The number of a token, as `token list` has it, or a channel
        #[arg(value_name = "ID|CHANNEL", required_unless_present_any = ["id", "channel"])]
        which: Option<String>,
        /// The number of a token, where a channel is called the same
        #[arg(long, value_name = "ID", value_parser = id, conflicts_with = "which")]
        id: Option<TokenId>,
        /// A channel that is called like the number of a token
        #[arg(long, value_name = "CHANNEL", conflicts_with_all = ["which", "id"])]
        channel: Option<String>,
        /// Where they are kept.
        #[command(flatten)]
        database: DatabaseArguments,
    },
}

/// Forms of a list of tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum TokenFormat {
    /// For people
    Table,
    /// One row a token
    Csv,
    /// One object a token, as one array
    Json,
}

fn id(text: &str) -> Result<TokenId, String> {
    text.parse().map(TokenId).map_err(|_| "give the number of a token, as `token list` has it".to_owned())
}
