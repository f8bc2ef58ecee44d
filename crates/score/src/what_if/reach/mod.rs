//! Goal seeking: the smallest change that reaches a rating, and why there is none where there is none.
//!
//! Four things can be done, each by an edit: send to people who are in the address book and answer, save contacts, get answers, and let
//! time pass. Effort counts one for each person, contact, answer and day. The least effort is exact: for every number of
//! people to send to that could still be better, the least number of the other three is found. Each of the four only ever raises ratings, but
//! for the first person whom a number that only answers sends to. Edits are made in the order in which they are listed.

mod seek;

use meter_model::Ledger;
use serde::Serialize;

pub(crate) use self::seek::smallest;

use self::seek::{Levels, Plan, Seeker};
use super::apply::{Edited, sent_by};
use super::edit::{Edit, EditError, MOST};
use crate::history::History;
use crate::metrics::overall;
use crate::situation::{Change, Situation};
use crate::words::{count, plain};
use crate::{DAY, Metric, Policy, Rated, Rating, RatingKey};

/// A rating to be reached.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Goal {
    /// Which rating.
    #[serde(rename = "metric")]
    pub key: RatingKey,
    /// What the rating is.
    pub from: Rating,
    /// What it shall be at least.
    pub to: Rating,
    /// The sum of all steps; `None` if it cannot be reached.
    pub effort: Option<u64>,
    /// What has to be done, in this order: nothing if the goal is reached already or cannot be.
    pub steps: Vec<Step>,
    /// What does not help on its own and why, and when the goal is reached by waiting.
    pub notes: Vec<String>,
}

/// One thing to be done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Step {
    /// The edit as the command line has it.
    pub edit: String,
    /// How many: the smallest number that reaches the goal together with the other steps.
    pub need: u64,
    /// One sentence.
    pub text: String,
    /// When it is done, seconds since the epoch, if it takes nothing but time.
    #[serde(serialize_with = "crate::instant::serialize_optional")]
    pub until: Option<i64>,
}

/// What it takes to reach a rating: for each metric in its order, and at last for the overall rating.
///
/// # Errors
/// Those of [`Edited::new`].
pub fn reach(
    ledger: &Ledger,
    policy: &Policy,
    as_of: Option<i64>,
    edits: &[Edit],
    to: Rating,
) -> Result<Vec<Goal>, EditError> {
    let edited = Edited::new(ledger, policy, as_of, edits)?;
    let (as_of, policy) = (edited.as_of.unwrap_or(0), &edited.policy);
    let history = History::of(&edited.ledger, policy.gap_seconds(), &[as_of], policy.window_seconds());
    let observation = history.observe(as_of, policy.window_seconds());
    let situation = Situation::of(&observation, &edited.ledger, policy);
    let can_send = sent_by(edited.as_of, MOST).is_ok();
    let seeker = Seeker { situation: &situation, policy, can_send };
    let rated = situation.rate(policy, Change::default());
    let [overall, metrics @ ..] = RatingKey::ALL;
    Ok(metrics.into_iter().chain([overall]).map(|key| seeker.goal(key, &rated, to)).collect())
}

impl Seeker<'_> {
    fn goal(&self, key: RatingKey, rated: &Rated, to: Rating) -> Goal {
        let (from, metric) = (rated.rating(key), key.metric());
        let is_reached = |levels: Levels| match metric {
            Some(metric) => levels[metric as usize] >= to,
            None => overall::combine(levels, self.policy) >= to,
        };
        let plan = if from >= to { Some(Plan::default()) } else { self.cheapest(&is_reached) };
        let mut notes = Vec::new();
        if from < to {
            notes.extend(metric.and_then(|metric| self.note(metric, rated, to, plan)));
            if plan.is_none() {
                notes.push("Nothing that can be done reaches it.".to_owned());
            }
        }
        let steps = plan.map(|plan| self.steps(plan)).unwrap_or_default();
        Goal { key, from, to, effort: plan.map(Plan::effort), steps, notes }
    }

    fn steps(&self, plan: Plan) -> Vec<Step> {
        let unknown = self.situation.unknown();
        let silent = self.situation.outreaches.silent();
        let sentence = |edit: &Edit, need: u64| match edit {
            Edit::Send(_) => format!(
                "Write to {} in the address book who {}.",
                count(need, "more person", "more people"),
                if need == 1 { "answers" } else { "answer" }
            ),
            Edit::Save(_) => {
                format!("Save {need} of the {} not in the address book.", count(unknown, "person", "people"))
            }
            Edit::Answer(_) => format!(
                "Get answers in {need} of the {} without one in time.",
                count(silent, "conversation", "conversations")
            ),
            _ => format!("Let {} pass.", count(need, "day", "days")),
        };
        let later = |days: u64| {
            let days = i64::try_from(days).unwrap_or(i64::MAX);
            self.situation.as_of.saturating_add(days.saturating_mul(DAY))
        };
        let step = |(edit, need): (Edit, u64)| Step {
            edit: edit.to_string(),
            need,
            text: sentence(&edit, need),
            until: matches!(edit, Edit::Age(_)).then(|| later(need)),
        };
        plan.edits().into_iter().map(step).collect()
    }

    /// Why the lever that comes to mind first does not reach the goal, or what else does not.
    fn note(&self, metric: Metric, rated: &Rated, to: Rating, plan: Option<Plan>) -> Option<String> {
        let Situation { reached, .. } = *self.situation;
        let cut = plain(self.policy.metric(metric).cut(to));
        let least = self.policy.min_sample;
        match metric {
            Metric::LifeTime if rated.metrics.life_time.age_days.is_none() => Some(
                "Nothing says how old the number is; state when it was registered, or add exports with messages."
                    .to_owned(),
            ),
            Metric::LifeTime => Some(format!(
                "Only time makes the number older: contacts, answers and campaigns do not help, and {cut} days are needed."
            )),
            Metric::Contacts if self.save(to, 0).is_none() => Some(match reached {
                0 => "Saving contacts alone does not help: nobody was written to.".to_owned(),
                reached => format!(
                    "Saving contacts alone does not help: {} written to, and a {} takes {least}.",
                    count(reached, "person was", "people were"),
                    u8::from(to)
                ),
            }),
            Metric::Chats if plan.is_some() && self.answer(to, 0, u64::MAX).is_none() => {
                Some(match self.situation.outreaches.persons() {
                    0 => "Answers alone do not help: no conversation was opened.".to_owned(),
                    persons => format!(
                        "Answers alone do not help: conversations were opened with {}, and a {} takes {least}.",
                        count(persons, "person", "people"),
                        u8::from(to)
                    ),
                })
            }
            _ => None,
        }
    }
}
