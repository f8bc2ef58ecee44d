//! From the account of a channel to rows of tables, from which the same account can be read again.
//!
//! What is no touch but counts has rows of its own, in a chat that is no person's: when the number was registered, when a group was
//! created, and the earliest own message where no touch is as early. An address book in which nobody is has one row that says so.

use std::collections::HashMap;
use std::sync::Arc;

use meter_ingest::TextKey;
use meter_model::{Delivery, Kind, Ledger, Moment, Touch};
use meter_tables::{Table, TableFormat, Values};

use super::Tables;
use super::persons::{Persons, Written};
use super::text_keys::{TextKeys, is_of_one_moment};

/// A chat that is no person's.
const NOBODY: &str = "status@broadcast";

/// A text that many rows share.
type Shared = Option<Arc<str>>;

/// Rows of all channels.
pub(super) struct Rows<'a> {
    persons: Persons,
    texts: Option<&'a TextKey>,
    format: TableFormat,
    words: HashMap<&'static str, Arc<str>>,
    messages: Messages,
    contacts: Contacts,
    left_out: usize,
}

#[derive(Default)]
struct Messages {
    channel: Vec<Shared>,
    chat: Vec<Shared>,
    from_me: Vec<Option<bool>>,
    time: Vec<Option<i64>>,
    id: Vec<Shared>,
    sort: Vec<Shared>,
    status: Vec<Shared>,
    text_key: Vec<Shared>,
    text: Vec<Shared>,
}

#[derive(Default)]
struct Contacts {
    channel: Vec<Shared>,
    id: Vec<Shared>,
    name: Vec<Shared>,
    saved: Vec<Option<bool>>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(persons: Persons, texts: Option<&'a TextKey>, format: TableFormat) -> Self {
        let (messages, contacts) = (Messages::default(), Contacts::default());
        Self { persons, texts, format, words: HashMap::new(), messages, contacts, left_out: 0 }
    }

    /// Adds the rows of one channel.
    pub(super) fn channel(&mut self, name: &str, ledger: &Ledger) {
        let channel: Arc<str> = name.into();
        self.evidence(&channel, ledger);
        let ids = self.persons.ids(ledger);
        let mut touches: Vec<&Touch> = ledger.touches.iter().chain(&ledger.failed).collect();
        if self.persons.are_hidden() {
            // The order of numbers must not shine through.
            touches.sort_by_key(|touch| (&ids[touch.person()], touch.time()));
        }
        let mut keys = TextKeys::of(name, &touches);
        for moment in touches.chunk_by_mut(|one, next| is_of_one_moment(one, next)) {
            keys.sort(moment);
            for touch in moment {
                self.touch(&channel, &ids[touch.person()].id, touch, &mut keys);
            }
        }
        self.left_out += self.texts.map_or(0, |texts| keys.ambiguous(texts));
        self.address_book(&channel, ledger, &ids);
    }

    fn evidence(&mut self, channel: &Arc<str>, ledger: &Ledger) {
        let first = ledger.touches.iter().map(Touch::time).min();
        let elsewhere = ledger.age.message.filter(|_| ledger.age.message != first);
        let evidence = [
            ("registered", ledger.age.registered),
            ("group_created", ledger.age.group),
            (word_of_kind(Kind::Content), elsewhere),
        ];
        for (word, time) in evidence {
            if let Some(time) = time {
                let sort = self.word(word);
                let nobody = self.word(NOBODY);
                self.row(channel, &nobody, true, time, sort);
            }
        }
    }

    fn touch(&mut self, channel: &Arc<str>, chat: &Arc<str>, touch: &Touch, keys: &mut TextKeys) {
        let sort = self.word(word_of_kind(touch.kind()));
        self.row(channel, chat, touch.is_outgoing(), touch.time(), sort);
        let status = word_of_delivery(touch.delivery()).filter(|_| touch.is_outgoing());
        let status = status.map(|word| self.word(word));
        let id = touch.id().map(|id| self.persons.message(id).into());
        let text_key = touch.text_key().map(|key| keys.written(key));
        let text = touch.text_key().and_then(|key| self.texts?.remembered(key));
        let csv = self.format == TableFormat::Csv;
        let messages = &mut self.messages;
        replace_last(&mut messages.status, status);
        replace_last(&mut messages.id, id);
        replace_last(&mut messages.text_key, text_key);
        replace_last(&mut messages.text, text.map(|text| if csv { harmless(text) } else { text }));
    }

