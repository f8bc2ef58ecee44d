//! One row a channel: the one list of columns that every tabular view shares.

use meter_score::instant::rfc3339;
use meter_score::{Assessment, Coverage, LifeTime, Rating, Response};
use serde::Serialize;
use serde_json::Value;

use crate::ChannelResult;
use crate::vendor::last_update_date;

/// One value of a row.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Cell {
    /// No value.
    Nothing,
    /// Text, possibly written by strangers.
    Text(String),
    /// A count or a rating.
    Whole(i64),
    /// A share or a duration.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

/// What all values of a column are, for tables with types.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sort {
    Text,
    Whole,
    Number,
    Flag,
}

impl Sort {
    /// Whether a text is a value of this sort.
    pub(crate) fn holds(self, text: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Whole => text.parse::<i64>().is_ok(),
            Self::Number => text.parse::<f64>().is_ok(),
            Self::Flag => text.parse::<bool>().is_ok(),
        }
    }
}

/// A column: its name, which is the path of the same value in the full view below `metrics`, and how to find the value.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) sort: Sort,
    pub(crate) cell: fn(&ChannelResult) -> Cell,
}

const fn text_column(name: &'static str, cell: fn(&ChannelResult) -> Cell) -> Column {
    Column { name, sort: Sort::Text, cell }
}

const fn whole_column(name: &'static str, cell: fn(&ChannelResult) -> Cell) -> Column {
    Column { name, sort: Sort::Whole, cell }
}

const fn number_column(name: &'static str, cell: fn(&ChannelResult) -> Cell) -> Column {
    Column { name, sort: Sort::Number, cell }
}

const fn flag_column(name: &'static str, cell: fn(&ChannelResult) -> Cell) -> Column {
    Column { name, sort: Sort::Flag, cell }
}

/// All columns. Programs rely on their names and their order: new ones go to the end.
pub(crate) const COLUMNS: &[Column] = &[
    text_column("channel", |result| Cell::Text(result.channel.clone())),
    text_column("asOf", |result| instant(result.assessment.as_of)),
    whole_column("windowDays", |result| Cell::Whole(result.assessment.window_days.into())),
    text_column("lastUpdateDate", |result| last_update_date(result).map_or(Cell::Nothing, Cell::Text)),
    whole_column("lifeTime", |result| rating(life_time(result).rating)),
    whole_column("riskFactor", |result| rating(result.assessment.overall.rating)),
    whole_column("riskFactorChats", |result| rating(chats(result).rating)),
    whole_column("riskFactorContacts", |result| rating(contacts(result).rating)),
    whole_column("overall.range.low", |result| rating(result.assessment.overall.range[0])),
    whole_column("overall.range.high", |result| rating(result.assessment.overall.range[1])),
    text_column("overall.weakest", |result| word(Some(result.assessment.overall.weakest))),
    whole_column("lifeTime.ageDays", |result| life_time(result).age_days.map_or(Cell::Nothing, Cell::Whole)),
    text_column("lifeTime.since", |result| instant(life_time(result).since)),
    text_column("lifeTime.basis", |result| word(life_time(result).basis)),
    flag_column("lifeTime.lowerBound", |result| {
        life_time(result).lower_bound.map_or(Cell::Nothing, Cell::Flag)
    }),
    text_column("lifeTime.confidence", |result| word(Some(life_time(result).confidence))),
    number_column("riskFactorContacts.coverage", |result| number(contacts(result).coverage)),
    whole_column("riskFactorContacts.known", |result| contacts(result).known.map_or(Cell::Nothing, count)),
    whole_column("riskFactorContacts.reached", |result| count(contacts(result).reached)),
    number_column("riskFactorContacts.interval.low", |result| number(low(contacts(result).interval))),
    number_column("riskFactorContacts.interval.high", |result| number(high(contacts(result).interval))),
    text_column("riskFactorContacts.confidence", |result| word(Some(contacts(result).confidence))),
    number_column("riskFactorChats.responseRate", |result| number(chats(result).response_rate)),
    whole_column("riskFactorChats.persons", |result| count(chats(result).persons)),
    whole_column("riskFactorChats.outreaches", |result| count(chats(result).outreaches)),
    whole_column("riskFactorChats.answered", |result| count(chats(result).answered)),
    whole_column("riskFactorChats.pending", |result| count(chats(result).pending)),
    whole_column("riskFactorChats.unanswered", |result| count(chats(result).unanswered)),
    whole_column("riskFactorChats.inboundConversations", |result| count(chats(result).inbound_conversations)),
    number_column("riskFactorChats.medianReplySeconds", |result| number(chats(result).median_reply_seconds)),
    number_column("riskFactorChats.interval.low", |result| number(low(chats(result).interval))),
    number_column("riskFactorChats.interval.high", |result| number(high(chats(result).interval))),
    text_column("riskFactorChats.basis", |result| word(chats(result).basis)),
    text_column("riskFactorChats.confidence", |result| word(Some(chats(result).confidence))),
    text_column("reasons", |result| codes(result.assessment.reasons.iter().map(|reason| reason.code))),
    text_column("actions", |result| codes(result.assessment.actions.iter().map(|action| action.code))),
    text_column("signals.exceeded", |result| codes(exceeded(&result.assessment))),
    whole_column("sources", |result| count(result.sources.len() as u64)),
    whole_column("sources.records", |result| count(result.sources.iter().map(|source| source.records).sum())),
    whole_column("sources.rejected", |result| {
        count(result.sources.iter().map(|source| source.rejected).sum())
    }),
    whole_column("rejects", |result| count(result.rejects.len() as u64)),
    text_column("policy.name", |result| Cell::Text(result.assessment.policy.name.clone())),
    text_column("policy.fingerprint", |result| Cell::Text(result.assessment.policy.fingerprint.clone())),
    text_column("overall.reason", |result| main_reason(&result.assessment).map_or(Cell::Nothing, Cell::Text)),
];

