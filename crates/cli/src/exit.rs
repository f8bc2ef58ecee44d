//! What the exit code means; scripts rely on it.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Exit {
    /// 0: everything was scored.
    Done,
    /// 1: scored, but an overall rating lies below `--fail-below`.
    BelowLimit,
    /// 1: compared, and a rating fell.
    Fell,
    /// 2: a wrong call, or an input that could not be read. Everything else is still scored and printed.
    Failed,
    /// 130: stopped by Ctrl-C or a request to end. What was done by then is printed.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::BelowLimit | Exit::Fell => 1,
            Exit::Failed => 2,
            Exit::Interrupted => 130,
        })
    }
}
