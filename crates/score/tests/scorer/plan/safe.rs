//! The largest safe number of persons a day.

use meter_score::plan::{Plan, Request, plan};
use meter_score::{Policy, Rating, RatingKey};

use super::{a_month, request};
use crate::channel::{BASE, Channel, DAY, person};

fn lows_are_kept(plan: &Plan) -> bool {
    let is_kept = |which: &RatingKey| {
        plan.days.iter().all(|day| day.ratings.get(*which).band.low >= *plan.target.get(*which))
    };
    RatingKey::ALL.iter().all(is_kept)
}

#[test]
fn the_largest_safe_number_is_safe_and_one_more_is_not() {
    let ledger = a_month().ledger();
    let policy = Policy::default();
    let mut found_some = 0;
    for (days, known, reply, target) in [
        (5, 0.0, 0.5, None),
        (5, 0.4, 0.25, None),
        (9, 0.6, 0.28, Some(Rating::GoodIndicator)),
        (3, 0.45, 0.3, Some(Rating::NeedsAttention)),
        (12, 1.0, 0.2, Some(Rating::GoodIndicator)),
    ] {
        for per_day in [1, 40] {
            let asked = Request { known, reply: Some(reply), target, runs: 40, ..request(per_day, days) };
            let plan = |per_day| plan(&ledger, &policy, Some(BASE), &Request { per_day, ..asked }).unwrap();
            let found = plan(per_day).safe;
            let Some(safe) = found.per_day else { panic!("{}", found.text) };
            let Some(fall) = found.fall else { continue };
            assert!(lows_are_kept(&plan(safe)), "{safe} of {found:?}");
            let beyond = plan(safe + 1);
            assert!(!lows_are_kept(&beyond), "{found:?}");
            // What is said of it is what its own plan shows: the first day, and the first rating of that day.
            let day = beyond.days.iter().find(|day| {
                RatingKey::ALL
                    .iter()
                    .any(|which| day.ratings.get(*which).band.low < *beyond.target.get(*which))
            });
            let (day, low) = (day.unwrap(), |which| day.unwrap().ratings.get(which).band.low);
            assert_eq!((fall.per_day, fall.day, fall.low), (safe + 1, day.day, low(fall.rating)));
            assert_eq!(fall.target, *beyond.target.get(fall.rating));
            assert!(fall.low < fall.target);
            found_some += 1;
        }
    }
    assert!(found_some >= 6, "{found_some}");
}

/// Without a campaign the coverage is 24 of 30. N strangers a day keep 24 of 30 + N at 50 % up to N = 18, if nobody leaves the window
/// on the first day and all answer at once enough to keep the response rate.
#[test]
fn the_largest_safe_number_on_paper() {
    let ledger = a_month().ledger();
    let asked = Request { reply: Some(1.0), ..request(3, 1) };
    let found = plan(&ledger, &Policy::default(), Some(BASE), &asked).unwrap();
    assert_eq!(found.today.risk_factor_contacts, Rating::GoodIndicator);
    assert_eq!(found.safe.per_day, Some(18));
    assert_eq!(found.safe.fall.map(|fall| (fall.per_day, fall.day)), Some((19, 1)));
    assert_eq!(
        found.safe.text,
        "18 new people a day; with 19 the rating of the address book is 2 on day 1, below 3."
    );
}

#[test]
fn what_is_not_safe_without_a_campaign_is_said_so() {
    // The number is 20 days old on the first day, not 30.
    let young = Channel { registered: Some(BASE - 19 * DAY), ..a_month() };
    let asked =
        Request { target: Some(Rating::GoodIndicator), reply: Some(1.0), known: 1.0, ..request(2, 3) };
    let found = plan(&young.ledger(), &Policy::default(), Some(BASE), &asked).unwrap();
    assert_eq!(found.safe.per_day, None);
    assert_eq!(found.safe.text, "Not even without a campaign: the rating of its age is 2 on day 1, below 3.");
    let none = Request { per_day: 0, ..asked };
    assert_eq!(plan(&young.ledger(), &Policy::default(), Some(BASE), &none).unwrap().safe, found.safe);
}

#[test]
fn even_the_most_may_be_safe() {
    let asked = Request { known: 1.0, reply: Some(1.0), runs: 1, ..request(4_000, 1) };
    let found = plan(&a_month().ledger(), &Policy::default(), Some(BASE), &asked).unwrap();
    assert_eq!((found.safe.per_day, found.safe.fall), (Some(10_000), None));
}

/// Known persons who answered: some left the window on the fifth day, the others stay.
fn leaving(leave: usize, stay: usize) -> Channel {
    let reached = |days: i64| person(true, &[(-24 * days, true), (-24 * days + 1, false)]);
    let persons = (0..leave).map(|_| reached(25)).chain((0..stay).map(|_| reached(3)));
    Channel { registered: Some(BASE - 100 * DAY), ..Channel::of(persons.collect()) }
}

/// Twelve persons leave the window on the fifth day. Then nobody is in it, with one new person a day five are, which is a small sample, and
/// with two ten. All of them are known and answer, so the more the better. The means are those of 3, 1, 1 and of 3, 2, 2.
#[test]
fn more_may_be_safe_where_fewer_are_not() {
    let ledger = leaving(12, 0).ledger();
    for (per_day, with_fewer) in [
        (0, " But without a campaign the overall rating is 2 on day 5, below 3."),
        (1, " But with 1 the overall rating may be 2 on day 5, below 3."),
        (2, ""),
        (7, ""),
    ] {
        let asked = Request { known: 1.0, reply: Some(1.0), ..request(per_day, 10) };
        let found = plan(&ledger, &Policy::default(), Some(BASE), &asked).unwrap();
        assert_eq!(found.today.risk_factor, Rating::GoodIndicator);
        assert_eq!((found.safe.per_day, found.safe.fall), (Some(10_000), None));
        let text = format!("Even 10000 new people a day; more were not tried.{with_fewer}");
        assert_eq!(found.safe.text, text);
    }
}

/// Nine of 21 known persons stay on the fifth day, a small sample. Of N new ones a day 45 % are known: with 19 a day 43 of 95, so 52 of 104,
/// one half; with 20 a day 45 of 100, so 54 of 109.
#[test]
fn a_safe_number_lies_between_too_few_and_too_many() {
    let ledger = leaving(12, 9).ledger();
    for per_day in [0, 5, 40, 3_000] {
        let asked = Request { known: 0.45, reply: Some(1.0), ..request(per_day, 5) };
        let found = plan(&ledger, &Policy::default(), Some(BASE), &asked).unwrap();
        let fall = found.safe.fall.map(|fall| (fall.per_day, fall.day, fall.rating));
        assert_eq!((found.safe.per_day, fall), (Some(19), Some((20, 5, RatingKey::RiskFactorContacts))));
    }
}
