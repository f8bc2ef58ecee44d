//! Tables score like the exports that they were made from; and what must not be in them is not.

use std::path::Path;

use meter_tables::{Cell, Container, TypedTable};
use serde_json::Value;
use tempfile::TempDir;

use crate::cases::prepare;
use crate::fixtures::cases;
use crate::support::{fixtures, full_view, run, stderr};

const FORMATS: [&str; 4] = ["parquet", "ipc", "csv", "ndjson"];

/// Arguments that say how exports are read, out of all arguments of a case.
fn of_input(arguments: &[String]) -> Vec<&str> {
    const NAMES: [&str; 4] = ["--timezone", "--registered", "--me", "--region"];
    let pairs = arguments.windows(2).filter(|pair| NAMES.contains(&&*pair[0]));
    pairs.flatten().map(String::as_str).collect()
}

/// The full view without what tells from which files it came.
fn content(mut view: Value) -> Value {
    for key in ["channel", "sources", "rejects"] {
        view.as_object_mut().unwrap().remove(key);
    }
    view["score"].as_object_mut().unwrap().remove("channel");
    view
}

fn convert(folder: &Path, input: &Path, output: &Path, more: &[&str]) {
    let paths = [input.to_str().unwrap(), "-o", output.to_str().unwrap()];
    let output = run(folder, &[&["convert"], &paths[..], more].concat());
    assert!(output.stdout.is_empty());
    assert!(output.status.code() == Some(0) || !output.stderr.is_empty());
}

/// The zone in which the channel's folder declares its dates; tables hold instants and know no zone.
fn declared_zone(input: &Path) -> Option<String> {
    let declaration = std::fs::read_to_string(input.join("channel.toml")).ok()?;
    let declaration: toml::Table = toml::from_str(&declaration).unwrap();
    Some(declaration.get("timezone")?.as_str()?.to_owned())
}

/// Scores `input` with all arguments of a case, converts it, and scores the tables.
#[track_caller]
fn scores_the_same(input: &Path, arguments: &[String], convert_with: &[&str]) {
    let folder = TempDir::new().unwrap();
    let of_score: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let of_convert = [of_input(arguments), convert_with.to_vec()].concat();
    convert(folder.path(), input, Path::new("tables"), &of_convert);
    let original = full_view(folder.path(), &[&[input.to_str().unwrap()], &of_score[..]].concat());
    let zone = declared_zone(input).filter(|_| !of_score.contains(&"--timezone"));
    let zone = zone.as_deref().map_or(vec![], |zone| vec!["--timezone", zone]);
    let converted = full_view(folder.path(), &[&["tables"], &of_score[..], &zone].concat());
    assert_eq!(content(converted), content(original), "{} {convert_with:?}", input.display());
}

#[test]
fn tables_of_every_fixture_score_the_same() {
    let cases = cases();
    assert!(cases.len() >= 14);
    for case in cases.iter().map(|case| prepare(case)) {
        let input = case.folder.join("input");
        for format in FORMATS {
            scores_the_same(&input, &case.arguments, &["--format", format]);
        }
        scores_the_same(&input, &case.arguments, &["--pseudonymise", "--format", "csv"]);
        scores_the_same(&input, &case.arguments, &["--mask", "--format", "csv"]);
    }
}

/// Persons are told apart, in the order of the rows and the same in every run, whatever their numbers are.
#[test]
fn masked_persons_are_numbered_in_the_order_of_rows() {
    let folder = TempDir::new().unwrap();
    let table = |numbers: [&str; 3]| {
        let rows = [(2, "true", 10), (0, "true", 11), (1, "false", 12), (0, "false", 13)];
        let rows = rows.map(|(person, from_me, hour)| {
            format!("acme,{},{from_me},2024-05-13T{hour}:00:00Z,m{hour}\n", numbers[person])
        });
        format!("channel,chat_id,from_me,timestamp,id\n{}", rows.concat())
    };
    let mut written = Vec::new();
    for (name, numbers) in [
        ("a", ["447700900101", "447700900102", "447700900103"]),
        ("b", ["447700900103", "447700900102", "447700900101"]),
    ] {
        std::fs::write(folder.path().join("messages.csv"), table(numbers)).unwrap();
        convert(folder.path(), Path::new("messages.csv"), Path::new(name), &["--mask", "--format", "csv"]);
        written.push(std::fs::read_to_string(folder.path().join(name).join("messages.csv")).unwrap());
    }
    assert_eq!(written[0], written[1], "the order of numbers does not shine through");
    let persons: Vec<&str> = written[0].lines().skip(1).map(|row| row.split(',').nth(1).unwrap()).collect();
    assert_eq!(persons, ["person-1", "person-2", "person-2", "person-3"]);
    assert!(written[0].contains(",message-1,") && written[0].contains(",message-4,"), "{}", written[0]);
}

