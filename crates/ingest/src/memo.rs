//! What addresses mean, so that one met again is not read again.

use std::hash::{DefaultHasher, Hash, Hasher};

use meter_model::Chat;

/// Remembers the latest of the addresses that share a slot. Forgetting costs time, never truth, so its size does not grow with the
/// number of people.
#[derive(Default, Debug)]
pub(crate) struct Memo {
    /// The slot of the chat met last: exports tell of one chat after the other.
    last: usize,
    slots: Vec<Option<(Box<[u8]>, Chat)>>,
    own: Box<[u8]>,
}

impl Memo {
    /// A channel of a few chats needs few, and there can be thousands of channels.
    const FIRST_SLOTS: usize = 16;
    const MOST_SLOTS: usize = 1 << 12;

    /// The chat that is written like this, if it is still known; else what `find` finds, if anything.
    pub(crate) fn chat(&mut self, written: &[u8], find: impl FnOnce() -> Option<Chat>) -> Option<Chat> {
        if let Some(Some((known, chat))) = self.slots.get(self.last)
            && **known == *written
        {
            return Some(*chat);
        }
        if self.slots.is_empty() {
            self.slots.resize_with(Self::FIRST_SLOTS, || None);
        }
        self.last = self.slot(written);
        match &self.slots[self.last] {
            Some((known, chat)) if **known == *written => return Some(*chat),
            Some(_) if self.slots.len() < Self::MOST_SLOTS => self.grow(),
            _ => {}
        }
        let chat = find()?;
        self.last = self.slot(written);
        self.slots[self.last] = Some((written.into(), chat));
        Some(chat)
    }

    /// Makes room where two chats share a slot.
    fn grow(&mut self) {
        let known = std::mem::take(&mut self.slots);
        self.slots.resize_with(known.len() * 4, || None);
        for (written, chat) in known.into_iter().flatten() {
            let slot = self.slot(&written);
            self.slots[slot] = Some((written, chat));
        }
    }

    fn slot(&self, written: &[u8]) -> usize {
        let mut hasher = DefaultHasher::new();
        written.hash(&mut hasher);
        usize::try_from(hasher.finish() % self.slots.len().max(1) as u64).unwrap_or(0)
    }

    /// Whether the channel's own address was last written otherwise; from now on it is written like this.
    pub(crate) fn is_new_own(&mut self, written: &[u8]) -> bool {
        let is_new = *self.own != *written;
        if is_new {
            self.own = written.into();
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use meter_model::{Facts, Jid};

    use super::Memo;

    /// Ten thousand chats share four thousand slots, and every one is found as what it is.
    #[test]
    fn what_was_forgotten_is_found_again() {
        let (mut facts, mut memo) = (Facts::default(), Memo::default());
        let addresses: Vec<String> = (0..10_000).map(|lid| format!("{lid}@lid")).collect();
        for written in addresses.iter().chain(addresses.iter().rev()) {
            let jid = Jid::parse(written).unwrap();
            let expected = facts.chat(&jid);
            let mut looked_up = 0;
            for _ in 0..2 {
                let find = || {
                    looked_up += 1;
                    Some(expected)
                };
                assert_eq!(memo.chat(written.as_bytes(), find), Some(expected));
            }
            assert!(looked_up <= 1);
        }
        assert_eq!(memo.chat(b"nobody", || None), None);
    }

    #[test]
    fn the_own_address_is_new_when_it_changes() {
        let mut memo = Memo::default();
        let seen: Vec<bool> = [b"a", b"a", b"b", b"a"].into_iter().map(|own| memo.is_new_own(own)).collect();
        assert_eq!(seen, [true, false, true, true]);
    }
}
