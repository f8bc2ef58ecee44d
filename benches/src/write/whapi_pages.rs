//! Whapi's envelopes: pages of contacts, chats, groups and messages, and the health page.

use std::io::{self, Write};

use serde::Serialize;

use super::whapi::{Contact, Message};
use crate::Channel;

/// A chat object.
#[derive(Clone, Debug, Serialize)]
pub struct Chat {
    /// Address.
    pub id: String,
    /// `contact` or `group`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Name; chats opened by unknown people have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Time of the last message, seconds since the epoch.
    pub timestamp: i64,
    /// Whether it is muted.
    pub mute: bool,
    /// Until when; for ever is 385 more than 64 bits hold, as the gateway has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mute_until: Option<u128>,
    /// Whether it is archived.
    pub archive: bool,
    /// Unread messages.
    pub unread: u32,
    /// Whether the owner said that it is no spam.
    pub not_spam: bool,
    /// The newest message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_message: Option<Message>,
}

/// A group object.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Address.
    pub id: String,
    /// Always `group`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Subject.
    pub name: String,
    /// Time of the last message, seconds since the epoch.
    pub timestamp: i64,
    /// Who is in it.
    pub participants: Vec<Participant>,
    /// Creation, seconds since the epoch.
    pub created_at: i64,
    /// Number of the creator, digits only.
    pub created_by: String,
}

/// A member of a group.
#[derive(Clone, Debug, Serialize)]
pub struct Participant {
    /// Number, digits only.
    pub id: String,
    /// `creator` or `member`.
    pub rank: &'static str,
}

/// The health page, which tells the own number.
#[derive(Clone, Debug, Serialize)]
pub struct Health {
    /// When the gateway started, seconds since the epoch: says nothing about the number.
    pub start_at: i64,
    /// Seconds since.
    pub uptime: i64,
    /// Version of the gateway.
    pub version: &'static str,
    /// State of the connection.
    pub status: Status,
    /// The own account.
    pub user: Contact,
}

/// State of the connection.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// Number of the state.
    pub code: u32,
    /// Its name.
    pub text: &'static str,
}

/// Where a page lies in the whole list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Length of the whole list.
    pub total: u64,
    /// What was passed over.
    pub offset: u64,
}

/// Writes one envelope: `{"<key>":[…],"count":…,"total":…,"offset":…}`. Objects are written as they come, none is kept.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_page<T: Serialize>(
    out: &mut impl Write,
    key: &str,
    objects: impl IntoIterator<Item = T>,
    place: Place,
) -> io::Result<u64> {
    write!(out, "{{\"{key}\":[")?;
    let mut count = 0;
    for object in objects {
        if count > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut *out, &object)?;
        count += 1;
    }
    writeln!(out, "],\"count\":{count},\"total\":{},\"offset\":{}}}", place.total, place.offset)?;
    Ok(count)
}

/// Writes all messages of a channel as one page, chat by chat, and returns how many. Within a chat the newest comes first.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_messages(out: &mut impl Write, channel: &Channel) -> io::Result<u64> {
    let messages = channel.histories().flat_map(|history| {
        let of_event = |event| Message::from_event(channel.seed, &channel.owner, &history, event);
        history.events.iter().rev().map(of_event).collect::<Vec<_>>()
    });
    write_page(out, "messages", messages, Place { total: channel.size.messages, offset: 0 })
}

/// Writes all contacts of a channel as one page and returns how many.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_contacts(out: &mut impl Write, channel: &Channel) -> io::Result<u64> {
    let contacts = channel.persons().map(|person| Contact::of(&person));
    write_page(out, "contacts", contacts, Place { total: channel.size.persons as u64, offset: 0 })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{Place, write_messages, write_page};
    use crate::{Channel, Size};

    #[test]
    fn an_envelope_is_one_document() {
        let channel = Channel::new(5, Size { persons: 3, messages: 40, days: 20 });
        let mut out = Vec::new();
        assert_eq!(write_messages(&mut out, &channel).unwrap(), 40);
        let page: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(page["messages"].as_array().unwrap().len(), 40);
        assert_eq!((&page["count"], &page["total"], &page["offset"]), (&40.into(), &40.into(), &0.into()));
    }

    #[test]
    fn a_number_beyond_64_bits_is_written_digit_by_digit() {
        let mut out = Vec::new();
        write_page(&mut out, "x", [18_446_744_073_709_552_000_u128], Place { total: 1, offset: 0 }).unwrap();
        assert_eq!(out, b"{\"x\":[18446744073709552000],\"count\":1,\"total\":1,\"offset\":0}\n");
    }
}
