//! The charts of the page.

use maud::{Markup, html};

use super::View;
use crate::html::chart::{self, Figure, figures};
use crate::html::{ChannelPage, component};

/// All charts, the sweep that was asked for behind them; none if nothing in the channel has a date.
pub(super) fn all(view: &View<'_>) -> Vec<Figure> {
    let ChannelPage { result, portrait, sweep, policy, .. } = view.page;
    let Some(portrait) = portrait else { return Vec::new() };
    let mut all = figures(portrait, &result.assessment, policy, result.timezone);
    all.extend(sweep.as_ref().map(|swept| chart::sweep(&swept.axes, &swept.cells)));
    all
}

/// Some charts; `None` if there are none.
pub(super) fn markup(figures: &[&Figure]) -> Option<Markup> {
    (!figures.is_empty()).then(|| html! { @for figure in figures { (component::figure(figure, false)) } })
}
