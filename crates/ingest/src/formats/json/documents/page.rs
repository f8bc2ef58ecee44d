//! One document that is mostly one long list: its elements in blocks, and what is left of it without them.
//!
//! ```text
//! {"count":2,"messages":[ {…}, {…}, │ {…}, {…}, │ {…} ],"total":5}
//! └──── before the list ─┘└ block 1 ┘└ block 2 ┘└ block 3 ┘└ rest ┘
//! ```
//!
//! Where an element begins is guessed from how the first one begins: a list within an element can look alike, and then the block
//! before it does not end between two elements.

use super::{Documents, visit_documents, without_mark};
use crate::blocks::{Block, Blockwise, read_blocks};
use crate::formats::json::strict::{blanks, each_field, string, value};
use crate::formats::json::{Node, Place};
use crate::source::Input;
use crate::{Collector, ReadError};

/// Reads a document of which `opening` was read before.
pub(super) fn read<D: Documents>(
    documents: &D,
    opening: &[u8],
    input: &mut Input<'_>,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    let opening = without_mark(opening);
    let Some(list) = List::find(opening, documents) else {
        input.read_in_order();
        return Ok(());
    };
    let elements = Elements { documents, first_keys: list.first_keys, under: list.under };
    let Some(outcomes) = read_blocks(&elements, &opening[list.start..], 1, input, collector)? else {
        return Ok(());
    };
    place_rejects(collector, list.under, &outcomes);
    if D::NUMBERS_REJECTS {
        collector.number_rejects();
    }
    let rest = outcomes.into_iter().last().map_or(Vec::new(), |outcome| outcome.rest);
    let rest = [&opening[..list.start], b"]", &rest].concat();
    let rejected = collector.report.rejected;
    let mut is_held = false;
    let visited = visit_documents(&rest, &mut |found, place| {
        is_held = found.is_ok_and(|node| documents.holds(node, list.under)) && place.is_only();
        documents.document(found, place, collector);
    });
    // What the document says around its list is told before or behind what the list says, which only order can tell.
    if visited.is_err() || !is_held || collector.report.rejected > rejected {
        input.read_in_order();
    }
    Ok(())
}

/// Where the long list begins.
struct List {
    /// The key that it stands under.
    under: &'static str,
    /// Behind its bracket.
    start: usize,
    /// The first keys of its first element as they are written.
    first_keys: Vec<Vec<u8>>,
}

impl List {
    /// How many keys tell an element from other objects.
    const KEYS: usize = 2;

    /// The value that is not whole in the opening, if it is a list of objects.
    fn find(opening: &[u8], documents: &impl Documents) -> Option<Self> {
        let at = blanks(opening, 0);
        let (under, bracket) = match opening.get(at)? {
            b'[' => ("", at),
            b'{' => Self::unfinished_field(opening, at + 1)?,
            _ => return None,
        };
        let under = documents.long_list(under)?;
        (opening.get(bracket) == Some(&b'[')).then_some(())?;
        let first = blanks(opening, bracket + 1);
        let first_keys = keys(opening, first)?;
        (!first_keys.is_empty()).then_some(Self { under, start: bracket + 1, first_keys })
    }

    /// The first field of an object of which the value is not whole: its key, and where its value begins.
    fn unfinished_field(opening: &[u8], mut at: usize) -> Option<(&str, usize)> {
        loop {
            at = blanks(opening, at);
            (opening.get(at) == Some(&b'"')).then_some(())?;
            let (end, _) = string(opening, at + 1)?;
            let key = std::str::from_utf8(opening.get(at + 1..end - 1)?).ok()?;
            let colon = blanks(opening, end);
            (opening.get(colon) == Some(&b':')).then_some(())?;
            let start = blanks(opening, colon + 1);
            let Some(end) = value(opening, start, 1) else { return Some((key, start)) };
            at = blanks(opening, end);
            (opening.get(at) == Some(&b',')).then_some(())?;
            at += 1;
        }
    }
}

/// The first keys of the whole object at `at`, fewer if it has no more; `None` if there is no whole object.
fn keys(bytes: &[u8], at: usize) -> Option<Vec<Vec<u8>>> {
    let mut keys = Vec::with_capacity(List::KEYS);
    each_field(bytes.get(at..)?, |key, _| {
        if keys.len() < List::KEYS {
            keys.push(key.bytes.to_vec());
        }
    })?;
    Some(keys)
}

struct Elements<'d, D> {
    documents: &'d D,
    first_keys: Vec<Vec<u8>>,
    under: &'static str,
}

/// What a block of elements leaves behind.
struct Outcome {
    elements: usize,
    /// How many of its rejects are listed.
    rejects: usize,
    /// What comes behind the list.
    rest: Vec<u8>,
}

impl<D: Documents> Blockwise for Elements<'_, D> {
    type Outcome = Outcome;

    /// Before the last whole element that begins like the first one.
    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        memchr::memrchr_iter(b'{', bytes).find(|&at| {
            let before = bytes[..at].trim_ascii_end();
            let is_behind_another =
                before.strip_suffix(b",").is_some_and(|before| before.trim_ascii_end().ends_with(b"}"));
            is_behind_another && keys(bytes, at).is_some_and(|keys| keys == self.first_keys)
        })
    }

    fn read(&self, block: Block<'_>, collector: &mut Collector) -> Option<Outcome> {
        let place = Place::document(1);
        let place = if self.under.is_empty() { place } else { place.key(self.under) };
        let mut outcome = Outcome { elements: 0, rejects: 0, rest: Vec::new() };
        let mut at = blanks(block.bytes, 0);
        while at < block.bytes.len() {
            if let Some(end) = self.documents.ordinary(&block.bytes[at..], self.under, collector) {
                at += end;
            } else {
                let end = value(block.bytes, at, 2)?;
                let element = String::from_utf8_lossy(&block.bytes[at..end]);
                let element = Node::of_valid(&element);
                self.documents.element(&element, self.under, &place.index(outcome.elements), collector);
                at = end;
            }
            outcome.elements += 1;
            at = blanks(block.bytes, at);
            match block.bytes.get(at)? {
                b',' => at = blanks(block.bytes, at + 1),
                b']' if block.is_last => {
                    outcome.rest = block.bytes[at + 1..].to_vec();
                    outcome.rejects = collector.rejects.len();
                    return Some(outcome);
                }
                _ => return None,
            }
        }
        outcome.rejects = collector.rejects.len();
        (!block.is_last).then_some(outcome)
    }
}

/// Blocks count their elements from 0; here rejects get the places that these have in the list.
fn place_rejects(collector: &mut Collector, under: &str, outcomes: &[Outcome]) {
    let mut rejects = collector.rejects.iter_mut();
    let mut before = 0;
    for outcome in outcomes {
        for reject in rejects.by_ref().take(outcome.rejects) {
            if let Some(at) = moved(&reject.at, under, before) {
                reject.at = at;
                reject.ordinal += before as u64;
            }
        }
        before += outcome.elements;
    }
}

/// The place `under[3].key` with an index that is larger by `before`.
fn moved(at: &str, under: &str, before: usize) -> Option<String> {
    let (index, behind) = at.strip_prefix(under)?.strip_prefix('[')?.split_once(']')?;
    let index: usize = index.parse().ok()?;
    Some(format!("{under}[{}]{behind}", index + before))
}
