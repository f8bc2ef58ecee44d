//! A comparison for programs.

use std::io::{self, Write};

use meter_score::{KeyChange, Metric};
use serde_json::{Map, Value, json};

use super::snapshot::{FACTS, Fact};
use super::{Diff, Pair, Snapshot, Trend, ratings};
use crate::cell::{Cell, Sort, rating};
use crate::fleet::key;
use crate::grid::Grid;

/// Writes all of it as one JSON object.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_json<W: Write + ?Sized>(diff: &Diff, out: &mut W) -> io::Result<()> {
    let counts: Map<String, Value> =
        Trend::ALL.into_iter().map(|trend| (trend.word().to_owned(), diff.count(trend).into())).collect();
    let policy = diff.policy.as_ref().map(|changes| {
        let change = |change: &KeyChange| {
            json!({"key": change.key, "before": value(&change.before), "after": value(&change.after)})
        };
        changes.iter().map(change).collect::<Vec<_>>()
    });
    let names = |snapshots: &[Snapshot]| -> Vec<String> {
        snapshots.iter().map(|snapshot| snapshot.channel.clone()).collect()
    };
    let view = json!({
        "before": diff.names[0],
        "after": diff.names[1],
        "counts": counts,
        "policy": policy,
        "channels": diff.pairs.iter().map(channel).collect::<Vec<_>>(),
        "onlyBefore": names(&diff.only_before),
        "onlyAfter": names(&diff.only_after),
    });
    serde_json::to_writer_pretty(&mut *out, &view)?;
    out.write_all(b"\n")
}

/// A value of TOML that JSON writes alike.
fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

fn channel(pair: &Pair) -> Value {
    let sides = |before: Value, after: Value| json!({"before": before, "after": after});
    let ratings: Map<String, Value> = ratings()
        .into_iter()
        .map(|metric| {
            let [before, after] = [&pair.before, &pair.after].map(|side| u8::from(side.rating(metric)));
            (name(metric).to_owned(), sides(before.into(), after.into()))
        })
        .collect();
    let facts = FACTS.iter().zip(pair.before.facts.iter().zip(&pair.after.facts));
    let values: Map<String, Value> = facts
        .filter(|(_, (before, after))| before != after)
        .map(|((column, _), (before, after))| {
            ((*column).to_owned(), sides(fact(before.as_ref()), fact(after.as_ref())))
        })
        .collect();
    let why: Map<String, Value> =
        pair.why().into_iter().map(|(metric, sentence)| (name(metric).to_owned(), sentence.into())).collect();
    let stamp = |[name, fingerprint]: &[String; 2]| json!({"name": name, "fingerprint": fingerprint});
    json!({
        "channel": pair.after.channel,
        "trend": pair.trend().word(),
        "ratings": ratings,
        "values": values,
        "why": why,
        "asOf": pair.as_of().map(|[before, after]| sides(before.into(), after.into())),
        "policy": pair.policies().map(|[before, after]| sides(stamp(before), stamp(after))),
    })
}

/// Whole numbers without a fraction, as the full view has them.
fn fact(fact: Option<&Fact>) -> Value {
    /// Every whole number below it is exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match fact {
        None => Value::Null,
        Some(Fact::Word(word)) => word.clone().into(),
        Some(Fact::Number(number)) if number.fract() == 0.0 && number.abs() < EXACT =>
        {
            #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and in range")]
            Value::from(*number as i64)
        }
        Some(Fact::Number(number)) => (*number).into(),
    }
}

fn name(metric: Option<Metric>) -> &'static str {
    metric.map_or("riskFactor", key)
}

/// Writes one row a channel: what became of it, its ratings on both sides, and why.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_csv<W: Write + ?Sized>(diff: &Diff, out: &mut W) -> io::Result<()> {
    let mut grid = Grid::new([
        ("channel", Sort::Text),
        ("trend", Sort::Text),
        ("riskFactor.before", Sort::Whole),
        ("riskFactor.after", Sort::Whole),
        ("lifeTime.before", Sort::Whole),
        ("lifeTime.after", Sort::Whole),
        ("riskFactorContacts.before", Sort::Whole),
        ("riskFactorContacts.after", Sort::Whole),
        ("riskFactorChats.before", Sort::Whole),
        ("riskFactorChats.after", Sort::Whole),
        ("asOf.before", Sort::Text),
        ("asOf.after", Sort::Text),
        ("policy.before", Sort::Text),
        ("policy.after", Sort::Text),
        ("why", Sort::Text),
    ]);
    for pair in &diff.pairs {
        let why: Vec<String> = pair
            .why()
            .into_iter()
            .map(|(metric, sentence)| format!("{}: {sentence}", name(metric)))
            .collect();
        let why = if why.is_empty() { Cell::Nothing } else { Cell::Text(why.join(" ")) };
        grid.push(row(pair.trend().word(), Some(&pair.before), Some(&pair.after), why));
    }
    for before in &diff.only_before {
        grid.push(row("only-before", Some(before), None, Cell::Nothing));
    }
    for after in &diff.only_after {
        grid.push(row("only-after", None, Some(after), Cell::Nothing));
    }
    grid.write_csv(out)
}

fn row(trend: &str, before: Option<&Snapshot>, after: Option<&Snapshot>, why: Cell) -> Vec<Cell> {
    let sides = [before, after];
    let text = |text: Option<&String>| text.map_or(Cell::Nothing, |text| Cell::Text(text.clone()));
    let rated =
        |side: Option<&Snapshot>, metric| side.map_or(Cell::Nothing, |side| rating(side.rating(metric)));
    let channel = after.or(before).map(|side| &side.channel);
    let mut row = vec![text(channel), Cell::Text(trend.to_owned())];
    row.extend(ratings().into_iter().flat_map(|metric| sides.map(|side| rated(side, metric))));
    row.extend(sides.map(|side| text(side.and_then(|side| side.as_of.as_ref().or(side.day.as_ref())))));
    row.extend(
        sides
            .map(|side| text(side.and_then(|side| side.policy.as_ref().map(|[_, fingerprint]| fingerprint)))),
    );
    row.push(why);
    row
}