#[test]
fn tables_of_the_demo_score_the_same() {
    let demo = fixtures().join("demo");
    for format in FORMATS {
        scores_the_same(&demo, &[], &["--format", format]);
    }
    for more in [
        &["--pseudonymise"][..],
        &["--mask"],
        &["--with-text", "--format", "csv"],
        &["--with-text", "--format", "ndjson"],
    ] {
        scores_the_same(&demo, &[], more);
    }
    scores_the_same(&demo, &["--as-of".into(), "2024-05-01".into()], &[]);
}

#[test]
fn tables_of_tables_are_the_same_tables() {
    let folder = TempDir::new().unwrap();
    let demo = fixtures().join("demo");
    convert(folder.path(), &demo, Path::new("once.csv"), &[]);
    convert(folder.path(), &demo, Path::new("again.csv"), &[]);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("once.csv"), read("again.csv"));
    assert_eq!(read("once-contacts.csv"), read("again-contacts.csv"));
    assert!(read("once.csv").starts_with("channel,chat_id,from_me,timestamp,id,type,status,text_key\ndemo,"));
    assert!(read("once-contacts.csv").starts_with("channel,id,name,saved\ndemo,"));
}

/// Every text in the tables in `folder`, whatever they are written as.
fn texts(folder: &Path) -> String {
    let mut texts = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let container = match path.extension().unwrap().to_str().unwrap() {
            "parquet" => Container::Parquet,
            "arrow" => Container::Ipc,
            _ => {
                texts.push_str(&String::from_utf8(bytes).unwrap());
                continue;
            }
        };
        let table = TypedTable::open(&bytes, container).unwrap();
        let all: Vec<usize> = (0..table.columns().len()).collect();
        let mut visit = |_: u64, cells: &[Cell<'_>]| {
            texts.extend(cells.iter().map(|cell| format!("{cell:?} ")));
        };
        table.each_row(&all, &mut visit).unwrap();
    }
    texts
}

const CANARY: &str = "zanzibar-canary-7731";

fn channel_with_texts(folder: &Path) {
    let channel = folder.join("c");
    std::fs::create_dir(&channel).unwrap();
    let row = |id: &str, text: &str| {
        format!(
            "{{\"id\":\"{id}\",\"type\":\"text\",\"chat_id\":\"447700900001@s.whatsapp.net\",\"from_me\":true,\
             \"timestamp\":1715000000,\"text\":{{\"body\":\"{text}\"}}}}\n"
        )
    };
    let messages = row("A1", CANARY) + &row("A2", &format!("={CANARY}"));
    std::fs::write(channel.join("messages.ndjson"), messages).unwrap();
    std::fs::write(
        channel.join("contacts.vcf"),
        "BEGIN:VCARD\nVERSION:3.0\nFN:Canary Name\nTEL:+447700900001\nEND:VCARD\n",
    )
    .unwrap();
}

