//! Readers of formats.

use meter_ingest::formats::Format;
use meter_ingest::trials::{self, Hints, Said, Told};
use meter_ingest::{TextKey, limits};

use super::reading::{Bound, check_ledger, check_reading, check_report};
use super::{database, json, says_nothing_of_it};
use crate::random::Random;
use crate::seeds;

/// What kind of bytes a format consists of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Lines,
    Cards,
    Rows,
    Json,
    Typed,
    Database,
}

fn kind(format: &str) -> Kind {
    match format {
        "whatsapp-text" => Kind::Lines,
        "vcard" => Kind::Cards,
        "google-csv" | "outlook-csv" | "contacts-csv" | "table-csv" => Kind::Rows,
        "table-parquet" | "table-ipc" => Kind::Typed,
        name if name.ends_with("json")
            || name == "whatsapp-web-js"
            || name == "cloud-api"
            || name == "account-report" =>
        {
            Kind::Json
        }
        _ => Kind::Database,
    }
}

/// What mutations of a format begin with.
#[must_use]
pub fn seeds(format: &str) -> Vec<Vec<u8>> {
    let mut seeds = seeds::of_format(format);
    if kind(format) == Kind::Database {
        seeds.extend(database::edits());
    }
    seeds
}

/// Reads the bytes as this format.
///
/// # Panics
/// If a law is broken.
pub fn trial(format: &'static Format, bytes: &[u8]) {
    let kind = kind(format.name);
    if kind == Kind::Database {
        return database::trial(format.name, bytes);
    }
    let mut random = Random::of(bytes);
    let decoded = trials::decoded(bytes, limits::HEAD_BYTES);
    let in_two = trials::decoded(bytes, limits::HEAD_BYTES.min(bytes.len() / 2 + 1));
    if let (Ok(decoded), Ok(in_two)) = (&decoded, &in_two) {
        assert!(decoded.len() <= 2 * bytes.len() + 3, "decoding made much of little");
        // Only where the beginning tells the same about the encoding.
        assert!(bytes.len() < 2_048 || decoded == in_two, "decoded differently in two pieces");
    }
    let Ok(decoded) = decoded else { return };
    let trial = Trial { format, kind, bytes: &decoded, hints: hints(&mut random), key: TextKey::default() };
    trial.laws(&mut random);
}

/// One file with what lies around it, and under which key its texts are hashed.
struct Trial<'a> {
    format: &'static Format,
    kind: Kind,
    bytes: &'a [u8],
    hints: Hints,
    key: TextKey,
}

