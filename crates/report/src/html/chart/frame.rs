//! What surrounds the data of a plot: scales, cuts and the labels beside them.

use chrono_tz::Tz;
use meter_score::MetricPolicy;
use meter_score::words::percent;

use super::area::{Area, Plot};
use super::calendar::ticks;
use super::canvas::{Canvas, Look, WIDTH};
use super::text::apart;
use crate::html::palette::{GRID, LIMIT, QUIET};

/// Room for the labels of a scale.
pub(super) const LEFT: i32 = 58;
/// Where plots end; beyond it is room for the labels of cuts.
pub(super) const RIGHT: i32 = WIDTH - 88;
/// Height of a line of text.
pub(super) const LINE: i32 = 16;

/// A label to the right of a plot.
pub(super) struct SideLabel {
    /// Where it belongs.
    pub(super) y: i32,
    pub(super) text: String,
    pub(super) look: Look,
}

/// The plot area between a top and a bottom.
pub(super) fn area(top: i32, bottom: i32) -> Area {
    Area { left: LEFT, top, right: RIGHT, bottom }
}

/// A scale of shares from 0 to 100 %.
pub(super) fn share_scale(canvas: &Canvas<'_>, plot: &Plot) {
    for (share, label) in [(0.0, "0 %"), (0.25, "25 %"), (0.5, "50 %"), (0.75, "75 %"), (1.0, "100 %")] {
        level(canvas, plot, share, label);
    }
}

/// A line across the plot with its value to the left.
pub(super) fn level(canvas: &Canvas<'_>, plot: &Plot, value: f64, label: &str) {
    let y = plot.y(value);
    let colour = if y == plot.area.bottom { QUIET } else { GRID };
    canvas.rectangle(Area { top: y, bottom: y + 1, ..plot.area }, colour);
    canvas.text((plot.area.left - 8, y), label, Look::QUIET.ending());
}

/// Days along the bottom of a plot whose `x` are seconds since the epoch, the first line of labels being `below` it.
pub(super) fn time_scale(canvas: &Canvas<'_>, plot: &Plot, [from, to]: [i64; 2], below: i32, zone: Tz) {
    const ROOM: i32 = 58;
    let y = plot.area.bottom + below;
    for tick in ticks(from, to, i64::from(plot.area.width() / ROOM), zone) {
        let x = plot.x(tick.at as f64);
        canvas.rectangle(
            Area { left: x, right: x + 1, top: plot.area.bottom, bottom: plot.area.bottom + 4 },
            QUIET,
        );
        canvas.text((x, y), &tick.label, Look::QUIET.centred());
        if let Some(year) = tick.year {
            canvas.text((x, y + LINE), &year, Look::QUIET.centred());
        }
    }
}

/// Lines at the cuts of a metric that is a share, and the labels that belong to them.
pub(super) fn cuts(canvas: &Canvas<'_>, plot: &Plot, policy: &MetricPolicy) -> Vec<SideLabel> {
    let cut = |(rating, cut): (u8, f64)| limit(canvas, plot, cut, format!("{rating} from {}", share(cut)));
    [(2, policy.attention), (3, policy.good)].map(cut).into()
}

/// A dashed line across the plot, and the label that belongs to it.
pub(super) fn limit(canvas: &Canvas<'_>, plot: &Plot, value: f64, text: String) -> SideLabel {
    let y = plot.y(value);
    canvas.line(vec![(plot.area.left, y), (plot.area.right, y)], LIMIT, 1);
    SideLabel { y, text, look: Look::LABEL.in_colour(LIMIT) }
}

/// Writes labels to the right of a plot, each beside its place or as near as there is room.
pub(super) fn side_labels(canvas: &Canvas<'_>, plot: &Plot, labels: &[SideLabel]) {
    let wanted: Vec<i32> = labels.iter().map(|label| label.y).collect();
    let placed = apart(&wanted, LINE, (plot.area.top, plot.area.bottom));
    for (label, y) in labels.iter().zip(placed) {
        canvas.text((plot.area.right + 8, y), &label.text, label.look);
    }
}

/// A share for people, such as `40 %`.
pub(super) fn share(share: f64) -> String {
    format!("{} %", percent(share))
}

/// An interval of shares for people, such as `31 to 48 %`; empty without one.
pub(super) fn interval(interval: Option<[f64; 2]>) -> String {
    interval.map(|[low, high]| format!("{} to {} %", percent(low), percent(high))).unwrap_or_default()
}

/// The smallest of 1, 2, 5, 10, 20, 50 and so on that is larger than a number.
pub(super) fn round_step(least: f64) -> f64 {
    let mut tenfold = 1.0;
    loop {
        for step in [1.0, 2.0, 5.0].map(|digit| digit * tenfold) {
            if least < step || least.is_nan() {
                return step;
            }
        }
        tenfold *= 10.0;
    }
}

#[cfg(test)]
mod tests {
    use meter_score::words::plain;

    use super::round_step;

    #[test]
    fn steps_are_round() {
        let steps = [0.0, 0.9, 1.0, 4.9, 5.0, 19.5, 333.0].map(|least| plain(round_step(least)));
        assert_eq!(steps, ["1", "1", "2", "5", "10", "20", "500"]);
        assert!(round_step(1e300) > 1e300);
    }
}
