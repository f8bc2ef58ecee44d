//! Small plans worked out by hand.

use meter_score::plan::{Basis, Request, Trip, plan};
use meter_score::{Policy, Rating, RatingKey};

use super::{four_persons, request};
use crate::channel::{BASE, Channel, DAY, HOUR, person};

/// Four new persons a day, half of them known, all answering after two hours, at 18, 12, 6 and 0 hours before the end of the day.
///
/// | day | reached | known | answered | at risk at 2 h | rate |
/// |---|---|---|---|---|---|
/// | 1 | 4 + 4 | 3 + 2 | 2 + 3 | 4 + 3 | 5/7 |
/// | 2 | 4 + 8 | 3 + 4 | 2 + 7 | 4 + 7 | 9/11 |
/// | 3 | 4 + 12 | 3 + 6 | 2 + 11 | 4 + 11 | 13/15 |
///
/// The last message of a day has no time to be answered, hence is no silence. With 8 persons the second and third rating are 2 at most,
/// from 12 on 7/12 and 9/16 are above 50 % and the rates above 30 %: 3. The number is 11, 12, 13 days old: 2.
#[test]
fn three_days_on_paper() {
    let ledger = four_persons().ledger();
    let request = Request { known: 0.5, reply: Some(1.0), ..request(4, 3) };
    let found = plan(&ledger, &Policy::default(), Some(BASE), &request).unwrap();
    assert_eq!((found.as_of, found.campaign.persons, found.campaign.known_persons), (BASE, 12, 6));
    assert_eq!((found.campaign.median_delay_seconds, found.campaign.delay_basis), (2 * HOUR, Basis::Channel));
    let ages: Vec<_> = found.days.iter().map(|day| day.age_days).collect();
    assert_eq!(ages, [Some(11), Some(12), Some(13)]);
    let contacts: Vec<_> =
        found.days.iter().map(|day| (day.sent, day.known, day.reached, day.coverage)).collect();
    assert_eq!(
        contacts,
        [
            (4, Some(5), 8, Some(5.0 / 8.0)),
            (8, Some(7), 12, Some(7.0 / 12.0)),
            (12, Some(9), 16, Some(9.0 / 16.0))
        ]
    );
    for (day, rate) in found.days.iter().zip([5.0 / 7.0, 9.0 / 11.0, 13.0 / 15.0]) {
        let band = day.response_rate.unwrap();
        assert!((band.low - rate).abs() < 1e-12 && (band.high - rate).abs() < 1e-12, "{band:?} {rate}");
    }
    let medians = |day: usize| {
        let ratings = found.days[day].ratings;
        RatingKey::ALL.map(|which| u8::from(ratings.get(which).band.median))
    };
    // The overall rating is the mean, 2 and then (2 + 3 + 3) / 3.
    assert_eq!([medians(0), medians(1), medians(2)], [[2, 2, 2, 2], [3, 2, 3, 3], [3, 2, 3, 3]]);
}

/// Six strangers a day: on the first day they are more than five, and on the fourth there is outreach on more than three days in a row.
#[test]
fn signals_are_told_on_the_first_day_that_trips_them() {
    let quiet = Channel::of(vec![person(true, &[(-24 * 20, true), (-24 * 20 + 1, false)])]);
    let asked = Request { reply: Some(1.0), target: Some(Rating::UseCaution), ..request(6, 5) };
    let found = plan(&quiet.ledger(), &Policy::default(), Some(BASE), &asked).unwrap();
    let told: Vec<_> = found.signals.iter().map(|trip| (trip.code, trip.day, trip.value)).collect();
    assert_eq!(
        told,
        [("NEW_UNKNOWN_PERSONS_PER_DAY", 1, Some(6.0)), ("OUTREACH_DAYS_IN_A_ROW", 4, Some(4.0))]
    );
    let Trip { as_of, limit, text, .. } = &found.signals[1];
    assert_eq!((*as_of, *limit), (BASE + 4 * DAY, 3.0));
    assert_eq!(text, "Conversations were opened on 4 days in a row; the limit is 3.");
    // Known persons are no strangers.
    let known =
        plan(&quiet.ledger(), &Policy::default(), Some(BASE), &Request { known: 1.0, ..asked }).unwrap();
    assert_eq!(known.signals.iter().map(|trip| trip.code).collect::<Vec<_>>(), ["OUTREACH_DAYS_IN_A_ROW"]);
}
