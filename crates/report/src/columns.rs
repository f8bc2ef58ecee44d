//! One row a channel: the one list of columns that every tabular view of results shares.

use meter_score::Assessment;

use crate::ChannelResult;
use crate::cell::{Cell, Sort, count, instant};
use crate::rated::RATED;
use crate::vendor::last_update_date;

/// A column: its name, and how to find the value.
struct Column {
    name: &'static str,
    sort: Sort,
    cell: fn(&ChannelResult) -> Cell,
}

const fn text_column(name: &'static str, cell: fn(&ChannelResult) -> Cell) -> Column {
    Column { name, sort: Sort::Text, cell }
}

const fn whole_column(name: &'static str, cell: fn(&ChannelResult) -> Cell) -> Column {
    Column { name, sort: Sort::Whole, cell }
}

/// What comes before the columns of everything that is rated.
const BEFORE: &[Column] = &[
    text_column("channel", |result| Cell::Text(result.channel.clone())),
    text_column("asOf", |result| instant(result.assessment.as_of)),
    whole_column("windowDays", |result| Cell::Whole(result.assessment.window_days.into())),
    text_column("lastUpdateDate", |result| last_update_date(result).map_or(Cell::Nothing, Cell::Text)),
];

/// What comes behind them. Programs rely on names and order: new columns go to the end.
const BEHIND: &[Column] = &[
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

/// Names and sorts of all columns, in their order.
pub(crate) fn columns() -> impl ExactSizeIterator<Item = (&'static str, Sort)> {
    let own = |columns: &'static [Column]| columns.iter().map(|column| (column.name, column.sort));
    let rated = RATED.iter().map(|column| (column.name, column.sort));
    let all: Vec<_> = own(BEFORE).chain(rated).chain(own(BEHIND)).collect();
    all.into_iter()
}

/// The values of a channel in the order of the columns.
pub(crate) fn cells(result: &ChannelResult) -> impl Iterator<Item = Cell> {
    let Assessment { overall, metrics, .. } = &result.assessment;
    let own = |columns: &'static [Column]| columns.iter().map(|column| (column.cell)(result));
    own(BEFORE).chain(RATED.iter().map(|column| (column.cell)(overall, metrics))).chain(own(BEHIND))
}

/// Why the weakest metric has its rating, in the one sentence that says most.
pub(crate) fn main_reason(assessment: &Assessment) -> Option<String> {
    let weakest = assessment.overall.weakest;
    assessment.reasons.iter().find(|reason| reason.metric == weakest).map(|reason| reason.text.clone())
}

fn codes<'a>(codes: impl Iterator<Item = &'a str>) -> Cell {
    Cell::Text(codes.collect::<Vec<_>>().join(" "))
}

fn exceeded(assessment: &Assessment) -> impl Iterator<Item = &str> {
    assessment.signals.iter().filter(|signal| signal.exceeded).map(|signal| signal.code)
}
