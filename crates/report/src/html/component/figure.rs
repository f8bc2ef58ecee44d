//! A chart with its words and the numbers behind it.

use maud::{Markup, PreEscaped, html};

use super::folded;
use super::table::{Column, Table, scroll};
use crate::html::chart::{Figure, FigureTable};
use crate::html::text;

/// The chart, its drawing in a region that scrolls where there is too little room, unless it is a small one.
pub(in crate::html) fn figure(figure: &Figure, is_small: bool) -> Markup {
    let id = |part: &str| format!("{}-{part}", figure.id);
    let drawing = PreEscaped(&figure.svg);
    html! {
        figure id=(figure.id) aria-labelledby=(id("heading")) {
            h3 id=(id("heading")) { (figure.title) }
            p { (text::unparted(&figure.summary)) }
            @if is_small { (drawing) }
            @else { div.drawing { (scroll(&format!("{}, the drawing", figure.title), &drawing)) } }
            (folded("The numbers behind it", false, &table(&figure.title, &figure.table)))
        }
    }
}

fn table(caption: &str, numbers: &FigureTable) -> Markup {
    let are_numbers =
        |index: usize| numbers.rows.iter().filter_map(|row| row.get(index)).all(|cell| is_number(cell));
    let columns = numbers.columns.iter().map(String::as_str).enumerate().map(|(index, title)| {
        if index > 0 && are_numbers(index) { Column::numbers(title) } else { Column::words(title) }
    });
    let table = Table {
        caption: caption.to_owned(),
        columns: columns.collect(),
        rows: numbers.rows.iter().map(|row| row.iter().map(|cell| html! { (cell) }).collect()).collect(),
    };
    table.markup()
}

/// Whether a cell is a number, with or without a unit, or stands for none; a day is not, nor a part of a command.
fn is_number(cell: &str) -> bool {
    let begins = cell.chars().next().is_none_or(|first| first.is_ascii_digit() || first == '–');
    begins && !cell.contains('-')
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn days_and_words_are_no_numbers() {
        for cell in ["", "–", "7", "42 %", "30 to 54 %", "3 days"] {
            assert!(is_number(cell), "{cell}");
        }
        for cell in ["2024-05-20", "--save all", "Overall", "no data"] {
            assert!(!is_number(cell), "{cell}");
        }
    }
}
