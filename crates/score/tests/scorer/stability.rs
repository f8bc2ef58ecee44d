//! Every setting is what the scorer says of it.

use meter_model::Ledger;
use meter_score::{EachRating, Policy, Rated, Rating, RatingKey, score};
use meter_score::{Parameter, stability};
use proptest::prelude::*;

use crate::channel::{Channel, DAY, any_as_of, any_channel, any_policy, person};

fn ratings(ledger: &Ledger, policy: &Policy, as_of: Option<i64>) -> EachRating<Rating> {
    let there = score(ledger, policy, as_of);
    Rated { overall: there.overall, metrics: there.metrics }.ratings()
}

/// ½, ⅔, 1, 1½ and 2 times a value, to the nearest whole number from 1.
fn factors(own: u32) -> Vec<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
    let times = |factor: f64| (f64::from(own) * factor).round() as u32;
    let mut values = [0.5, 2.0 / 3.0, 1.0, 1.5, 2.0].map(times).to_vec();
    values.retain(|value| *value > 0 || own == 0);
    values.dedup();
    values
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_setting_is_what_its_score_is(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let ledger = channel.ledger();
        let found = stability(&ledger, &policy, as_of);
        let own = ratings(&ledger, &policy, as_of);
        let (mut settings, mut all_same, mut same) = (0, 0, [0; 4]);
        for window_days in factors(policy.window_days) {
            for conversation_gap_hours in factors(policy.conversation_gap_hours) {
                for reply_window_hours in factors(policy.reply_window_hours) {
                    for min_sample in factors(u32::try_from(policy.min_sample).unwrap()).into_iter().map(u64::from) {
                        let other = Policy {
                            window_days, conversation_gap_hours, reply_window_hours, min_sample, ..policy.clone()
                        };
                        let ratings = ratings(&ledger, &other, as_of);
                        settings += 1;
                        all_same += u64::from(ratings == own);
                        for (same, key) in same.iter_mut().zip(RatingKey::ALL) {
                            *same += u64::from(ratings.get(key) == own.get(key));
                        }
                    }
                }
            }
        }
        prop_assert_eq!((found.settings, found.all_same), (settings, all_same));
        prop_assert_eq!(RatingKey::ALL.map(|key| *found.same.get(key)), same);
    }

    #[test]
    fn alone_is_one_number_at_a_time(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let ledger = channel.ledger();
        let found = stability(&ledger, &policy, as_of);
        prop_assert_eq!(found.alone.iter().map(|alone| alone.parameter).collect::<Vec<_>>(), Parameter::ALL);
        for alone in found.alone {
            prop_assert_eq!(alone.own, alone.parameter.of(&policy));
            let expected = factors(u32::try_from(alone.own).unwrap());
            prop_assert_eq!(alone.values.iter().map(|one| one.value).collect::<Vec<_>>(), expected.iter().map(|&value| u64::from(value)).collect::<Vec<_>>());
            for one in alone.values {
                let mut other = policy.clone();
                let small = u32::try_from(one.value).unwrap();
                match alone.parameter {
                    Parameter::WindowDays => other.window_days = small,
                    Parameter::ConversationGapHours => other.conversation_gap_hours = small,
                    Parameter::ReplyWindowHours => other.reply_window_hours = small,
                    Parameter::MinSample => other.min_sample = one.value,
                }
                prop_assert_eq!(one.ratings, ratings(&ledger, &other, as_of));
            }
        }
    }
}

/// Seven known persons, written to within two days and all answered after an hour; the number is 100 days old. Coverage and response rate
/// are 100 % among seven: 3 if five or seven are enough (two of the five values), else 2. The mean is 2.33, or 3. Nothing else matters.
#[test]
fn seven_of_ten_people_on_paper() {
    let persons = (0..7).map(|index| person(true, &[(index * 5, true), (index * 5 + 1, false)])).collect();
    let mut channel = Channel::of(persons);
    channel.registered = channel.newest().map(|newest| newest - 100 * DAY);
    let found = stability(&channel.ledger(), &Policy::default(), None);
    let same =
        EachRating { risk_factor: 375, life_time: 625, risk_factor_contacts: 375, risk_factor_chats: 375 };
    assert_eq!((found.settings, found.all_same, found.same), (625, 375, same));
    let json = serde_json::to_value(&found).unwrap();
    let with = |value: u64, rating: u8, other: u8| {
        serde_json::json!({
            "value": value, "riskFactor": other, "lifeTime": 3, "riskFactorContacts": rating, "riskFactorChats": rating,
        })
    };
    assert_eq!(
        json["alone"][3],
        serde_json::json!({"parameter": "min_sample", "own": 10, "values": [
            with(5, 3, 3), with(7, 3, 3), with(10, 2, 2), with(15, 2, 2), with(20, 2, 2),
        ]})
    );
    assert_eq!(json["alone"][0]["parameter"], "window_days");
    assert_eq!(json["allSame"], 375);
    assert_eq!(json["same"]["riskFactorContacts"], 375);
}

#[test]
fn values_stay_within_what_a_policy_may_have() {
    let policy = Policy { window_days: 36_525, reply_window_hours: 1, min_sample: 0, ..Policy::default() };
    let found = stability(&Channel::of(Vec::new()).ledger(), &policy, None);
    let values = |index: usize| found.alone[index].values.iter().map(|one| one.value).collect::<Vec<_>>();
    // 36,525 / 2 is 18,262.5. Longer windows than a century are none.
    assert_eq!(values(0), [18_263, 24_350, 36_525]);
    // A half is 1, and so are two thirds; 1½ is 2.
    assert_eq!(values(2), [1, 2]);
    assert_eq!(values(3), [0]);
    assert_eq!(found.settings, 3 * 5 * 2);
}
