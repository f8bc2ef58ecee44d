//! Writers that are killed at any instant: nothing that was acknowledged is lost, and the file is whole.
//!
//! The writers are this very program, started anew with the name of the one test that writes.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use meter_service::Database;
use meter_service::history::{Entry, Span};
use rusqlite::Connection;

use crate::support::{place, result};

/// Where a writer writes.
const PATH: &str = "METER_TEST_WRITES_TO";
/// The instant of its first result; each has that of the one before and a second more.
const FIRST: &str = "METER_TEST_WRITES_FROM";
/// After how many results it ends by itself.
const COUNT: &str = "METER_TEST_WRITES_COUNT";
/// What it says before the instant of a result that was saved.
const ACKNOWLEDGED: &str = "saved ";
/// In front of what a test says, the library of tests may have said something.
fn acknowledged(line: &str) -> Option<i64> {
    line.rsplit_once(ACKNOWLEDGED)?.1.trim().parse().ok()
}

/// Other tests start it in a process of its own, and say where it writes; by itself it writes a few results into a place of its own.
#[test]
fn a_writer_finds_what_it_saved() {
    // Who is killed cleans nothing up, so a folder is only made where nobody kills.
    let told = std::env::var_os(PATH).map(PathBuf::from);
    let own = told.is_none().then(place);
    let path = told.or_else(|| own.as_ref().map(|(_, path)| path.clone())).unwrap();
    let number = |name, otherwise| std::env::var(name).map_or(otherwise, |text| text.parse().unwrap());
    let (first, count) = (number(FIRST, 0), number(COUNT, 3));
    let database = Database::open(&path).unwrap();
    for as_of in first..first + count {
        // Larger than a page, so that one result is more than one write.
        let full = format!("{as_of}").repeat(1_000);
        database.save(&Entry { full, ..result("acme", as_of) }).unwrap();
        println!("{ACKNOWLEDGED}{as_of}");
    }
    let there = there(&path);
    assert!((first..first + count).all(|as_of| there.contains(&as_of)));
}

pub fn start(path: &Path, first: i64, count: i64) -> (Child, BufReader<ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["killed::a_writer_finds_what_it_saved", "--exact", "--nocapture", "--test-threads=1"])
        .envs([(PATH, path.as_os_str())])
        .envs([(FIRST, first.to_string()), (COUNT, count.to_string())])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    (child, output)
}

/// What a writer said until it was killed, or until its end.
pub fn all_acknowledged(output: BufReader<impl Read>) -> Vec<i64> {
    output.lines().map_while(Result::ok).filter_map(|line| acknowledged(&line)).collect()
}

/// The instants of all results there are, after a look at whether they are whole.
fn there(path: &Path) -> BTreeSet<i64> {
    let database = Database::open(path).unwrap();
    let check = Connection::open(path).unwrap();
    let said: String = check.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(said, "ok");
    let entries = database.list_full("acme", Span::default()).unwrap();
    entries
        .iter()
        .map(|entry| {
            let as_of = entry.as_of.unwrap();
            assert_eq!(entry.full, as_of.to_string().repeat(1_000));
            as_of
        })
        .collect()
}

/// Up to `limit`, by chance.
fn chance(limit: Duration) -> Duration {
    let random = RandomState::new().hash_one(()) % 10_000;
    limit * u32::try_from(random).unwrap() / 10_000
}

#[test]
fn nothing_acknowledged_is_lost_however_often_a_writer_is_killed() {
    const KILLS: usize = 200;
    const MORE_THAN_IT_GETS_TO: i64 = 1_000_000;
    let (_folder, path) = place();
    drop(Database::open(&path).unwrap());
    let (mut acknowledged_by_all, mut next, mut cut_off) = (BTreeSet::new(), 0, 0);
    for round in 0..KILLS {
        let (mut child, mut output) = start(&path, next, MORE_THAN_IT_GETS_TO);
        // From the first acknowledgement on, so that most are killed as they write.
        let mut line = String::new();
        let first = loop {
            line.clear();
            assert_ne!(output.read_line(&mut line).unwrap(), 0, "the writer writes");
            if let Some(as_of) = acknowledged(&line) {
                break as_of;
            }
        };
        sleep(chance(Duration::from_millis(15)));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged_by_all.insert(first);
        acknowledged_by_all.extend(all_acknowledged(output));
        let there = there(&path);
        assert!(acknowledged_by_all.is_subset(&there), "round {round}");
        // One was written whose acknowledgement was not.
        let news = there.difference(&acknowledged_by_all).count();
        assert!(news <= round + 1);
        cut_off = news;
        next = there.last().unwrap() + 1;
    }
    let saved = acknowledged_by_all.len();
    println!("{KILLS} killed, {saved} acknowledged, {cut_off} more saved");
}

#[test]
fn one_that_is_killed_as_it_makes_the_file_is_in_nobodys_way() {
    let mut made = 0;
    for _ in 0..100 {
        let (_folder, path) = place();
        let (mut child, output) = start(&path, 0, 3);
        let begun = Instant::now();
        while !path.exists() && begun.elapsed() < Duration::from_secs(20) {
            sleep(Duration::from_micros(100));
        }
        sleep(chance(Duration::from_millis(40)));
        child.kill().unwrap();
        child.wait().unwrap();
        let acknowledged: BTreeSet<i64> = all_acknowledged(output).into_iter().collect();
        assert!(acknowledged.is_subset(&there(&path)));
        made += usize::from(!acknowledged.is_empty());
        Database::open(&path).unwrap().save(&result("acme", 99)).unwrap();
    }
    println!("{made} of 100 had acknowledged something");
}
