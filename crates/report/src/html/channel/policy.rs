//! By which numbers was rated.

use maud::{Markup, html};
use meter_score::words::plain;
use meter_score::{Metric, OverallRule, Parameter};

use super::View;
use super::stability::{name, value};
use crate::html::component::{Column, Table};
use crate::html::text;
use crate::table::title;

pub(super) fn markup(view: &View<'_>) -> Markup {
    let policy = &view.page.policy;
    let stamp = policy.stamp();
    html! {
        p {
            "Policy " strong { (text::isolated(&stamp.name)) } ", fingerprint " code { (stamp.fingerprint) }
            ". Policies with the same fingerprint have the same numbers."
        }
        (cuts(view))
        dl.numbers {
            @for parameter in Parameter::ALL {
                div { dt { (capital(name(parameter))) } dd { (value(parameter, parameter.of(policy))) } }
            }
            div { dt { "Overall" } dd { (rule(policy.overall)) } }
        }
    }
}

fn cuts(view: &View<'_>) -> Markup {
    let row = |metric: Metric| {
        let cuts = view.page.policy.metric(metric);
        let written = |cut: f64| match metric {
            Metric::LifeTime => format!("{} days", plain(cut)),
            Metric::Contacts | Metric::Chats => text::share(cut),
        };
        vec![
            html! { (title(metric)) },
            html! { (written(cuts.attention)) },
            html! { (written(cuts.good)) },
            html! { (plain(cuts.weight)) },
        ]
    };
    let table = Table {
        caption: "Cuts between the ratings".to_owned(),
        columns: vec![
            Column::words("Metric"),
            Column::numbers("2 from"),
            Column::numbers("3 from"),
            Column::numbers("Weight"),
        ],
        rows: Metric::ALL.into_iter().map(row).collect(),
    };
    table.markup()
}

fn rule(rule: OverallRule) -> &'static str {
    match rule {
        OverallRule::Mean => "the weighted mean of the three, halves down",
        OverallRule::CappedMedian => "the median of the three, 2 at most if any of them is 1",
        OverallRule::Minimum => "the lowest of the three",
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
