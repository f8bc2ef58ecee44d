//! A typed table says what the same table says as text, however many threads read it.

use meter_model::Ledger;
use meter_tables::{Table, TableFormat, Values, write};

use super::super::{CSV, IPC, PARQUET};
use crate::formats::Format;
use crate::source::{Hints, Input};
use crate::{Collector, Role, TextKey};

/// More rows than are unpacked at once.
const ROWS: usize = 70_000;

/// Messages of two channels and 40 chats. Of every 10,000 one has no channel, one no chat, one no direction.
fn table() -> Table {
    let text = |of: &dyn Fn(usize) -> Option<String>| {
        Values::Text((0..ROWS).map(|row| of(row).map(Into::into)).collect())
    };
    let mut table = Table::default();
    table.push(
        "channel",
        text(&|row| (row % 10_000 != 6).then(|| if row % 3 == 0 { "shop" } else { "desk" }.to_owned())),
    );
    table.push(
        "chat_id",
        text(&|row| (row % 10_000 != 7).then(|| format!("4477009001{:02}@s.whatsapp.net", row / 5 % 40))),
    );
    table.push(
        "from_me",
        Values::Flag((0..ROWS).map(|row| (row % 10_000 != 8).then_some(row % 2 == 0)).collect()),
    );
    let time = |row: usize| Some(1_716_163_200 + i64::try_from(row).unwrap());
    table.push("timestamp", Values::Whole((0..ROWS).map(time).collect()));
    table.push("id", text(&|row| Some(format!("m{}", row % 60_000))));
    table.push("type", text(&|row| (row % 4 != 0).then(|| "text".to_owned())));
    table.push("text", text(&|row| (row % 5 != 0).then(|| format!("what “{}” says", row % 9))));
    table
}

#[derive(PartialEq, Debug)]
struct Said {
    channels: Vec<(String, Ledger)>,
    counts: Vec<(u64, u64)>,
    rejects: Vec<(u64, String)>,
}

/// What the table says, read with so many threads; `header` is how many lines stand before the first row.
fn said(format: &Format, bytes: &[u8], threads: usize, header: u64, key: &TextKey) -> Said {
    let mut collector = Collector::new("table", format.name, Role::AddressBook, key);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| (format.read)(&mut Input::new(bytes, Hints::default()), &mut collector)).unwrap();
    let mut said = Said { channels: Vec::new(), counts: Vec::new(), rejects: Vec::new() };
    let channels = std::mem::take(&mut collector.channels);
    let channels = channels.into_iter().map(|(name, channel)| (name.into(), channel));
    for (name, channel) in std::iter::once((String::new(), collector)).chain(channels) {
        said.counts.push((channel.report.records, channel.report.rejected));
        said.rejects.extend(channel.rejects.into_iter().map(|reject| (reject.ordinal - header, reject.why)));
        said.channels.push((name, channel.facts.settle()));
    }
    said
}

#[test]
fn a_typed_table_says_what_the_same_table_says_as_text() {
    let (table, key) = (table(), TextKey::default());
    let written = |format| {
        let mut bytes = Vec::new();
        write(&table, format, &mut bytes).unwrap();
        bytes
    };
    let as_text = said(&CSV, &written(TableFormat::Csv), 1, 1, &key);
    // Seven of each sort; rows without channel are of no channel.
    assert_eq!(as_text.counts[0], (0, 7));
    assert_eq!(as_text.counts[1].0 + as_text.counts[2].0, 70_000 - 21);
    assert_eq!(as_text.rejects[0], (7, "channel is missing".to_owned()));
    for (format, written) in [(&PARQUET, written(TableFormat::Parquet)), (&IPC, written(TableFormat::Ipc))] {
        for threads in [1, 3] {
            assert_eq!(said(format, &written, threads, 0, &key), as_text, "{} {threads}", format.name);
        }
    }
}
