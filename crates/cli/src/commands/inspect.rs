//! `inspect`: what is recognised and how it is understood, without a score.

use std::io::{self, Write};

use meter_ingest::{Note, Reading, SourceReport, TextKey};
use meter_model::Moment;
use meter_report::terminal::sanitise;
use meter_score::instant::rfc3339;
use meter_score::words::count;
use serde::Serialize;

use crate::arguments::{InspectArguments, InspectFormat};
use crate::channels::Plan;
use crate::exit::Exit;
use crate::interrupt::{self, First};
use crate::masking;
use crate::output::Output;
use crate::pending::{self, Session, Unread};
use crate::progress::Bar;
use crate::stderr;

/// What is said of one channel.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Inspection {
    channel: String,
    /// Names under which the owner writes.
    me: Vec<String>,
    /// Persons that appear anywhere.
    persons: u64,
    /// Touches in direct chats, each once.
    touches: u64,
    /// Whether any source said who is in the address book.
    address_book: bool,
    notes: Vec<Said>,
    sources: Vec<Inspected>,
    rejects: Vec<Place>,
    failures: Vec<Place>,
}

#[derive(Serialize)]
struct Inspected {
    path: String,
    format: String,
    records: u64,
    rejected: u64,
    first: Option<String>,
    last: Option<String>,
    notes: Vec<Said>,
}

#[derive(Serialize)]
struct Said {
    topic: &'static str,
    text: String,
}

#[derive(Serialize)]
struct Place {
    path: String,
    at: String,
    why: String,
}

/// Runs `inspect`.
pub fn run(arguments: &InspectArguments) -> anyhow::Result<Exit> {
    let plan = Plan::new(&arguments.input)?;
    let bar = Bar::new(arguments.input.quiet);
    let text_key = TextKey::default();
    let stop = interrupt::watch(First::Ends)?;
    let session = Session {
        text_key: &text_key,
        progress: Bar::watching(bar.as_ref()),
        stop: &stop,
        results: masking::mask(),
    };
    let (channels, failures) = plan.pending(&session);
    let outcomes = pending::all(channels, &session, &|name, read| {
        let complete = read.reading.failures.is_empty();
        (inspection(name, read.reading), complete)
    })?;
    if let Some(bar) = &bar {
        bar.finish();
    }
    let mut exit = Exit::Done;
    let mut inspections = Vec::new();
    for failure in &failures {
        stderr::warn(failure);
        exit = Exit::Failed;
    }
    for (_, outcome) in outcomes {
        match outcome {
            Ok((inspection, complete)) => {
                if !complete {
                    exit = Exit::Failed;
                }
                inspections.push(inspection);
            }
            Err(Unread::Failed(error)) => {
                stderr::error(&error.into());
                exit = Exit::Failed;
            }
            Err(Unread::Stopped) => {}
        }
    }
    let mut output = Output::new(None)?;
    match arguments.format {
        InspectFormat::Json => {
            serde_json::to_writer_pretty(&mut output, &inspections)?;
            writeln!(output)?;
        }
        InspectFormat::Table => {
            inspections.iter().try_for_each(|inspection| table(inspection, &mut output))?;
        }
    }
    output.finish()?;
    Ok(exit)
}

fn inspection(name: &str, reading: Reading) -> Inspection {
    Inspection {
        channel: name.to_owned(),
        me: reading.me,
        persons: reading.ledger.persons.iter().filter(|person| !person.own).count() as u64,
        touches: reading.ledger.touches.len() as u64,
        address_book: reading.ledger.address_book,
        notes: said(reading.notes),
        sources: reading.sources.into_iter().map(inspected).collect(),
        rejects: reading
            .rejects
            .into_iter()
            .map(|reject| Place { path: reject.path, at: reject.at, why: reject.why })
            .collect(),
        failures: reading
            .failures
            .into_iter()
            .map(|failure| Place {
                path: failure.path,
                at: "file".to_owned(),
                why: failure.error.to_string(),
            })
            .collect(),
    }
}

fn inspected(source: SourceReport) -> Inspected {
    let instant = |moment: Option<Moment>| moment.map(|moment| rfc3339(moment.seconds()));
    Inspected {
        path: source.path,
        format: source.format,
        records: source.records,
        rejected: source.rejected,
        first: instant(source.first),
        last: instant(source.last),
        notes: said(source.notes),
    }
}

fn said(notes: Vec<Note>) -> Vec<Said> {
    notes.into_iter().map(|note| Said { topic: note.topic, text: note.text }).collect()
}

/// One paragraph a file. Names come from strangers, so every piece of them is made harmless first.
fn table(inspection: &Inspection, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", sanitise(&inspection.channel))?;
    writeln!(
        out,
        "  {}, {} in direct chats, address book {}, owner {}",
        count(inspection.persons, "person", "persons"),
        count(inspection.touches, "touch", "touches"),
        if inspection.address_book { "present" } else { "missing" },
        if inspection.me.is_empty() { "not named".to_owned() } else { sanitise(&inspection.me.join(", ")) },
    )?;
    for note in &inspection.notes {
        writeln!(out, "  {}: {}", note.topic, sanitise(&note.text))?;
    }
    for source in &inspection.sources {
        writeln!(out, "\n  {}", sanitise(&source.path))?;
        let span = match (&source.first, &source.last) {
            (Some(first), Some(last)) => format!(", {first} to {last}"),
            _ => String::new(),
        };
        let rejected = match source.rejected {
            0 => String::new(),
            rejected => format!(", {rejected} rejected"),
        };
        let records = count(source.records, "record", "records");
        writeln!(out, "    {}: {records}{rejected}{span}", source.format)?;
        for note in &source.notes {
            writeln!(out, "    {}: {}", note.topic, sanitise(&note.text))?;
        }
    }
    if !inspection.failures.is_empty() || !inspection.rejects.is_empty() {
        writeln!(out, "\n  not read")?;
    }
    for place in inspection.failures.iter().chain(&inspection.rejects) {
        writeln!(out, "    {}, {}: {}", sanitise(&place.path), place.at, sanitise(&place.why))?;
    }
    writeln!(out)
}
