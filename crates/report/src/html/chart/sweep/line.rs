//! One variable: the shares as lines, and below them the ratings as lanes.

use meter_score::what_if::sweep::{Cell, Variable};
use meter_score::words::plain;

use super::{ratings, shares, words};
use crate::html::chart::area::{Area, Plot};
use crate::html::chart::canvas::{Canvas, Look, WIDTH};
use crate::html::chart::curve::{Sample, line_in, runs};
use crate::html::chart::frame::{LINE, SideLabel, round_step, share, share_scale, side_labels};
use crate::html::chart::lanes::{self, PITCH, Stretch};
use crate::html::palette::{Colour, QUIET, SERIES_1, SERIES_2};

const LEFT: i32 = 132;
/// Beyond it is room for the names of the lines.
const RIGHT: i32 = WIDTH - 114;
const PLOT: Area = Area { left: LEFT, top: 14, right: RIGHT, bottom: 174 };
const LANES: i32 = PLOT.bottom + 24;
const SCALE: i32 = LANES + 4 * PITCH - 8;
pub(super) const HEIGHT: i32 = SCALE + 3 * LINE;
/// More values than this share columns.
const MOST_COLUMNS: usize = 125;

pub(super) fn draw(canvas: &Canvas<'_>, variable: Variable, cells: &[Cell]) {
    let [Some(first), Some(last)] = [cells.first(), cells.last()] else { return };
    let value = |cell: &Cell| cell.at[0] as f64;
    let half = cells.get(1).map_or(1.0, |second| value(second) - value(first)) / 2.0;
    let range = value(first) - half..value(last) + half;
    let plot = Plot::new(PLOT, range, 0.0..1.0);
    share_scale(canvas, &plot);
    let columns: Vec<&[Cell]> = cells.chunks(cells.len().div_ceil(MOST_COLUMNS)).collect();
    let coverage = |cell: &Cell| cell.rated.metrics.contacts.coverage;
    let rate = |cell: &Cell| cell.rated.metrics.chats.response_rate;
    let mut labels = Vec::new();
    curve(canvas, &plot, &columns, (coverage, "coverage", SERIES_1), &mut labels);
    curve(canvas, &plot, &columns, (rate, "replies", SERIES_2), &mut labels);
    side_labels(canvas, &plot, &labels);
    let stretch = |column: &&[Cell]| Stretch {
        left: plot.x(value(&column[0]) - half),
        right: plot.x(value(&column[column.len() - 1]) + half),
        ratings: lanes::lowest(column.iter().map(|cell| cell.rated.ratings())),
    };
    let stretches: Vec<Stretch> = columns.iter().map(stretch).collect();
    lanes::draw(canvas, LANES, &stretches);
    scale(canvas, &plot, variable, [value(first), value(last)]);
    for (column, Stretch { left, right, .. }) in columns.iter().zip(stretches) {
        canvas.mark(Area { left, right, top: PLOT.top, bottom: SCALE }, told(variable, &column[0]));
    }
}

type Curve = (fn(&Cell) -> Option<f64>, &'static str, Colour);

/// A share as a line through the first cell of each column, named at its end.
fn curve(
    canvas: &Canvas<'_>,
    plot: &Plot,
    columns: &[&[Cell]],
    (of, words, colour): Curve,
    labels: &mut Vec<SideLabel>,
) {
    let sample =
        |column: &&[Cell]| Some(Sample { x: column[0].at[0] as f64, share: of(&column[0])?, interval: None });
    let runs = runs(columns.iter().map(sample));
    for run in &runs {
        line_in(canvas, plot, run, colour);
    }
    if let Some(last) = runs.last().and_then(|run| run.last()) {
        let text = format!("{words} {}", share(last.share));
        labels.push(SideLabel { y: plot.y(last.share), text, look: Look::LABEL.in_colour(colour) });
    }
}

/// Round values of the variable below the lanes, and what they count.
fn scale(canvas: &Canvas<'_>, plot: &Plot, variable: Variable, [first, last]: [f64; 2]) {
    let step = round_step((last - first) / 8.0);
    let mut value = (first / step).ceil() * step;
    while value <= last {
        let x = plot.x(value);
        canvas.rectangle(Area { left: x, right: x + 1, top: SCALE, bottom: SCALE + 4 }, QUIET);
        canvas.text((x, SCALE + LINE), &plain(value), Look::QUIET.centred());
        value += step;
    }
    canvas.text((plot.area.middle().0, SCALE + 2 * LINE + 3), words(variable), Look::QUIET.centred());
}

fn told(variable: Variable, cell: &Cell) -> String {
    let [coverage, rate] = shares(&cell.rated);
    let known =
        |name: &str, value: String| if value.is_empty() { value } else { format!("; {name} {value}") };
    format!(
        "{} {}: {}{}{}",
        cell.at[0],
        words(variable),
        ratings(&cell.rated),
        known("coverage", coverage),
        known("response rate", rate)
    )
}
