//! Ctrl-C: what the first does, and that nothing private is left behind by the one that ends the program.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::Context;
use signal_hook::consts::SIGINT;
use signal_hook::{flag, low_level};

use crate::output;

/// What the first Ctrl-C does; any further one ends the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum First {
    /// It asks to stop where that is useful.
    Asks,
    /// It ends the program.
    Ends,
}

/// Signals that ask a program to end: Ctrl-C and Ctrl-\, a manager of services, a terminal that was closed.
#[cfg(unix)]
const SIGNALS: &[i32] =
    &[SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP, signal_hook::consts::SIGQUIT];
#[cfg(not(unix))]
const SIGNALS: &[i32] = &[SIGINT, signal_hook::consts::SIGTERM];

/// A sign that is set when somebody wants the run to end.
pub fn watch(first: First) -> anyhow::Result<Arc<AtomicBool>> {
    /// How long nobody notices that Ctrl-C was pressed.
    const TICK: Duration = Duration::from_millis(20);
    let failed = "Ctrl-C cannot be watched";
    let caught = Arc::new(AtomicUsize::new(0));
    for &signal in SIGNALS {
        flag::register_usize(signal, Arc::clone(&caught), signal.unsigned_abs() as usize).context(failed)?;
    }
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    // Files cannot be deleted in the handler of a signal itself.
    let watching = move || {
        loop {
            std::thread::sleep(TICK);
            let signal = caught.swap(0, Ordering::Relaxed);
            if signal != 0 && (first == First::Ends || asked.swap(true, Ordering::Relaxed)) {
                end(signal);
            }
        }
    };
    std::thread::Builder::new().name("interrupt".to_owned()).spawn(watching).context(failed)?;
    Ok(stop)
}

/// Ends the program as a shell would report that the signal had, with nothing unfinished or private left.
fn end(signal: usize) {
    /// What shells add to the number of the signal that ended a program.
    const ENDED_BY: i32 = 128;
    output::discard_unfinished();
    meter_ingest::discard_copies();
    low_level::exit(ENDED_BY + i32::try_from(signal).unwrap_or(SIGINT));
}
