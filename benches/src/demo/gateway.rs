//! What the gateway's endpoints answered for the demo.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::cast::Member;
use super::{END, GATEWAY_FROM, SEED, group};
use crate::event::message_id;
use crate::export::with_file;
use crate::people::name;
use crate::write::whapi::{Contact, Content, Message};
use crate::write::whapi_pages::{Chat, Group, Health, Participant, Place, Status, write_page};
use crate::{Medium, Owner, Person, Phone, What};

/// Messages of a page.
const PAGE: usize = 100;

/// So many new messages came in between two requests, and pushed as many old ones on to the next page.
const OVERLAP: usize = 5;

/// Contacts of a page.
const CONTACT_PAGE: usize = 60;

/// 2⁶⁴ as a program writes it that counts in floating point: 385 more than 64 bits hold.
const FOR_EVER: u128 = 18_446_744_073_709_552_000;

/// Ids of messages that belong to no member are numbered under this.
const NOBODY: usize = 10_000;

/// Writes all pages into the folder.
pub(super) fn write(folder: &Path, owner: &Owner, cast: &[Member]) -> io::Result<()> {
    let contacts = contacts(cast);
    write_pages(folder, "contacts", &contacts, CONTACT_PAGE, 0)?;
    write_pages(folder, "chats", &chats(owner, cast), PAGE, 0)?;
    write_pages(folder, "messages", &messages(owner, cast), PAGE, OVERLAP)?;
    let groups = groups(owner, cast);
    with_file(&folder.join("groups.json"), |file| {
        write_page(file, "groups", &groups, Place { total: groups.len() as u64, offset: 0 }).map(drop)
    })?;
    with_file(&folder.join("health.json"), |file| {
        serde_json::to_writer(&mut *file, &health(owner))?;
        io::Write::write_all(file, b"\n")
    })
}

/// Writes `<key>-0.json`, `<key>-1.json`, …; each page begins `overlap` objects before the end of the one before.
fn write_pages<T: Serialize>(
    folder: &Path,
    key: &str,
    objects: &[T],
    page: usize,
    overlap: usize,
) -> io::Result<()> {
    for (number, start) in (0..objects.len()).step_by(page - overlap).enumerate() {
        let end = (start + page).min(objects.len());
        let place = Place { total: (end - start) as u64, offset: (number * page) as u64 };
        with_file(&folder.join(format!("{key}-{number}.json")), |file| {
            write_page(file, key, &objects[start..end], place).map(drop)
        })?;
        if end == objects.len() {
            break;
        }
    }
    Ok(())
}

/// All messages, newest first.
fn messages(owner: &Owner, cast: &[Member]) -> Vec<Message> {
    let mut messages: Vec<Message> = cast.iter().flat_map(|member| of_member(owner, member)).collect();
    messages.extend(notices(cast));
    messages.extend(group_posts(owner, cast));
    messages.push(story(owner));
    messages.sort_by(|one, other| (other.timestamp, &other.id).cmp(&(one.timestamp, &one.id)));
    messages
}

fn of_member(owner: &Owner, member: &Member) -> Vec<Message> {
    let history = member.on(|medium| medium == Medium::Whapi);
    history.events.iter().map(|event| Message::from_event(SEED, owner, &history, event)).collect()
}

/// After each offer or campaign that nobody answered WhatsApp itself says something in the chat, which is no answer.
fn notices(cast: &[Member]) -> Vec<Message> {
    let mut notices = Vec::new();
    for member in cast {
        let history = member.on(|medium| medium == Medium::Whapi);
        if let [only] = history.events.as_slice()
            && only.outgoing
            && history.index.is_multiple_of(4)
        {
            let body = "This business uses a secure service from Meta to manage this chat.";
            notices.push(Message {
                id: message_id(SEED, NOBODY, u32::try_from(history.index).unwrap_or(0)),
                from_me: false,
                kind: "system",
                chat_id: history.person.phone.jid(),
                timestamp: only.time + 2,
                source: "system",
                status: None,
                content: Content::System { body },
                from: history.person.phone.digits().to_string(),
                from_name: String::new(),
            });
        }
    }
    notices
}

fn group_posts(owner: &Owner, cast: &[Member]) -> Vec<Message> {
    let posts = group::posts().into_iter().filter(|post| post.time >= GATEWAY_FROM);
    let message = |(post, number): (group::Post, u32)| {
        let person = post.author.and_then(|author| cast.get(author)).map(|member| &member.history.person);
        Message {
            id: message_id(SEED, NOBODY + 1, number),
            from_me: person.is_none(),
            kind: "text",
            chat_id: group::JID.to_owned(),
            timestamp: post.time,
            source: "mobile",
            status: person.is_none().then_some("delivered"),
            content: Content::Text { body: post.body },
            from: person.map_or(owner.phone, |person| person.phone).digits().to_string(),
            from_name: person.map_or(owner.name.as_str(), Person::first_name).to_owned(),
        }
    };
    posts.zip(0..).map(message).collect()
}