impl Trial<'_> {
    fn laws(&self, random: &mut Random) {
        let whole = self.said(self.bytes);
        match &whole {
            Ok(told) => self.check(told),
            Err(why) => says_nothing_of_it(why),
        }
        assert_eq!(self.said(self.bytes), whole, "read again");
        for block_bytes in [*random.one_of(&[1, 7, 64, 600]), 1 + random.below(self.bytes.len() + 1)] {
            let in_blocks = trials::said(self.format, self.bytes, &self.hints, Some(block_bytes), &self.key);
            if let Some(in_blocks) = in_blocks {
                assert_eq!(in_blocks, whole, "in blocks of {block_bytes}");
            }
        }
        self.channel(random);
        match self.kind {
            Kind::Lines | Kind::Cards => self.line_ends(&whole),
            Kind::Json => self.json(&whole, random),
            Kind::Rows | Kind::Typed | Kind::Database => {}
        }
    }

    fn said(&self, bytes: &[u8]) -> Said {
        let said = trials::said(self.format, bytes, &self.hints, None, &self.key);
        said.expect("a reading in order asks for no other")
    }

    fn check(&self, told: &Told) {
        check_ledger(&told.ledger);
        check_report(&told.report, self.bound());
        let listed = told.rejects.len();
        assert_eq!(listed as u64, told.report.rejected.min(limits::LISTED_REJECTS as u64));
        for reject in &told.rejects {
            says_nothing_of_it(reject);
        }
        let channels = told.channels.values().map(|channel| channel.report.records).sum::<u64>();
        assert!(channels + told.report.records <= self.bound().records, "{channels} records in channels");
        for channel in told.channels.values() {
            self.check(channel);
        }
    }

    /// How much there can be in so many bytes.
    fn bound(&self) -> Bound {
        let count = |of: &[u8]| self.bytes.iter().filter(|byte| of.contains(byte)).count() as u64;
        match self.kind {
            Kind::Lines => Bound { records: count(b"\n") + 1, rejected: count(b"\n") + 1 },
            // A card can be told with some of its numbers and rejected for others, when it is read and when it is settled.
            Kind::Cards => Bound { records: count(b"\n"), rejected: 2 * count(b"\n") + 2 },
            Kind::Rows => Bound { records: count(b"\r\n") + 1, rejected: 2 * count(b"\r\n") + 2 },
            // A record is an object, whose brace may be written as an escape in a string that holds JSON. Account reports list people as
            // mere texts. Everything else can be rejected, and the shortest value is one digit.
            Kind::Json => Bound {
                records: count(if self.format.name == "account-report" { b"{[,\\" } else { b"{\\" }),
                rejected: self.bytes.len() as u64 + 1,
            },
            // A run of equal rows takes no more bytes than one.
            Kind::Typed | Kind::Database => Bound { records: u64::MAX, rejected: u64::MAX },
        }
    }

    /// The order of files, and files that lie there twice, change nothing.
    fn channel(&self, random: &mut Random) {
        let read = |files: &[&[u8]]| trials::channel(self.format, files, &self.hints, &self.key);
        let whole = read(&[self.bytes]);
        check_reading(&whole, self.bound());
        assert_eq!(read(&[self.bytes, self.bytes]).ledger, whole.ledger, "twice");
        let (one, other) = self.bytes.split_at(random.below(self.bytes.len() + 1));
        assert_eq!(read(&[one, other]).ledger, read(&[other, one]).ledger, "in another order");
    }

    /// How lines end is no matter.
    fn line_ends(&self, whole: &Said) {
        if self.bytes.contains(&b'\r') {
            return;
        }
        let lines: Vec<&[u8]> = self.bytes.split(|&byte| byte == b'\n').collect();
        assert_eq!(self.said(&lines.join(&b"\r\n"[..])), *whole, "with other line ends");
    }

    fn json(&self, whole: &Said, random: &mut Random) {
        if json::is_document(self.bytes) {
            let same = |said: &Said| said.as_ref().ok().map(json::without_places);
            let spaced = self.said(&json::spaced(self.bytes));
            assert_eq!(same(&spaced), same(whole), "with other blanks between values");
        }
        // A table is one whole: whether it has a column is a matter of all of its rows.
        let is_table = self.format.name == "table-ndjson";
        let log = self.bytes.strip_suffix(b"\n").unwrap_or(self.bytes);
        let lines: Vec<&[u8]> = log.split(|&byte| byte == b'\n').collect();
        if is_table || lines.len() < 2 || !lines.iter().all(|line| json::is_document(line)) {
            return;
        }
        let (one, other) = lines.split_at(1 + random.below(lines.len() - 1));
        let (one, other) = (one.join(&b'\n'), other.join(&b'\n'));
        let read = |files: &[&[u8]]| trials::channel(self.format, files, &self.hints, &self.key).ledger;
        if whole.is_ok() && self.said(&one).is_ok() && self.said(&other).is_ok() {
            assert_eq!(read(&[&one, &other]), read(&[self.bytes]), "a log in two files");
        }
    }
}

/// Names under which a chat may lie.
fn hints(random: &mut Random) -> Hints {
    const NAMES: [&[&str]; 4] = [
        &["WhatsApp Chat with Ann.txt"],
        &["_chat.txt", "WhatsApp Chat - Ben"],
        &["WhatsApp Chat with +44 7700 900123.txt"],
        &["chat.txt"],
    ];
    let names = random.one_of(&NAMES).iter().map(|&name| name.to_owned()).collect();
    Hints { names, ..Hints::default() }
}
