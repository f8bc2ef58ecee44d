//! Tables that say what they are about, and that scroll within themselves where a page is too narrow for them.

use maud::{Markup, Render, html};

/// Something wide, in a region with a name of its own that can be scrolled with the keyboard.
pub(in crate::html) fn scroll(name: &str, wide: &impl Render) -> Markup {
    html! { div.scroll role="region" tabindex="0" aria-label=(name) { (wide) } }
}

/// A column of a table.
#[derive(Clone, Copy)]
pub(in crate::html) struct Column<'t> {
    title: &'t str,
    is_number: bool,
}

impl<'t> Column<'t> {
    /// A column of words.
    pub(in crate::html) fn words(title: &'t str) -> Self {
        Self { title, is_number: false }
    }

    /// A column of numbers, which stand below each other.
    pub(in crate::html) fn numbers(title: &'t str) -> Self {
        Self { title, is_number: true }
    }

    fn class(self) -> Option<&'static str> {
        self.is_number.then_some("number")
    }
}

/// A table. The first cell of each row is its heading.
pub(in crate::html) struct Table<'t> {
    /// What it is about, as plain text.
    pub(in crate::html) caption: String,
    /// Its columns.
    pub(in crate::html) columns: Vec<Column<'t>>,
    /// Its rows, a cell for each column.
    pub(in crate::html) rows: Vec<Vec<Markup>>,
}

impl Table<'_> {
    /// The table, in a region that can be scrolled with the keyboard.
    pub(in crate::html) fn markup(&self) -> Markup {
        let table = html! {
                table {
                    caption { (self.caption) }
                    thead {
                        tr {
                            @for column in &self.columns {
                                th scope="col" class=[column.class()] { (column.title) }
                            }
                        }
                    }
                    tbody { @for row in &self.rows { (self.row(row)) } }
                }
        };
        scroll(&format!("{}, the table", self.caption), &table)
    }

    fn row(&self, row: &[Markup]) -> Markup {
        html! {
            tr {
                @for (index, (cell, column)) in row.iter().zip(&self.columns).enumerate() {
                    @if index == 0 {
                        th scope="row" class=[column.class()] { (cell) }
                    } @else {
                        td class=[column.class()] { (cell) }
                    }
                }
            }
        }
    }
}
