//! What a calibration found, for people and for programs.

use std::io::{self, Write};

use meter_score::calibrate::{
    Calibration, Comparison, Figures, FittedCut, Interval, MetricCalibration, Verdict,
};
use meter_score::words::{count, percent, plain};
use meter_score::{Metric, Rating};

use crate::fleet::key;
use crate::table::{Line, Page, Paint, TableStyle, title};

const INDENT: usize = 2;
const DETAIL: usize = 4;

/// Writes everything as one JSON object, whose keys are the fields of [`Calibration`] in camel case.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_json<W: Write + ?Sized>(calibration: &Calibration, out: &mut W) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, calibration)?;
    out.write_all(b"\n")
}

/// Writes cuts, figures and tables of all metrics and of the overall rating.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_table<W: Write + ?Sized>(
    calibration: &Calibration,
    style: &TableStyle,
    out: &mut W,
) -> io::Result<()> {
    let mut page = Page::new(style);
    let labels = count(calibration.labels, "label", "labels");
    let channels = count(calibration.channels, "channel", "channels");
    page.line(Line::new(0, 2).text(&format!("{labels} of {channels}"), Paint::Heading));
    for metric in &calibration.metrics {
        page.heading(INDENT, title(metric.metric));
        cuts(metric, &mut page);
        comparison(&metric.comparison, &mut page);
    }
    page.heading(INDENT, "Overall");
    comparison(&calibration.overall, &mut page);
    page.blank();
    let line = |text: &str| Line::new(INDENT, INDENT + 2).text(text, Paint::Quiet);
    page.line(line("label: a response of the vendor; exact: the vendor's rating; kappa: 1 agrees fully, 0 as by chance; error: sum of the distances; too good: above \
                    the vendor's; left out: each channel by cuts fitted to all others."));
    let stamp =
        |stamp: &meter_score::PolicyStamp| format!("{}, fingerprint {}", stamp.name, stamp.fingerprint);
    page.line(line(&format!("Policy before: {}", stamp(&calibration.before))));
    page.line(line(&format!("Policy after: {}", stamp(&calibration.after))));
    out.write_all(page.into_text().as_bytes())
}

/// What became of a cut and why, such as `moved from 30 days: above 15 days up to 25 days agree best`.
#[must_use]
pub fn verdict(metric: Metric, cut: &FittedCut) -> String {
    let best = || format!("{} agree best", intervals(metric, &cut.optimal));
    match (cut.verdict, cut.why) {
        (Verdict::Confirmed, _) => format!("confirmed: {}", best()),
        (Verdict::Moved, _) => format!("moved from {}: {}", amount(metric, cut.before), best()),
        (Verdict::Kept, Some(why)) => format!("kept: {why}"),
        (Verdict::Kept, None) => "kept".to_owned(),
    }
}

/// How many labels hang on a cut, such as `60 labels: 20 below, 40 above`.
#[must_use]
pub fn support(cut: &FittedCut) -> String {
    format!("{}: {} below, {} above", count(cut.labels, "label", "labels"), cut.below, cut.above)
}

/// The fitted policy as a file, which says of every cut what became of it and why.
#[must_use]
pub fn policy_toml(calibration: &Calibration) -> String {
    let labels = count(calibration.labels, "rating", "ratings");
    let channels = count(calibration.channels, "channel", "channels");
    let claims =
        if calibration.claims() { "" } else { " They do not tell where any cut is, so none is changed." };
    let heading = format!(
        "Policy for Safety Meter, its cuts compared with {labels} that the vendor gave to {channels}.{claims}"
    );
    let note = |path: &str| {
        let (table, cut) = path.split_once('.')?;
        let metric = calibration.metrics.iter().find(|metric| key(metric.metric) == table)?;
        let cut = match cut {
            "attention" => &metric.attention,
            "good" => &metric.good,
            _ => return None,
        };
        let sentence = verdict(metric.metric, cut);
        Some(format!("Calibration: {sentence} ({}).", support(cut)))
    };
    calibration.policy.to_toml(&[heading], &note)
}

