//! Computing a score when somebody asks for it: who does it, how many at once, and never the same twice.
//!
//! This crate reads no export. Whoever can hands in an [`Engine`].

mod jobs;
#[cfg(test)]
mod tests;

pub use self::jobs::{Jobs, NotDone};
use crate::history::Entry;

/// Makes scores and pages from the exports of channels. It is called from several threads at once, and may take its time.
pub trait Engine: Send + Sync + 'static {
    /// Reads the exports of a channel as they are now, and scores them for the instant `as_of`, seconds since the epoch. When that is saved is for
    /// others to say.
    ///
    /// # Errors
    /// If there is no such channel, or not all of its exports can be read.
    fn score(&self, channel: &str, as_of: i64) -> Result<Entry, EngineError>;

    /// Reads them likewise, and writes the page of the channel, HTML with persons masked.
    ///
    /// # Errors
    /// The same.
    fn page(&self, channel: &str, as_of: i64) -> Result<String, EngineError>;
}

/// Why there is no score.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EngineError {
    /// There are no exports of such a channel, or no longer.
    #[error("there are no exports of this channel")]
    NoSuchChannel,
    /// They cannot be read. The sentence names no path and nothing that lies in them, since it is told to whoever asks.
    #[error("{0}")]
    Unreadable(String),
    /// A fault of ours.
    #[error("the computation failed, which is a fault of Safety Meter")]
    Internal,
}
