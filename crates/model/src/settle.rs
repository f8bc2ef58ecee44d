//! From a pile to a ledger: join the identities, count every message once.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use rayon::prelude::*;

use crate::once::{Counts, count_of_person, group_by_person};
use crate::overlap::{Compare, Stretch, overlaps};
use crate::{Facts, Handle, Ledger, LedgerPerson, LowerBound, Overlap, PhoneKey, Touch};

impl Facts {
    /// Joins all handles of each person, drops the chat with oneself and what was seen twice, and sorts.
    /// The result does not depend on the order in which the facts came in.
    #[must_use]
    pub fn settle(mut self) -> Ledger {
        let joined = self.join();
        self.count_once(joined, Compare::Nothing).0
    }

    /// Settles, and says which sources saw the same messages: `stretches` tell of all [`Facts::sightings`], in the order in which they
    /// were taken in, of which source they are.
    #[must_use]
    pub fn settle_and_compare(mut self, stretches: &[Stretch]) -> (Ledger, Vec<Overlap>) {
        let joined = self.join();
        let compare = Compare::prepare(&mut self.touches, stretches);
        self.count_once(joined, compare)
    }

    /// How many touches were taken in, those seen twice included.
    #[must_use]
    pub fn sightings(&self) -> usize {
        self.touches.len()
    }

    /// Joins the handles of each person; from here on touches name persons instead of handles.
    fn join(&mut self) -> Joined {
        self.know_the_saved();
        let ambiguous_names = self.join_names();
        self.link_other_addresses();
        self.intern_mentioned();
        let classes = self.classes();
        let (person_of_handle, persons) = self.number_persons(&classes);
        self.touches.par_iter_mut().for_each(|touch| touch.person = person_of_handle[touch.person()]);
        Joined { persons, ambiguous_names }
    }

    fn count_once(mut self, joined: Joined, compare: Compare) -> (Ledger, Vec<Overlap>) {
        let Joined { persons, ambiguous_names } = joined;
        self.date_own_groups(&persons);
        let mut touches = std::mem::take(&mut self.touches);
        group_by_person(&mut touches, 0..persons.len());
        let counts: Vec<Counts> = touches
            .par_chunk_by_mut(|one, next| one.person == next.person)
            .map(|of_person| count_of_person(of_person, &self.receipts, compare))
            .collect();
        let failed = self.keep_what_counts(&mut touches, &counts, &persons);
        if let Some(first) = touches.par_iter().map(Touch::time).min() {
            self.age.existed(LowerBound::Message, first);
        }
        let overlaps = overlaps(counts.into_iter().map(|counts| counts.overlaps));
        let Self { address_book, age, .. } = self;
        (Ledger { persons, touches, failed, address_book, age, ambiguous_names }, overlaps)
    }

    /// Leaves the touches of direct chats; returns the messages that failed, sorted by time.
    ///
    /// The chat with oneself is not a direct chat, but what was written there proves that the number existed.
    fn keep_what_counts(
        &mut self,
        touches: &mut Vec<Touch>,
        counts: &[Counts],
        persons: &[LedgerPerson],
    ) -> Vec<Touch> {
        let mut failed = Vec::new();
        let (mut start, mut kept) = (0, 0);
        for count in counts {
            let once = start..start + count.once;
            let is_own = touches.get(start).is_some_and(|touch| persons[touch.person()].own);
            if is_own {
                let own = touches[once].iter().filter(|touch| touch.is_outgoing());
                if let Some(first) = own.map(Touch::time).min() {
                    self.age.existed(LowerBound::Message, first);
                }
            } else {
                failed.extend_from_slice(&touches[start + count.touches..once.end]);
                if kept < start {
                    touches.copy_within(start..start + count.touches, kept);
                }
                kept += count.touches;
            }
            start += count.sightings;
        }
        touches.truncate(kept);
        failed.sort_unstable_by_key(|touch| (touch.time(), touch.person, touch.id));
        failed
    }

    /// Whoever the latest change of an address book saved is known.
    fn know_the_saved(&mut self) {
        let changes = std::mem::take(&mut self.changes);
        self.known.extend(changes.into_iter().filter(|(_, (_, saved))| *saved).map(|(handle, _)| handle));
    }

    /// Links chats known by name to the number on the card of that name.
    ///
    /// One card with one number: that number. One card with several: the one of them that chats in this channel, if it is one.
    /// Several cards of that name with different numbers, or no way to choose: the name stays a person of its own.
    fn join_names(&mut self) -> Vec<Box<str>> {
        let mut ambiguous = Vec::new();
        let mut links = Vec::new();
        for handle in &self.handles {
            let Handle::Name(name) = handle else { continue };
            let Some(cards) = self.cards.get(name) else { continue };
            match self.number_of(cards) {
                Some(phone) => links.push((handle.clone(), Handle::Phone(phone))),
                None => ambiguous.push(name.clone()),
            }
        }
        for (name, phone) in links {
            self.link(name, phone);
        }
        ambiguous.sort_unstable();
        ambiguous
    }

