//! What the tests of all JSON formats share: reading bytes, and damaging them.

use meter_model::{Handle, Ledger, Moment, PhoneKey, Touch};

use super::Format;
use crate::source::{Hints, Input};
use crate::{Collector, ReadError, Role, TextKey};

pub(crate) fn read_with(
    format: &Format,
    bytes: &[u8],
    role: Role,
    key: &TextKey,
) -> Result<Collector, ReadError> {
    let mut collector = Collector::new("file.json", format.name, role, key);
    (format.read)(&mut Input::new(bytes, Hints::default()), &mut collector)?;
    Ok(collector)
}

/// Reads one file as an address book; what was collected.
pub(crate) fn read(format: &Format, text: &str) -> Collector {
    read_with(format, text.as_bytes(), Role::AddressBook, &TextKey::default()).unwrap()
}

pub(crate) fn ledger(format: &Format, text: &str) -> Ledger {
    read(format, text).facts.settle()
}

/// Every reject as `place: why`.
pub(crate) fn rejects(format: &Format, text: &str) -> Vec<String> {
    let collector = read(format, text);
    assert_eq!(collector.report.rejected, collector.rejects.len() as u64);
    collector.rejects.iter().map(|reject| format!("{}: {}", reject.at, reject.why)).collect()
}

/// When the messages that failed were sent.
pub(crate) fn failed_at(ledger: &Ledger) -> Vec<Moment> {
    ledger.failed.iter().map(Touch::time).collect()
}

pub(crate) fn phone(digits: &str) -> Handle {
    Handle::Phone(PhoneKey::from_international(digits).unwrap())
}

pub(crate) fn moment(seconds: i64) -> Moment {
    Moment::from_seconds(seconds).unwrap()
}

/// Touches of the ledger as `<time` (incoming) and `>time` (outgoing), by person and time.
pub(crate) fn touches(ledger: &Ledger) -> Vec<String> {
    let arrow = |outgoing| if outgoing { '>' } else { '<' };
    ledger.touches.iter().map(|touch| format!("{}{}", arrow(touch.is_outgoing()), touch.time())).collect()
}

/// First handles of the persons in the address book.
pub(crate) fn known(ledger: &Ledger) -> Vec<Handle> {
    ledger.persons.iter().filter(|person| person.known).map(|person| person.handles[0].clone()).collect()
}

/// What must hold for whatever became of a file: cut anywhere, it is an error that says so, or says less; with wrong types and flipped
/// bytes it never says more than it did, counts what it rejects, and repeats no word of it.
///
/// Every document has `records` records. All strings of it that are content begin with `SECRET`.
pub(crate) fn survives_damage(format: &Format, documents: &[(&str, u64)]) {
    for (document, records) in documents {
        let whole = read(format, document);
        assert_eq!((whole.report.records, whole.report.rejected), (*records, 0), "{document}");
        formatted(format, document);
        cut_anywhere(format, document);
        wrong_types(format, document, *records);
        flipped_bytes(format, document, *records);
    }
    cut_log(format, documents);
}

fn read_bytes(format: &Format, bytes: &[u8]) -> Result<Collector, ReadError> {
    let outcome = read_with(format, bytes, Role::AddressBook, &TextKey::default());
    if let Ok(collector) = &outcome {
        let is_clean = |reject: &crate::Reject| !format!("{} {}", reject.at, reject.why).contains("SECRET");
        assert!(collector.rejects.iter().all(is_clean), "{:?}", collector.rejects);
    }
    outcome
}

/// Line ends and blanks between the values, as most programs write them, change nothing.
fn formatted(format: &Format, document: &str) {
    let value: serde_json::Value = serde_json::from_str(document).unwrap();
    let said = |text: &str| {
        let collector = read(format, text);
        let counts = (collector.report.records, collector.report.rejected);
        let ledger = collector.facts.settle();
        let sent: Vec<_> = ledger.touches.iter().map(|touch| (touch.kind(), touch.delivery())).collect();
        (counts, touches(&ledger), sent, ledger.failed.clone(), known(&ledger), ledger.address_book)
    };
    let written = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(said(&written), said(document), "{written}");
    assert_eq!(said(&written.replace('\n', " \r\n\t")), said(document), "{written}");
}

