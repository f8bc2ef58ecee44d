//! Outreaches and their survival, as the definitions have them.

use meter_score::Policy;

use crate::channel::{Channel, DAY, HOUR, Person, Touch};

pub struct Outreach {
    pub person: usize,
    pub opening: i64,
    pub answer: Option<i64>,
}

struct Conversation {
    opening: i64,
    outgoing: bool,
    wrote: bool,
}

pub fn sorted(person: &Person, as_of: i64) -> Vec<Touch> {
    let mut touches: Vec<Touch> =
        person.touches.iter().filter(|touch| touch.time <= as_of).cloned().collect();
    touches.sort_by_key(|touch| (touch.time, touch.outgoing));
    touches
}

fn conversations(touches: &[Touch], gap: i64) -> Vec<Conversation> {
    let mut all: Vec<Conversation> = Vec::new();
    let mut last = None;
    for touch in touches {
        match all.last_mut() {
            Some(run) if last.is_some_and(|last| touch.time - last <= gap) => run.wrote |= touch.outgoing,
            _ => all.push(Conversation {
                opening: touch.time,
                outgoing: touch.outgoing,
                wrote: touch.outgoing,
            }),
        }
        last = Some(touch.time);
    }
    all
}

/// `S(H)` and Greenwood's variance, by asking at each time who was at risk.
pub fn kaplan_meier(outreaches: &[Outreach], as_of: i64, horizon: i64) -> (f64, f64) {
    let weight =
        |of: &Outreach| 1.0 / outreaches.iter().filter(|other| other.person == of.person).count() as f64;
    let observed = |of: &Outreach| of.answer.unwrap_or(as_of) - of.opening;
    let mut times: Vec<i64> = outreaches
        .iter()
        .filter(|one| one.answer.is_some())
        .map(&observed)
        .filter(|time| *time <= horizon)
        .collect();
    times.sort_unstable();
    times.dedup();
    let (mut survival, mut sum) = (1.0, 0.0);
    for time in times {
        let n: f64 = outreaches.iter().filter(|one| observed(one) >= time).map(&weight).sum();
        let d: f64 =
            outreaches.iter().filter(|one| one.answer.is_some() && observed(one) == time).map(&weight).sum();
        if n - d < 1e-9 {
            survival = 0.0;
        } else {
            survival *= 1.0 - d / n;
            sum += d / (n * (n - d));
        }
    }
    (survival, survival * survival * sum)
}

/// All outreaches, the number of inbound conversations, and of those that the channel wrote in.
pub fn converse(touches: &[Vec<Touch>], policy: &Policy, as_of: i64) -> (Vec<Outreach>, u64, u64) {
    let start = as_of - i64::from(policy.window_days) * DAY;
    let in_window = |time: i64| start < time && time <= as_of;
    let gap = i64::from(policy.conversation_gap_hours) * HOUR;
    let mut outreaches = Vec::new();
    let (mut inbound, mut joined) = (0u64, 0u64);
    for (person, touches) in touches.iter().enumerate() {
        for run in conversations(touches, gap).into_iter().filter(|run| in_window(run.opening)) {
            if run.outgoing {
                let answer = touches
                    .iter()
                    .find(|touch| !touch.outgoing && touch.time > run.opening)
                    .map(|touch| touch.time);
                outreaches.push(Outreach { person, opening: run.opening, answer });
            } else {
                inbound += 1;
                joined += u64::from(run.wrote);
            }
        }
    }
    (outreaches, inbound, joined)
}

/// All outreaches of the window.
pub fn outreaches(channel: &Channel, policy: &Policy, as_of: i64) -> Vec<Outreach> {
    let touches: Vec<Vec<Touch>> = channel.persons.iter().map(|person| sorted(person, as_of)).collect();
    converse(&touches, policy, as_of).0
}

/// What the outreaches of a span come to.
#[derive(Debug)]
pub struct Span {
    pub persons: u64,
    pub outreaches: u64,
    pub answered: u64,
    pub pending: u64,
    pub rate: Option<f64>,
}

/// The outreaches after `start` and not after `end`, as they look at as-of.
pub fn of_span(channel: &Channel, policy: &Policy, as_of: i64, start: i64, end: i64) -> Span {
    let horizon = i64::from(policy.reply_window_hours) * HOUR;
    let whole = Policy { window_days: 36_525, ..policy.clone() };
    let mut outreaches = outreaches(channel, &whole, as_of);
    outreaches.retain(|one| start < one.opening && one.opening <= end);
    let mut persons: Vec<usize> = outreaches.iter().map(|one| one.person).collect();
    persons.dedup();
    let in_time = |one: &&Outreach| one.answer.is_some_and(|answer| answer - one.opening <= horizon);
    let pending = |one: &&Outreach| one.answer.is_none() && as_of - one.opening < horizon;
    let rate = || 1.0 - kaplan_meier(&outreaches, as_of, horizon).0;
    Span {
        persons: persons.len() as u64,
        outreaches: outreaches.len() as u64,
        answered: outreaches.iter().filter(in_time).count() as u64,
        pending: outreaches.iter().filter(pending).count() as u64,
        rate: (!outreaches.is_empty()).then(rate),
    }
}

/// Person and opening of the outreaches without an answer in time, oldest first, of equally old ones the heaviest first.
pub fn silent(channel: &Channel, policy: &Policy, as_of: i64) -> Vec<(usize, i64)> {
    let touches: Vec<Vec<Touch>> = channel.persons.iter().map(|person| sorted(person, as_of)).collect();
    let (outreaches, ..) = converse(&touches, policy, as_of);
    let horizon = i64::from(policy.reply_window_hours) * HOUR;
    let times = |person: usize| outreaches.iter().filter(|other| other.person == person).count();
    let mut silent: Vec<(i64, usize, usize)> = outreaches
        .iter()
        .filter(|one| one.answer.is_none_or(|answer| answer - one.opening > horizon))
        .map(|one| (one.opening, times(one.person), one.person))
        .collect();
    silent.sort_unstable();
    silent.into_iter().map(|(opening, _, person)| (person, opening)).collect()
}

/// The response rate if the `answered` oldest silent outreaches were answered in their first second, and new persons got outreaches: when, and
/// whether they answered in the same second.
pub fn rate_if(
    channel: &Channel,
    policy: &Policy,
    as_of: i64,
    answered: usize,
    new: &[(i64, bool)],
) -> Option<f64> {
    let touches: Vec<Vec<Touch>> = channel.persons.iter().map(|person| sorted(person, as_of)).collect();
    let (mut outreaches, ..) = converse(&touches, policy, as_of);
    for (person, opening) in silent(channel, policy, as_of).into_iter().take(answered) {
        let one = outreaches.iter_mut().find(|one| (one.person, one.opening) == (person, opening));
        one.unwrap().answer = Some(opening);
    }
    let persons = channel.persons.len()..;
    outreaches.extend(persons.zip(new).map(|(person, (opening, answers))| Outreach {
        person,
        opening: *opening,
        answer: answers.then_some(*opening),
    }));
    let horizon = i64::from(policy.reply_window_hours) * HOUR;
    (!outreaches.is_empty()).then(|| 1.0 - kaplan_meier(&outreaches, as_of, horizon).0)
}
