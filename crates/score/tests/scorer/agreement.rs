//! The engine agrees with the second scorer on thousands of random channels, and with hand arithmetic on small ones.

use meter_score::{Policy, score};
use proptest::prelude::*;

use crate::channel::{BASE, Channel, HOUR, any_as_of, any_channel, any_policy, person};
use crate::oracle;

#[track_caller]
fn near(what: &str, one: Option<f64>, other: Option<f64>) {
    let is_near = match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        (None, None) => true,
        _ => false,
    };
    assert!(is_near, "{what}: {one:?} and {other:?}");
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn agree(channel: &Channel, policy: &Policy, as_of: Option<i64>) {
    let found = score(&channel.ledger(), policy, as_of);
    let evidence = [channel.newest(), channel.newest().or(channel.registered.max(channel.group))];
    let at = as_of.or(evidence[0]).or(evidence[1]);
    assert_eq!(found.as_of, at);
    let truth = oracle::score(channel, policy, at.unwrap_or(0));
    let (age, contacts, chats) = (&found.metrics.life_time, &found.metrics.contacts, &found.metrics.chats);
    assert_eq!((age.age_days, age.since, age.lower_bound), (truth.age_days, truth.since, truth.lower_bound));
    assert_eq!((contacts.reached, contacts.known), (truth.reached, truth.known));
    assert_eq!(
        [chats.persons, chats.outreaches, chats.answered, chats.pending, chats.unanswered],
        [truth.persons, truth.outreaches, truth.answered, truth.pending, truth.unanswered]
    );
    assert_eq!(chats.inbound_conversations, truth.inbound);
    near("coverage", contacts.coverage, truth.coverage);
    near("response rate", chats.response_rate, truth.response_rate);
    near("median", chats.median_reply_seconds, truth.median);
    for (what, one, other) in [
        ("coverage", contacts.interval, truth.coverage_interval),
        ("response rate", chats.interval, truth.response_interval),
    ] {
        near(what, one.map(|ends| ends[0]), other.map(|ends| ends[0]));
        near(what, one.map(|ends| ends[1]), other.map(|ends| ends[1]));
    }
    assert_eq!([age.rating, contacts.rating, chats.rating].map(u8::from), truth.ratings);
    assert_eq!([age.confidence, contacts.confidence, chats.confidence].map(word), truth.confidences);
    assert_eq!(u8::from(found.overall.rating), truth.overall);
    assert_eq!(found.overall.range.map(u8::from), truth.range);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn two_scorers_agree(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        agree(&channel, &policy, as_of);
    }

    #[test]
    fn two_scorers_agree_under_the_default_policy(channel in any_channel(), as_of in any_as_of()) {
        agree(&channel, &Policy::default(), as_of);
    }
}

/// Four persons, as-of at hour 200 (the last touch), worked out on paper:
///
/// - Ann, known: out 0, in 2, and again out 50, in 53. Two outreaches (gaps 48 h and more), delays 2 h and 3 h, weight 1/2 each.
/// - Ben, unknown: out 100, nothing back. Censored after 100 h.
/// - Cem, unknown: in 120, out 121. Inbound.
/// - Dan, known: out 180, out 200. One outreach (gap 20 h), pending for 20 h.
///
/// Weights at risk are 3; at 2 h 1/2 answer: 2.5/3; at 3 h 1/2 of 2.5: 2/2.5. S = 2/3, so the rate is 1/3. Coverage is 2/4.
#[test]
fn four_persons_on_paper() {
    let channel = Channel::of(vec![
        person(true, &[(0, true), (2, false), (50, true), (53, false)]),
        person(false, &[(100, true)]),
        person(false, &[(120, false), (121, true)]),
        person(true, &[(180, true), (200, true)]),
    ]);
    let found = score(&channel.ledger(), &Policy::default(), None);
    assert_eq!(found.as_of, Some(BASE + 200 * HOUR));
    let (contacts, chats) = (&found.metrics.contacts, &found.metrics.chats);
    assert_eq!((contacts.reached, contacts.known, contacts.coverage), (4, Some(2), Some(0.5)));
    assert_eq!((chats.persons, chats.outreaches, chats.inbound_conversations), (3, 4, 1));
    assert_eq!((chats.answered, chats.pending, chats.unanswered), (2, 1, 1));
    near("response rate", chats.response_rate, Some(1.0 / 3.0));
    near("median", chats.median_reply_seconds, Some(9_000.0));
    // 200 h are 8 days and 8 hours. Small samples hold the good values of contacts and chats at 2.
    assert_eq!(found.metrics.life_time.age_days, Some(8));
    assert_eq!(found.overall.range.map(u8::from), [2, 2]);
}
