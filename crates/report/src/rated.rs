//! The columns of everything that is rated, which every table of scores shares.

use meter_score::{Metrics, Overall};

use crate::cell::{Cell, Sort, count, high, instant, low, number, rating, word};

/// A column: its name, which is the path of the same value in the full view below `metrics`, and how to find the value.
pub(crate) struct RatedColumn {
    pub(crate) name: &'static str,
    pub(crate) sort: Sort,
    pub(crate) cell: fn(&Overall, &Metrics) -> Cell,
}

const fn column(sort: Sort, name: &'static str, cell: fn(&Overall, &Metrics) -> Cell) -> RatedColumn {
    RatedColumn { name, sort, cell }
}

/// All of them. Programs rely on their names and their order.
pub(crate) const RATED: &[RatedColumn] = &[
    column(Sort::Whole, "lifeTime", |_, metrics| rating(metrics.life_time.rating)),
    column(Sort::Whole, "riskFactor", |overall, _| rating(overall.rating)),
    column(Sort::Whole, "riskFactorChats", |_, metrics| rating(metrics.chats.rating)),
    column(Sort::Whole, "riskFactorContacts", |_, metrics| rating(metrics.contacts.rating)),
    column(Sort::Whole, "overall.range.low", |overall, _| rating(overall.range[0])),
    column(Sort::Whole, "overall.range.high", |overall, _| rating(overall.range[1])),
    column(Sort::Text, "overall.weakest", |overall, _| word(Some(overall.weakest))),
    column(Sort::Whole, "lifeTime.ageDays", |_, metrics| {
        metrics.life_time.age_days.map_or(Cell::Nothing, Cell::Whole)
    }),
    column(Sort::Text, "lifeTime.since", |_, metrics| instant(metrics.life_time.since)),
    column(Sort::Text, "lifeTime.basis", |_, metrics| word(metrics.life_time.basis)),
    column(Sort::Flag, "lifeTime.lowerBound", |_, metrics| {
        metrics.life_time.lower_bound.map_or(Cell::Nothing, Cell::Flag)
    }),
    column(Sort::Text, "lifeTime.confidence", |_, metrics| word(Some(metrics.life_time.confidence))),
    column(Sort::Number, "riskFactorContacts.coverage", |_, metrics| number(metrics.contacts.coverage)),
    column(Sort::Whole, "riskFactorContacts.known", |_, metrics| {
        metrics.contacts.known.map_or(Cell::Nothing, count)
    }),
    column(Sort::Whole, "riskFactorContacts.reached", |_, metrics| count(metrics.contacts.reached)),
    column(Sort::Number, "riskFactorContacts.interval.low", |_, metrics| {
        number(low(metrics.contacts.interval))
    }),
    column(Sort::Number, "riskFactorContacts.interval.high", |_, metrics| {
        number(high(metrics.contacts.interval))
    }),
    column(Sort::Text, "riskFactorContacts.confidence", |_, metrics| word(Some(metrics.contacts.confidence))),
    column(Sort::Number, "riskFactorChats.responseRate", |_, metrics| number(metrics.chats.response_rate)),
    column(Sort::Whole, "riskFactorChats.persons", |_, metrics| count(metrics.chats.persons)),
    column(Sort::Whole, "riskFactorChats.outreaches", |_, metrics| count(metrics.chats.outreaches)),
    column(Sort::Whole, "riskFactorChats.answered", |_, metrics| count(metrics.chats.answered)),
    column(Sort::Whole, "riskFactorChats.pending", |_, metrics| count(metrics.chats.pending)),
    column(Sort::Whole, "riskFactorChats.unanswered", |_, metrics| count(metrics.chats.unanswered)),
    column(Sort::Whole, "riskFactorChats.inboundConversations", |_, metrics| {
        count(metrics.chats.inbound_conversations)
    }),
    column(Sort::Number, "riskFactorChats.medianReplySeconds", |_, metrics| {
        number(metrics.chats.median_reply_seconds)
    }),
    column(Sort::Number, "riskFactorChats.interval.low", |_, metrics| number(low(metrics.chats.interval))),
    column(Sort::Number, "riskFactorChats.interval.high", |_, metrics| number(high(metrics.chats.interval))),
    column(Sort::Text, "riskFactorChats.basis", |_, metrics| word(metrics.chats.basis)),
    column(Sort::Text, "riskFactorChats.confidence", |_, metrics| word(Some(metrics.chats.confidence))),
];
