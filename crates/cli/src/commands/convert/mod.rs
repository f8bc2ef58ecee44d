//! `convert`: any exports as one table of messages and one of contacts, which score like the exports themselves.

mod files;
mod persons;
mod rows;
mod text_keys;

use std::collections::BTreeSet;

use anyhow::bail;
use meter_ingest::{Reading, TextKey};
use meter_tables::{Table, TableFormat};

use self::files::Files;
use self::persons::Persons;
use self::rows::Rows;
use crate::arguments::{ConvertArguments, ConvertFormat};
use crate::channels::Plan;
use crate::exit::Exit;
use crate::interrupt::{self, First};
use crate::masking;
use crate::pending::{self, Outcome, Read, Session, Unread};
use crate::progress::Bar;
use crate::stderr;

/// Runs `convert`.
pub fn run(arguments: &ConvertArguments) -> anyhow::Result<Exit> {
    let plan = Plan::new(&arguments.input)?;
    let files = Files::plan(&arguments.output, arguments.format.map(TableFormat::from), &plan)?;
    let text_key = if arguments.with_text { TextKey::remembering() } else { TextKey::default() };
    let persons = Persons::of(arguments.pseudonymise, masking::mask());

    let bar = Bar::new(arguments.input.quiet);
    let stop = interrupt::watch(First::Ends)?;
    let session = Session {
        text_key: &text_key,
        progress: Bar::watching(bar.as_ref()),
        stop: &stop,
        results: masking::mask(),
    };
    let (channels, failures) = plan.pending(&session);
    let outcomes = pending::all(channels, &session, &|_, read| read)?;
    if let Some(bar) = &bar {
        bar.finish();
    }
    let (readings, exit) = readings(outcomes, failures);
    if readings.is_empty() {
        bail!("nothing to convert, so nothing is written");
    }
    refuse_equal_names(&readings)?;
    let texts = arguments.with_text.then_some(&text_key);
    let mut rows = Rows::new(persons, texts, files.format());
    for (name, reading) in &readings {
        rows.channel(name, &reading.ledger);
    }
    let Tables { messages, contacts, left_out } = rows.finish();
    if left_out > 0 {
        stderr::warn(format_args!("{left_out} texts are left out, since each cannot be told from another"));
    }
    files.write(&messages, &contacts)?;
    Ok(exit)
}

/// What is written.
struct Tables {
    messages: Table,
    contacts: Table,
    /// Texts that cannot be told from others.
    left_out: usize,
}

/// What could be read; the rest is said on standard error.
fn readings(outcomes: Vec<Outcome<Read>>, failures: Vec<String>) -> (Vec<(String, Reading)>, Exit) {
    let mut exit = Exit::Done;
    let mut fail = |sentence: String| {
        stderr::warn(sentence);
        exit = Exit::Failed;
    };
    failures.into_iter().for_each(&mut fail);
    let mut readings = Vec::new();
    for (name, outcome) in outcomes {
        match outcome {
            Ok(Read { reading, said, .. }) => {
                said.failures.into_iter().for_each(&mut fail);
                readings.push((name, reading));
            }
            Err(Unread::Failed(error)) => fail(error.to_string()),
            Err(Unread::Stopped) => {}
        }
    }
    (readings, exit)
}

/// Two channels of one name would become one in the tables.
fn refuse_equal_names(readings: &[(String, Reading)]) -> anyhow::Result<()> {
    let mut names = BTreeSet::new();
    for (name, _) in readings {
        if !names.insert(name) {
            bail!("two channels are called {name}; convert them one by one, each with --channel NAME");
        }
    }
    Ok(())
}

impl From<ConvertFormat> for TableFormat {
    fn from(format: ConvertFormat) -> Self {
        match format {
            ConvertFormat::Parquet => Self::Parquet,
            ConvertFormat::Ipc => Self::Ipc,
            ConvertFormat::Csv => Self::Csv,
            ConvertFormat::Ndjson => Self::Ndjson,
        }
    }
}
