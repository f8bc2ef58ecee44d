//! Who writes in a file, numbered in order of appearance.

use std::collections::HashMap;

use super::transcript::Sender;
use crate::identity::name::clean;

/// How many of the last senders are compared before they are looked up: a chat has two.
const RECENT: usize = 4;

/// The senders of a file.
#[derive(Default)]
pub(super) struct Senders {
    list: Vec<Sender>,
    numbers: HashMap<Sender, u16>,
    /// By the name as written.
    written: HashMap<String, u16>,
    /// The last ones as they stand in a line, with the colon and the blank.
    recent: [(String, u16); RECENT],
    oldest: usize,
}

impl Senders {
    /// Those who were numbered before.
    pub(super) fn of(list: Vec<Sender>) -> Self {
        let numbers = list.iter().cloned().zip(0..).collect();
        Self { list, numbers, ..Self::default() }
    }

    /// The sender that a line begins with, if it is one of the last, and what is behind the blank.
    ///
    /// A name has no colon with a blank behind it, so the one behind the name is the first of the line, which ends the sender
    /// by the rules of [`super::body`], too. That does not hold for the names of chats, which must not be made recent.
    pub(super) fn recent<'r>(&self, rest: &'r str) -> Option<(u16, &'r str)> {
        let written = self.recent.iter().filter(|(written, _)| !written.is_empty());
        written.into_iter().find_map(|(written, number)| Some((*number, rest.strip_prefix(&**written)?)))
    }

    /// The number of a sender, the same for the same name; `None` if there are too many.
    pub(super) fn number(&mut self, written: &str) -> Option<u16> {
        if let Some(&number) = self.written.get(written) {
            return Some(number);
        }
        let plain = clean(written);
        let (name, chosen_by_person) = match plain.strip_prefix('~') {
            Some(chosen) => (chosen.trim().to_owned(), true),
            None => (plain, false),
        };
        let number = self.number_of(Sender { name, chosen_by_person })?;
        self.written.insert(written.to_owned(), number);
        Some(number)
    }

    /// The number of a sender whose name was read before.
    pub(super) fn number_of(&mut self, sender: Sender) -> Option<u16> {
        if let Some(&number) = self.numbers.get(&sender) {
            return Some(number);
        }
        let number = u16::try_from(self.list.len()).ok()?;
        self.list.push(sender.clone());
        self.numbers.insert(sender, number);
        Some(number)
    }

    /// Makes a name one of the last.
    pub(super) fn remember(&mut self, written: &str, number: u16) {
        let (slot, its_number) = &mut self.recent[self.oldest];
        slot.clear();
        slot.push_str(written);
        slot.push_str(": ");
        *its_number = number;
        self.oldest = (self.oldest + 1) % RECENT;
    }

    /// All of them, in order of appearance.
    pub(super) fn into_list(self) -> Vec<Sender> {
        self.list
    }
}
