//! Tables of text, row by row, against what was counted by hand; and laws about damage.

use meter_model::{Delivery, Kind, Ledger, Moment, Touch};
use proptest::prelude::*;

use super::{COLUMNS, CSV, NDJSON};
use crate::formats::{Claim, FORMATS, Format};
use crate::source::{Head, Hints, Input};
use crate::{Collector, ReadError, Role, TextKey};

/// 2024-05-20T00:00:00Z.
const DAY: i64 = 1_716_163_200;

fn read(format: &Format, bytes: &[u8]) -> Result<Collector, ReadError> {
    let mut collector = Collector::new("table", format.name, Role::AddressBook, &TextKey::default())
        .with_timezone(chrono_tz::Europe::Berlin);
    (format.read)(&mut Input::new(bytes, Hints::default()), &mut collector)?;
    Ok(collector)
}

fn csv(text: &str) -> Collector {
    read(&CSV, text.as_bytes()).unwrap()
}

fn ledger(text: &str) -> Ledger {
    csv(text).facts.settle()
}

/// Seconds after [`DAY`] of the touches in a table with one row, whose time is written so.
fn time_of(written: &str) -> Result<i64, String> {
    let collector = csv(&format!("chat_id,from_me,timestamp\n447700900001,true,{written}\n"));
    match &*collector.rejects {
        [] => Ok(collector.facts.settle().touches[0].time().seconds() - DAY),
        [reject] => Err(format!("{}: {}", reject.at, reject.why)),
        _ => panic!("one row gives one reject at most"),
    }
}

fn claims(text: &str) -> Vec<(&'static str, Claim)> {
    let head = Head { name: "file", text, whole: true, ..Head::default() };
    let claims = FORMATS.iter().map(|format| (format.name, (format.sniff)(&head)));
    let best = FORMATS.iter().map(|format| (format.sniff)(&head)).max().unwrap();
    claims.filter(|(_, claim)| *claim != Claim::No && *claim == best).collect()
}

#[test]
fn times_in_every_writing() {
    for (written, seconds) in [
        ("1716163200", 0),
        ("1716163200000", 0),
        ("1716163200000000", 0),
        ("1716163201.9", 1),
        ("2024-05-20T00:00:07Z", 7),
        ("2024-05-20T02:00:07+02:00", 7),
        ("2024-05-20 00:00:07+00:00", 7),
        ("2024-05-20 00:00:07 UTC", 7),
        ("2024-05-20 02:00:07.123+0200", 7),
        ("2024-05-20T00:00:07.999Z", 7),
        // Berlin is two hours ahead in May.
        ("2024-05-20 02:00:07", 7),
        ("2024-05-20T02:00:07.5", 7),
        ("2024-05-20 02:01", 60),
    ] {
        assert_eq!(time_of(written), Ok(seconds), "{written}");
    }
    for (written, why) in [
        ("", "line 2: timestamp is missing"),
        ("soon", "line 2: timestamp is not readable as a time since 2009"),
        ("2024-05-20", "line 2: timestamp is a day without a time"),
        ("171616320", "line 2: timestamp is not readable as a time since 2009"),
        ("0", "line 2: timestamp is not readable as a time since 2009"),
        ("17161632000", "line 2: timestamp is not readable as a time since 2009"),
        ("2024-13-45 00:00:00", "line 2: timestamp is not readable as a time since 2009"),
    ] {
        assert_eq!(time_of(written), Err(why.to_owned()), "{written}");
    }
}

#[test]
fn types_and_status_are_words_of_the_gateway() {
    let kinds = |word: &str| -> Vec<Kind> {
        let text = format!("chat_id,from_me,timestamp,type\n447700900001,false,{DAY},{word}\n");
        ledger(&text).touches.iter().map(Touch::kind).collect()
    };
    for word in ["", "text", "content", "voice", "comment", "whatever", "Image"] {
        assert_eq!(kinds(word), [Kind::Content], "{word}");
    }
    assert_eq!(kinds("reaction"), [Kind::Reaction]);
    assert_eq!(kinds("vote"), [Kind::Vote]);
    assert_eq!(kinds("poll_update"), [Kind::Vote]);
    assert_eq!(kinds("CALL"), [Kind::Call]);
    for word in ["system", "pin", "edit", "edited", "delete", "ephemeral", "action", "story", "registered"] {
        assert_eq!(kinds(word), [], "{word}");
    }
    let ledger = ledger(&format!(
        "chat_id,from_me,timestamp,id,status\n447700900001,true,{DAY},a,Read\n447700900001,true,{DAY},b,failed\n\
         447700900001,false,{DAY},c,failed\n"
    ));
    let deliveries: Vec<Delivery> = ledger.touches.iter().map(Touch::delivery).collect();
    assert_eq!(deliveries, [Delivery::Unknown, Delivery::Read]);
    assert_eq!(ledger.failed.len(), 1);
}

