//! Persons are nobody else's business: in what is handed on, numbers and names are told apart but not told.
//!
//! | what | as it is | masked |
//! |---|---|---|
//! | phone number | `+447700900123` | `+44 770 •••• 23` |
//! | hidden identifier | `LID 123456789012367` | `LID •••• 67` |
//! | display name | `Amelia Rose Hughes` | `A••• R••• H•••` |
//! | path | `chats/WhatsApp Chat with Amelia Hughes.txt` | `chats/WhatsApp Chat with A••• H•••.txt` |
//! | channel | `447700900123` | `•••• 23` |
//!
//! In a path every folder and file is masked like a name, unless it consists of nothing but words that programs write, such as
//! `messages-0.json`, because whoever exports a chat, or sorts chats into folders, names them after the person. Sentences of ours say
//! what is wrong with a file, never what is in it; only the paths in them are masked. A channel keeps the name that its owner gave it,
//! unless that is a number, an address or an exported chat.
//!
//! No view masks anything: whoever makes what views show masks it before any of them sees it, once, since what is masked looks like
//! any other text and would be masked again.

mod full_view;
mod names;
mod path;
mod person;
mod sentences;

use meter_model::Handle;
use meter_score::portrait::Portrait;

pub use self::names::Names;
pub use self::sentences::Sentences;
use crate::terminal::sanitise;

/// What stands for what is not shown.
const DOTS: &str = "•••";
/// The same within a number.
const DIGITS: &str = "••••";

/// Whether persons and paths are masked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mask {
    /// Everything is shown as it is.
    #[default]
    Off,
    /// Persons and paths are masked.
    On,
}

impl Mask {
    /// What stands for a text of which nothing may be shown.
    pub const NOTHING: &'static str = DOTS;

    /// The mask if it is asked for.
    #[must_use]
    pub fn when(asked_for: bool) -> Self {
        if asked_for { Self::On } else { Self::Off }
    }

    /// Whether anything is masked.
    #[must_use]
    pub fn is_on(self) -> bool {
        self == Self::On
    }

    /// One form of a person; a masked one is a name, whatever it was.
    #[must_use]
    pub fn handle(self, handle: &Handle) -> Handle {
        if self == Self::Off {
            return handle.clone();
        }
        let masked = match handle {
            Handle::Phone(key) => person::phone(&key.digits().to_string()),
            Handle::Lid(lid) => person::lid(*lid),
            Handle::Name(name) => person::name(&sanitise(name)),
        };
        Handle::Name(masked.into())
    }

    /// A display name.
    #[must_use]
    pub fn name(self, name: &str) -> String {
        if self == Self::Off { name.to_owned() } else { person::name(&sanitise(name)) }
    }

    /// A path, below a channel or any other.
    #[must_use]
    pub fn path(self, path: &str) -> String {
        if self == Self::Off { path.to_owned() } else { path::path(&sanitise(path)) }
    }

    /// Whoever is listed in a portrait, by no more forms than are shown.
    pub fn portrait(self, portrait: &mut Portrait) {
        if self == Self::On {
            for person in &mut portrait.people {
                person.handles =
                    shown(&person.handles).into_iter().map(|handle| self.handle(handle)).collect();
            }
        }
    }

    /// Masks these paths wherever they stand in a sentence.
    #[must_use]
    pub fn sentences<'p>(self, paths: impl IntoIterator<Item = &'p str>) -> Sentences {
        Sentences::new(self, paths.into_iter())
    }
}

/// By which forms a person is shown: name and number, or whatever there is.
pub(crate) fn shown(handles: &[Handle]) -> Vec<&Handle> {
    let first = |is: fn(&Handle) -> bool| handles.iter().find(|handle| is(handle));
    let phone = first(|handle| matches!(handle, Handle::Phone(_)));
    let name = first(|handle| matches!(handle, Handle::Name(_)));
    match (name, phone) {
        (None, None) => handles.iter().take(1).collect(),
        // Two names, or the name and the number of somebody who is masked.
        (Some(_), None) => {
            handles.iter().filter(|handle| matches!(handle, Handle::Name(_))).take(2).collect()
        }
        (name, phone) => name.into_iter().chain(phone).collect(),
    }
}

#[cfg(test)]
mod tests;
