//! How soon people answered: the curve of Kaplan and Meier, turned so that it rises.

use meter_score::Policy;
use meter_score::portrait::{Portrait, ReplyCurve, ReplyStep};
use meter_score::words::duration;

use super::area::{Area, Plot, Point, corners};
use super::canvas::{Canvas, Look, svg};
use super::frame::{self, LINE, SideLabel, cuts, interval, share, share_scale, side_labels};
use super::text::width;
use super::{Figure, FigureTable};
use crate::html::palette::{BAND, BAND_EDGE, INK, QUIET, SERIES_1};

const ID: &str = "reply-curve";
const TITLE: &str = "How soon people answered";
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The reply curve; `None` without an outreach.
pub(super) fn figure(portrait: &Portrait, policy: &Policy) -> Option<Figure> {
    let curve = portrait.replies.as_ref().filter(|curve| curve.end_seconds > 0)?;
    let summary = summary(curve);
    let svg = svg(ID, TITLE, &summary, 284, |canvas| draw(canvas, curve, policy));
    Some(Figure { id: ID, title: TITLE.to_owned(), summary, svg, table: table(curve) })
}

fn draw(canvas: &Canvas<'_>, curve: &ReplyCurve, policy: &Policy) {
    let plot = Plot::new(frame::area(30, 230), 0.0..scaled(curve.end_seconds), 0.0..1.0);
    share_scale(canvas, &plot);
    let [low, high] = [0, 1].map(|end| staircase(&plot, curve, |step| step.interval[end]));
    if !curve.steps.is_empty() {
        canvas.polygon(low.iter().chain(high.iter().rev()).copied().collect(), BAND);
        canvas.line(low, BAND_EDGE, 1);
        canvas.line(high, BAND_EDGE, 1);
    }
    let mut labels = cuts(canvas, &plot, &policy.chats);
    let look = Look::LABEL.in_colour(SERIES_1).bold();
    labels.push(SideLabel { y: plot.y(last(curve)), text: share(last(curve)), look });
    horizon(canvas, &plot, curve);
    canvas.line(staircase(&plot, curve, |step| step.answered), SERIES_1, 2);
    let at = plot.at(scaled(curve.horizon_seconds), within(curve).map_or(0.0, |step| step.answered));
    canvas.dot(at, 4, SERIES_1);
    side_labels(canvas, &plot, &labels);
    delay_scale(canvas, &plot, curve.end_seconds);
    marks(canvas, &plot, curve);
}

/// Delays as they lie on the scale: answers come within minutes or days, and on this scale both are seen.
fn scaled(seconds: i64) -> f64 {
    (seconds.max(0) as f64).sqrt()
}

/// The line of a curve that is 0 at first and jumps at each step.
fn staircase(plot: &Plot, curve: &ReplyCurve, value: impl Fn(&ReplyStep) -> f64) -> Vec<Point> {
    let mut points = vec![plot.at(0.0, 0.0)];
    let mut level = 0.0;
    for step in &curve.steps {
        let x = scaled(step.delay_seconds);
        points.push(plot.at(x, level));
        level = value(step);
        points.push(plot.at(x, level));
    }
    points.push(plot.at(scaled(curve.end_seconds), level));
    corners(points)
}

/// The horizon as an upright line with the share answered within it above.
fn horizon(canvas: &Canvas<'_>, plot: &Plot, curve: &ReplyCurve) {
    let x = plot.x(scaled(curve.horizon_seconds));
    canvas.rectangle(Area { left: x, right: x + 1, top: plot.area.top - 6, bottom: plot.area.bottom }, INK);
    let answered = within(curve).map_or(0.0, |step| step.answered);
    let text = format!("{} within {}", share(answered), duration(curve.horizon_seconds as f64));
    canvas.text((x, plot.area.top - 17), &text, Look::LABEL.large().bold().centred());
}

