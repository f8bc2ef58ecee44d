//! The grammar against every shape known, and against arbitrary bytes.

mod blocks;

use proptest::prelude::*;

use super::header::Header;
use super::{FORMAT, Transcript};
use crate::formats::Claim;
use crate::source::{Head, Hints, Input};
use crate::{Collector, Role, TextKey};

fn read_named(name: &str, bytes: &[u8]) -> Collector {
    let mut collector = Collector::new(name, FORMAT.name, Role::default(), &TextKey::default());
    let hints = Hints { names: vec![name.to_owned(), "acme".to_owned()], zip_time: None };
    (FORMAT.read)(&mut Input::new(bytes, hints), &mut collector).unwrap();
    collector
}

fn transcript(text: &str) -> Transcript {
    let mut collector = read_named("WhatsApp Chat with Ann.txt", text.as_bytes());
    assert_eq!(collector.transcripts.len(), 1, "{text}");
    collector.transcripts.remove(0)
}

/// What each message says: sender, fields of the date, second of the day.
fn rows(text: &str) -> Vec<(String, [u16; 3], u32)> {
    let transcript = transcript(text);
    let rows = transcript.rows.iter();
    rows.map(|row| (transcript.senders[usize::from(row.sender)].name.clone(), row.date, row.second_of_day))
        .collect()
}

#[test]
fn every_shape_is_read() {
    // 21:05 is 21 · 3600 + 5 · 60 = 75,900 s; 7 s more with seconds. 9:05 is 32,700 s.
    let (minutes, seconds) = (75_900, 75_907);
    for (line, date, second) in [
        ("3/31/22, 9:05 PM - Ann: hi", [3, 31, 22], minutes),
        ("31/03/2022, 21:05 - Ann: hi", [31, 3, 2022], minutes),
        ("31/03/22, 21:05 - Ann: hi", [31, 3, 22], minutes),
        ("31/03/22, 9:05 pm - Ann: hi", [31, 3, 22], minutes),
        ("31/03/2022, 9:05 pm - Ann: hi", [31, 3, 2022], minutes),
        ("[31/03/22, 21:05:07] Ann: hi", [31, 3, 22], seconds),
        ("[3/31/22 21:05:07] Ann: hi", [3, 31, 22], seconds),
        ("[31/03/2022, 21:05:07] Ann: hi", [31, 3, 2022], seconds),
        ("2022/03/31, 21:05 - Ann: hi", [2022, 3, 31], minutes),
        ("[3/31/22, 9:05:07 PM] Ann: hi", [3, 31, 22], seconds),
        ("31.03.2022, 21:05 - Ann: hi", [31, 3, 2022], minutes),
        ("[31/03/22 21.05.07] Ann: hi", [31, 3, 22], seconds),
        ("31.03.22 21:05 - Ann: hi", [31, 3, 22], minutes),
        ("31.03.22, 21:05 - Ann: hi", [31, 3, 22], minutes),
        ("31/03/22, 21:05:07: Ann: hi", [31, 3, 22], seconds),
        ("31-03-2022 21:05 - Ann: hi", [31, 3, 2022], minutes),
        ("2022-03-31, 9:05 p.m. - Ann: hi", [2022, 3, 31], minutes),
        ("3/31/22 9:05 PM - Ann: hi", [3, 31, 22], minutes),
        ("[3/31/2565 BE, 21:05:07] Ann: hi", [3, 31, 2022], seconds),
        ("[3/31/R4, 21:05:07] Ann: hi", [3, 31, 2022], seconds),
        ("[21:05:07, 3/31/22] Ann: hi", [3, 31, 22], seconds),
        ("\u{200F}[31\u{200F}/3\u{200F}/2022، 9:05:07\u{A0}م] Ann: hi", [31, 3, 2022], seconds),
        ("\u{200F}[٣١\u{200F}/٣\u{200F}/٢٠٢٢، ٩:٠٥:٠٧\u{A0}م] Ann: hi", [31, 3, 2022], seconds),
        ("31/03/2022 à 21:05 - Ann: hi", [31, 3, 2022], minutes),
        ("31.03.22 г., 21:05 ч. - Ann: hi", [31, 3, 22], minutes),
        ("31.03.22, 21:05 Uhr - Ann: hi", [31, 3, 22], minutes),
        ("31.3.2022 klo 21.05 - Ann: hi", [31, 3, 2022], minutes),
        ("31. 3. 2022. 21:05:07 - Ann: hi", [31, 3, 2022], seconds),
        ("[03/2022/31, 21:05:07] Ann: hi", [3, 2022, 31], seconds),
        ("[2022/3/31 21:05:07] Ann:Hi", [2022, 3, 31], seconds),
        ("2022/3/31\u{2009}下午9:05 - Ann: hi", [2022, 3, 31], minutes),
        ("[2022/3/31 午後9:05:07] Ann: hi", [2022, 3, 31], seconds),
        ("2022. 3. 31. 오후 9:05 - Ann: hi", [2022, 3, 31], minutes),
        ("31/3/22, 9:05\u{A0}p. m. - Ann: hi", [31, 3, 22], minutes),
        ("3/31/22, 9:05\u{202F}PM - Ann: hi", [3, 31, 22], minutes),
        ("[31.03.22, 9:05:07 PM] Ann: hi", [31, 3, 22], seconds),
        ("[31.03.2022 21:05:07] Ann: hi", [31, 3, 2022], seconds),
        ("[\u{FEFF}31/03/2022, 21:05:07] Ann: hi", [31, 3, 2022], seconds),
        ("\u{200E}[31/03/2022, 21:05:07] Ann: hi", [31, 3, 2022], seconds),
        ("۳۱/۰۳/۲۰۲۲، ۲۱:۰۵ - Ann: hi", [31, 3, 2022], minutes),
        ("३१/०३/२०२२, ९:०५ अपराह्न - Ann: hi", [31, 3, 2022], minutes),
        ("๓๑/๓/๒๕๖๕ 21:05 - Ann: hi", [31, 3, 2022], minutes),
        ("৩১/৩/২২, ২১:০৫ - Ann: hi", [31, 3, 22], minutes),
        ("31/03/2022 às 21:05 - Ann: hi", [31, 3, 2022], minutes),
        ("31/03/2022 em 09:05 - Ann: hi", [31, 3, 2022], 32_700),
        ("31/03/22, 12:05 am - Ann: hi", [31, 3, 22], 300),
        ("31/03/22, 12:05 pm - Ann: hi", [31, 3, 22], 43_500),
        ("2022/3/31 中午12:05 - Ann: hi", [2022, 3, 31], 43_500),
    ] {
        assert_eq!(rows(line), [("Ann".to_owned(), date, second)], "{line}");
        let crlf = format!("{line}\r\nmore\r\n{line}\r\n");
        assert_eq!(rows(&crlf).len(), 2, "{line}");
    }
}

