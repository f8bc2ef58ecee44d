//! Which tables a database has, and with which columns.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

/// The real tables of a database with the names of their stored columns. Names are compared as SQLite compares them, without
/// regard to case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tables(BTreeMap<String, BTreeSet<String>>);

impl Tables {
    /// Views and virtual tables are left out: both would run something instead of reading something.
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND sql LIKE 'create table%'",
        )?;
        let names: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut columns = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let mut tables = BTreeMap::new();
        for name in names {
            let columns: BTreeSet<String> = columns
                .query_map([&name], |row| row.get::<_, String>(0))?
                .map(|column| column.map(|column| column.to_ascii_lowercase()))
                .collect::<Result<_, _>>()?;
            tables.insert(name.to_ascii_lowercase(), columns);
        }
        Ok(Self(tables))
    }

    /// Whether there is a table with all these columns.
    #[must_use]
    pub fn has(&self, table: &str, columns: &[&str]) -> bool {
        let Some(present) = self.0.get(&table.to_ascii_lowercase()) else { return false };
        columns.iter().all(|column| present.contains(&column.to_ascii_lowercase()))
    }

    /// The tables and columns of `wanted` that are missing, as `table` or `table.column`.
    #[must_use]
    pub fn missing(&self, wanted: &[(&str, &[&str])]) -> Vec<String> {
        let mut missing = Vec::new();
        for (table, columns) in wanted {
            if !self.has(table, &[]) {
                missing.push((*table).to_owned());
                continue;
            }
            let lacking = columns.iter().filter(|column| !self.has(table, &[column]));
            missing.extend(lacking.map(|column| format!("{table}.{column}")));
        }
        missing
    }
}
