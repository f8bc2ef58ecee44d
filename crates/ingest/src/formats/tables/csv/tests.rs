//! Whatever the size of its blocks, a table says what it says when it is read in order.

use std::borrow::Cow;

use proptest::prelude::*;

use super::super::CSV;
use super::record::{self, Found};
use crate::blocks::agreement;
use crate::formats::contacts_csv::{Record, Records};
use crate::source::{Hints, Input, Lines};
use crate::{Collector, Role, TextKey};

/// Whether the table could be read in blocks of that size, and then said the same.
fn agrees(table: impl AsRef<[u8]>, block_bytes: usize) -> bool {
    agreement::agrees(&CSV, table.as_ref(), &Hints::default(), block_bytes)
}

const HEADER: &str = "channel,chat_id,from_me,timestamp,id,type,status,text\n";

/// Rows as they come, and as they hardly ever come, none of which leaves a quotation mark open.
const ROWS: [&str; 20] = [
    "a,447700900001@s.whatsapp.net,true,1716163200,m1,text,read,hello\n",
    "a,447700900001@s.whatsapp.net,false,1716163201,m2,text,,\"two\nlines, a comma\"\n",
    "a,447700900001,true,1716163202,m3,text,failed,\"doubled \"\"marks\"\" \"\"\"\n",
    "b,447700900002,TRUE,1716163203000,m4,Image,Delivered,\"é\r\n\r\n😀\"\r\n",
    "b,447700900002,0,2024-05-20T00:00:07Z,m5,reaction,,\r\n",
    "\n",
    "\r\n",
    "a,status@broadcast,true,1716163205,m6,story,,\n",
    "a,447700900003,true,1716163205,m7,story,,\n",
    "a,07700 900123,true,1716163206,m8,text,,\n",
    ",447700900001,true,1716163207,m9,text,,\n",
    "a,Ann Lee,in,1716163208,,text,,5\" nails\n",
    "a,447700900001,out,1716163209,n1,text,,\"closed\" and more\n",
    "a,447700900001,out,1716163210,n2,text,,\"closed\"\"\" and, more,\n",
    "a,447700900001\n",
    "a,447700900001,out,1716163211,n3,text,,,,x\n",
    "a,447700900001,out,never,n4,text,,,,\n",
    "a,447700900004,out,1716163212,n5,text,,one\ra,447700900004,out,1716163213,n6,text,,two\n",
    "\u{feff}a,447700900005,out,1716163214,n7,text,,marked\n",
    "a,447700900001@s.whatsapp.net,true,1716163200,m1,text,delivered,hello\n",
];

/// What leaves a quotation mark open.
const OPEN: [&str; 4] = [
    "a,447700900001,out,1716163215,n8,text,,\"never closed\n",
    "a,447700900001,out,1716163216,n9,text,,\"\n",
    "\u{feff}\"a,447700900001,out,1716163217,o1,text,,\n",
    "\"",
];

#[test]
fn every_row_reads_alike_in_blocks_of_any_size() {
    let text = format!("{HEADER}{}", ROWS.concat());
    for block_bytes in 1..text.len() + 2 {
        assert!(agrees(&text, block_bytes), "{block_bytes}");
    }
}

#[test]
fn an_open_mark_asks_for_a_reading_in_order() {
    for open in OPEN {
        for rows in [[ROWS[0], open, ROWS[4]], [ROWS[0], ROWS[4], open]] {
            assert!(!agrees(format!("{HEADER}{}", rows.concat()), 64), "{open}");
        }
    }
}