#[test]
fn what_is_no_header_is_none() {
    for line in [
        "",
        "hi",
        "10:30 it is",
        "1/2/3",
        "see 01/02/2023, 10:00 - not: a header?",
        "3/31/22 9:05",
        "31/03/2022, 21:05-Ann: hi",
        "[31/03/2022] Ann: hi",
        "1.5 - 2 kg",
        "- 3/31/22, 9:05 PM - Ann: hi",
        "12345/1/1, 10:00 - a: b",
        "100/1/22, 10:00 - a: b",
        "2022/2022/1, 10:00 - a: b",
        "+44 7700 900123",
        "1,200.50: price",
    ] {
        assert!(Header::read(line).is_none(), "{line}");
    }
}

#[test]
fn text_that_looks_like_a_header_of_another_shape_is_text() {
    let chat = "31/03/2022, 21:05 - Ann: he wrote\n\
                [3/31/22, 9:05:07 PM] Bob: hi\n\
                31.03.22, 21:05 - Bob: hi\n\
                see 01/02/2023, 10:00 - not: a header?\n\
                31/03/2022, 21:06 - Me: ok\n";
    let names: Vec<String> = rows(chat).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["Ann", "Me"]);
}

#[test]
fn the_rest_of_a_message_belongs_to_its_text() {
    let key = TextKey::default();
    let of = |text: &str| {
        let mut collector = Collector::new("c", FORMAT.name, Role::default(), &key);
        (FORMAT.read)(&mut Input::new(text.as_bytes(), Hints::default()), &mut collector).unwrap();
        collector.transcripts[0].rows.iter().map(|row| row.text).collect::<Vec<_>>()
    };
    let hashes = of(
        "31/03/2022, 21:05 - Ann: one\ntwo\n31/03/2022, 21:06 - Ann: one\n31/03/2022, 21:07 - Ann: <Media omitted>\n",
    );
    assert_eq!(hashes, [key.hash("one\ntwo"), key.hash("one"), 0]);
    // The line ends of iOS and a mark of editing do not make another text.
    assert_eq!(
        of("[31/03/2022, 21:05:07] Ann: one\r\ntwo \u{200E}<This message was edited>\r\n"),
        [key.hash("one\ntwo")]
    );
}