/// Delays below the plot, as many as there is room for: none, and of the others the longer ones first.
fn delay_scale(canvas: &Canvas<'_>, plot: &Plot, end: i64) {
    const GAP: i32 = 14;
    const DELAYS: [i64; 18] = [
        MINUTE,
        5 * MINUTE,
        15 * MINUTE,
        HOUR,
        3 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY,
        2 * DAY,
        3 * DAY,
        4 * DAY,
        6 * DAY,
        10 * DAY,
        20 * DAY,
        40 * DAY,
        100 * DAY,
        400 * DAY,
        4000 * DAY,
    ];
    let y = plot.area.bottom + 15;
    let mut free = (plot.area.left, i32::MAX);
    let delays = DELAYS.into_iter().rev().filter(|delay| *delay <= end);
    for delay in [0].into_iter().chain(delays) {
        let x = plot.x(scaled(delay));
        let label = match delay {
            0 => "0".to_owned(),
            DAY => "1 day".to_owned(),
            _ => duration(delay as f64),
        };
        let half = width(&label) / 2;
        if delay == 0 {
            free.0 = x + half + GAP;
        } else if x - half < free.0 || x + half + GAP > free.1 {
            continue;
        } else {
            free.1 = x - half;
        }
        let tick = Area { left: x, right: x + 1, top: plot.area.bottom, bottom: plot.area.bottom + 4 };
        canvas.rectangle(tick, QUIET);
        canvas.text((x, y), &label, Look::QUIET.centred());
    }
    let (middle, _) = plot.area.middle();
    let title = "from the outreach to the answer, on a square-root scale";
    canvas.text((middle, y + LINE + 5), title, Look::QUIET.centred());
}

/// The latest step within the horizon.
fn within(curve: &ReplyCurve) -> Option<&ReplyStep> {
    curve.steps.iter().rev().find(|step| step.delay_seconds <= curve.horizon_seconds)
}

fn last(curve: &ReplyCurve) -> f64 {
    curve.steps.last().map_or(0.0, |step| step.answered)
}

/// A mark from each step to the next, or from the last of some that lie close to one another.
fn marks(canvas: &Canvas<'_>, plot: &Plot, curve: &ReplyCurve) {
    const NARROWEST: i32 = 8;
    let mut left = plot.area.left;
    let nobody = if curve.steps.is_empty() { "Nobody answered" } else { "Nobody answered earlier" };
    let mut text = nobody.to_owned();
    for step in &curve.steps {
        let x = plot.x(scaled(step.delay_seconds));
        if x - left >= NARROWEST {
            let text = std::mem::take(&mut text);
            canvas.mark(Area { left, right: x, ..plot.area }, text);
            left = x;
        }
        text = format!(
            "Within {}: {} answered ({})",
            duration(step.delay_seconds as f64),
            share(step.answered),
            interval(Some(step.interval))
        );
    }
    canvas.mark(Area { left, ..plot.area }, text);
}

fn summary(curve: &ReplyCurve) -> String {
    let horizon = duration(curve.horizon_seconds as f64);
    let end = duration(curve.end_seconds as f64);
    let Some(step) = within(curve) else {
        let later = match last(curve) {
            later if later > 0.0 => format!("; within {end} {} were", share(later)),
            _ => String::new(),
        };
        return format!("No outreach was answered within {horizon}{later}.");
    };
    let half = curve.steps.iter().find(|other| other.answered >= step.answered / 2.0).unwrap_or(step);
    let later = if last(curve) > step.answered {
        format!("; within {end} {} are", share(last(curve)))
    } else {
        String::new()
    };
    format!(
        "Within {horizon} {} of the outreaches are answered (95 % interval {}), half of these within {}{later}. \
         Every person counts once, and outreaches that are still pending count as long as they wait.",
        share(step.answered),
        interval(Some(step.interval)),
        duration(half.delay_seconds as f64),
    )
}

fn table(curve: &ReplyCurve) -> FigureTable {
    let row = |step: &ReplyStep| {
        vec![
            duration(step.delay_seconds as f64),
            step.delay_seconds.to_string(),
            share(step.answered),
            interval(Some(step.interval)),
        ]
    };
    let none =
        || vec![duration(curve.end_seconds as f64), curve.end_seconds.to_string(), share(0.0), String::new()];
    let rows: Vec<Vec<String>> = curve.steps.iter().map(row).collect();
    let rows = if rows.is_empty() { vec![none()] } else { rows };
    FigureTable::new(["Within", "Seconds", "Answered", "95 % interval"], rows)
}
