//! Where readers push what they recognise in one file.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono_tz::Tz;
use meter_model::{Act, Chat, Facts, Jid, Message, Moment};

use crate::formats::text::Transcript;
use crate::memo::Memo;
use crate::reading::{Note, Reject, SourceReport};
use crate::settle::{ContactList, Page, Part};
use crate::{Role, TextKey, limits};

/// Collects one source: its facts, its counts, its rejects. Records are added up, never stored.
#[derive(Debug)]
pub struct Collector {
    pub(crate) facts: Facts,
    pub(crate) report: SourceReport,
    pub(crate) rejects: Vec<Reject>,
    pub(crate) transcripts: Vec<Transcript>,
    /// What transcripts are once their rows lie with those of all files.
    pub(crate) parts: Vec<Part>,
    pub(crate) contact_lists: Vec<ContactList>,
    pub(crate) pages: Vec<Page>,
    pub(crate) role: Role,
    /// What tables say of channels that they name, by name.
    pub(crate) channels: BTreeMap<Box<str>, Collector>,
    /// Whether the file says of every row of which channel it is, even if it has none.
    pub(crate) names_channels: bool,
    memo: Memo,
    timezone: Tz,
    text_key: TextKey,
}

/// What stands in the order of the file, where everything else adds up in any order.
#[derive(Default, Debug)]
pub(crate) struct Listed {
    rejects: Vec<Reject>,
    notes: Vec<Note>,
    transcripts: Vec<Transcript>,
    contact_lists: Vec<ContactList>,
    pages: Vec<Page>,
    channels: Vec<(Box<str>, Listed)>,
}

impl Listed {
    /// How many rejects it has of the file as a whole.
    pub(crate) fn rejects(&self) -> usize {
        self.rejects.len()
    }

    /// Forgets these rejects.
    pub(crate) fn drop_rejects(&mut self) {
        self.rejects = Vec::new();
    }

    fn is_empty(&self) -> bool {
        self.rejects.is_empty()
            && self.notes.is_empty()
            && self.transcripts.is_empty()
            && self.contact_lists.is_empty()
            && self.pages.is_empty()
            && self.channels.is_empty()
    }
}

impl Collector {
    /// An empty collector for the source at `path`, read as `format`.
    #[must_use]
    pub fn new(path: &str, format: &str, role: Role, text_key: &TextKey) -> Self {
        Self {
            facts: Facts::default(),
            report: SourceReport { path: path.to_owned(), format: format.to_owned(), ..Default::default() },
            rejects: Vec::new(),
            transcripts: Vec::new(),
            parts: Vec::new(),
            contact_lists: Vec::new(),
            pages: Vec::new(),
            role,
            channels: BTreeMap::new(),
            names_channels: false,
            memo: Memo::default(),
            timezone: Tz::UTC,
            text_key: text_key.clone(),
        }
    }

    /// The same collector, for wall-clock times of this zone.
    #[must_use]
    pub fn with_timezone(self, timezone: Tz) -> Self {
        Self { timezone, ..self }
    }

    /// The collector of what this file says about the channel of that name. What is pushed there says nothing of any other channel.
    #[expect(clippy::missing_panics_doc, reason = "what was just put in is there")]
    pub fn of_channel(&mut self, name: &str) -> &mut Self {
        let Self { channels, report, role, text_key, timezone, .. } = self;
        // Nearly every row is of a channel that is known.
        if !channels.contains_key(name) {
            let empty = Self::new(&report.path, &report.format, *role, text_key).with_timezone(*timezone);
            channels.insert(name.into(), empty);
        }
        channels.get_mut(name).expect("it was there or was just put in")
    }

    /// Notes that the file says of every row of which channel it is.
    pub fn names_channels(&mut self) {
        self.names_channels = true;
    }

    /// Adds what another collector holds of the same file.
    pub(crate) fn absorb(&mut self, mut other: Self) {
        self.list(other.take_listed());
        // What it knows by heart names chats of its own facts.
        other.memo = Memo::default();
        self.facts.absorb(other.facts);
        self.parts.extend(other.parts);
        self.report.records += other.report.records;
        self.report.rejected += other.report.rejected;
        self.report.first = [self.report.first, other.report.first].into_iter().flatten().min();
        self.report.last = self.report.last.max(other.report.last);
        self.names_channels |= other.names_channels;
        for (name, channel) in other.channels {
            match self.channels.entry(name) {
                Entry::Vacant(entry) => _ = entry.insert(channel),
                Entry::Occupied(entry) => entry.into_mut().absorb(channel),
            }
        }
    }

    /// An empty collector for another part of the same file.
    pub(crate) fn twin(&self) -> Self {
        Self::new(&self.report.path, &self.report.format, self.role, &self.text_key)
            .with_timezone(self.timezone)
    }