#[test]
fn registration_and_groups_are_evidence_of_age() {
    let age = ledger(&format!(
        "chat_id,from_me,timestamp,type\nstatus@broadcast,true,{},registered\n,,{},group_created\n",
        DAY - 100,
        DAY - 50
    ))
    .age;
    assert_eq!(age.registered.map(Moment::seconds), Some(DAY - 100));
    assert_eq!(age.group.map(Moment::seconds), Some(DAY - 50));
    assert_eq!(age.message, None);
}

#[test]
fn without_a_chat_column_the_other_side_is_the_chat() {
    let both = ledger(&format!(
        "from,to,direction,timestamp\n447700900009,447700900001,out,{DAY}\n447700900001,447700900009,in,{DAY}\n"
    ));
    assert_eq!((both.persons.len(), both.touches.len()), (1, 2));
    let alone = csv(&format!("to,direction,timestamp\n447700900001,out,{DAY}\n447700900009,in,{DAY}\n"));
    assert_eq!(alone.report.records, 1);
    assert_eq!(alone.rejects[0].why, "to is the channel itself, and no column says who wrote");
}

#[test]
fn the_same_text_has_the_same_key() {
    let keys = |rows: &str| -> Vec<Option<u32>> {
        let text = format!("chat_id,from_me,timestamp,text_key,text\n{rows}");
        ledger(&text).touches.iter().map(Touch::text_key).collect()
    };
    let same =
        keys(&format!("447700900001,1,{DAY},k1,a\n447700900002,1,{DAY},k1,b\n447700900003,1,{DAY},,k1\n"));
    assert_eq!(same[0], same[1]);
    assert!(same[0].is_some() && same[2].is_some() && same[0] != same[2]);
    assert_eq!(keys(&format!("447700900001,1,{DAY},,\n")), [None]);
}

#[test]
fn each_channel_is_collected_on_its_own() {
    let mut collector = csv(&format!(
        "channel,chat_id,from_me,timestamp\nb,447700900001,1,{DAY}\na,447700900001,1,{DAY}\n,447700900001,1,{DAY}\n\
         b,447700900002,oops,{DAY}\n"
    ));
    assert_eq!(collector.report.records, 0);
    assert_eq!(collector.rejects[0].why, "channel is missing");
    assert_eq!(collector.channels.keys().map(|name| &**name).collect::<Vec<_>>(), ["a", "b"]);
    let b = collector.of_channel("b");
    assert_eq!((b.report.records, b.report.rejected), (1, 1));
    assert_eq!(
        (&*b.rejects[0].at, &*b.rejects[0].why),
        ("line 5", "from_me is neither true nor false, in nor out")
    );
}

#[test]
fn contacts_say_who_is_saved() {
    let ledger = ledger("id,saved\n447700900001,true\n447700900002,false\n447700900003,\nAnn,yes\n");
    let known: Vec<bool> = ledger.persons.iter().map(|person| person.known).collect();
    assert!(ledger.address_book);
    assert_eq!(known, [true, true]);
    let nobody = csv("id,saved\nstatus@broadcast,false\n");
    assert_eq!(nobody.report.records, 0);
    assert!(nobody.facts.settle().address_book);
    let mut collector = csv("channel,id\na,447700900001\n");
    let a = std::mem::take(&mut collector.of_channel("a").facts).settle();
    assert!(a.persons[0].known);
}

#[test]
fn rows_of_another_width_are_rejected() {
    let collector = csv(&format!(
        "chat_id,from_me,timestamp,text\n447700900001,1,{DAY},a,b\n447700900001,1,{DAY}\n447700900001,1,{DAY},a,,\n"
    ));
    assert_eq!(collector.report.records, 1);
    let whys: Vec<&str> = collector.rejects.iter().map(|reject| &*reject.why).collect();
    assert_eq!(whys, ["more cells than the header has", "fewer cells than the header has"]);
}

#[test]
fn json_rows_are_told_by_the_first() {
    let text = format!(
        "[{{\"chat_id\":\"447700900001\",\"from_me\":true,\"timestamp\":{DAY}}},\n{{\"chat_id\":\"447700900001\",\"timestamp\":{DAY}}},7]"
    );
    let collector = read(&NDJSON, text.as_bytes()).unwrap();
    assert_eq!(collector.report.records, 1);
    let rejects: Vec<String> =
        collector.rejects.iter().map(|reject| format!("{}: {}", reject.at, reject.why)).collect();
    assert_eq!(rejects, ["[1]: from_me is missing", "[2]: is no row of a table"]);
}

