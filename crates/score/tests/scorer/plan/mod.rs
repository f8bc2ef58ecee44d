//! Plans against the full scorer on edited ledgers, against hand arithmetic, and against laws.

mod agreement;
mod asked;
mod paper;
mod safe;

use meter_model::{Ledger, Moment, NewOutreach};
use meter_score::plan::Request;

use crate::channel::{BASE, Channel, DAY, person};

fn request(per_day: u64, days: u32) -> Request {
    Request { per_day, days, known: 0.0, reply: None, evidence: None, target: None, seed: 1, runs: 3 }
}

/// The ledger without what comes after an instant, and with messages.
fn sent(ledger: &Ledger, as_of: i64, messages: &[NewOutreach]) -> Ledger {
    let mut ledger = ledger.clone();
    ledger.touches.retain(|touch| touch.time().seconds() <= as_of);
    let by_then = |time: &mut Option<Moment>| *time = time.filter(|time| time.seconds() <= as_of);
    by_then(&mut ledger.age.registered);
    by_then(&mut ledger.age.message);
    by_then(&mut ledger.age.group);
    ledger.send(messages);
    ledger
}

/// Four persons written to two days before, three of them known, two answering after two hours; as-of is [`BASE`], ten days after the
/// registration.
fn four_persons() -> Channel {
    let answered = &[(-48, true), (-46, false)];
    let silent = &[(-48, true)];
    let persons =
        vec![person(true, answered), person(true, silent), person(true, silent), person(false, answered)];
    Channel { registered: Some(BASE - 10 * DAY), ..Channel::of(persons) }
}

/// Thirty persons who were written to a month before as-of, two a day, 24 of them known, 18 of them answering after one to three hours.
fn a_month() -> Channel {
    let persons = (0..30).map(|index: i64| {
        let opening = -24 * (index / 2) - 12;
        let touches = [(opening, true), (opening + 1 + index % 3, false)];
        person(index % 5 > 0, if index % 5 < 3 { &touches } else { &touches[..1] })
    });
    Channel { registered: Some(BASE - 100 * DAY), ..Channel::of(persons.collect()) }
}
