//! What pages are made of, whatever they are about.

mod gauge;
mod mark;
mod spread;
mod table;

use maud::{Markup, html};

pub(super) use self::gauge::gauge;
pub(super) use self::mark::{badge, mark};
pub(super) use self::spread::spread;
pub(super) use self::table::{Column, Table, scroll};
use super::text;

/// Something that has to be known before anything else is read: sentences, whoever's words are in them.
pub(super) fn notice(title: &str, sentences: &[String]) -> Markup {
    html! {
        @if !sentences.is_empty() {
            aside.notice aria-label=(title) {
                p.lead { (title) }
                ul { @for sentence in sentences { li { (text::sentence(sentence)) } } }
            }
        }
    }
}

/// A part that is folded away until somebody asks for it. On paper it is unfolded if it is `essential`, and left out if not.
pub(super) fn folded(summary: &str, essential: bool, body: &Markup) -> Markup {
    html! {
        details data-print[essential] {
            summary { (summary) }
            (body)
        }
    }
}
