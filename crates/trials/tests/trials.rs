//! Every target over its seeds, over what fuzzing has found, and over mutations.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::path::Path;

use meter_ingest::formats::FORMATS;
use meter_trials::mutate::mutated;
use meter_trials::random::Random;
use meter_trials::{TARGETS, Target, seeds};

/// How many mutations of a target.
const MUTATIONS: u64 = 20_000;
/// How long they are at most, so that all of them take a minute and not an hour.
const MOST_BYTES: usize = 3_000;

fn target(name: &str) -> &'static Target {
    TARGETS.iter().find(|target| target.name == name).unwrap()
}

/// Says which input it was, since a law says only what is wrong with it.
fn run(target: &Target, what: &str, bytes: &[u8]) {
    let caught = std::panic::catch_unwind(|| target.run(bytes));
    if caught.is_err() {
        let path = std::env::temp_dir().join(format!("{}-{:016x}", target.name, Random::of(bytes).number()));
        std::fs::write(&path, bytes).unwrap();
        panic!("{}: {what} breaks a law; the input is kept as {}", target.name, path.display());
    }
}

/// Everything for one target; nothing if it is not built.
fn try_all(name: &str) {
    let target = target(name);
    if !target.is_built() {
        return;
    }
    let seeds = target.seeds();
    assert!(!seeds.is_empty(), "{name} has no seeds");
    for (number, seed) in seeds.iter().enumerate() {
        run(target, &format!("seed {number}"), seed);
    }
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("found").join(name);
    for path in seeds::files(&found) {
        run(target, &path.display().to_string(), &std::fs::read(&path).unwrap());
    }
    let count = std::env::var("METER_TRIALS").map_or(MUTATIONS, |count| count.parse().unwrap());
    let mut random = Random::of(name.as_bytes());
    for number in 0..count {
        run(target, &format!("mutation {number}"), &mutated(&seeds, &mut random, MOST_BYTES));
    }
}

macro_rules! tests {
    ($($name:ident: $target:literal,)*) => {
        $(#[test] fn $name() { try_all($target); })*
        const TESTED: &[&str] = &[$($target),*];
    };
}

tests! {
    whatsapp_text: "whatsapp-text",
    whapi_json: "whapi-json",
    baileys_json: "baileys-json",
    evolution_json: "evolution-json",
    whatsapp_web_js: "whatsapp-web-js",
    wppconnect_json: "wppconnect-json",
    waha_json: "waha-json",
    green_api_json: "green-api-json",
    chat_exporter_json: "chat-exporter-json",
    cloud_api: "cloud-api",
    account_report: "account-report",
    android_msgstore: "android-msgstore",
    android_wa: "android-wa",
    ios_chat_storage: "ios-chat-storage",
    ios_contacts: "ios-contacts",
    whatsmeow: "whatsmeow",
    mautrix_whatsapp: "mautrix-whatsapp",
    whatsapp_mcp: "whatsapp-mcp",
    vcard: "vcard",
    google_csv: "google-csv",
    outlook_csv: "outlook-csv",
    contacts_csv: "contacts-csv",
    table_csv: "table-csv",
    table_ndjson: "table-ndjson",
    table_parquet: "table-parquet",
    table_ipc: "table-ipc",
    sniff: "sniff",
    phone: "phone",
    dates: "dates",
    policy: "policy",
    http: "http",
}

#[test]
fn every_format_is_a_target() {
    let targets: BTreeSet<&str> = TARGETS
        .iter()
        .filter(|target| target.is_built() && target.is_format())
        .map(|target| target.name)
        .collect();
    let formats: BTreeSet<&str> = FORMATS.iter().map(|format| format.name).collect();
    assert_eq!(targets, formats);
}

#[test]
fn every_target_has_a_test_a_binary_and_a_line_in_the_readme() {
    let all: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    assert_eq!(all.len(), TARGETS.len());
    assert_eq!(all, TESTED.iter().map(|name| (*name).to_owned()).collect());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let binaries = seeds::files(&folder.join("fuzz/fuzz_targets"));
    let stem = |path: &std::path::PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    assert_eq!(binaries.iter().map(stem).collect::<BTreeSet<_>>(), all);
    for path in &binaries {
        let source = std::fs::read_to_string(path).unwrap();
        assert!(source.contains(&format!("run(\"{}\"", stem(path))), "{}", path.display());
    }
    let manifest = std::fs::read_to_string(folder.join("fuzz/Cargo.toml")).unwrap();
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
    for name in &all {
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "{name} in the manifest");
        assert!(readme.contains(&format!("\n| `{name}` |")), "{name} in the README");
    }
}
