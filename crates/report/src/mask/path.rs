//! What is left of the path of an export.

use super::person::{number, word};

/// Words of one folder or file that are told apart.
const WORDS: usize = 3;

/// Endings that say what a file is; anything else behind a dot belongs to its name.
const ENDINGS: [&str; 24] = [
    "arrow", "crypt12", "crypt14", "crypt15", "csv", "db", "db-wal", "feather", "html", "ipc", "json",
    "jsonl", "log", "md", "ndjson", "parquet", "plist", "sqlite", "sqlite3", "toml", "tsv", "txt", "vcf",
    "zip",
];

/// What programs call their files; something that has only these words is called after nobody.
const OF_PROGRAMS: [&str; 67] = [
    "account",
    "address",
    "addressbook",
    "android",
    "appdomaingroup",
    "archive",
    "backup",
    "baileys",
    "book",
    "business",
    "calls",
    "cards",
    "channel",
    "chat",
    "chats",
    "chatstorage",
    "cloud",
    "com",
    "contact",
    "contacts",
    "contactsv2",
    "conversations",
    "data",
    "database",
    "databases",
    "device",
    "events",
    "evolution",
    "export",
    "exports",
    "group",
    "groups",
    "health",
    "history",
    "info",
    "ios",
    "labels",
    "lid",
    "lists",
    "log",
    "logs",
    "media",
    "message",
    "messages",
    "msgstore",
    "net",
    "newsletters",
    "phone",
    "reactions",
    "receipts",
    "registration",
    "report",
    "session",
    "shared",
    "sqlite",
    "status",
    "statuses",
    "store",
    "table",
    "vcard",
    "wa",
    "waha",
    "webhook",
    "webhooks",
    "whapi",
    "whatsapp",
    "whatsmeow",
];

/// What WhatsApp writes around the name of a chat, in the one language that is told apart.
const AROUND_A_NAME: [&str; 3] = ["whatsapp", "chat", "with"];

/// The path with every folder and file masked that may be called after somebody.
pub(super) fn path(path: &str) -> String {
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn part(part: &str) -> String {
    let (stem, endings) = endings(part);
    if is_of_programs(stem) { part.to_owned() } else { format!("{}{endings}", stem_of_somebody(stem)) }
}

/// The name and the endings behind it, of which there may be several (`.zip.txt`).
fn endings(part: &str) -> (&str, &str) {
    let mut stem = part;
    while let Some((shorter, ending)) = stem.rsplit_once('.') {
        if !ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            break;
        }
        stem = shorter;
    }
    part.split_at(stem.len())
}

/// Whether as many digits of any script stand together, whatever but letters stands between them, as only a number has.
pub(super) fn has_number(name: &str) -> bool {
    const LEAST: usize = 7;
    without_day(name)
        .split(char::is_alphabetic)
        .any(|run| run.chars().filter(|character| character.is_numeric()).count() >= LEAST)
}

fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '-' | '_' | '.' | ',' | '(' | ')' | '[' | ']' | '+' | '@' | '=')
}

fn is_of_programs(stem: &str) -> bool {
    let mut digits = 0;
    let all = without_day(stem).split(is_separator).filter(|word| !word.is_empty()).all(|word| {
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            digits += word.len();
            return true;
        }
        OF_PROGRAMS.iter().any(|known| word.eq_ignore_ascii_case(known))
    });
    // A page or a copy has a number of few digits; more of them, however they are grouped, may be somebody's.
    all && digits <= 4
}

/// The text without the first day in it that is written like `2024-05-20`.
fn without_day(text: &str) -> String {
    const LENGTH: usize = 10;
    let is_day = |at: &usize| {
        let neighbours = [
            text[..*at].chars().next_back(),
            text.get(*at + LENGTH..).and_then(|behind| behind.chars().next()),
        ];
        let is_like_a_day = |day: &str| {
            day.bytes()
                .enumerate()
                .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
        };
        text.get(*at..*at + LENGTH).is_some_and(|day| day.starts_with("20") && is_like_a_day(day))
            && !neighbours.into_iter().flatten().any(|neighbour| neighbour.is_ascii_digit())
    };
    let day = text.match_indices("20").map(|(at, _)| at).find(is_day);
    day.map_or_else(|| text.to_owned(), |at| format!("{} {}", &text[..at], &text[at + LENGTH..]))
}

/// What is left of a name in which somebody may be called by name or number.
fn stem_of_somebody(stem: &str) -> String {
    let (around, somebody) = parted(stem);
    if let Some(number) = number(somebody) {
        return format!("{around}{number}");
    }
    let words = somebody.split(is_separator).filter(|word| !word.is_empty()).take(WORDS);
    let masked = words.map(word).collect::<Vec<_>>().join(" ");
    format!("{around}{masked}")
}

/// What stands before somebody's name, and the name.
fn parted(stem: &str) -> (&str, &str) {
    let mut at = 0;
    let mut rest = stem;
    loop {
        let word = rest.split(is_separator).next().unwrap_or_default();
        if !AROUND_A_NAME.iter().any(|known| word.eq_ignore_ascii_case(known)) {
            return stem.split_at(at);
        }
        let behind = &rest[word.len()..];
        // What a number begins with belongs to it.
        let next =
            behind.trim_start_matches(|character| is_separator(character) && !matches!(character, '+' | '('));
        at = stem.len() - next.len();
        rest = next;
    }
}
