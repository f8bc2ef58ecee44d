//! A rating as a dial of three parts, with its shape and digit in the middle.

use maud::{Markup, html};
use meter_score::Rating;

use super::mark::outline;
use crate::html::style::rated;

/// The parts of the dial, half a circle around (60, 60) from left to right.
const PARTS: [&str; 3] = [
    "M12 60A48 48 0 0 1 33.16 20.21",
    "M37.47 17.62A48 48 0 0 1 82.53 17.62",
    "M86.84 20.21A48 48 0 0 1 108 60",
];

/// The dial of a rating; of one that nothing is known for if there is none. It is for the eye alone: what it shows stands beside it in words.
pub(in crate::html) fn gauge(rating: Option<Rating>) -> Markup {
    let reached = rating.map_or(0, |rating| usize::from(u8::from(rating)));
    html! {
        svg class=(format!("gauge {}", rating.map_or("rated-none", rated))) viewBox="0 0 120 66" aria-hidden="true" {
            @for (part, path) in PARTS.into_iter().enumerate() {
                path class=(if part + 1 == reached { "part here" } else { "part" }) d=(path) {}
            }
            @match rating {
                Some(rating) => {
                    path.shape transform="translate(44 28)" d=(outline(rating)) {}
                    text.digit x="60" y=(digit_height(rating)) text-anchor="middle" { (u8::from(rating)) }
                }
                None => {
                    circle.hollow cx="60" cy="44" r="14" {}
                    text.digit x="60" y="49.5" text-anchor="middle" { "?" }
                }
            }
        }
    }
}

/// Where a digit looks centred: a triangle is wide at its foot.
fn digit_height(rating: Rating) -> &'static str {
    if rating == Rating::UseCaution { "53" } else { "49.5" }
}
