//! The pile that readers push into. Piles add up in any order, and adding one twice changes nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasher;

use foldhash::quality::FixedState;

use crate::touch::HAS_ID;
use crate::{
    Act, AgeEvidence, Delivery, Direction, Handle, Jid, LowerBound, Message, Moment, PhoneKey, Touch,
};

/// A chat that some facts know already: nothing has to be looked up to push into it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Chat {
    /// Index of the person; `None` for whatever is no direct chat.
    person: Option<u32>,
}

impl Chat {
    /// Whether it is a chat with one person.
    #[must_use]
    pub fn is_direct(self) -> bool {
        self.person.is_some()
    }
}

/// Everything that exports say about one number, identities not yet joined.
#[derive(Default, Debug)]
pub struct Facts {
    pub(crate) handles: Vec<Handle>,
    index: HashMap<Handle, u32>,
    pub(crate) touches: Vec<Touch>,
    pub(crate) receipts: HashMap<u64, Delivery>,
    pub(crate) links: BTreeSet<(Handle, Handle)>,
    /// Of each address that stands beside own messages the person of their chat, or `None` if there are several.
    pub(crate) beside_own: BTreeMap<Handle, Option<Handle>>,
    pub(crate) cards: BTreeMap<Box<str>, BTreeSet<BTreeSet<PhoneKey>>>,
    pub(crate) known: BTreeSet<Handle>,
    /// The latest change of each entry of an address book, and whether it was saved by it.
    pub(crate) changes: BTreeMap<Handle, (Option<Moment>, bool)>,
    pub(crate) own: BTreeSet<Handle>,
    pub(crate) group_creators: BTreeMap<PhoneKey, Moment>,
    pub(crate) age: AgeEvidence,
    pub(crate) address_book: bool,
}

impl Facts {
    /// Takes in one message. In a direct chat it is a touch; anywhere else it only proves, if it is the channel's own, that the
    /// number existed then.
    pub fn message(&mut self, message: &Message<'_>) {
        let chat = self.chat(&message.chat);
        self.act(chat, &message.act());
    }

    /// Makes a chat known, so that a reader that meets it many times looks it up once. It holds for these facts only.
    pub fn chat(&mut self, jid: &Jid) -> Chat {
        match jid {
            Jid::Person(handle) => Chat { person: Some(self.intern(handle)) },
            Jid::Group { creator, created } => {
                if let (Some(creator), Some(created)) = (creator, created) {
                    self.group_created(*creator, *created);
                }
                Chat { person: None }
            }
            Jid::OneToMany => Chat { person: None },
        }
    }

    /// Takes in what happened in a chat that [`Facts::chat`] made known.
    pub fn act(&mut self, chat: Chat, act: &Act<'_>) {
        if let Some(touch) = self.touch(chat, act) {
            self.touches.push(touch);
        }
    }

