//! Finds the records of a store or log wherever they stand: in pages, maps, events, bare lists, and in what loggers wrap around them.

use crate::source::Input;
use crate::{Collector, ReadError};

use super::take::reject;
use super::{Documents, Node, Place, read_documents, with_embedded};

/// How many steps lead to a record at most, through lists, objects that hold others, and documents written into strings: the deepest
/// known take eight.
const STEPS: usize = 16;

/// What an object is.
pub(crate) enum Sort<R> {
    /// A record.
    Record(R),
    /// It holds others under keys of the format ([`Store::HOLDERS`]).
    Holder,
    /// It holds others under keys that are content, such as addresses.
    Map,
    /// It says nothing about the score, and is no mistake either.
    Idle,
    /// Something else.
    Unknown,
}

/// A family of JSON exports: how to tell its objects apart, and what to do with each.
pub(crate) trait Store: Sync {
    /// The sorts of records.
    type Record;
    /// Keys under which records, or objects that hold them, stand.
    const HOLDERS: &'static [&'static str];
    /// Why an object is rejected that is of no sort.
    const UNKNOWN: &'static str;

    /// Sorts an object by its keys; `under` is the holder's key that it stands under, itself, in a list or in a map.
    fn sort(&self, node: &Node<'_>, under: &'static str) -> Sort<Self::Record>;

    /// Takes in one record.
    fn push(&self, record: Self::Record, node: &Node<'_>, place: &Place<'_>, collector: &mut Collector);
}

/// Reads all documents of a file.
pub(crate) fn read_store(
    store: &impl Store,
    input: &mut Input<'_>,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    read_documents(&Walk(store), input, collector)
}

/// Every document is walked, wherever it stands.
struct Walk<'s, S>(&'s S);

impl<S: Store> Documents for Walk<'_, S> {
    type Memory = ();

    fn document(&self, found: Result<&Node<'_>, &str>, place: &Place<'_>, collector: &mut Collector) {
        match found {
            Ok(document) => walk(self.0, document, "", place, collector),
            Err(why) => reject(collector, place, why),
        }
    }

    fn long_list(&self, key: &str) -> Option<&'static str> {
        if key.is_empty() { Some("") } else { S::HOLDERS.iter().copied().find(|holder| *holder == key) }
    }

    fn holds(&self, rest: &Node<'_>, under: &'static str) -> bool {
        if under.is_empty() {
            return rest.is_list();
        }
        rest.is_object() && matches!(self.0.sort(rest, ""), Sort::Holder)
    }

    fn element(&self, element: &Node<'_>, under: &'static str, place: &Place<'_>, collector: &mut Collector) {
        walk(self.0, element, under, place, collector);
    }
}

/// Takes in everything that stands in `node`.
pub(crate) fn walk<S: Store>(
    store: &S,
    node: &Node<'_>,
    under: &'static str,
    place: &Place<'_>,
    collector: &mut Collector,
) {
    if place.steps() > STEPS {
        return reject(collector, place, "is wrapped too deeply");
    }
    if node.is_list() {
        for (index, element) in node.elements().enumerate() {
            walk(store, &element, under, &place.index(index), collector);
        }
        return;
    }
    if !node.is_object() {
        // Loggers write documents into strings.
        if !with_embedded(node, |inner| walk(store, inner, under, place, collector)) {
            reject(collector, place, "is no object");
        }
        return;
    }
    match store.sort(node, under) {
        Sort::Record(record) => store.push(record, node, place, collector),
        Sort::Holder => {
            // Else it only has a key of that name, and what it is must be said rather than passed over.
            if !walk_holder(store, node, place, collector) {
                reject(collector, place, S::UNKNOWN);
            }
        }
        Sort::Map => {
            for (index, (_, value)) in node.fields().enumerate() {
                if !value.is_null() {
                    walk(store, &value, under, &place.index(index), collector);
                }
            }
        }
        Sort::Idle => {}
        Sort::Unknown => reject(collector, place, S::UNKNOWN),
    }
}

/// Whether it held anything, be it nothing yet (`null`) or something wrong.
fn walk_holder<S: Store>(store: &S, node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) -> bool {
    let mut holds = false;
    for (key, value) in node.fields() {
        let Some(&name) = S::HOLDERS.iter().find(|holder| **holder == key) else { continue };
        let place = place.key(name);
        if value.is_object() || value.is_list() {
            walk(store, &value, name, &place, collector);
        } else if with_embedded(&value, |inner| walk(store, inner, name, &place, collector))
            || value.is_null()
        {
            // It is read, or there is nothing to read.
        } else if RECORD_LISTS.contains(&name) {
            reject(collector, &place, "is no list or object");
        } else {
            continue;
        }
        holds = true;
    }
    holds
}

/// Keys that hold records and nothing else in any export. Under other keys a word or a number is somebody's own business.
const RECORD_LISTS: [&str; 3] = ["chats", "contacts", "messages"];
