//! What the parts of a report become, and laws that hold for any input.

use meter_model::{Handle, Moment};
use proptest::prelude::*;

use super::{FORMAT, folder_of, is_part};
use crate::formats::testing::{ledger, moment, phone, read, read_with, rejects};
use crate::formats::{Claim, FORMATS};
use crate::source::Head;
use crate::{Collector, ReadError, Role, TextKey};

const REGISTRATION: &str = r#"{"wa_registration_info":{"platform":"Android","network":"262-01","network_name":"x","device":"y","registration_timestamp":1500000000}}"#;
const USER: &str =
    r#"{"wa_user_information":{"phone_number":"+44 7700 900999","report_generation_time":1716163200}}"#;
const CONTACTS: &str = r#"{"wa_contacts":["+447700900001","447700900002"]}"#;
const PORTABILITY: &str = r#"{"account_number":"447700900999","contacts":["+447700900001"],"groups":[{"phone_number":"447700900003"}],"generation_time":1716163200}"#;
const PARTS: [&str; 4] = [REGISTRATION, USER, CONTACTS, PORTABILITY];

/// What becomes of a file's bytes.
fn outcome(bytes: &[u8]) -> Result<Collector, ReadError> {
    read_with(&FORMAT, bytes, Role::AddressBook, &TextKey::default())
}

/// Who is known, and who is the channel.
fn people(text: &str) -> (Vec<Handle>, Vec<Handle>) {
    let persons = ledger(&FORMAT, text).persons;
    let known = persons.iter().filter(|person| person.known).map(|person| person.handles[0].clone());
    let own = persons.iter().filter(|person| person.own).map(|person| person.handles[0].clone());
    (known.collect(), own.collect())
}

#[test]
fn the_time_of_registration_is_exact_evidence() {
    for text in [
        REGISTRATION,
        r#"{"platform":"iOS","registration_timestamp":"1500000000"}"#,
        r#"{"wa_registration_info":[{"device":"a","registration_timestamp":1500000000},{"registration_timestamp":1600000000}]}"#,
    ] {
        let age = ledger(&FORMAT, text).age;
        assert_eq!((age.registered, age.message), (Some(moment(1_500_000_000)), None), "{text}");
    }
}

#[test]
fn a_time_that_cannot_be_is_rejected_and_proves_nothing() {
    for (time, why) in [
        // The last second of 2008.
        ("1230767999", "is not readable as time since 2009"),
        ("1", "is not readable as time since 2009"),
        ("null", "is missing"),
        ("0", "is not readable as time since 2009"),
        ("\"soon\"", "is not readable as time since 2009"),
        ("1e400", "is not readable as time since 2009"),
    ] {
        let text = REGISTRATION.replace("1500000000", time);
        let expected = format!("wa_registration_info.registration_timestamp: {why}");
        assert_eq!(rejects(&FORMAT, &text), [expected], "{time}");
        assert_eq!(ledger(&FORMAT, &text).age.registered, None, "{time}");
    }
    let first = REGISTRATION.replace("1500000000", "1230768000");
    assert_eq!(ledger(&FORMAT, &first).age.registered, Some(moment(1_230_768_000)));
}

#[test]
fn the_own_number_and_the_uploaded_address_book_are_read() {
    assert_eq!(people(USER), (vec![], vec![phone("447700900999")]));
    assert_eq!(people(CONTACTS), (vec![phone("447700900001"), phone("447700900002")], vec![]));
    // The number in a group is another person's.
    assert_eq!(people(PORTABILITY), (vec![phone("447700900001")], vec![phone("447700900999")]));
    let objects = r#"{"wa_contacts":[{"phone_number":"+44 7700 900001"},{"number":447700900002},"447700900003@s.whatsapp.net"]}"#;
    let collector = read(&FORMAT, objects);
    assert_eq!((collector.report.records, collector.report.rejected), (3, 0));
    let known = ["447700900001", "447700900002", "447700900003"].map(phone);
    assert_eq!(people(objects).0, known);
}

