//! What a rating rests on, in a few words.

use meter_score::Metric;
use meter_score::words::{percent, plain};

use super::snapshot::Snapshot;
use crate::fleet::key;

/// Such as `25 of 60 people saved (42 %), provisional`; none if only the rating was saved. `exactly` does not round.
pub(super) fn side(snapshot: &Snapshot, metric: Metric, exactly: bool) -> Option<String> {
    if !snapshot.explains(metric) {
        return None;
    }
    let confidence = snapshot.word(&format!("{}.confidence", key(metric)))?;
    let facts = match metric {
        Metric::LifeTime => age(snapshot),
        Metric::Contacts => contacts(snapshot, exactly),
        Metric::Chats => chats(snapshot, exactly),
    };
    Some(match (facts, confidence) {
        (None, _) => "no data".to_owned(),
        (Some(facts), "none") => format!("{facts}, no data"),
        (Some(facts), confidence) => format!("{facts}, {confidence}"),
    })
}

fn age(snapshot: &Snapshot) -> Option<String> {
    let days = number_of(snapshot.number("lifeTime.ageDays")?, "day", "days");
    let at_least = if snapshot.word("lifeTime.lowerBound") == Some("true") { "at least " } else { "" };
    let basis = match snapshot.word("lifeTime.basis") {
        Some("registration") => " since its registration",
        Some("message") => " since its first message",
        Some("group") => " since a group it created",
        _ => " old",
    };
    Some(format!("{at_least}{days}{basis}"))
}

fn contacts(snapshot: &Snapshot, exactly: bool) -> Option<String> {
    let reached = snapshot.number("riskFactorContacts.reached")?;
    let people = number_of(reached, "person", "people");
    match (snapshot.number("riskFactorContacts.known"), snapshot.number("riskFactorContacts.coverage")) {
        (Some(known), Some(coverage)) => {
            Some(format!("{} of {people} saved ({})", plain(known), share(coverage, exactly)))
        }
        (Some(_), None) => Some("nobody written to".to_owned()),
        (None, _) => Some(format!("{people} written to, no address book")),
    }
}

fn chats(snapshot: &Snapshot, exactly: bool) -> Option<String> {
    let count = |column: &str| snapshot.number(column).unwrap_or_default();
    let inbound = number_of(count("riskFactorChats.inboundConversations"), "conversation", "conversations");
    if let Some(rate) = snapshot.number("riskFactorChats.responseRate") {
        let outreaches = number_of(count("riskFactorChats.outreaches"), "conversation", "conversations");
        let persons = number_of(count("riskFactorChats.persons"), "person", "people");
        return Some(format!(
            "{} answered ({} of {outreaches} with {persons}, {} pending)",
            share(rate, exactly),
            plain(count("riskFactorChats.answered")),
            plain(count("riskFactorChats.pending")),
        ));
    }
    match snapshot.word("riskFactorChats.basis") {
        Some("inbound-only") => Some(format!("no conversation opened, {inbound} opened by others")),
        _ => None,
    }
}

fn share(share: f64, exactly: bool) -> String {
    if exactly { format!("{} %", share * 100.0) } else { format!("{} %", percent(share)) }
}

fn number_of(number: f64, one: &str, many: &str) -> String {
    let number = plain(number);
    let noun = if number == "1" { one } else { many };
    format!("{number} {noun}")
}
