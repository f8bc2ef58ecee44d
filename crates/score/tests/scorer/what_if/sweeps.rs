//! Every cell of a sweep is what the full scorer gives for the edited ledger.

use meter_score::what_if::sweep::{Axis, check, sweep};
use meter_score::what_if::{Campaign, Edit, Edited, Quantity, percent};
use meter_score::{Policy, Rated, score};
use proptest::prelude::*;

use crate::channel::{BASE, DAY, any_as_of, any_channel, any_policy};

const AXES: [&str; 7] = [
    "age=0..40:9",
    "save=0..20:3",
    "answer=0..25:4",
    "send=0..30:7",
    "known=0..100:30",
    "reply=0..100:30",
    "window=1..60:9",
];

/// The edits of a cell, in the order in which a sweep makes them.
fn edits(given: Campaign, axes: &[&str], at: &[u64]) -> Vec<Edit> {
    let value =
        |name: &str| axes.iter().zip(at).find(|(axis, _)| axis.starts_with(name)).map(|(_, value)| *value);
    let share = |name, own| value(name).map_or(own, |value| percent(&value.to_string()).unwrap());
    let campaign = Campaign {
        number: value("send").unwrap_or(given.number),
        known: share("known", given.known),
        reply: share("reply", given.reply),
    };
    let window = value("window").map(|days| Edit::Window(u32::try_from(days).unwrap()));
    let save = value("save").map(|number| Edit::Save(Quantity::Number(number)));
    let answer = value("answer").map(|number| Edit::Answer(Quantity::Number(number)));
    let age = value("age").map(Edit::Age);
    window.into_iter().chain([Edit::Send(campaign)]).chain(save).chain(answer).chain(age).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_cell_is_the_score_of_its_edits(
        channel in any_channel(), policy in any_policy(), as_of in any_as_of(),
        one in 0usize..7, other in prop::option::of(0usize..7), number in 0u64..12, known in 0u32..=4, reply in 0u32..=4,
    ) {
        let ledger = channel.ledger();
        let as_of = as_of.or_else(|| channel.newest()).unwrap_or(BASE + 3 * DAY);
        let axes: Vec<&str> = [Some(one), other.filter(|other| *other != one)].into_iter().flatten().map(|axis| AXES[axis]).collect();
        let campaign = Campaign { number, known: f64::from(known) / 4.0, reply: f64::from(reply) / 4.0 };
        let parsed: Vec<Axis> = axes.iter().map(|axis| Axis::parse(axis).unwrap()).collect();
        let is_swept = axes.iter().any(|axis| ["send", "known", "reply"].iter().any(|name| axis.starts_with(name)));
        let has_window = axes.iter().any(|axis| axis.starts_with("window"));
        // A campaign that is not swept is sent before the window changes.
        let campaign = if has_window && !is_swept { Campaign { number: 0, ..campaign } } else { campaign };
        for cell in sweep(&ledger, &policy, Some(as_of), &[Edit::Send(campaign)], &parsed).unwrap() {
            let edited = Edited::new(&ledger, &policy, Some(as_of), &edits(campaign, &axes, &cell.at)).unwrap();
            let truth = score(&edited.ledger, &edited.policy, edited.as_of);
            prop_assert_eq!(&cell.rated, &Rated { overall: truth.overall, metrics: truth.metrics }, "{:?}", cell.at);
        }
    }
}

#[test]
fn shares_of_nothing_cannot_be_swept() {
    let axis = [Axis::parse("reply=0..10").unwrap()];
    let ledger = meter_model::Ledger::default();
    let error = sweep(&ledger, &Policy::default(), Some(BASE), &[], &axis).unwrap_err();
    assert_eq!(error.to_string(), "reply is swept, but nothing is sent; add --send N");
    assert_eq!(check(&[], &axis), Err(error));
    let campaign = Campaign { number: 3, known: 0.0, reply: 0.0 };
    assert_eq!(check(&[Edit::Send(campaign)], &axis), Ok(()));
}

/// What a single call refuses, no cell has.
#[test]
fn where_nothing_can_be_sent_no_campaign_is_swept() {
    let ledger = meter_model::Ledger::default();
    let axis = [Axis::parse("send=0..3").unwrap()];
    let campaign = [Edit::Send(Campaign { number: 3, known: 0.0, reply: 0.0 })];
    // The last instant that there is for a message is in 2106.
    for as_of in [None, Some(-1), Some(1 << 33)] {
        let single = Edited::new(&ledger, &Policy::default(), as_of, &campaign).unwrap_err();
        assert_eq!(sweep(&ledger, &Policy::default(), as_of, &[], &axis), Err(single));
    }
}