fn cuts(metric: &MetricCalibration, page: &mut Page) {
    for (rating, cut) in metric.cuts() {
        let paint = if cut.verdict == Verdict::Kept { Paint::Warning } else { Paint::Plain };
        let begins = format!("{} begins", u8::from(rating));
        let line = Line::new(DETAIL, DETAIL + 2).whole(0, begins, Paint::Rated(rating));
        let after = amount(metric.metric, cut.after);
        page.line(line.text(&format!("at {after}, {}.", verdict(metric.metric, cut)), paint));
        if cut.labels == 0 {
            continue;
        }
        let best = match cut.verdict {
            Verdict::Kept => format!("; best: {}", intervals(metric.metric, &cut.optimal)),
            Verdict::Confirmed | Verdict::Moved => String::new(),
        };
        let line = Line::new(DETAIL + 2, DETAIL + 2);
        page.line(line.text(&format!("{}{best}.", support(cut)), Paint::Quiet));
    }
}

fn comparison(comparison: &Comparison, page: &mut Page) {
    let line = |text: &str, paint| Line::new(DETAIL, DETAIL + 2).text(text, paint);
    page.blank();
    page.line(line(
        &cells("agreement", ["exact", "share", "kappa", "error", "too good"].map(str::to_owned)),
        Paint::Quiet,
    ));
    let figures = |name: &str, figures: &Figures| {
        let kappa = figures.kappa.map_or_else(none, |kappa| format!("{kappa:.2}"));
        let numbers = [
            format!("{} of {}", figures.exact, figures.labels),
            share(figures.agreement),
            kappa,
            figures.total_error.to_string(),
            figures.unsafe_misses.to_string(),
        ];
        line(&cells(name, numbers), Paint::Plain)
    };
    page.line(figures("before", &comparison.before));
    page.line(figures("after", &comparison.after));
    let left_out = &comparison.left_out;
    let numbers = [format!("{} of {}", left_out.exact, left_out.labels), share(left_out.agreement)];
    page.line(line(&cells("left out", numbers), Paint::Plain));
    page.blank();
    page.line(line(
        &cells("after", Rating::ALL.map(|rating| format!("ours {}", u8::from(rating)))),
        Paint::Quiet,
    ));
    for (rating, row) in Rating::ALL.into_iter().zip(comparison.after.table) {
        let name = format!("vendor {}", u8::from(rating));
        page.line(line(&cells(&name, row.map(|number| number.to_string())), Paint::Plain));
    }
}

/// A name and behind it numbers, each ending twelve columns after the one before.
fn cells<const N: usize>(name: &str, numbers: [String; N]) -> String {
    numbers.into_iter().fold(format!("{name:<9}"), |line, number| format!("{line}{number:>12}"))
}

fn none() -> String {
    "–".to_owned()
}

fn share(share: Option<f64>) -> String {
    share.map_or_else(none, |share| format!("{} %", percent(share)))
}

/// A value of a metric in the unit in which it is cut.
fn amount(metric: Metric, value: f64) -> String {
    match metric {
        Metric::LifeTime if plain(value) == "1" => "1 day".to_owned(),
        Metric::LifeTime => format!("{} days", plain(value)),
        Metric::Contacts | Metric::Chats => format!("{} %", plain(value * 100.0)),
    }
}

fn intervals(metric: Metric, intervals: &[Interval]) -> String {
    const SHOWN: usize = 4;
    let words = |interval: &Interval| {
        let amount = |value: f64| amount(metric, value);
        match (interval.above, interval.up_to) {
            (Some(above), Some(up_to)) => format!("above {} up to {}", amount(above), amount(up_to)),
            (Some(above), None) => format!("all above {}", amount(above)),
            (None, Some(up_to)) => format!("all up to {}", amount(up_to)),
            (None, None) => "all".to_owned(),
        }
    };
    let mut words: Vec<String> = intervals.iter().map(words).collect();
    if words.len() > SHOWN {
        let more = words.len() - SHOWN;
        words.truncate(SHOWN);
        words.push(format!("{more} more"));
    }
    words.join("; ")
}
