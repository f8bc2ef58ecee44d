//! The report as one page that opens anywhere: no network, no other file, nothing that runs but its own script.

pub mod chart;
#[cfg_attr(not(test), expect(dead_code, reason = "the style sheet that is made from it comes with the page"))]
mod palette;

use meter_score::portrait::Portrait;

use crate::ChannelResult;

/// What the page of one channel shows.
#[derive(Clone, PartialEq, Debug)]
pub struct ChannelPage {
    /// Its score, and what it was read from.
    pub result: ChannelResult,
    /// What is drawn; `None` if nothing in the channel has a date.
    pub portrait: Option<Portrait>,
    /// What may make the score wrong, a sentence each.
    pub doubts: Vec<String>,
}

/// How a page is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PageStyle {
    /// Whether numbers and names of persons are shown in full; else they are masked.
    pub show_persons: bool,
}
