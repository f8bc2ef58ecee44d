//! Levers are what-ifs.

use meter_score::portrait::Lever;
use meter_score::what_if::{Campaign, Comparison, Edit, Quantity, days, percent};
use meter_score::{Metric, Policy, score};
use proptest::prelude::*;

use super::drawn;
use crate::channel::{BASE, Channel, DAY, HOUR, any_as_of, any_channel, any_policy, person};

/// The edit that arguments of the command line mean.
fn parsed(arguments: &str) -> Edit {
    let words: Vec<&str> = arguments.split(' ').collect();
    match words[..] {
        ["--age", number] => Edit::Age(days(number).unwrap()),
        ["--save", number] => Edit::Save(Quantity::parse(number).unwrap()),
        ["--answer", number] => Edit::Answer(Quantity::parse(number).unwrap()),
        ["--window", number] => Edit::Window(number.parse().unwrap()),
        ["--send", number, "--known", known, "--reply", reply] => Edit::Send(Campaign {
            number: number.parse().unwrap(),
            known: percent(known).unwrap(),
            reply: percent(reply).unwrap(),
        }),
        _ => panic!("{arguments}"),
    }
}

/// The reply window that a lever without arguments names.
fn reply_window(text: &str) -> u32 {
    text.strip_prefix("A reply window of ").unwrap().split(' ').next().unwrap().parse().unwrap()
}

/// Everything that is tried, with the policy's own numbers halved (halves up) and doubled.
fn all(policy: &Policy) -> Vec<Edit> {
    let half_and_double = |own: u32| [own.div_ceil(2), own * 2];
    let mut edits: Vec<Edit> = [
        "--save 10",
        "--save all",
        "--send 50 --known 0% --reply 0%",
        "--answer 10",
        "--answer all",
        "--send 50 --known 100% --reply 50%",
        "--age +7d",
        "--age +30d",
    ]
    .map(parsed)
    .to_vec();
    edits.extend(half_and_double(policy.window_days).map(Edit::Window));
    edits.extend(
        half_and_double(policy.reply_window_hours).map(|reply_window_hours| {
            Edit::Policy(Box::new(Policy { reply_window_hours, ..policy.clone() }))
        }),
    );
    edits
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn a_lever_gives_what_its_edit_gives(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let ledger = channel.ledger();
        let Some(found) = drawn(&channel, &policy, as_of) else { return Ok(()) };
        let before = score(&ledger, &policy, as_of).metrics;
        for lever in &found.levers {
            let edit = if lever.edit.is_empty() {
                let reply_window_hours = reply_window(&lever.text);
                Edit::Policy(Box::new(Policy { reply_window_hours, ..policy.clone() }))
            } else {
                parsed(&lever.edit)
            };
            let after = Comparison::of(&ledger, &policy, as_of, &[edit]).unwrap().after;
            prop_assert_eq!(Some(lever.before), before.value(lever.metric));
            prop_assert_eq!(Some(lever.after), after.metrics.value(lever.metric));
            prop_assert_eq!(lever.rating, after.metrics.rating(lever.metric));
            prop_assert_eq!(lever.overall, after.overall.rating);
        }
    }

    #[test]
    fn nothing_that_moves_a_value_is_left_out(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let ledger = channel.ledger();
        let Some(found) = drawn(&channel, &policy, as_of) else { return Ok(()) };
        let before = score(&ledger, &policy, as_of).metrics;
        let after: Vec<_> = all(&policy)
            .into_iter()
            .map(|edit| Comparison::of(&ledger, &policy, as_of, &[edit]).unwrap().after.metrics)
            .collect();
        for metric in Metric::ALL {
            let mut moves: Vec<f64> = after.iter()
                .filter_map(|after| Some((after.value(metric)? - before.value(metric)?).abs()))
                .filter(|moved| *moved > 1e-9)
                .collect();
            // Whoever saves all does not save some of them, too.
            moves.sort_by(f64::total_cmp);
            moves.dedup();
            let of_metric = found.levers.iter().filter(|lever| lever.metric == metric);
            let mut levers: Vec<f64> = of_metric.map(|lever| (lever.after - lever.before).abs()).collect();
            prop_assert!(levers.is_sorted_by(|one, next| one >= next), "{:?}", levers);
            levers.sort_by(f64::total_cmp);
            levers.dedup();
            prop_assert_eq!(levers, moves);
        }
        let metrics: Vec<Metric> = found.levers.iter().map(|lever| lever.metric).collect();
        prop_assert!(metrics.is_sorted());
    }
}

fn told(levers: &[Lever], metric: Metric) -> Vec<(&str, &str, f64, u8)> {
    let of_metric = levers.iter().filter(|lever| lever.metric == metric);
    of_metric.map(|lever| (&*lever.text, &*lever.edit, lever.after, lever.rating.into())).collect()
}

