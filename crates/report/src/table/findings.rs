//! What would raise the ratings, and the warning signs.

use meter_score::words::plain;
use meter_score::{Assessment, Rating, Signal};

use super::page::{Line, Page, Paint};
use super::ratings::title;

/// Adds what would raise the ratings.
pub(super) fn actions(assessment: &Assessment, page: &mut Page) {
    let metrics = &assessment.metrics;
    let ratings = [metrics.life_time.rating, metrics.contacts.rating, metrics.chats.rating];
    if ratings.iter().all(|&rating| rating == Rating::GoodIndicator) {
        page.heading(2, "What would raise it: nothing, every part is at its best");
        return;
    }
    if assessment.actions.is_empty() {
        return;
    }
    page.heading(2, "What would raise it");
    for action in &assessment.actions {
        let line = Line::new(4, 10)
            .whole(0, format!("to {}", u8::from(action.to)), Paint::Rated(action.to))
            .whole(2, format!("{}:", title(action.metric)), Paint::Plain);
        page.line(line.text(&action.text, Paint::Plain));
    }
}

/// Adds the warning signs: first those beyond their limits, then the others in short.
pub(super) fn signals(assessment: &Assessment, page: &mut Page) {
    let signals = &assessment.signals;
    let exceeded = signals.iter().filter(|signal| signal.exceeded);
    page.heading(
        2,
        &match exceeded.clone().count() {
            0 if signals.iter().all(|signal| signal.value.is_none()) => "Warning signs: no data".to_owned(),
            0 => "Warning signs: none".to_owned(),
            number => format!("Warning signs: {number} of {}", signals.len()),
        },
    );
    for signal in exceeded {
        page.line(Line::new(4, 6).whole(0, "!", Paint::Warning).text(&signal.text, Paint::Plain));
    }
    let calm = signals.iter().filter(|signal| !signal.exceeded);
    let within = calm.clone().filter_map(|signal| Some((signal, signal.value?)));
    let within = within
        .map(|(signal, value)| format!("{} {} (limit {})", name(signal), plain(value), plain(signal.limit)));
    list("Within limits", within, page);
    list("No data", calm.filter(|signal| signal.value.is_none()).map(name), page);
}

/// Items that stay together, so that a number never stands on another line than its name.
fn list(title: &str, items: impl Iterator<Item = String>, page: &mut Page) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    let mut line = Line::new(4, 6).whole(0, format!("{title}:"), Paint::Quiet);
    while let Some(item) = items.next() {
        let comma = if items.peek().is_some() { "," } else { "" };
        line = line.whole(1, format!("{item}{comma}"), Paint::Quiet);
    }
    page.line(line);
}

/// What a warning sign is called, such as `peak outbound per hour`.
pub(crate) fn name(signal: &Signal) -> String {
    signal.code.to_lowercase().replace('_', " ")
}
