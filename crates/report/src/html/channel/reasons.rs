//! Why each rating is what it is.

use maud::{Markup, html};
use meter_score::{Confidence, Metric};

use super::View;
use crate::html::component::mark;
use crate::html::text;
use crate::table::title;

pub(super) fn markup(view: &View<'_>) -> Markup {
    let assessment = &view.page.result.assessment;
    let of_metric = |metric| assessment.reasons.iter().filter(move |reason| reason.metric == metric);
    html! {
        @if assessment.reasons.is_empty() { p { "No data." } }
        @else {
            dl.reasons {
                @for metric in Metric::ALL.into_iter().filter(|metric| of_metric(*metric).next().is_some()) {
                    dt {
                        @if assessment.metrics.confidence(metric) == Confidence::None { (title(metric)) ", no data" }
                        @else { (mark(assessment.metrics.rating(metric))) (title(metric)) }
                    }
                    dd { @for reason in of_metric(metric) { p { (text::sentence(&reason.text)) } } }
                }
            }
        }
    }
}
