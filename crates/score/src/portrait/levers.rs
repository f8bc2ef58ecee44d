//! What would move the metrics, and how far.

use rayon::prelude::*;

use crate::policy::ROUNDING;
use crate::situation::{Change, Situation};
use crate::what_if::{Campaign, Edit, Quantity, Stage};
use crate::words::count;
use crate::{Metric, Parameter, Policy, Rated, Rating};

/// One thing that could be different, and where it would lead.
#[derive(Clone, PartialEq, Debug)]
pub struct Lever {
    /// What would be different, such as `Save all 12 unknown people`.
    pub text: String,
    /// The same as arguments of `what-if`, such as `--save all`; empty for another reply window, which takes a file with another policy.
    pub edit: String,
    /// Which metric it moves.
    pub metric: Metric,
    /// The metric's value now: days, coverage or response rate.
    pub before: f64,
    /// Its value then.
    pub after: f64,
    /// The metric's rating then.
    pub rating: Rating,
    /// The overall rating then.
    pub overall: Rating,
}

/// How many people are saved, or answer, where not all do: as many as anybody can do by hand.
const SOME: u64 = 10;
/// To how many people a campaign goes.
const CAMPAIGN: u64 = 50;
/// In sixths.
const HALF: u128 = 3;
const DOUBLE: u128 = 12;

/// One thing that could be different.
struct Idea {
    text: String,
    edit: String,
    what: What,
}

enum What {
    Change(Change),
    Send(Campaign),
    Policy(Policy),
}

/// The longest window that a lever looks at, in seconds.
pub(super) fn longest_window(policy: &Policy) -> i64 {
    let other = |sixths| set(policy, Parameter::WindowDays, sixths).map(|policy| policy.window_seconds());
    [HALF, DOUBLE].into_iter().filter_map(other).max().unwrap_or(0)
}

/// All that move a value there is to another one, by metric, the largest move first.
pub(super) fn levers(stage: &Stage<'_>, policy: &Policy) -> Vec<Lever> {
    let own = stage.own();
    let now = own.rate(policy, Change::default());
    let ideas = ideas(own, policy);
    let then: Vec<Rated> = ideas.par_iter().map(|idea| rate(stage, policy, &idea.what)).collect();
    let mut levers = Vec::new();
    for metric in Metric::ALL {
        let of_metric = ideas.iter().zip(&then).filter_map(|(idea, then)| lever(idea, metric, &now, then));
        let mut of_metric: Vec<Lever> = of_metric.collect();
        // Stable, so that equal moves stay in the order of ideas.
        let moved = |lever: &Lever| (lever.after - lever.before).abs();
        of_metric.sort_by(|one, other| moved(other).total_cmp(&moved(one)));
        levers.append(&mut of_metric);
    }
    levers
}

fn lever(idea: &Idea, metric: Metric, now: &Rated, then: &Rated) -> Option<Lever> {
    let (before, after) = (now.metrics.value(metric)?, then.metrics.value(metric)?);
    ((after - before).abs() > ROUNDING).then(|| Lever {
        text: idea.text.clone(),
        edit: idea.edit.clone(),
        metric,
        before,
        after,
        rating: then.metrics.rating(metric),
        overall: then.overall.rating,
    })
}

fn rate(stage: &Stage<'_>, policy: &Policy, what: &What) -> Rated {
    match what {
        What::Change(change) => stage.own().rate(policy, *change),
        What::Send(campaign) => stage.own().with_campaign(campaign).rate(policy, Change::default()),
        What::Policy(other) => stage.under(other).rate(other, Change::default()),
    }
}

/// Everything that is looked at.
fn ideas(own: &Situation, policy: &Policy) -> Vec<Idea> {
    let mut ideas = saves(own.unknown());
    ideas.extend(campaign(own, 0.0, 0.0, "unknown people, none of whom answers"));
    ideas.extend(answers(own.outreaches.silent()));
    ideas.extend(campaign(own, 1.0, 0.5, "people in the address book, half of whom answer"));
    for parameter in [Parameter::WindowDays, Parameter::ReplyWindowHours] {
        ideas.extend([HALF, DOUBLE].into_iter().filter_map(|sixths| other(policy, parameter, sixths)));
    }
    ideas.extend([7, 30].map(|days| Idea {
        text: format!("A number {days} days older"),
        edit: Edit::Age(days).to_string(),
        what: What::Change(Change { older_days: days.cast_signed(), ..Change::default() }),
    }));
    ideas
}

/// Some and all of the unknown people; if these are no more, only all.
fn saves(unknown: u64) -> Vec<Idea> {
    let idea = |quantity: Quantity| {
        let saved = quantity.of(unknown);
        let text = match (saved, unknown) {
            (_, 1) => "Save the unknown person".to_owned(),
            _ if saved == unknown => format!("Save all {unknown} unknown people"),
            _ => format!("Save {saved} of the {unknown} unknown people"),
        };
        let what = What::Change(Change { saved, ..Change::default() });
        Idea { text, edit: Edit::Save(quantity).to_string(), what }
    };
    some_and_all(unknown).map(idea).collect()
}

/// Answers to some and all of the outreaches that have none in time.
fn answers(silent: u64) -> Vec<Idea> {
    let idea = |quantity: Quantity| {
        let answered = quantity.of(silent);
        let text = match (answered, silent) {
            (_, 1) => "Get an answer in the conversation that has none in time".to_owned(),
            _ if answered == silent => {
                format!("Get answers in all {silent} conversations that have none in time")
            }
            _ => format!("Get answers in {answered} of the {silent} conversations that have none in time"),
        };
        let what = What::Change(Change { answered, ..Change::default() });
        Idea { text, edit: Edit::Answer(quantity).to_string(), what }
    };
    some_and_all(silent).map(idea).collect()
}

fn some_and_all(all: u64) -> impl Iterator<Item = Quantity> {
    let some = (all > SOME).then_some(Quantity::Number(SOME));
    some.into_iter().chain((all > 0).then_some(Quantity::Share(1.0)))
}

/// A campaign, unless as-of is where no message can be.
fn campaign(own: &Situation, known: f64, reply: f64, people: &str) -> Option<Idea> {
    let campaign = Campaign { number: CAMPAIGN, known, reply };
    campaign.can_be_sent(own.as_of).then(|| Idea {
        text: format!("Write to {CAMPAIGN} more {people}"),
        edit: Edit::Send(campaign).to_string(),
        what: What::Send(campaign),
    })
}

/// Another window or reply window.
fn other(policy: &Policy, parameter: Parameter, sixths: u128) -> Option<Idea> {
    let other = set(policy, parameter, sixths)?;
    let (own, value) = (parameter.of(policy), parameter.of(&other));
    let (text, edit) = match parameter {
        Parameter::WindowDays => {
            let edit = Edit::Window(other.window_days).to_string();
            (format!("A window of {} instead of {own}", count(value, "day", "days")), edit)
        }
        _ => (format!("A reply window of {} instead of {own}", count(value, "hour", "hours")), String::new()),
    };
    Some(Idea { text, edit, what: What::Policy(other) })
}

/// The policy with another number, if it may have that.
fn set(policy: &Policy, parameter: Parameter, sixths: u128) -> Option<Policy> {
    let value = parameter.part(policy, sixths)?;
    let mut other = policy.clone();
    parameter.set(&mut other, value);
    Some(other)
}
