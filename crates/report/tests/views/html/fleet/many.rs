//! Fleets of many channels stay small, and whatever they are called stays a name.

use meter_report::html::fleet::FleetChannel;
use meter_report::mask::Mask;
use meter_report::{ChannelResult, WeekEnd};
use meter_score::{Confidence, Metric, Policy};
use proptest::prelude::*;

use super::{channel, lines, page_of, week};
use crate::html::parsed::{check, words};
use crate::sample::{reject, young};

/// A fleet of many different channels, with what is at most said of each, and half a year of weeks.
pub(super) fn many(channels: u32) -> Vec<(ChannelResult, Vec<WeekEnd>)> {
    (0..channels).map(one_of_many).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "the width of a spark line needs no more")]
fn one_of_many(index: u32) -> (ChannelResult, Vec<WeekEnd>) {
    let mut state = u64::from(index).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut chance = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / 9_007_199_254_740_992.0
    };
    for _ in 0..8 {
        chance();
    }
    let policy = Policy::default();
    let days = (chance() * chance() * 900.0).floor();
    let coverage = (chance() > 0.05).then(|| f64::midpoint(chance(), chance()));
    let rate = (chance() > 0.08).then(|| chance() * chance());
    let rated =
        |metric, value: Option<f64>| value.map_or(1, |value| u8::from(policy.metric(metric).rate(value)));
    let ratings =
        [rated(Metric::LifeTime, Some(days)), rated(Metric::Contacts, coverage), rated(Metric::Chats, rate)];
    let overall = ratings.iter().sum::<u8>().div_ceil(3).min(3);
    let name = format!(
        "{} {}",
        ["Harbour Books", "Mill Café", "Tailor & Daughters", "Ríos Repuestos", "Praxis am Wall"]
            [index as usize % 5],
        1000 + index
    );
    let mut result = channel(&name, overall, ratings, [Some(days), coverage, rate]);
    let weakest = (0..3).min_by_key(|place| ratings[*place]).unwrap();
    result.assessment.overall.weakest = Metric::ALL[weakest];
    result.assessment.metrics.chats.confidence = Confidence::Firm;
    let signal = result.assessment.signals[1].clone();
    let exceeded = [0.8, 0.6, 0.4, 0.2].into_iter().filter(|share| chance() < *share).count();
    result.assessment.signals.extend(std::iter::repeat_n(signal, exceeded));
    let weeks = (0..26)
        .map(|_| {
            let response_rate = rate.map(|rate| (rate + 0.3 * (chance() - 0.5)).clamp(0.0, 1.0) as f32);
            let moved = if chance() < 0.15 { overall.max(2) - 1 } else { overall };
            week(Some(moved), response_rate)
        })
        .collect();
    (result, weeks)
}

fn fleet_of(channels: u32) -> Vec<FleetChannel> {
    many(channels).into_iter().map(|(result, weeks)| FleetChannel::of(&result, Vec::new(), weeks)).collect()
}

#[test]
fn a_thousand_channels_are_small_and_always_the_same() {
    let fleet = fleet_of(1_000);
    let page = page_of(&fleet, Mask::On);
    assert!(page.len() < 5_000_000, "{}", page.len());
    assert_eq!(page_of(&fleet, Mask::On), page);
    assert_eq!(lines(&page).len(), 1_001);
}

/// A channel of which everything is said that can be said, at the length at which it is cut, still takes no more than a thousandth of what a
/// thousand may take.
#[test]
fn whatever_is_said_of_a_channel_it_stays_small() {
    let long = "word ".repeat(3_000);
    let mut result = young();
    result.channel.clone_from(&long);
    result.sources[0].path.clone_from(&long);
    let mut one = [FleetChannel::of(&young(), Vec::new(), Vec::new())];
    let short = page_of(&one, Mask::On).len();
    one[0] = FleetChannel::of(&result, vec![long.clone(); 50], Vec::new());
    let page = page_of(&one, Mask::On);
    assert!(page.len() < short + 2_500, "{} instead of {short}", page.len());
}

/// Everything that others write is `text`.
fn hostile(text: &str) -> String {
    let mut result = young();
    text.clone_into(&mut result.channel);
    text.clone_into(&mut result.sources[0].path);
    result.rejects = vec![reject(text, text, text)];
    for reason in &mut result.assessment.reasons {
        text.clone_into(&mut reason.text);
    }
    text.clone_into(&mut result.assessment.actions[0].text);
    text.clone_into(&mut result.assessment.signals[1].text);
    let channels = [FleetChannel::of(&result, vec![text.to_owned()], Vec::new()), fleet_of(1).remove(0)];
    let mut page = String::new();
    for mask in [Mask::On, Mask::Off] {
        page = page_of(&channels, mask);
        check(&page);
    }
    page
}

#[test]
fn no_name_becomes_markup_or_leaves_its_place() {
    for name in [
        "\"><script>alert(1)</script>",
        "'><img src=x onerror=alert(1)>",
        "</bdi></th></tr></tbody></table>",
        "</style></script></title><!--",
        "\u{202e}gpj.exe",
        "",
    ] {
        let page = hostile(name);
        assert_eq!(lines(&page).len(), 3, "{name}");
        let seen = name.trim_start_matches('\u{202e}');
        assert!(words(&page).contains(seen), "{name}");
        assert!(!page.contains('\u{202e}'));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_it_is_called(name in r#"([<>"'&/!=\-\]\[a-c ]|</?(script|style|title|table|tbody|bdi)>|<!--|\PC|\p{C}){0,40}"#) {
        prop_assert_eq!(lines(&hostile(&name)).len(), 3);
    }
}
