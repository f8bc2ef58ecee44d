//! Which transcripts are parts of one chat, and who writes in it.

use std::collections::{BTreeMap, BTreeSet};

use meter_model::PhoneKey;

use super::Part;
use super::owner::DeclaredOwner;
use crate::Declared;
use crate::formats::text::Sender;
use crate::identity::phone::international;

/// All parts of a chat together.
pub(super) struct Chat {
    /// Its name without the `~` in front; none if no file, zip or folder tells it.
    pub(super) name: Option<String>,
    /// Whether the name stood behind a `~`.
    pub(super) chosen_by_person: bool,
    /// Its name read as an international number.
    pub(super) phone: Option<PhoneKey>,
    /// Everybody who writes in any part.
    pub(super) senders: BTreeSet<Sender>,
    /// What notices say about the partner; nothing if they disagree.
    pub(super) contact_notice: Option<bool>,
    /// Whether more than two write in one part of it.
    pub(super) crowded: bool,
    /// Whether notices or the senders tell that it is no direct chat.
    pub(super) is_group: bool,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum ChatKey {
    Phone(PhoneKey),
    Name(String),
    /// Nothing tells which other part belongs to it.
    Nameless(usize),
}

/// Puts the parts of each chat together.
pub(super) fn chats_of(parts: &mut [Part], declared: &Declared) -> Vec<Chat> {
    let declared = DeclaredOwner::new(declared);
    let mut members: BTreeMap<ChatKey, Vec<usize>> = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        let key = match part.transcript.chat.as_deref().filter(|name| !name.is_empty()) {
            None => ChatKey::Nameless(index),
            Some(name) => international(name).map_or_else(|| ChatKey::Name(name.to_owned()), ChatKey::Phone),
        };
        members.entry(key).or_default().push(index);
    }
    let mut chats = Vec::with_capacity(members.len());
    for indices in members.into_values() {
        for &index in &indices {
            parts[index].chat = chats.len();
        }
        let parts: Vec<&Part> = indices.iter().map(|&index| &parts[index]).collect();
        chats.push(Chat::new(&parts, &declared));
    }
    chats
}

impl Chat {
    fn new(parts: &[&Part], declared: &DeclaredOwner) -> Self {
        let transcripts = || parts.iter().map(|part| &part.transcript);
        let written = transcripts().filter_map(|transcript| transcript.chat.as_deref()).min();
        let written = written.filter(|name| !name.is_empty());
        let plain = written.map(|name| name.strip_prefix('~').map_or(name, str::trim));
        let notices: BTreeSet<bool> =
            transcripts().filter_map(|transcript| transcript.contact_notice).collect();
        let mut chat = Self {
            name: plain.map(str::to_owned),
            chosen_by_person: plain != written,
            phone: plain.and_then(international),
            senders: transcripts().flat_map(|transcript| &transcript.senders).cloned().collect(),
            contact_notice: if notices.len() == 1 { notices.first().copied() } else { None },
            crowded: false,
            is_group: transcripts().any(|transcript| transcript.group_notice),
        };
        let others = |senders: &mut dyn Iterator<Item = &Sender>| {
            let (mine, others): (Vec<&Sender>, Vec<_>) = senders.partition(|sender| declared.is(sender));
            others.len() + usize::from(!mine.is_empty())
        };
        chat.crowded = transcripts().any(|transcript| others(&mut transcript.senders.iter()) > 2);
        // Where nobody bears the chat's name, a third sender tells a group, also if its parts show two each. Beside the partner, a
        // third is an old name of one of the two, or was pasted into a text as part of another chat.
        let stranger = chat.matching().next().is_none();
        let torn = others(&mut chat.senders.iter()) > 2 && stranger;
        // A name that its bearer chose is shown in groups. The direct chat with such a person bears that name or a number.
        let chosen = chat.senders.iter().any(|sender| sender.chosen_by_person);
        let named = chat.name.is_some() && chat.phone.is_none();
        // Of two whose names are not saved none is the owner, but a direct chat has no third.
        let unsaved = chat.senders.iter().filter(|one| is_unsaved(one) && !declared.is(one)).count();
        // WhatsApp names the file of a direct chat after the partner, as it names the partner's messages in it.
        let misnamed = named
            && unsaved == 0
            && transcripts().any(|transcript| transcript.named_by_whatsapp)
            && others(&mut chat.senders.iter()) > 1
            && !chat.senders.iter().any(|sender| chat.resembles(sender));
        chat.is_group |= stranger && (chat.crowded || torn || unsaved > 1 || chosen && named || misnamed);
        chat
    }

    /// The senders that bear the chat's name: in a direct chat the partner.
    pub(super) fn matching(&self) -> impl Iterator<Item = &Sender> {
        self.senders.iter().filter(|sender| self.is_named_like(sender))
    }

    /// The senders that do not.
    pub(super) fn others(&self) -> impl Iterator<Item = &Sender> {
        self.senders.iter().filter(|sender| !self.is_named_like(sender))
    }

    /// Whether a sender's name could be the chat's, of which part was cut off, added or lost on the way: a download that drops
    /// emoji, a user who adds a word. Where no letters are left to compare it could.
    fn resembles(&self, sender: &Sender) -> bool {
        let letters = |name: &str| -> String {
            name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let (chat, sender) = (letters(self.name.as_deref().unwrap_or_default()), letters(&sender.name));
        chat.is_empty() || sender.is_empty() || chat.starts_with(&sender) || sender.starts_with(&chat)
    }

    fn is_named_like(&self, sender: &Sender) -> bool {
        let Some(name) = &self.name else { return false };
        match self.phone {
            Some(phone) => international(&sender.name) == Some(phone),
            None => *name == sender.name || file_form(name) == file_form(&sender.name),
        }
    }
}

/// A name without what the names of files change: signs that are not allowed there, what stands in their place, and blanks.
fn file_form(name: &str) -> String {
    const CHANGED: [char; 12] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|', '_', ' ', '.'];
    name.chars().filter(|character| !CHANGED.contains(character)).collect()
}

/// Whether a sender's name says that the owner has not saved it: a number, or a name that its bearer chose. Such a sender is not the
/// owner, whose own messages carry the name of the own profile.
pub(super) fn is_unsaved(sender: &Sender) -> bool {
    sender.chosen_by_person || international(&sender.name).is_some()
}
