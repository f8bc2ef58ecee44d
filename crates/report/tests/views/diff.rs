//! Comparisons of results, from values written by hand.

use meter_report::Row;
use meter_report::diff::{self, Diff, Snapshot, Trend};
use meter_report::table::TableStyle;
use meter_score::KeyChange;
use proptest::prelude::*;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::sample::{empty, hotline, young};

/// A result with the six keys and these columns more.
fn snapshot(channel: &str, ratings: [u8; 4], more: &[(&str, &str)]) -> Snapshot {
    let [overall, age, contacts, chats] = ratings.map(|rating| rating.to_string());
    let get = |column: &str| {
        let found = more.iter().find(|(name, _)| *name == column).map(|(_, value)| (*value).to_owned());
        found.or(match column {
            "channel" => Some(channel.to_owned()),
            "riskFactor" => Some(overall.clone()),
            "lifeTime" => Some(age.clone()),
            "riskFactorContacts" => Some(contacts.clone()),
            "riskFactorChats" => Some(chats.clone()),
            _ => None,
        })
    };
    Snapshot::of(&get).unwrap()
}

fn diff(before: Vec<Snapshot>, after: Vec<Snapshot>) -> Diff {
    Diff::of(["before.json".to_owned(), "after.json".to_owned()], before, after)
}

