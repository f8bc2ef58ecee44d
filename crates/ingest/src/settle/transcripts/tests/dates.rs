//! Which day a date means.

use std::io::Write;

use tempfile::TempDir;

use super::{failures, note, read, read_as, settled, written};
use crate::{DateOrder, Declaration, Reading};

const ANN: &str = "WhatsApp Chat with Ann.txt";

fn days(reading: &Reading) -> Vec<String> {
    let times = reading.ledger.touches.iter().map(|touch| written(touch.time()));
    times.map(|time| time[..10].to_owned()).collect()
}

/// A chat with one message for each date, which is written with what stands around it.
fn chat(before: &str, dates: &[&str], behind: &str) -> String {
    let lines: Vec<String> =
        dates.iter().map(|date| format!("{before}{date}{behind}Ann: hi {date}\n")).collect();
    lines.concat()
}

#[test]
fn the_order_is_found_in_every_style() {
    for (before, dates, behind, expected, why) in [
        // Day 31 is no month.
        ("", ["04/03/2022", "31/03/2022"], ", 21:05 - ", ["2022-03-04", "2022-03-31"], "no calendar has"),
        ("", ["3/4/22", "3/31/22"], ", 9:05 PM - ", ["2022-03-04", "2022-03-31"], "no calendar has"),
        (
            "[",
            ["3/4/22", "3/31/22"],
            ", 9:05:07\u{202F}PM] ",
            ["2022-03-04", "2022-03-31"],
            "no calendar has",
        ),
        ("", ["2022/03/04", "2022/03/05"], ", 21:05 - ", ["2022-03-04", "2022-03-05"], "phones write"),
        ("", ["2022/04/03", "2022/31/03"], ", 21:05 - ", ["2022-03-04", "2022-03-31"], "no calendar has"),
        ("[", ["03/2022/04", "03/2022/05"], ", 21:05:07] ", ["2022-03-04", "2022-03-05"], "the only order"),
        // 22 is no month, and as a day of 2004 it is before WhatsApp.
        ("", ["22. 3. 4.", "22. 3. 31."], " 21:05 - ", ["2022-03-04", "2022-03-31"], "no calendar has"),
        ("", ["04.03.22", "05.03.22"], ", 21:05 - ", ["2022-03-04", "2022-03-05"], "phones write"),
        ("", ["04/03/22", "05/03/22"], ", 9:05 pm - ", ["2022-03-04", "2022-03-05"], "phones write"),
        ("", ["3/4/22", "3/5/22"], ", 9:05 PM - ", ["2022-03-04", "2022-03-05"], "phones write"),
        ("", ["04/03/22", "05/03/22"], ", 21:05 - ", ["2022-03-04", "2022-03-05"], "phones write"),
        ("", ["4/3/2022", "5/3/2022"], ", 21:05 - ", ["2022-03-04", "2022-03-05"], "phones write"),
        // 4 March and 3 April, or 3 April and 4 March.
        ("", ["04-03-2022", "03-04-2022"], " 21:05 - ", ["2022-03-04", "2022-04-03"], "go back"),
        // One day apart, or a month.
        ("", ["04-03-2022", "05-03-2022"], " 21:05 - ", ["2022-03-04", "2022-03-05"], "closest together"),
        ("", ["03-04-2022", "03-05-2022"], " 21:05 - ", ["2022-03-04", "2022-03-05"], "closest together"),
    ] {
        let reading = settled(&[(ANN, &chat(before, &dates, behind))]);
        assert_eq!(days(&reading), expected, "{dates:?}");
        let note = note(&reading, "date-order");
        assert!(note.contains(why), "{dates:?}: {note}");
    }
}

#[test]
fn days_are_not_taken_for_years() {
    // 21 to 30 March of 2022, or each 22 March from 2021 to 2030, which is what phones mean by such dates.
    for (before, dates, behind) in [
        ("", ["22. 3. 21.", "22. 3. 28.", "22. 3. 30."], " 오전 9:00 - "),
        ("[", ["22/03/21", "22/03/28", "22/03/30"], ", 21:05:07] "),
    ] {
        let reading = read_as(Declaration::default(), &[(ANN, &chat(before, &dates, behind))]);
        assert_eq!(reading.failures.len(), 1, "{dates:?}: {:?}", days(&reading));
        let declared = Declaration { date_order: Some(DateOrder::Ymd), ..Declaration::default() };
        let reading = read_as(declared, &[(ANN, &chat(before, &dates, behind))]);
        assert_eq!(days(&reading), ["2022-03-21", "2022-03-28", "2022-03-30"]);
    }
    // Days that differ from month to month leave no doubt that the last field is the year.
    let dates = ["21.03.22", "28.03.22", "12.04.22", "30.05.23"];
    let reading = settled(&[(ANN, &chat("", &dates, ", 21:05 - "))]);
    assert_eq!(days(&reading), ["2022-03-21", "2022-03-28", "2022-04-12", "2023-05-30"]);
}

#[test]
fn two_chats_decide_together() {
    // The first chat alone fits both orders equally; the second has a day 13 in the same style.
    let ann = (ANN, "04-03-2022 21:05 - Ann: hi\n");
    let ben = ("WhatsApp Chat with Ben.txt", "13-03-2022 21:05 - Ben: hi\n");
    let alone = read_as(Declaration::default(), &[ann]);
    assert_eq!(
        failures(&alone),
        [
            "WhatsApp Chat with Ann.txt does not tell day, month and year apart in its dates; add other chats of the \
             same phone, or write date_order = \"dmy\", \"mdy\" or \"ymd\" into channel.toml"
        ]
    );
    assert!(alone.ledger.touches.is_empty());
    assert_eq!(days(&settled(&[ann, ben])), ["2022-03-04", "2022-03-13"]);
    // Of another style it says nothing: another phone may have written it.
    let other = ("WhatsApp Chat with Ben.txt", "[13/03/2022, 21:05:07] Ben: hi\n");
    assert_eq!(read_as(Declaration::default(), &[ann, other]).failures.len(), 1);
}

