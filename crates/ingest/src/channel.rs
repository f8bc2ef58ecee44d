//! Reads one channel: locate, detect, read every file on its own, settle what only all of them together can tell.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use meter_model::{Facts, Handle, Ledger, Overlap, Stretch};
use rayon::prelude::*;

use crate::database::DatabaseFile;
use crate::detect::{Detected, detect};
use crate::reading::Note;
use crate::settle::{Rows, missing_pages, settle_contact_lists, settle_transcripts};
use crate::source::{self, Input, Located};
use crate::{
    ChannelError, Collector, Declared, Progress, ReadError, Reading, Reject, SourceFailure, SourceReport,
    TextKey, fleet, formats, limits,
};

/// Reads everything at `path` (a folder, a file, a zip, or `-` for standard input) as one channel, and settles it.
///
/// # Errors
/// If there is nothing to score at all. A file that cannot be read is no error here but listed in the reading.
pub fn read_channel(
    path: &Path,
    declared: &Declared,
    text_key: &TextKey,
    progress: &dyn Progress,
) -> Result<Reading, ChannelError> {
    let (files, unopened) = source::locate(path)?;
    let looked_at = files.len() + unopened.len();
    let is_single = path.as_os_str() == "-" || path.is_file();
    let FilesRead { mut collectors, rows, mut failures, unrecognised, passed_over } =
        read_files(files, unopened, is_single, declared, text_key, progress);
    if collectors.is_empty() && failures.is_empty() {
        if unrecognised.is_empty() && passed_over > 0 {
            return Err(ChannelError::OnlyAttachments { path: path.to_owned(), files: passed_over });
        }
        return Err(ChannelError::NothingRecognised {
            path: path.to_owned(),
            files: looked_at,
            tried: formats::names(),
        });
    }
    failures.extend(fleet::join_channels(&mut collectors));
    let mut reading = settle(collectors, rows, declared);
    reading.notes.extend(several_own_numbers(&reading.ledger));
    reading.failures.extend(failures);
    reading.failures.sort_by(|one, other| one.path.cmp(&other.path));
    if !is_single {
        reading.rejects.extend(unrecognised);
    }
    reading.rejects.sort();
    Ok(reading)
}

/// What came out of all files, each still on its own.
pub(crate) struct FilesRead {
    pub(crate) collectors: Vec<Collector>,
    /// The rows of their text chats.
    pub(crate) rows: Rows,
    pub(crate) failures: Vec<SourceFailure>,
    pub(crate) unrecognised: Vec<Reject>,
    /// How many files only come along with chats.
    passed_over: usize,
}

/// Recognises and reads every file on its own. `is_single` tells that the user named one file, not a folder of them.
pub(crate) fn read_files(
    files: Vec<Located>,
    mut failures: Vec<SourceFailure>,
    is_single: bool,
    declared: &Declared,
    text_key: &TextKey,
    progress: &dyn Progress,
) -> FilesRead {
    let Detected { recognised, unrecognised, failures: undetected, passed_over } =
        detect(files, declared, is_single);
    failures.extend(undetected);
    let bytes = recognised.iter().map(|(file, ..)| file.size).sum();
    progress.planned(recognised.len() as u64, bytes);
    let rows = Rows::default();
    let outcomes: Vec<Result<Collector, SourceFailure>> = recognised
        .par_iter()
        .map(|(file, format, role)| {
            let empty =
                Collector::new(&file.path, format.name, *role, text_key).with_timezone(declared.timezone);
            let mut outcome = read_file(file, format, &empty, progress);
            if let Ok(collector) = &mut outcome {
                rows.take_from(collector);
            }
            progress.file_done();
            outcome.map_err(|error| SourceFailure { path: file.path.clone(), error })
        })
        .collect();
    let mut collectors = Vec::with_capacity(outcomes.len());
    for outcome in outcomes {
        match outcome {
            Ok(collector) => collectors.push(collector),
            Err(failure) => failures.push(failure),
        }
    }
    FilesRead { collectors, rows, failures, unrecognised, passed_over }
}

/// Reads a file in blocks; in order, if its blocks cannot be read on their own.
fn read_file(
    file: &Located,
    format: &formats::Format,
    empty: &Collector,
    progress: &dyn Progress,
) -> Result<Collector, ReadError> {
    let read = || {
        if let Some(database) = &file.database {
            let mut collector = empty.twin();
            read_database(file, database, format, &mut collector)?;
            progress.bytes_read(file.size);
            return Ok(collector);
        }
        match read_bytes(file, format, empty.twin(), Some(limits::BLOCK_BYTES), progress)? {
            Some(collector) => Ok(collector),
            // Whoever watches has seen these bytes pass.
            None => read_bytes(file, format, empty.twin(), None, &())?.ok_or(ReadError::Internal),
        }
    };
    // One broken file must not take the others down, not even by a fault of ours.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(ReadError::Internal))
}

fn read_database(
    file: &Located,
    database: &DatabaseFile,
    format: &formats::Format,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    if database.log_is_damaged() {
        collector.reject(0, "write-ahead log", "is cut off or damaged, so the newest rows may be missing");
    }
    let database = database.open()?;
    (format.read)(&mut Input::of_database(&database, file.hints.clone()), collector)
}