    /// Takes out what stands in the order of the file.
    pub(crate) fn take_listed(&mut self) -> Listed {
        Listed {
            rejects: std::mem::take(&mut self.rejects),
            notes: std::mem::take(&mut self.report.notes),
            transcripts: std::mem::take(&mut self.transcripts),
            contact_lists: std::mem::take(&mut self.contact_lists),
            pages: std::mem::take(&mut self.pages),
            channels: self
                .channels
                .iter_mut()
                .map(|(name, channel)| (name.clone(), channel.take_listed()))
                .filter(|(_, listed)| !listed.is_empty())
                .collect(),
        }
    }

    /// Puts what was taken out of a collector of a later part of the file behind what is here.
    pub(crate) fn list(&mut self, listed: Listed) {
        let room = limits::LISTED_REJECTS.saturating_sub(self.rejects.len());
        self.rejects.extend(listed.rejects.into_iter().take(room));
        self.report.notes.extend(listed.notes);
        self.transcripts.extend(listed.transcripts);
        self.contact_lists.extend(listed.contact_lists);
        self.pages.extend(listed.pages);
        for (name, listed) in listed.channels {
            self.of_channel(&name).list(listed);
        }
    }

    /// Zone of wall-clock times that do not say theirs.
    #[must_use]
    pub fn timezone(&self) -> Tz {
        self.timezone
    }

    /// Takes in one message of a chat whose direction and time are certain, and counts it as a record.
    pub fn message(&mut self, message: &Message<'_>) {
        self.count_message(message.time);
        self.facts.message(message);
    }

    /// Makes a chat known, so that a reader that meets it many times looks it up once.
    pub fn chat(&mut self, jid: &Jid) -> Chat {
        self.facts.chat(jid)
    }

    /// The chat that is written like this, which `read` reads if it is not known any more.
    pub(crate) fn chat_written(
        &mut self,
        written: &[u8],
        read: impl FnOnce(&str) -> Option<Jid>,
    ) -> Option<Chat> {
        let Self { memo, facts, .. } = self;
        memo.chat(written, || std::str::from_utf8(written).ok().and_then(read).map(|jid| facts.chat(&jid)))
    }

    /// Notes an address of the channel itself, which `read` reads if it is another than the one before.
    pub(crate) fn own_written(&mut self, written: &[u8], read: impl FnOnce(&str) -> Option<Jid>) {
        if self.memo.is_new_own(written)
            && let Some(own) = std::str::from_utf8(written).ok().and_then(read).and_then(|jid| jid.handle())
        {
            self.facts.own(own);
        }
    }

    /// Takes in a message of a chat that [`Collector::chat`] made known, and counts it as a record.
    pub fn act(&mut self, chat: Chat, act: &Act<'_>) {
        self.count_message(act.time);
        self.facts.act(chat, act);
    }

    /// Counts a message at `time` as a record, without taking it in (transcripts are taken in when they are settled).
    pub fn count_message(&mut self, time: Moment) {
        self.report.records += 1;
        self.report.first = Some(self.report.first.map_or(time, |first| first.min(time)));
        self.report.last = self.report.last.max(Some(time));
    }

    /// Counts contacts as records.
    pub fn count_contacts(&mut self, contacts: u64) {
        self.report.records += contacts;
    }

    /// Everything that is not a message: receipts, links, who is known, registration. The reader counts its records itself.
    pub fn facts(&mut self) -> &mut Facts {
        &mut self.facts
    }

    /// Whether people in a contact list of this file are the owner's acquaintances.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// Keeps a text chat until order of dates, owner and zone are decided.
    pub fn transcript(&mut self, transcript: Transcript) {
        self.transcripts.push(transcript);
    }

    /// Keeps a contact list until the region of its national numbers is decided.
    pub fn contact_list(&mut self, list: ContactList) {
        self.contact_lists.push(list);
    }

    /// Notes a page of a history, until it is known which pages were saved.
    pub(crate) fn page(&mut self, page: Page) {
        self.pages.push(page);
    }

    /// Counts a row that cannot be used. `ordinal` sorts rejects within the file; `at` names the place (`line 17`);
    /// `why` must not repeat any content of the row.
    pub fn reject(&mut self, ordinal: u64, at: impl Into<String>, why: impl Into<String>) {
        self.report.rejected += 1;
        if self.rejects.len() < limits::LISTED_REJECTS {
            let path = self.report.path.clone();
            self.rejects.push(Reject { path, ordinal, at: at.into(), why: why.into() });
        }
    }

    /// Numbers the rejects of a file, which are numbered in the order in which they are met, if they were met in blocks.
    pub(crate) fn number_rejects(&mut self) {
        for (reject, ordinal) in self.rejects.iter_mut().zip(0..) {
            reject.ordinal = ordinal;
        }
    }

    /// Says how the file was understood.
    pub fn note(&mut self, topic: &'static str, text: impl Into<String>) {
        self.note_naming(topic, text, Vec::new());
    }

    /// The same in a sentence that names persons.
    pub fn note_naming(&mut self, topic: &'static str, text: impl Into<String>, names: Vec<String>) {
        self.report.notes.push(Note { topic, text: text.into(), names });
    }

    /// The keyed hash under which equal texts are recognised.
    #[must_use]
    pub fn text_key(&self) -> &TextKey {
        &self.text_key
    }
}
