//! Everything that is not a result goes to standard error, one line each.

use std::fmt::Display;
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use meter_report::mask::Mask;
use meter_report::terminal::sanitise;

use crate::arguments::Arguments;

/// The option that masks.
const MASK: &str = "--mask";

/// Prints an error with its causes.
pub fn error(error: &anyhow::Error) {
    anstream::eprintln!("safety-meter: {}", sanitise(&format!("{error:#}")));
}

/// Prints a sentence that matters but does not stop the run.
pub fn warn(sentence: impl Display) {
    anstream::eprintln!("safety-meter: {}", sanitise(&sentence.to_string()));
}

/// Says why a call cannot be understood, or what was asked for instead of one: help, or the version.
pub fn refuse(error: clap::Error) -> ExitCode {
    let is_masked = std::env::args_os().any(|argument| argument == MASK);
    let error = if is_masked && error.use_stderr() { without_arguments(&error) } else { error };
    // Nobody can be told that nothing can be told.
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(u8::MAX))
}

/// The same error without a word of what was typed.
fn without_arguments(error: &clap::Error) -> clap::Error {
    use ContextKind::{
        ActualNumValues, ExpectedNumValues, InvalidArg, InvalidSubcommand, InvalidValue, MinValues, PriorArg,
        Usage, ValidSubcommand, ValidValue,
    };
    let typed = || ContextValue::String(Mask::NOTHING.to_owned());
    let mut masked = clap::Error::new(error.kind()).with_cmd(&Arguments::command());
    for (kind, value) in error.context() {
        match kind {
            InvalidArg if error.kind() == ErrorKind::UnknownArgument => {
                // A command that knows no mask must be able to say so.
                let is_mask = matches!(value, ContextValue::String(argument) if argument == MASK);
                masked.insert(kind, if is_mask { value.clone() } else { typed() })
            }
            InvalidValue | InvalidSubcommand => masked.insert(kind, typed()),
            InvalidArg | PriorArg | ValidValue | ValidSubcommand | Usage | MinValues | ExpectedNumValues
            | ActualNumValues => masked.insert(kind, value.clone()),
            _ => None,
        };
    }
    masked
}

/// A panic is our fault, and its message could repeat what lies in an export: say where it happened and nothing else.
///
/// The reader of typed tables panics on damaged ones; that is caught where it is called and said as an error of the file.
pub fn quieten_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if panic.location().is_some_and(|place| place.file().contains("polars-")) {
            return;
        }
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        anstream::eprintln!("safety-meter: internal error at {place}; please report it");
    }));
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::quieten_panics;

    /// Says to the test below that it is the one that shall panic.
    const PANICS: &str = "SAFETY_METER_TEST_PANICS";
    const CANARY: &str = "zanzibar-canary-7731";

    /// What a panic says goes to the standard error of a whole program, so this is run as another one.
    #[test]
    fn a_panic_says_where_and_not_what() {
        if std::env::var_os(PANICS).is_some() {
            quieten_panics();
            let failed = std::panic::catch_unwind(|| panic!("this row is wrong: {CANARY}"));
            assert!(failed.is_err());
            return;
        }
        let program = std::env::current_exe().expect("a test has a program");
        let output = Command::new(program)
            .args(["--exact", "stderr::tests::a_panic_says_where_and_not_what", "--nocapture"])
            .env(PANICS, "1")
            .output()
            .expect("the program starts");
        let written = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{written}");
        assert!(
            written.contains("safety-meter: internal error at ") && written.contains("stderr.rs"),
            "{written}"
        );
        assert!(!written.contains(CANARY), "{written}");
    }
}
