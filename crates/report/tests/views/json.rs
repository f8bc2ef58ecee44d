//! The public JSON, declared a second time in the order in which it is written: what is added, renamed, left out
//! or moved breaks these tests first.

use meter_report::{ChannelResult, full, vendor};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use crate::sample::{empty, hotline, young};

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Full {
    channel: String,
    as_of: Option<String>,
    window_days: u32,
    score: Score,
    overall: Overall,
    metrics: Metrics,
    reasons: Vec<Reason>,
    actions: Vec<Action>,
    signals: Vec<Signal>,
    sources: Vec<Source>,
    rejects: Vec<Reject>,
    policy: Policy,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Score {
    channel: String,
    last_update_date: Option<String>,
    life_time: u8,
    risk_factor: u8,
    risk_factor_chats: u8,
    risk_factor_contacts: u8,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Overall {
    range: [u8; 2],
    weakest: Metric,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Metrics {
    life_time: LifeTime,
    risk_factor_contacts: Contacts,
    risk_factor_chats: Chats,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct LifeTime {
    rating: u8,
    age_days: Option<i64>,
    since: Option<String>,
    basis: Option<AgeBasis>,
    lower_bound: Option<bool>,
    confidence: Confidence,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Contacts {
    rating: u8,
    coverage: Option<Number>,
    known: Option<u64>,
    reached: u64,
    interval: Option<[Number; 2]>,
    confidence: Confidence,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Chats {
    rating: u8,
    response_rate: Option<Number>,
    persons: u64,
    outreaches: u64,
    answered: u64,
    pending: u64,
    unanswered: u64,
    inbound_conversations: u64,
    median_reply_seconds: Option<Number>,
    interval: Option<[Number; 2]>,
    basis: Option<ResponseBasis>,
    confidence: Confidence,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    code: String,
    metric: Metric,
    text: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Action {
    code: String,
    metric: Metric,
    to: u8,
    need: u64,
    text: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Signal {
    code: String,
    value: Option<Number>,
    limit: Number,
    exceeded: bool,
    text: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Source {
    path: String,
    format: String,
    records: u64,
    rejected: u64,
    first: Option<String>,
    last: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Reject {
    path: String,
    at: String,
    why: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    name: String,
    fingerprint: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
enum Metric {
    LifeTime,
    RiskFactorContacts,
    RiskFactorChats,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum AgeBasis {
    Registration,
    Message,
    Group,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
enum ResponseBasis {
    Outreach,
    InboundOnly,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Confidence {
    None,
    Provisional,
    Firm,
}

fn line(result: &ChannelResult) -> String {
    let mut out = Vec::new();
    full::write_line(result, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn array(results: &[ChannelResult]) -> String {
    let mut out = Vec::new();
    full::write_array(results, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn six_keys(result: &ChannelResult) -> String {
    let mut out = Vec::new();
    vendor::write(result, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_six_keys_are_those_of_the_vendor_byte_for_byte() {
    let expected = r#"{"channel":"acme","lastUpdateDate":"5/20/2024","lifeTime":1,"riskFactor":2,"riskFactorChats":3,"riskFactorContacts":2}"#;
    assert_eq!(six_keys(&young()), format!("{expected}\n"));
}

#[test]
fn the_date_is_that_of_the_zone_and_null_without_one() {
    // 2024-05-20T00:00:00Z is the evening before in New York and 02:00 in Berlin.
    let mut result = young();
    result.timezone = chrono_tz::America::New_York;
    assert!(six_keys(&result).contains(r#""lastUpdateDate":"5/19/2024""#));
    result.timezone = chrono_tz::Europe::Berlin;
    assert!(six_keys(&result).contains(r#""lastUpdateDate":"5/20/2024""#));
    assert!(six_keys(&empty()).contains(r#""lastUpdateDate":null"#));
    result.assessment.as_of = Some(i64::MAX);
    assert!(six_keys(&result).contains(r#""lastUpdateDate":null"#));
}

/// The whole line: it freezes the order of the keys, how instants and numbers are written, and every null.
#[test]
fn the_full_view_byte_for_byte() {
    let expected = concat!(
        r#"{"channel":"acme","asOf":"2024-05-20T00:00:00Z","windowDays":30,"#,
        r#""score":{"channel":"acme","lastUpdateDate":"5/20/2024","lifeTime":1,"riskFactor":2,"riskFactorChats":3,"riskFactorContacts":2},"#,
        r#""overall":{"range":[2,2],"weakest":"lifeTime"},"#,
        r#""metrics":{"lifeTime":{"rating":1,"ageDays":3,"since":"2024-05-16T08:00:00Z","basis":"message","lowerBound":true,"confidence":"provisional"},"#,
        r#""riskFactorContacts":{"rating":2,"coverage":0.4,"known":40,"reached":100,"interval":[0.309401,0.497998],"confidence":"firm"},"#,
        r#""riskFactorChats":{"rating":3,"responseRate":0.55,"persons":109,"outreaches":120,"answered":60,"pending":11,"unanswered":49,"#,
        r#""inboundConversations":33,"medianReplySeconds":840,"interval":[0.46,0.64],"basis":"outreach","confidence":"firm"}},"#,
        r#""reasons":[{"code":"RESPONSE_GOOD","metric":"riskFactorChats","text":"60 of 120 conversations opened in the last 30 days were answered within 72 hours."}],"#,
        r#""actions":[{"code":"SAVE_CONTACTS","metric":"riskFactorContacts","to":3,"need":10,"text":"Save 10 of the 60 people who are not in the address book."}],"#,
        r#""signals":[{"code":"OUTBOUND_INBOUND_RATIO","value":0.3333333333333333,"limit":3,"exceeded":false,"text":"A third as many messages sent as received."},"#,
        r#"{"code":"FAILED_SHARE","value":null,"limit":0.05,"exceeded":false,"text":"No delivery states in the exports."}],"#,
        r#""sources":[{"path":"contacts.vcf","format":"vcard","records":55,"rejected":0,"first":null,"last":null}],"#,
        r#""rejects":[{"path":"chats/ann.txt","at":"line 230","why":"has a time after 23:59"}],"#,
        r#""policy":{"name":"default","fingerprint":"0123456789abcdef"}}"#,
        "\n"
    );
    let mut result = young();
    result.assessment.reasons.drain(..2);
    result.assessment.actions.drain(..1);
    result.assessment.signals.drain(..2);
    result.sources.drain(..2);
    result.rejects.drain(..3);
    assert_eq!(line(&result), expected);
}

#[test]
fn every_result_is_what_the_declared_types_would_write() {
    for result in [young(), empty(), hotline()] {
        let full: Full = serde_json::from_str(&line(&result)).unwrap();
        assert_eq!(serde_json::to_string(&full).unwrap(), line(&result).trim_end());
    }
}

#[test]
fn nothing_is_left_out_where_there_is_nothing() {
    fn keys(path: &str, value: &Value, found: &mut Vec<String>) {
        if let Value::Object(object) = value {
            for (key, value) in object {
                found.push(format!("{path}.{key}"));
                keys(&format!("{path}.{key}"), value, found);
            }
        }
    }
    let of = |result: &ChannelResult| {
        let mut found = Vec::new();
        keys("", &serde_json::from_str(&line(result)).unwrap(), &mut found);
        found
    };
    // 12 at the top, 6 of the score, 2 overall, 3 metrics with 6 + 6 + 12, 2 of the policy.
    assert_eq!(of(&empty()).len(), 12 + 6 + 2 + 3 + 6 + 6 + 12 + 2);
    assert_eq!(of(&empty()), of(&young()));
}

#[test]
fn the_array_has_a_channel_on_each_line() {
    let (one, two) = (line(&young()), line(&empty()));
    assert_eq!(array(&[young(), empty()]), format!("[\n{},\n{}\n]\n", one.trim_end(), two.trim_end()));
    assert_eq!(array(&[]), "[]\n");
    let parsed: Vec<Full> = serde_json::from_str(&array(&[young(), hotline()])).unwrap();
    assert_eq!(parsed.len(), 2);
}

#[test]
fn names_of_strangers_cannot_leave_their_string() {
    let mut result = young();
    result.channel = "a\"},\n{\u{1b}[2J\u{2028}".to_owned();
    assert_eq!(line(&result).lines().count(), 1);
    assert_eq!(six_keys(&result).lines().count(), 1);
    let value: Value = serde_json::from_str(&line(&result)).unwrap();
    assert_eq!(value["channel"], Value::String(result.channel));
}

/// An array whose elements are added one by one is the array that is written at once.
#[test]
fn an_array_can_be_written_element_by_element() {
    for results in [vec![], vec![young()], vec![young(), empty(), hotline()]] {
        let mut at_once = Vec::new();
        full::write_array(&results, &mut at_once).unwrap();
        let mut one_by_one = Vec::new();
        for (index, result) in results.iter().enumerate() {
            full::begin_element(index == 0, &mut one_by_one).unwrap();
            let mut line = Vec::new();
            full::write_line(result, &mut line).unwrap();
            one_by_one.extend_from_slice(line.trim_ascii_end());
        }
        full::end_array(results.is_empty(), &mut one_by_one).unwrap();
        assert_eq!(String::from_utf8(one_by_one).unwrap(), String::from_utf8(at_once).unwrap());
    }
}
