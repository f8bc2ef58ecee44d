//! The comparison for people: what is different, how each rating stands to what it was, and what it takes to reach more.

use std::io::{self, Write};

use chrono_tz::Tz;
use meter_score::what_if::reach::Goal;
use meter_score::words::{count, percent};
use meter_score::{Assessment, Metric, Rating, RatingKey, Stability};

use super::WhatIf;
use crate::table::{Line, Page, Paint, TableStyle, date, displayed, meter, minute, title};

const INDENT: usize = 2;
const DETAIL: usize = 4;
/// `Age of the number`, the longest title, and the space after it.
const TITLE: usize = 19;

pub(super) fn write<W: Write + ?Sized>(
    comparisons: &[WhatIf],
    style: &TableStyle,
    out: &mut W,
) -> io::Result<()> {
    for (index, comparison) in comparisons.iter().enumerate() {
        let mut page = Page::new(style);
        if index > 0 {
            page.blank();
        }
        section(comparison, &mut page);
        out.write_all(page.into_text().as_bytes())?;
    }
    Ok(())
}

fn section(comparison: &WhatIf, page: &mut Page) {
    let result = &comparison.before;
    page.line(Line::new(0, 2).text(&displayed(&result.channel), Paint::Heading));
    let as_of = result.assessment.as_of.map_or_else(
        || "Nothing in it has a date.".to_owned(),
        |as_of| format!("As of {}", minute(as_of, result.timezone)),
    );
    page.line(Line::new(INDENT, INDENT).text(&as_of, Paint::Quiet));
    if !comparison.done.is_empty() {
        page.heading(INDENT, "What is different");
    }
    for done in &comparison.done {
        let edit = Line::new(DETAIL, 6).text(&format!("{}:", done.edit), Paint::Heading);
        page.line(edit.text(&done.text, Paint::Plain));
    }
    page.heading(INDENT, "What it comes to");
    let [before, after] = [&comparison.before, &comparison.after].map(|result| &result.assessment);
    ratings("Overall", [before.overall.rating, after.overall.rating], "", page);
    for metric in Metric::ALL {
        let values = [before, after].map(|assessment| value(assessment, metric));
        let values = if values[0] == values[1] { values[0].clone() } else { values.join(" → ") };
        let of = [before, after].map(|assessment| assessment.metrics.rating(metric));
        ratings(title(metric), of, &values, page);
    }
    signals(before, after, page);
    goals(&comparison.goals, result.timezone, page);
    if let Some(stable) = &comparison.stability {
        stability(stable, page);
    }
}

fn ratings(title: &str, [before, after]: [Rating; 2], values: &str, page: &mut Page) {
    let by = i16::from(u8::from(after)) - i16::from(u8::from(before));
    let by = if by == 0 { String::new() } else { format!("{by:+}") };
    let mut line = Line::new(DETAIL, DETAIL + TITLE)
        .whole(0, title, Paint::Heading)
        .whole(TITLE.saturating_sub(title.len()), meter(before), Paint::Rated(before))
        .whole(1, "→", Paint::Plain)
        .whole(1, meter(after), Paint::Rated(after));
    if !by.is_empty() || !values.is_empty() {
        // Values stand below each other, whether a rating has changed or not.
        let width = if values.is_empty() { 0 } else { 2 };
        line = line.whole(2, format!("{by:width$}"), Paint::Plain);
    }
    page.line(if values.is_empty() { line } else { line.text(&format!(" {values}"), Paint::Plain) });
}

/// The number behind a rating.
fn value(assessment: &Assessment, metric: Metric) -> String {
    let metrics = &assessment.metrics;
    let value = match metric {
        Metric::LifeTime => metrics.life_time.age_days.map(|days| count(days, "day", "days")),
        Metric::Contacts => {
            let contacts = &metrics.contacts;
            let share = contacts.coverage.zip(contacts.known);
            share.map(|(share, known)| format!("{} % ({known} of {})", percent(share), contacts.reached))
        }
        Metric::Chats => {
            let chats = &metrics.chats;
            chats
                .response_rate
                .map(|rate| format!("{} % ({} of {})", percent(rate), chats.answered, chats.outreaches))
        }
    };
    value.unwrap_or_else(|| "no data".to_owned())
}

