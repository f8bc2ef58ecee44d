//! The comparison for programs.

use meter_score::instant::rfc3339;
use meter_score::what_if::Done;
use meter_score::what_if::reach::Goal;
use meter_score::{PolicyStamp, Stability};
use serde::Serialize;

use super::WhatIf;
use super::difference::{Amounts, differences};
use crate::ChannelResult;
use crate::full::Scored;

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
struct Side<'a> {
    #[serde(flatten)]
    scored: Scored<'a>,
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
        Self { scored: Scored::of(result), policy: &result.assessment.policy }
    }
}
