//! The address book, the channel's own number, identifiers of users, and logs of several numbers.

use meter_model::{Handle, Ledger};

use super::super::FORMAT;
use super::{DAY, messages, outcome, payload};
use crate::formats::testing::{ledger, phone, read, read_with, rejects};
use crate::{ReadError, Role, TextKey};

fn known(ledger: &Ledger) -> Vec<&Handle> {
    ledger.persons.iter().filter(|person| person.known).flat_map(|person| &person.handles).collect()
}

fn changes(list: &str) -> String {
    payload("smb_app_state_sync", &format!(r#""state_sync":[{list}]"#))
}

fn change(number: &str, name: &str, action: &str, time: i64) -> String {
    format!(
        r#"{{"type":"contact","contact":{{{name}"phone_number":"{number}"}},"action":"{action}","metadata":{{"timestamp":"{time}"}}}}"#
    )
}

#[test]
fn changes_of_the_address_book_tell_who_is_known() {
    let list = [
        change("447700900001", r#""full_name":"Ann Lee","first_name":"Ann","#, "add", DAY),
        change("447700900002", r#""full_name":"Bob","#, "add", DAY),
        change("447700900002", "", "remove", DAY + 5),
        change("447700900003", "", "remove", DAY),
        change("447700900003", r#""first_name":"Cy","#, "add", DAY + 1),
        change("447700900004", "", "add", DAY),
        r#"{"type":"label","action":"add"}"#.to_owned(),
    ];
    let text = changes(&list.join(","));
    let collector = read(&FORMAT, &text);
    assert_eq!((collector.report.records, collector.report.rejected), (6, 0));
    let ledger = collector.facts.settle();
    assert!(ledger.address_book);
    assert_eq!(known(&ledger), [&phone("447700900001"), &phone("447700900003")]);
    // The order in which changes arrive does not matter.
    let mut turned = list;
    turned.reverse();
    assert_eq!(self::ledger(&FORMAT, &changes(&turned.join(","))), ledger);
}

#[test]
fn numbers_may_be_written_as_people_do() {
    let list = [
        change("+44 7700 900001", r#""full_name":"Ann","#, "add", 10),
        change("+44 (7700) 900-002", r#""full_name":"Bob","#, "add", 20),
        change("447700900003", r#""full_name":"Cem","#, "add", 30),
    ];
    let ledger = self::ledger(&FORMAT, &changes(&list.join(",")));
    let expected = ["447700900001", "447700900002", "447700900003"].map(phone);
    assert_eq!(known(&ledger), expected.iter().collect::<Vec<_>>());
}

#[test]
fn strangers_stay_unknown() {
    let text = changes(&change("447700900001", r#""full_name":"Ann","#, "add", DAY));
    let collector = read_with(&FORMAT, text.as_bytes(), Role::Strangers, &TextKey::default()).unwrap();
    assert_eq!(collector.report.records, 1);
    assert!(!collector.facts.settle().address_book);
}

#[test]
fn a_change_without_a_number_is_rejected() {
    let text = changes(r#"{"type":"contact"},{"type":"contact","contact":{"full_name":"Ann"}},7"#);
    let place = "entry[0].changes[0].value.state_sync";
    assert_eq!(
        rejects(&FORMAT, &text),
        [
            format!("{place}[0].contact: is missing"),
            format!("{place}[1].contact.phone_number: is missing"),
            format!("{place}[2].contact: is missing"),
        ]
    );
}

#[test]
fn the_names_that_people_give_themselves_are_no_address_book() {
    let text = payload(
        "messages",
        &format!(
            r#""contacts":[{{"profile":{{"name":"Ann"}},"wa_id":"447700900001"}}],"messages":[{{"from":"447700900001","id":"a","timestamp":"{DAY}"}}]"#
        ),
    );
    let ledger = ledger(&FORMAT, &text);
    assert!(!ledger.address_book && known(&ledger).is_empty());
}

#[test]
fn a_changed_number_and_a_hidden_number_are_the_same_person() {
    let system = messages(&format!(
        r#"{{"from":"447700900001","id":"a","timestamp":"{DAY}"}},
        {{"from":"447700900001","id":"b","timestamp":"{DAY}","type":"system","system":{{"type":"user_changed_number","new_wa_id":"447700900002"}}}},
        {{"from":"447700900002","id":"c","timestamp":"{DAY}"}}"#
    ));
    let persons: Vec<_> = ledger(&FORMAT, &system).persons.into_iter().map(|person| person.handles).collect();
    assert_eq!(persons, [vec![phone("447700900001"), phone("447700900002")], vec![phone("447700900999")]]);

    let user = "GB.1000000000000001";
    let hidden = payload(
        "messages",
        &format!(
            r#""contacts":[{{"wa_id":"447700900001","user_id":"{user}"}}],"messages":[{{"from":"447700900001","id":"a","timestamp":"{DAY}"}},
            {{"from_user_id":"{user}","id":"b","timestamp":"{DAY}"}}],
            "statuses":[{{"id":"c","status":"sent","timestamp":"{DAY}","recipient_id":"","recipient_user_id":"{user}"}}]"#
        ),
    );
    let ledger = ledger(&FORMAT, &hidden);
    assert_eq!(ledger.touches.len(), 3);
    assert!(ledger.touches.iter().all(|touch| touch.person() == 0));
    assert_eq!(ledger.persons[0].handles, [phone("447700900001"), Handle::Name(user.into())]);
}

#[test]
fn a_log_of_several_numbers_is_refused() {
    let one = messages(&format!(r#"{{"from":"447700900001","id":"a","timestamp":"{DAY}"}}"#));
    for other in [one.replace("\"777\"", "\"778\""), one.replace("900999", "900998")] {
        let error = outcome(format!("{one}\n{other}\n").as_bytes()).unwrap_err();
        assert!(matches!(error, ReadError::SeveralNumbers { numbers: 2, .. }));
        assert_eq!(
            error.to_string(),
            "holds the data of 2 numbers, and a channel is one number; split the log by phone_number_id and give each \
             number a folder of its own"
        );
    }
    // One number, displayed in two ways.
    let same = one.replace("+44 7700 900999", "447700900999");
    assert_eq!(read(&FORMAT, &format!("{one}\n{same}\n")).report.records, 2);
}

#[test]
fn the_sample_of_the_dashboard_is_no_message() {
    let one = messages(&format!(r#"{{"from":"447700900001","id":"a","timestamp":"{DAY}"}}"#));
    let sample = one.replace("\"777\"", "\"123456123\"").replace("900999", "900998");
    assert_eq!(
        rejects(&FORMAT, &format!("{one}\n{sample}\n")),
        ["line 2, entry[0].changes[0].value: is the sample with which the dashboard tests a webhook"]
    );
}

#[test]
fn an_unreadable_own_number_is_rejected() {
    let text = messages("").replace("+44 7700 900999", "my number");
    assert_eq!(
        rejects(&FORMAT, &text),
        ["entry[0].changes[0].value.metadata.display_phone_number: is not readable as phone number"]
    );
}
