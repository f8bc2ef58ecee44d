//! The charts, each with its words and the numbers behind it.

use maud::{Markup, PreEscaped, html};

use super::View;
use crate::html::ChannelPage;
use crate::html::chart::{self, Figure, FigureTable, figures};
use crate::html::component::{Column, Table, folded};
use crate::html::text;

/// All charts, the sweep that was asked for behind them; none if nothing in the channel has a date.
pub(super) fn all(view: &View<'_>) -> Vec<Figure> {
    let ChannelPage { result, portrait, sweep, policy, .. } = view.page;
    let Some(portrait) = portrait else { return Vec::new() };
    let mut all = figures(portrait, &result.assessment, policy, result.timezone);
    all.extend(sweep.as_ref().map(|swept| chart::sweep(&swept.axes, &swept.cells)));
    all
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
            div.drawing.scroll role="region" tabindex="0" aria-label={ (figure.title) ": the drawing" } { (PreEscaped(&figure.svg)) }
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
