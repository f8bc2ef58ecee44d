//! One file a command.

mod calibrate;
mod convert;
mod diff;
mod fleet;
mod formats;
mod history;
mod inspect;
mod plan;
mod report;
mod score;
mod serve;
mod shell;
mod timeline;
mod token;
mod what_if;

use std::io::Write;

use meter_score::Policy;

use crate::arguments::Command;
use crate::exit::Exit;
use crate::output::Output;

/// Runs a command.
pub fn run(command: Command) -> anyhow::Result<Exit> {
    match command {
        Command::Score(arguments) => score::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::WhatIf(arguments) => what_if::run(&arguments),
        Command::Timeline(arguments) => timeline::run(&arguments),
        Command::Plan(arguments) => plan::run(&arguments),
        Command::Fleet(arguments) => fleet::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Calibrate(arguments) => calibrate::run(&arguments),
        Command::History(arguments) => history::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Token(arguments) => token::run(arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Formats => print(formats::table),
        Command::Policy => print(|out| out.write_all(Policy::DEFAULT_TOML.as_bytes())),
        Command::Completions { shell } => print(|out| shell::completions(shell, out)),
        Command::Man { command } => shell::manual(command.as_deref()),
    }
}

fn print(write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> anyhow::Result<Exit> {
    let mut output = Output::new(None)?;
    write(&mut output)?;
    output.finish()?;
    Ok(Exit::Done)
}
