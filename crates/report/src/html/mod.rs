//! The report as one page that opens anywhere: no network, no other file, nothing that runs but its own script.
//!
//! | room | what |
//! |---|---|
//! | `document` | what stands around every page: head, policy of what may run, landmarks |
//! | `style`, `palette` | how it looks, in light, in dark and on paper |
//! | `component` | what pages are made of: tables, gauges, marks, notices |
//! | `text`, `mask` | the edges: text by strangers, and persons who are nobody else's business |
//! | [`channel`] | the page of one channel |
//! | [`fleet`] | the page of many channels |
//! | [`chart`] | drawings |

pub mod channel;
pub mod chart;
mod component;
mod document;
pub mod fleet;
mod mask;
mod palette;
mod style;
mod text;

use meter_score::Policy;
use meter_score::portrait::Portrait;
use meter_score::what_if::sweep::{Axis, Cell};

use crate::ChannelResult;

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
}

/// What a channel would be rated for every value of one or two variables.
#[derive(Clone, PartialEq, Debug)]
pub struct Sweep {
    /// The variables and their values.
    pub axes: Vec<Axis>,
    /// What [`sweep`](meter_score::what_if::sweep::sweep) gives for them.
    pub cells: Vec<Cell>,
}

/// How a page is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PageStyle {
    /// Whether numbers and names of persons are shown in full; else they are masked.
    pub show_persons: bool,
}

/// Whether a channel is called like a person: one exported chat that is scored by itself has the name of its file, and that names the person.
fn is_called_after_person(result: &ChannelResult) -> bool {
    !result.sources.is_empty()
        && result.sources.iter().all(|source| {
            let file = source.path.split('/').next().unwrap_or_default();
            source.format == "whatsapp-text" && file.starts_with(&*result.channel)
        })
}
