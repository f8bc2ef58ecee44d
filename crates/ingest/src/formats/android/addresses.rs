//! The small tables that every message points into, kept in memory by row id.

use meter_model::{Handle, Jid};

use super::by_row::ByRow;
use crate::formats::databases::{note_group, reject_missing};
use crate::{Collector, Database, ReadError, Row};

/// Addresses and chats by their row ids.
#[derive(Default)]
pub(super) struct Addresses {
    jids: ByRow<Jid>,
    chats: ByRow<Jid>,
}

impl Addresses {
    /// Reads them, and takes in which of them are one person.
    pub(super) fn read(database: &Database, collector: &mut Collector) -> Result<Self, ReadError> {
        let mut addresses = Self::default();
        database.each_row("jid", ["raw_string", "user", "server", "type"], |row| {
            if let Some(jid) = address(row) {
                note_group(&jid, collector);
                addresses.jids.insert(row.number(), jid);
            }
        })?;
        database.each_row("chat", ["jid_row_id"], |row| {
            let jid = row.integer(0).and_then(|jid| addresses.jids.get(jid));
            if let Some(jid) = jid {
                addresses.chats.insert(row.number(), jid.clone());
            }
        })?;
        addresses.link_lids(database, "jid_map", collector)?;
        addresses.link_lids(database, "lid_jid_map", collector)?;
        Ok(addresses)
    }

    pub(super) fn jid(&self, row: i64) -> Option<&Jid> {
        self.jids.get(row)
    }

    pub(super) fn person(&self, row: i64) -> Option<Handle> {
        self.jid(row)?.handle()
    }

    pub(super) fn chat(&self, row: i64) -> Option<&Jid> {
        self.chats.get(row)
    }

    /// A hidden identifier and the address of the same person.
    fn link_lids(
        &self,
        database: &Database,
        table: &str,
        collector: &mut Collector,
    ) -> Result<(), ReadError> {
        if !database.has(table, &[])
            || !reject_missing(database, &[(table, &["lid_row_id", "jid_row_id"])], collector)
        {
            return Ok(());
        }
        database.each_row(table, ["lid_row_id", "jid_row_id"], |row| {
            let person = |column: usize| row.integer(column).and_then(|jid| self.person(jid));
            match (person(0), person(1)) {
                (Some(lid @ Handle::Lid(_)), Some(phone @ Handle::Phone(_))) => {
                    collector.facts().link(lid, phone);
                }
                _ => collector.reject(
                    row.ordinal(),
                    row.place(table),
                    "is no pair of a hidden identifier and a number",
                ),
            }
        })
    }
}

/// The address as a whole, else put together from its parts, else what its type says of it.
fn address(row: &Row<'_>) -> Option<Jid> {
    const GROUP: i64 = 1;
    const ONE_TO_MANY: [i64; 3] = [5, 7, 11];
    let whole = row.text(0).filter(|text| text.contains('@')).and_then(|text| Jid::parse(&text));
    let parts = || Jid::parse(&format!("{}@{}", row.text(1)?, row.text(2)?));
    whole.or_else(parts).or_else(|| match row.integer(3)? {
        GROUP => Some(Jid::Group { creator: None, created: None }),
        kind if ONE_TO_MANY.contains(&kind) => Some(Jid::OneToMany),
        _ => None,
    })
}
