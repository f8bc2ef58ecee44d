//! The page of one channel.

pub mod fleet;
mod hostile;
mod parsed;
mod persons;

use meter_report::ChannelResult;
use meter_report::html::{ChannelPage, channel};
use meter_report::mask::Mask;
use meter_score::Policy;
use meter_score::portrait::Portrait;

use self::parsed::{check, words};
use crate::sample::{empty, hotline, young};

pub fn page(result: ChannelResult, portrait: Option<Portrait>) -> ChannelPage {
    ChannelPage {
        result,
        portrait,
        sweep: None,
        doubts: Vec::new(),
        policy: Policy::default(),
        mask: Mask::On,
    }
}

/// The page as it is written, after it was looked at by a machine.
#[track_caller]
pub fn written(page: &ChannelPage) -> String {
    let mut out = Vec::new();
    channel::write(page, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    check(&text);
    text
}

/// Its words, with single spaces.
#[track_caller]
fn read(page: &ChannelPage) -> String {
    words(&written(page)).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_told(text: &str, expected: &[&str]) {
    let mut rest = text;
    for part in expected {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part:?} is not in (the rest of) {text}"));
        rest = &rest[at + part.len()..];
    }
}

/// What matters most comes first, and everything that the result has is told.
#[test]
fn a_page_tells_the_ratings_and_what_they_rest_on() {
    let text = read(&page(young(), None));
    let told = [
        "acme – Safety Meter",
        "As of 2024-05-20 00:00 UTC , the last 30 days",
        "Overall 2 Needs Attention The lowest part is the age of the number.",
        "Age of the number 1 1 Use Caution 3 days or more Confidence: provisional, as it may be older.",
        "Since 2024-05-16, the day of its first message; it may be older.",
        "Address book 2 2 Needs Attention 40 % in the address book, 40 of 100 Confidence: firm. 95 % interval 31 to 49.8 %.",
        "Response rate 3 3 Good Indicator 55 % answered, 60 of 120 Confidence: firm.",
        "120 conversations opened with 109 people: 60 answered, 11 pending, 49 unanswered; 33 opened by others.",
        "95 % interval 46 to 64 %; median reply after 14 min.",
        "What would raise it Wait 4 more days before the next campaign. Age of the number: to 2 Needs Attention",
        "Save 10 of the 60 people who are not in the address book. Address book: to 3 Good Indicator",
        "Why these ratings Age of the number The number is at least 3 days old, under 7 days.",
        "Warning signs They never change a rating. 1 of 4 is beyond its limit. 44 limit 30 44 messages in one hour; the limit is 30.",
        "Peak outbound per minute 2 2 Outbound inbound ratio 0.33 3 Failed share no data 5 %",
        "What was read",
        "vcard 1 55 0 – – whatsapp-text 2 852 3 2024-05-16 2024-05-20",
        "What could not be read Nothing of it counts.",
        "the whole file ends before its directory; export the chat again",
        "line 230 has a time after 23:59",
        "Which policy Policy default , fingerprint c15691d2fba228ed",
        "Age of the number 7 days 30 days 1 Address book 20 % 50 % 1 Response rate 15 % 30 % 1",
        "Reply window 72 hours",
        "How it is computed",
    ];
    assert_told(&text, &told);
}

#[test]
fn what_is_not_known_reads_as_no_data_and_never_as_safe() {
    let text = read(&page(empty(), None));
    assert_told(
        &text,
        &[
            "Nothing in it has a date",
            "No data Nothing in these exports has a date",
            "Overall No data counts as 1, Use Caution Nothing is known of any of the three parts. If the missing data were known, it would be 1 to 3.",
            "Age of the number ? No data counts as 1, Use Caution Confidence: none, as there is no data.",
            "Address book ? No data",
            "Response rate ? No data",
            "What would raise it Nothing that could be counted",
            "Why these ratings No data.",
            "Warning signs They never change a rating. No data.",
            "What was read Nothing.",
        ],
    );
    // The method tells what a 3 would be; nothing else does.
    let (before, _) = text.split_once("Which policy").unwrap();
    assert!(!before.contains("Good Indicator"), "{before}");
    for absent in ["What could not be read", "Unanswered and unknown", "How stable", "Charts"] {
        assert!(!before.contains(absent), "{absent}");
    }
}

#[test]
fn a_number_that_only_answers_is_told_so() {
    let text = read(&page(hotline(), None));
    assert_told(
        &text,
        &[
            "As of 2024-05-20 02:00 Europe/Berlin",
            "Overall 3 Good Indicator All three parts are equal.",
            "3000 days Confidence: firm.",
            "99.6 % in the address book, 249 of 250",
            "Only answers and opens no conversations Confidence: firm.",
            "What would raise it Nothing: every part is at its best.",
            "None of 3 is beyond its limit.",
        ],
    );
}

#[test]
fn why_a_rating_is_provisional_is_told() {
    let mut result = young();
    let provisional = meter_score::Confidence::Provisional;
    result.assessment.metrics.contacts.confidence = provisional;
    result.assessment.metrics.contacts.interval = Some([0.1, 0.5]);
    result.assessment.metrics.chats.confidence = provisional;
    result.assessment.metrics.chats.persons = 9;
    assert_told(
        &read(&page(result.clone(), None)),
        &["as the cuts at 20 % and 50 % lie within its interval.", "as 9 people are fewer than 10."],
    );
    result.assessment.metrics.chats.persons = 1;
    assert_told(&read(&page(result.clone(), None)), &["as 1 person is fewer than 10."]);
    result.assessment.metrics.contacts.interval = Some([0.2, 0.5]);
    result.assessment.metrics.chats.basis = Some(meter_score::ResponseBasis::InboundOnly);
    assert_told(
        &read(&page(result, None)),
        &["as the cut at 50 % lies within its interval.", "as it rests on fewer than 10 conversations."],
    );
}

#[test]
fn doubts_come_before_everything() {
    let mut page = page(young(), None);
    page.doubts = vec!["chats/ann.txt: about as many messages as an export holds".to_owned()];
    assert_told(
        &read(&page),
        &["What may make these ratings wrong chats/ann.txt: about as many messages", "Ratings 2 Overall"],
    );
}

/// A list that goes on for ever is cut, and what is left out is counted.
#[test]
fn long_lists_are_cut_and_counted() {
    let mut result = young();
    let reject = result.rejects[0].clone();
    result.rejects = vec![reject; 1_053];
    let source = result.sources[0].clone();
    result.sources = vec![source; 101];
    let page = page(result, None);
    assert_told(&read(&page), &["All 101 files", "And 1 more file;", "And 1003 more places;"]);
    assert!(written(&page).len() < 80_000);
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let page = page(young(), Some(persons::portrait()));
    assert_eq!(written(&page), written(&page.clone()));
}
