//! `ContactsV2.sqlite`: a row is an entry of the phone's address book. Older versions part it into names, numbers and accounts.

use std::borrow::Cow;
use std::collections::HashMap;

use meter_model::{Handle, Jid};

use crate::identity::name;
use crate::identity::phone::{self, Number, Unusable, looks_like_number};
use crate::settle::{ContactEntry, ContactList};
use crate::source::Input;
use crate::{Collector, Database, ReadError, Row};

const TABLE: &str = "ZWAADDRESSBOOKCONTACT";
const COLUMNS: [&str; 7] =
    ["ZWHATSAPPID", "ZLID", "ZPHONENUMBER", "ZLOCALIZEDPHONENUMBER", "ZFULLNAME", "ZGIVENNAME", "ZLASTNAME"];
const ADDRESS: usize = 0;
const LID: usize = 1;
const NUMBERS: [usize; 2] = [2, 3];
const FULL_NAME: usize = 4;
const NAME_PARTS: [usize; 2] = [5, 6];

pub(super) fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let database = input.database()?;
    let mut list = ContactList::default();
    database.each_row(TABLE, COLUMNS, |row| {
        let account = row.text(ADDRESS).and_then(|address| handle(&address));
        let lid = row.text(LID).and_then(|lid| hidden(&lid));
        let handles: Vec<Handle> = account.into_iter().chain(lid).collect();
        let numbers: Vec<String> = texts(row, NUMBERS);
        list.entries.extend(entry(&handles, &numbers, entry_name(row), TABLE, row, collector));
    })?;
    read_older(database, &mut list, collector)?;
    if list.entries.is_empty() {
        collector.note("address-book", "it has no entries, so it says nothing about the address book");
    }
    collector.contact_list(list);
    Ok(())
}

/// An address with or without its server.
fn handle(written: &str) -> Option<Handle> {
    Jid::parse(written)?.handle()
}

/// A hidden identifier with or without its server. Its digits are as many as those of a phone number, but never are one.
fn hidden(written: &str) -> Option<Handle> {
    let user = written.trim();
    user.parse().map_or_else(|_| handle(user), |lid| Some(Handle::Lid(lid)))
}

fn texts(row: &Row<'_>, columns: [usize; 2]) -> Vec<String> {
    columns.into_iter().filter_map(|column| Some(row.text(column)?.into_owned())).collect()
}

fn entry_name(row: &Row<'_>) -> String {
    let full = row.text(FULL_NAME).map(|name| name::clean(&name)).unwrap_or_default();
    if full.is_empty() { name::clean(&texts(row, NAME_PARTS).join(" ")) } else { full }
}

/// The account where the row names it, else the number as it was typed.
fn entry(
    handles: &[Handle],
    numbers: &[String],
    name: String,
    table: &str,
    row: &Row<'_>,
    collector: &mut Collector,
) -> Option<ContactEntry> {
    let lid = handles.iter().find_map(|handle| match handle {
        Handle::Lid(lid) => Some(*lid),
        Handle::Phone(_) | Handle::Name(_) => None,
    });
    let account = handles.iter().find_map(|handle| match handle {
        Handle::Phone(key) => Some(Number::Key(*key)),
        Handle::Lid(_) | Handle::Name(_) => None,
    });
    let typed = || numbers.iter().map(|number| phone::read(number));
    let number = account.map_or_else(
        || typed().find(Result::is_ok).or_else(|| typed().next()).unwrap_or(Err(Unusable::Missing)),
        Ok,
    );
    if let (Err(unusable), None) = (&number, lid) {
        collector.reject(row.ordinal(), row.place(table), unusable.why());
        return None;
    }
    Some(ContactEntry {
        name: if looks_like_number(&name) { String::new() } else { name },
        numbers: number.into_iter().collect(),
        lid,
        saved: true,
        ordinal: row.ordinal(),
        at: row.place(table),
    })
}

/// The tables before `ZWAADDRESSBOOKCONTACT`: a number (`ZWAPHONE`) points to its name (`ZWACONTACT`) and to its account
/// (`ZWASTATUS`), if it has one.
fn read_older(
    database: &Database,
    list: &mut ContactList,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    const PHONES: &str = "ZWAPHONE";
    let mut names = HashMap::new();
    database.each_row("ZWACONTACT", ["ZFULLNAME"], |row| {
        names.insert(row.number(), row.text(0).map(|name| name::clean(&name)).unwrap_or_default());
    })?;
    let (mut accounts, mut accounts_of_phones) = (HashMap::new(), HashMap::new());
    database.each_row("ZWASTATUS", ["ZWHATSAPPID", "ZPHONE"], |row| {
        let Some(account) = row.text(0).and_then(|account| handle(&account)) else { return };
        accounts.insert(row.number(), account.clone());
        if let Some(phone) = row.integer(1) {
            accounts_of_phones.insert(phone, account);
        }
    })?;
    database.each_row(PHONES, ["ZWHATSAPPID", "ZPHONE", "ZCONTACT", "ZSTATUS"], |row| {
        let own = row.text(0).and_then(|account| handle(&account));
        let pointed = row.integer(3).and_then(|status| accounts.get(&status).cloned());
        let account = own.or(pointed).or_else(|| accounts_of_phones.get(&row.number()).cloned());
        let name = row.integer(2).and_then(|contact| names.get(&contact).cloned()).unwrap_or_default();
        let numbers: Vec<String> = row.text(1).map(Cow::into_owned).into_iter().collect();
        let handles: Vec<Handle> = account.into_iter().collect();
        list.entries.extend(entry(&handles, &numbers, name, PHONES, row, collector));
    })
}