#[test]
fn texts_are_in_no_table_unless_asked_for() {
    let folder = TempDir::new().unwrap();
    channel_with_texts(folder.path());
    for format in FORMATS {
        let plain = format!("plain-{format}");
        convert(folder.path(), Path::new("c"), Path::new(&plain), &["--format", format]);
        let written = texts(&folder.path().join(&plain));
        assert!(written.contains("447700900001@s.whatsapp.net") && !written.contains(CANARY), "{written}");

        let asked = format!("asked-{format}");
        convert(folder.path(), Path::new("c"), Path::new(&asked), &["--format", format, "--with-text"]);
        let written = texts(&folder.path().join(&asked));
        assert!(written.contains(CANARY), "{written}");
        // In a spreadsheet, a text that a stranger wrote is no formula.
        assert!(format != "csv" || written.contains(&format!("'={CANARY}")), "{written}");

        let hidden = format!("hidden-{format}");
        convert(folder.path(), Path::new("c"), Path::new(&hidden), &["--format", format, "--pseudonymise"]);
        let written = texts(&folder.path().join(&hidden));
        assert!(written.contains("person-"), "{written}");
        for secret in [CANARY, "900001", "Canary"] {
            assert!(!written.contains(secret), "{written}");
        }
    }
}

#[track_caller]
fn refuses(folder: &Path, arguments: &[&str], message: &str) {
    let output = run(folder, &[&["convert"], arguments].concat());
    assert_eq!(stderr(&output), format!("safety-meter: {message}\n"));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn wrong_calls_are_refused_before_anything_is_written() {
    let folder = TempDir::new().unwrap();
    channel_with_texts(folder.path());
    let folder = folder.path();
    std::fs::write(folder.join("notes.txt"), "buy milk").unwrap();
    refuses(
        folder,
        &["c", "-o", "x.csv", "--format", "parquet"],
        "--output x.csv: ends in .csv, but --format asks for .parquet; leave one of them out",
    );
    refuses(
        folder,
        &["c", "-o", "notes.txt"],
        "--output notes.txt: is a file of another kind; give a folder, or a file that ends in .parquet, .arrow, .csv or .ndjson",
    );
    refuses(
        folder,
        &["c", "-o", "c/all.parquet"],
        "--output c/all.parquet: lies inside the exports in c, among which it would be read the next time; give another place",
    );
    for inside in ["c/new", "c/new/deeper"] {
        let sentence = format!(
            "--output {inside}/messages.parquet: lies inside the exports in c, among which it would be read the next time; give another \
             place"
        );
        refuses(folder, &["c", "-o", inside], &sentence);
    }
    refuses(
        folder,
        &["c", "c", "-o", "tables"],
        "two channels are called c; convert them one by one, each with --channel NAME",
    );
    let output = run(folder, &["convert", "nowhere", "-o", "tables"]);
    assert_eq!(
        stderr(&output),
        "safety-meter: nowhere: no such file or folder; check the path\n\
         safety-meter: nothing to convert, so nothing is written\n"
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(!folder.join("tables").exists());
    assert_eq!(std::fs::read_to_string(folder.join("notes.txt")).unwrap(), "buy milk");
}

#[test]
fn an_input_is_never_replaced() {
    let folder = TempDir::new().unwrap();
    let table = "chat_id,from_me,timestamp\n447700900001,true,1716163200\n";
    std::fs::write(folder.path().join("m.csv"), table).unwrap();
    refuses(
        folder.path(),
        &["m.csv", "-o", "m.csv"],
        "--output m.csv: is one of the inputs; give another name",
    );
    assert_eq!(std::fs::read_to_string(folder.path().join("m.csv")).unwrap(), table);
}

#[test]
fn scores_are_a_typed_table_too() {
    let folder = TempDir::new().unwrap();
    let demo = fixtures().join("demo");
    let output =
        run(folder.path(), &["score", demo.to_str().unwrap(), "--format", "parquet", "-o", "s.parquet"]);
    assert_eq!(stderr(&output), "");
    let bytes = std::fs::read(folder.path().join("s.parquet")).unwrap();
    let table = TypedTable::open(&bytes, Container::Parquet).unwrap();
    let place = |name: &str| table.columns().iter().position(|column| column == name).unwrap();
    let chosen = ["channel", "riskFactor", "lifeTime.lowerBound", "riskFactorChats.responseRate"].map(place);
    let mut rows = 0;
    let mut visit = |_: u64, cells: &[Cell<'_>]| {
        assert!(
            matches!(cells, [Cell::Text("demo"), Cell::Whole(2), Cell::Flag(_), Cell::Number(_)]),
            "{cells:?}"
        );
        rows += 1;
    };
    table.each_row(&chosen, &mut visit).unwrap();
    assert_eq!(rows, 1);
}
