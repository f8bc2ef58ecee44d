//! Whole exports on disk: the right files, with everything in them that the channel says.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use meter_bench::export::{Format, write_channel, write_fleet};
use meter_bench::{Channel, Medium, Size};

const SIZE: Size = Size { persons: 7, messages: 250, days: 60 };

#[test]
fn ndjson_has_a_line_and_the_page_an_object_for_every_message() {
    let folder = tempfile::tempdir().unwrap();
    let channel = Channel::new(11, SIZE);
    let (lines, page) = (folder.path().join("a.ndjson"), folder.path().join("a.json"));
    write_channel(&channel, Format::WhapiNdjson, &lines).unwrap();
    write_channel(&channel, Format::WhapiPage, &page).unwrap();
    let lines = fs::read_to_string(lines).unwrap();
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let page: serde_json::Value = serde_json::from_slice(&fs::read(page).unwrap()).unwrap();
    assert_eq!(lines.len(), 250);
    assert_eq!(page["messages"], serde_json::Value::Array(lines));
}

#[test]
fn text_exports_have_a_header_for_every_message_they_keep() {
    let folder = tempfile::tempdir().unwrap();
    let channel = Channel::new(11, SIZE);
    let kept = channel
        .histories()
        .flat_map(|history| history.events)
        .filter(|event| Medium::IosText.writes(event))
        .count();
    let (android, ios) = (folder.path().join("android"), folder.path().join("ios"));
    write_channel(&channel, Format::Text, &android).unwrap();
    write_channel(&channel, Format::IosZip, &ios).unwrap();

    // Each of the seven chats begins with one notice; messages of several lines have a header on the first only.
    let texts: Vec<String> =
        files(&android).unwrap().iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    assert_eq!(texts.len(), 7);
    let headers = texts.iter().flat_map(|text| text.lines()).filter(|line| line.contains("/2024, ")).count();
    assert_eq!(headers, kept + 7);

    let texts: Vec<String> = files(&ios).unwrap().iter().map(|path| chat_of(path).unwrap()).collect();
    assert!(texts.iter().all(|text| text.lines().count() == text.matches("\r\n").count()));
    let headers = texts.iter().flat_map(|text| text.lines()).filter(|line| line.contains("/2024, ")).count();
    assert_eq!(headers, kept + 7);
}

#[test]
fn every_channel_of_a_fleet_is_another_one() {
    let folder = tempfile::tempdir().unwrap();
    write_fleet(3, 1, SIZE, Format::WhapiNdjson, folder.path()).unwrap();
    let messages: Vec<Vec<u8>> = (0..3)
        .map(|number| fs::read(folder.path().join(format!("channel-000{number}/messages.ndjson"))).unwrap())
        .collect();
    assert!(messages[0] != messages[1] && messages[1] != messages[2] && messages[0] != messages[2]);
    let contacts = fs::read(folder.path().join("channel-0002/contacts.json")).unwrap();
    let contacts: serde_json::Value = serde_json::from_slice(&contacts).unwrap();
    assert_eq!(contacts["contacts"].as_array().unwrap().len(), 7);
}

#[test]
fn the_address_book_has_everybody_who_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let channel = Channel::new(11, SIZE);
    let saved = channel.persons().filter(|person| person.saved).count();
    assert!(saved > 0);
    let (cards, table) = (folder.path().join("a.vcf"), folder.path().join("a.csv"));
    write_channel(&channel, Format::Vcard, &cards).unwrap();
    write_channel(&channel, Format::GoogleCsv, &table).unwrap();
    assert_eq!(fs::read_to_string(cards).unwrap().matches("BEGIN:VCARD").count(), saved);
    assert_eq!(fs::read_to_string(table).unwrap().lines().count(), saved + 1);
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

fn chat_of(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    zip::ZipArchive::new(File::open(path)?)?.by_name("_chat.txt")?.read_to_string(&mut text)?;
    Ok(text)
}
