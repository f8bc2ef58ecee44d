//! Saved results, as they are shown.

use std::borrow::Cow;

use chrono_tz::Tz;
use meter_report::history::{ChannelSummary, Row, channels, rows, write_channels, write_json, write_table};
use meter_report::table::TableStyle;
use meter_report::vendor::SixKeys;
use meter_score::Rating;

const MAY: i64 = 1_716_163_200; // 2024-05-20T00:00:00Z
const DAY: i64 = 86_400;
const STYLE: TableStyle = TableStyle { width: 80, colour: false };

/// Ratings in the order overall, age, contacts, replies.
fn row(as_of: Option<i64>, ratings: [u8; 4]) -> Row {
    let [risk_factor, life_time, risk_factor_contacts, risk_factor_chats] =
        ratings.map(|number| Rating::try_from(number).unwrap());
    Row {
        as_of,
        saved_at: MAY + 7,
        score: SixKeys {
            channel: Cow::Borrowed("acme"),
            last_update_date: as_of.map(|_| Cow::Borrowed("5/20/2024")),
            life_time,
            risk_factor,
            risk_factor_chats,
            risk_factor_contacts,
        },
        policy: "c15691d2fba228ed".to_owned(),
        inputs: None,
    }
}

fn text(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn table(saved: &[Row], style: TableStyle) -> String {
    text(|out| write_table("acme", saved, Tz::UTC, &style, out))
}

#[test]
fn changes_are_said_in_words_and_policies_where_they_change() {
    let mut last = row(Some(MAY + 2 * DAY), [1, 3, 1, 1]);
    last.policy = "other".to_owned();
    let saved =
        [row(None, [1, 1, 1, 1]), row(Some(MAY), [2, 1, 2, 3]), row(Some(MAY + 61), [2, 1, 2, 3]), last];
    assert_eq!(
        table(&saved, STYLE),
        "acme
  4 results, 2024-05-20 to 2024-05-22, UTC

  As of             Overall     Age         Contacts    Replies
  no date           ▮▯▯ 1       ▮▯▯ 1       ▮▯▯ 1       ▮▯▯ 1
  2024-05-20 00:00  ▮▮▯ 2 rose  ▮▯▯ 1       ▮▮▯ 2 rose  ▮▮▮ 3 rose
  2024-05-20 00:01  ▮▮▯ 2       ▮▯▯ 1       ▮▮▯ 2       ▮▮▮ 3
  policy c15691d2fba228ed → other
  2024-05-22 00:00  ▮▯▯ 1 fell  ▮▮▮ 3 rose  ▮▯▯ 1 fell  ▮▯▯ 1 fell

  Policy other
"
    );
    assert_eq!(table(&[], STYLE), "acme\n  0 results, UTC\n");
}

#[test]
fn colours_say_nothing_alone_and_no_line_is_too_wide() {
    let saved = [row(Some(MAY), [2, 1, 2, 3]), row(Some(MAY + DAY), [1, 2, 1, 1])];
    let coloured = table(&saved, TableStyle { colour: true, ..STYLE });
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(crate::laws::stripped(&coloured), table(&saved, STYLE));
    for width in [24, 40, 66, 80, 200] {
        let table = table(&saved, TableStyle { width, ..STYLE });
        assert!(table.lines().all(|line| line.chars().count() <= width), "{width}: {table}");
    }
}

#[test]
fn programs_get_rows_and_objects() {
    let saved =
        [row(None, [1, 1, 1, 1]), Row { inputs: Some("00ff".to_owned()), ..row(Some(MAY), [2, 1, 2, 3]) }];
    assert_eq!(
        text(|out| rows(&saved).write_csv(out)),
        "channel,asOf,savedAt,lastUpdateDate,lifeTime,riskFactor,riskFactorChats,riskFactorContacts,policy,inputs\r\n\
         acme,,2024-05-20T00:00:07Z,,1,1,1,1,c15691d2fba228ed,\r\n\
         acme,2024-05-20T00:00:00Z,2024-05-20T00:00:07Z,5/20/2024,1,2,3,2,c15691d2fba228ed,00ff\r\n"
    );
    // A full view is shown as it was, down to the order of its keys and the digits of its numbers.
    let full = r#"{"z":0.30000000000000004,"a":1e3}"#;
    assert_eq!(
        text(|out| write_json([(&saved[0], None), (&saved[1], Some(full))], out)),
        "[\n\
         {\"asOf\":null,\"savedAt\":\"2024-05-20T00:00:07Z\",\"score\":{\"channel\":\"acme\",\"lastUpdateDate\":null,\"lifeTime\":1,\
         \"riskFactor\":1,\"riskFactorChats\":1,\"riskFactorContacts\":1},\"policy\":\"c15691d2fba228ed\",\"inputs\":null},\n\
         {\"asOf\":\"2024-05-20T00:00:00Z\",\"savedAt\":\"2024-05-20T00:00:07Z\",\"score\":{\"channel\":\"acme\",\
         \"lastUpdateDate\":\"5/20/2024\",\"lifeTime\":1,\"riskFactor\":2,\"riskFactorChats\":3,\"riskFactorContacts\":2},\
         \"policy\":\"c15691d2fba228ed\",\"inputs\":\"00ff\",\"full\":{\"z\":0.30000000000000004,\"a\":1e3}}\n\
         ]\n"
    );
    assert_eq!(text(|out| write_json([], out)), "[]\n");
    assert!(write_json([(&saved[0], Some("no JSON"))], &mut Vec::new()).is_err());
}

#[test]
fn channels_are_listed_with_their_newest_ratings() {
    let summary = |channel: &str, results, first, last| ChannelSummary {
        channel: channel.to_owned(),
        results,
        first,
        last,
        latest: row(last, [2, 1, 2, 3]),
    };
    let summaries = [
        summary("acme", 2, Some(MAY), Some(MAY + DAY)),
        summary(" ", 1, None, None),
        summary("z", 3, Some(MAY), Some(MAY)),
    ];
    assert_eq!(
        text(|out| write_channels(&summaries, Tz::UTC, &STYLE, out)),
        "3 channels with saved results

  acme
    ▮▮▯ 2  age 1  contacts 2  replies 3   2 results, 2024-05-20 to 2024-05-21

  (no name)
    ▮▮▯ 2  age 1  contacts 2  replies 3   1 result

  z
    ▮▮▯ 2  age 1  contacts 2  replies 3   3 results, 2024-05-20
"
    );
    assert_eq!(
        text(|out| channels(&summaries[1..2]).write_json(out)),
        "[\n{\"channel\":\" \",\"results\":1,\"first\":null,\"last\":null,\"lifeTime\":1,\"riskFactor\":2,\
         \"riskFactorChats\":3,\"riskFactorContacts\":2}\n]\n"
    );
}
