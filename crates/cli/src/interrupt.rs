//! Ctrl-C: the first asks to stop, the second stops at once.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::Context;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// A sign that is set when somebody wants the run to end. When that is said again, the program ends on the spot, as it would have
/// at the first time.
pub fn watch() -> anyhow::Result<Arc<AtomicBool>> {
    /// What shells add to the number of the signal that ended a program.
    const ENDED_BY: i32 = 128;
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // In this order: the one that ends looks at the sign before the other sets it.
        flag::register_conditional_shutdown(signal, ENDED_BY + signal, Arc::clone(&stop))
            .and_then(|_| flag::register(signal, Arc::clone(&stop)))
            .context("Ctrl-C cannot be watched")?;
    }
    Ok(stop)
}
