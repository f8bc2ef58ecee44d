//! A share that changes from one time to the next, with the interval around it.

use super::area::{Plot, Point, corners};
use super::canvas::Canvas;
use crate::html::palette::{BAND, BAND_EDGE, Colour, SERIES_1};

/// A share at one place of a scale.
#[derive(Clone, Copy)]
pub(super) struct Sample {
    /// Where it is.
    pub(super) x: f64,
    /// The share, 0 to 1.
    pub(super) share: f64,
    /// Its 95 % interval.
    pub(super) interval: Option<[f64; 2]>,
}

/// The samples that follow one another without a gap.
pub(super) fn runs(samples: impl IntoIterator<Item = Option<Sample>>) -> Vec<Vec<Sample>> {
    let mut runs = vec![Vec::new()];
    for sample in samples {
        match (sample, runs.last_mut()) {
            (Some(sample), Some(run)) => run.push(sample),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Draws the intervals of a run as a band; one that is alone as a whisker.
pub(super) fn band(canvas: &Canvas<'_>, plot: &Plot, run: &[Sample]) {
    let (first, last) = match run {
        [] => return,
        [only] => return whisker(canvas, plot, only),
        [first, .., last] => (first, last),
    };
    let edge = |end: usize| {
        let point = |sample: &Sample| Some(plot.at(sample.x, sample.interval?[end]));
        corners(run.iter().filter_map(point))
    };
    let [low, high] = [edge(0), edge(1)];
    if first.x < last.x && !low.is_empty() {
        canvas.polygon(low.iter().chain(high.iter().rev()).copied().collect(), BAND);
        canvas.line(low, BAND_EDGE, 1);
        canvas.line(high, BAND_EDGE, 1);
    }
}

/// Draws an interval as an upright line with ends.
fn whisker(canvas: &Canvas<'_>, plot: &Plot, sample: &Sample) {
    const HALF: i32 = 4;
    let Some(interval) = sample.interval else { return };
    let [low, high] = interval.map(|end| plot.at(sample.x, end));
    let end = |(x, y): Point| vec![(x - HALF, y), (x + HALF, y)];
    canvas.line(vec![low, high], BAND_EDGE, 2);
    canvas.line(end(low), BAND_EDGE, 2);
    canvas.line(end(high), BAND_EDGE, 2);
}

/// Draws the shares of a run as a line; one that is alone as a dot.
pub(super) fn line(canvas: &Canvas<'_>, plot: &Plot, run: &[Sample]) {
    line_in(canvas, plot, run, SERIES_1);
}

/// The same in another colour.
pub(super) fn line_in(canvas: &Canvas<'_>, plot: &Plot, run: &[Sample], colour: Colour) {
    let points = corners(run.iter().map(|sample| plot.at(sample.x, sample.share)));
    match points[..] {
        [] => {}
        [only] => canvas.dot(only, 3, colour),
        _ => canvas.line(points, colour, 2),
    }
}
