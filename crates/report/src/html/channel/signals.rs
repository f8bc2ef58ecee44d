//! Published warning signs that the ratings miss: those beyond their limits, and quietly the others.

use maud::{Markup, html};
use meter_score::Signal;
use meter_score::words::plain;

use super::View;
use crate::html::component::{Column, Table};
use crate::html::text;
use crate::table::signal_name;

pub(super) fn markup(view: &View<'_>) -> Markup {
    let signals = &view.page.result.assessment.signals;
    let (exceeded, calm): (Vec<&Signal>, Vec<&Signal>) = signals.iter().partition(|signal| signal.exceeded);
    let is_known = signals.iter().any(|signal| signal.value.is_some());
    html! {
        p.aside { "They never change a rating." }
        @if !is_known { p { "No data." } }
        @else if exceeded.is_empty() { p { "None of " (signals.len()) " is beyond its limit." } }
        @else {
            p { (exceeded.len()) " of " (signals.len()) @if exceeded.len() == 1 { " is beyond its limit." } @else { " are beyond their limits." } }
            ul.exceeded { @for signal in &exceeded { (beyond(signal)) } }
        }
        @if !calm.is_empty() { (table(&calm)) }
    }
}

fn beyond(signal: &Signal) -> Markup {
    html! {
        li {
            p.figure { strong { (number(signal, signal.value)) } span.aside { " limit " (number(signal, Some(signal.limit))) } }
            p { (text::sentence(&signal.text)) }
        }
    }
}

fn table(signals: &[&Signal]) -> Markup {
    let row = |signal: &&Signal| {
        let name = signal_name(signal);
        let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
        vec![
            html! { (first.to_uppercase()) (rest) },
            html! { (number(signal, signal.value)) },
            html! { (number(signal, Some(signal.limit))) },
        ]
    };
    let table = Table {
        caption: "The other warning signs".to_owned(),
        columns: vec![Column::words("Sign"), Column::numbers("Value"), Column::numbers("Limit")],
        rows: signals.iter().map(row).collect(),
    };
    table.markup()
}

fn number(signal: &Signal, value: Option<f64>) -> String {
    match value {
        None => "no data".to_owned(),
        Some(share) if signal.code.ends_with("SHARE") => text::share(share),
        Some(value) => plain(value),
    }
}
