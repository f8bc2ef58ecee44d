//! Whom the channel addressed first.

use meter_score::{Policy, score};
use proptest::prelude::*;

use super::drawn;
use crate::channel::{BASE, Channel, DAY, HOUR, any_as_of, any_channel, any_policy, person};
use crate::oracle;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_signal_is_the_fullest_day(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let Some(found) = drawn(&channel, &policy, as_of) else { return Ok(()) };
        let signals = score(&channel.ledger(), &policy, as_of).signals;
        let signal = signals.iter().find(|signal| signal.code == "NEW_UNKNOWN_PERSONS_PER_DAY").unwrap();
        let most = found.meetings.iter().map(|day| day.unknown).max().unwrap();
        if channel.address_book {
            prop_assert_eq!(signal.value, Some(most as f64));
        }
    }

    #[test]
    fn everybody_whom_the_channel_addressed_first_is_met_once(
        channel in any_channel(), policy in any_policy(), as_of in any_as_of(),
    ) {
        let Some(found) = drawn(&channel, &policy, as_of) else { return Ok(()) };
        prop_assert_eq!(found.meetings.len(), policy.window_days as usize);
        prop_assert_eq!(found.meetings.last().unwrap().end, found.as_of);
        prop_assert!(found.meetings.windows(2).all(|days| days[0].end == days[1].start));
        for day in found.meetings {
            prop_assert_eq!(day.end - day.start, DAY);
            let mut truth = [0, 0];
            for person in &channel.persons {
                let touches = oracle::sorted(person, found.as_of);
                let met = touches.first().filter(|first| first.outgoing);
                if met.is_some_and(|first| day.start < first.time && first.time <= day.end) {
                    truth[usize::from(!(person.known && channel.address_book))] += 1;
                }
            }
            prop_assert_eq!([day.known, day.unknown], truth);
        }
    }
}

/// As-of is hour 720, the end of a window of 30 days. Day 0 ends at hour 24: one known and two unknown people are met up to it, one of them at
/// its very end. Who wrote first is not met, who was written to at the very beginning of the window is not met in it.
#[test]
fn three_people_on_paper() {
    let channel = Channel::of(vec![
        person(true, &[(1, true)]),
        person(false, &[(2, true), (3, false)]),
        person(false, &[(24, true)]),
        person(false, &[(24, true), (24, false)]),
        person(false, &[(5, false), (6, true)]),
        person(false, &[(0, true)]),
        person(false, &[(25, true)]),
    ]);
    let days = drawn(&channel, &Policy::default(), Some(BASE + 720 * HOUR)).unwrap().meetings;
    assert_eq!((days[0].start, days[0].end), (BASE, BASE + DAY));
    let counts: Vec<[u64; 2]> = days.iter().map(|day| [day.known, day.unknown]).collect();
    assert_eq!(counts[..2], [[1, 2], [0, 1]]);
    assert!(counts[2..].iter().all(|day| *day == [0, 0]));
}

#[test]
fn without_an_address_book_everybody_is_unknown() {
    let mut channel = Channel::of(vec![person(true, &[(1, true)])]);
    channel.address_book = false;
    let found = drawn(&channel, &Policy::default(), None).unwrap();
    assert!(!found.address_book);
    let last = found.meetings.last().unwrap();
    assert_eq!((last.known, last.unknown), (0, 1));
}
