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
    let column = |(index, title)| if index == 0 { Column::words(title) } else { Column::numbers(title) };
    let table = Table {
        caption: caption.to_owned(),
        columns: numbers.columns.iter().map(String::as_str).enumerate().map(column).collect(),
        rows: numbers.rows.iter().map(|row| row.iter().map(|cell| html! { (cell) }).collect()).collect(),
    };
    table.markup()
}