/// The shop posted to everybody who looks: one to many, no chat.
fn story(owner: &Owner) -> Message {
    Message {
        id: message_id(SEED, NOBODY + 2, 0),
        from_me: true,
        kind: "story",
        chat_id: "status@broadcast".to_owned(),
        timestamp: END - 200_000,
        source: "mobile",
        status: Some("sent"),
        content: Content::Text { body: "Open until six today!".to_owned() },
        from: owner.phone.digits().to_string(),
        from_name: owner.name.clone(),
    }
}

/// Everybody the gateway can see: those it has a chat with, saved people without a chat, and members of the group.
fn contacts(cast: &[Member]) -> Vec<Contact> {
    let in_gateway = |member: &&Member| !member.on(|medium| medium == Medium::Whapi).events.is_empty();
    let mut contacts: Vec<Contact> =
        cast.iter().filter(in_gateway).map(|member| Contact::of(&member.history.person)).collect();
    contacts.extend(others().map(|person| Contact::of(&person)));
    let outsider = Person { name: "Wren".to_owned(), phone: group::outsider(), saved: false };
    contacts.push(Contact::of(&outsider));
    // An entry from before the gateway told who is saved says nothing about it.
    if let Some(contact) = contacts.iter_mut().rev().find(|contact| contact.saved == Some(false)) {
        contact.saved = None;
    }
    contacts.sort_by(|one, other| one.id.cmp(&other.id));
    contacts
}

/// People in the phone book who never wrote and were never written to.
pub(super) fn others() -> impl Iterator<Item = Person> {
    (0..24).map(|number| Person {
        name: name(100 + number),
        phone: Phone::from_pool(300 + number),
        saved: true,
    })
}

fn chats(owner: &Owner, cast: &[Member]) -> Vec<Chat> {
    let mut chats: Vec<Chat> = cast
        .iter()
        .filter_map(|member| {
            let person = &member.history.person;
            let history = member.on(|medium| medium == Medium::Whapi);
            let last = history.events.iter().rev().find(|event| !matches!(event.what, What::Unrecognised))?;
            let muted = history.index.is_multiple_of(17);
            Some(Chat {
                id: person.phone.jid(),
                kind: "contact",
                name: person.saved.then(|| person.name.clone()),
                timestamp: last.time,
                mute: muted,
                mute_until: muted.then_some(FOR_EVER),
                archive: false,
                unread: u32::from(!last.outgoing),
                not_spam: true,
                last_message: Some(Message::from_event(SEED, owner, &history, last)),
            })
        })
        .collect();
    chats.push(Chat {
        id: group::JID.to_owned(),
        kind: "group",
        name: Some(group::NAME.to_owned()),
        timestamp: group::posts().last().map_or(group::CREATED, |post| post.time),
        mute: true,
        mute_until: Some(FOR_EVER),
        archive: false,
        unread: 3,
        not_spam: true,
        last_message: None,
    });
    chats.sort_by_key(|chat| std::cmp::Reverse(chat.timestamp));
    chats
}

/// The shop's own group, and an old one of somebody else whose address says 2014: no evidence of the shop's age.
fn groups(owner: &Owner, cast: &[Member]) -> Vec<Group> {
    let member = |phone: Phone| Participant { id: phone.digits().to_string(), rank: "member" };
    let creator = |phone: Phone| Participant { id: phone.digits().to_string(), rank: "creator" };
    let readers = cast.iter().take(group::MEMBERS).map(|reader| member(reader.history.person.phone));
    let stranger = group::outsider();
    vec![
        Group {
            id: group::JID.to_owned(),
            kind: "group",
            name: group::NAME.to_owned(),
            timestamp: group::posts().last().map_or(group::CREATED, |post| post.time),
            participants: [creator(owner.phone)]
                .into_iter()
                .chain(readers)
                .chain([member(stranger)])
                .collect(),
            created_at: group::CREATED,
            created_by: owner.phone.digits().to_string(),
        },
        Group {
            id: format!("{}-1400000000@g.us", stranger.digits()),
            kind: "group",
            name: "Quay Street Traders".to_owned(),
            timestamp: 1_400_000_000,
            participants: vec![creator(stranger), member(owner.phone)],
            created_at: 1_400_000_000,
            created_by: stranger.digits().to_string(),
        },
    ]
}

fn health(owner: &Owner) -> Health {
    Health {
        start_at: GATEWAY_FROM,
        uptime: END + 600 - GATEWAY_FROM,
        version: "1.8.8",
        status: Status { code: 4, text: "AUTH" },
        user: Contact {
            id: owner.phone.digits().to_string(),
            name: owner.name.clone(),
            pushname: owner.name.clone(),
            is_business: true,
            saved: None,
        },
    }
}
