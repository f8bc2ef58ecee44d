//! How much the ratings depend on numbers of the policy that could as well be others.

use maud::{Markup, html};
use meter_score::words::count;
use meter_score::{Alone, OfValue, Parameter, RatingKey, Stability};

use super::View;
use super::figures::markup as drawn;
use crate::html::chart::Figure;
use crate::html::component::{Column, Table, folded, mark};

/// The chart that belongs here.
pub(super) const FIGURE: &str = "stability";

/// The section; `None` if nothing in the channel has a date.
pub(super) fn markup(view: &View<'_>, figures: &[&Figure]) -> Option<Markup> {
    let stability = &view.page.portrait.as_ref()?.stability;
    Some(html! {
        (drawn(figures).unwrap_or_default())
        (folded("One number at a time", true, &alone(stability)))
    })
}

fn title(key: RatingKey) -> &'static str {
    key.metric().map_or("Overall", crate::table::title)
}

/// A table for each number, so that a row can be headed by its value.
fn alone(stability: &Stability) -> Markup {
    html! { @for alone in &stability.alone { (of_parameter(alone)) } }
}

fn of_parameter(alone: &Alone) -> Markup {
    let row = |of: &OfValue| {
        let own = of.value == alone.own;
        let head = html! { (value(alone.parameter, of.value)) @if own { " " span.aside { "this policy" } } };
        let rating = |key| {
            let rating = *of.ratings.get(key);
            html! { span.rated { (mark(rating)) (u8::from(rating)) } }
        };
        std::iter::once(head).chain(RatingKey::ALL.map(rating)).collect()
    };
    let table = Table {
        caption: format!("If only the {} were another", name(alone.parameter)),
        columns: std::iter::once(Column::words("Value"))
            .chain(RatingKey::ALL.map(|key| Column::numbers(title(key))))
            .collect(),
        rows: alone.values.iter().map(row).collect(),
    };
    table.markup()
}

/// What people call a number of the policy.
pub(super) fn name(parameter: Parameter) -> &'static str {
    match parameter {
        Parameter::WindowDays => "window",
        Parameter::ConversationGapHours => "silence that ends a conversation",
        Parameter::ReplyWindowHours => "reply window",
        Parameter::MinSample => "smallest sample",
    }
}

/// A value of it with its unit.
pub(super) fn value(parameter: Parameter, value: u64) -> String {
    match parameter {
        Parameter::WindowDays => count(value, "day", "days"),
        Parameter::ConversationGapHours | Parameter::ReplyWindowHours => count(value, "hour", "hours"),
        Parameter::MinSample => count(value, "person", "people"),
    }
}
