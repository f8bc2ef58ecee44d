//! Under which names the owner writes.

use std::collections::{BTreeMap, BTreeSet};

use meter_model::PhoneKey;

use super::chats::{Chat, is_unsaved};
use crate::Declared;
use crate::formats::text::Sender;
use crate::identity::name::clean;
use crate::identity::phone::international;

/// The owner as the user declares them.
pub(super) struct DeclaredOwner {
    names: BTreeSet<String>,
    phones: BTreeSet<PhoneKey>,
}

impl DeclaredOwner {
    pub(super) fn new(declared: &Declared) -> Self {
        Self {
            names: declared.me.iter().map(|name| clean(name)).collect(),
            phones: declared.me.iter().filter_map(|name| international(name)).collect(),
        }
    }

    /// Whether a sender is the owner.
    pub(super) fn is(&self, sender: &Sender) -> bool {
        !sender.chosen_by_person
            && (self.names.contains(&sender.name)
                || international(&sender.name).is_some_and(|phone| self.phones.contains(&phone)))
    }
}

/// The owner as all chats of the channel tell.
pub(super) struct Owner {
    declared: DeclaredOwner,
    found: BTreeSet<String>,
}

/// In how many chats a name is the owner's, and in how many the partner's.
#[derive(Default)]
struct Votes {
    /// Another sender bears the chat's name, or is the only one whose name is not saved.
    me: usize,
    /// The only sender, and the chat bears another name.
    alone: usize,
    /// The sender bears the chat's name, and somebody else writes, too.
    partner: usize,
    /// The sender bears the chat's name and writes alone: nobody answers them, or it is the owner's chat with oneself.
    alone_at_home: usize,
}

impl Owner {
    /// Finds the owner: the declared names, and in chats in which none of them writes whoever is not the partner. A name that is
    /// the partner's as often as the owner's is not taken.
    pub(super) fn find(chats: &[Chat], declared: &Declared) -> Self {
        let declared = DeclaredOwner::new(declared);
        let chats = distinct(chats);
        let is_open = |chat: &&Chat| !chat.is_group && !chat.senders.iter().any(|one| declared.is(one));
        let open: Vec<&Chat> = chats.iter().copied().filter(is_open).collect();
        let mut votes: BTreeMap<&str, Votes> = BTreeMap::new();
        for chat in &open {
            vote(chat, &mut votes);
        }
        let mut found: BTreeSet<String> = names(&votes, |votes| votes.me > votes.partner);
        if found.is_empty() && declared.names.is_empty() {
            let most = votes.values().map(|votes| votes.alone).max().unwrap_or_default().max(1);
            found = names(&votes, |votes| {
                votes.alone == most && votes.alone > votes.partner + votes.alone_at_home
            });
        }
        if found.is_empty() && declared.names.is_empty() {
            found = present_everywhere(&open, &chats, &votes);
        }
        Self { declared, found }
    }

    /// Whether a sender is the owner.
    pub(super) fn is(&self, sender: &Sender) -> bool {
        self.declared.is(sender) || !sender.chosen_by_person && self.found.contains(&sender.name)
    }
}

/// The chats, of which nameless ones with the same senders count once, since they may be parts or copies of one. A sender alone in
/// a nameless one may belong to any other.
fn distinct(chats: &[Chat]) -> Vec<&Chat> {
    let mut seen = BTreeSet::new();
    let mut distinct = Vec::with_capacity(chats.len());
    for chat in chats {
        if chat.name.is_some() || chat.senders.len() > 1 && seen.insert((chat.is_group, &chat.senders)) {
            distinct.push(chat);
        }
    }
    distinct
}

fn names(votes: &BTreeMap<&str, Votes>, pass: impl Fn(&Votes) -> bool) -> BTreeSet<String> {
    votes.iter().filter(|(_, votes)| pass(votes)).map(|(name, _)| (*name).to_owned()).collect()
}

fn vote<'a>(chat: &'a Chat, votes: &mut BTreeMap<&'a str, Votes>) {
    let partners: Vec<&Sender> = chat.matching().collect();
    let others: Vec<&Sender> = chat.others().collect();
    let mut of = |sender: &'a Sender, count: fn(&mut Votes) -> &mut usize| {
        if !sender.chosen_by_person {
            *count(votes.entry(&sender.name).or_default()) += 1;
        }
    };
    match (&*partners, &*others) {
        ([], [only]) if chat.name.is_some() && !is_unsaved(only) => of(only, |votes| &mut votes.alone),
        ([], [one, other]) => match (is_unsaved(one), is_unsaved(other)) {
            (true, false) => of(other, |votes| &mut votes.me),
            (false, true) => of(one, |votes| &mut votes.me),
            _ => {}
        },
        (partners, []) => {
            for partner in partners {
                of(partner, |votes| &mut votes.alone_at_home);
            }
        }
        ([_, ..], others) => {
            // A number beside a name is the partner, from before they were saved.
            let is_only_number = others.iter().all(|other| is_unsaved(other));
            let likely = others.iter().filter(|other| is_only_number || !is_unsaved(other));
            let likely: Vec<_> = likely.collect();
            if !chat.crowded || likely.len() == 1 {
                for other in likely {
                    of(other, |votes| &mut votes.me);
                }
            }
            for partner in partners {
                of(partner, |votes| &mut votes.partner);
            }
        }
        _ => {}
    }
}

/// In chats of two senders that nothing else tells apart: the one who writes in more chats of the channel, groups included.
fn present_everywhere(open: &[&Chat], chats: &[&Chat], votes: &BTreeMap<&str, Votes>) -> BTreeSet<String> {
    let is_partner = |sender: &Sender| {
        votes.get(&*sender.name).is_some_and(|votes| votes.partner + votes.alone_at_home > 0)
    };
    let mut presence: BTreeMap<&Sender, usize> = BTreeMap::new();
    for sender in chats.iter().flat_map(|chat| &chat.senders) {
        *presence.entry(sender).or_default() += 1;
    }
    let undecided = open.iter().filter(|chat| {
        chat.matching().next().is_none()
            && chat.senders.len() == 2
            && !chat.senders.iter().any(|sender| is_partner(sender) || is_unsaved(sender))
    });
    undecided
        .filter_map(|chat| {
            let mut senders: Vec<&Sender> = chat.senders.iter().collect();
            senders.sort_by_key(|sender| presence.get(*sender));
            let [less, more] = *senders else { return None };
            (presence.get(more) > presence.get(less)).then(|| more.name.clone())
        })
        .collect()
}
