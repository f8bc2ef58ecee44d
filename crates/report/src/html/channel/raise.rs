//! What would raise the ratings, with the exact counts.

use maud::{Markup, html};
use meter_score::{Metric, Rating};

use super::View;
use crate::html::component::badge;
use crate::html::text;
use crate::table::title;

pub(super) fn markup(view: &View<'_>) -> Markup {
    let assessment = &view.page.result.assessment;
    let is_best =
        Metric::ALL.into_iter().all(|metric| assessment.metrics.rating(metric) == Rating::GoodIndicator);
    html! {
        @if is_best {
            p { "Nothing: every part is at its best." }
        } @else if assessment.actions.is_empty() {
            p { "Nothing that could be counted: without data nobody can tell what would change it. Add the exports that are missing." }
        } @else {
            ol.actions {
                @for action in &assessment.actions {
                    li {
                        p { strong { (text::sentence(&action.text)) } }
                        p.aside { (title(action.metric)) ": to " (badge(action.to)) }
                    }
                }
            }
        }
    }
}
