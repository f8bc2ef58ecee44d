//! Who did not answer or is not in the address book.

use maud::{Markup, html};
use meter_model::Handle;
use meter_score::portrait::{OpenPerson, Portrait};
use meter_score::words::count;

use super::View;
use crate::html::component::{Column, Table, folded};
use crate::html::text;
use crate::mask::shown;

/// Rows that are seen at once.
const AT_ONCE: usize = 12;

/// The section; `None` if nothing in the channel has a date.
pub(super) fn markup(view: &View<'_>) -> Option<Markup> {
    let portrait = view.page.portrait.as_ref()?;
    let people = &portrait.people;
    Some(html! {
        @if people.is_empty() {
            p { "Nobody: everybody who was written to in the window has answered or still may"
                @if portrait.address_book { ", and is in the address book" } "." }
        } @else {
            p { (sentence(portrait)) }
            @let (first, more) = people.split_at(people.len().min(AT_ONCE));
            (table(view, "Unanswered and unknown people", first))
            @if !more.is_empty() {
                (folded(&format!("{} more", more.len()), true, &table(view, "More unanswered and unknown people", more)))
            }
            @if portrait.people_in_all > people.len() as u64 {
                p.aside { "And " (count(portrait.people_in_all - people.len() as u64, "more person", "more people")) ", who are not listed." }
            }
        }
    })
}

fn sentence(portrait: &Portrait) -> String {
    let people = count(portrait.people_in_all, "person", "people");
    let (has, is) = if portrait.people_in_all == 1 { ("has", "is") } else { ("have", "are") };
    if portrait.address_book {
        format!(
            "{people} in the window {has} not answered or {is} not in the address book; those who are both come first."
        )
    } else {
        format!("{people} in the window {has} not answered. No source says who is in the address book.")
    }
}

fn table(view: &View<'_>, caption: &str, people: &[OpenPerson]) -> Markup {
    let table = Table {
        caption: caption.to_owned(),
        columns: vec![
            Column::words("Person"),
            Column::words("In address book"),
            Column::numbers("Outreaches"),
            Column::words("Waiting since"),
            Column::words("Last written"),
        ],
        rows: people.iter().map(|person| row(view, person)).collect(),
    };
    table.markup()
}

fn row(view: &View<'_>, person: &OpenPerson) -> Vec<Markup> {
    let known = match person.known {
        Some(true) => "yes",
        Some(false) => "no",
        None => "no data",
    };
    let waiting = match person.waiting_since {
        None => html! { "–" },
        Some(since) => {
            html! { (view.date(since)) span.aside { @if person.silent { " unanswered" } @else { " pending" } } }
        }
    };
    vec![
        who(&person.handles),
        html! { (known) },
        html! { (person.outreaches) },
        waiting,
        view.date(person.written),
    ]
}

fn who(handles: &[Handle]) -> Markup {
    html! {
        @for (index, handle) in shown(handles).into_iter().enumerate() {
            @if index > 0 { br; }
            (text::isolated(&written(handle)))
        }
    }
}

fn written(handle: &Handle) -> String {
    match handle {
        Handle::Phone(key) => key.to_string(),
        Handle::Lid(lid) => format!("LID {lid}"),
        Handle::Name(name) => name.to_string(),
    }
}