/// The warning signs that appear or go away.
fn signals(before: &Assessment, after: &Assessment, page: &mut Page) {
    let pairs = || before.signals.iter().zip(&after.signals);
    let appear = pairs().filter(|(before, after)| !before.exceeded && after.exceeded);
    let vanish = pairs().filter(|(before, after)| before.exceeded && !after.exceeded);
    for (heading, signals) in [
        ("New warning signs", appear.map(|(_, after)| after).collect::<Vec<_>>()),
        ("Warning signs that go away", vanish.map(|(_, after)| after).collect()),
    ] {
        if !signals.is_empty() {
            page.heading(INDENT, heading);
        }
        for signal in signals {
            let mark = if signal.exceeded { "!" } else { "-" };
            page.line(Line::new(DETAIL, 6).whole(0, mark, Paint::Warning).text(&signal.text, Paint::Plain));
        }
    }
}

/// What it takes to reach the goals.
fn goals(goals: &[Goal], zone: Tz, page: &mut Page) {
    let Some(to) = goals.first().map(|goal| goal.to) else { return };
    page.heading(INDENT, &format!("What it takes to be at {}", u8::from(to)));
    for goal in goals {
        let name = goal.key.metric().map_or("Overall", title);
        let effort = match goal.effort {
            Some(0) => format!("is at {} already", u8::from(goal.from)),
            Some(effort) => count(effort, "step", "steps"),
            None => "out of reach".to_owned(),
        };
        let gap = TITLE.saturating_sub(name.len());
        let line = Line::new(DETAIL, DETAIL + TITLE).whole(0, name, Paint::Heading);
        page.line(line.whole(gap, effort, Paint::Plain));
        for step in &goal.steps {
            let line = Line::new(DETAIL + 2, DETAIL + 4).text(&step.text, Paint::Plain);
            let until = step.until.map(|until| format!("That is until {}.", date(until, zone)));
            let line = line.text(&until.unwrap_or_default(), Paint::Plain);
            page.line(line.whole(1, format!("({})", step.edit), Paint::Quiet));
        }
        for note in &goal.notes {
            page.line(Line::new(DETAIL + 2, DETAIL + 4).text(note, Paint::Quiet));
        }
    }
}

/// In how many settings each rating stays, and which number alone changes one.
fn stability(stability: &Stability, page: &mut Page) {
    page.heading(INDENT, "How much the ratings depend on the policy");
    let settings = count(stability.settings, "setting", "settings");
    let about = format!(
        "Of {settings} of window, gap, reply window and minimum sample, so many give the same rating:"
    );
    page.line(Line::new(DETAIL, DETAIL).text(&about, Paint::Quiet));
    for key in RatingKey::ALL {
        let name = key.metric().map_or("Overall", title);
        let same = *stability.same.get(key);
        let share = format!("{same} ({} %)", percent(same as f64 / stability.settings.max(1) as f64));
        let gap = TITLE.saturating_sub(name.len());
        page.line(Line::new(DETAIL, DETAIL + TITLE).whole(0, name, Paint::Heading).whole(
            gap,
            share,
            Paint::Plain,
        ));
    }
    for alone in &stability.alone {
        let Some(own) = alone.values.iter().find(|of| of.value == alone.own) else { continue };
        for of in alone.values.iter().filter(|of| of.ratings != own.ratings) {
            let changed =
                RatingKey::ALL.into_iter().filter(|key| of.ratings.get(*key) != own.ratings.get(*key));
            let changed: Vec<String> = changed
                .map(|key| {
                    let name =
                        key.metric().map_or("overall".to_owned(), |metric| title(metric).to_lowercase());
                    format!("{name} {}", u8::from(*of.ratings.get(key)))
                })
                .collect();
            let text = format!(
                "{} {} instead of {}: {}",
                alone.parameter.key(),
                of.value,
                alone.own,
                changed.join(", ")
            );
            page.line(Line::new(DETAIL, 6).text(&text, Paint::Plain));
        }
    }
}