#[test]
fn tables_are_told_from_other_files() {
    let message = r#""chat_id":"447700900001","from_me":true,"timestamp":1716163200"#;
    for (text, format) in [
        ("chat_id,from_me,timestamp\n", "table-csv"),
        ("Chat ID;Direction;Sent at\n", "table-csv"),
        ("channel\tid\tname\tsaved\n", "table-csv"),
        ("id,saved\n", "table-csv"),
        ("phone,name\n", "contacts-csv"),
        ("id,number,name,pushname,isMyContact\n", "contacts-csv"),
        (&format!("{{\"channel\":\"a\",{message}}}\n"), "table-ndjson"),
        (&format!("{{{message}}}\n"), "table-ndjson"),
        (&format!("{{{message},\"type\":\"text\",\"text\":\"hi\"}}\n"), "table-ndjson"),
        ("{\"channel\":\"a\",\"id\":\"447700900001\",\"saved\":true,\"name\":\"Ann\"}\n", "table-ndjson"),
        (
            &format!("{{\"id\":\"m1\",{message},\"type\":\"text\",\"text\":{{\"body\":\"hi\"}}}}\n"),
            "whapi-json",
        ),
        (&format!("{{\"id\":\"m1\",{message},\"type\":\"text\"}}\n"), "whapi-json"),
        ("{\"id\":\"447700900001\",\"saved\":true,\"name\":\"Ann\"}\n", "whapi-json"),
    ] {
        let names: Vec<&str> = claims(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, [format], "{text}");
    }
    for text in ["id,name\n1,Ann\n", "time,level,message\n", "{\"time\":1,\"level\":\"info\"}\n"] {
        let tables = claims(text).into_iter().filter(|(name, _)| name.starts_with("table-")).count();
        assert_eq!(tables, 0, "{text}");
    }
}

#[test]
fn no_name_means_two_columns() {
    let folded = |name: &str| name.replace('_', "");
    for (index, column) in COLUMNS.iter().enumerate() {
        for other in COLUMNS[index + 1..].iter().filter(|other| other.table == column.table) {
            for name in column.names {
                assert!(!other.names.iter().any(|other| folded(other) == folded(name)), "{name}");
            }
        }
    }
}

#[test]
fn a_file_without_the_columns_says_so() {
    let error = read(&CSV, b"a,b,c\n1,2,3\n").unwrap_err().to_string();
    assert_eq!(
        error,
        "has neither the columns of messages (chat_id, from_me, timestamp) nor those of contacts (id, channel or saved) \
         among its 3; `safety-meter formats` lists their other names"
    );
}

/// A table that is cut off anywhere gives a part of its touches, and of the row in which it is cut nothing but a reject or
/// what that row says without its end.
#[test]
fn a_table_cut_off_anywhere_gives_no_touch_of_its_own() {
    let row = |number: i64| format!("4477009000{number:02},true,{},m{number},text,read\n", DAY + number);
    let text = format!("chat_id,from_me,timestamp,id,type,status\n{}", (0..20).map(row).collect::<String>());
    let whole: Vec<i64> = ledger(&text).touches.iter().map(|touch| touch.time().seconds()).collect();
    assert_eq!(whole.len(), 20);
    for length in 0..text.len() {
        let Ok(collector) = read(&CSV, &text.as_bytes()[..length]) else { continue };
        let ledger = collector.facts.settle();
        let lines = text[..length].lines().count();
        assert!(ledger.touches.len() < lines.max(1), "{length}");
        assert!(ledger.touches.iter().all(|touch| whole.contains(&touch.time().seconds())), "{length}");
    }
}

proptest! {
    #[test]
    fn anything_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..300), place in 0..200_usize, byte: u8) {
        let mut csv = format!("channel,chat_id,from_me,timestamp\na,447700900001,1,{DAY}\n").into_bytes();
        let mut json = format!("{{\"channel\":\"a\",\"chat_id\":\"447700900001\",\"from_me\":1,\"timestamp\":{DAY}}}\n").into_bytes();
        csv.extend(&bytes);
        json.extend(&bytes);
        for (format, mut table) in [(&CSV, csv), (&NDJSON, json)] {
            let place = place % table.len();
            table[place] = byte;
            if let Ok(collector) = read(format, &table) {
                let lines = table.split(|byte| matches!(byte, b'\n' | b'\r')).count() as u64;
                let records: u64 = collector.channels.values().map(|channel| channel.report.records).sum();
                prop_assert!(collector.report.records + records <= lines + 150);
                for reject in collector.rejects.iter().chain(collector.channels.values().flat_map(|channel| &channel.rejects)) {
                    prop_assert!(reject.why.is_ascii());
                }
            }
        }
    }
}
