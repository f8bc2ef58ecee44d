//! Persons are nobody else's business: on a page that is handed on, numbers and names are told apart but not told.
//!
//! | what | shown | masked |
//! |---|---|---|
//! | phone number | `+447700900123` | `+44 770 •••• 23` |
//! | hidden identifier | `LID 123456789012367` | `LID •••• 67` |
//! | display name | `Amelia Rose Hughes` | `A••• R••• H•••` |
//! | path | `chats/WhatsApp Chat with Amelia Hughes.txt` | `chats/WhatsApp Chat with A••• H•••.txt` |
//!
//! In a path every folder and file is masked like a name, unless it consists of nothing but words that programs write, such as
//! `messages-0.json`, because whoever exports a chat, or sorts chats into folders, names them after the person. Sentences of ours say
//! what is wrong with a file, never what is in it; only the paths in them are masked.

mod path;
mod person;

use meter_model::Handle;

use super::PageStyle;
use crate::terminal::sanitise;

/// What stands for what is not shown.
const DOTS: &str = "•••";
/// The same within a number.
const DIGITS: &str = "••••";

/// Whether persons are shown, and what of them if not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mask {
    shows_all: bool,
}

impl Mask {
    /// The mask of a page.
    pub(super) fn of(style: PageStyle) -> Self {
        Self { shows_all: style.show_persons }
    }

    /// Whether nothing is masked.
    pub(super) fn shows_all(self) -> bool {
        self.shows_all
    }

    /// One form of a person.
    pub(super) fn handle(self, handle: &Handle) -> String {
        match (handle, self.shows_all) {
            (Handle::Phone(key), true) => key.to_string(),
            (Handle::Phone(key), false) => person::phone(&key.digits().to_string()),
            (Handle::Lid(lid), true) => format!("LID {lid}"),
            (Handle::Lid(lid), false) => person::lid(*lid),
            (Handle::Name(name), true) => name.to_string(),
            (Handle::Name(name), false) => person::name(&sanitise(name)),
        }
    }

    /// A path below a channel.
    pub(super) fn path(self, path: &str) -> String {
        if self.shows_all { path.to_owned() } else { path::path(&sanitise(path)) }
    }

    /// A sentence in which some of these paths may stand.
    pub(super) fn sentence<'p>(self, sentence: &str, paths: impl Iterator<Item = &'p str>) -> String {
        if self.shows_all {
            return sentence.to_owned();
        }
        let mut paths: Vec<&str> = paths.filter(|path| sentence.contains(path)).collect();
        // A path may be the end of another one.
        paths.sort_unstable_by_key(|path| (std::cmp::Reverse(path.len()), *path));
        paths.dedup();
        paths.into_iter().fold(sentence.to_owned(), |sentence, path| self.without(&sentence, path))
    }

    /// The sentence with a path masked wherever it stands as a whole.
    fn without(self, sentence: &str, path: &str) -> String {
        let (masked, mut rest) = (self.path(path), sentence);
        let mut result = String::new();
        let is_part_of_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        while let Some(at) = rest.find(path).filter(|_| !path.is_empty()) {
            let (before, behind) = (&rest[..at], &rest[at + path.len()..]);
            let is_whole =
                !is_part_of_word(before.chars().next_back()) && !is_part_of_word(behind.chars().next());
            result.push_str(before);
            result.push_str(if is_whole { &masked } else { path });
            rest = behind;
        }
        result + rest
    }
}

#[cfg(test)]
mod tests;