fn cut_anywhere(format: &Format, document: &str) {
    for end in 1..document.len() {
        let cut = read_bytes(format, &document.as_bytes()[..end]);
        assert!(matches!(cut, Err(ReadError::Truncated { .. })), "{end} of {document}");
    }
}

fn cut_log(format: &Format, documents: &[(&str, u64)]) {
    let lines: Vec<String> = documents.iter().map(|(document, _)| document.replace('\n', "")).collect();
    let log = lines.join("\n");
    let records: u64 = documents.iter().map(|(_, records)| records).sum();
    let mut before = 0;
    for end in lines[0].len() + 2..=log.len() {
        let cut = read_bytes(format, &log.as_bytes()[..end]).unwrap();
        assert!(cut.report.rejected <= 1 && cut.report.records >= before, "{end} of {log}");
        before = cut.report.records;
    }
    assert_eq!(before, records, "{log}");
}

/// Puts a value of every other type in the place of each scalar.
fn wrong_types(format: &Format, document: &str, records: u64) {
    for (start, end) in scalars(document) {
        for wrong in [
            "null",
            "[]",
            "{}",
            "-1",
            "1e400",
            "18446744073709552000",
            "\"SECRET\"",
            "true",
            "[[{\"id\":7}]]",
        ] {
            let text = format!("{}{wrong}{}", &document[..start], &document[end..]);
            let collector = read_bytes(format, text.as_bytes()).unwrap();
            let report = &collector.report;
            assert!(report.records <= records + 2, "{text}");
            let latest = collector.facts.settle().newest();
            // The lower half −1 is 2³² − 1; no other wrong value is a time.
            let is_a_time = |seconds| seconds < 1_800_000_000 || seconds == i64::from(u32::MAX);
            assert!(latest.is_none_or(|latest| is_a_time(latest.seconds())), "{text}");
        }
    }
}

/// Places of the scalars that are values.
fn scalars(document: &str) -> Vec<(usize, usize)> {
    let bytes = document.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            b'"' => {
                at += 1;
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            byte if byte.is_ascii_alphanumeric() || byte == b'-' => {
                while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || b"+-.".contains(&bytes[at])) {
                    at += 1;
                }
            }
            _ => {
                at += 1;
                continue;
            }
        }
        if document[at..].trim_start().as_bytes().first() != Some(&b':') {
            found.push((start, at));
        }
    }
    found
}

fn flipped_bytes(format: &Format, document: &str, records: u64) {
    for at in 0..document.len() {
        for byte in [b'"', b'{', b']', b',', b'0', b'x', 0, 0xFF] {
            let mut bytes = document.as_bytes().to_vec();
            bytes[at] = byte;
            if let Ok(collector) = read_bytes(format, &bytes) {
                assert!(collector.report.records <= records + 2, "{at} {byte} of {document}");
            }
        }
    }
}

/// What must hold for any log: in any order, cut into any two files, and with every line twice it settles to the same ledger.
pub(crate) fn order_and_splits_change_nothing(format: &Format, lines: &[&str]) {
    let key = TextKey::default();
    let settled = |files: &[Vec<&str>]| {
        let mut facts = meter_model::Facts::default();
        for file in files {
            let text = file.join("\n");
            facts.absorb(read_with(format, text.as_bytes(), Role::AddressBook, &key).unwrap().facts);
        }
        facts.settle()
    };
    let whole = settled(&[lines.to_vec()]);
    assert!(whole.touches.len() > 2, "too little to prove anything");
    for cut in 0..=lines.len() {
        let mut turned = lines.to_vec();
        turned.rotate_left(cut);
        assert_eq!(settled(&[turned.clone()]), whole, "turned by {cut}");
        turned.reverse();
        let (one, other) = turned.split_at(cut);
        assert_eq!(settled(&[one.to_vec(), other.to_vec()]), whole, "turned and cut at {cut}");
        assert_eq!(settled(&[turned.clone(), lines.to_vec()]), whole, "doubled");
        let list = format!("[{}]", turned.join(",\n"));
        assert_eq!(settled(&[vec![&list]]), whole, "as a list");
    }
}
