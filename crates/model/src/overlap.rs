//! What several sources tell of at once: messages that count once, and chats whose messages cannot be compared.

use std::collections::BTreeMap;

use crate::{Direction, Moment, Touch};

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

/// How far the touches of one source with one person reach.
struct Span {
    first: Moment,
    last: Moment,
    has_ids: bool,
}

type Pairs = BTreeMap<(usize, usize), (u64, u64)>;

/// For each two sources what both have. What several have is counted with the first of them only, so that a hundred copies are a
/// hundred lines and not five thousand. `ends` has the number of touches behind each source; persons are joined already.
pub(crate) fn overlaps(touches: &[Touch], ends: &[usize]) -> Vec<Overlap> {
    let piles = ends.iter().scan(0, |start, &end| Some(end > std::mem::replace(start, end)));
    if piles.filter(|&has_any| has_any).count() < 2 {
        return Vec::new();
    }
    let mut pairs = Pairs::new();
    count_messages(touches, ends, &mut pairs);
    count_incomparable_chats(touches, ends, &mut pairs);
    pairs
        .into_iter()
        .map(|((first, again), (messages, incomparable_chats))| Overlap {
            first,
            again,
            messages,
            incomparable_chats,
        })
        .collect()
}

fn count_messages(touches: &[Touch], ends: &[usize], pairs: &mut Pairs) {
    let mut sightings: Vec<(u32, Direction, u64, usize)> = touches
        .iter()
        .enumerate()
        .map(|(index, touch)| (touch.person, touch.direction(), touch.id, source(index, ends)))
        .collect();
    sightings.sort_unstable();
    sightings.dedup();
    for message in sightings.chunk_by(|one, next| (one.0, one.1, one.2) == (next.0, next.1, next.2)) {
        for &(.., again) in &message[1..] {
            pairs.entry((message[0].3, again)).or_default().0 += 1;
        }
    }
}

fn count_incomparable_chats(touches: &[Touch], ends: &[usize], pairs: &mut Pairs) {
    let is_mixed = touches.iter().any(Touch::has_id) && !touches.iter().all(Touch::has_id);
    if !is_mixed {
        return;
    }
    let spans: Vec<((u32, usize), Span)> = spans(touches, ends).into_iter().collect();
    for chat in spans.chunk_by(|((one, _), _), ((next, _), _)| one == next) {
        let (with_ids, without): (Vec<_>, Vec<_>) = chat.iter().partition(|(_, span)| span.has_ids);
        for ((_, again), span) in without {
            let first = with_ids.iter().find(|(_, with)| with.first <= span.last && span.first <= with.last);
            if let Some(((_, first), _)) = first {
                pairs.entry((*first, *again)).or_default().1 += 1;
            }
        }
    }
}

fn spans(touches: &[Touch], ends: &[usize]) -> BTreeMap<(u32, usize), Span> {
    let mut spans: BTreeMap<(u32, usize), Span> = BTreeMap::new();
    for (index, touch) in touches.iter().enumerate() {
        let (first, last) = (touch.time(), touch.time());
        let span =
            spans.entry((touch.person, source(index, ends))).or_insert(Span { first, last, has_ids: false });
        span.first = span.first.min(first);
        span.last = span.last.max(last);
        span.has_ids |= touch.has_id();
    }
    spans
}

/// The source of the touch at this position.
fn source(index: usize, ends: &[usize]) -> usize {
    ends.partition_point(|&end| end <= index)
}
