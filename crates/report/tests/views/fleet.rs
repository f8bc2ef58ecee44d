//! Figures of fleets, against arithmetic by hand.

use meter_report::fleet::{self, Member, Quartiles, Summary, percentiles};
use meter_report::table::TableStyle;
use meter_report::{ChannelResult, Row};
use meter_score::{Metric, Rating};
use proptest::prelude::*;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::sample::{empty, hotline, young};

const PLAIN: TableStyle = TableStyle { width: 80, colour: false };

fn member(channel: &str, ratings: [Rating; 4], values: [Option<f64>; 3]) -> Member {
    let [overall, age, contacts, chats] = ratings;
    let weakest = Metric::LifeTime;
    let reason = None;
    Member { channel: channel.to_owned(), overall, ratings: [age, contacts, chats], values, weakest, reason }
}

/// Members that differ in their age only.
fn aged(ages: &[Option<f64>]) -> Vec<Member> {
    let rating = Rating::NeedsAttention;
    ages.iter().map(|age| member("x", [rating; 4], [*age, None, None])).collect()
}

fn summary_text(members: &[Member]) -> String {
    let mut out = Vec::new();
    fleet::write_summary(members, &PLAIN, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn json(members: &[Member]) -> Value {
    let mut out = Vec::new();
    fleet::write_json(members, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

/// Four values 10, 20, 40, 80: a quarter of the way through the three gaps is at 0.75, so Q1 = 10 + 0.75 · 10 = 17.5; half is at 1.5,
/// so the median is 20 + 0.5 · 20 = 30; three quarters are at 2.25, so Q3 = 40 + 0.25 · 40 = 50.
#[test]
fn quartiles_lie_between_values() {
    let members = aged(&[Some(80.0), Some(10.0), None, Some(40.0), Some(20.0)]);
    let quartiles = Summary::of(&members).quartiles;
    let age = quartiles[0].unwrap();
    assert_eq!((age.channels, age.cuts), (4, [10.0, 17.5, 30.0, 50.0, 80.0]));
    assert_eq!(quartiles[1], None);
    let alone = Summary::of(&aged(&[Some(7.0)])).quartiles[0];
    assert_eq!(alone, Some(Quartiles { channels: 1, cuts: [7.0; 5] }));
}

/// Of 5, 7, 7, 9: below 5 is none, and itself counts half: 0.5 of 4 are 12.5 %. Below 7 is one, two are equal: (1 + 2 / 2) of 4 are
/// 50 %. Below 9 are three: 3.5 of 4 are 87.5 %. Who has no value has no percentile and is not among the 4.
#[test]
fn percentiles_count_equals_half() {
    let members = aged(&[Some(7.0), Some(9.0), None, Some(5.0), Some(7.0)]);
    let ages: Vec<Option<f64>> = percentiles(&members).iter().map(|places| places[0]).collect();
    assert_eq!(ages, [Some(50.0), Some(87.5), None, Some(12.5), Some(50.0)]);
    assert!(percentiles(&members).iter().all(|places| places[1].is_none() && places[2].is_none()));
}

#[test]
fn ratings_are_counted_and_the_worst_come_first() {
    let (caution, attention, good) = (Rating::UseCaution, Rating::NeedsAttention, Rating::GoodIndicator);
    let members = [
        member("fine", [good; 4], [Some(99.0); 3]),
        // Both overall 2 with parts that sum to 5; the lower percentiles come first.
        member("old", [attention, good, caution, caution], [Some(80.0), Some(0.1), Some(0.1)]),
        member("young", [attention, attention, attention, caution], [Some(8.0), Some(0.1), Some(0.1)]),
        // The same in all, so the name decides.
        member("b", [caution; 4], [None; 3]),
        member("a", [caution; 4], [None; 3]),
    ];
    let summary = Summary::of(&members);
    assert_eq!(summary.overall, [2, 2, 1]);
    assert_eq!(summary.metrics, [[2, 1, 2], [3, 1, 1], [4, 0, 1]]);
    let worst: Vec<&str> = summary.worst.iter().map(|member| member.channel.as_str()).collect();
    assert_eq!(worst, ["a", "b", "young", "old", "fine"]);
    let many: Vec<Member> =
        (0..25).map(|index| member(&format!("{index:02}"), [good; 4], [None; 3])).collect();
    assert_eq!(Summary::of(&many).worst.len(), 10);
    assert_eq!(Summary::of(&many).worst[9].channel, "09");
}

#[test]
fn a_member_is_what_the_row_says() {
    let member = Member::of_row(&Row::of(&young())).unwrap();
    assert_eq!((member.channel.as_str(), member.overall), ("acme", Rating::NeedsAttention));
    assert_eq!(member.ratings, [Rating::UseCaution, Rating::NeedsAttention, Rating::GoodIndicator]);
    assert_eq!(member.values, [Some(3.0), Some(0.4), Some(0.55)]);
    assert_eq!(member.weakest, Metric::LifeTime);
    assert_eq!(member.reason.as_deref(), Some("The number is at least 3 days old, under 7 days."));
    assert_eq!(Member::of_row(&Row::of(&empty())).unwrap().values, [None; 3]);
    // A number that only answers has no response rate.
    assert_eq!(Member::of_row(&Row::of(&hotline())).unwrap().values, [Some(3000.0), Some(0.996), None]);
}

#[test]
fn six_keys_make_a_member_and_fewer_do_not() {
    let keys = |column: &str| match column {
        "channel" => Some("x".to_owned()),
        "riskFactor" => Some("2".to_owned()),
        "lifeTime" => Some("3.0".to_owned()),
        "riskFactorContacts" | "riskFactorChats" => Some("1".to_owned()),
        _ => None,
    };
    let member = Member::of(&keys).unwrap();
    assert_eq!((member.weakest, member.reason), (Metric::Contacts, None));
    let without = |lacks: &'static str| {
        Member::of(&move |column: &str| keys(column).filter(|_| column != lacks)).map(|member| member.channel)
    };
    assert_eq!(without("riskFactor"), Err("riskFactor"));
    assert_eq!(without("channel"), Err("channel"));
    let odd =
        |column: &str| keys(column).map(|value| if column == "lifeTime" { "4".to_owned() } else { value });
    assert_eq!(Member::of(&odd).map(|member| member.channel), Err("lifeTime"));
}

#[test]
fn the_summary_for_people() {
    let results: [ChannelResult; 3] = [young(), hotline(), empty()];
    let members: Vec<Member> =
        results.iter().map(|result| Member::of_row(&Row::of(result)).unwrap()).collect();
    insta::assert_snapshot!(summary_text(&members), @"
    3 channels

                           1 Use Caution   2 Needs Attention   3 Good Indicator
      Overall                          1                   1                  1
      Age of the number                2                   0                  1
      Address book                     1                   1                  1
      Response rate                    1                   0                  2

                        with data    lowest        Q1    median        Q3   highest
      Age of the number         2       3 d  752.25 d  1501.5 d 2250.75 d    3000 d
      Address book              2      40 %    54.9 %    69.8 %    84.7 %    99.6 %
      Response rate             1      55 %      55 %      55 %      55 %      55 %

      From the worst on
      ▮▯▯ 1  empty
             Lowest part: age of the number.
      ▮▮▯ 2  acme
             Age of the number: The number is at least 3 days old, under 7 days.
      ▮▮▮ 3  hotline
             Lowest part: age of the number.
    ");
    let mut out = Vec::new();
    fleet::write_percentiles(&members, &PLAIN, &mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap(), @"

    Percentiles within the fleet
    A channel's percentile is the share of the channels with data that are lower,
    equal ones counting half. Without data there is none.

              age   contacts    replies  channel
    ▮▮▯ 2      25         25         50  acme
    ▮▮▮ 3      75         75          –  hotline
    ▮▯▯ 1       –          –          –  empty
    ");
}

/// 95 characters and an ellipsis are enough to know a channel by.
#[test]
fn a_long_name_leaves_room_for_the_others() {
    let ratings = [Rating::UseCaution; 4];
    let text = summary_text(&[member(&"n".repeat(10_000), ratings, [None; 3])]);
    let shown: usize = text.lines().map(|line| line.matches('n').count()).max().unwrap();
    assert_eq!(text.matches('…').count(), 1, "{text}");
    assert!(shown < 96 && text.lines().count() < 30, "{text}");
}

#[test]
fn the_records_for_programs() {
    let members = aged(&[Some(7.0), None, Some(9.0)]);
    let json = json(&members);
    assert_eq!(json["channels"], 3);
    assert_eq!(json["ratings"]["lifeTime"], serde_json::json!({"1": 0, "2": 3, "3": 0}));
    assert_eq!(json["quartiles"]["lifeTime"]["median"], 8.0);
    assert_eq!(json["quartiles"]["riskFactorChats"], Value::Null);
    assert_eq!(json["members"][2]["percentiles"]["lifeTime"], 75.0);
    assert_eq!(json["members"][1]["percentiles"]["lifeTime"], Value::Null);
    let mut named = members;
    "=1+1".clone_into(&mut named[0].channel);
    let mut out = Vec::new();
    fleet::write_csv(&named, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let rows: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(rows[1..], ["'=1+1,2,2,2,2,7,,,25,,", "x,2,2,2,2,,,,,,", "x,2,2,2,2,9,,,75,,", ""]);
}

proptest! {
    #[test]
    fn percentiles_keep_the_order_and_their_mean_is_the_middle(ages in prop::collection::vec(0_u8..9, 1..40)) {
        let members = aged(&ages.iter().map(|age| Some(f64::from(*age))).collect::<Vec<_>>());
        let places: Vec<f64> = percentiles(&members).iter().map(|places| places[0].unwrap()).collect();
        for (one, one_place) in ages.iter().zip(&places) {
            for (other, other_place) in ages.iter().zip(&places) {
                prop_assert_eq!(one.cmp(other), one_place.total_cmp(other_place));
            }
        }
        let mean = places.iter().sum::<f64>() / f64::from(u8::try_from(places.len()).unwrap());
        prop_assert!((mean - 50.0).abs() < 1e-9, "{mean}");
    }

    /// Whatever strangers call themselves, a line fits and holds nothing that moves a cursor.
    #[test]
    fn names_are_harmless(name in any::<String>(), reason in any::<String>(), width in 0_usize..120) {
        let mut members = aged(&[Some(1.0), None]);
        members[0].channel = name;
        members[0].reason = Some(reason);
        let style = TableStyle { width, colour: false };
        let mut out = Vec::new();
        fleet::write_summary(&members, &style, &mut out).unwrap();
        fleet::write_percentiles(&members, &style, &mut out).unwrap();
        let limit = width.clamp(TableStyle::NARROWEST, TableStyle::WIDEST);
        for line in String::from_utf8(out).unwrap().lines() {
            prop_assert!(line.width() <= limit, "{line:?}");
            prop_assert!(!line.chars().any(char::is_control), "{line:?}");
            prop_assert!(!line.ends_with(' '), "{line:?}");
        }
    }
}
