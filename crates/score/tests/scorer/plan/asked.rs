//! What a plan takes from whom, and what it refuses.

use meter_score::Policy;
use meter_score::plan::{Basis, Request, plan};

use super::{a_month, four_persons, request};
use crate::channel::{BASE, Channel, DAY, HOUR};

#[test]
fn the_seed_decides_and_nothing_else() {
    let ledger = a_month().ledger();
    let asked = Request { reply: Some(0.4), runs: 50, ..request(10, 6) };
    let with_threads = |threads, seed| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| plan(&ledger, &Policy::default(), Some(BASE), &Request { seed, ..asked }).unwrap())
    };
    let one = with_threads(1, 1);
    assert_eq!(with_threads(4, 1), one);
    assert_ne!(with_threads(4, 2).days, one.days);
}

/// 30 persons are the evidence, and 18 of 30 the rate; fewer than ten count as ten.
#[test]
fn the_channel_tells_what_nobody_says() {
    let found = plan(&a_month().ledger(), &Policy::default(), Some(BASE), &request(2, 2)).unwrap();
    let campaign = found.campaign;
    assert!((campaign.reply - 0.6).abs() < 1e-12);
    assert_eq!(
        (campaign.reply_basis, campaign.evidence, campaign.evidence_basis),
        (Basis::Channel, 30, Basis::Channel)
    );
    assert_eq!((campaign.known, campaign.median_delay_seconds), (0.0, 2 * HOUR));
    let few = plan(&four_persons().ledger(), &Policy::default(), Some(BASE), &request(2, 2)).unwrap();
    assert_eq!((few.campaign.evidence, few.campaign.evidence_basis), (10, Basis::Channel));
    let asked = Request { evidence: Some(77), reply: Some(0.25), ..request(2, 2) };
    let given = plan(&a_month().ledger(), &Policy::default(), Some(BASE), &asked).unwrap().campaign;
    assert_eq!((given.reply, given.reply_basis), (0.25, Basis::Given));
    assert_eq!((given.evidence, given.evidence_basis), (77, Basis::Given));
}

#[test]
fn what_cannot_be_planned_is_an_error() {
    let error = |channel: &Channel, as_of, request: &Request| {
        plan(&channel.ledger(), &Policy::default(), as_of, request).unwrap_err().to_string()
    };
    let nothing = Channel::of(Vec::new());
    let given = Request { reply: Some(0.5), ..request(5, 5) };
    assert_eq!(
        error(&nothing, None, &given),
        "nothing in the channel has a date, so there is no day from which to plan; choose --as-of"
    );
    assert_eq!(
        error(&nothing, Some(BASE), &request(5, 5)),
        "the channel opened no conversation in the window, so nothing says how many will answer; give --reply"
    );
    for as_of in [-1, 4_294_967_295 - 4 * DAY, i64::MAX] {
        let text = error(&nothing, Some(as_of), &given);
        assert_eq!(text, "no message can be sent before 1970 or after 2106");
    }
    assert!(plan(&nothing.ledger(), &Policy::default(), Some(BASE), &given).is_ok());
    assert!(error(&nothing, Some(BASE), &Request { days: 0, ..given }).starts_with("--days 0"));
}
