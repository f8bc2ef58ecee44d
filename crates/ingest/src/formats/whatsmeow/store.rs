//! whatsmeow's own tables.

use std::collections::BTreeSet;

use meter_model::{Handle, Jid};

use super::several_numbers;
use crate::identity::{name, phone};
use crate::{Collector, Database, ReadError, Role, Row};

const CONTACTS: &str = "whatsmeow_contacts";
const LIDS: &str = "whatsmeow_lid_map";

pub(super) fn read(database: &Database, collector: &mut Collector) -> Result<(), ReadError> {
    let own = read_own(database, collector)?;
    read_lids(database, collector)?;
    read_contacts(database, own.as_ref(), collector)
}

/// The channel itself. Several devices of one number are one channel.
fn read_own(database: &Database, collector: &mut Collector) -> Result<Option<Handle>, ReadError> {
    let mut own = BTreeSet::new();
    database.each_row("whatsmeow_device", ["jid", "lid"], |row| {
        let [number, lid] = [0, 1].map(|column| row.text(column).and_then(|jid| Jid::parse(&jid)?.handle()));
        let Some(number) = number else {
            return collector.reject(row.ordinal(), row.place("whatsmeow_device"), "has no address");
        };
        if let Some(lid) = lid {
            collector.facts().link(number.clone(), lid);
        }
        own.insert(number);
    })?;
    // Who deletes a device may leave its contacts behind, so these count only where no device says whose store it is.
    if own.is_empty() {
        database.each_row(CONTACTS, ["our_jid"], |row| {
            own.extend(row.text(0).and_then(|jid| Jid::parse(&jid)?.handle()));
        })?;
    }
    if own.len() > 1 {
        return Err(several_numbers(own.len()));
    }
    let own = own.pop_first();
    if let Some(own) = own.clone() {
        collector.facts().own(own);
    }
    Ok(own)
}

fn read_lids(database: &Database, collector: &mut Collector) -> Result<(), ReadError> {
    each_lid(database, |row, pair| match pair {
        Some((lid, number)) => collector.facts().link(lid, number),
        None => {
            collector.reject(
                row.ordinal(),
                row.place(LIDS),
                "is no pair of a hidden identifier and a number",
            );
        }
    })
}

/// Hands over every hidden identifier with its number. Both columns hold the user part without the server.
pub(super) fn each_lid(
    database: &Database,
    mut take: impl FnMut(&Row<'_>, Option<(Handle, Handle)>),
) -> Result<(), ReadError> {
    database.each_row(LIDS, ["lid", "pn"], |row| {
        let user =
            |column: usize| row.text(column).and_then(|text| Some(text.split(['@', ':']).next()?.to_owned()));
        let lid = user(0).and_then(|lid| lid.parse().ok()).map(Handle::Lid);
        let number = user(1).and_then(|number| Jid::parse(&number)?.handle());
        take(row, lid.zip(number));
    })
}

/// Everybody the library ever met is listed; the full name comes from the phone's address book and makes a person saved. A store that
/// was never given any full name says nothing about the address book. Contacts that a deleted device of another number left behind are
/// nobody's here.
fn read_contacts(
    database: &Database,
    own: Option<&Handle>,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    let (mut listed, mut saved) = (0_u64, 0_u64);
    database.each_row(CONTACTS, ["their_jid", "full_name", "our_jid"], |row| {
        let Some(jid) = row.text(0).and_then(|jid| Jid::parse(&jid)) else {
            return collector.reject(row.ordinal(), row.place(CONTACTS), "has no address");
        };
        let Some(person) = jid.handle() else { return };
        let owner = row.text(2).and_then(|jid| Jid::parse(&jid)?.handle());
        if matches!(owner, Some(Handle::Phone(_))) && own.is_some() && owner.as_ref() != own {
            return;
        }
        listed += 1;
        let name = row.text(1).map(|name| name::clean(&name)).unwrap_or_default();
        if name.is_empty() || collector.role() != Role::AddressBook {
            return;
        }
        saved += 1;
        if let (Handle::Phone(key), false) = (&person, phone::looks_like_number(&name)) {
            collector.facts().card(&name, [*key]);
        }
        collector.facts().know(person);
    })?;
    collector.count_contacts(listed);
    if listed > 0 && saved == 0 && collector.role() == Role::AddressBook {
        collector
            .note("address-book", "no contact has a full name, so it says nothing about the address book");
    }
    Ok(())
}
