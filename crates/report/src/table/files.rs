//! What was read, a line a format, and what could not be read, the first few of every file.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use meter_score::words::count;

use super::page::{Line, Page, Paint};
use super::words::date;
use crate::{ChannelResult, RejectView, SourceView};

const FILES: usize = 5;
const ROWS_A_FILE: usize = 3;

/// Adds what was read.
pub(super) fn sources(result: &ChannelResult, page: &mut Page) {
    if result.sources.is_empty() {
        return;
    }
    page.heading(2, "What was read");
    let mut formats: BTreeMap<&str, Vec<&SourceView>> = BTreeMap::new();
    for source in &result.sources {
        formats.entry(&source.format).or_default().push(source);
    }
    for (format, sources) in formats {
        let text = format!("{format}: {}", summary(&sources, result.timezone));
        page.line(Line::new(4, 6).text(&text, Paint::Plain));
    }
}

fn summary(sources: &[&SourceView], zone: Tz) -> String {
    let records: u64 = sources.iter().map(|source| source.records).sum();
    let rejected: u64 = sources.iter().map(|source| source.rejected).sum();
    let first = sources.iter().filter_map(|source| source.first).min();
    let last = sources.iter().filter_map(|source| source.last).max();
    let mut parts = vec![match sources {
        [only] => only.path.clone(),
        several => format!("{} files", several.len()),
    }];
    parts.push(count(records, "record", "records"));
    parts.extend((rejected > 0).then(|| format!("{rejected} rejected")));
    parts.extend(
        first.zip(last).map(|(first, last)| format!("{} to {}", date(first, zone), date(last, zone))),
    );
    parts.join(", ")
}

/// Adds what could not be read.
pub(super) fn rejects(result: &ChannelResult, page: &mut Page) {
    let files = by_file(result);
    if files.is_empty() {
        return;
    }
    let total: u64 = files.iter().map(|file| file.total).sum();
    page.heading(2, &format!("What could not be read: {total}"));
    for file in files.iter().take(FILES) {
        page.line(Line::new(4, 6).text(file.path, Paint::Plain));
        for reject in file.rejects.iter().take(ROWS_A_FILE) {
            let place = if reject.at == RejectView::WHOLE_FILE { "the whole file" } else { &reject.at };
            page.line(Line::new(6, 8).text(&format!("{place}: {}", reject.why), Paint::Plain));
        }
        let more = file.total.saturating_sub(ROWS_A_FILE as u64);
        if more > 0 {
            page.line(Line::new(6, 8).text(&format!("and {more} more"), Paint::Quiet));
        }
    }
    if let Some(more) = files.get(FILES..).filter(|more| !more.is_empty()) {
        let more = count(more.len() as u64, "more file", "more files");
        page.line(Line::new(4, 6).text(&format!("and in {more}"), Paint::Quiet));
    }
    if files.len() > FILES || files.iter().any(|file| file.total > ROWS_A_FILE as u64) {
        page.line(Line::new(4, 6).text("--format json lists them.", Paint::Quiet));
    }
}

/// What could not be read of one file.
struct Unread<'a> {
    path: &'a str,
    rejects: Vec<&'a RejectView>,
    /// A file lists a limited number of its rows, but counts all of them.
    total: u64,
}

/// Files in the order in which they are first listed.
fn by_file(result: &ChannelResult) -> Vec<Unread<'_>> {
    let rejected: BTreeMap<&str, u64> =
        result.sources.iter().map(|source| (source.path.as_str(), source.rejected)).collect();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut files: Vec<Unread> = Vec::new();
    for reject in &result.rejects {
        let path = reject.path.as_str();
        let place = *places.entry(path).or_insert(files.len());
        if place == files.len() {
            files.push(Unread { path, rejects: Vec::new(), total: 0 });
        }
        files[place].rejects.push(reject);
    }
    for file in &mut files {
        let listed = file.rejects.len() as u64;
        file.total = rejected.get(file.path).map_or(listed, |&counted| counted.max(listed));
    }
    files
}
