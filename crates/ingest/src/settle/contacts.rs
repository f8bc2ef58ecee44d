//! Contact lists: to which country does a number without `+` belong?

use std::collections::{BTreeMap, BTreeSet};

use meter_model::{Handle, PhoneKey};

use crate::identity::country::{Country, bare};
use crate::identity::phone::{Number, looks_like_number};
use crate::{Collector, Declared, Role};

/// From how many names on an address book is looked at for invented names.
const NAMES_TO_JUDGE: usize = 5;

/// One entry of a contact list. It has a number, or a hidden identifier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContactEntry {
    /// Display name, cleaned; empty if none.
    pub(crate) name: String,
    /// Its numbers, of which only those without country code are still to be decided.
    pub(crate) numbers: Vec<Number>,
    /// Its hidden identifier, where the list names one.
    pub(crate) lid: Option<u64>,
    /// Whether the list itself says that it is (not) in the address book. Without a word on it, being listed is being saved.
    pub(crate) saved: bool,
    /// Position for rejects.
    pub(crate) ordinal: u64,
    /// Place for rejects, such as `line 17`.
    pub(crate) at: String,
}

/// The entries of one file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ContactList {
    /// All entries that have a number.
    pub(crate) entries: Vec<ContactEntry>,
}

/// Resolves all numbers of all contact lists and says who is known.
///
/// The country of numbers without one is what the user declared, else that of the owner's number, else that of most numbers
/// in the same file. It is decided file by file, so that no file can change how another one is read.
pub(crate) fn settle_contact_lists(collectors: &mut [Collector], declared: &Declared) {
    // Countries take their time to look up, and most channels need none.
    let has_nationals =
        collectors.iter().flat_map(|from| &from.contact_lists).any(|list| nationals(list).next().is_some());
    let home = if has_nationals { home(collectors, declared) } else { None };
    for collector in collectors {
        for list in std::mem::take(&mut collector.contact_lists) {
            let reading = reading_of(&list, home);
            settle_list(collector, &list, &reading);
            if collector.role() == Role::AddressBook && names_are_invented(&list) {
                collector.note("address-book", INVENTED);
            }
        }
    }
}

const INVENTED: &str = "all names are one word with a running number, as a \"save unsaved contacts\" extension invents them; if \
                        these people are strangers, give the file the role \"strangers\" in channel.toml";

/// The channel's own country and where it was said.
fn home(collectors: &[Collector], declared: &Declared) -> Option<(Country, &'static str)> {
    let region = declared.region.as_deref().and_then(Country::of_region);
    let region = region.map(|country| (country, "as declared"));
    region.or_else(|| Some((owner(collectors, declared)?, "as the channel's own number")))
}

/// The country of the owner's number; none if the owner has numbers of several countries.
fn owner(collectors: &[Collector], declared: &Declared) -> Option<Country> {
    if let Some(number) = declared.own_number() {
        return Country::of_key(number);
    }
    let own = collectors.iter().flat_map(|collector| collector.facts.own_phones());
    let countries: BTreeSet<Country> = own.filter_map(Country::of_key).collect();
    if countries.len() == 1 { countries.first().copied() } else { None }
}

/// How the numbers without country code of one file are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum NationalReading {
    /// As numbers of this country, for this reason.
    Of(Country, &'static str),
    /// As international numbers that lack their plus.
    PlusLeftOut,
    /// Not at all.
    Undecided,
}

impl NationalReading {
    fn resolve(self, digits: &str) -> Result<PhoneKey, String> {
        match self {
            Self::Of(country, _) => country
                .resolve(digits)
                .ok_or_else(|| format!("no phone number of {country}; write it with + and country code")),
            Self::PlusLeftOut => bare(digits).ok_or_else(|| UNDECIDED.to_owned()),
            Self::Undecided => Err(UNDECIDED.to_owned()),
        }
    }

    fn note(self, count: usize) -> String {
        let count = if count == 1 { "1 number".to_owned() } else { format!("{count} numbers") };
        match self {
            Self::Of(country, why) => format!("{count} without country code read as of {country}, {why}"),
            Self::PlusLeftOut => format!("{count} without + read as international, since all of them can be"),
            Self::Undecided => format!("{count} without country code not read; give --region CC"),
        }
    }
}

