//! What a channel opens to: why, what would raise it, warning signs, and what was read.

use maud::{Markup, html};
use meter_score::words::count;
use meter_score::{Action, Metric, Rating, Reason};

use super::FleetChannel;
use super::channel::Files;
use crate::html::text;
use crate::table::{minute, title};

/// Doubts that are listed.
const DOUBTS: usize = 3;

pub(super) fn markup(channel: &FleetChannel) -> Markup {
    html! {
        dl.detail {
            div { dt { "Why" } (reasons(&channel.reasons)) }
            div { dt { "What would raise it" } (actions(channel)) }
            div { dt { "Warning signs" } (signals(channel)) }
            div { dt { "What was read" } (read(channel)) }
        }
    }
}

fn reasons(reasons: &[Reason]) -> Markup {
    html! {
        @if reasons.is_empty() { dd { "No data." } }
        @for Reason { metric, text, .. } in reasons { dd { b { (title(*metric)) } ": " (text::sentence(text)) } }
    }
}

fn actions(channel: &FleetChannel) -> Markup {
    let is_best = channel.member.ratings.iter().all(|rating| *rating == Rating::GoodIndicator);
    html! {
        @if is_best { dd { "Nothing: every part is at its best." } }
        @else if channel.actions.is_empty() { dd { "Nothing that could be counted." } }
        @for Action { metric, to, text, .. } in &channel.actions {
            dd { b { (title(*metric)) " to " (u8::from(*to)) } ": " (text::sentence(text)) }
        }
    }
}

fn signals(channel: &FleetChannel) -> Markup {
    html! {
        @if channel.signals_known == 0 { dd { "No data." } }
        @else if channel.signals.is_empty() { dd { "None is beyond its limit." } }
        @for signal in &channel.signals { dd { (text::sentence(signal)) } }
    }
}

fn read(channel: &FleetChannel) -> Markup {
    let Files { read, unreadable, records, rejected } = channel.files;
    let doubts = channel.doubts.iter().take(DOUBTS);
    html! {
        dd {
            (count(read as u64, "file", "files")) ", " (count(records, "record", "records")) ", " (rejected) " rejected"
            @if unreadable > 0 { "; " (count(unreadable as u64, "file", "files")) " could not be read" }
            "."
        }
        @if let Some(as_of) = channel.as_of { dd { "As of " (minute(as_of, channel.timezone)) "." } }
        @else { dd { "Nothing in it has a date." } }
        @for doubt in doubts {
            dd { b { "Doubt" } ": " (text::sentence(doubt)) }
        }
        @if channel.doubts.len() > DOUBTS { dd { "And " (count((channel.doubts.len() - DOUBTS) as u64, "more doubt", "more doubts")) "." } }
    }
}

/// Why the lowest part is what it is.
pub(super) fn main_reason(channel: &FleetChannel) -> Markup {
    let weakest = title(channel.member.weakest);
    html! {
        @match &channel.member.reason {
            Some(reason) => { (weakest) ": " (text::sentence(reason)) }
            None if channel.member.weakest == Metric::LifeTime && channel.as_of.is_none() => "Nothing in it has a date.",
            None => { "Lowest part: " (weakest.to_lowercase()) "." }
        }
    }
}
