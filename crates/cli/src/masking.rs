//! What is told of persons and paths: the one place that decides it, for everything that this run writes.
//!
//! What was read is masked here before any view or message sees it, so none of them can forget to. A path is never printed but by
//! [`shown`]; the lints refuse any other way.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use meter_ingest::{ChannelError, Note, Reading, SourceFailure};
use meter_report::mask::{Mask, Sentences};
use meter_score::PolicyError;
use meter_service::database::DatabaseError;

/// Whether `--mask` was given.
static MASK: OnceLock<Mask> = OnceLock::new();

/// Decides it, before anything is said.
pub fn begin(mask: Mask) {
    // It is decided once.
    let _ = MASK.set(mask);
}

/// Whether what is said is masked.
pub fn mask() -> Mask {
    MASK.get().copied().unwrap_or_default()
}

/// A path as it may be said.
#[expect(clippy::disallowed_methods, reason = "here it is masked")]
pub fn shown(path: &Path) -> String {
    mask().path(&path.display().to_string())
}

/// The same as a path.
fn shown_path(path: &Path) -> PathBuf {
    match mask() {
        Mask::Off => path.to_owned(),
        Mask::On => shown(path).into(),
    }
}

/// Why a channel cannot be read, as it may be said.
pub fn channel_error(error: ChannelError) -> ChannelError {
    if mask().is_on() { error.masked(&shown_path) } else { error }
}

/// What went wrong with the history, as it may be said.
pub fn database_error(error: DatabaseError) -> DatabaseError {
    if mask().is_on() { error.masked(&shown_path) } else { error }
}

/// Why a declared value means nothing, as it may be said.
pub fn without_values(why: String) -> String {
    if mask().is_on() { meter_ingest::without_values(&why) } else { why }
}

/// Why a policy cannot be used, as it may be said. Its own keys are no secret, but whatever else stands there may be.
pub fn policy_error(error: PolicyError) -> PolicyError {
    match error {
        PolicyError::Syntax { line, .. } if mask().is_on() => {
            PolicyError::Syntax { line, why: "what stands there means nothing".to_owned() }
        }
        error => error,
    }
}

/// Why a file cannot be read, as it may be said.
pub fn failure(failure: &SourceFailure) -> String {
    format!("{} {}", mask().path(&failure.path), failure.error)
}

/// Everything that was read, with persons and paths masked in all that is text. What is counted stays as it is.
pub fn reading(mask: Mask, mut reading: Reading) -> Reading {
    if mask == Mask::Off {
        return reading;
    }
    let read = reading.sources.iter().map(|source| source.path.as_str());
    let rejected = reading.rejects.iter().map(|reject| reject.path.as_str());
    let failed = reading.failures.iter().map(|failure| failure.path.as_str());
    let mut texts = Texts::new(mask, read.chain(rejected).chain(failed));
    for source in &mut reading.sources {
        source.path = texts.path(&source.path);
        source.notes.iter_mut().for_each(|note| texts.note(note));
    }
    for reject in &mut reading.rejects {
        reject.path = texts.path(&reject.path);
        reject.why = texts.sentence(&reject.why);
    }
    for failure in &mut reading.failures {
        failure.path = texts.path(&failure.path);
    }
    reading.notes.iter_mut().for_each(|note| texts.note(note));
    for name in &mut reading.me {
        *name = mask.name(name);
    }
    reading.ledger.ambiguous_names.clear();
    reading
}

/// Texts of one channel, of which many are the same.
struct Texts {
    mask: Mask,
    sentences: Sentences,
    paths: HashMap<String, String>,
    known: HashMap<String, String>,
}

impl Texts {
    fn new<'p>(mask: Mask, paths: impl Iterator<Item = &'p str> + Clone) -> Self {
        let known = paths.clone().map(|path| (path.to_owned(), mask.path(path))).collect();
        Self { mask, sentences: mask.sentences(paths), paths: known, known: HashMap::new() }
    }

    fn path(&self, path: &str) -> String {
        self.paths.get(path).cloned().unwrap_or_else(|| self.mask.path(path))
    }

    fn sentence(&mut self, sentence: &str) -> String {
        if let Some(masked) = self.known.get(sentence) {
            return masked.clone();
        }
        let masked = self.sentences.masked(sentence);
        self.known.insert(sentence.to_owned(), masked.clone());
        masked
    }

    /// Names first: one may look like a path.
    fn note(&mut self, note: &mut Note) {
        let names = std::mem::take(&mut note.names);
        let text = names.iter().fold(note.text.clone(), |text, name| {
            text.replace(&format!("“{name}”"), &format!("“{}”", self.mask.name(name)))
        });
        note.text = self.sentence(&text);
    }
}

#[cfg(test)]
mod tests {
    use meter_ingest::{Note, ReadError, Reading, SourceFailure, SourceReport};
    use meter_report::mask::Mask;

    use super::reading;

    fn note(topic: &'static str, text: &str, names: &[&str]) -> Note {
        Note { topic, text: text.to_owned(), names: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// Paths wherever they stand, in sentences of the channel and of other files too, and names that a sentence has.
    #[test]
    fn nothing_of_a_reading_names_a_person_or_a_path() {
        let source = |path: &str, notes: Vec<Note>| SourceReport {
            path: path.to_owned(),
            notes,
            ..SourceReport::default()
        };
        let (one, two) = ("chats/WhatsApp Chat with Ann Lee.txt", "Ann Lee/_chat.txt");
        let read = || Reading {
            sources: vec![
                source(one, vec![note("me", "you write as “Bo Hu” and “Al”", &["Bo Hu", "Al"])]),
                source(two, vec![]),
            ],
            failures: vec![SourceFailure { path: "Cy Young.zip".to_owned(), error: ReadError::WhoIsMe }],
            me: vec!["Bo Hu".to_owned()],
            notes: vec![note(
                "twice",
                &format!("1 chat of {one} can be read in {two}, too; “Ann Lee” fits"),
                &["Ann Lee"],
            )],
            ..Reading::default()
        };
        let masked = reading(Mask::On, read());
        assert_eq!(masked.sources[0].path, "chats/WhatsApp Chat with A••• L•••.txt");
        assert_eq!(masked.sources[0].notes[0].text, "you write as “B••• H•••” and “A•••”");
        assert_eq!(
            masked.notes[0].text,
            "1 chat of chats/WhatsApp Chat with A••• L•••.txt can be read in A••• L•••/_chat.txt, too; “A••• L•••” fits"
        );
        assert_eq!((&*masked.failures[0].path, &*masked.me[0]), ("C••• Y•••.zip", "B••• H•••"));
        let text = format!("{:?} {:?} {:?} {:?}", masked.sources, masked.failures, masked.me, masked.notes);
        assert!(["Ann", "Lee", "Bo Hu", "Young"].iter().all(|name| !text.contains(name)), "{text}");
        let plain = reading(Mask::Off, read());
        assert_eq!((&plain.sources, &plain.notes, &plain.me), (&read().sources, &read().notes, &read().me));
    }
}
