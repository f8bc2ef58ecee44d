//! A rating in a line of text: a shape, a digit and a word, so that colour never says anything alone.

use maud::{Markup, html};
use meter_score::Rating;

use crate::html::style::rated;

/// The outline of a rating's shape in a box of 32: a triangle, a diamond, a disc.
pub(super) fn outline(rating: Rating) -> &'static str {
    match rating {
        Rating::UseCaution => "M16 3 30 28H2Z",
        Rating::NeedsAttention => "M16 1 31 16 16 31 1 16Z",
        Rating::GoodIndicator => "M16 2a14 14 0 1 1 0 28 14 14 0 1 1 0-28Z",
    }
}

/// The shape alone, for what says the rating in words beside it.
pub(in crate::html) fn mark(rating: Rating) -> Markup {
    html! {
        svg class=(format!("mark {}", rated(rating))) viewBox="0 0 32 32" aria-hidden="true" {
            path d=(outline(rating)) {}
        }
    }
}

/// Shape, digit and words.
pub(in crate::html) fn badge(rating: Rating) -> Markup {
    html! {
        span class=(format!("badge {}", rated(rating))) {
            (mark(rating)) span.digit { (u8::from(rating)) } " " (rating.words())
        }
    }
}
