//! What notices tell: who is the same person as before, and who already existed when.

use std::collections::{HashMap, HashSet};

use meter_model::{Handle, Jid, Moment};

use super::addresses::Addresses;
use crate::{Collector, Database, ReadError};

/// The action of a notice that a group was created.
const GROUP_CREATED: i64 = 11;

/// The notices that matter, by the row of the message.
pub(super) struct Changes {
    numbers: HashMap<i64, (i64, i64)>,
    created: HashSet<i64>,
}

impl Changes {
    pub(super) fn read(database: &Database) -> Result<Self, ReadError> {
        let mut changes = Self { numbers: HashMap::new(), created: HashSet::new() };
        let columns = ["message_row_id", "old_jid_row_id", "new_jid_row_id"];
        database.each_row("message_system_number_change", columns, |row| {
            if let (Some(message), Some(old), Some(new)) = (row.integer(0), row.integer(1), row.integer(2)) {
                changes.numbers.insert(message, (old, new));
            }
        })?;
        database.each_row("message_system", ["message_row_id", "action_type"], |row| {
            if let (Some(message), Some(GROUP_CREATED)) = (row.integer(0), row.integer(1)) {
                changes.created.insert(message);
            }
        })?;
        Ok(changes)
    }

    /// Takes in one notice.
    ///
    /// A person who changed the number stays the same person. If the channel itself did, the age of its new number begins
    /// there, so those two are not joined: in a chat with somebody else neither number is that of the chat, in a group the notice
    /// is an own one. The creator of a group existed when it was created; whether that was the channel is decided later.
    pub(super) fn notice(&self, notice: &Notice<'_>, addresses: &Addresses, collector: &mut Collector) {
        if let Some(&(old, new)) = self.numbers.get(&notice.message)
            && let (Some(old), Some(new)) = (addresses.person(old), addresses.person(new))
        {
            let of_partner = match notice.chat {
                Some(Jid::Person(partner)) => *partner == old || *partner == new,
                _ => notice.from_me != Some(true),
            };
            if of_partner {
                collector.facts().link(old, new);
            }
        }
        if let (true, Some(time), Some(Handle::Phone(creator))) =
            (self.created.contains(&notice.message), notice.time, &notice.sender)
        {
            collector.facts().group_created(*creator, time);
        }
    }
}

/// What the row of a notice says.
pub(super) struct Notice<'a> {
    pub(super) message: i64,
    pub(super) chat: Option<&'a Jid>,
    pub(super) from_me: Option<bool>,
    pub(super) time: Option<Moment>,
    pub(super) sender: Option<Handle>,
}
