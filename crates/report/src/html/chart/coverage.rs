//! The coverage of the address book, day by day.

use chrono_tz::Tz;
use meter_score::portrait::Portrait;
use meter_score::timeline::Point as Day;
use meter_score::words::count;
use meter_score::{Coverage, MetricPolicy, Policy};

use super::area::Plot;
use super::canvas::{Canvas, Look, svg};
use super::curve::{Sample, band, line, runs};
use super::days::{ends, places, range, span};
use super::frame::{self, SideLabel, cuts, interval, share, share_scale, side_labels, time_scale};
use super::{Figure, FigureTable};
use crate::html::palette::SERIES_1;
use crate::table::date;

const ID: &str = "coverage";
const TITLE: &str = "Coverage of the address book";

/// Coverage over time; `None` if it is never known.
pub(super) fn figure(portrait: &Portrait, policy: &Policy, zone: Tz) -> Option<Figure> {
    let days = &portrait.days;
    let summary = summary(days, &policy.contacts, zone)?;
    let svg = svg(ID, TITLE, &summary, 272, |canvas| draw(canvas, days, &policy.contacts, zone));
    Some(Figure { id: ID, title: TITLE.to_owned(), summary, svg, table: table(days, zone) })
}

fn draw(canvas: &Canvas<'_>, days: &[Day], policy: &MetricPolicy, zone: Tz) {
    let Some([from, to]) = range(days) else { return };
    let plot = Plot::new(frame::area(14, 214), from as f64..to as f64, 0.0..1.0);
    share_scale(canvas, &plot);
    let samples: Vec<Option<Sample>> = days.iter().map(sample).collect();
    let runs = runs(samples.iter().copied());
    for run in &runs {
        band(canvas, &plot, run);
    }
    let mut labels = cuts(canvas, &plot, policy);
    for run in &runs {
        line(canvas, &plot, run);
    }
    if let Some(Some(last)) = samples.last() {
        canvas.dot(plot.at(last.x, last.share), 4, SERIES_1);
        let look = Look::LABEL.in_colour(SERIES_1).large().bold();
        labels.push(SideLabel { y: plot.y(last.share), text: share(last.share), look });
    }
    side_labels(canvas, &plot, &labels);
    time_scale(canvas, &plot, [from, to], 15, zone);
    for (area, runs) in places(&plot, alike(days)) {
        canvas.mark(area, told(&runs, zone));
    }
}

fn of(day: &Day) -> &Coverage {
    &day.rated.metrics.contacts
}

fn sample(day: &Day) -> Option<Sample> {
    Some(Sample { x: day.as_of as f64, share: of(day).coverage?, interval: of(day).interval })
}

/// Days in a row that have the same numbers.
fn alike(days: &[Day]) -> impl Iterator<Item = &[Day]> {
    days.chunk_by(|one, next| (of(one).known, of(one).reached) == (of(next).known, of(next).reached))
}

/// What some runs of days had: the numbers of one, or the lowest and highest share of several.
fn told(runs: &[&[Day]], zone: Tz) -> String {
    let days = runs.concat();
    let span = span(&days, zone);
    let shares: Vec<f64> = days.iter().filter_map(|day| of(day).coverage).collect();
    let lowest = shares.iter().copied().reduce(f64::min);
    let highest = shares.iter().copied().reduce(f64::max);
    match (runs, lowest, highest) {
        (_, None, _) | (_, _, None) => format!("{span}: unknown"),
        ([run], Some(share_of_all), _) => {
            let Coverage { known, reached, .. } = of(&run[0]);
            format!("{span}: {} ({} of {reached})", share(share_of_all), known.unwrap_or(0))
        }
        (_, Some(lowest), Some(highest)) => format!("{span}: {}", interval(Some([lowest, highest]))),
    }
}

fn summary(days: &[Day], policy: &MetricPolicy, zone: Tz) -> Option<String> {
    let with: Vec<(&Day, f64)> = days.iter().filter_map(|day| Some((day, of(day).coverage?))).collect();
    let (first, first_share) = *with.first()?;
    let (last, last_share) = *with.last()?;
    let lowest = with.iter().copied().reduce(|one, other| if other.1 < one.1 { other } else { one })?;
    let highest = with.iter().copied().reduce(|one, other| if other.1 > one.1 { other } else { one })?;
    let at = |(day, value): (&Day, f64)| format!("{} on {}", share(value), date(day.as_of, zone));
    let Coverage { known, reached, .. } = of(last);
    let course = match &with[..] {
        [_] => String::new(),
        _ => format!(
            ", after {}; the lowest was {} and the highest {}",
            at((first, first_share)),
            at(lowest),
            at(highest)
        ),
    };
    Some(format!(
        "On {} {} of {} written to in the window are in the address book, a coverage of {}{course}. \
         The rating is 2 from {} on and 3 from {} on.",
        date(last.as_of, zone),
        known.unwrap_or(0),
        count(*reached, "person", "persons"),
        share(last_share),
        share(policy.attention),
        share(policy.good),
    ))
}

fn table(days: &[Day], zone: Tz) -> FigureTable {
    let row = |run: &[Day]| {
        let coverage = of(&run[0]);
        let [from, to] = ends(run, zone);
        vec![
            from,
            to,
            coverage.coverage.map(share).unwrap_or_default(),
            interval(coverage.interval),
            coverage.known.map(|known| known.to_string()).unwrap_or_default(),
            coverage.reached.to_string(),
        ]
    };
    let columns = ["From", "To", "Coverage", "95 % interval", "In the address book", "Written to"];
    FigureTable::new(columns, alike(days).map(row))
}
