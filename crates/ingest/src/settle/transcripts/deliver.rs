//! From rows to messages, once everything is decided.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use meter_model::{Act, Chat, Delivery, Direction, Facts, Kind as MessageKind, Moment, Stretch};

use super::dates::{Chosen, day};
use super::people::{Kind, Partner, Resolved};
use super::{Order, Part};
use crate::formats::text::Row;
use crate::{Collector, DateOrder, Declared, wall_to_seconds};

/// Turns all rows into messages, and tells of which collector they are. What a part says about its partner goes into its collector.
pub(super) fn deliver(
    mut orders: Vec<Order<'_>>,
    rows: Vec<Row>,
    collectors: &mut [Collector],
    declared: &Declared,
) -> (Facts, Vec<Stretch>) {
    orders.retain(|order| order.part.rows > 0);
    for Order { part, decided } in &orders {
        if let Some((chosen, resolved)) = decided {
            let collector = &mut collectors[part.collector];
            explain(collector, part, chosen, resolved);
            if let Kind::Direct(partner) = &resolved.kind {
                state(collector, partner);
            }
        }
    }
    orders.sort_unstable_by_key(|order| order.part.start);
    let mut orders = orders.into_iter().peekable();
    let mut facts = Facts::default();
    let mut stretches = Vec::with_capacity(orders.len());
    let (mut at, mut end, mut taken) = (0, 0, 0);
    let mut clerk: Option<Clerk<'_>> = None;
    facts.acts(rows, |facts, row| {
        if at == end {
            stretches.extend(clerk.take().map(|done| Stretch { source: done.collector, end: taken }));
            let order = orders.next_if(|order| order.part.start == at);
            // What no part has is nobody's.
            end = at + order.as_ref().map_or(1, |order| order.part.rows);
            clerk = order.and_then(|order| Clerk::new(&order, declared));
        }
        at += 1;
        let clerk = clerk.as_mut()?;
        let (chat, act) = clerk.act(&row, facts, &mut collectors[clerk.collector])?;
        taken += usize::from(chat.is_direct());
        Some((chat, act))
    });
    stretches.extend(clerk.map(|done| Stretch { source: done.collector, end: taken }));
    (facts, stretches)
}

/// Reads the rows of one part, one after the other.
struct Clerk<'a> {
    collector: usize,
    kind: &'a Kind,
    /// By sender, in which direction they write; `None` for strangers.
    directions: Vec<Option<Direction>>,
    chat: Option<Chat>,
    wall: Wall,
}

impl<'a> Clerk<'a> {
    /// `None` if nothing is decided about the part.
    fn new(order: &Order<'a>, declared: &Declared) -> Option<Self> {
        let Order { part, decided } = order;
        let (chosen, resolved) = (*decided)?;
        let direction = |sender| {
            let its = if resolved.mine.contains(sender) { Direction::Outgoing } else { Direction::Incoming };
            (!resolved.strangers.contains(sender)).then_some(its)
        };
        Some(Self {
            collector: part.collector,
            kind: &resolved.kind,
            directions: part.transcript.senders.iter().map(direction).collect(),
            chat: None,
            wall: Wall { zone: declared.timezone, order: chosen.order, today: None },
        })
    }

    fn act(
        &mut self,
        row: &Row,
        facts: &mut Facts,
        collector: &mut Collector,
    ) -> Option<(Chat, Act<'static>)> {
        let Some(time) = self.wall.moment(row) else {
            let order = in_words(self.wall.order);
            reject(collector, row, format!("no calendar has this date in the order {order} since 2009"));
            return None;
        };
        let Some(direction) = self.directions[usize::from(row.sender)] else {
            let why = "its sender is neither you nor the partner, so it was pasted into a text; other own names are given with --me";
            reject(collector, row, why.to_owned());
            return None;
        };
        let chat = *self.chat.get_or_insert_with(|| facts.chat(&self.kind.jid()));
        collector.count_message(time);
        let (kind, delivery) = (MessageKind::Content, Delivery::Unknown);
        Some((chat, Act { direction, id: None, time, kind, delivery, text: row.text }))
    }
}

fn reject(collector: &mut Collector, row: &Row, why: String) {
    collector.reject(row.line.into(), format!("line {}", row.line), why);
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
fn explain(collector: &mut Collector, part: &Part, chosen: &Chosen, resolved: &Resolved) {
    collector.note("date-order", format!("dates read as {}: {}", in_words(chosen.order), chosen.why));
    let names: Vec<String> = resolved.mine.iter().map(|sender| sender.name.clone()).collect();
    let me = match (&*names, &resolved.kind) {
        ([], Kind::Group) => "none of the senders is known to be you".to_owned(),
        ([], _) => "you write nothing here".to_owned(),
        (names, _) => format!("you write as “{}”", names.join("” and “")),
    };
    collector.note_naming("me", me, names);
    collector.note("chat", what_it_is(&resolved.kind));
    if may_be_cut(part) {
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
fn may_be_cut(part: &Part) -> bool {
    let has_media = part.transcript.media_votes.iter().any(|votes| *votes > 0);
    (39_000..=41_000).contains(&part.rows) || has_media && (9_700..=10_300).contains(&part.rows)
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
