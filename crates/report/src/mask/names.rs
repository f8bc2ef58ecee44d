//! Names of channels: what is told of them, and that two of them stay two.

use std::collections::{HashMap, HashSet};

use super::{Mask, path, person};

/// Names of a run, each of which is always shown as the same and none as another.
#[derive(Clone, Debug, Default)]
pub struct Names {
    mask: Mask,
    shown: HashMap<String, String>,
    taken: HashSet<String>,
}

impl Names {
    /// No names as yet.
    #[must_use]
    pub fn new(mask: Mask) -> Self {
        Self { mask, ..Self::default() }
    }

    /// What is shown for a name that somebody gave to a channel.
    pub fn of(&mut self, name: &str) -> String {
        self.shown_as(name, is_of_person(name))
    }

    /// What is shown for the name of a channel that is called like its file, and that perhaps like a person.
    pub fn of_file(&mut self, name: &str) -> String {
        self.shown_as(name, true)
    }

    fn shown_as(&mut self, name: &str, may_be_of_person: bool) -> String {
        if self.mask == Mask::Off {
            return name.to_owned();
        }
        if let Some(shown) = self.shown.get(name) {
            return shown.clone();
        }
        let masked = if may_be_of_person { self.mask.path(name) } else { name.to_owned() };
        let numbered = (2..).map(|number| format!("{masked} ({number})"));
        let free = std::iter::once(masked.clone()).chain(numbered).find(|shown| !self.taken.contains(shown));
        let shown = free.unwrap_or(masked);
        self.taken.insert(shown.clone());
        self.shown.insert(name.to_owned(), shown.clone());
        shown
    }
}

/// Whether a name is a number, an address or that of an exported chat, and no name that was chosen.
fn is_of_person(name: &str) -> bool {
    person::number(name).is_some() || path::has_number(name) || name.contains('@') || is_of_chat(name)
}

/// Whether it is what WhatsApp calls exported chats in any of its languages.
fn is_of_chat(name: &str) -> bool {
    const MARKS: [&str; 3] = ["whatsapp", "واتساب", "_chat"];
    let name = name.to_lowercase();
    MARKS.iter().any(|mark| name.contains(mark))
}