#[test]
fn impossible_dates_are_located_and_take_their_lines_with_them() {
    let collector = read_named(
        "WhatsApp Chat with Ann.txt",
        b"31/03/2022, 21:05 - Ann: hi\n45/45/2022, 21:05 - Ann: no\nmore of it\n31/03/2022, 25:05 - Ann: no\n31/03/2022, 21:06 - Me: yes\n",
    );
    let rejects: Vec<_> =
        collector.rejects.iter().map(|reject| (reject.at.as_str(), reject.why.as_str())).collect();
    let why = "no calendar or clock has this date and time";
    assert_eq!(rejects, [("line 2", why), ("line 4", why)]);
    assert_eq!(collector.transcripts[0].rows.len(), 2);
}

#[test]
fn notices_are_no_messages_but_tell_something() {
    let android = transcript(
        "01/05/2024, 21:05 - Messages and calls are end-to-end encrypted. Tap to learn more.\n\
         31/03/2022, 21:05 - Ann is a contact.\n31/03/2022, 21:05 - Ann: hi\n",
    );
    assert_eq!((android.rows.len(), android.group_notice, android.contact_notice), (1, false, Some(true)));
    let ios = transcript(
        "[31/03/2022, 21:05:07] Ann: \u{200E}Messages and calls are end-to-end encrypted.\r\n\
         [31/03/2022, 21:05:08] Ann: \u{200E}image omitted\r\n\
         \u{200E}[31/03/2022, 21:05:09] Book club: \u{200E}Ann created this group\r\n",
    );
    assert_eq!((ios.rows.len(), ios.group_notice, ios.contact_notice), (1, true, None));
}

#[test]
fn senders_are_cleaned_and_chosen_names_marked() {
    let transcript = transcript(
        "[31/03/2022, 21:05:07] \u{202A}+44\u{A0}7700\u{A0}900123\u{202C}: hi\n[31/03/2022, 21:05:08] ~\u{202F}Ann: hi\n",
    );
    let senders: Vec<_> =
        transcript.senders.iter().map(|sender| (sender.name.as_str(), sender.chosen_by_person)).collect();
    assert_eq!(senders, [("+44 7700 900123", false), ("Ann", true)]);
}

#[test]
fn names_of_media_vote_for_the_order_of_the_date() {
    // 3 March fits both orders, 4 March only day first; the last is an old picture and fits none.
    let transcript = transcript(
        "03/03/2022, 21:05 - Ann: IMG-20220303-WA0001.jpg (file attached)\n\
         04/03/2022, 21:05 - Ann: IMG-20220304-WA0001.jpg (file attached)\n\
         05/03/2022, 21:05 - Ann: IMG-20210101-WA0001.jpg (file attached)\n",
    );
    assert_eq!(transcript.media_votes, [2, 1, 0, 0, 0]);
    assert_eq!(transcript.style.year_field, Some(2));
}

#[test]
fn files_joined_behind_a_byte_order_mark_keep_their_shapes() {
    let collector = read_named(
        "WhatsApp Chat with Ann.txt",
        "31/03/2022, 21:05 - Ann: hi\n31/03/2022, 21:06 - Me: hi\n\u{FEFF}[3/31/22, 9:07:00 PM] Ann: hi\n"
            .as_bytes(),
    );
    let rows: Vec<_> = collector.transcripts.iter().map(|transcript| transcript.rows.len()).collect();
    assert_eq!(rows, [2, 1]);
    assert_eq!(collector.report.rejected, 0);
}

#[test]
fn dates_without_a_year_are_refused() {
    let mut collector = Collector::new("c", FORMAT.name, Role::default(), &TextKey::default());
    let mut input = Input::new(&b"10:35 PM, 03 31 - Ann: hi\n"[..], Hints::default());
    let error = (FORMAT.read)(&mut input, &mut collector).unwrap_err();
    assert_eq!(
        error.to_string(),
        "has dates without a year, from line 1 on; set the phone to dates with a year and export the chat again"
    );
}