    fn row(&mut self, channel: &Arc<str>, chat: &Arc<str>, from_me: bool, time: Moment, sort: Arc<str>) {
        let messages = &mut self.messages;
        messages.channel.push(Some(channel.clone()));
        messages.chat.push(Some(chat.clone()));
        messages.from_me.push(Some(from_me));
        messages.time.push(Some(time.seconds()));
        messages.sort.push(Some(sort));
        for column in [&mut messages.id, &mut messages.status, &mut messages.text_key, &mut messages.text] {
            column.push(None);
        }
    }

    /// Nothing for a channel of which nobody said who is in its address book.
    fn address_book(&mut self, channel: &Arc<str>, ledger: &Ledger, ids: &[Written]) {
        if !ledger.address_book {
            return;
        }
        let known = ledger.persons.iter().zip(ids).filter(|(person, _)| person.known && !person.own);
        let mut known: Vec<_> = known.map(|(person, id)| (id, self.persons.name(person))).collect();
        if self.persons.are_hidden() {
            known.sort();
        }
        for (id, name) in &known {
            self.contacts.push(channel, &id.id, name.as_deref(), true);
        }
        if known.is_empty() {
            let nobody = self.word(NOBODY);
            self.contacts.push(channel, &nobody, None, false);
        }
    }

    fn word(&mut self, word: &'static str) -> Arc<str> {
        self.words.entry(word).or_insert_with(|| word.into()).clone()
    }

    /// The tables.
    pub(super) fn finish(self) -> Tables {
        let Self { messages, contacts, .. } = self;
        let mut tables =
            Tables { messages: Table::default(), contacts: Table::default(), left_out: self.left_out };
        let table = &mut tables.messages;
        table.push("channel", Values::Text(messages.channel));
        table.push("chat_id", Values::Text(messages.chat));
        table.push("from_me", Values::Flag(messages.from_me));
        table.push("timestamp", Values::Whole(messages.time));
        table.push("id", Values::Text(messages.id));
        table.push("type", Values::Text(messages.sort));
        table.push("status", Values::Text(messages.status));
        table.push("text_key", Values::Text(messages.text_key));
        if self.texts.is_some() {
            table.push("text", Values::Text(messages.text));
        }
        let table = &mut tables.contacts;
        table.push("channel", Values::Text(contacts.channel));
        table.push("id", Values::Text(contacts.id));
        if !self.persons.are_hidden() {
            table.push("name", Values::Text(contacts.name));
        }
        table.push("saved", Values::Flag(contacts.saved));
        tables
    }
}

impl Contacts {
    fn push(&mut self, channel: &Arc<str>, id: &Arc<str>, name: Option<&str>, saved: bool) {
        self.channel.push(Some(channel.clone()));
        self.id.push(Some(id.clone()));
        self.name.push(name.map(Into::into));
        self.saved.push(Some(saved));
    }
}

fn replace_last(column: &mut [Shared], value: Shared) {
    if let Some(last) = column.last_mut() {
        *last = value;
    }
}

/// Text that no spreadsheet takes for a formula: strangers wrote it.
fn harmless(text: Arc<str>) -> Arc<str> {
    if text
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
    {
        format!("'{text}").into()
    } else {
        text
    }
}

fn word_of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Content => "content",
        Kind::Reaction => "reaction",
        Kind::Vote => "vote",
        Kind::Call => "call",
    }
}

fn word_of_delivery(delivery: Delivery) -> Option<&'static str> {
    match delivery {
        Delivery::Unknown => None,
        Delivery::Pending => Some("pending"),
        Delivery::Sent => Some("sent"),
        Delivery::Failed => Some("failed"),
        Delivery::Delivered => Some("delivered"),
        Delivery::Read => Some("read"),
    }
}
