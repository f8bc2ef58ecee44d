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

/// Whether a channel is called like a person: an exported chat that is scored by itself has the name of its file or folder, and that names
/// the person, whatever lies beside the messages, and even if none of them could be read.
fn is_called_after_person(result: &ChannelResult) -> bool {
    let chats = result.sources.iter().filter(|source| source.format == "whatsapp-text").count();
    let read = result.sources.iter().map(|source| &source.path);
    let mut files = read.chain(result.rejects.iter().map(|reject| &reject.path)).peekable();
    let is_of_file = |path: &String| {
        let ending = path.split('/').next().unwrap_or_default().strip_prefix(&*result.channel);
        ending.is_some_and(|ending| ending.is_empty() || ending.starts_with('.'))
    };
    let is_one_file = files.peek().is_some() && files.all(is_of_file);
    (is_one_file && (chats > 0 || result.sources.is_empty()))
        || (chats == 1 && result.channel.contains("WhatsApp"))
}
