//! The committed demo is what its generator writes, so neither can drift from the other.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use meter_bench::{Summary, demo};
use serde_json::Value;

const REMEDY: &str = "write it again: cargo run -p meter-bench --bin generate -- demo --out fixtures/demo --truth > fixtures/demo.truth.json";

#[test]
fn the_committed_demo_is_the_generated_one() {
    let folder = tempfile::tempdir().unwrap();
    demo::write(folder.path()).unwrap();
    let (committed, generated) = (files(&fixtures().join("demo")).unwrap(), files(folder.path()).unwrap());
    assert_eq!(
        committed.keys().collect::<Vec<_>>(),
        generated.keys().collect::<Vec<_>>(),
        "fixtures/demo has other files than its generator writes; {REMEDY}"
    );
    for (name, bytes) in &generated {
        assert!(
            committed[name] == *bytes,
            "fixtures/demo/{name} differs from what its generator writes; {REMEDY}"
        );
    }
}

#[test]
fn the_committed_truth_is_the_generated_one() {
    let committed: Value =
        serde_json::from_slice(&fs::read(fixtures().join("demo.truth.json")).unwrap()).unwrap();
    assert_eq!(committed, demo::expected(), "fixtures/demo.truth.json is out of date; {REMEDY}");
}

#[test]
fn the_demo_is_small_and_worth_looking_at() {
    let bytes: usize = files(&fixtures().join("demo")).unwrap().values().map(Vec::len).sum();
    assert!(bytes < 400_000, "{bytes}");
    let summary = Summary::of(&demo::truth()).unwrap();
    assert_eq!(summary.ratings(), [3, 2, 2]);
    assert!(summary.pending > 0 && summary.unanswered > 0 && summary.answered > 0 && summary.inbound > 0);
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

/// All files below a folder, by their path in it. A zip counts as the files in it: how tightly they are packed may differ from
/// one processor to the next.
fn files(root: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let name =
                path.strip_prefix(root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "zip") {
                unpack(&path, &name, &mut files)?;
            } else {
                files.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

fn unpack(path: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    let mut archive = zip::ZipArchive::new(File::open(path)?)?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        let time = entry.last_modified().map(|time| time.to_string()).unwrap_or_default();
        let key = format!("{name}/{} ({time}, {:?})", entry.name()?, entry.compression());
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        files.insert(key, bytes);
    }
    Ok(())
}
