//! Arguments of `serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::DatabaseArguments;

/// Arguments of `serve`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  safety-meter token add acme\n      print a token that may ask for the channel acme, once\n  \
    safety-meter serve --channels exports\n      answer for each sub-folder of exports, on 127.0.0.1:8080\n  \
    curl -X POST -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:8080/services/riskOfBlocking\n      the six keys, as the vendor \
    answers them\n\n\
    The first POST of a day scores the channel's exports as they are then, as of now, and saves the result in the history; further ones of that\n\
    day answer what was saved. /openapi.json describes all calls. There is no TLS: listen on loopback, or put a proxy in front.\n\
    Exit codes: 0 stopped by Ctrl-C or a request to end; 2 wrong call, or it cannot listen or open the history."
)]
pub struct ServeArguments {
    /// The exports: a folder with a sub-folder for each channel, or a table with a channel column; read anew at each computation
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub channels: PathBuf,
    /// Where results and tokens are.
    #[command(flatten)]
    pub database: DatabaseArguments,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Zone in which days begin, and of wall-clock times, such as Europe/Berlin [default: UTC]
    #[arg(long, value_name = "IANA")]
    pub timezone: Option<String>,
    /// Policy to rate by, a file like the one that `safety-meter policy` prints
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub policy: Option<PathBuf>,
    /// How many computations run at once [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// How many computations may wait, before further ones are refused with 429
    #[arg(long, value_name = "N", default_value_t = 64)]
    pub queue: u16,
    /// How a line of the log looks, which goes to standard error
    #[arg(long, value_enum, value_name = "FORM", default_value_t = LogFormat::Text)]
    pub log: LogFormat,
    /// Log only what goes wrong
    #[arg(short, long)]
    pub quiet: bool,
}

/// Forms of a line of the log.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
}
