//! A table of many scores with columns of their own in front: sweeps, timelines, plans.

use std::io::{self, Write};

use meter_score::Rated;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::cell::{Cell, Sort};
use crate::csv::{field, record};
use crate::full::write_elements;
use crate::rated::RATED;
use crate::typed::{TypedColumn, column_of_cells};

/// Named columns of typed values, and rows.
#[derive(Clone, PartialEq, Debug)]
pub struct Grid {
    columns: Vec<(&'static str, Sort)>,
    rows: Vec<Vec<Cell>>,
}

impl Grid {
    /// An empty table with these columns.
    pub(crate) fn new(columns: impl IntoIterator<Item = (&'static str, Sort)>) -> Self {
        Self { columns: columns.into_iter().collect(), rows: Vec::new() }
    }

    /// An empty table with these columns and behind them those of everything that is rated.
    pub(crate) fn of_rated(columns: impl IntoIterator<Item = (&'static str, Sort)>) -> Self {
        Self::new(columns.into_iter().chain(RATED.iter().map(|column| (column.name, column.sort))))
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len(), "one value for each column");
        self.rows.push(row);
    }

    /// Adds a row of values and behind them everything that is rated.
    pub(crate) fn push_rated(&mut self, mut row: Vec<Cell>, rated: &Rated) {
        row.extend(RATED.iter().map(|column| (column.cell)(&rated.overall, &rated.metrics)));
        self.push(row);
    }

    /// Adds the rows of a table with the same columns.
    pub fn append(&mut self, other: Self) {
        debug_assert_eq!(self.columns, other.columns, "tables of one kind");
        self.rows.extend(other.rows);
    }

    /// Writes a header and the rows (RFC 4180), text made harmless for spreadsheets.
    ///
    /// # Errors
    /// Whatever `out` fails with.
    pub fn write_csv<W: Write + ?Sized>(&self, out: &mut W) -> io::Result<()> {
        record(self.columns.iter().map(|(name, _)| *name), out)?;
        self.write_csv_rows(out)
    }

    /// Writes the rows only, behind those of a table with the same columns.
    ///
    /// # Errors
    /// Whatever `out` fails with.
    pub fn write_csv_rows<W: Write + ?Sized>(&self, out: &mut W) -> io::Result<()> {
        self.rows.iter().try_for_each(|row| {
            let texts = row.iter().cloned().map(Cell::into_text);
            let fields =
                texts.zip(&self.columns).map(|(text, (_, sort))| field(text.as_deref(), *sort).into_owned());
            record(fields, out)
        })
    }

    /// Writes one JSON object a row; null where there is no value.
    ///
    /// # Errors
    /// Whatever `out` fails with.
    pub fn write_ndjson<W: Write + ?Sized>(&self, out: &mut W) -> io::Result<()> {
        self.rows.iter().try_for_each(|row| {
            serde_json::to_writer(&mut *out, &Object { columns: &self.columns, row })?;
            out.write_all(b"\n")
        })
    }

    /// Writes the same objects as one array, each on a line of its own.
    ///
    /// # Errors
    /// Whatever `out` fails with.
    pub fn write_json<W: Write + ?Sized>(&self, out: &mut W) -> io::Result<()> {
        write_elements(self.rows.iter().map(|row| Object { columns: &self.columns, row }), out)
    }

    /// The columns with their types.
    #[must_use]
    pub fn columns(&self) -> Vec<TypedColumn> {
        let columns = self.columns.iter().enumerate();
        let column = |(index, (name, sort)): (usize, &(&'static str, Sort))| {
            column_of_cells(name, *sort, self.rows.iter().map(|row| row[index].clone()))
        };
        columns.map(column).collect()
    }
}

/// A row as an object.
struct Object<'g> {
    columns: &'g [(&'static str, Sort)],
    row: &'g [Cell],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.row.len()))?;
        for ((name, _), cell) in self.columns.iter().zip(self.row) {
            map.serialize_entry(name, cell)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;
    use crate::cell::{Cell, Sort};
    use crate::typed::TypedValues;

    fn grid() -> Grid {
        let columns = [("name", Sort::Text), ("n", Sort::Whole), ("share", Sort::Number), ("is", Sort::Flag)];
        let mut grid = Grid::new(columns);
        grid.push(vec![Cell::Text("=a,b".into()), Cell::Whole(3), Cell::Number(0.25), Cell::Flag(true)]);
        grid.push(vec![Cell::Nothing; 4]);
        grid
    }

    #[test]
    fn all_forms_say_the_same() {
        let mut csv = Vec::new();
        grid().write_csv(&mut csv).unwrap();
        assert_eq!(String::from_utf8(csv).unwrap(), "name,n,share,is\r\n\"'=a,b\",3,0.25,true\r\n,,,\r\n");
        let mut lines = Vec::new();
        grid().write_ndjson(&mut lines).unwrap();
        assert_eq!(
            String::from_utf8(lines).unwrap(),
            "{\"name\":\"=a,b\",\"n\":3,\"share\":0.25,\"is\":true}\n\
             {\"name\":null,\"n\":null,\"share\":null,\"is\":null}\n"
        );
        let columns = grid().columns();
        assert_eq!(columns[1].values, TypedValues::Whole(vec![Some(3), None]));
        assert_eq!(columns[2].values, TypedValues::Number(vec![Some(0.25), None]));
    }
}
