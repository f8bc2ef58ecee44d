//! The address book of Android, as WhatsApp sees it: `wa.db`.
//!
//! Everybody who ever chatted has a row, saved or not, and so have groups. A person is saved if the row has what only the phone's address
//! book can give: a display name, the number as it was typed, and the id of the entry. Some files have display names for
//! groups only; then number and id decide.

use meter_model::{Handle, Jid};

use crate::identity::name;
use crate::identity::phone::Number;
use crate::settle::{ContactEntry, ContactList};
use crate::source::Input;
use crate::{Collector, ReadError, Row};

const TABLE: &str = "wa_contacts";
const COLUMNS: [&str; 4] = ["jid", "display_name", "number", "raw_contact_id"];
const JID: usize = 0;
const NAME: usize = 1;
const NUMBER: usize = 2;
const ENTRY_ID: usize = 3;

pub(super) fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let database = input.database()?;
    let lacks = |column: usize| !database.has(TABLE, &[COLUMNS[column]]);
    if lacks(NUMBER) && lacks(ENTRY_ID) {
        collector
            .note("address-book", "number and raw_contact_id are missing, so nothing tells who is saved");
    }
    let mut named = false;
    let mut rows: Vec<(ContactEntry, bool)> = Vec::new();
    database.each_row(TABLE, COLUMNS, |row| {
        let Some(jid) = row.text(JID).and_then(|jid| Jid::parse(&jid)) else {
            return collector.reject(row.ordinal(), row.place(TABLE), "has no address");
        };
        let Some(person) = jid.handle() else { return };
        let has_number = row.text(NUMBER).is_some_and(|number| !number.trim().is_empty());
        let has_entry = row.integer(ENTRY_ID).is_some_and(|entry| entry > 0);
        let is_entry =
            (has_number || lacks(NUMBER)) && (has_entry || lacks(ENTRY_ID)) && (has_number || has_entry);
        let entry = entry(row, &person, is_entry);
        named |= !entry.name.is_empty();
        rows.push((entry, is_entry));
    })?;
    // Without any name of a person, names are not what this file tells the saved by.
    let mut list = ContactList::default();
    list.entries.extend(rows.into_iter().map(|(mut entry, is_entry)| {
        entry.saved = is_entry && (!named || !entry.name.is_empty());
        entry
    }));
    if list.entries.iter().any(|entry| entry.saved) {
        collector.contact_list(list);
    } else {
        collector.count_contacts(list.entries.len() as u64);
        collector.note("address-book", "nobody in it is saved, so it says nothing about the address book");
    }
    Ok(())
}

fn entry(row: &Row<'_>, person: &Handle, saved: bool) -> ContactEntry {
    let (numbers, lid) = match person {
        Handle::Phone(key) => (vec![Number::Key(*key)], None),
        Handle::Lid(lid) => (Vec::new(), Some(*lid)),
        Handle::Name(_) => (Vec::new(), None),
    };
    ContactEntry {
        name: row.text(NAME).map(|name| name::clean(&name)).unwrap_or_default(),
        numbers,
        lid,
        saved,
        ordinal: row.ordinal(),
        at: row.place(TABLE),
    }
}
