//! The response rate of each week.

use chrono_tz::Tz;
use meter_score::portrait::{Portrait, Week};
use meter_score::words::count;
use meter_score::{MetricPolicy, Policy};

use super::area::Plot;
use super::calendar::{ends, span};
use super::canvas::{Canvas, Look, svg};
use super::curve::{Sample, band, line, runs};
use super::frame::{self, LINE, SideLabel, cuts, interval, share, share_scale, side_labels, time_scale};
use super::text::width;
use super::{Figure, FigureTable};
use crate::html::palette::SERIES_1;

const ID: &str = "response-rate";
const TITLE: &str = "Response rate by week";
/// With so many weeks or fewer, intervals are whiskers.
const FEW: usize = 8;

/// The response rate by week; `None` without an outreach.
pub(super) fn figure(portrait: &Portrait, policy: &Policy, zone: Tz) -> Option<Figure> {
    let weeks = &portrait.weeks;
    let summary = summary(weeks, &policy.chats, zone)?;
    let svg = svg(ID, TITLE, &summary, 286, |canvas| draw(canvas, weeks, &policy.chats, zone));
    Some(Figure { id: ID, title: TITLE.to_owned(), summary, svg, table: table(weeks, zone) })
}

fn draw(canvas: &Canvas<'_>, weeks: &[Week], policy: &MetricPolicy, zone: Tz) {
    let [Some(from), Some(to)] = [weeks.first().map(|week| week.start), weeks.last().map(|week| week.end)]
    else {
        return;
    };
    let plot = Plot::new(frame::area(14, 214), from as f64..to as f64, 0.0..1.0);
    share_scale(canvas, &plot);
    let samples: Vec<Option<Sample>> = weeks.iter().map(sample).collect();
    let runs = runs(samples.iter().copied());
    for run in &runs {
        // A run of one is a whisker.
        for part in run.chunks(if weeks.len() <= FEW { 1 } else { run.len() }) {
            band(canvas, &plot, part);
        }
    }
    let mut labels = cuts(canvas, &plot, policy);
    for run in &runs {
        line(canvas, &plot, run);
        for sample in run {
            canvas.dot(plot.at(sample.x, sample.share), 3, SERIES_1);
        }
    }
    if let Some(Some(last)) = samples.last() {
        let look = Look::LABEL.in_colour(SERIES_1).large().bold();
        labels.push(SideLabel { y: plot.y(last.share), text: share(last.share), look });
    }
    side_labels(canvas, &plot, &labels);
    persons(canvas, &plot, weeks);
    time_scale(canvas, &plot, [from, to], 14 + LINE, zone);
    for week in weeks {
        canvas.mark(plot.column(week.start as f64, week.end as f64), told(week, zone));
    }
}

fn sample(week: &Week) -> Option<Sample> {
    Some(Sample { x: middle(week), share: week.response_rate?, interval: week.interval })
}

fn middle(week: &Week) -> f64 {
    f64::midpoint(week.start as f64, week.end as f64)
}

/// How many persons each week rests on; where there is no room for all, every second or third, the latest being one of them.
fn persons(canvas: &Canvas<'_>, plot: &Plot, weeks: &[Week]) {
    const GAP: i32 = 4;
    let y = plot.area.bottom + 13;
    let widest = weeks.iter().map(|week| width(&week.persons.to_string())).max().unwrap_or(0);
    let slot = plot.area.width() / i32::try_from(weeks.len()).unwrap_or(i32::MAX).max(1);
    let each = usize::try_from((widest + GAP + slot - 1) / slot.max(1)).unwrap_or(1).max(1);
    canvas.text((plot.area.left - 8, y), "persons", Look::QUIET.ending());
    for week in weeks.iter().rev().step_by(each) {
        canvas.text((plot.x(middle(week)), y), &week.persons.to_string(), Look::LABEL.centred());
    }
}

fn told(week: &Week, zone: Tz) -> String {
    let span = span(week.start, week.end, zone);
    let Some(rate) = week.response_rate else { return format!("{span}: no outreach") };
    let range = week.interval.map(|range| format!(" ({})", interval(Some(range)))).unwrap_or_default();
    format!(
        "{span}: {}{range}, {}, {}, {} answered, {} pending",
        share(rate),
        count(week.persons, "person", "persons"),
        count(week.outreaches, "outreach", "outreaches"),
        week.answered,
        week.pending
    )
}

fn summary(weeks: &[Week], policy: &MetricPolicy, zone: Tz) -> Option<String> {
    let with: Vec<(&Week, f64)> = weeks.iter().filter_map(|week| Some((week, week.response_rate?))).collect();
    let (latest, rate) = *with.last()?;
    let lowest = with.iter().map(|(_, rate)| *rate).fold(rate, f64::min);
    let highest = with.iter().map(|(_, rate)| *rate).fold(rate, f64::max);
    let range =
        latest.interval.map(|range| format!("95 % interval {}, ", interval(Some(range)))).unwrap_or_default();
    let pending = match latest.pending {
        0 => String::new(),
        pending => format!(", {pending} of {} pending", count(latest.outreaches, "outreach", "outreaches")),
    };
    let between = match &with[..] {
        [_] => String::new(),
        _ => format!(" The lowest week had {}, the highest {}.", share(lowest), share(highest)),
    };
    let gaps = match weeks.len() - with.len() {
        0 => String::new(),
        _ => format!(" {} of {} weeks had an outreach.", with.len(), weeks.len()),
    };
    Some(format!(
        "In the week {} the response rate was {} ({range}{}{pending}).{between}{gaps} \
         The rating is 2 from {} on and 3 from {} on.",
        span(latest.start, latest.end, zone),
        share(rate),
        count(latest.persons, "person", "persons"),
        share(policy.attention),
        share(policy.good),
    ))
}

fn table(weeks: &[Week], zone: Tz) -> FigureTable {
    let row = |week: &Week| {
        let [from, to] = ends(week.start, week.end, zone);
        vec![
            from,
            to,
            week.response_rate.map(share).unwrap_or_default(),
            interval(week.interval),
            week.persons.to_string(),
            week.outreaches.to_string(),
            week.answered.to_string(),
            week.pending.to_string(),
        ]
    };
    let columns =
        ["From", "To", "Response rate", "95 % interval", "Persons", "Outreaches", "Answered", "Pending"];
    FigureTable::new(columns, weeks.iter().map(row))
}
