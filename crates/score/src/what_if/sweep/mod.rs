//! The score for every value of one or two variables.
//!
//! A cell is what [`Edited`] would come to with the edits given and then, in this order whatever the order of the axes, `window`, `send`
//! with `known` and `reply`, `save`, `answer` and `age`. The touches are read once for all cells; what then differs from cell to
//! cell are counts, which the same functions rate as in every score.

mod axis;

use std::collections::BTreeMap;

use meter_model::Ledger;
use rayon::prelude::*;

pub use self::axis::{Axis, MOST_CELLS, Variable, check};
use super::apply::{Edited, ages, is_one_of};

use self::axis::{cells, value};
use super::edit::{Campaign, Edit, EditError};
use crate::history::History;
use crate::metrics::response::New;
use crate::situation::{Change, Situation};
use crate::{DAY, Policy, Rated};

/// One cell of a sweep.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// The values of the axes, in their order.
    pub at: Vec<u64>,
    /// The score there.
    pub rated: Rated,
}

/// The score for every combination of values, the last axis changing fastest. Where a campaign is swept, the last one among the edits is
/// that campaign, and comes after all other edits.
///
/// # Errors
/// If the axes do not go together, if the shares of a campaign are swept but there is none, or if an edit fails.
pub fn sweep(
    ledger: &Ledger,
    policy: &Policy,
    as_of: Option<i64>,
    edits: &[Edit],
    axes: &[Axis],
) -> Result<Vec<Cell>, EditError> {
    check(axes)?;
    let (edits, campaign) = campaign(edits, axes)?;
    let edited = Edited::new(ledger, policy, as_of, &edits)?;
    let mut scenes: BTreeMap<Scene, Vec<(usize, Vec<u64>)>> = BTreeMap::new();
    for (index, at) in cells(axes).into_iter().enumerate() {
        scenes.entry(Scene::of(axes, &at)).or_default().push((index, at));
    }
    let stage = Stage::new(&edited, &scenes);
    let mut cells: Vec<(usize, Cell)> = scenes
        .into_par_iter()
        .flat_map(|(scene, cells)| {
            let (situation, policy) = stage.set(scene, campaign.as_ref());
            let rate = move |(index, at): (usize, Vec<u64>)| {
                (index, Cell { rated: situation.rate(&policy, change(axes, &at)), at })
            };
            cells.into_par_iter().map(rate)
        })
        .collect();
    cells.sort_unstable_by_key(|(index, _)| *index);
    Ok(cells.into_iter().map(|(_, cell)| cell).collect())
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

/// Where scenes are set: what all of them share.
struct Stage<'e> {
    edited: &'e Edited,
    as_of: i64,
    history: History,
    /// The situation in the policy's own window.
    own: Situation,
}

impl<'e> Stage<'e> {
    fn new<T>(edited: &'e Edited, scenes: &BTreeMap<Scene, T>) -> Self {
        let as_of = edited.as_of.unwrap_or(0);
        let Edited { ledger, policy, .. } = edited;
        let longest = scenes.keys().filter_map(|scene| scene.window).max();
        let longest = longest.map_or(0, |days| i64::try_from(days).unwrap_or(0) * DAY);
        let own = policy.window_seconds();
        let history = History::of(ledger, policy.gap_seconds(), &[as_of], longest.max(own));
        let own = Situation::of(&history.observe(as_of, own), ledger, policy);
        Self { edited, as_of, history, own }
    }

    fn set(&self, scene: Scene, campaign: Option<&Campaign>) -> (Situation, Policy) {
        let mut policy = self.edited.policy.clone();
        let mut situation = self.own.clone();
        if let Some(days) = scene.window.and_then(|days| u32::try_from(days).ok()) {
            policy.window_days = days;
            let observation = self.history.observe(self.as_of, policy.window_seconds());
            situation = Situation::of(&observation, &self.edited.ledger, &policy);
        }
        if let Some(campaign) = campaign {
            let percent = |value: Option<u64>, own: f64| value.map_or(own, |percent| percent as f64 / 100.0);
            let campaign = Campaign {
                number: scene.send.unwrap_or(campaign.number),
                known: percent(scene.known, campaign.known),
                reply: percent(scene.reply, campaign.reply),
            };
            situation = situation.with(&new(&campaign), campaign.known_persons());
        }
        (situation, policy)
    }
}

/// The outreaches of a campaign.
pub(crate) fn new(campaign: &Campaign) -> Vec<New> {
    let replies = campaign.replies();
    let is_answered = |index| is_one_of(replies, campaign.number, index);
    ages(campaign.number)
        .zip(0..)
        .map(|(age, index)| New { age, delay: is_answered(index).then_some(0) })
        .collect()
}
