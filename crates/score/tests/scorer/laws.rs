//! What must hold for every channel, whatever its numbers.

use meter_score::{Assessment, Policy, score};
use proptest::prelude::*;

use crate::channel::{BASE, Channel, DAY, HOUR, Person, Touch, any_as_of, any_channel, any_policy};

/// Rounding in the last places.
const NOISE: f64 = 1e-12;

fn rate(channel: &Channel, policy: &Policy, as_of: i64) -> Option<f64> {
    score(&channel.ledger(), policy, Some(as_of)).metrics.chats.response_rate
}

/// The same with everything dated taken out.
fn undated(mut assessment: Assessment) -> Assessment {
    assessment.as_of = None;
    assessment.metrics.life_time.since = None;
    assessment
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_persons_and_touches_changes_nothing(
        channel in any_channel(), policy in any_policy(), as_of in any_as_of(), turn in 0usize..24,
    ) {
        let mut other = channel.clone();
        for person in &mut other.persons {
            person.touches.reverse();
        }
        let found = score(&channel.ledger(), &policy, as_of);
        prop_assert_eq!(&score(&other.ledger(), &policy, as_of), &found);
        // Other persons in the same places: not even the last bit of a sum may depend on who comes first.
        let turn = turn.min(other.persons.len());
        other.persons.rotate_left(turn);
        prop_assert_eq!(&score(&other.ledger(), &policy, as_of), &found);
    }

    #[test]
    fn shifting_everything_changes_only_the_dates(
        channel in any_channel(), policy in any_policy(), as_of in any_as_of(), seconds in -100_000_000i64..100_000_000,
    ) {
        let found = score(&channel.ledger(), &policy, as_of);
        let shifted = score(&channel.shifted(seconds).ledger(), &policy, as_of.map(|as_of| as_of + seconds));
        prop_assert_eq!(shifted.as_of, found.as_of.map(|as_of| as_of + seconds));
        prop_assert_eq!(undated(shifted), undated(found));
    }

    #[test]
    fn what_comes_after_as_of_does_not_count(channel in any_channel(), policy in any_policy(), days in 0i64..40) {
        let as_of = BASE + days * DAY;
        let mut before = channel.clone();
        for person in &mut before.persons {
            person.touches.retain(|touch| touch.time <= as_of);
        }
        let whole = score(&channel.ledger(), &policy, Some(as_of));
        prop_assert_eq!(score(&before.ledger(), &policy, Some(as_of)), whole);
    }

    /// An outreach without an answer up to as-of gets one.
    #[test]
    fn an_answer_never_lowers_the_response_rate(
        channel in any_channel(), policy in any_policy(), person in any::<prop::sample::Index>(), hours in 0i64..100,
    ) {
        let as_of = BASE + 40 * DAY;
        prop_assume!(!channel.persons.is_empty());
        let mut answered = channel.clone();
        let person = person.get(&channel.persons);
        let index = channel.persons.iter().position(|other| std::ptr::eq(other, person)).unwrap();
        let Some(last) = person.touches.iter().map(|touch| (touch.time, touch.outgoing)).max() else {
            return Ok(());
        };
        prop_assume!(last.1);
        // Within the running conversation, so that the answer opens none itself.
        let time = (last.0 + 1 + hours.min(i64::from(policy.conversation_gap_hours) - 1) * HOUR).min(as_of);
        prop_assume!(time > last.0);
        answered.persons[index].touches.push(Touch { time, outgoing: false });
        if let (Some(before), Some(after)) = (rate(&channel, &policy, as_of), rate(&answered, &policy, as_of)) {
            prop_assert!(after >= before - NOISE, "{} fell to {}", before, after);
        }
    }

    #[test]
    fn silence_of_a_new_person_never_raises_the_response_rate(
        channel in any_channel(), policy in any_policy(), hours in 0i64..960,
    ) {
        let as_of = BASE + 40 * DAY;
        let mut more = channel.clone();
        more.persons.push(Person { known: false, touches: vec![Touch { time: BASE + hours * HOUR, outgoing: true }] });
        if let (Some(before), Some(after)) = (rate(&channel, &policy, as_of), rate(&more, &policy, as_of)) {
            prop_assert!(after <= before + NOISE, "{} rose to {}", before, after);
        }
    }

    #[test]
    fn one_more_saved_contact_never_lowers_coverage(
        channel in any_channel(), policy in any_policy(), as_of in any_as_of(), person in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!channel.persons.is_empty());
        let mut saved = channel.clone();
        let index = person.index(saved.persons.len());
        saved.persons[index].known = true;
        let before = score(&channel.ledger(), &policy, as_of).metrics.contacts;
        let after = score(&saved.ledger(), &policy, as_of).metrics.contacts;
        prop_assert_eq!(before.reached, after.reached);
        prop_assert!(after.coverage >= before.coverage && after.rating >= before.rating);
    }

    #[test]
    fn every_number_is_in_its_range(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let found = score(&channel.ledger(), &policy, as_of);
        let (contacts, chats) = (&found.metrics.contacts, &found.metrics.chats);
        for (value, interval) in [(contacts.coverage, contacts.interval), (chats.response_rate, chats.interval)] {
            prop_assert_eq!(value.is_some(), interval.is_some());
            if let (Some(value), Some([low, high])) = (value, interval) {
                prop_assert!((0.0..=1.0).contains(&value));
                prop_assert!(0.0 <= low && low <= value + NOISE && value <= high + NOISE && high <= 1.0);
            }
        }
        prop_assert_eq!(chats.answered + chats.pending + chats.unanswered, chats.outreaches);
        prop_assert!(chats.persons <= chats.outreaches && contacts.known.is_none_or(|known| known <= contacts.reached));
        let [low, high] = found.overall.range;
        prop_assert!(low <= found.overall.rating && found.overall.rating <= high);
    }

    /// The newest touch is where a campaign is looked at by default: what has no time to be answered is no silence.
    #[test]
    fn missing_data_never_reads_as_safe(channel in any_channel(), as_of in any_as_of()) {
        let found = score(&channel.ledger(), &Policy::default(), as_of);
        for metric in meter_score::Metric::ALL {
            if found.metrics.confidence(metric) == meter_score::Confidence::None {
                prop_assert_eq!(u8::from(found.metrics.rating(metric)), 1);
            }
        }
        prop_assert!(found.metrics.contacts.reached >= 10 || u8::from(found.metrics.contacts.rating) <= 2);
    }
}
