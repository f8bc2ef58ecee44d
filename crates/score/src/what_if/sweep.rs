//! The score for every value of one or two variables.
//!
//! A cell is what [`Edited`] would come to with the edits given and then, in this order whatever the order of the axes, `window`, `send`
//! with `known` and `reply`, `save`, `answer` and `age`. The touches are read once for all cells; what then differs from cell to
//! cell are counts, which the same functions rate as in every score.

use std::collections::BTreeMap;

use meter_model::Ledger;
use rayon::prelude::*;

use super::apply::{Edited, ages, is_one_of};
use super::edit::{Campaign, Edit, EditError, MOST, MOST_DAYS, whole};
use crate::history::History;
use crate::metrics::response::New;
use crate::situation::{Change, Situation};
use crate::{DAY, Policy, Rated};

/// More cells than this are a slip of the keyboard.
pub const MOST_CELLS: u64 = 1_000_000;

/// What can be swept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Variable {
    /// Days by which the number is older.
    Age,
    /// Persons saved.
    Save,
    /// Outreaches answered.
    Answer,
    /// Persons written to.
    Send,
    /// Percent of them in the address book.
    Known,
    /// Percent of them who answer.
    Reply,
    /// Days of the window.
    Window,
}

impl Variable {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Age, Self::Save, Self::Answer, Self::Send, Self::Known, Self::Reply, Self::Window];

    /// Its name, which is that of the edit.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Save => "save",
            Self::Answer => "answer",
            Self::Send => "send",
            Self::Known => "known",
            Self::Reply => "reply",
            Self::Window => "window",
        }
    }

    fn bounds(self) -> (u64, u64) {
        match self {
            Self::Age => (0, MOST_DAYS),
            Self::Save | Self::Answer | Self::Send => (0, MOST),
            Self::Known | Self::Reply => (0, 100),
            Self::Window => (1, u64::from(Policy::MOST_WINDOW_DAYS)),
        }
    }

    fn is_of_campaign(self) -> bool {
        matches!(self, Self::Send | Self::Known | Self::Reply)
    }
}

/// A variable and its values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Axis {
    /// The variable.
    pub variable: Variable,
    first: u64,
    last: u64,
    step: u64,
}

impl Axis {
    /// Reads `save=0..200:10`: from 0 to 200 in steps of 10 (1 if it is left out).
    ///
    /// # Errors
    /// If the variable is unknown, or a value is out of the range that its edit has.
    pub fn parse(text: &str) -> Result<Self, EditError> {
        let wrong = || EditError(format!("{text} is no sweep; give one like save=0..200:10"));
        let (name, range) = text.split_once('=').ok_or_else(wrong)?;
        let names = || Variable::ALL.map(Variable::name).join(", ");
        let variable = Variable::ALL.into_iter().find(|variable| variable.name() == name);
        let variable = variable
            .ok_or_else(|| EditError(format!("{name} cannot be swept; what can be is {}", names())))?;
        let (ends, step) = range.split_once(':').unwrap_or((range, "1"));
        let (first, last) = ends.split_once("..").ok_or_else(wrong)?;
        let (least, most) = variable.bounds();
        let value = |text| whole(text, least, most).map_err(|error| EditError(format!("{name}: {error}")));
        let (first, last) = (value(first)?, value(last)?);
        let step = whole(step, 1, most).map_err(|error| EditError(format!("{name}: step {error}")))?;
        if first > last {
            return Err(EditError(format!("{name}: {first} is above {last}; give the lower value first")));
        }
        Ok(Self { variable, first, last, step })
    }

    fn count(&self) -> u64 {
        (self.last - self.first) / self.step + 1
    }

    fn values(&self) -> impl Iterator<Item = u64> {
        (0..self.count()).map(|index| self.first + index * self.step)
    }
}

/// One cell of a sweep.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// The values of the axes, in their order.
    pub at: Vec<u64>,
    /// The score there.
    pub rated: Rated,
}

/// Checks that axes go together.
///
/// # Errors
/// If there are none or more than two, two of one variable, or more cells than [`MOST_CELLS`].
pub fn check(axes: &[Axis]) -> Result<(), EditError> {
    match axes {
        [_] => {}
        [one, other] if one.variable != other.variable => {}
        [one, _] => return Err(EditError(format!("{} is swept twice; give it once", one.variable.name()))),
        _ => return Err(EditError("a sweep has one or two variables".to_owned())),
    }
    let cells = axes.iter().map(Axis::count).fold(1, u64::saturating_mul);
    if cells > MOST_CELLS {
        return Err(EditError(format!("{cells} cells are more than {MOST_CELLS}; give larger steps")));
    }
    Ok(())
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
    let Some(axis) = axes.iter().find(|axis| axis.variable.is_of_campaign()) else {
        return Ok((edits, None));
    };
    let last = edits.iter().rposition(|edit| matches!(edit, Edit::Send(_)));
    if let Some(Edit::Send(campaign)) = last.map(|last| edits.remove(last)) {
        return Ok((edits, Some(campaign)));
    }
    if axes.iter().all(|axis| axis.variable != Variable::Send) {
        let name = axis.variable.name();
        return Err(EditError(format!("{name} is swept, but nothing is sent; add --send N")));
    }
    Ok((edits, Some(Campaign { number: 0, known: 0.0, reply: 0.0 })))
}

/// All combinations of values, the last axis changing fastest.
fn cells(axes: &[Axis]) -> Vec<Vec<u64>> {
    axes.iter().fold(vec![Vec::new()], |cells, axis| {
        let longer = |cell: Vec<u64>| axis.values().map(move |value| [&cell[..], &[value]].concat());
        cells.into_iter().flat_map(longer).collect()
    })
}

fn value(axes: &[Axis], at: &[u64], variable: Variable) -> Option<u64> {
    axes.iter().zip(at).find(|(axis, _)| axis.variable == variable).map(|(_, value)| *value)
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

#[cfg(test)]
mod tests {
    use super::{Axis, cells, check};

    #[test]
    fn an_axis_goes_from_end_to_end() {
        let values = |text: &str| Axis::parse(text).unwrap().values().collect::<Vec<_>>();
        assert_eq!(values("save=0..30:10"), [0, 10, 20, 30]);
        assert_eq!(values("save=0..29:10"), [0, 10, 20]);
        assert_eq!(values("window=7..8"), [7, 8]);
        assert_eq!(values("reply=5..5"), [5]);
    }

    #[test]
    fn a_wrong_axis_is_an_error() {
        for wrong in [
            "save",
            "save=1",
            "save=2..1",
            "save=0..9:0",
            "save=0..9:x",
            "hope=0..1",
            "known=0..101",
            "window=0..3",
        ] {
            assert!(Axis::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn cells_are_counted_before_they_are_made() {
        let axis = |text| Axis::parse(text).unwrap();
        assert!(check(&[axis("save=0..999"), axis("answer=0..999")]).is_ok());
        assert!(check(&[axis("save=0..1000"), axis("answer=0..999")]).is_err());
        assert!(check(&[axis("save=0..9"), axis("save=0..9")]).is_err());
        assert!(check(&[]).is_err());
        let cells = cells(&[axis("save=1..2"), axis("answer=8..9")]);
        assert_eq!(cells, [[1, 8], [1, 9], [2, 8], [2, 9]]);
    }
}
