//! What was read, and what could not be.

use std::collections::BTreeMap;

use maud::{Markup, html};
use meter_score::words::count;

use super::View;
use crate::html::component::{Column, Table, folded};
use crate::html::text;
use crate::{RejectView, SourceView};

/// Files that are listed one by one.
const FILES: usize = 100;
/// Rows that could not be read and are listed one by one.
const REJECTS: usize = 50;

/// What was read: a line a format, and folded away every file.
pub(super) fn sources(view: &View<'_>) -> Markup {
    let sources = &view.page.result.sources;
    if sources.is_empty() {
        return html! { p { "Nothing." } };
    }
    let mut formats: BTreeMap<&str, Vec<&SourceView>> = BTreeMap::new();
    for source in sources {
        formats.entry(&source.format).or_default().push(source);
    }
    let by_format = Table {
        caption: "What was read, by format".to_owned(),
        columns: columns(&["Format", "Files", "Records", "Rejected"]),
        rows: formats.iter().map(|(format, sources)| of_format(view, format, sources)).collect(),
    };
    html! {
        (by_format.markup())
        (folded(&format!("All {}", count(sources.len() as u64, "file", "files")), true, &files(view)))
    }
}

fn columns<'t>(titles: &[&'t str; 4]) -> Vec<Column<'t>> {
    let [head, numbers @ ..] = titles;
    let numbers = numbers
        .iter()
        .map(|title| if *title == "Format" { Column::words(title) } else { Column::numbers(title) });
    let span = [Column::words("First message"), Column::words("Last message")];
    std::iter::once(Column::words(head)).chain(numbers).chain(span).collect()
}

fn of_format(view: &View<'_>, format: &str, sources: &[&SourceView]) -> Vec<Markup> {
    let sum =
        |of: fn(&SourceView) -> u64| sources.iter().map(|source| of(source)).fold(0, u64::saturating_add);
    vec![
        html! { (text::name(format)) },
        html! { (sources.len()) },
        html! { (sum(|source| source.records)) },
        html! { (sum(|source| source.rejected)) },
        date(view, sources.iter().filter_map(|source| source.first).min()),
        date(view, sources.iter().filter_map(|source| source.last).max()),
    ]
}

fn files(view: &View<'_>) -> Markup {
    let sources = &view.page.result.sources;
    let row = |source: &SourceView| {
        vec![
            path(&source.path),
            html! { (text::name(&source.format)) },
            html! { (source.records) },
            html! { (source.rejected) },
            date(view, source.first),
            date(view, source.last),
        ]
    };
    let table = Table {
        caption: "What was read, by file".to_owned(),
        columns: columns(&["File", "Format", "Records", "Rejected"]),
        rows: sources.iter().take(FILES).map(row).collect(),
    };
    html! { (table.markup()) (rest(sources.len(), FILES, "file", "files")) }
}

fn date(view: &View<'_>, seconds: Option<i64>) -> Markup {
    seconds.map_or_else(|| html! { "–" }, |seconds| view.date(seconds))
}

fn path(path: &str) -> Markup {
    html! { span.path { (text::isolated(path)) } }
}

fn rest(all: usize, listed: usize, one: &str, many: &str) -> Markup {
    let more = all.saturating_sub(listed) as u64;
    html! {
        @if more > 0 {
            p.aside { "And " (count(more, &format!("more {one}"), &format!("more {many}"))) "; " code { "score --format json" } " lists them." }
        }
    }
}

/// What could not be read; `None` if everything could.
pub(super) fn rejects(view: &View<'_>) -> Option<Markup> {
    let rejects = &view.page.result.rejects;
    if rejects.is_empty() {
        return None;
    }
    let row = |reject: &RejectView| {
        let place = if reject.at == RejectView::WHOLE_FILE { "the whole file" } else { &reject.at };
        vec![path(&reject.path), html! { (text::name(place)) }, html! { (text::sentence(&reject.why)) }]
    };
    let table = Table {
        caption: "What could not be read".to_owned(),
        columns: ["File", "Where", "Why"].map(Column::words).to_vec(),
        rows: rejects.iter().take(REJECTS).map(row).collect(),
    };
    Some(html! {
        p.aside { "Nothing of it counts." }
        (table.markup())
        (rest(rejects.len(), REJECTS, "place", "places"))
    })
}
