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
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::formats::text::{Row, Transcript};
use crate::{Collector, Declared, ReadError, SourceFailure};

use chats::chats_of;
use dates::{Chosen, Reading, date_orders};
use owner::Owner;
use people::{Resolved, chats_of_their_own, resolve};

/// What became of the text chats of a channel.
pub(crate) struct TranscriptSettlement {
    /// Names under which the owner writes, sorted.
    pub(crate) me: Vec<String>,
    /// Files that could not be understood, one failure each.
    pub(crate) failures: Vec<SourceFailure>,
}

/// A transcript, the collector it came from, and the chat it is a part of.
struct Part {
    collector: usize,
    chat: usize,
    transcript: Transcript,
    runs: Vec<Run>,
}

/// Messages one behind the other with the same date: there are far fewer dates than messages.
struct Run {
    first: Row,
    rows: usize,
}

impl Part {
    fn new(collector: usize, transcript: Transcript) -> Self {
        let runs = transcript.rows.chunk_by(|one, next| one.date == next.date);
        let runs = runs.map(|run| Run { first: run[0], rows: run.len() }).collect();
        Self { collector, chat: 0, transcript, runs }
    }
}

/// Turns all transcripts into messages of their collectors.
pub(crate) fn settle_transcripts(collectors: &mut [Collector], declared: &Declared) -> TranscriptSettlement {
    let mut parts = take_parts(collectors);
    let chats = chats_of(&mut parts, declared);
    let readings = date_orders(&parts, declared);
    let owner = Owner::find(&chats, declared);
    let of_their_own = chats_of_their_own(&chats);
    let resolved: Vec<Option<Resolved>> =
        chats.iter().map(|chat| resolve(chat, &owner, &of_their_own)).collect();

    let mut settlement = TranscriptSettlement { me: Vec::new(), failures: Vec::new() };
    let mut failed = BTreeSet::new();
    for (part, reading) in parts.iter().zip(&readings) {
        let has_rows = !part.transcript.rows.is_empty();
        let error = match (reading, &resolved[part.chat]) {
            (Reading::Ambiguous, _) if has_rows => ReadError::AmbiguousDates,
            (_, None) if has_rows => ReadError::WhoIsMe,
            _ => continue,
        };
        if failed.insert(part.collector) {
            let path = collectors[part.collector].report.path.clone();
            settlement.failures.push(SourceFailure { path, error });
        }
    }
    let mut me = BTreeSet::new();
    let mut orders: Vec<Vec<Order<'_>>> = collectors.iter().map(|_| Vec::new()).collect();
    for (part, reading) in parts.into_iter().zip(&readings) {
        let (Reading::As(chosen), Some(resolved)) = (reading, &resolved[part.chat]) else { continue };
        if !failed.contains(&part.collector) {
            me.extend(resolved.mine.iter().map(|sender| &*sender.name));
            orders[part.collector].push(Order { part, chosen, resolved });
        }
    }
    settlement.me = me.into_iter().map(str::to_owned).collect();
    collectors.par_iter_mut().zip(orders).for_each(|(collector, orders)| {
        for Order { part, chosen, resolved } in orders {
            deliver::deliver(collector, &part, chosen, resolved, declared);
        }
    });
    settlement
}

/// A part with everything that was decided about it. Once it is delivered, its rows are not needed any more.
struct Order<'a> {
    part: Part,
    chosen: &'a Chosen,
    resolved: &'a Resolved,
}

/// The parts in the order of their collectors.
fn take_parts(collectors: &mut [Collector]) -> Vec<Part> {
    let parts = collectors.par_iter_mut().enumerate().flat_map_iter(|(collector, from)| {
        let transcripts = std::mem::take(&mut from.transcripts).into_iter();
        transcripts.map(move |transcript| Part::new(collector, transcript))
    });
    parts.collect()
}
