//! The same text to many persons.

use std::collections::BTreeMap;

use super::outgoing::Sent;
use super::{Scene, no_data, with_limit};
use crate::words::count;
use crate::{HOUR, Signal};

/// Most persons who got one text within an hour. The limit itself counts as too many.
pub(super) fn persons_per_hour(scene: &Scene<'_>) -> Signal {
    const CODE: &str = "SAME_TEXT_PERSONS_PER_HOUR";
    let limit = scene.policy.signals.same_text_persons_per_hour;
    let with_text = scene.outgoing.sent.iter().filter(|sent| sent.text.is_some());
    let mut texts: Vec<Sent> = with_text.copied().collect();
    texts.sort_unstable_by_key(|sent| (sent.text, sent.time()));
    let most = texts.chunk_by(|one, next| one.text == next.text).map(most_persons).max();
    let Some(most) = most else { return no_data(CODE, limit, "no outgoing message has a text") };
    let sentence = format!("The same text went to {} within one hour", count(most, "person", "people"));
    let value = most as f64;
    Signal {
        code: CODE,
        value: Some(value),
        limit,
        exceeded: value >= limit,
        text: with_limit(&sentence, limit),
    }
}

/// `messages` are in the order of time.
fn most_persons(messages: &[Sent]) -> u64 {
    let mut within: BTreeMap<u32, u32> = BTreeMap::new();
    let mut begin = 0;
    let mut most = 0;
    for message in messages {
        *within.entry(message.person).or_default() += 1;
        while message.time() - messages[begin].time() >= HOUR {
            let person = messages[begin].person;
            if let Some(times) = within.get_mut(&person) {
                *times -= 1;
                if *times == 0 {
                    within.remove(&person);
                }
            }
            begin += 1;
        }
        most = most.max(within.len() as u64);
    }
    most
}
