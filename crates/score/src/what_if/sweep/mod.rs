//! The score for every value of one or two variables.
//!
//! A cell is what [`Edited`] would come to with the edits given and then, in this order whatever the order of the axes, `window`, `send`
//! with `known` and `reply`, `save`, `answer` and `age`. The touches are read once for all cells; what then differs from cell to
//! cell are counts, which the same functions rate as in every score.

mod axis;

use std::collections::{BTreeMap, BTreeSet};

use meter_model::Ledger;
use rayon::prelude::*;

pub use self::axis::{Axis, MOST_CELLS, Variable};

use self::axis::{cells, value};
use super::apply::{Edited, sent_by};
use super::edit::{Campaign, Edit, EditError};
use super::stage::Stage;
use crate::situation::{Change, Situation};
use crate::{DAY, Policy, Rated, Response};

/// One cell of a sweep.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// The values of the axes, in their order.
    pub at: Vec<u64>,
    /// The score there.
    pub rated: Rated,
}

/// Checks what needs no ledger: that axes go together, and that there is a campaign where its shares are swept.
///
/// # Errors
/// If there are no axes or more than two, two of one variable, more cells than [`MOST_CELLS`], or shares of no campaign.
pub fn check(edits: &[Edit], axes: &[Axis]) -> Result<(), EditError> {
    axis::check(axes)?;
    campaign(edits, axes).map(drop)
}

/// The score for every combination of values, the last axis changing fastest. Where a campaign is swept, the last one among the edits is
/// that campaign, and comes after all other edits.
///
/// # Errors
/// Those of [`check`] and of [`Edited::new`], the campaign that is swept included.
pub fn sweep(
    ledger: &Ledger,
    policy: &Policy,
    as_of: Option<i64>,
    edits: &[Edit],
    axes: &[Axis],
) -> Result<Vec<Cell>, EditError> {
    axis::check(axes)?;
    let (edits, campaign) = campaign(edits, axes)?;
    let edited = Edited::new(ledger, policy, as_of, &edits)?;
    if let Some(campaign) = campaign {
        let largest = axes.iter().find(|axis| axis.variable == Variable::Send).map(Axis::last);
        sent_by(edited.as_of, largest.unwrap_or(campaign.number))?;
    }
    let mut scenes: BTreeMap<Scene, Vec<(usize, Vec<u64>)>> = BTreeMap::new();
    for (index, at) in cells(axes).into_iter().enumerate() {
        scenes.entry(Scene::of(axes, &at)).or_default().push((index, at));
    }
    let longest = scenes.keys().filter_map(|scene| scene.window).max();
    let longest = longest.map_or(0, |days| i64::try_from(days).unwrap_or(0) * DAY);
    let stage = Stage::new(&edited.ledger, &edited.policy, edited.as_of.unwrap_or(0), longest);
    let mut cells: Vec<(usize, Cell)> = scenes
        .into_par_iter()
        .flat_map(|(scene, cells)| {
            let (situation, policy) = set(&stage, scene, campaign.as_ref());
            rate_all(&situation, &policy, axes, cells)
        })
        .collect();
    cells.sort_unstable_by_key(|(index, _)| *index);
    Ok(cells.into_iter().map(|(_, cell)| cell).collect())
}

/// Rates the cells of one scene, each number of answers once: the response rate is what takes its time.
fn rate_all(
    situation: &Situation,
    policy: &Policy,
    axes: &[Axis],
    cells: Vec<(usize, Vec<u64>)>,
) -> Vec<(usize, Cell)> {
    let answers: BTreeSet<u64> = cells.iter().map(|(_, at)| change(axes, at).answered).collect();
    let chats: BTreeMap<u64, Response> =
        answers.into_par_iter().map(|answered| (answered, situation.rate_chats(policy, answered))).collect();
    let rate = |(index, at): (usize, Vec<u64>)| {
        let change = change(axes, &at);
        let chats = chats[&change.answered].clone();
        (index, Cell { at, rated: situation.rate_beside(policy, change, chats) })
    };
    cells.into_par_iter().map(rate).collect()
}

/// The edits without the campaign that is swept, and this.
fn campaign(edits: &[Edit], axes: &[Axis]) -> Result<(Vec<Edit>, Option<Campaign>), EditError> {
    let mut edits = edits.to_vec();
    let Some(swept) = axes.iter().map(|axis| axis.variable).find(|variable| variable.is_of_campaign()) else {
        return Ok((edits, None));
    };
    let last = edits.iter().rposition(|edit| matches!(edit, Edit::Send(_)));
    if let Some(Edit::Send(campaign)) = last.map(|last| edits.remove(last)) {
        return Ok((edits, Some(campaign)));
    }
    if axes.iter().all(|axis| axis.variable != Variable::Send) {
        let name = swept.name();
        return Err(EditError(format!("{name} is swept, but nothing is sent; add --send N")));
    }
    Ok((edits, Some(Campaign { number: 0, known: 0.0, reply: 0.0 })))
}

fn change(axes: &[Axis], at: &[u64]) -> Change {
    let value = |variable| value(axes, at, variable).unwrap_or(0);
    Change {
        older_days: i64::try_from(value(Variable::Age)).unwrap_or(i64::MAX),
        saved: value(Variable::Save),
        answered: value(Variable::Answer),
    }
}

/// The variables that change what there is to rate, so that cells with the same values share it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Scene {
    window: Option<u64>,
    send: Option<u64>,
    known: Option<u64>,
    reply: Option<u64>,
}

impl Scene {
    fn of(axes: &[Axis], at: &[u64]) -> Self {
        let value = |variable| value(axes, at, variable);
        Self {
            window: value(Variable::Window),
            send: value(Variable::Send),
            known: value(Variable::Known),
            reply: value(Variable::Reply),
        }
    }
}

/// Sets a scene.
fn set(stage: &Stage<'_>, scene: Scene, campaign: Option<&Campaign>) -> (Situation, Policy) {
    let mut policy = stage.policy().clone();
    let situation = match scene.window.and_then(|days| u32::try_from(days).ok()) {
        Some(days) => {
            policy.window_days = days;
            stage.under(&policy)
        }
        None => stage.own().clone(),
    };
    let Some(campaign) = campaign else { return (situation, policy) };
    let percent = |value: Option<u64>, own: f64| value.map_or(own, |percent| percent as f64 / 100.0);
    let campaign = Campaign {
        number: scene.send.unwrap_or(campaign.number),
        known: percent(scene.known, campaign.known),
        reply: percent(scene.reply, campaign.reply),
    };
    (situation.with_campaign(&campaign), policy)
}
