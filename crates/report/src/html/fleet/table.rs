//! The table of all channels, the worst first, each with what it opens to below it.
//!
//! Its rows are laid out as grids, or as cards on a narrow screen. A browser may then no longer take them for a table, so their roles are
//! written down.

use maud::{Markup, html};
use meter_score::{Metric, Rating};

use super::ranks::Ranks;
use super::value::value;
use super::{FleetChannel, View, detail, weeks};
use crate::fleet::percentiles;
use crate::html::component::scroll;
use crate::html::style::rated;
use crate::html::text;
use crate::table::title;

const COLUMNS: usize = 6;

pub(super) fn markup(view: &View<'_>, ranks: &Ranks, namesakes: &[Option<[usize; 2]>]) -> Markup {
    let percentiles = percentiles(view.members);
    let table = html! {
        table #fleet role="table" {
            caption {
                "All channels, the worst first. Every line opens to its reasons and actions. Of the last 26 weeks, the upper line is the overall \
                 rating and the lower one the response rate, up to 100\u{a0}%."
            }
            (head())
            @for (rank, &place) in ranks.worst_first.iter().enumerate() {
                @let name = name(&view.channels[place], namesakes[place]);
                (body(&view.channels[place], &name, rank, ranks.others[place], percentiles[place]))
            }
        }
    };
    html! {
        (tools(view))
        (scroll("All channels, the table", &table))
    }
}

/// Filters, which need the script and are hidden without it.
fn tools(view: &View<'_>) -> Markup {
    let with = |rating| view.members.iter().filter(|member| member.overall == rating).count();
    html! {
        div #tools.tools role="search" aria-label="Channels" hidden {
            p { label for="name" { "Name contains" } input #name type="search" autocomplete="off" spellcheck="false"; }
            fieldset {
                legend { "Overall rating" }
                @for rating in Rating::ALL {
                    label class=(rated(rating)) {
                        input type="checkbox" value=(u8::from(rating)) checked;
                        (word(rating)) " (" (with(rating)) ")"
                    }
                }
            }
        }
        p #shown.aside role="status" { (view.title()) ", the worst first." }
    }
}

fn head() -> Markup {
    html! {
        thead role="rowgroup" {
            tr role="row" {
                (heading("Channel", Some(1), false))
                (heading("Overall", Some(0), true))
                @for (metric, rank) in Metric::ALL.into_iter().zip(2..) { (heading(title(metric), Some(rank), false)) }
                (heading("Last 26 weeks", None, false))
            }
        }
    }
}

/// The heading of a column, and by which of the ranks it sorts.
fn heading(title: &str, rank: Option<u8>, is_sorted: bool) -> Markup {
    let sorted = is_sorted.then_some("ascending");
    html! { th scope="col" role="columnheader" data-rank=[rank] aria-sort=[sorted] { (title) } }
}

fn body(
    channel: &FleetChannel,
    shown: &Markup,
    rank: usize,
    [name, age, contacts, chats]: [usize; 4],
    percentiles: [Option<f64>; 3],
) -> Markup {
    let member = &channel.member;
    let ranks = format!("{rank} {name} {age} {contacts} {chats}");
    html! {
        tbody role="rowgroup" data-ranks=(ranks) data-rating=(u8::from(member.overall)) {
            tr role="row" {
                th scope="row" role="rowheader" { (shown) }
                td role="cell" class=(rated(member.overall)) { (word(member.overall)) }
                @for (place, metric) in Metric::ALL.into_iter().enumerate() {
                    td role="cell" class=(rated(member.ratings[place])) {
                        strong { (value(channel, metric)) }
                        (word(member.ratings[place]))
                        @if let Some(percentile) = percentiles[place] { small { "percentile " (format!("{percentile:.0}")) } }
                    }
                }
                td role="cell" { (weeks::markup(&channel.weeks)) }
            }
            tr role="row" {
                td role="cell" colspan=(COLUMNS) {
                    details { summary { (detail::main_reason(channel)) } (detail::markup(channel)) }
                }
            }
        }
    }
}

/// The channel's name, and which of those that are called alike it is.
fn name(channel: &FleetChannel, namesake: Option<[usize; 2]>) -> Markup {
    html! {
        (text::isolated(&channel.member.channel))
        @if let Some([which, all]) = namesake { " " small { (which) " of " (all) " called so" } }
    }
}

/// A rating as digit and words; the style puts its shape before them, which here is far smaller than a drawing.
fn word(rating: Rating) -> Markup {
    html! { span.word { (u8::from(rating)) " " (rating.words()) } }
}
