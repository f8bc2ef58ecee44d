//! How many channels have each rating, overall and of each metric.

use maud::{Markup, html};
use meter_score::{Rating, RatingKey};

use crate::fleet::Summary;
use crate::html::component::{mark, scroll};
use crate::html::style::rated;
use crate::html::text::share;
use crate::table::title;

pub(super) fn markup(summary: &Summary<'_>) -> Markup {
    html! {
        ul.tiles {
            @for (rating, count) in Rating::ALL.into_iter().zip(summary.overall) {
                li class=(rated(rating)) {
                    strong { (count) }
                    span.verdict { (mark(rating)) (u8::from(rating)) " " (rating.words()) }
                    @if summary.channels > 0 {
                        span.aside { (share(count as f64 / summary.channels as f64)) " of all, overall" }
                    }
                }
            }
        }
        (scroll("Channels by rating, the table", &table(summary)))
    }
}

fn table(summary: &Summary<'_>) -> Markup {
    let [age, contacts, chats] = summary.metrics;
    let counts = [summary.overall, age, contacts, chats];
    html! {
        table.standing {
            caption { "Channels by rating" }
            thead {
                tr {
                    th scope="col" { "Rating" }
                    @for rating in Rating::ALL { th.number scope="col" { (u8::from(rating)) " " (rating.words()) } }
                    th scope="col" { "Share of channels" }
                }
            }
            tbody {
                @for (key, counts) in RatingKey::ALL.into_iter().zip(counts) {
                    tr {
                        th scope="row" { (key.metric().map_or("Overall", title)) }
                        @for count in counts { td.number { (count) } }
                        td { (bar(counts, summary.channels)) }
                    }
                }
            }
        }
    }
}

/// The counts as parts of a bar. It is for the eye alone: what it shows stands beside it in numbers.
fn bar(counts: [usize; 3], all: usize) -> Markup {
    const LENGTH: f64 = 300.0;
    let at = |count: usize| count as f64 / all.max(1) as f64 * LENGTH;
    html! {
        svg.parts viewBox="0 0 300 14" preserveAspectRatio="none" aria-hidden="true" {
            @let [one, two, three] = counts;
            @for (rating, from, count) in [(Rating::UseCaution, 0, one), (Rating::NeedsAttention, one, two), (Rating::GoodIndicator, one + two, three)] {
                @if count > 0 {
                    rect class=(rated(rating)) x=(format!("{:.1}", at(from))) width=(format!("{:.1}", at(count))) height="14" {}
                }
            }
        }
    }
}
