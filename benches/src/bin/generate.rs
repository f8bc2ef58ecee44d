//! Writes synthetic exports: the demo channel, one channel of any size, or a fleet.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use meter_bench::export::{Format, write_channel, write_fleet};
use meter_bench::people::PHONES;
use meter_bench::{Channel, Size, Summary, demo};
use serde_json::Value;

/// Write synthetic WhatsApp exports of any size; the same seed gives the same bytes on any machine.
///
/// Nobody in them exists: all numbers come from ranges reserved for fiction.
#[derive(Parser)]
#[command(name = "generate", version)]
struct Arguments {
    #[command(subcommand)]
    work: Work,
}

#[derive(Subcommand)]
enum Work {
    /// Write the demo channel (the committed one lies in fixtures/demo)
    Demo {
        /// Folder to write it into; made if missing, files of the same name are replaced
        #[arg(long, value_name = "DIR", required_unless_present = "truth")]
        out: Option<PathBuf>,
        /// Print what a score of it has to find, as JSON
        #[arg(long)]
        truth: bool,
    },
    /// Write one channel in one format
    Channel {
        /// Format, which also decides whether PATH becomes a file or a folder
        #[arg(long, value_enum)]
        format: Format,
        #[command(flatten)]
        size: SizeArguments,
        /// File or folder to write
        #[arg(long, value_name = "PATH")]
        out: PathBuf,
        /// Print what a score of the channel together with its address book has to find, as JSON
        #[arg(long)]
        truth: bool,
    },
    /// Write many channels of the same size, each into a folder of its own together with its address book
    Fleet {
        /// How many channels
        #[arg(long, value_name = "N")]
        channels: u32,
        /// Format of the messages
        #[arg(long, value_enum, default_value = "whapi-ndjson")]
        format: Format,
        #[command(flatten)]
        size: SizeArguments,
        /// Folder to write into
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

#[derive(Args)]
struct SizeArguments {
    /// How many messages in all, reactions and calls included (text exports leave those two out)
    #[arg(long, value_name = "N", default_value_t = 5_000)]
    messages: u64,
    /// How many people
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=PHONES))]
    persons: u64,
    /// How many days they span, ending on 2024-05-20
    #[arg(long, value_name = "N", default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=5_000))]
    days: u32,
    /// Where all chance comes from
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

impl SizeArguments {
    fn size(&self) -> anyhow::Result<Size> {
        Ok(Size { persons: usize::try_from(self.persons)?, messages: self.messages, days: self.days })
    }
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().work {
        Work::Demo { out, truth } => {
            if let Some(out) = out {
                demo::write(&out).with_context(|| format!("{}: cannot be written", out.display()))?;
            }
            if truth { print(&demo::expected()) } else { Ok(()) }
        }
        Work::Channel { format, size, out, truth } => {
            let channel = Channel::new(size.seed, size.size()?);
            write_channel(&channel, format, &out)
                .with_context(|| format!("{}: cannot be written", out.display()))?;
            if !truth {
                return Ok(());
            }
            let summary =
                Summary::of(&channel.truth(format.medium())).context("the channel has no message")?;
            print(&summary.to_json(&name_of(&out)))
        }
        Work::Fleet { channels, format, size, out } => {
            write_fleet(channels, size.seed, size.size()?, format, &out)
                .with_context(|| format!("{}: cannot be written", out.display()))
        }
    }
}

/// The name under which the engine knows the channel at this path, unless told otherwise.
fn name_of(path: &Path) -> String {
    let name = if path.is_dir() { path.file_name() } else { path.file_stem() };
    name.unwrap_or_default().to_string_lossy().into_owned()
}

/// Prints what a score has to find, in the shape of the engine's full view.
fn print(expected: &Value) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, expected)?;
    Ok(writeln!(out)?)
}
