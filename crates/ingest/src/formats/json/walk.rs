//! Finds the records of a store or log wherever they stand: in pages, maps, events, bare lists, and in what loggers wrap around them.

use crate::source::Input;
use crate::{Collector, ReadError};

use super::take::reject;
use super::{Node, Place, each_document, with_embedded};

/// How deep records may be wrapped in lists and objects that hold others.
const WRAPPINGS: usize = 12;

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
pub(crate) trait Store {
    /// The sorts of records.
    type Record;
    /// Keys under which records, or objects that hold them, stand.
    const HOLDERS: &'static [&'static str];
    /// Why an object is rejected that is of no sort.
    const UNKNOWN: &'static str;

    /// Sorts an object by its keys; `under` is the holder's key that it stands under, itself, in a list or in a map.
    fn sort(&self, node: &Node<'_>, under: &'static str) -> Sort<Self::Record>;

    /// Takes in one record.
    fn push(&mut self, record: Self::Record, node: &Node<'_>, place: &Place<'_>, collector: &mut Collector);
}

/// Reads all documents of a file.
pub(crate) fn read_store(
    store: &mut impl Store,
    input: &mut Input<'_>,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    each_document(input, &mut |found, place| match found {
        Ok(document) => walk(store, document, "", place, collector),
        Err(why) => reject(collector, place, why),
    })
}

/// Takes in everything that stands in `node`.
pub(crate) fn walk<S: Store>(
    store: &mut S,
    node: &Node<'_>,
    under: &'static str,
    place: &Place<'_>,
    collector: &mut Collector,
) {
    walk_into(store, node, under, place, collector, WRAPPINGS);
}

fn walk_into<S: Store>(
    store: &mut S,
    node: &Node<'_>,
    under: &'static str,
    place: &Place<'_>,
    collector: &mut Collector,
    wrappings: usize,
) {
    let Some(left) = wrappings.checked_sub(1) else {
        return reject(collector, place, "is wrapped too deeply");
    };
    if node.is_list() {
        for (index, element) in node.elements().enumerate() {
            walk_into(store, &element, under, &place.index(index), collector, left);
        }
        return;
    }
    if !node.is_object() {
        // Loggers write documents into strings.
        if !with_embedded(node, |inner| walk_into(store, inner, under, place, collector, left)) {
            reject(collector, place, "is no object");
        }
        return;
    }
    match store.sort(node, under) {
        Sort::Record(record) => store.push(record, node, place, collector),
        Sort::Holder => walk_holder(store, node, place, collector, left),
        Sort::Map => {
            for (index, (_, value)) in node.fields().enumerate() {
                if !value.is_null() {
                    walk_into(store, &value, under, &place.index(index), collector, left);
                }
            }
        }
        Sort::Idle => {}
        Sort::Unknown => reject(collector, place, S::UNKNOWN),
    }
}

fn walk_holder<S: Store>(
    store: &mut S,
    node: &Node<'_>,
    place: &Place<'_>,
    collector: &mut Collector,
    wrappings: usize,
) {
    for (key, value) in node.fields() {
        let Some(&name) = S::HOLDERS.iter().find(|holder| **holder == key) else { continue };
        let place = place.key(name);
        if value.is_object() || value.is_list() {
            walk_into(store, &value, name, &place, collector, wrappings);
        } else if !with_embedded(&value, |inner| walk_into(store, inner, name, &place, collector, wrappings))
            && RECORD_LISTS.contains(&name)
            && !value.is_null()
        {
            reject(collector, &place, "is no list or object");
        }
    }
}

/// Keys that hold records and nothing else in any export. Under other keys a word or a number is somebody's own business.
const RECORD_LISTS: [&str; 3] = ["chats", "contacts", "messages"];
