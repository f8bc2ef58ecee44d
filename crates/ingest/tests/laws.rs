//! Order, splits and duplicates change nothing: the demo, torn into its smallest pieces, shuffled, partly doubled and put
//! together anew in other files, folders and formats of page, settles to the same ledger.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::{Path, PathBuf};

use meter_ingest::{Declaration, Declared, TextKey, read_channel};
use meter_model::Ledger;
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/demo")
}

fn declared() -> Declared {
    Declaration::read(&demo()).unwrap().resolve().unwrap()
}

/// What the demo consists of.
struct Pieces {
    /// Elements of Whapi's lists, each with the name of its list.
    objects: Vec<(String, Value)>,
    /// Whapi documents that are no lists.
    documents: Vec<Value>,
    cards: Vec<String>,
    /// Text chats: the name of the file or folder that tells the chat, and the messages with their line ends.
    chats: Vec<(String, Vec<String>)>,
}

fn pieces() -> Pieces {
    let mut pieces = Pieces { objects: vec![], documents: vec![], cards: vec![], chats: vec![] };
    for path in files(&demo().join("whapi")) {
        let document: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let list = ["messages", "chats", "contacts", "groups"]
            .into_iter()
            .find_map(|name| Some((name, document.get(name)?.as_array()?)));
        match list {
            Some((name, list)) => {
                pieces.objects.extend(list.iter().map(|object| (name.to_owned(), object.clone())));
            }
            None => pieces.documents.push(document),
        }
    }
    let cards = std::fs::read_to_string(demo().join("address-book.vcf")).unwrap();
    let end = "END:VCARD";
    pieces.cards = cards
        .split_inclusive(end)
        .filter(|card| card.contains(end))
        .map(|card| format!("{}\r\n", card.trim_start()))
        .collect();
    for path in files(&demo().join("chats")) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        match name.strip_suffix(".zip") {
            None => pieces.chats.push((name, messages(&std::fs::read_to_string(&path).unwrap()))),
            Some(stem) => {
                let mut zip = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
                let text = std::io::read_to_string(zip.by_name("_chat.txt").unwrap()).unwrap();
                pieces.chats.push((format!("{stem}/_chat.txt"), messages(&text)));
            }
        }
    }
    pieces
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files
}

/// Cuts a chat before every header. The demo's headers begin with two digits and a slash, some behind a mark and a bracket.
fn messages(text: &str) -> Vec<String> {
    let mut messages: Vec<String> = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = line.trim_start_matches(['\u{200E}', '\u{FEFF}', '[']).as_bytes();
        let is_header = matches!(start, [a, b, b'/', ..] if a.is_ascii_digit() && b.is_ascii_digit());
        match messages.last_mut() {
            Some(last) if !is_header => last.push_str(line),
            _ => messages.push(line.to_owned()),
        }
    }
    messages
}

/// Where each piece goes: a stream of numbers that proptest chooses and shrinks.
struct Choices<'a>(std::iter::Cycle<std::slice::Iter<'a, u16>>);

impl Choices<'_> {
    fn below(&mut self, limit: usize) -> usize {
        usize::from(*self.0.next().unwrap()) % limit.max(1)
    }

    fn shuffled<T>(&mut self, mut items: Vec<T>) -> Vec<T> {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
        items
    }

    /// The items in another order, one in eight of them twice.
    fn some_twice<T: Clone>(&mut self, items: &[T]) -> Vec<T> {
        let mut more = items.to_vec();
        for item in items {
            if self.below(8) == 0 {
                more.push(item.clone());
            }
        }
        self.shuffled(more)
    }
}

fn write(folder: &Path, path: &str, content: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

fn rearrange(pieces: &Pieces, choices: &mut Choices<'_>, folder: &Path) {
    let mut number = 0;
    let mut next = |choices: &mut Choices<'_>| {
        number += 1;
        format!("{}/{number}", ["b", "a", "c/d"][choices.below(3)])
    };
    let mut objects = choices.some_twice(&pieces.objects);
    while !objects.is_empty() {
        let page = objects.split_off(objects.len().saturating_sub(1 + choices.below(300)));
        let lines = choices.below(2) == 0;
        let documents: Vec<Value> = if lines {
            page.into_iter().map(|(name, object)| json!({ name: [object] })).collect()
        } else {
            let mut page_of = serde_json::Map::new();
            for (name, object) in page {
                page_of.entry(name).or_insert_with(|| json!([])).as_array_mut().unwrap().push(object);
            }
            vec![Value::Object(page_of)]
        };
        let text: Vec<String> = documents.iter().map(ToString::to_string).collect();
        write(folder, &format!("{}.json", next(choices)), &text.join("\n"));
    }
    for document in choices.some_twice(&pieces.documents) {
        write(folder, &format!("{}.json", next(choices)), &document.to_string());
    }
    let mut cards = choices.some_twice(&pieces.cards);
    while !cards.is_empty() {
        let part = cards.split_off(cards.len().saturating_sub(1 + choices.below(30)));
        write(folder, &format!("{}.vcf", next(choices)), &part.concat());
    }
    for (name, messages) in &pieces.chats {
        // A chat keeps the order of its lines, but may be exported in parts that overlap.
        let mut from = 0;
        while from < messages.len() {
            let to = (from + 1 + choices.below(messages.len())).min(messages.len());
            let overlap = choices.below(3).min(from);
            write(folder, &format!("{}/{name}", next(choices)), &messages[from - overlap..to].concat());
            from = to;
        }
    }
}

fn settled(folder: &Path, text_key: &TextKey) -> Ledger {
    let reading = read_channel(folder, &declared(), text_key, &()).unwrap();
    let failures: Vec<String> = reading.failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{failures:#?}");
    reading.ledger
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn any_order_any_split_and_any_duplicates_settle_to_the_same_ledger(
        seed in prop::collection::vec(any::<u16>(), 97),
    ) {
        let text_key = TextKey::default();
        let whole = settled(&demo(), &text_key);
        prop_assert!(whole.touches.len() > 200, "the demo is too small to prove anything");
        let folder = TempDir::new().unwrap();
        rearrange(&pieces(), &mut Choices(seed.iter().cycle()), folder.path());
        prop_assert_eq!(settled(folder.path(), &text_key), whole);
    }
}
