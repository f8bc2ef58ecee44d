//! A comparison for people.

use std::io::{self, Write};

use meter_score::KeyChange;
use meter_score::words::count;

use super::{Diff, Pair, Snapshot, Trend, ratings};
use crate::table::{Line, Page, Paint, TableStyle, displayed, meter, title};

const INDENT: usize = 2;
/// Where sentences begin, below what they are about.
const DETAIL: usize = 8;

/// Writes how many ratings fell and rose, and of each channel with a change what changed and why.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_table<W: Write + ?Sized>(diff: &Diff, style: &TableStyle, out: &mut W) -> io::Result<()> {
    let mut page = Page::new(style);
    let [before, after] = &diff.names;
    page.line(Line::new(0, 2).text(&format!("{before} → {after}"), Paint::Heading));
    page.line(Line::new(0, 2).text(&summary(diff), Paint::Plain));
    if let Some(changes) = &diff.policy {
        policy(changes, &mut page);
    }
    for trend in [Trend::Fell, Trend::Rose] {
        diff.pairs.iter().filter(|pair| pair.trend() == trend).for_each(|pair| channel(pair, &mut page));
    }
    alone(&diff.only_before, "Only before", &mut page);
    alone(&diff.only_after, "Only after", &mut page);
    out.write_all(page.into_text().as_bytes())
}

fn summary(diff: &Diff) -> String {
    let channels = count(diff.pairs.len() as u64, "channel", "channels");
    match Trend::ALL.map(|trend| diff.count(trend)) {
        [0, 0, _] => format!("{channels} in both; no rating changed."),
        [fell, rose, same] => {
            format!(
                "{channels} in both: {fell} with a rating that fell, {rose} that rose only, {same} the same."
            )
        }
    }
}

fn policy(changes: &[KeyChange], page: &mut Page) {
    page.heading(INDENT, "Policy");
    if changes.is_empty() {
        page.line(Line::new(INDENT + 2, INDENT + 4).text("Both have the same values.", Paint::Plain));
    }
    for KeyChange { key, before, after } in changes {
        page.line(
            Line::new(INDENT + 2, INDENT + 4).text(&format!("{key}: {before} → {after}"), Paint::Plain),
        );
    }
}

fn channel(pair: &Pair, page: &mut Page) {
    page.blank();
    page.line(Line::new(0, 2).text(&displayed(&pair.after.channel), Paint::Heading));
    let quiet = |text: String| Line::new(INDENT, INDENT + 2).text(&text, Paint::Quiet);
    if let Some([before, after]) = pair.as_of() {
        page.line(quiet(format!("As of {before} → {after}")));
    }
    if let Some([before, after]) = pair.policies() {
        let stamp = |[name, fingerprint]: &[String; 2]| format!("{name} {fingerprint}");
        page.line(quiet(format!("Policy {} → {}", stamp(before), stamp(after))));
    }
    let why = pair.why();
    for metric in ratings() {
        let trend = pair.trend_of(metric);
        let [before, after] = [&pair.before, &pair.after].map(|side| side.rating(metric));
        let paint = if trend == Trend::Fell { Paint::Warning } else { Paint::Plain };
        let line = Line::new(INDENT, DETAIL)
            .whole(0, trend.word(), paint)
            .whole(2, meter(before), Paint::Rated(before))
            .whole(1, "→", Paint::Plain)
            .whole(1, meter(after), Paint::Rated(after));
        page.line(line.whole(2, metric.map_or("Overall", title), Paint::Heading));
        for (_, sentence) in why.iter().filter(|(changed, _)| *changed == metric) {
            page.line(Line::new(DETAIL, DETAIL).text(sentence, Paint::Plain));
        }
    }
}

fn alone(snapshots: &[Snapshot], heading: &str, page: &mut Page) {
    if snapshots.is_empty() {
        return;
    }
    page.heading(INDENT, &format!("{heading}: {}", snapshots.len()));
    for snapshot in snapshots {
        let line = Line::new(INDENT + 2, INDENT + 4).whole(
            0,
            meter(snapshot.overall),
            Paint::Rated(snapshot.overall),
        );
        page.line(line.text(&format!(" {}", displayed(&snapshot.channel)), Paint::Plain));
    }
}
