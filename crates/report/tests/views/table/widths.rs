//! One channel in columns of many widths.

use super::drawn;
use crate::sample::young;

#[test]
fn a_channel_in_80_columns() {
    insta::assert_snapshot!(drawn(&[young()], 80, false), @"
    acme
      As of 2024-05-20 00:00 UTC, last 30 days

      ▮▮▯ 2  Needs Attention  Overall
             ·11111222222333333  18 weeks
             Lowest part: age of the number.

      ▮▯▯ 1  Use Caution      Age of the number  3 days or more, provisional
             ██░░░│░░░░░░░░░░░░░░░│  3 days, full at 30
             The number is at least 3 days old, under 7 days.
             Since 2024-05-16, the day of its first message; it may be older.

      ▮▮▯ 2  Needs Attention  Address book       40 % saved (40 of 100), firm
             ████│████░░│░░░░░░░░░░  40 %, 95 % interval 31 to 49.8 %
             ····██▇▇▇▆▆▆▅▅▅▄▄▄  18 weeks
             40 of the 100 people written to in the last 30 days are in the address
             book (40.0 %), under 50 %.

      ▮▮▮ 3  Good Indicator   Response rate      55 % answered, firm
             ███│███│█████░░░░░░░░░  55 %, 95 % interval 46 to 64 %
             ····▅·▅·▅·▅·▅·▅·▅·  18 weeks
             60 of 120 conversations opened in the last 30 days were answered within
             72 hours.
             120 conversations opened with 109 people: 60 answered, 11 pending, 49
             unanswered; 33 opened by others.
             Median reply after 14 min.

      │ in a bar is where 2 and where 3 begins. Weeks are shown as they looked at
      their ends, shares up to 100 %; · is no data.

      What would raise it
        to 2  Age of the number: Wait 4 more days before the next campaign.
        to 3  Address book: Save 10 of the 60 people who are not in the address
              book.

      Warning signs: 1 of 4
        ! 44 messages in one hour; the limit is 30.
        Within limits: peak outbound per minute 2 (limit 2),
          outbound inbound ratio 0.33 (limit 3)
        No data: failed share

      What was read
        vcard: contacts.vcf, 55 records
        whatsapp-text: 2 files, 852 records, 3 rejected, 2024-05-16 to 2024-05-20

      What could not be read: 4
        broken.zip
          the whole file: ends before its directory; export the chat again
        chats/ann.txt
          line 17: has a date that no calendar has
          line 19: has a date that no calendar has
          line 230: has a time after 23:59

      Policy default, fingerprint 0123456789abcdef
    ");
}

#[test]
fn a_channel_in_50_columns() {
    insta::assert_snapshot!(drawn(&[young()], 50, false), @"
    acme
      As of 2024-05-20 00:00 UTC, last 30 days

      ▮▮▯ 2  Needs Attention  Overall
             ·11111222222333333  18 weeks
             Lowest part: age of the number.

      ▮▯▯ 1  Use Caution      Age of the number
             3 days or more, provisional
             ██░░░│░░░░░░░░░░░░░░░│  3 days,
             full at 30
             The number is at least 3 days old, under
             7 days.
             Since 2024-05-16, the day of its first
             message; it may be older.

      ▮▮▯ 2  Needs Attention  Address book
             40 % saved (40 of 100), firm
             ████│████░░│░░░░░░░░░░  40 %,
             95 % interval 31 to 49.8 %
             ····██▇▇▇▆▆▆▅▅▅▄▄▄  18 weeks
             40 of the 100 people written to in the
             last 30 days are in the address book
             (40.0 %), under 50 %.

      ▮▮▮ 3  Good Indicator   Response rate
             55 % answered, firm
             ███│███│█████░░░░░░░░░  55 %,
             95 % interval 46 to 64 %
             ····▅·▅·▅·▅·▅·▅·▅·  18 weeks
             60 of 120 conversations opened in the
             last 30 days were answered within 72
             hours.
             120 conversations opened with 109 people:
             60 answered, 11 pending, 49 unanswered;
             33 opened by others.
             Median reply after 14 min.

      │ in a bar is where 2 and where 3 begins. Weeks
      are shown as they looked at their ends, shares
      up to 100 %; · is no data.

      What would raise it
        to 2  Age of the number: Wait 4 more days
              before the next campaign.
        to 3  Address book: Save 10 of the 60 people
              who are not in the address book.

      Warning signs: 1 of 4
        ! 44 messages in one hour; the limit is 30.
        Within limits:
          peak outbound per minute 2 (limit 2),
          outbound inbound ratio 0.33 (limit 3)
        No data: failed share

      What was read
        vcard: contacts.vcf, 55 records
        whatsapp-text: 2 files, 852 records, 3
          rejected, 2024-05-16 to 2024-05-20

      What could not be read: 4
        broken.zip
          the whole file: ends before its directory;
            export the chat again
        chats/ann.txt
          line 17: has a date that no calendar has
          line 19: has a date that no calendar has
          line 230: has a time after 23:59

      Policy default, fingerprint 0123456789abcdef
    ");
}

/// Bars have half as many cells there, and details begin further left.
#[test]
fn a_channel_in_24_columns() {
    let text = drawn(&[young()], 24, false);
    let end = text.find("  What would raise it").unwrap();
    insta::assert_snapshot!(&text[..end], @"
    acme
      As of 2024-05-20 00:00
      UTC, last 30 days

      ▮▮▯ 2  Needs Attention
        Overall
        ·11111222222333333
        18 weeks
        Lowest part: age of
        the number.

      ▮▯▯ 1  Use Caution
        Age of the number
        3 days or more,
        provisional
        █░│░░░░░░░░│
        3 days, full at 30
        The number is at
        least 3 days old,
        under 7 days.
        Since 2024-05-16,
        the day of its first
        message; it may be
        older.

      ▮▮▯ 2  Needs Attention
        Address book
        40 % saved (40 of
        100), firm
        ██│██░│░░░░░  40 %,
        95 % interval 31 to
        49.8 %
        ····██▇▇▇▆▆▆▅▅▅▄▄▄
        18 weeks
        40 of the 100 people
        written to in the
        last 30 days are in
        the address book
        (40.0 %), under 50
        %.

      ▮▮▮ 3  Good Indicator
        Response rate
        55 % answered, firm
        ██│█│██▌░░░░  55 %,
        95 % interval 46 to
        64 %
        ····▅·▅·▅·▅·▅·▅·▅·
        18 weeks
        60 of 120
        conversations opened
        in the last 30 days
        were answered within
        72 hours.
        120 conversations
        opened with 109
        people: 60 answered,
        11 pending, 49
        unanswered; 33
        opened by others.
        Median reply after
        14 min.

      │ in a bar is where 2
      and where 3 begins.
      Weeks are shown as
      they looked at their
      ends, shares up to 100
      %; · is no data.
    ");
}
