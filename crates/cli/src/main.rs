//! `safety-meter`: arguments in, ratings out. Parse, run, map to an exit code; everything else has a room of its own.

mod arguments;
mod as_of;
mod channels;
mod commands;
mod database;
mod exit;
mod gather;
mod grid;
mod inputs;
mod interrupt;
mod journal;
mod masking;
mod output;
mod pending;
mod progress;
mod saved;
mod schedule;
mod scored;
mod stderr;
mod version;

use std::process::ExitCode;

use clap::Parser;
use meter_report::mask::Mask;

use crate::arguments::Arguments;
use crate::exit::Exit;

fn main() -> ExitCode {
    stderr::quieten_panics();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return stderr::refuse(error),
    };
    masking::begin(Mask::when(arguments.command.mask()));
    match commands::run(arguments.command) {
        Ok(exit) => exit.into(),
        Err(error) if output::is_closed_pipe(&error) => Exit::Done.into(),
        Err(error) => {
            stderr::error(&error);
            Exit::Failed.into()
        }
    }
}
