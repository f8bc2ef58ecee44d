//! Warning signs, counted by hand.

use meter_model::{Delivery, Direction, Facts, Jid, Kind, Message, Moment};
use meter_score::{Assessment, Policy, Signal, score};

use crate::channel::{BASE, DAY, HOUR, direction, handle};

/// A touch of the person of this number.
struct Sent {
    person: usize,
    time: i64,
    outgoing: bool,
    kind: Kind,
    delivery: Delivery,
    text: u64,
}

/// An outgoing message without text and fate.
fn out(person: usize, time: i64) -> Sent {
    Sent {
        person,
        time: BASE + time,
        outgoing: true,
        kind: Kind::Content,
        delivery: Delivery::Unknown,
        text: 0,
    }
}

fn incoming(person: usize, time: i64) -> Sent {
    Sent { outgoing: false, ..out(person, time) }
}

fn scored_at(touches: Vec<Sent>, known: &[usize], as_of: i64) -> Assessment {
    let mut facts = Facts::default();
    for (number, touch) in touches.into_iter().enumerate() {
        facts.message(&Message {
            chat: Jid::Person(handle(touch.person)),
            direction: direction(touch.outgoing),
            id: Some(&number.to_string()),
            time: Moment::from_seconds(touch.time).unwrap(),
            kind: touch.kind,
            delivery: touch.delivery,
            text: touch.text,
        });
    }
    for &person in known {
        facts.know(handle(person));
    }
    score(&facts.settle(), &Policy::default(), Some(BASE + as_of))
}

fn signal(assessment: &Assessment, code: &str) -> Signal {
    assessment.signals.iter().find(|signal| signal.code == code).cloned().unwrap()
}

#[track_caller]
fn is(assessment: &Assessment, code: &str, value: Option<f64>, exceeded: bool, text: &str) {
    let signal = signal(assessment, code);
    assert_eq!((signal.value, signal.exceeded, signal.text.as_str()), (value, exceeded, text), "{code}");
}

#[test]
fn they_come_in_a_fixed_order_and_without_data_have_no_value() {
    let empty = scored_at(vec![], &[], 0);
    let codes: Vec<&str> = empty.signals.iter().map(|signal| signal.code).collect();
    assert_eq!(
        codes,
        [
            "PEAK_OUTBOUND_PER_HOUR",
            "PEAK_OUTBOUND_PER_MINUTE",
            "PEAK_OUTBOUND_PER_15_MINUTES",
            "OUTBOUND_PER_DAY_WHILE_YOUNG",
            "NEW_UNKNOWN_PERSONS_PER_DAY",
            "OUTREACH_DAYS_IN_A_ROW",
            "SAME_TEXT_PERSONS_PER_HOUR",
            "UNDELIVERED_SHARE",
            "OUTBOUND_INBOUND_RATIO",
            "PEAK_DAY_TO_MEDIAN_DAY",
        ]
    );
    assert!(empty.signals.iter().all(|signal| signal.value.is_none() && !signal.exceeded));
}

/// 31 messages every 100 seconds: 3,000 s in all, so within an hour; 9 in 15 minutes (900 s), one a minute. Reactions and
/// calls are no messages.
#[test]
fn peaks() {
    let mut touches: Vec<Sent> = (0..31).map(|number| out(0, number * 100)).collect();
    touches.push(Sent { kind: Kind::Reaction, ..out(0, 50) });
    touches.push(Sent { kind: Kind::Call, ..out(0, 55) });
    let found = scored_at(touches, &[], DAY);
    let hour = "31 messages went out within one hour; the limit is 30.";
    is(&found, "PEAK_OUTBOUND_PER_HOUR", Some(31.0), true, hour);
    let quarter = "9 messages went out within 15 minutes; the limit is 10.";
    is(&found, "PEAK_OUTBOUND_PER_15_MINUTES", Some(9.0), false, quarter);
    let minute = "1 message went out within one minute; the limit is 2.";
    is(&found, "PEAK_OUTBOUND_PER_MINUTE", Some(1.0), false, minute);
}

