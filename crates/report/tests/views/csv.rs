//! The CSV, read back by a reader of its own.

use meter_report::{ChannelResult, csv};
use proptest::prelude::*;

use crate::sample::{empty, young};

fn written(results: &[ChannelResult]) -> String {
    let mut out = Vec::new();
    csv::write(results, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Rows as (column, cell) pairs.
fn read(text: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| names.iter().cloned().zip(row.iter().map(str::to_owned)).collect()).collect()
}

fn filled(row: &[(String, String)]) -> Vec<String> {
    row.iter().filter(|(_, cell)| !cell.is_empty()).map(|(name, cell)| format!("{name} {cell}")).collect()
}

#[test]
fn every_column_of_a_channel() {
    let rows = read(&written(&[young()]));
    insta::assert_snapshot!(filled(&rows[0]).join("\n"), @"
    channel acme
    asOf 2024-05-20T00:00:00Z
    windowDays 30
    lastUpdateDate 5/20/2024
    lifeTime 1
    riskFactor 2
    riskFactorChats 3
    riskFactorContacts 2
    overall.range.low 2
    overall.range.high 2
    overall.weakest lifeTime
    lifeTime.ageDays 3
    lifeTime.since 2024-05-16T08:00:00Z
    lifeTime.basis message
    lifeTime.lowerBound true
    lifeTime.confidence provisional
    riskFactorContacts.coverage 0.4
    riskFactorContacts.known 40
    riskFactorContacts.reached 100
    riskFactorContacts.interval.low 0.309401
    riskFactorContacts.interval.high 0.497998
    riskFactorContacts.confidence firm
    riskFactorChats.responseRate 0.55
    riskFactorChats.persons 109
    riskFactorChats.outreaches 120
    riskFactorChats.answered 60
    riskFactorChats.pending 11
    riskFactorChats.unanswered 49
    riskFactorChats.inboundConversations 33
    riskFactorChats.medianReplySeconds 840
    riskFactorChats.interval.low 0.46
    riskFactorChats.interval.high 0.64
    riskFactorChats.basis outreach
    riskFactorChats.confidence firm
    reasons AGE_BELOW_ATTENTION COVERAGE_BELOW_GOOD RESPONSE_GOOD
    actions WAIT SAVE_CONTACTS
    signals.exceeded PEAK_OUTBOUND_PER_HOUR
    sources 3
    sources.records 907
    sources.rejected 3
    rejects 4
    policy.name default
    policy.fingerprint 0123456789abcdef
    overall.reason The number is at least 3 days old, under 7 days.
    ");
}

#[test]
fn no_value_is_an_empty_cell() {
    let rows = read(&written(&[empty()]));
    insta::assert_snapshot!(filled(&rows[0]).join("\n"), @"
    channel empty
    windowDays 30
    lifeTime 1
    riskFactor 1
    riskFactorChats 1
    riskFactorContacts 1
    overall.range.low 1
    overall.range.high 3
    overall.weakest lifeTime
    lifeTime.confidence none
    riskFactorContacts.reached 0
    riskFactorContacts.confidence none
    riskFactorChats.persons 0
    riskFactorChats.outreaches 0
    riskFactorChats.answered 0
    riskFactorChats.pending 0
    riskFactorChats.unanswered 0
    riskFactorChats.inboundConversations 0
    riskFactorChats.confidence none
    sources 0
    sources.records 0
    sources.rejected 0
    rejects 0
    policy.name default
    policy.fingerprint 0123456789abcdef
    ");
}

#[test]
fn the_header_is_there_without_channels_and_lines_end_as_in_the_standard() {
    let none = written(&[]);
    assert!(none.starts_with("channel,asOf,windowDays,lastUpdateDate,lifeTime,riskFactor,"));
    assert!(none.ends_with("\r\n"));
    assert_eq!(none.lines().count(), 1);
}

#[test]
fn text_that_begins_like_a_formula_is_disarmed() {
    for name in ["=1+1", "+44 7700 900123", "-2", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1"] {
        let mut result = young();
        result.channel = name.to_owned();
        assert_eq!(read(&written(&[result]))[0][0].1, format!("'{name}"));
    }
}

proptest! {
    #[test]
    fn names_come_back_as_they_went_in(name in any::<String>()) {
        let mut result = young();
        result.channel.clone_from(&name);
        let rows = read(&written(&[result.clone(), young()]));
        prop_assert_eq!(rows.len(), 2);
        let cell = &rows[0][0].1;
        prop_assert_eq!(cell.strip_prefix('\'').filter(|_| *cell != name).unwrap_or(cell), &name);
        prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
        prop_assert_eq!(&rows[0][1..], &read(&written(&[young()]))[0][1..]);
    }
}
