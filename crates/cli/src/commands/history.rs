//! `history`: what was saved by `score --save` and by the server, and how to forget it.

use anyhow::bail;
use chrono_tz::Tz;
use meter_ingest::Declaration;
use meter_report::history::{self, Row};
use meter_report::mask::{Mask, Names};
use meter_score::words::count;
use meter_service::Database;
use meter_service::history::{Pruning, Span};

use super::print;
use crate::arguments::{HistoryArguments, HistoryCommand, HistoryFormat, PruneArguments};
use crate::database::{open_existing, unknown};
use crate::exit::Exit;
use crate::masking;
use crate::output::Output;

/// Runs `history`.
pub fn run(arguments: &HistoryArguments) -> anyhow::Result<Exit> {
    if let Some(HistoryCommand::Prune(arguments)) = &arguments.command {
        return prune(arguments);
    }
    let format = arguments.format();
    if arguments.full && format != HistoryFormat::Json {
        bail!("--full has no place in a table or in rows; give --format json, too");
    }
    let zone = zone(arguments.timezone.as_ref())?;
    let span = span(arguments, zone)?;
    let database = open_existing(arguments.database.db.as_deref())?;
    let mut output = Output::new(arguments.output.as_deref())?;
    match &arguments.channel {
        Some(channel) => {
            let shown = Shown { span, zone, format, full: arguments.full };
            one(&database, channel, &shown, &mut output)?;
        }
        None => all(&database, zone, format, &mut output)?,
    }
    output.finish()?;
    Ok(Exit::Done)
}

/// How the results of a channel are shown.
struct Shown {
    span: Span,
    zone: Tz,
    format: HistoryFormat,
    full: bool,
}

fn zone(name: Option<&String>) -> anyhow::Result<Tz> {
    let declared = Declaration { timezone: name.cloned(), ..Declaration::default() }.resolve();
    declared.map(|declared| declared.timezone).map_err(|why| anyhow::anyhow!("--{why}"))
}

fn span(arguments: &HistoryArguments, zone: Tz) -> anyhow::Result<Span> {
    let from = arguments.from.map(|when| when.start(zone));
    let to = arguments.to.map(|when| when.end(zone));
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        bail!("--from is after --to; swap them");
    }
    Ok(Span { from, to, newest: arguments.last })
}

fn all(database: &Database, zone: Tz, format: HistoryFormat, out: &mut Output) -> anyhow::Result<()> {
    let mut channels = database.channels()?;
    let mut names = Names::new(masking::mask());
    for summary in &mut channels {
        summary.channel = names.of(&summary.channel);
        mask(&mut summary.latest, &mut names);
    }
    match format {
        HistoryFormat::Table => {
            let style = out.table_style();
            history::write_channels(&channels, zone, &style, out)?;
        }
        HistoryFormat::Csv => history::channels(&channels).write_csv(out)?,
        HistoryFormat::Json => history::channels(&channels).write_json(out)?,
    }
    Ok(())
}

fn one(database: &Database, channel: &str, shown: &Shown, out: &mut Output) -> anyhow::Result<()> {
    let mut names = Names::new(masking::mask());
    if shown.full {
        let mut entries = database.list_full(channel, shown.span)?;
        check(database, channel, entries.is_empty())?;
        let full = entries.iter_mut().map(|entry| mask_full(std::mem::take(&mut entry.full), &mut names));
        let full: Vec<String> = full.collect::<Result<_, _>>()?;
        let mut rows: Vec<Row> = entries.into_iter().map(Row::from).collect();
        for row in &mut rows {
            mask(row, &mut names);
        }
        return Ok(history::write_json(rows.iter().zip(full.iter().map(|full| Some(full.as_str()))), out)?);
    }
    let mut rows = database.list(channel, shown.span)?;
    check(database, channel, rows.is_empty())?;
    for row in &mut rows {
        mask(row, &mut names);
    }
    match shown.format {
        HistoryFormat::Table => {
            let style = out.table_style();
            history::write_table(&names.of(channel), &rows, shown.zone, &style, out)?;
        }
        HistoryFormat::Csv => history::rows(&rows).write_csv(out)?,
        HistoryFormat::Json => history::write_json(rows.iter().map(|row| (row, None)), out)?,
    }
    Ok(())
}

/// Results may have been saved without a mask.
fn mask(row: &mut Row, names: &mut Names) {
    row.score.channel = names.of(&row.score.channel).into();
}

fn mask_full(full: String, names: &mut Names) -> serde_json::Result<String> {
    match masking::mask() {
        Mask::Off => Ok(full),
        mask @ Mask::On => mask.full_view(&full, names),
    }
}

/// A channel that is known and has no result in a span is no mistake.
fn check(database: &Database, channel: &str, is_empty: bool) -> anyhow::Result<()> {
    if is_empty {
        let known = database.channels()?;
        if known.iter().all(|summary| summary.channel != channel) {
            return Err(unknown(channel, &known, database));
        }
    }
    Ok(())
}

fn prune(arguments: &PruneArguments) -> anyhow::Result<Exit> {
    let PruneArguments { channel, database, keep, before, timezone, even_newest, dry_run, mask: _ } =
        arguments;
    let zone = zone(timezone.as_ref())?;
    let database = open_existing(database.db.as_deref())?;
    if let Some(channel) = channel {
        check(&database, channel, true)?;
    }
    let pruned = database.prune(&Pruning {
        channel: channel.clone(),
        keep: *keep,
        before: before.map(|when| when.start(zone)),
        even_newest: *even_newest,
        dry_run: *dry_run,
    })?;
    let done = if *dry_run { "would be forgotten" } else { "forgotten" };
    let results = count(pruned.results, "result", "results");
    let channels = count(pruned.channels, "channel", "channels");
    print(|out| writeln!(out, "{results} of {channels} {done}"))
}