/// Why the weakest metric has its rating, in the one sentence that says most.
fn main_reason(assessment: &Assessment) -> Option<String> {
    let weakest = assessment.overall.weakest;
    assessment.reasons.iter().find(|reason| reason.metric == weakest).map(|reason| reason.text.clone())
}

fn life_time(result: &ChannelResult) -> &LifeTime {
    &result.assessment.metrics.life_time
}

fn contacts(result: &ChannelResult) -> &Coverage {
    &result.assessment.metrics.contacts
}

fn chats(result: &ChannelResult) -> &Response {
    &result.assessment.metrics.chats
}

fn rating(rating: Rating) -> Cell {
    Cell::Whole(u8::from(rating).into())
}

/// Counts beyond the range of spreadsheets do not occur; if one did, it would be the largest number there is.
fn count(count: u64) -> Cell {
    Cell::Whole(i64::try_from(count).unwrap_or(i64::MAX))
}

fn number(value: Option<f64>) -> Cell {
    value.map_or(Cell::Nothing, Cell::Number)
}

fn instant(seconds: Option<i64>) -> Cell {
    seconds.map_or(Cell::Nothing, |seconds| Cell::Text(rfc3339(seconds)))
}

fn low(interval: Option<[f64; 2]>) -> Option<f64> {
    interval.map(|[low, _]| low)
}

fn high(interval: Option<[f64; 2]>) -> Option<f64> {
    interval.map(|[_, high]| high)
}

/// The word by which JSON calls a value.
fn word(value: Option<impl Serialize>) -> Cell {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => Cell::Text(word),
        _ => Cell::Nothing,
    }
}

fn codes<'a>(codes: impl Iterator<Item = &'a str>) -> Cell {
    Cell::Text(codes.collect::<Vec<_>>().join(" "))
}

fn exceeded(assessment: &Assessment) -> impl Iterator<Item = &str> {
    assessment.signals.iter().filter(|signal| signal.exceeded).map(|signal| signal.code)
}