/// As-of is day 40. Persons 0 to 6 are addressed first on day 39 (6 of them unknown), 7 wrote first. The number began at
/// day 0, so it is young until day 30 only; the window begins on day 10. Messages on days 15 (2) and 39 (8).
#[test]
fn single_days() {
    let mut touches: Vec<Sent> = (0..7).map(|person| out(person, 39 * DAY + 60)).collect();
    touches.push(incoming(7, 0));
    touches.extend([out(7, 39 * DAY + 60), out(7, 15 * DAY + 1), out(7, 15 * DAY + HOUR)]);
    let found = scored_at(touches, &[0], 40 * DAY);
    let young = "2 messages went out on one day while the number was under 30 days old; the limit is 50.";
    is(&found, "OUTBOUND_PER_DAY_WHILE_YOUNG", Some(2.0), false, young);
    let new = "6 new people who are not in the address book were addressed on one day; the limit is 5.";
    is(&found, "NEW_UNKNOWN_PERSONS_PER_DAY", Some(6.0), true, new);
    let busiest = "The busiest day had 8 outgoing messages, the median day 5; the limit is 10 times as many.";
    is(&found, "PEAK_DAY_TO_MEDIAN_DAY", Some(8.0 / 5.0), false, busiest);
}

#[test]
fn what_does_not_apply_has_no_value() {
    let found = scored_at(vec![out(0, 0), out(0, 70 * DAY)], &[], 70 * DAY);
    let young = "No data: the number is older than 30 days.";
    is(&found, "OUTBOUND_PER_DAY_WHILE_YOUNG", None, false, young);
    let unknown = "No data: without an address book nobody is known to be unknown.";
    is(&found, "NEW_UNKNOWN_PERSONS_PER_DAY", None, false, unknown);
    let text = "No data: no outgoing message has a text.";
    is(&found, "SAME_TEXT_PERSONS_PER_HOUR", None, false, text);
    let fate = "No data: the exports do not say what became of the messages.";
    is(&found, "UNDELIVERED_SHARE", None, false, fate);
}

/// Outreaches on days 0, 2, 3, 4, 5 (counted back from as-of, each to a new person).
#[test]
fn days_in_a_row() {
    let touches =
        [0, 2, 3, 4, 5].into_iter().zip(0..).map(|(day, person)| out(person, 40 * DAY - day * DAY - 1));
    let found = scored_at(touches.collect(), &[], 40 * DAY);
    let row = "Conversations were opened on 4 days in a row; the limit is 3.";
    is(&found, "OUTREACH_DAYS_IN_A_ROW", Some(4.0), true, row);
}

/// Text 5 goes to ten persons within 3,599 s and to an eleventh after an hour; text 6 to one person twelve times.
#[test]
fn the_same_text() {
    let mut touches: Vec<Sent> = (0..9).map(|person| Sent { text: 5, ..out(person, 0) }).collect();
    touches.push(Sent { text: 5, ..out(9, HOUR - 1) });
    touches.push(Sent { text: 5, ..out(10, 2 * HOUR - 1) });
    touches.extend((0..12).map(|minute| Sent { text: 6, ..out(0, minute * 60) }));
    let found = scored_at(touches, &[], DAY);
    let same = "The same text went to 10 people within one hour; the limit is 10.";
    is(&found, "SAME_TEXT_PERSONS_PER_HOUR", Some(10.0), true, same);
}

/// 18 delivered, one failed, one with one tick for two days, one with one tick for an hour (may still come), one unknown:
/// 2 of 20. 21 outgoing (the failed one is none), 7 incoming: exactly 3.
#[test]
fn shares() {
    let mut touches: Vec<Sent> =
        (0..18).map(|minute| Sent { delivery: Delivery::Delivered, ..out(0, minute * 60) }).collect();
    touches.push(Sent { delivery: Delivery::Failed, ..out(1, 60) });
    touches.push(Sent { delivery: Delivery::Sent, ..out(2, 60) });
    touches.push(Sent { delivery: Delivery::Sent, ..out(3, 2 * DAY - HOUR) });
    touches.push(out(4, 60));
    touches.extend((0..7).map(|minute| incoming(0, minute * 60)));
    let found = scored_at(touches, &[], 2 * DAY + 61);
    let lost = "2 of 20 messages failed or were never delivered (10 %); the limit is 5 %.";
    is(&found, "UNDELIVERED_SHARE", Some(0.1), true, lost);
    let ratio = "21 messages went out and 7 came in; the limit is 3 for each that comes in.";
    is(&found, "OUTBOUND_INBOUND_RATIO", Some(3.0), false, ratio);
    assert_eq!(direction(true), Direction::Outgoing);
}