#[test]
fn contacts_without_country_code_are_rejected() {
    let text = r#"{"wa_contacts":["07700 900001","+447700900002",{},"Ann",null,17],"contacts":{}}"#;
    assert_eq!(
        rejects(&FORMAT, text),
        [
            "wa_contacts[0]: is not readable as phone number",
            "wa_contacts[2]: is missing",
            "wa_contacts[3]: is not readable as phone number",
            "wa_contacts[4]: is missing",
            "wa_contacts[5]: is not readable as phone number",
            "contacts: is no list",
        ]
    );
    assert_eq!(people(text).0, [phone("447700900002")]);
}

#[test]
fn no_contacts_are_no_word_about_the_address_book() {
    assert!(!ledger(&FORMAT, r#"{"wa_contacts":[]}"#).address_book);
    assert!(!ledger(&FORMAT, REGISTRATION).address_book);
    assert!(ledger(&FORMAT, CONTACTS).address_book);
    let strangers = read_with(&FORMAT, CONTACTS.as_bytes(), Role::Strangers, &TextKey::default()).unwrap();
    assert_eq!(strangers.report.records, 2);
    assert!(!strangers.facts.settle().address_book);
}

fn claims(text: &str) -> Vec<(&'static str, Claim)> {
    let head = Head { name: "registration_info.json", text, whole: true, ..Head::default() };
    let claims = FORMATS.iter().map(|format| (format.name, (format.sniff)(&head)));
    claims.filter(|(_, claim)| *claim != Claim::No).collect()
}

#[test]
fn parts_are_recognised_and_no_other_format_claims_them() {
    for text in PARTS {
        assert_eq!(claims(text), [("account-report", Claim::Certain)], "{text}");
    }
    let groups = r#"{"wa_groups":[{"subject":"x"}]}"#;
    assert_eq!(claims(groups), [("account-report", Claim::Likely)]);
    for text in [
        "",
        "wa_contacts",
        r#"{"input":"447700900001","status":"valid","wa_id":"447700900001"}"#,
        r#"{"registration_timestamp":1}"#,
        r#"{"phone_number":"447700900001"}"#,
        r#"[{"a":{"b":{"wa_contacts":[]}}}]"#,
    ] {
        assert_eq!(
            (FORMAT.sniff)(&Head { name: "x", text, whole: true, ..Head::default() }),
            Claim::No,
            "{text}"
        );
    }
}

#[test]
fn what_lies_around_a_part_belongs_to_the_report() {
    let read = "report.zip/whatsapp_account_information/registration_info.json";
    for path in [
        "report.zip/index.html",
        "report.zip/css/style.css",
        "report.zip/whatsapp_account_information/x",
        "report.zip/whatsapp_connections/groups.json",
    ] {
        assert!(is_part(folder_of(read), path), "{path}");
    }
    for path in ["index.html", "other.zip/index.html", "report.zip/notes.txt", "report.zipper/index.html"] {
        assert!(!is_part(folder_of(read), path), "{path}");
    }
    assert!(is_part(folder_of("whatsapp_connections/contacts.json"), "index.html"));
    assert!(is_part(folder_of("contacts.json"), "whatsapp_settings/settings.json"));
    assert!(!is_part(folder_of("contacts.json"), "chat.txt"));
}

#[test]
fn a_part_cut_anywhere_is_an_error() {
    for part in PARTS {
        for end in 1..part.len() {
            let cut = outcome(&part.as_bytes()[..end]);
            assert!(matches!(cut, Err(ReadError::Truncated { .. })), "{end} of {part}");
        }
    }
    assert_eq!(rejects(&FORMAT, "[]"), ["document 1: is no object"]);
}

proptest! {
    #[test]
    fn flipped_bytes_never_panic(
        part in prop::sample::select(PARTS.to_vec()),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = part.as_bytes().to_vec();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(collector) = outcome(&bytes) {
            prop_assert!(collector.report.records <= 2);
            let registered = collector.facts.settle().age.registered;
            prop_assert!(registered.is_none_or(|time| time >= Moment::FIRST));
        }
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in r#"[\[\]{}",:a-d0\\\n ]{0,200}"#) {
        let _ = outcome(&bytes);
        let _ = outcome(format!("{{\"wa_contacts\":[{text}]}}").as_bytes());
    }
}
