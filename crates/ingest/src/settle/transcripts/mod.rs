//! Text chats: which way round their dates are written, who in them is the owner, and who the others are.
//!
//! None of it stands in a text export, and a single file often cannot tell. So all chats of a channel decide together, and parts
//! of one chat (files with the same chat name) are one chat whatever folder they lie in: tearing a chat into files, their order,
//! and lines that lie in several of them change nothing.
//!
//! Text exports have no message ids: what one person sent in one second (on Android in one minute) with the same text is one message.
//! Exports of one chat by an iPhone and by an Android phone differ in their seconds, so both sightings of a message count;
//! they lie within the same minute and hence in the same conversation.

mod chats;
mod dates;
mod deliver;
mod owner;
mod people;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use meter_model::{Facts, Stretch};

use crate::formats::text::{Row, Transcript};
use crate::{Collector, Declared, ReadError, SourceFailure};

use chats::chats_of;
use dates::{Chosen, Reading, date_orders};
use deliver::deliver;
use owner::Owner;
use people::{Resolved, chats_of_their_own, resolve};
pub(crate) use rows::Rows;

/// What became of the text chats of a channel.
pub(crate) struct TranscriptSettlement {
    /// Names under which the owner writes, sorted.
    pub(crate) me: Vec<String>,
    /// Files that could not be understood, one failure each.
    pub(crate) failures: Vec<SourceFailure>,
    /// The messages of all others.
    pub(crate) facts: Facts,
    /// Of which collector they are.
    pub(crate) stretches: Vec<Stretch>,
}

/// A transcript without its rows, the collector it came from, and the chat it is a part of.
#[derive(Debug)]
pub(crate) struct Part {
    collector: usize,
    chat: usize,
    transcript: Transcript,
    /// Where its rows begin among all, and how many they are.
    start: usize,
    rows: usize,
    runs: Vec<Run>,
}

/// Messages one behind the other with the same date: there are far fewer dates than messages.
#[derive(Debug)]
struct Run {
    first: Row,
    rows: usize,
}

impl Part {
    fn new(transcript: Transcript, rows: &[Row]) -> Self {
        let runs = rows.chunk_by(|one, next| one.date == next.date);
        let runs = runs.map(|run| Run { first: run[0], rows: run.len() }).collect();
        Self { collector: 0, chat: 0, transcript, start: 0, rows: rows.len(), runs }
    }
}

/// Turns all transcripts, whose rows are these, into messages; notes and rejects go to their collectors.
pub(crate) fn settle_transcripts(
    collectors: &mut [Collector],
    rows: Rows,
    declared: &Declared,
) -> TranscriptSettlement {
    let mut parts = take_parts(collectors);
    let chats = chats_of(&mut parts, declared);
    let readings = date_orders(&parts, declared);
    let owner = Owner::find(&chats, declared);
    let of_their_own = chats_of_their_own(&chats);
    let resolved: Vec<Option<Resolved>> =
        chats.iter().map(|chat| resolve(chat, &owner, &of_their_own)).collect();

    let mut failures = Vec::new();
    let mut failed = BTreeSet::new();
    for (part, reading) in parts.iter().zip(&readings) {
        let has_rows = part.rows > 0;
        let error = match (reading, &resolved[part.chat]) {
            (Reading::Ambiguous, _) if has_rows => ReadError::AmbiguousDates,
            (_, None) if has_rows => ReadError::WhoIsMe,
            _ => continue,
        };
        if failed.insert(part.collector) {
            let path = collectors[part.collector].report.path.clone();
            failures.push(SourceFailure { path, error });
        }
    }
    let mut me = BTreeSet::new();
    let mut orders = Vec::with_capacity(parts.len());
    for (part, reading) in parts.iter().zip(&readings) {
        let decided = match (reading, &resolved[part.chat]) {
            (Reading::As(chosen), Some(resolved)) if !failed.contains(&part.collector) => {
                me.extend(resolved.mine.iter().map(|sender| &*sender.name));
                Some((chosen, resolved))
            }
            _ => None,
        };
        orders.push(Order { part, decided });
    }
    let (facts, stretches) = deliver(orders, rows.into_all(), collectors, declared);
    let me = me.into_iter().map(str::to_owned).collect();
    TranscriptSettlement { me, failures, facts, stretches }
}

/// A part with everything that was decided about it; `None` if its file could not be understood.
struct Order<'a> {
    part: &'a Part,
    decided: Option<(&'a Chosen, &'a Resolved)>,
}

/// The parts in the order of their collectors.
fn take_parts(collectors: &mut [Collector]) -> Vec<Part> {
    let of_collector = |(collector, from): (usize, &mut Collector)| {
        std::mem::take(&mut from.parts).into_iter().map(move |part| Part { collector, ..part })
    };
    collectors.iter_mut().enumerate().flat_map(of_collector).collect()
}
