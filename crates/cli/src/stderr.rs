//! Everything that is not a result goes to standard error, one line each.

use std::fmt::Display;

use meter_report::terminal::sanitise;

/// Prints an error with its causes.
pub fn error(error: &anyhow::Error) {
    anstream::eprintln!("safety-meter: {}", sanitise(&format!("{error:#}")));
}

/// Prints a sentence that matters but does not stop the run.
pub fn warn(sentence: impl Display) {
    anstream::eprintln!("safety-meter: {}", sanitise(&sentence.to_string()));
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
