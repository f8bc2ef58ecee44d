//! A fleet for programs.

use std::io::{self, Write};

use meter_score::{Metric, Rating};
use serde_json::{Map, Value, json};

use super::{Member, Quartiles, Summary, key, percentiles};
use crate::csv::{harmless, record};

/// Writes the summary and every channel as one JSON object.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_json<W: Write + ?Sized>(members: &[Member], out: &mut W) -> io::Result<()> {
    let summary = Summary::of(members);
    let channels: Vec<Value> =
        members.iter().zip(percentiles(members)).map(|(member, places)| channel(member, places)).collect();
    let worst = |member: &&Member| {
        json!({
            "channel": member.channel,
            "riskFactor": u8::from(member.overall),
            "weakest": key(member.weakest),
            "reason": member.reason,
        })
    };
    let mut ratings = by_metric(summary.metrics.map(counts));
    ratings.insert("riskFactor".to_owned(), counts(summary.overall));
    let fleet = json!({
        "channels": summary.channels,
        "ratings": ratings,
        "quartiles": by_metric(summary.quartiles.map(quartiles)),
        "worst": summary.worst.iter().map(worst).collect::<Vec<_>>(),
        "members": channels,
    });
    serde_json::to_writer_pretty(&mut *out, &fleet)?;
    out.write_all(b"\n")
}

fn by_metric(values: [Value; 3]) -> Map<String, Value> {
    Metric::ALL.into_iter().map(|metric| key(metric).to_owned()).zip(values).collect()
}

/// How many have each rating, by its digit.
fn counts(counts: [usize; 3]) -> Value {
    let digit = |rating: Rating| u8::from(rating).to_string();
    Rating::ALL.map(digit).into_iter().zip(counts.map(Value::from)).collect()
}

fn quartiles(quartiles: Option<Quartiles>) -> Value {
    quartiles.map_or(Value::Null, |Quartiles { channels, cuts: [lowest, lower, median, upper, highest] }| {
        json!({
            "channels": channels,
            "lowest": lowest,
            "lower": lower,
            "median": median,
            "upper": upper,
            "highest": highest,
        })
    })
}

fn channel(member: &Member, places: [Option<f64>; 3]) -> Value {
    let [age, coverage, response] = member.values;
    let mut channel = by_metric(member.ratings.map(|rating| u8::from(rating).into()));
    channel.insert("channel".to_owned(), member.channel.clone().into());
    channel.insert("riskFactor".to_owned(), u8::from(member.overall).into());
    channel.insert("ageDays".to_owned(), age.into());
    channel.insert("coverage".to_owned(), coverage.into());
    channel.insert("responseRate".to_owned(), response.into());
    channel.insert("percentiles".to_owned(), by_metric(places.map(Value::from)).into());
    channel.into()
}

/// Writes one row a channel: its ratings, its values, and its percentiles.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_csv<W: Write + ?Sized>(members: &[Member], out: &mut W) -> io::Result<()> {
    const NAMES: [&str; 11] = [
        "channel",
        "riskFactor",
        "lifeTime",
        "riskFactorContacts",
        "riskFactorChats",
        "lifeTime.ageDays",
        "riskFactorContacts.coverage",
        "riskFactorChats.responseRate",
        "lifeTime.percentile",
        "riskFactorContacts.percentile",
        "riskFactorChats.percentile",
    ];
    record(NAMES.into_iter(), out)?;
    let number = |value: &Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let rating = |rating: &Rating| u8::from(*rating).to_string();
    for (member, places) in members.iter().zip(percentiles(members)) {
        let ratings = std::iter::once(&member.overall).chain(&member.ratings).map(rating);
        let numbers = member.values.iter().chain(&places).map(number);
        let name = harmless(&member.channel).into_owned();
        record(std::iter::once(name).chain(ratings).chain(numbers), out)?;
    }
    Ok(())
}
