//! The charts of the page.

use maud::{Markup, html};

use super::View;
use crate::html::chart::{Figure, figures};
use crate::html::{ChannelPage, component};

/// All charts; none if nothing in the channel has a date.
pub(super) fn all(view: &View<'_>) -> Vec<Figure> {
    let ChannelPage { result, portrait, policy, .. } = view.page;
    let of = |portrait| figures(portrait, &result.assessment, policy, result.timezone);
    portrait.as_ref().map(of).unwrap_or_default()
}

/// Some charts; `None` if there are none.
pub(super) fn markup(figures: &[&Figure]) -> Option<Markup> {
    (!figures.is_empty()).then(|| html! { @for figure in figures { (component::figure(figure, false)) } })
}