/// The number is 20 days old. Twelve unknown people were written to ten days ago and never answered, eight known ones 18 days ago; six of these
/// answered after an hour, one after 50 h, and one never. Coverage is 8/20 = 0.4, the response rate 7/20 = 0.35.
///
/// Coverage: all saved 20/20; ten saved 18/20; 50 unknown people 8/70 = 0.114; 50 known ones 58/70 = 0.829; a window of 15 days has the twelve
/// alone, 0/12. One of 60 days changes nothing. Moves: +0.6, +0.5, +0.429, −0.4, −0.286.
///
/// Response: all 13 answered 1; ten 17/20 = 0.85; of 50 silent ones on the last day all are at risk at one hour but those that are younger,
/// one every 1,728 s: ages 0, 1,728 and 3,456 s. So at 1 h 67 are at risk, 6 answer: S = 61/67; at 50 h only the 14 of the channel: S = 61/67 ·
/// 13/14, the rate is 0.154584. With 50 known ones of whom 25 answer at once: 25 of 70 at 0 s, then the younger 25: those who do not answer are
/// every other one from the latest, ages 0, 3,456, … so two are younger than an hour: 43 at risk, 6 answer; at 50 h 13/14. S = 45/70 · 37/43 ·
/// 13/14, the rate is 0.486355. The short window has 0/12. With a reply window of 36 h the answer after 50 h is none: 6/20; with 144 h
/// nothing is different.
#[test]
fn twenty_people_on_paper() {
    let day = |day: i64| day * 24;
    let unknown = |_| person(false, &[(day(10), true)]);
    let known = |answer: i64| person(true, &[(day(2), true), (day(2) + answer, false)]);
    let mut persons: Vec<_> = (0..12).map(unknown).collect();
    persons.extend([1; 6].map(known));
    persons.extend([known(50), person(true, &[(day(2), true)])]);
    let mut channel = Channel::of(persons);
    channel.registered = Some(BASE);
    let levers = drawn(&channel, &Policy::default(), Some(BASE + 20 * DAY)).unwrap().levers;
    let near = |found: &[(&str, &str, f64, u8)], expected: &[(&str, &str, f64, u8)]| {
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!((found.0, found.1, found.3), (expected.0, expected.1, expected.3));
            assert!((found.2 - expected.2).abs() < 1e-6, "{found:?}");
        }
    };
    near(
        &told(&levers, Metric::LifeTime),
        &[("A number 30 days older", "--age +30d", 50.0, 3), ("A number 7 days older", "--age +7d", 27.0, 2)],
    );
    let [silent, half] = ["--send 50 --known 0% --reply 0%", "--send 50 --known 100% --reply 50%"];
    let silent_words = "Write to 50 more unknown people, none of whom answers";
    let half_words = "Write to 50 more people in the address book, half of whom answer";
    let window_words = "A window of 15 days instead of 30";
    near(
        &told(&levers, Metric::Contacts),
        &[
            ("Save all 12 unknown people", "--save all", 1.0, 3),
            ("Save 10 of the 12 unknown people", "--save 10", 0.9, 3),
            (half_words, half, 58.0 / 70.0, 3),
            (window_words, "--window 15", 0.0, 1),
            (silent_words, silent, 8.0 / 70.0, 1),
        ],
    );
    near(
        &told(&levers, Metric::Chats),
        &[
            ("Get answers in all 13 conversations that have none in time", "--answer all", 1.0, 3),
            ("Get answers in 10 of the 13 conversations that have none in time", "--answer 10", 0.85, 3),
            (window_words, "--window 15", 0.0, 1),
            (silent_words, silent, 0.154_584, 2),
            (half_words, half, 0.486_355, 3),
            ("A reply window of 36 hours instead of 72", "", 0.3, 3),
        ],
    );
    assert!(
        levers.iter().all(|lever| lever.metric != Metric::Contacts || (lever.before - 0.4).abs() < 1e-12)
    );
}

/// One unknown person, silent for an hour, and no address book: coverage has no value that could move, and one is not some of one.
#[test]
fn what_has_no_value_has_no_lever() {
    let mut channel = Channel::of(vec![person(false, &[(0, true)])]);
    channel.address_book = false;
    let as_of = Some(BASE + HOUR);
    let levers = drawn(&channel, &Policy::default(), as_of).unwrap().levers;
    assert!(told(&levers, Metric::Contacts).is_empty());
    let answer = told(&levers, Metric::Chats)[0];
    assert_eq!(answer, ("Get an answer in the conversation that has none in time", "--answer all", 1.0, 2));
    channel.address_book = true;
    let levers = drawn(&channel, &Policy::default(), as_of).unwrap().levers;
    assert_eq!(told(&levers, Metric::Contacts)[0], ("Save the unknown person", "--save all", 1.0, 2));
}

/// After 2106 no message can be sent.
#[test]
fn as_of_outside_of_time_has_no_campaigns() {
    let mut channel = Channel::of(vec![person(true, &[(0, true), (1, false)])]);
    channel.registered = Some(BASE);
    let levers = drawn(&channel, &Policy::default(), Some(1_i64 << 33)).unwrap().levers;
    assert!(!levers.is_empty() && levers.iter().all(|lever| !lever.edit.contains("--send")));
}