/// `None` if the file must be read in order.
fn read_bytes(
    file: &Located,
    format: &formats::Format,
    mut collector: Collector,
    block_bytes: Option<usize>,
    progress: &dyn Progress,
) -> Result<Option<Collector>, ReadError> {
    file.open(|reader| {
        let mut reader = Counted { reader, progress };
        let head = source::read_head(&mut reader)?;
        let mut input = Input::new(source::to_utf8(&head, reader), file.hints.clone()).located(file);
        if let Some(bytes) = block_bytes {
            input = input.in_blocks(bytes);
        }
        (format.read)(&mut input, &mut collector)?;
        if input.was_positioned() {
            progress.bytes_read(file.size.saturating_sub(head.len() as u64));
        }
        Ok((!input.is_to_be_read_in_order()).then_some(collector))
    })
}

/// Adds up everything read, and the rows of text chats, and decides what is left to decide.
pub(crate) fn settle(mut collectors: Vec<Collector>, rows: Rows, declared: &Declared) -> Reading {
    settle_contact_lists(&mut collectors, declared);
    let transcripts = settle_transcripts(&mut collectors, rows, declared);
    let failed: BTreeSet<&str> = transcripts.failures.iter().map(|failure| &*failure.path).collect();
    let is_failed = |collector: &Collector| failed.contains(&*collector.report.path);
    // What failed is no source.
    let mut left = 0..;
    let number = |collector| if is_failed(collector) { None } else { left.next() };
    let numbers: Vec<Option<usize>> = collectors.iter().map(number).collect();
    collectors.retain(|collector| !is_failed(collector));

    let cut = missing_pages(&collectors);
    let mut facts = Facts::default();
    declare(&mut facts, declared);
    facts.absorb(transcripts.facts);
    let of_texts = transcripts.stretches.iter();
    let mut stretches: Vec<Stretch> = of_texts
        .filter_map(|stretch| Some(Stretch { source: numbers[stretch.source]?, end: stretch.end }))
        .collect();
    let mut sources = Vec::with_capacity(collectors.len());
    let mut rejects: Vec<Reject> = Vec::new();
    for (source, collector) in collectors.into_iter().enumerate() {
        facts.absorb(collector.facts);
        stretches.push(Stretch { source, end: facts.sightings() });
        sources.push(collector.report);
        rejects.extend(collector.rejects);
    }
    let (ledger, overlaps) = facts.settle_and_compare(&stretches);
    let notes = ledger
        .ambiguous_names
        .iter()
        .map(|name| Note {
            topic: "name",
            text: format!(
                "“{name}” fits several numbers of the address book, so this chat stays a person of its own"
            ),
            names: vec![name.to_string()],
        })
        .chain(cut)
        .chain(overlaps.iter().flat_map(|overlap| note_overlap(*overlap, &sources)))
        .collect();
    Reading { ledger, sources, rejects, failures: transcripts.failures, me: transcripts.me, notes }
}

/// Which files have the same messages, by their ids or, where both have none, by time and text; and which may have without anything
/// that tells.
fn note_overlap(overlap: Overlap, sources: &[SourceReport]) -> impl Iterator<Item = Note> {
    let path = |source: usize| sources.get(source).map_or("", |source| source.path.as_str());
    let (first, again) = (path(overlap.first), path(overlap.again));
    let same = match overlap.messages {
        0 => None,
        1 => Some(format!("1 message of {again} is in {first}, too, and counts once")),
        messages => Some(format!("{messages} messages of {again} are in {first}, too, and count once")),
    };
    let same = same.map(|text| Note { topic: "overlap", text, names: Vec::new() });
    let chats = match overlap.incomparable_chats {
        0 => None,
        1 => Some("1 chat".to_owned()),
        chats => Some(format!("{chats} chats")),
    };
    let incomparable = chats.map(|chats| Note {
        topic: "twice",
        text: format!(
            "{chats} of {again} can be read in {first}, too; {again} has no ids to know its messages by, so they count a second time \
             unless you leave one of the two out"
        ),
        names: Vec::new(),
    });
    [same, incomparable].into_iter().flatten()
}

/// Exports of several numbers in one folder cannot be told from those of one number that was changed, so this is only said.
fn several_own_numbers(ledger: &Ledger) -> Option<Note> {
    let own = ledger.persons.iter().filter(|person| person.own).flat_map(|person| &person.handles);
    let numbers = own.filter(|handle| matches!(handle, Handle::Phone(_))).count();
    (numbers > 1).then(|| Note {
        topic: "number",
        text: format!(
            "the exports are of {numbers} own numbers; unless one was changed to the other, give each number a folder of its own"
        ),
        names: Vec::new(),
    })
}

fn declare(facts: &mut Facts, declared: &Declared) {
    if let Some(number) = declared.own_number() {
        facts.own(Handle::Phone(number));
    }
    if let Some(registered) = declared.registered {
        facts.registered(registered);
    }
}

/// Tells the progress of everything that passes.
struct Counted<'a> {
    reader: &'a mut dyn Read,
    progress: &'a dyn Progress,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.progress.bytes_read(read as u64);
        Ok(read)
    }
}
