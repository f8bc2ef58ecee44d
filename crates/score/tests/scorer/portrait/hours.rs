//! When in the week the channel writes.

use chrono::{FixedOffset, TimeZone, Utc};
use meter_model::{Delivery, Facts, Jid, Kind, Message, Moment};
use meter_score::portrait::{HourOfWeek, portrait};
use meter_score::{Policy, score};
use proptest::prelude::*;

use crate::channel::{DAY, any_as_of, any_channel, any_policy, direction, handle};

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_outgoing_message_of_the_window_is_in_one_hour(
        channel in any_channel(), policy in any_policy(), as_of in any_as_of(), offset in -50_000i32..50_000,
    ) {
        let ledger = channel.ledger();
        let zone = FixedOffset::east_opt(offset).unwrap();
        let Some(found) = portrait(&ledger, &policy, as_of, &zone) else { return Ok(()) };
        let start = found.as_of - i64::from(policy.window_days) * DAY;
        let touches = channel.persons.iter().flat_map(|person| &person.touches);
        let sent: Vec<i64> = touches
            .filter(|touch| touch.outgoing && start < touch.time && touch.time <= found.as_of)
            .map(|touch| touch.time + i64::from(offset))
            .collect();
        prop_assert_eq!(found.hours.as_flattened().iter().map(|hour| hour.sent).sum::<u64>(), sent.len() as u64);
        // 1970 began on a Thursday.
        for (found, index) in found.hours.as_flattened().iter().zip(0_i64..) {
            let of_hour = sent.iter().map(|time| time.div_euclid(3_600))
                .filter(|hour| (hour + 3 * 24).rem_euclid(168) == index);
            let mut hours: Vec<i64> = of_hour.collect();
            hours.sort_unstable();
            let busiest = hours.chunk_by(|one, next| one == next).map(<[_]>::len).max().unwrap_or(0);
            prop_assert_eq!((found.sent, found.busiest), (hours.len() as u64, busiest as u64));
        }
    }

    /// No hour of a clock has more messages than the fullest hour anywhere.
    #[test]
    fn the_busiest_hour_is_within_the_peak(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let ledger = channel.ledger();
        let Some(found) = portrait(&ledger, &policy, as_of, &Utc) else { return Ok(()) };
        let signals = score(&ledger, &policy, as_of).signals;
        let peak = signals.iter().find(|signal| signal.code == "PEAK_OUTBOUND_PER_HOUR").unwrap();
        let busiest = found.hours.as_flattened().iter().map(|hour| hour.busiest).max().unwrap();
        prop_assert!(busiest as f64 <= peak.value.unwrap_or(0.0));
    }
}

/// On Sunday, 27 October 2024, clocks in Berlin went from 3 back to 2 at 01:00 UTC. Two messages at 00:59 and 01:00 UTC are both of the hour of
/// 2, one at 02:00 UTC is of the hour of 3. A week later, in winter, 01:30 UTC is of the hour of 2 again. What came in, and a reaction, is no
/// outgoing message; the message of 31 days before is not in the window.
#[test]
fn hours_are_those_on_the_wall() {
    let utc = |month, day, hour, minute| {
        Utc.with_ymd_and_hms(2024, month, day, hour, minute, 0).unwrap().timestamp()
    };
    let as_of = utc(11, 3, 12, 0);
    let sent = [
        (utc(10, 27, 0, 59), true, Kind::Content),
        (utc(10, 27, 1, 0), true, Kind::Content),
        (utc(10, 27, 2, 0), true, Kind::Content),
        (utc(11, 3, 1, 30), true, Kind::Content),
        (utc(11, 3, 1, 40), false, Kind::Content),
        (utc(11, 3, 1, 50), true, Kind::Reaction),
        (as_of - 31 * DAY, true, Kind::Content),
    ];
    let mut facts = Facts::default();
    for (number, (time, outgoing, kind)) in sent.into_iter().enumerate() {
        facts.message(&Message {
            chat: Jid::Person(handle(0)),
            direction: direction(outgoing),
            id: Some(&number.to_string()),
            time: Moment::from_seconds(time).unwrap(),
            kind,
            delivery: Delivery::Unknown,
            text: 0,
        });
    }
    let hours =
        portrait(&facts.settle(), &Policy::default(), Some(as_of), &chrono_tz::Europe::Berlin).unwrap().hours;
    let mut expected = [[HourOfWeek::default(); 24]; 7];
    expected[6][2] = HourOfWeek { sent: 3, busiest: 2 };
    expected[6][3] = HourOfWeek { sent: 1, busiest: 1 };
    assert_eq!(hours, expected);
}
