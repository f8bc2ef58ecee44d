//! The table, read by eye.

mod widths;

use meter_report::table::{TableChannel, TableStyle, write_all};
use meter_report::{ChannelResult, WeekEnd};
use meter_score::{Policy, Rating};

use crate::sample::{empty, hotline, reject, young};

pub fn drawn(results: &[ChannelResult], width: usize, colour: bool) -> String {
    let channel = |result: &ChannelResult| TableChannel {
        weeks: if result.assessment.as_of.is_some() { weeks() } else { Vec::new() },
        result: result.clone(),
    };
    let channels: Vec<TableChannel> = results.iter().map(channel).collect();
    let mut out = Vec::new();
    write_all(&channels, &Policy::default(), &TableStyle { width, colour }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Eighteen weeks: the first without anything, the next three without anybody being written to; then the coverage falls by 4 % a week from
/// 92 %, and every other week nobody is asked, the others have a response rate of 50 %.
fn weeks() -> Vec<WeekEnd> {
    let week = |week: u8| {
        let overall = Rating::ALL[usize::from(week / 6)];
        let coverage = (week >= 4).then(|| 0.92 - 0.04 * f32::from(week - 4));
        let response_rate = (week >= 4 && week.is_multiple_of(2)).then_some(0.5);
        WeekEnd { overall: (week > 0).then_some(overall), coverage, response_rate }
    };
    (0..18).map(week).collect()
}

#[test]
fn several_channels_have_a_summary_lowest_first() {
    let text = drawn(&[hotline(), young(), empty()], 80, false);
    let at = text.find("\nhotline\n").unwrap();
    insta::assert_snapshot!(&text[..at], @"
    3 channels: 1 Use Caution, 1 Needs Attention, 1 Good Indicator

      ▮▯▯ 1  age 1  contacts 1  replies 1  empty
      ▮▮▯ 2  age 1  contacts 2  replies 3  acme
      ▮▮▮ 3  age 3  contacts 3  replies 3  hotline
    ");
    let each = [hotline(), young(), empty()].map(|result| drawn(&[result], 80, false));
    assert_eq!(text[at + 1..], each.join("\n"));
}

#[test]
fn a_number_that_only_answers() {
    insta::assert_snapshot!(drawn(&[hotline()], 80, false), @"
    hotline
      As of 2024-05-20 02:00 Europe/Berlin, last 30 days

      ▮▮▮ 3  Good Indicator   Overall
             ·11111222222333333  18 weeks
             All three parts are equal.

      ▮▮▮ 3  Good Indicator   Age of the number  3000 days, firm
             █████│███████████████│  3000 days, full at 30
             Since 2016-03-03, the day of its registration.

      ▮▮▮ 3  Good Indicator   Address book       99.6 % saved (249 of 250), firm
             ████│██████│█████████▉  99.6 %, 95 % interval 98 to 99.9 %
             ····██▇▇▇▆▆▆▅▅▅▄▄▄  18 weeks

      ▮▮▮ 3  Good Indicator   Response rate      only answers, firm
             ····▅·▅·▅·▅·▅·▅·▅·  18 weeks
             No conversations opened, 33 opened by others.

      │ in a bar is where 2 and where 3 begins. Weeks are shown as they looked at
      their ends, shares up to 100 %; · is no data.

      What would raise it: nothing, every part is at its best

      Warning signs: none
        Within limits: peak outbound per minute 2 (limit 2),
          outbound inbound ratio 0.33 (limit 3)
        No data: failed share

      What was read
        vcard: contacts.vcf, 55 records
        whatsapp-text: 2 files, 852 records, 2024-05-16 to 2024-05-20

      Policy default, fingerprint 0123456789abcdef
    ");
}

#[test]
fn a_number_of_which_nothing_is_known() {
    insta::assert_snapshot!(drawn(&[empty()], 80, false), @"
    empty
      Nothing in it has a date.

      ▮▯▯ 1  Use Caution      Overall
             All three parts are equal. With the missing data it could be 1 to 3.

      ▮▯▯ 1  Use Caution      Age of the number  no data
             Nothing dated was found.

      ▮▯▯ 1  Use Caution      Address book       no data
             0 people reached; no address book was found.

      ▮▯▯ 1  Use Caution      Response rate      no data
             No conversations opened, 0 opened by others.

      Warning signs: no data

      Policy default, fingerprint 0123456789abcdef
    ");
}

#[test]
fn of_many_rejects_the_first_are_shown() {
    let mut result = young();
    result.sources[0].rejected = 5_000;
    result.rejects = (1..=7)
        .flat_map(|file| (1..=2).map(move |line| (file, line)))
        .map(|(file, line)| reject(&format!("{file}.txt"), &format!("line {line}"), "has no date"))
        .chain((1..=1_000).map(|line| reject("chats/ann.txt", &format!("line {line}"), "has no date")))
        .collect();
    result.rejects.rotate_right(1_000);
    let text = drawn(&[result], 80, false);
    let at = text.find("What could not be read").unwrap();
    insta::assert_snapshot!(&text[at..], @"
    What could not be read: 5014
        chats/ann.txt
          line 1: has no date
          line 2: has no date
          line 3: has no date
          and 4997 more
        1.txt
          line 1: has no date
          line 2: has no date
        2.txt
          line 1: has no date
          line 2: has no date
        3.txt
          line 1: has no date
          line 2: has no date
        4.txt
          line 1: has no date
          line 2: has no date
        and in 3 more files
        --format json lists them.

      Policy default, fingerprint 0123456789abcdef
    ");
}

#[test]
fn colour_marks_what_the_words_say() {
    let text = drawn(&[young()], 80, true);
    assert!(
        text.contains("\u{1b}[1m\u{1b}[31m▮▯▯ 1\u{1b}[0m  \u{1b}[1m\u{1b}[31mUse Caution\u{1b}[0m"),
        "{text}"
    );
    assert!(text.contains("\u{1b}[1m\u{1b}[32mGood Indicator\u{1b}[0m"));
    assert!(text.contains("\u{1b}[1m\u{1b}[33m!\u{1b}[0m 44"));
    // The bar of the coverage, 40 % of twenty cells, between its marks: filled in the colour of its rating.
    let filled = |cells: &str| format!("\u{1b}[1m\u{1b}[33m{cells}\u{1b}[0m");
    let bar = format!("{}│{}\u{1b}[2m░░\u{1b}[0m│", filled("████"), filled("████"));
    assert!(text.contains(&bar), "{text}");
}