const UNDECIDED: &str = "phone number without country code, and nothing tells the country; give --region CC";

fn reading_of(list: &ContactList, home: Option<(Country, &'static str)>) -> NationalReading {
    if nationals(list).next().is_none() {
        return NationalReading::Undecided;
    }
    let home = home.or_else(|| Some((majority(list)?, "as most numbers of the file")));
    if let Some((country, why)) = home {
        return NationalReading::Of(country, why);
    }
    if nationals(list).all(|digits| bare(digits).is_some()) {
        NationalReading::PlusLeftOut
    } else {
        NationalReading::Undecided
    }
}

/// The country of more numbers with country code than any other; none on a tie.
fn majority(list: &ContactList) -> Option<Country> {
    let mut tally: BTreeMap<Country, usize> = BTreeMap::new();
    for number in list.entries.iter().flat_map(|entry| &entry.numbers) {
        if let Number::Key(key) = number
            && let Some(country) = Country::of_key(*key)
        {
            *tally.entry(country).or_default() += 1;
        }
    }
    let (&country, most) = tally.iter().max_by_key(|(_, count)| **count)?;
    (tally.values().filter(|count| *count == most).count() == 1).then_some(country)
}

fn nationals(list: &ContactList) -> impl Iterator<Item = &str> {
    list.entries.iter().flat_map(|entry| &entry.numbers).filter_map(|number| match number {
        Number::Key(_) => None,
        Number::National(digits) => Some(&**digits),
    })
}

fn settle_list(collector: &mut Collector, list: &ContactList, reading: &NationalReading) {
    let count = nationals(list).count();
    if count > 0 {
        collector.note("region", reading.note(count));
    }
    let mut records = 0;
    for entry in &list.entries {
        records += u64::from(settle_entry(collector, entry, *reading));
    }
    collector.count_contacts(records);
    if records > 0 && collector.role() == Role::AddressBook {
        collector.facts.has_address_book();
    }
}

/// Takes in one entry and says whether any of its numbers could be used. One that could not is a reject; one reject an entry.
fn settle_entry(collector: &mut Collector, entry: &ContactEntry, reading: NationalReading) -> bool {
    let mut keys = Vec::new();
    let mut failure = None;
    for number in &entry.numbers {
        match number {
            Number::Key(key) => keys.push(*key),
            Number::National(digits) => match reading.resolve(digits) {
                Ok(key) => keys.push(key),
                Err(why) => failure = failure.or(Some(why)),
            },
        }
    }
    if let Some(why) = failure {
        collector.reject(entry.ordinal, &entry.at, why);
    }
    let lid = entry.lid.map(Handle::Lid);
    if let (Some(lid), [key]) = (&lid, &*keys) {
        collector.facts.link(lid.clone(), Handle::Phone(*key));
    }
    let usable = lid.is_some() || !keys.is_empty();
    if entry.saved && collector.role() == Role::AddressBook {
        for handle in keys.iter().copied().map(Handle::Phone).chain(lid) {
            collector.facts.know(handle);
        }
        if !looks_like_number(&entry.name) {
            collector.facts.card(&entry.name, keys);
        }
    }
    usable
}

/// Whether every name is the same beginning with a different number behind it (`Lead 001`, `Lead 002`).
fn names_are_invented(list: &ContactList) -> bool {
    let mut names = list.entries.iter().map(|entry| &*entry.name).filter(|name| !name.is_empty());
    let Some(prefix) = names.next().and_then(numbered_prefix) else { return false };
    let rest = names.try_fold(1, |count, name| (numbered_prefix(name)? == prefix).then_some(count + 1));
    rest.is_some_and(|count: usize| count >= NAMES_TO_JUDGE)
}

/// What stands before the number at the end of a name; none if it has no such number, or nothing else.
fn numbered_prefix(name: &str) -> Option<&str> {
    let prefix = name.trim_end_matches(|character: char| character.is_numeric());
    let numbered = prefix.len() < name.len() && prefix.chars().any(char::is_alphabetic);
    numbered.then_some(prefix)
}

#[cfg(test)]
mod tests;
