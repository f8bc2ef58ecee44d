//! The charts, each with its words and the numbers behind it.

use chrono_tz::Tz;
use maud::{Markup, PreEscaped, html};
use meter_score::portrait::Portrait;
use meter_score::{Assessment, Policy};

use super::View;
use crate::html::ChannelPage;
use crate::html::chart::{Figure, FigureTable};
use crate::html::component::{Column, Table, folded, scroll};
use crate::html::text;

/// All charts; none if nothing in the channel has a date.
pub(super) fn all(view: &View<'_>) -> Vec<Figure> {
    let ChannelPage { result, portrait, policy, .. } = view.page;
    let of = |portrait| figures(portrait, &result.assessment, policy, result.timezone);
    portrait.as_ref().map(of).unwrap_or_default()
}

/// Until charts are drawn there are none: `chart::figures` takes the place of this function.
fn figures(_: &Portrait, _: &Assessment, _: &Policy, _: Tz) -> Vec<Figure> {
    Vec::new()
}

/// Some charts; `None` if there are none.
pub(super) fn markup(figures: &[&Figure]) -> Option<Markup> {
    (!figures.is_empty()).then(|| html! { @for figure in figures { (one(figure)) } })
}

fn one(figure: &Figure) -> Markup {
    let id = |part: &str| format!("{}-{part}", figure.id);
    html! {
        figure id=(figure.id) aria-labelledby=(id("heading")) {
            h3 id=(id("heading")) { (figure.title) }
            p { (text::unparted(&figure.summary)) }
            div.drawing { (scroll(&format!("{}, the drawing", figure.title), &PreEscaped(&figure.svg))) }
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