    fn number_of(&self, cards: &BTreeSet<BTreeSet<PhoneKey>>) -> Option<PhoneKey> {
        let mut cards = cards.iter();
        let (Some(card), None) = (cards.next(), cards.next()) else { return None };
        let only = |phones: &mut dyn Iterator<Item = PhoneKey>| match (phones.next(), phones.next()) {
            (Some(phone), None) => Some(phone),
            _ => None,
        };
        only(&mut card.iter().copied()).or_else(|| {
            only(&mut card.iter().copied().filter(|phone| self.has_handle(&Handle::Phone(*phone))))
        })
    }

    /// Links the addresses beside own messages to the person of their chat, unless they are the channel's own: such a one stands beside
    /// several chats, or is known to be its own, or the person is known to have another.
    fn link_other_addresses(&mut self) {
        let mut linked: BTreeMap<&Handle, Vec<&Handle>> = BTreeMap::new();
        for (one, other) in &self.links {
            linked.entry(one).or_default().push(other);
            linked.entry(other).or_default().push(one);
        }
        let others = |handle: &Handle| linked.get(handle).map_or(&[][..], Vec::as_slice);
        let is_own = |handle: &Handle| {
            self.own.contains(handle) || others(handle).iter().any(|other| self.own.contains(*other))
        };
        let has_another = |person: &Handle, address: &Handle| {
            let same_sort = |other: &&Handle| discriminant(*other) == discriminant(address);
            others(person).iter().any(|other| same_sort(other) && *other != address)
        };
        let told: Vec<(Handle, Handle)> = std::mem::take(&mut self.beside_own)
            .into_iter()
            .filter_map(|(address, chat)| Some((chat?, address)))
            .filter(|(person, address)| !is_own(address) && !has_another(person, address))
            .collect();
        for (person, address) in told {
            self.link(person, address);
        }
    }

    /// Handles that only links, the address book or the owner name take part in joining, too.
    fn intern_mentioned(&mut self) {
        let mentioned: Vec<Handle> = self
            .links
            .iter()
            .flat_map(|(one, other)| [one, other])
            .chain(&self.known)
            .chain(&self.own)
            .cloned()
            .collect();
        for handle in &mentioned {
            self.intern(handle);
        }
    }

    /// For each handle the smallest handle of its class under the links (union–find with path halving).
    fn classes(&self) -> Vec<usize> {
        let mut parents: Vec<usize> = (0..self.handles.len()).collect();
        for (one, other) in &self.links {
            let (Some(one), Some(other)) = (self.position(one), self.position(other)) else { continue };
            let (one, other) = (root(&mut parents, one), root(&mut parents, other));
            let (small, large) =
                if self.handles[one] <= self.handles[other] { (one, other) } else { (other, one) };
            parents[large] = small;
        }
        (0..parents.len()).map(|node| root(&mut parents, node)).collect()
    }

    /// Numbers the classes in the order of their smallest handle, so that numbers do not depend on reading order.
    fn number_persons(&self, classes: &[usize]) -> (Vec<u32>, Vec<LedgerPerson>) {
        let mut members: BTreeMap<&Handle, Vec<&Handle>> = BTreeMap::new();
        for (handle, &class) in self.handles.iter().zip(classes) {
            members.entry(&self.handles[class]).or_default().push(handle);
        }
        let numbers: BTreeMap<&Handle, u32> = members.keys().copied().zip(0..).collect();
        let person_of_handle = classes.iter().map(|&class| numbers[&self.handles[class]]).collect();
        let persons = members
            .into_values()
            .map(|mut handles| {
                handles.sort_unstable();
                LedgerPerson {
                    known: handles.iter().any(|handle| self.known.contains(*handle)),
                    own: handles.iter().any(|handle| self.own.contains(*handle)),
                    handles: handles.into_iter().cloned().collect(),
                }
            })
            .collect();
        (person_of_handle, persons)
    }

    fn date_own_groups(&mut self, persons: &[LedgerPerson]) {
        let own = persons.iter().filter(|person| person.own).flat_map(|person| &person.handles);
        for handle in own {
            if let Handle::Phone(phone) = handle
                && let Some(&time) = self.group_creators.get(phone)
            {
                self.age.existed(LowerBound::Group, time);
            }
        }
    }

    fn has_handle(&self, handle: &Handle) -> bool {
        self.position(handle).is_some()
    }
}

/// What joining finds out.
struct Joined {
    persons: Vec<LedgerPerson>,
    ambiguous_names: Vec<Box<str>>,
}

/// The end of the chain of parents, halving the path on the way.
fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}