/// 3 April to 4 May are 31 days, 4 March to 5 April 32.
#[test]
fn a_span_that_is_hardly_shorter_tells_nothing() {
    let near = "03-04-2022 21:05 - Ann: hi\n04-05-2022 21:05 - Ann: hi\n";
    assert_eq!(read_as(Declaration::default(), &[(ANN, near)]).failures.len(), 1);
}

#[test]
fn phones_of_different_settings_do_not_decide_for_each_other() {
    let ann = (ANN, "04/03/2022, 21:05 - Ann: hi\n31/03/2022, 21:05 - Ann: hi\n");
    let ben = ("WhatsApp Chat with Ben.txt", "04/03/2022, 21:05 - Ben: hi\n04/13/2022, 21:05 - Ben: hi\n");
    assert_eq!(days(&settled(&[ann, ben])), ["2022-03-04", "2022-03-31", "2022-04-03", "2022-04-13"]);
    // Which of the two phones wrote this one?
    let cleo = ("WhatsApp Chat with Cleo.txt", "04/03/2022, 21:05 - Cleo: hi\n");
    let reading = read_as(Declaration::default(), &[ann, ben, cleo]);
    assert_eq!(reading.failures.len(), 1);
    assert_eq!(reading.failures[0].path, cleo.0);
    assert_eq!(reading.ledger.touches.len(), 4);
}

#[test]
fn what_is_declared_comes_first() {
    let file = [(ANN, "04/03/2022, 21:05 - Ann: hi\n")];
    for (order, expected) in [(DateOrder::Dmy, "2022-03-04"), (DateOrder::Mdy, "2022-04-03")] {
        let declaration = Declaration { date_order: Some(order), ..Declaration::default() };
        let reading = read_as(declaration, &file);
        assert_eq!(days(&reading), [expected]);
        assert!(note(&reading, "date-order").ends_with("as declared"));
    }
}

#[test]
fn the_same_day_and_month_need_no_order() {
    assert_eq!(days(&settled(&[(ANN, "03-03-2022 21:05 - Ann: hi\n")])), ["2022-03-03"]);
}

#[test]
fn names_of_media_outdo_the_usual_order() {
    let text = "04/03/2022, 21:05 - Ann: IMG-20220403-WA0001.jpg (file attached)\n";
    let reading = settled(&[(ANN, text)]);
    assert_eq!(days(&reading), ["2022-04-03"]);
    assert!(note(&reading, "date-order").contains("names of media"));
}

#[test]
fn no_message_is_later_than_its_zip() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("WhatsApp Chat with Ann.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&file).unwrap());
    // Zipped on 5 March 2022; read day first, 12 March would be later, 3 December 2021 is not.
    let zipped = zip::DateTime::from_date_and_time(2022, 3, 5, 12, 0, 0).unwrap();
    let options = zip::write::SimpleFileOptions::default().last_modified_time(zipped);
    zip.start_file("WhatsApp Chat with Ann.txt", options).unwrap();
    zip.write_all(b"03-02-2022 21:05 - Ann: hi\n03-05-2022 11:00 - Ann: hi\n").unwrap();
    zip.finish().unwrap();
    let reading = read(Declaration::default(), &file);
    assert_eq!(days(&reading), ["2022-03-02", "2022-03-05"]);
    assert!(note(&reading, "date-order").contains("later than their zip"));
}

#[test]
fn rows_that_are_no_day_are_located() {
    let reading = settled(&[(
        ANN,
        "04/03/2022, 21:05 - Ann: a\n31/03/2022, 21:05 - Ann: b\n03/31/2022, 21:05 - Ann: c\n30/03/1999, 21:05 - Ann: d\n",
    )]);
    assert_eq!(days(&reading), ["2022-03-04", "2022-03-31"]);
    let rejects: Vec<_> =
        reading.rejects.iter().map(|reject| (reject.at.as_str(), reject.why.as_str())).collect();
    let why = "no calendar has this date in the order day, month, year since 2009";
    assert_eq!(rejects, [("line 3", why), ("line 4", why)]);
    assert_eq!((reading.sources[0].records, reading.sources[0].rejected), (2, 2));
}

#[test]
fn clocks_on_the_wall_are_read_in_the_zone_of_the_channel() {
    let declaration = Declaration { timezone: Some("Europe/Berlin".into()), ..Declaration::default() };
    // On 27 March 2022 the clocks went from two to three: 01:30 was 00:30 in UTC, 03:30 was 01:30.
    let text = "26/03/2022, 23:30 - Ann: a\n27/03/2022, 01:30 - Ann: b\n27/03/2022, 03:30 - Ann: c\n28/03/2022, 00:30 - Ann: d\n";
    let reading = read_as(declaration, &[(ANN, text)]);
    let times: Vec<String> = reading.ledger.touches.iter().map(|touch| written(touch.time())).collect();
    assert_eq!(
        times,
        ["2022-03-26 22:30:00", "2022-03-27 00:30:00", "2022-03-27 01:30:00", "2022-03-27 22:30:00"]
    );
}

#[test]
fn a_misdated_first_notice_dates_nothing() {
    let text = "01/01/2022, 10:00 - Messages and calls are end-to-end encrypted. Tap to learn more.\n\
                31/03/2022, 21:05 - Ann: hi\n";
    let reading = settled(&[(ANN, text)]);
    assert_eq!(reading.ledger.age.message.map(written).as_deref(), Some("2022-03-31 21:05:00"));
}
