//! The report as one page that opens anywhere: no network, no other file, nothing that runs but its own script.
//!
//! | room | what |
//! |---|---|
//! | `document` | what stands around every page: head, policy of what may run, landmarks |
//! | `style`, `palette` | how it looks, in light, in dark and on paper |
//! | `component` | what pages are made of: tables, gauges, marks, notices |
//! | `text` | the edge: text by strangers |
//! | [`channel`] | the page of one channel |
//! | [`fleet`] | the page of many channels |
//! | [`chart`] | drawings |

pub mod channel;
pub mod chart;
mod component;
mod document;
pub mod fleet;
mod palette;
mod style;
mod text;

use meter_score::Policy;
use meter_score::portrait::Portrait;
use meter_score::what_if::sweep::{Axis, Cell};

use crate::ChannelResult;
use crate::mask::Mask;

/// What the page of one channel shows.
#[derive(Clone, PartialEq, Debug)]
pub struct ChannelPage {
    /// Its score, and what it was read from.
    pub result: ChannelResult,
    /// What is drawn; `None` if nothing in the channel has a date.
    pub portrait: Option<Portrait>,
    /// A sweep that was asked for, drawn beside the charts.
    pub sweep: Option<Sweep>,
    /// What may make the score wrong, a sentence each.
    pub doubts: Vec<String>,
    /// What it was rated by.
    pub policy: Policy,
    /// Whether persons and paths in all of this are masked, which is then said.
    pub mask: Mask,
}

/// What a channel would be rated for every value of one or two variables.
#[derive(Clone, PartialEq, Debug)]
pub struct Sweep {
    /// The variables and their values.
    pub axes: Vec<Axis>,
    /// What [`sweep`](meter_score::what_if::sweep::sweep) gives for them.
    pub cells: Vec<Cell>,
}
