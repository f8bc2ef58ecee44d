//! From a row to a contact.

use meter_model::{Handle, Jid, PhoneKey};

use super::header::{Column, Dialect, Header};
use crate::Collector;
use crate::identity::name;
use crate::identity::phone::{self, Number, Unusable};
use crate::settle::ContactEntry;

/// A table whose columns are understood.
pub(super) struct Table {
    /// Columns of the name's parts, in the order of a spoken name.
    parts: Vec<usize>,
    names: Vec<usize>,
    fallbacks: Vec<usize>,
    phones: Vec<(usize, Column)>,
    saved: Option<usize>,
    /// Numbers are bare digits with country code.
    extension: bool,
}

impl Table {
    pub(super) fn new(header: &Header) -> Self {
        let of = |wanted: Column| {
            header
                .columns
                .iter()
                .enumerate()
                .filter(move |(_, column)| **column == wanted)
                .map(|(index, _)| index)
        };
        let mut parts: Vec<_> = header
            .columns
            .iter()
            .enumerate()
            .filter_map(|(index, column)| match column {
                Column::NamePart(part) => Some((*part, index)),
                _ => None,
            })
            .collect();
        parts.sort_unstable();
        let extension = header.dialect == Some(Dialect::Extension);
        let phone = |column: Column| matches!(column, Column::Phone | Column::Jid | Column::Id);
        Self {
            parts: parts.into_iter().map(|(_, index)| index).collect(),
            names: of(Column::Name).collect(),
            fallbacks: of(Column::Fallback).collect(),
            phones: header.columns.iter().copied().enumerate().filter(|(_, column)| phone(*column)).collect(),
            saved: of(Column::Saved).next(),
            extension,
        }
    }

    /// The contact in a row. A row whose number cannot be used is a reject, as is each row with one such number among others.
    pub(super) fn entry(
        &self,
        fields: &[String],
        line: u64,
        at: String,
        collector: &mut Collector,
    ) -> Option<ContactEntry> {
        let mut found = Found::default();
        for &(index, column) in &self.phones {
            let cell = fields.get(index).map_or("", |field| field.trim());
            self.read_cell(cell, column, &mut found);
        }
        let nothing = found.numbers.is_empty() && found.lid.is_none();
        if found.no_person {
            return None;
        }
        if let Some(failure) = found.failure.or_else(|| nothing.then_some(Unusable::Missing)) {
            collector.reject(line, &*at, failure.why());
        }
        let Found { numbers, lid, .. } = found;
        (!nothing).then(|| ContactEntry {
            name: self.name(fields),
            numbers: phone::distinct(numbers),
            lid,
            saved: self.saved(fields),
            ordinal: line,
            at,
        })
    }

    fn read_cell(&self, cell: &str, column: Column, found: &mut Found) {
        match Jid::parse(cell).filter(|_| cell.contains('@')) {
            Some(jid) => found.address(&jid),
            None if column == Column::Id => {}
            None => found.written(cell, self.extension || column == Column::Jid),
        }
    }

    fn name(&self, fields: &[String]) -> String {
        let cell = |index: &usize| {
            fields.get(*index).map(|field| name::clean(field)).filter(|cell| !cell.is_empty())
        };
        let joined = || {
            let parts: Vec<String> = self.parts.iter().filter_map(cell).collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        };
        let name =
            self.names.iter().find_map(cell).or_else(joined).or_else(|| self.fallbacks.iter().find_map(cell));
        name.unwrap_or_default()
    }

    /// Being listed is being saved, unless the table itself says who is.
    fn saved(&self, fields: &[String]) -> bool {
        let Some(index) = self.saved else { return true };
        let cell = fields.get(index).map_or("", |field| field.trim()).to_ascii_lowercase();
        matches!(&*cell, "true" | "1" | "yes" | "y" | "t" | "x")
    }
}

/// What the phone columns of a row gave.
#[derive(Default)]
struct Found {
    numbers: Vec<Number>,
    lid: Option<u64>,
    failure: Option<Unusable>,
    /// A group or broadcast list, which is no contact and no mistake either.
    no_person: bool,
}

impl Found {
    /// A full WhatsApp address.
    fn address(&mut self, jid: &Jid) {
        match jid.handle() {
            Some(Handle::Phone(key)) => self.numbers.push(Number::Key(key)),
            Some(Handle::Lid(lid)) => self.lid = Some(lid),
            Some(Handle::Name(_)) | None => self.no_person = true,
        }
    }

    /// Numbers as people write them, or, in columns that come from WhatsApp, with country code and without plus.
    fn written(&mut self, cell: &str, without_plus: bool) {
        for part in phone::in_cell(cell) {
            match phone::read(part) {
                Ok(Number::National(digits)) if without_plus => {
                    let key = PhoneKey::from_international(&digits);
                    self.numbers.push(key.map_or(Number::National(digits), Number::Key));
                }
                Ok(number) => self.numbers.push(number),
                Err(unusable) => self.fail(unusable),
            }
        }
    }

    fn fail(&mut self, unusable: Unusable) {
        self.failure = self.failure.or(Some(unusable));
    }
}
