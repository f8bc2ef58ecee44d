//! What a chat is and, in a direct chat, who the partner is and whether they are in the address book.

use std::collections::BTreeSet;

use meter_model::{Handle, Jid};

use super::chats::{Chat, is_unsaved};
use super::owner::Owner;
use crate::formats::text::Sender;
use crate::identity::phone::{international, looks_like_number};

/// What is known about a chat in the end.
pub(super) struct Resolved {
    /// Who of its senders is the owner.
    pub(super) mine: BTreeSet<Sender>,
    /// Who of them is neither the owner nor the partner of a direct chat.
    pub(super) strangers: BTreeSet<Sender>,
    /// What the chat is.
    pub(super) kind: Kind,
}

/// What a chat is.
pub(super) enum Kind {
    /// A chat with one person.
    Direct(Partner),
    /// A group, community or broadcast list.
    Group,
    /// The owner's notes to oneself, or messages of the owner to nobody knows whom.
    OwnerAlone,
}

/// The person on the other side.
pub(super) struct Partner {
    pub(super) handle: Handle,
    /// Another form of the same person.
    pub(super) also: Option<Handle>,
    /// Whether the person is in the address book.
    pub(super) saved: bool,
    /// Whether the name in the address book is itself a number, without country code.
    pub(super) number_like: bool,
}

impl Kind {
    /// The address under which the chat's messages count.
    pub(super) fn jid(&self) -> Jid {
        match self {
            Self::Direct(partner) => Jid::Person(partner.handle.clone()),
            Self::Group => Jid::Group { creator: None, created: None },
            Self::OwnerAlone => Jid::OneToMany,
        }
    }
}

/// The people who write in a chat that bears their name.
pub(super) fn chats_of_their_own(chats: &[Chat]) -> BTreeSet<String> {
    let direct = chats.iter().filter(|chat| !chat.is_group);
    direct.flat_map(Chat::matching).map(|sender| sender.name.clone()).collect()
}

/// Says what a chat is; `None` if nothing tells which of its senders is the owner.
pub(super) fn resolve(chat: &Chat, owner: &Owner, of_their_own: &BTreeSet<String>) -> Option<Resolved> {
    let (mine, mut theirs): (Vec<&Sender>, Vec<&Sender>) =
        chat.senders.iter().partition(|sender| owner.is(sender));
    let mut strangers = BTreeSet::new();
    if chat.crowded && !chat.is_group && !mine.is_empty() {
        // Owner and partner are certain, so whoever else writes was pasted into a text.
        let partner: Vec<&Sender> = chat.matching().collect();
        strangers = theirs.iter().copied().filter(|sender| !partner.contains(sender)).cloned().collect();
        theirs.retain(|sender| partner.contains(sender));
    }
    let is_named = chat.name.is_some() && chat.phone.is_none();
    // A person has one chat, so in a chat of another name they write as members of a group.
    let is_member = |sender: &Sender| !is_unsaved(sender) && of_their_own.contains(&sender.name);
    let kind = if chat.is_group
        || is_named && chat.matching().next().is_none() && theirs.iter().any(|sender| is_member(sender))
    {
        Kind::Group
    } else if has_somebody_else(chat, &theirs) {
        return None;
    } else if mine.is_empty() {
        // The owner writes nowhere or is not found: all others must be the partner, or nothing is certain.
        let is_certain = match *theirs {
            [] => true,
            [only] => chat.name.is_some() || is_unsaved(only),
            _ => chat.matching().next().is_some(),
        };
        is_certain.then(|| Kind::Direct(partner(chat, &theirs)))?
    } else if theirs.is_empty() && is_with_oneself(chat, &mine) {
        Kind::OwnerAlone
    } else {
        Kind::Direct(partner(chat, &theirs))
    };
    Some(Resolved { mine: mine.into_iter().cloned().collect(), strangers, kind })
}

/// Whether beside the partner, who bears the chat's name, somebody writes who is not known as the owner: the partner or the
/// owner under an older name, and nothing tells which.
fn has_somebody_else(chat: &Chat, theirs: &[&Sender]) -> bool {
    let is_partner = |sender: &Sender| chat.matching().any(|partner| partner == sender);
    let mut others = theirs.iter().filter(|sender| !is_partner(sender));
    chat.matching().next().is_some() && others.any(|sender| !is_unsaved(sender))
        || chat.phone.is_none() && chat.matching().next().is_none() && theirs.len() > 1
}

/// Whether a chat in which only the owner writes is the one with oneself, which bears the own name or number, often with `(You)`
/// behind it; without a name it is no better.
fn is_with_oneself(chat: &Chat, mine: &[&Sender]) -> bool {
    let Some(name) = &chat.name else { return true };
    let noted = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    let is_noted = noted
        .is_some_and(|(own, _)| international(own).is_some() || mine.iter().any(|sender| sender.name == own));
    is_noted || chat.matching().next().is_some()
}

/// The person behind the senders that are not the owner; if they wrote nothing, behind the chat's name.
fn partner(chat: &Chat, theirs: &[&Sender]) -> Partner {
    let named = chat.name.as_deref().map(|name| Handle::Name(name.into()));
    let numbered = theirs.iter().find_map(|sender| international(&sender.name)).map(Handle::Phone);
    let saved_as = theirs
        .iter()
        .filter(|sender| !is_unsaved(sender))
        .max_by_key(|sender| chat.name.as_ref() == Some(&sender.name));
    let mut partner = if let Some(phone) = chat.phone {
        Partner { handle: Handle::Phone(phone), also: None, saved: false, number_like: false }
    } else if let Some(sender) = saved_as {
        let handle = Handle::Name(sender.name.as_str().into());
        Partner { handle, also: numbered, saved: true, number_like: looks_like_number(&sender.name) }
    } else if let Some(phone) = numbered {
        Partner { handle: phone, also: named, saved: false, number_like: false }
    } else {
        let chosen = theirs.first().map(|sender| Handle::Name(sender.name.as_str().into()));
        let saved = chosen.is_none() && !chat.chosen_by_person;
        let number_like = saved && chat.name.as_deref().is_some_and(looks_like_number);
        let handle = chosen.or(named).unwrap_or_else(|| Handle::Name("".into()));
        Partner { handle, also: None, saved, number_like }
    };
    partner.saved = chat.contact_notice.unwrap_or(partner.saved);
    partner
}