#[test]
fn a_header_of_several_lines_and_a_named_separator_are_read_before_the_blocks() {
    let rows = "447700900001;1;1716163200;x\n447700900002;0;1716163201;\"y\nz\"\nshort\n";
    for header in ["sep=;\nchat_id;from_me;timestamp;text\n", "chat_id;from_me;timestamp;\"text\"\n"] {
        for block_bytes in [1, 20, 1_000] {
            assert!(agrees(format!("{header}{rows}"), block_bytes), "{header}");
        }
    }
    let several = "\"chat\nid\",from_me,timestamp\n447700900001,1,1716163200\nshort\n";
    assert!(agrees(several, 10));
    let mut collector = Collector::new("table.csv", CSV.name, Role::AddressBook, &TextKey::default());
    (CSV.read)(&mut Input::new(several.as_bytes(), Hints::default()).in_blocks(10), &mut collector).unwrap();
    assert_eq!(collector.report.records, 1);
    let [reject] = &*collector.rejects else { panic!("{:?}", collector.rejects) };
    assert_eq!((&*reject.at, &*reject.why), ("line 4", "fewer cells than the header has"));
}

#[test]
fn a_long_record_is_left_to_the_reading_in_order() {
    let text = "x".repeat(crate::limits::CONTACT_BYTES);
    assert!(!agrees(format!("{HEADER}a,447700900001,1,1716163200,m,text,,{text}\n"), 1_000));
}

#[test]
fn halves_of_a_character_around_a_quotation_mark_come_together_in_order() {
    let row = |name: &[u8]| [name, b",true,1716163200\n"].concat();
    let table = [b"chat_id,from_me,timestamp\n", &row(b"\"Zo\xc3\"\xa9")[..], &row(b"Ann\xff")].concat();
    assert!(!agrees(&table, 1_000));
    let table = [b"chat_id,from_me,timestamp\n", &row(b"\"Zo\xc3\"")[..], &row(b"Ann\xff")].concat();
    assert!(agrees(&table, 1_000));
}

proptest! {
    #[test]
    fn blocks_of_any_size_say_what_the_table_says(
        rows in prop::collection::vec(0..ROWS.len(), 0..30),
        open in prop::option::weighted(0.2, 0..OPEN.len()),
        ended: bool,
        block_bytes in 1_usize..400,
    ) {
        let mut text = format!("{HEADER}{}", rows.iter().map(|&row| ROWS[row]).collect::<String>());
        text.push_str(open.map_or("", |open| OPEN[open]));
        if !ended {
            text.pop();
        }
        let read = agrees(&text, block_bytes);
        prop_assert!(read || open.is_some() || !ended);
    }

    #[test]
    fn any_bytes_say_the_same_in_blocks(
        cells in prop::collection::vec("[a,\"\r\n\u{feff}é1]{0,12}", 0..12),
        block_bytes in 1_usize..60,
        broken in prop::option::of((30_usize..200, 128_u8..)),
    ) {
        let text = format!("chat_id,from_me,timestamp\n{}", cells.join("447700900001,1,1716163200"));
        let mut bytes = text.into_bytes();
        if let Some((place, byte)) = broken
            && let Some(slot) = bytes.get_mut(place)
        {
            *slot = byte;
        }
        agrees(&bytes, block_bytes);
    }

    /// What is plain is cut as the reader of all records cuts it.
    #[test]
    fn a_plain_record_is_what_every_reader_takes_it_for(text in "[a,;\"\r\n\u{feff}é ]{1,16}") {
        let mut cells: Vec<Cow<'_, str>> = Vec::new();
        let found = record::cut(&text, 0, b',', &mut cells);
        let end = match found {
            Found::Record { end, .. } | Found::Blank(end) => end,
            Found::Odd => return Ok(()),
        };
        let mut plain = &text.as_bytes()[..end];
        let mut records = Records::new(Lines::new(&mut plain), b',');
        let expected = match found {
            Found::Blank(_) => None,
            _ => Some((1, Record::Fields(cells.into_iter().map(Cow::into_owned).collect()))),
        };
        prop_assert_eq!(records.next_record().unwrap(), expected);
        prop_assert_eq!(records.next_record().unwrap(), None);
        if let Found::Record { lines, .. } = found {
            prop_assert_eq!(lines, text[..end].lines().count() as u64);
        }
    }
}
