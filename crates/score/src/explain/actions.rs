//! What would raise each metric, as the smallest number that does it.

use crate::metrics::{coverage, response};
use crate::situation::Situation;
use crate::what_if::reach::smallest;
use crate::words::count;
use crate::{Action, Metric, Metrics, Policy, Rating};

/// More than this of anything is no advice.
const MOST: u64 = 1_000_000;

/// For each metric and each rating above its own, the nearer first, what it takes, if any single thing does it.
pub(crate) fn actions(metrics: &Metrics, situation: &Situation, policy: &Policy) -> Vec<Action> {
    let mut actions = Vec::new();
    for metric in Metric::ALL {
        for to in Rating::ALL.into_iter().filter(|to| *to > metrics.rating(metric)) {
            let step = match metric {
                Metric::LifeTime => wait(metrics.life_time.age_days, to, policy),
                Metric::Contacts => {
                    metrics.contacts.known.and_then(|known| save(known, metrics.contacts.reached, to, policy))
                }
                Metric::Chats => answers(situation, to, policy),
            };
            actions.extend(step.map(|Step { code, need, text }| Action { code, metric, to, need, text }));
        }
    }
    actions
}

struct Step {
    code: &'static str,
    need: u64,
    text: String,
}

fn wait(age_days: Option<i64>, to: Rating, policy: &Policy) -> Option<Step> {
    let age = age_days? as f64;
    let need = smallest(MOST, |days| policy.life_time.rate(age + days as f64) >= to)?;
    let text = format!("Wait {} before the next campaign.", count(need, "more day", "more days"));
    Some(Step { code: "WAIT", need, text })
}

fn save(known: u64, reached: u64, to: Rating, policy: &Policy) -> Option<Step> {
    let unknown = reached - known;
    if let Some(need) = smallest(unknown, |more| coverage::rate(known + more, reached, policy) >= to) {
        let text = match unknown {
            1 => "Save the person who is not in the address book.".to_owned(),
            unknown => format!("Save {need} of the {unknown} people who are not in the address book."),
        };
        return Some(Step { code: "SAVE_CONTACTS", need, text });
    }
    let need = smallest(MOST, |more| coverage::rate(known + more, reached + more, policy) >= to)?;
    let are = if need == 1 { "is" } else { "are" };
    let text = format!("Write to {} who {are} in the address book.", more_people(need));
    Some(Step { code: "WRITE_TO_CONTACTS", need, text })
}

fn answers(situation: &Situation, to: Rating, policy: &Policy) -> Option<Step> {
    let outreaches = &situation.outreaches;
    let persons = outreaches.persons();
    if persons == 0 {
        let joined = situation.inbound.joined;
        let need = smallest(MOST, |more| response::rate_inbound(joined + more, policy) >= to)?;
        let text =
            format!("Answer {} that others open.", count(need, "more conversation", "more conversations"));
        return Some(Step { code: "ANSWER_CHATS", need, text });
    }
    let rated = |answered: u64, added: u64| {
        response::rate(1.0 - outreaches.estimate(answered, added).survival, persons + added, policy)
    };
    if let Some(need) = smallest(outreaches.silent(), |answered| rated(answered, 0) >= to) {
        let text = match outreaches.silent() {
            1 => "Get an answer in the conversation that has none in time.".to_owned(),
            silent => format!("Get answers in {need} of the {silent} conversations that have none in time."),
        };
        return Some(Step { code: "GET_ANSWERS", need, text });
    }
    let need = smallest(MOST, |added| rated(0, added) >= to)?;
    let answer = if need == 1 { "answers" } else { "answer" };
    let text = format!("Open conversations with {} who {answer}.", more_people(need));
    Some(Step { code: "REACH_PEOPLE_WHO_ANSWER", need, text })
}

fn more_people(number: u64) -> String {
    count(number, "more person", "more people")
}