fn json_of(diff: &Diff) -> Value {
    let mut out = Vec::new();
    diff::write_json(diff, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

fn drawn(diff: &Diff, width: usize) -> String {
    let mut out = Vec::new();
    diff::write_table(diff, &TableStyle { width, colour: false }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const CONTACTS: &str = "riskFactorContacts";

/// The reason of the only changed metric, contacts, between two sets of columns.
fn why_contacts(before: &[(&str, &str)], after: &[(&str, &str)]) -> String {
    let diff = diff(vec![snapshot("a", [2, 2, 1, 2], before)], vec![snapshot("a", [2, 2, 2, 2], after)]);
    json_of(&diff)["channels"][0]["why"][CONTACTS].as_str().unwrap().to_owned()
}

#[test]
fn the_counts_behind_a_change_are_its_reason() {
    let few = [
        ("riskFactorContacts.coverage", "0.1"),
        ("riskFactorContacts.known", "5"),
        ("riskFactorContacts.reached", "50"),
        ("riskFactorContacts.confidence", "firm"),
    ];
    let more = [("riskFactorContacts.coverage", "0.3"), ("riskFactorContacts.known", "15"), few[2], few[3]];
    assert_eq!(
        why_contacts(&few, &more),
        "5 of 50 people saved (10 %), firm → 15 of 50 people saved (30 %), firm."
    );
    assert_eq!(why_contacts(&[], &[]), "Only ratings were saved, so it is not known why.");
    assert_eq!(
        why_contacts(&[], &more),
        "Before, only the rating was saved; after: 15 of 50 people saved (30 %), firm."
    );
    assert_eq!(
        why_contacts(&few, &[]),
        "Before: 5 of 50 people saved (10 %), firm; after, only the rating was saved."
    );
    assert_eq!(
        why_contacts(&few, &few),
        "5 of 50 people saved (10 %), firm, both times, but rated differently, as by another version."
    );
    let by = |fingerprint| [few[0], few[1], few[2], few[3], ("policy.fingerprint", fingerprint)];
    assert_eq!(
        why_contacts(&by("a1"), &by("b2")),
        "5 of 50 people saved (10 %), firm, both times; the policies rate it differently."
    );
    let none = [("riskFactorContacts.reached", "50"), ("riskFactorContacts.confidence", "none")];
    assert_eq!(
        why_contacts(&none, &more),
        "50 people written to, no address book, no data → 15 of 50 people saved (30 %), firm."
    );
}

/// From 25 % to 25 % would say nothing.
#[test]
fn numbers_that_round_alike_are_written_in_full() {
    let side = |rate| {
        [
            ("riskFactorChats.responseRate", rate),
            ("riskFactorChats.outreaches", "12"),
            ("riskFactorChats.persons", "1"),
            ("riskFactorChats.answered", "5"),
            ("riskFactorChats.pending", "0"),
            ("riskFactorChats.confidence", "firm"),
        ]
    };
    let diff = diff(
        vec![snapshot("a", [2, 2, 2, 2], &side("0.25"))],
        vec![snapshot("a", [2, 2, 2, 1], &side("0.2500000001"))],
    );
    let view = json_of(&diff);
    assert_eq!(
        view["channels"][0]["why"]["riskFactorChats"],
        "25 % answered (5 of 12 conversations with 1 person, 0 pending), firm → 25.00000001 % answered (5 of 12 conversations with 1 \
         person, 0 pending), firm."
    );
    assert_eq!(
        view["channels"][0]["values"],
        json!({"riskFactorChats.responseRate": {"before": 0.25, "after": 0.250_000_000_1}})
    );
}

#[test]
fn an_overall_rating_follows_its_parts() {
    let why = |before: [u8; 4], after: [u8; 4], more: &[(&str, &str)]| {
        let diff = diff(vec![snapshot("a", before, &[])], vec![snapshot("a", after, more)]);
        json_of(&diff)["channels"][0]["why"]["riskFactor"].clone()
    };
    assert_eq!(
        why([2, 1, 2, 2], [3, 3, 3, 2], &[]),
        "Its parts changed: age of the number 1 → 3, address book 2 → 3."
    );
    assert_eq!(
        why([2, 2, 2, 2], [1, 2, 2, 2], &[]),
        "Its parts are the same, so they were joined differently."
    );
    assert_eq!(why([2, 2, 2, 2], [2, 2, 2, 3], &[]), Value::Null);
}

#[test]
fn channels_are_joined_by_name_and_those_alone_are_listed() {
    let one = |name, overall| snapshot(name, [overall, 2, 2, 2], &[]);
    let both =
        diff(vec![one("b", 2), one("gone", 1), one("a", 3)], vec![one("new", 3), one("a", 2), one("b", 3)]);
    assert_eq!([Trend::Fell, Trend::Rose, Trend::Same].map(|trend| both.count(trend)), [1, 1, 0]);
    let view = json_of(&both);
    assert_eq!(view["counts"], json!({"fell": 1, "rose": 1, "same": 0}));
    assert_eq!((&view["onlyBefore"], &view["onlyAfter"]), (&json!(["gone"]), &json!(["new"])));
    assert_eq!(
        (&view["channels"][0]["channel"], &view["channels"][0]["trend"]),
        (&json!("b"), &json!("rose"))
    );
    assert_eq!(view["channels"][1]["ratings"]["riskFactor"], json!({"before": 3, "after": 2}));
    let mut out = Vec::new();
    diff::write_csv(&both, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let rows: Vec<&str> = text.lines().collect();
    let joined = "riskFactor: Its parts are the same, so they were joined differently.";
    assert_eq!(rows[1], format!("b,rose,2,3,2,2,2,2,2,2,,,,,\"{joined}\""));
    assert_eq!(rows[2], format!("a,fell,3,2,2,2,2,2,2,2,,,,,\"{joined}\""));
    assert_eq!(rows[3], "gone,only-before,1,,2,,2,,2,,,,,,");
    assert_eq!(rows[4], "new,only-after,,3,,2,,2,,2,,,,,");
}

/// A fall counts as a fall, whatever else rose.
#[test]
fn one_fall_makes_a_channel_fall() {
    let both = diff(vec![snapshot("a", [2, 1, 2, 2], &[])], vec![snapshot("a", [3, 3, 3, 1], &[])]);
    assert_eq!(both.pairs[0].trend(), Trend::Fell);
}

#[test]
fn instants_and_policies_are_compared_where_both_have_them() {
    let side = |as_of, day, name, fingerprint| {
        let more = [
            ("asOf", as_of),
            ("lastUpdateDate", day),
            ("policy.name", name),
            ("policy.fingerprint", fingerprint),
        ];
        snapshot("a", [2; 4], &more)
    };
    let both = diff(
        vec![side("2024-05-20T00:00:00Z", "5/20/2024", "default", "a1")],
        vec![side("2024-05-27T00:00:00Z", "5/27/2024", "strict", "b2")],
    );
    let channel = &json_of(&both)["channels"][0];
    assert_eq!(channel["asOf"], json!({"before": "2024-05-20T00:00:00Z", "after": "2024-05-27T00:00:00Z"}));
    assert_eq!(
        channel["policy"],
        json!({"before": {"name": "default", "fingerprint": "a1"}, "after": {"name": "strict", "fingerprint": "b2"}})
    );
    // The vendor's keys have only the day, and no policy; a policy of the same values by another name is the same.
    let both =
        diff(vec![side("", "5/20/2024", "", "")], vec![side("2024-05-27T00:00:00Z", "5/27/2024", "x", "b2")]);
    let channel = &json_of(&both)["channels"][0];
    assert_eq!(channel["asOf"], json!({"before": "5/20/2024", "after": "5/27/2024"}));
    assert_eq!(channel["policy"], Value::Null);
    let both = diff(
        vec![side("2024-05-20T00:00:00Z", "5/20/2024", "default", "a1")],
        vec![side("2024-05-20T00:00:00Z", "5/20/2024", "same", "a1")],
    );
    let channel = &json_of(&both)["channels"][0];
    assert_eq!((&channel["asOf"], &channel["policy"]), (&Value::Null, &Value::Null));
}

fn samples() -> Vec<Snapshot> {
    [young(), hotline(), empty()].iter().map(|result| Snapshot::of_row(&Row::of(result)).unwrap()).collect()
}

#[test]
fn the_table_for_people() {
    let mut later = young();
    let metrics = &mut later.assessment.metrics;
    metrics.life_time.age_days = Some(33);
    metrics.life_time.rating = meter_score::Rating::GoodIndicator;
    metrics.chats.response_rate = Some(0.1);
    metrics.chats.answered = 12;
    metrics.chats.rating = meter_score::Rating::UseCaution;
    later.assessment.as_of = Some(crate::sample::AS_OF + 30 * 86_400);
    let mut both = diff(samples(), vec![Snapshot::of_row(&Row::of(&later)).unwrap(), samples().remove(2)]);
    both.policy = Some(vec![KeyChange { key: "min_sample".into(), before: "10".into(), after: "20".into() }]);
    insta::assert_snapshot!(drawn(&both, 80), @"
    before.json → after.json
    2 channels in both: 1 with a rating that fell, 0 that rose only, 1 the same.

      Policy
        min_sample: 10 → 20

    acme
      As of 2024-05-20T00:00:00Z → 2024-06-19T00:00:00Z
      same  ▮▮▯ 2 → ▮▮▯ 2  Overall
      rose  ▮▯▯ 1 → ▮▮▮ 3  Age of the number
            at least 3 days since its first message, provisional → at least 33 days
            since its first message, provisional.
      same  ▮▮▯ 2 → ▮▮▯ 2  Address book
      fell  ▮▮▮ 3 → ▮▯▯ 1  Response rate
            55 % answered (60 of 120 conversations with 109 people, 11 pending),
            firm → 10 % answered (12 of 120 conversations with 109 people, 11
            pending), firm.

      Only before: 1
        ▮▮▮ 3  hotline
    ");
    assert_eq!(
        drawn(&diff(samples(), samples()), 80),
        "before.json → after.json\n3 channels in both; no rating changed.\n"
    );
}

fn any_snapshot(channel: &'static str) -> impl Strategy<Value = Snapshot> {
    let days = prop::option::of(0_u8..3);
    ((1_u8..4), (1_u8..4), (1_u8..4), (1_u8..4), days).prop_map(
        move |(overall, age, contacts, chats, days)| {
            let days = days.map(|days| days.to_string());
            let more =
                days.as_deref().map(|days| [("lifeTime.ageDays", days), ("lifeTime.confidence", "firm")]);
            snapshot(channel, [overall, age, contacts, chats], more.as_ref().map_or(&[], |more| &more[..]))
        },
    )
}

proptest! {
    #[test]
    fn a_result_beside_itself_has_no_changes(one in any_snapshot("a"), other in any_snapshot("b")) {
        let both = diff(vec![one.clone(), other.clone()], vec![other, one]);
        prop_assert_eq!(both.count(Trend::Same), 2);
        for channel in json_of(&both)["channels"].as_array().unwrap() {
            prop_assert_eq!(&channel["values"], &json!({}));
            prop_assert_eq!(&channel["why"], &json!({}));
        }
    }

    /// What fell one way rose the other, and every pair of values is turned round.
    #[test]
    fn the_other_way_round_is_the_mirror(one in any_snapshot("a"), other in any_snapshot("a")) {
        let there = json_of(&diff(vec![one.clone()], vec![other.clone()]));
        let back = json_of(&diff(vec![other], vec![one]));
        let turned = |value: &Value| json!({"before": value["after"], "after": value["before"]});
        for group in ["ratings", "values"] {
            let (there, back) = (&there["channels"][0][group], &back["channels"][0][group]);
            prop_assert_eq!(there.as_object().unwrap().len(), back.as_object().unwrap().len());
            for (key, value) in there.as_object().unwrap() {
                prop_assert_eq!(&turned(value), &back[key], "{}", key);
            }
        }
        let why = |view: &Value| view["channels"][0]["why"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        prop_assert_eq!(why(&there), why(&back));
    }

    /// Whatever strangers call themselves, a line fits and holds nothing that moves a cursor.
    #[test]
    fn names_are_harmless(name in any::<String>(), policy in any::<String>(), width in 0_usize..120) {
        let more = [("policy.name", policy.as_str()), ("policy.fingerprint", "a1")];
        let one = snapshot(&name, [2; 4], &more);
        let other = snapshot(&name, [1, 2, 2, 2], &[("policy.fingerprint", "b2")]);
        let mut both = diff(vec![one.clone()], vec![other]);
        both.only_before.push(one);
        both.names[0] = name;
        both.policy = Some(vec![KeyChange { key: "name".to_owned(), before: policy, after: String::new() }]);
        let limit = width.clamp(TableStyle::NARROWEST, TableStyle::WIDEST);
        for line in drawn(&both, width).lines() {
            prop_assert!(line.width() <= limit, "{line:?}");
            prop_assert!(!line.chars().any(char::is_control), "{line:?}");
            prop_assert!(!line.ends_with(' '), "{line:?}");
        }
    }
}
