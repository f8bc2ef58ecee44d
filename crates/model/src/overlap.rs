//! What several sources tell of at once: messages that count once, and chats whose messages cannot be compared.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::{Moment, Touch};

/// What two sources both have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Overlap {
    /// Position of the source that comes first, or that has ids.
    pub first: usize,
    /// Position of the other source.
    pub again: usize,
    /// How many messages both have.
    pub messages: u64,
    /// How many chats both tell of for the same days, where the messages of the other source have no ids and those of the first have,
    /// so that nothing tells which of them are the same.
    pub incomparable_chats: u64,
}

/// Sightings of one source that lie one behind the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// Number of the source.
    pub source: usize,
    /// How many sightings there are up to the last of these.
    pub end: usize,
}

/// How far the touches of one source with one person reach.
struct Span {
    first: Moment,
    last: Moment,
    has_ids: bool,
}

/// For two sources the messages that both have, and the chats of which it cannot be told.
pub(crate) type Pairs = BTreeMap<(usize, usize), (u64, u64)>;

/// What has to be compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Compare {
    /// Nothing: at most one source has anything.
    Nothing,
    /// Messages.
    Messages,
    /// Chats, too, since some messages have ids and others have none.
    MessagesAndChats,
}

impl Compare {
    /// Notes in every touch which source saw it; `stretches` cover all of them.
    pub(crate) fn prepare(touches: &mut [Touch], stretches: &[Stretch]) -> Self {
        let mut rest = touches;
        let mut start = 0;
        let mut sources = BTreeSet::new();
        let mut pieces = Vec::with_capacity(stretches.len());
        for &Stretch { source, end } in stretches {
            let (piece, behind) = std::mem::take(&mut rest).split_at_mut(end - start);
            if !piece.is_empty() {
                sources.insert(source);
                pieces.push((source, piece));
            }
            (rest, start) = (behind, end);
        }
        let see = |source: usize, touch: &mut Touch| {
            touch.see_in(source);
            [touch.has_id(), !touch.has_id()]
        };
        let either = |one: [bool; 2], other: [bool; 2]| [one[0] | other[0], one[1] | other[1]];
        let with_and_without_ids = pieces
            .into_par_iter()
            .flat_map(|(source, piece)| piece.par_iter_mut().map(move |touch| see(source, touch)))
            .reduce(|| [false; 2], either);
        match sources.len() {
            0 | 1 => Self::Nothing,
            _ if with_and_without_ids == [true; 2] => Self::MessagesAndChats,
            _ => Self::Messages,
        }
    }

    /// Compares what the sources saw of one person; `sightings` have those of one message beside each other, sorted by source.
    pub(crate) fn of_person(self, sightings: &[Touch]) -> Pairs {
        let mut pairs = Pairs::new();
        if self != Self::Nothing {
            count_messages(sightings, &mut pairs);
        }
        if self == Self::MessagesAndChats {
            count_incomparable_chats(sightings, &mut pairs);
        }
        pairs
    }
}

/// Adds up what was found of all persons. What several sources have is counted with the first of them only, so that a hundred copies
/// are a hundred lines and not five thousand.
pub(crate) fn overlaps(of_persons: impl Iterator<Item = Pairs>) -> Vec<Overlap> {
    let mut pairs = Pairs::new();
    for (sources, (messages, chats)) in of_persons.flatten() {
        let sum = pairs.entry(sources).or_default();
        *sum = (sum.0 + messages, sum.1 + chats);
    }
    let overlap = |((first, again), (messages, incomparable_chats))| Overlap {
        first,
        again,
        messages,
        incomparable_chats,
    };
    pairs.into_iter().map(overlap).collect()
}

fn count_messages(sightings: &[Touch], pairs: &mut Pairs) {
    let same = |one: &Touch, next: &Touch| (one.direction(), one.id) == (next.direction(), next.id);
    for message in sightings.chunk_by(same).filter(|message| message.len() > 1) {
        let sources = message.chunk_by(|one, next| one.source() == next.source());
        for again in sources.skip(1) {
            pairs.entry((message[0].source(), again[0].source())).or_default().0 += 1;
        }
    }
}

fn count_incomparable_chats(sightings: &[Touch], pairs: &mut Pairs) {
    let (with_ids, without): (Vec<_>, Vec<_>) =
        spans(sightings).into_iter().partition(|(_, span)| span.has_ids);
    for (again, span) in without {
        let first = with_ids.iter().find(|(_, with)| with.first <= span.last && span.first <= with.last);
        if let Some((first, _)) = first {
            pairs.entry((*first, again)).or_default().1 += 1;
        }
    }
}

/// How far what each source saw reaches.
fn spans(sightings: &[Touch]) -> BTreeMap<usize, Span> {
    let mut spans: BTreeMap<usize, Span> = BTreeMap::new();
    for touch in sightings {
        let (first, last) = (touch.time(), touch.time());
        let span = spans.entry(touch.source()).or_insert(Span { first, last, has_ids: false });
        span.first = span.first.min(first);
        span.last = span.last.max(last);
        span.has_ids |= touch.has_id();
    }
    spans
}
