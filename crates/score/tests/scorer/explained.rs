//! What is said about a rating, to the letter.

use meter_score::{Metric, Policy, score};

use crate::channel::{BASE, Channel, DAY, Person, person};

fn said(channel: &Channel, metric: Metric) -> Vec<(&'static str, String)> {
    let found = score(&channel.ledger(), &Policy::default(), None);
    let of_metric = found.reasons.into_iter().filter(|reason| reason.metric == metric);
    of_metric.map(|reason| (reason.code, reason.text)).collect()
}

#[track_caller]
fn says(channel: &Channel, metric: Metric, expected: &[(&'static str, &str)]) {
    let found = said(channel, metric);
    let found: Vec<(&str, &str)> = found.iter().map(|(code, text)| (*code, text.as_str())).collect();
    assert_eq!(found, expected);
}

fn many(number: usize, person: &Person) -> Vec<Person> {
    vec![person.clone(); number]
}

#[test]
fn age() {
    let days = |days: i64| Channel::of(vec![person(true, &[(0, true), (days * 24, true)])]);
    says(
        &days(1),
        Metric::LifeTime,
        &[("AGE_BELOW_ATTENTION", "The number is at least 1 day old, under 7 days.")],
    );
    says(
        &days(7),
        Metric::LifeTime,
        &[("AGE_BELOW_GOOD", "The number is at least 7 days old, under 30 days.")],
    );
    says(
        &days(30),
        Metric::LifeTime,
        &[("AGE_GOOD", "The number is at least 30 days old, not under 30 days.")],
    );
    let mut registered = days(1);
    registered.registered = Some(BASE - 2 * DAY);
    says(
        &registered,
        Metric::LifeTime,
        &[("AGE_BELOW_ATTENTION", "The number is 3 days old, under 7 days.")],
    );
    says(
        &Channel::of(vec![]),
        Metric::LifeTime,
        &[(
            "AGE_UNKNOWN",
            "Nothing says how old the number is; state when it was registered, or add exports with messages.",
        )],
    );
}

#[test]
fn coverage() {
    let mut channel = Channel::of(many(12, &person(false, &[(0, true)])));
    channel.persons.extend(many(8, &person(true, &[(0, true)])));
    let text = "8 of 20 people written to in the last 30 days are in the address book (40 %), under 50 %.";
    says(&channel, Metric::Contacts, &[("COVERAGE_BELOW_GOOD", text)]);
    channel.persons.truncate(13);
    channel.persons.drain(..10);
    says(
        &channel,
        Metric::Contacts,
        &[
            (
                "COVERAGE_BELOW_GOOD",
                "1 of 3 people written to in the last 30 days is in the address book (33 %), under 50 %.",
            ),
            ("COVERAGE_SMALL_SAMPLE", "That is fewer than 10 people, so the rating is 2 at most."),
        ],
    );
    channel.address_book = false;
    let text = "No source says who is in the address book; add the phone's contacts as vCard or CSV.";
    says(&channel, Metric::Contacts, &[("COVERAGE_UNKNOWN", text)]);
    let only_incoming = Channel::of(many(3, &person(true, &[(0, false)])));
    let text = "Nobody was written to in the last 30 days.";
    says(&only_incoming, Metric::Contacts, &[("COVERAGE_NO_DATA", text)]);
}

#[test]
fn response_rate() {
    // 3 of 20 answered after an hour, the others silent for 99 hours: 15 %.
    let mut channel = Channel::of(many(17, &person(true, &[(0, true)])));
    channel.persons.extend(many(3, &person(true, &[(0, true), (1, false)])));
    channel.persons.push(person(true, &[(100, false)]));
    let text = "15 % of the people to whom conversations were opened in the last 30 days answer within 72 hours \
                (3 of 20 conversations so far), under 30 %.";
    says(&channel, Metric::Chats, &[("RESPONSE_BELOW_GOOD", text)]);
    channel.persons.drain(..15);
    let text = "60 % of the people to whom conversations were opened in the last 30 days answer within 72 hours \
                (3 of 5 conversations so far), not under 30 %.";
    let small = "They are 5 people, fewer than 10, so the rating is 2 at most.";
    says(&channel, Metric::Chats, &[("RESPONSE_GOOD", text), ("RESPONSE_SMALL_SAMPLE", small)]);
}

#[test]
fn a_number_that_only_answers() {
    let mut channel = Channel::of(many(10, &person(true, &[(0, false), (1, true)])));
    channel.persons.extend(many(2, &person(true, &[(0, false)])));
    let text = "No conversation was opened in the last 30 days, but 10 of 12 that others opened were answered: a \
                number that only answers.";
    says(&channel, Metric::Chats, &[("RESPONSE_INBOUND_ONLY", text)]);
    channel.persons.drain(..9);
    let text = "No conversation was opened in the last 30 days, but 1 of 3 that others opened was answered: a \
                number that only answers.";
    let small = "That is fewer than 10, so the rating is 2 at most.";
    says(&channel, Metric::Chats, &[("RESPONSE_INBOUND_ONLY", text), ("RESPONSE_SMALL_SAMPLE", small)]);
    channel.persons.remove(0);
    let text = "No conversation was opened in the last 30 days, and the 2 that others opened got no answer.";
    says(&channel, Metric::Chats, &[("RESPONSE_NO_DATA", text)]);
    let text = "No conversation was opened in the last 30 days, by either side.";
    says(&Channel::of(vec![]), Metric::Chats, &[("RESPONSE_NO_DATA", text)]);
}