    /// Takes in what `read` makes of many things. If these are as large as touches, the touches take their places in memory, so that
    /// no more of it is needed.
    pub fn acts<T>(
        &mut self,
        things: Vec<T>,
        mut read: impl FnMut(&mut Self, T) -> Option<(Chat, Act<'static>)>,
    ) {
        let read = |thing| read(self, thing).and_then(|(chat, act)| self.touch(chat, &act));
        let touches: Vec<Touch> = things.into_iter().filter_map(read).collect();
        if self.touches.is_empty() {
            self.touches = touches;
        } else {
            self.touches.extend(touches);
        }
    }

    /// The touch that something is, if it happened in a direct chat.
    fn touch(&mut self, chat: Chat, act: &Act<'_>) -> Option<Touch> {
        if chat.person.is_none() && act.direction == Direction::Outgoing {
            self.age.existed(LowerBound::Message, act.time);
        }
        chat.person.map(|person| Touch::new(person, identity(act), act))
    }

    /// Notes how far the outgoing message `id` came, as later acknowledgements say.
    pub fn receipt(&mut self, id: &str, delivery: Delivery) {
        let slot = self.receipts.entry(hash_id(id.as_bytes())).or_default();
        *slot = delivery.max(*slot);
    }

    /// Notes that two handles are one person.
    pub fn link(&mut self, one: Handle, other: Handle) {
        if one != other {
            self.links.insert((one.clone().min(other.clone()), one.max(other)));
        }
    }

    /// Notes that `other` stands beside own messages in the chat with `person`. It is the other address of that person or of the
    /// channel itself, which only all exports together can tell.
    pub fn beside_own_message(&mut self, person: &Handle, other: Handle) {
        let chat = self.beside_own.entry(other).or_insert_with(|| Some(person.clone()));
        if chat.as_ref() != Some(person) {
            *chat = None;
        }
    }

    /// Notes that this person is in the address book.
    pub fn know(&mut self, handle: Handle) {
        self.address_book = true;
        self.known.insert(handle);
    }

    /// Notes that a source spoke about who is in the address book, even if nobody is.
    pub fn has_address_book(&mut self) {
        self.address_book = true;
    }

    /// Notes that this person was saved in the address book at `time`, or removed from it. The latest change counts; one without
    /// a time comes before all others, and at equal times being saved counts.
    pub fn address_book_changed(&mut self, handle: Handle, time: Option<Moment>, saved: bool) {
        self.address_book = true;
        let change = (time, saved);
        let latest = self.changes.entry(handle).or_insert(change);
        *latest = change.max(*latest);
    }

    /// Notes a card: one entry of an address book with a display name and its numbers. It joins chats known only by name to
    /// numbers; whether its persons are known is a separate statement ([`Facts::know`]).
    pub fn card(&mut self, name: &str, phones: impl IntoIterator<Item = PhoneKey>) {
        let phones: BTreeSet<PhoneKey> = phones.into_iter().collect();
        if !name.is_empty() && !phones.is_empty() {
            self.cards.entry(name.into()).or_default().insert(phones);
        }
    }

    /// Notes a handle of the channel itself.
    pub fn own(&mut self, handle: Handle) {
        self.own.insert(handle);
    }

    /// Notes that the channel itself created a group at `time`.
    pub fn own_group_created(&mut self, time: Moment) {
        self.age.existed(LowerBound::Group, time);
    }

    /// Notes that `creator` created a group at `time`; it is evidence of age if the creator turns out to be the channel.
    pub fn group_created(&mut self, creator: PhoneKey, time: Moment) {
        let earliest = self.group_creators.entry(creator).or_insert(time);
        *earliest = time.min(*earliest);
    }

    /// Notes an exact registration time.
    pub fn registered(&mut self, time: Moment) {
        self.age.registered(time);
    }

    /// The phone numbers that the channel itself is known to have, in order.
    pub fn own_phones(&self) -> impl Iterator<Item = PhoneKey> {
        self.own.iter().filter_map(|handle| match handle {
            Handle::Phone(key) => Some(*key),
            Handle::Lid(_) | Handle::Name(_) => None,
        })
    }

    /// Adds another pile. Associative, order-free, and harmless to repeat.
    pub fn absorb(&mut self, other: Self) {
        if self.handles.is_empty() {
            (self.handles, self.index, self.touches) = (other.handles, other.index, other.touches);
        } else {
            let map: Vec<u32> = other.handles.iter().map(|handle| self.intern(handle)).collect();
            if other.touches.len() > self.touches.len() / 4 {
                // Doubling would take more than is needed; adding little by little exactly would take too long.
                self.touches.reserve_exact(other.touches.len());
            }
            self.touches.extend(other.touches.into_iter().map(|mut touch| {
                touch.person = map[touch.person()];
                touch
            }));
        }
        let mut receipts: Vec<(u64, Delivery)> = other.receipts.into_iter().collect();
        receipts.sort_unstable();
        for (id, delivery) in receipts {
            let slot = self.receipts.entry(id).or_default();
            *slot = delivery.max(*slot);
        }
        self.links.extend(other.links);
        for (other, chat) in other.beside_own {
            match chat {
                Some(person) => self.beside_own_message(&person, other),
                None => _ = self.beside_own.insert(other, None),
            }
        }
        for (name, cards) in other.cards {
            self.cards.entry(name).or_default().extend(cards);
        }
        self.known.extend(other.known);
        for (handle, (time, saved)) in other.changes {
            self.address_book_changed(handle, time, saved);
        }
        self.own.extend(other.own);
        for (creator, time) in other.group_creators {
            self.group_created(creator, time);
        }
        self.age.absorb(other.age);
        self.address_book |= other.address_book;
    }

    pub(crate) fn intern(&mut self, handle: &Handle) -> u32 {
        if let Some(&index) = self.index.get(handle) {
            return index;
        }
        let index = u32::try_from(self.handles.len()).expect("fewer than 2^32 persons fit in memory");
        self.handles.push(handle.clone());
        self.index.insert(handle.clone(), index);
        index
    }

    pub(crate) fn position(&self, handle: &Handle) -> Option<usize> {
        self.index.get(handle).map(|&index| index as usize)
    }
}

/// What makes two sightings in one chat and direction the same message: its id; without ids, time, kind and text.
fn identity(act: &Act<'_>) -> u64 {
    act.id.map_or_else(|| FixedState::default().hash_one((act.time, act.kind, act.text)) & !HAS_ID, hash_id)
}

/// Ids are compared, never shown, so a hash of 63 bits stands for them: among two million messages a chance collision has odds
/// of one in five million. The last bit tells a hashed id from the stand-in for one.
fn hash_id(id: &[u8]) -> u64 {
    FixedState::default().hash_one(id) | HAS_ID
}

#[cfg(test)]
mod tests {
    use super::Facts;
    use crate::{Act, Delivery, Direction, Handle, Jid, Kind, Moment};

    /// A channel of text exports consists of such things, and has no room for them twice.
    #[test]
    fn things_of_the_size_of_a_touch_become_touches_where_they_lie() {
        let things: Vec<[u64; 3]> = (1..=1_000).map(|number| [number, 0, 0]).collect();
        let place = things.as_ptr().addr();
        let mut facts = Facts::default();
        let chat = facts.chat(&Jid::Person(Handle::Lid(7)));
        let (direction, kind, delivery) = (Direction::Incoming, Kind::Content, Delivery::Unknown);
        facts.acts(things, |_, [text, ..]| {
            Some((chat, Act { direction, id: None, time: Moment::FIRST, kind, delivery, text }))
        });
        assert_eq!((facts.sightings(), facts.touches.as_ptr().addr()), (1_000, place));
    }
}
