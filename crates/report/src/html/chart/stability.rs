//! How much the ratings depend on the conventions of the policy.

use meter_score::portrait::Portrait;
use meter_score::{RatingKey, Stability};

use super::area::{Area, Plot};
use super::canvas::{Canvas, Look, svg};
use super::frame::{LINE, share};
use super::lanes::name;
use super::{Figure, FigureTable};
use crate::html::palette::{GRID, SERIES_1};

const ID: &str = "stability";
const TITLE: &str = "How much the ratings depend on the policy";
const PITCH: i32 = 30;
const BAR: i32 = 14;
const AREA: Area = Area { left: 132, top: 8, right: 560, bottom: 8 + 4 * PITCH };

/// In how many settings each rating stays the same; `None` if no other setting was tried.
pub(super) fn figure(portrait: &Portrait) -> Option<Figure> {
    let stability = &portrait.stability;
    if stability.settings < 2 {
        return None;
    }
    let summary = summary(stability);
    let svg = svg(ID, TITLE, &summary, AREA.bottom + LINE, |canvas| draw(canvas, stability));
    Some(Figure { id: ID, title: TITLE.to_owned(), summary, svg, table: table(stability) })
}

fn draw(canvas: &Canvas<'_>, stability: &Stability) {
    let plot = Plot::new(AREA, 0.0..1.0, 0.0..1.0);
    for (index, key) in (0..).zip(RatingKey::ALL) {
        let top = AREA.top + PITCH * index;
        let row = Area { top, bottom: top + PITCH, ..AREA };
        let (_, middle) = row.middle();
        let bar = Area { top: middle - BAR / 2, bottom: middle + BAR / 2, ..row };
        let same = part(*stability.same.get(key), stability.settings);
        let look = if key == RatingKey::RiskFactor { Look::LABEL.bold() } else { Look::LABEL };
        canvas.text((AREA.left - 8, middle), name(key), look.ending());
        canvas.rectangle(bar, GRID);
        canvas.rectangle(Area { right: plot.x(same), ..bar }, SERIES_1);
        canvas.text((AREA.right + 8, middle), &format!("same in {}", share(same)), look);
        canvas.mark(row, told(stability, key));
    }
}

fn part(same: u64, settings: u64) -> f64 {
    same as f64 / settings as f64
}

fn told(stability: &Stability, key: RatingKey) -> String {
    format!("{}: the same in {} of {} settings", name(key), stability.same.get(key), stability.settings)
}

fn summary(stability: &Stability) -> String {
    let parts = RatingKey::ALL.map(|key| {
        let same = *stability.same.get(key);
        format!("{} in {} of them", name(key), share(part(same, stability.settings)))
    });
    format!(
        "Window, conversation gap, reply window and minimum sample could as well be half or double: of the {} settings \
         tried, {} give the same four ratings. One by one they stay the same: {}.",
        stability.settings,
        stability.all_same,
        parts.join(", ")
    )
}

/// What only one other number of the policy would give.
fn table(stability: &Stability) -> FigureTable {
    let rows = stability.alone.iter().flat_map(|alone| {
        alone.values.iter().map(move |of_value| {
            let own = if of_value.value == alone.own { " (policy)" } else { "" };
            let number = format!("{} = {}{own}", alone.parameter.key(), of_value.value);
            let digits = RatingKey::ALL.map(|key| u8::from(*of_value.ratings.get(key)).to_string());
            [number].into_iter().chain(digits).collect()
        })
    });
    FigureTable::new(["With only this number changed"].into_iter().chain(RatingKey::ALL.map(name)), rows)
}
