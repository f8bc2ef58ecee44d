//! The comparison for programs.

use meter_score::instant::rfc3339;
use meter_score::what_if::Done;
use meter_score::what_if::reach::Goal;
use meter_score::{Action, Metrics, Overall, PolicyStamp, Reason, Signal, Stability};
use serde::Serialize;

use super::WhatIf;
use super::difference::{Amounts, differences};
use crate::ChannelResult;
use crate::vendor::SixKeys;

/// One channel. `difference` has, for each value that is a number, how much more it would be, by the names of the CSV; null where one of
/// the two has no value.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct View<'a> {
    channel: &'a str,
    as_of: Option<String>,
    edits: &'a [Done],
    before: Side<'a>,
    after: Side<'a>,
    difference: Amounts,
    goals: &'a [Goal],
    stability: Option<&'a Stability>,
}

/// A score, with the keys that it has in the full view.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Side<'a> {
    window_days: u32,
    score: SixKeys<'a>,
    overall: &'a Overall,
    metrics: &'a Metrics,
    reasons: &'a [Reason],
    actions: &'a [Action],
    signals: &'a [Signal],
    policy: &'a PolicyStamp,
}

impl<'a> View<'a> {
    pub(super) fn of(comparison: &'a WhatIf) -> Self {
        Self {
            channel: &comparison.before.channel,
            as_of: comparison.before.assessment.as_of.map(rfc3339),
            edits: &comparison.done,
            before: Side::of(&comparison.before),
            after: Side::of(&comparison.after),
            difference: Amounts(differences(comparison)),
            goals: &comparison.goals,
            stability: comparison.stability.as_ref(),
        }
    }
}

impl<'a> Side<'a> {
    fn of(result: &'a ChannelResult) -> Self {
        let assessment = &result.assessment;
        Self {
            window_days: assessment.window_days,
            score: SixKeys::of(result),
            overall: &assessment.overall,
            metrics: &assessment.metrics,
            reasons: &assessment.reasons,
            actions: &assessment.actions,
            signals: &assessment.signals,
            policy: &assessment.policy,
        }
    }
}
