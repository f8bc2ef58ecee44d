//! From rows to messages, once everything is decided.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use meter_model::{Act, Chat, Delivery, Direction, Kind as MessageKind, Moment};

use super::Part;
use super::dates::{Chosen, day};
use super::people::{Kind, Partner, Resolved};
use crate::formats::text::{Row, Transcript};
use crate::{Collector, DateOrder, Declared, wall_to_seconds};

/// Pushes the messages of a part, and what it says about its partner, into its collector.
pub(super) fn deliver(
    collector: &mut Collector,
    part: &Part,
    chosen: &Chosen,
    resolved: &Resolved,
    declared: &Declared,
) {
    let transcript = &part.transcript;
    if transcript.rows.is_empty() {
        return;
    }
    explain(collector, transcript, chosen, resolved);
    if let Kind::Direct(partner) = &resolved.kind {
        state(collector, partner);
    }
    let directions: Vec<Direction> = transcript
        .senders
        .iter()
        .map(|sender| if resolved.mine.contains(sender) { Direction::Outgoing } else { Direction::Incoming })
        .collect();
    let strangers: Vec<bool> =
        transcript.senders.iter().map(|sender| resolved.strangers.contains(sender)).collect();
    let mut chat: Option<Chat> = None;
    let mut wall = Wall { zone: declared.timezone, order: chosen.order, today: None };
    for row in &transcript.rows {
        let Some(time) = wall.moment(row) else {
            let why = format!("no calendar has this date in the order {} since 2009", in_words(chosen.order));
            collector.reject(row.line.into(), format!("line {}", row.line), why);
            continue;
        };
        let sender = usize::from(row.sender);
        if strangers[sender] {
            let why = "its sender is neither you nor the partner, so it was pasted into a text; other own names are given with --me";
            collector.reject(row.line.into(), format!("line {}", row.line), why);
            continue;
        }
        let chat = *chat.get_or_insert_with(|| collector.chat(&resolved.kind.jid()));
        let act = Act {
            direction: directions[sender],
            id: None,
            time,
            kind: MessageKind::Content,
            delivery: Delivery::Unknown,
            text: row.text,
        };
        collector.act(chat, &act);
    }
}

/// A name or number as sender or chat tells whether its person is in the address book, so a text chat is a word on it.
fn state(collector: &mut Collector, partner: &Partner) {
    collector.facts.has_address_book();
    if partner.saved {
        collector.facts.know(partner.handle.clone());
    }
    if let Some(also) = &partner.also {
        collector.facts.link(partner.handle.clone(), also.clone());
    }
}

/// A wall clock that remembers its day.
struct Wall {
    zone: Tz,
    order: DateOrder,
    today: Option<([u16; 3], Option<Day>)>,
}

#[derive(Clone, Copy)]
struct Day {
    date: NaiveDate,
    /// When it began, if it has 24 hours.
    began: Option<i64>,
}

impl Wall {
    fn moment(&mut self, row: &Row) -> Option<Moment> {
        let day = match self.today {
            Some((date, day)) if date == row.date => day,
            _ => day(row, self.order).map(|date| self.day(date)),
        };
        self.today = Some((row.date, day));
        let Day { date, began } = day?;
        let second = TimeDelta::seconds(row.second_of_day.into());
        Moment::from_seconds(began.map_or_else(
            || wall_to_seconds(date.and_time(NaiveTime::MIN) + second, self.zone),
            |began| began + second.num_seconds(),
        ))
    }

    fn day(&self, date: NaiveDate) -> Day {
        let midnight = date.and_time(NaiveTime::MIN);
        let began = wall_to_seconds(midnight, self.zone);
        let ends = wall_to_seconds(midnight + TimeDelta::days(1), self.zone);
        let is_plain = ends - began == TimeDelta::days(1).num_seconds();
        Day { date, began: is_plain.then_some(began) }
    }
}

/// Says how a part was understood.
fn explain(collector: &mut Collector, transcript: &Transcript, chosen: &Chosen, resolved: &Resolved) {
    collector.note("date-order", format!("dates read as {}: {}", in_words(chosen.order), chosen.why));
    let names: Vec<String> = resolved.mine.iter().map(|sender| format!("“{}”", sender.name)).collect();
    let me = match (&*names, &resolved.kind) {
        ([], Kind::Group) => "none of the senders is known to be you".to_owned(),
        ([], _) => "you write nothing here".to_owned(),
        (names, _) => format!("you write as {}", names.join(" and ")),
    };
    collector.note("me", me);
    collector.note("chat", what_it_is(&resolved.kind));
    if may_be_cut(transcript) {
        let cap =
            "about as many messages as an export holds at most, so it may be cut; the chat may be longer";
        collector.note("cap", cap);
    }
}

fn what_it_is(kind: &Kind) -> &'static str {
    match kind {
        Kind::Group => "a group: only your own messages count, as evidence of age",
        Kind::OwnerAlone => "no partner is told, so your messages count only as evidence of age",
        Kind::Direct(Partner { number_like: true, .. }) => {
            "a direct chat; the name is a number without country code, taken for the name of a saved contact"
        }
        Kind::Direct(Partner { saved: true, .. }) => "a direct chat with a person in the address book",
        Kind::Direct(_) => "a direct chat with a person not in the address book",
    }
}

/// WhatsApp exports about 40,000 messages, with media about 10,000; notices among them are no rows.
fn may_be_cut(transcript: &Transcript) -> bool {
    let has_media = transcript.media_votes.iter().any(|votes| *votes > 0);
    let rows = transcript.rows.len();
    (39_000..=41_000).contains(&rows) || has_media && (9_700..=10_300).contains(&rows)
}

fn in_words(order: DateOrder) -> &'static str {
    match order {
        DateOrder::Dmy => "day, month, year",
        DateOrder::Mdy => "month, day, year",
        DateOrder::Ymd => "year, month, day",
        DateOrder::Ydm => "year, day, month",
        DateOrder::Myd => "month, year, day",
    }
}
