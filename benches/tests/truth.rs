//! Every format that the generator writes scores as the generator says.

#[path = "../benches/engine/mod.rs"]
mod engine;

use clap::ValueEnum as _;
use meter_bench::export::{Format, write_channel, write_fleet};
use meter_bench::random::mix;
use meter_bench::{Channel, Size, Summary};
use meter_ingest::{Declared, TextKey, read_fleet};

const SIZE: Size = Size { persons: 40, messages: 1_500, days: 60 };

/// Formats of address books, which have no messages.
const BOOKS: [Format; 5] =
    [Format::WhapiContacts, Format::TableContacts, Format::AndroidWa, Format::Vcard, Format::GoogleCsv];

#[test]
fn every_format_of_messages_scores_as_the_generator_says() {
    let channel = Channel::new(3, SIZE);
    for format in Format::value_variants().iter().filter(|format| !BOOKS.contains(format)) {
        let folder = tempfile::tempdir().unwrap();
        write_channel(&channel, *format, &folder.path().join("messages")).unwrap();
        write_channel(&channel, Format::Vcard, &folder.path().join("book.vcf")).unwrap();
        let reading = engine::read(folder.path());
        assert!(
            reading.failures.is_empty() && reading.rejects.is_empty(),
            "{format:?}: {:?}",
            reading.rejects
        );
        assert!(reading.ledger.address_book, "{format:?}");
        engine::assert_agrees(&reading.ledger, &Summary::of(&channel.truth(format.medium())).unwrap());
    }
}

#[test]
fn every_address_book_has_the_same_people() {
    let channel = Channel::new(3, SIZE);
    for format in BOOKS {
        let folder = tempfile::tempdir().unwrap();
        write_channel(&channel, Format::WhapiNdjson, &folder.path().join("messages")).unwrap();
        write_channel(&channel, format, &folder.path().join("book")).unwrap();
        let reading = engine::read(folder.path());
        assert!(reading.ledger.address_book, "{format:?}");
        engine::assert_agrees(&reading.ledger, &Summary::of(&channel.truth(format.medium())).unwrap());
    }
}

#[test]
fn a_table_of_a_fleet_holds_each_channel() {
    let folder = tempfile::tempdir().unwrap();
    write_fleet(3, 9, SIZE, Format::TableCsv, folder.path()).unwrap();
    let fleet =
        read_fleet(&[folder.path().to_owned()], &Declared::default(), &TextKey::default(), &()).unwrap();
    assert_eq!(fleet.channels.len(), 3);
    for (number, of_table) in (0_u64..).zip(fleet.channels) {
        let channel = Channel::new(mix(9 ^ mix(number)), SIZE);
        assert_eq!(of_table.name, format!("channel-{number:04}"));
        engine::assert_agrees(
            &of_table.settle(&Declared::default()).ledger,
            &Summary::of(&channel.truth(Format::TableCsv.medium())).unwrap(),
        );
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let channel = Channel::new(3, SIZE);
    let files = Format::value_variants()
        .iter()
        .filter(|format| !matches!(format, Format::Text | Format::IosText | Format::IosZip));
    for format in files {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let path = folder.path().join(name);
            write_channel(&channel, *format, &path).unwrap();
            std::fs::read(path).unwrap()
        };
        assert!(write("one") == write("other"), "{format:?}");
    }
}
