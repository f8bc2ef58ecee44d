//! A share between 0 and 100 %, its interval, and the cuts between ratings, as one line.

use maud::{Markup, html};

/// Draws the line. It is for the eye alone: what it shows stands beside it in words.
pub(in crate::html) fn spread(value: f64, [low, high]: [f64; 2], cuts: [f64; 2]) -> Markup {
    const LENGTH: f64 = 200.0;
    let at = |share: f64| format!("{:.1}", share.clamp(0.0, 1.0) * LENGTH);
    html! {
        svg.spread viewBox="-4 0 208 20" aria-hidden="true" {
            rect.track x="0" y="8" width=(LENGTH) height="4" rx="2" {}
            rect.interval x=(at(low)) y="6" width=(at(high - low)) height="8" rx="2" {}
            @for cut in cuts { path.cut d=(format!("M{} 2V18", at(cut))) {} }
            circle.value cx=(at(value)) cy="10" r="4" {}
        }
    }
}