/// In a direct chat, too, the partner may send nothing but media, and a few words behind no mark are a person's.
#[test]
fn what_a_group_says_under_its_own_name_is_no_message() {
    let senders = |first: &str, others: &[&str]| {
        let line = |sender: &str, text: &str| format!("[31/03/2022, 21:05:07] {sender}: {text}\r\n");
        let lines: String = others.iter().map(|other| line(other, "hi")).collect();
        let mut collector = read_named("WhatsApp Chat - Club.txt", (line("Club", first) + &lines).as_bytes());
        let transcript = collector.transcripts.remove(0);
        (transcript.rows.len(), transcript.group_notice)
    };
    assert_eq!(senders("\u{200E}Ann left", &["Ann", "Ben", "Me"]), (3, true));
    assert_eq!(senders("\u{200E}image omitted", &["Me", "Me"]), (3, false));
    assert_eq!(senders("Ann left", &["Ann", "Ben", "Me"]), (4, false));
}

#[test]
fn only_chats_are_claimed() {
    let claim = |text: &str| (FORMAT.sniff)(&Head { name: "a.txt", text, whole: true, ..Head::default() });
    let chat = "31/03/2022, 21:05 - Ann: hi\n31/03/2022, 21:06 - Me: hi\n";
    assert_eq!(claim(chat), Claim::Certain);
    assert_eq!(claim("31/03/2022, 21:05 - Ann: hi"), Claim::Likely);
    assert_eq!(claim(&format!("a line of something else\n{chat}")), Claim::No);
    for other in [
        "",
        "Name,Phone\nAnn,+44 7700 900123\n",
        "{\"messages\":[]}",
        "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n",
        "2024-05-20 10:00:00 INFO started\n2024-05-20 10:00:01 INFO stopped\n",
        "date,time,text\n31/03/2022,21:05,hi\n31/03/2022,21:06,hi\n",
    ] {
        assert_eq!(claim(other), Claim::No, "{other}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_or_see_more_rows_than_lines(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let collector = read_named("a.txt", &bytes);
        let rows: usize = collector.transcripts.iter().map(|transcript| transcript.rows.len()).sum();
        prop_assert!(rows <= bytes.split(|&byte| byte == b'\n').count());
    }

    #[test]
    fn no_damaged_header_makes_it_panic(
        line in "[\\[\u{200E}]{0,2}[0-9٣]{1,4}[/. -][0-9]{1,3}[/. -][0-9]{1,4}[, ]{1,2}[0-9]{1,2}[:.][0-9]{1,3}( ?[ap]\\.? ?m)?[\\]\\- :]{1,3}.{0,20}",
    ) {
        let collector = read_named("a.txt", line.as_bytes());
        prop_assert!(collector.transcripts.len() <= 1);
    }

    #[test]
    fn what_is_written_is_read(
        day in 1u16..=31, month in 1u16..=12, year in 2009u16..2030, hour in 0u16..24, minute in 0u16..60, second in 0u16..60,
        shape in 0usize..6, text in "[a-z ]{1,10}(\n[a-z ]{0,10})?",
    ) {
        let half = if hour < 12 { "AM" } else { "PM" };
        let twelve = (hour + 11) % 12 + 1;
        let (line, seconds) = match shape {
            0 => (format!("{day:02}/{month:02}/{year}, {hour:02}:{minute:02} - Ann: {text}\n"), false),
            1 => (format!("[{day}.{month}.{year}, {hour:02}:{minute:02}:{second:02}] Ann: {text}\r\n"), true),
            2 => (format!("{day}/{month}/{year}, {twelve}:{minute:02} {half} - Ann: {text}\n"), false),
            3 => (format!("[{hour:02}:{minute:02}:{second:02}, {day}/{month}/{year}] Ann: {text}\n"), true),
            4 => (format!("\u{200E}[{day}/{month}/{year} {twelve}:{minute:02}:{second:02}\u{202F}{half}] Ann: {text}\n"), true),
            _ => (format!("{day}-{month}-{year} {hour:02}.{minute:02} - Ann: {text}\n"), false),
        };
        prop_assume!(chrono::NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).is_some());
        let expected = u32::from(hour) * 3600 + u32::from(minute) * 60 + if seconds { u32::from(second) } else { 0 };
        prop_assert_eq!(rows(&line), [("Ann".to_owned(), [day, month, year], expected)]);
    }
}
