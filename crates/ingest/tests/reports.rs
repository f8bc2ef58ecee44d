//! Whole channels: the fixtures of the Cloud API and the account report settle to what their READMEs say, a report is read out of its
//! zip, and what is refused fails alone.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::io::{Cursor, Write};
use std::path::Path;

use meter_ingest::{Declared, ReadError, Reading, TextKey, read_channel};
use meter_model::{Handle, Moment, PhoneKey};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const CARD: &[u8] = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nTEL:+447700900001\r\nEND:VCARD\r\n";
const TELEGRAM: &[u8] = br#"{"name":"Ann","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","date":"2022-03-31T21:05:07","date_unixtime":"1648753507","from":"Ann","from_id":"user1","text":"hi"}]}"#;
const SIGNAL: &[u8] = b"[2022-03-31, 21:05] Ann: hi\n[2022-03-31, 21:06] Me: hello\n";
const PICTURE: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01";

fn read(path: &Path) -> Reading {
    read_channel(path, &Declared::default(), &TextKey::default(), &()).unwrap()
}

fn fixture(case: &str) -> Reading {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(case).join("input");
    let reading = read(&path);
    assert!(reading.failures.is_empty(), "{:?}", reading.failures);
    reading
}

/// Last digits of the person's number, outgoing or not, and seconds of every touch.
fn touches(reading: &Reading) -> Vec<(u64, bool, i64)> {
    let person = |index: usize| match reading.ledger.persons[index].handles[0] {
        Handle::Phone(phone) => phone.digits() % 1_000,
        _ => 0,
    };
    let touches = reading.ledger.touches.iter();
    touches.map(|touch| (person(touch.person()), touch.is_outgoing(), touch.time().seconds())).collect()
}

fn known(reading: &Reading) -> Vec<u64> {
    let persons = reading.ledger.persons.iter().filter(|person| person.known);
    let phones = persons.flat_map(|person| &person.handles).map(|handle| match handle {
        Handle::Phone(phone) => phone.digits() % 1_000,
        _ => 0,
    });
    phones.collect()
}

fn own(reading: &Reading) -> Vec<Handle> {
    let own = reading.ledger.persons.iter().filter(|person| person.own);
    own.flat_map(|person| person.handles.clone()).collect()
}

fn places(reading: &Reading) -> Vec<(&str, &str)> {
    reading.rejects.iter().map(|reject| (&*reject.path, &*reject.at)).collect()
}

#[test]
fn the_log_of_webhooks_settles_as_worked_out() {
    let reading = fixture("cloud-api/webhook-log");
    assert_eq!(
        touches(&reading),
        [
            (1, true, 1_717_236_000),
            (1, false, 1_717_236_600),
            (1, false, 1_717_237_800),
            (3, false, 1_717_318_800),
            (3, true, 1_717_320_000)
        ]
    );
    assert_eq!(known(&reading), [1]);
    let failed: Vec<_> = reading.ledger.failed.iter().map(|touch| touch.time().seconds()).collect();
    assert_eq!(failed, [1_717_236_300]);
    let number = PhoneKey::from_international("447700900999").unwrap();
    assert_eq!(own(&reading), [Handle::Phone(number)]);
    assert_eq!(
        places(&reading),
        [("webhook.ndjson", "line 8, entry[0].changes[0].value"), ("webhook.ndjson", "line 9")]
    );
    assert_eq!(reading.rejects[1].why, "is cut off in the middle of a JSON document");
    assert_eq!((reading.sources[0].records, &*reading.sources[0].format), (12, "cloud-api"));
}

#[test]
fn the_coexistence_payload_settles_as_worked_out() {
    let reading = fixture("cloud-api/coexistence");
    assert_eq!(
        touches(&reading),
        [
            (1, true, 1_714_644_000),
            (1, false, 1_714_647_600),
            (2, true, 1_717_236_000),
            (2, false, 1_717_237_200)
        ]
    );
    assert_eq!(known(&reading), [2]);
    assert_eq!(reading.sources[0].records, 8);
    assert_eq!(reading.sources[0].last.map(Moment::seconds), Some(1_717_239_600));
    assert!(reading.rejects.is_empty());
}

#[test]
fn the_report_beside_a_log_settles_as_worked_out() {
    let reading = fixture("account-report/registered");
    assert_eq!(reading.ledger.age.registered.map(Moment::seconds), Some(1_714_521_600));
    assert_eq!(
        touches(&reading),
        [(1, true, 1_716_163_260), (1, false, 1_716_166_800), (2, true, 1_716_163_200)]
    );
    assert_eq!(known(&reading), [1, 4]);
    assert_eq!(places(&reading), [("report/whatsapp_connections/contacts.json", "wa_contacts[2]")]);
    let records: Vec<_> = reading.sources.iter().map(|source| source.records).collect();
    assert_eq!(records, [3, 0, 0, 2, 0]);
}

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, bytes) in files {
        std::fs::write(folder.path().join(path), bytes).unwrap();
    }
    folder
}

#[test]
fn a_report_is_read_out_of_its_zip() {
    let registration = br#"{"wa_registration_info":{"device":"x","registration_timestamp":1714521600}}"#;
    let contacts = br#"{"wa_contacts":["+447700900001"]}"#;
    let report = zip_of(&[
        ("index.html", b"<html>447700900001</html>"),
        ("style/page.css", b"a,b\n1,2\n"),
        ("whatsapp_account_information/registration_information.json", registration),
        ("whatsapp_connections/contacts.json", contacts),
        ("whatsapp_settings/settings.txt", b"x"),
    ]);
    let folder = folder(&[("report.zip", &report), ("notes.html", b"<p>")]);
    for path in [folder.path().to_owned(), folder.path().join("report.zip")] {
        let reading = read(&path);
        assert!(reading.failures.is_empty());
        assert_eq!(reading.ledger.age.registered.map(Moment::seconds), Some(1_714_521_600));
        assert_eq!(known(&reading), [1]);
        // The page beside the zip is not the report's.
        let expected: &[(&str, &str)] = if path.is_dir() { &[("notes.html", "file")] } else { &[] };
        assert_eq!(places(&reading), expected);
    }
}

#[test]
fn logs_of_several_numbers_in_one_folder_are_noted() {
    let log = |number: &str| {
        format!(
            r#"{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"{number}","phone_number_id":"{number}"}},"messages":[]}}"#
        )
    };
    let (one, other) = (log("447700900999"), log("447700900998"));
    let notes = |files: &[(&str, &[u8])]| -> Vec<String> {
        read(folder(files).path()).notes.into_iter().map(|note| note.text).collect()
    };
    let said = "the exports are of 2 own numbers; unless one was changed to the other, give each number a folder of its own";
    assert_eq!(notes(&[("a.json", one.as_bytes()), ("b.json", other.as_bytes())]), [said]);
    assert!(notes(&[("a.json", one.as_bytes()), ("b.json", one.as_bytes())]).is_empty());
}

/// The failures of a channel, each with its sentence.
fn failures(path: &Path) -> Vec<String> {
    let reading = read(path);
    assert!(reading.failures.iter().all(|failure| matches!(failure.error, ReadError::Refused { .. })));
    reading.failures.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_refused_in_a_folder_fails_alone() {
    let folder = folder(&[("book.vcf", CARD), ("result.json", TELEGRAM), ("signal.txt", SIGNAL)]);
    assert_eq!(
        failures(folder.path()),
        [
            "result.json is an export of Telegram, not of WhatsApp; export the chats of the WhatsApp number and leave \
             this file out",
            "signal.txt is an export of Signal, not of WhatsApp; export the chats of the WhatsApp number and leave this \
             file out",
        ]
    );
    let reading = read(folder.path());
    assert_eq!(known(&reading), [1]);
    assert!(reading.rejects.is_empty() && reading.ledger.touches.is_empty());
}

#[test]
fn media_and_documents_are_refused_if_given_and_passed_over_in_folders() {
    let letter = zip_of(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
    let files: &[(&str, &[u8])] = &[
        ("book.vcf", CARD),
        ("photo.png", PICTURE),
        ("00000012-STICKER", PICTURE),
        ("letter.docx", &letter),
        ("letter", &letter),
        ("invoice.pdf", b"%PDF-1.7\n"),
        ("invoice", b"%PDF-1.7\n"),
    ];
    let packed = zip_of(files);
    let channel = folder(files);
    let others = folder(&[("all.zip", &packed)]);
    for path in [channel.path(), others.path()] {
        let reading = read(path);
        assert!(reading.failures.is_empty() && reading.rejects.is_empty(), "{:?}", reading.rejects);
        assert_eq!(reading.sources.len(), 1);
    }
    for (name, what) in [
        (
            "photo.png",
            "a picture, a recording or a film, in which nothing can be counted; give the exported chat (.txt or .zip) or the folder in which it lies",
        ),
        (
            "00000012-STICKER",
            "a picture, a recording or a film, in which nothing can be counted; give the exported chat (.txt or .zip) or the folder in which it lies",
        ),
        (
            "letter.docx",
            "a PDF or a document of an office program, which is no export; export the chat from WhatsApp as text, or save the contacts as CSV or vCard",
        ),
        (
            "invoice.pdf",
            "a PDF or a document of an office program, which is no export; export the chat from WhatsApp as text, or save the contacts as CSV or vCard",
        ),
    ] {
        assert_eq!(failures(&channel.path().join(name)), [format!("{name} is {what}")]);
    }
}

#[test]
fn media_of_a_rare_kind_are_told_by_their_name() {
    let channel = folder(&[("drawing.svg", b"<svg/>")]);
    let path = channel.path().join("drawing.svg");
    let said = failures(&path);
    assert!(said[0].starts_with("drawing.svg is a picture, a recording or a film"), "{said:?}");
}

#[test]
fn a_channel_of_media_only_is_told_what_it_lacks() {
    let files: &[(&str, &[u8])] =
        &[("IMG-20240520-WA0001.jpg", b"\xFF\xD8\xFF"), ("00000012-STICKER", PICTURE)];
    let packed = zip_of(files);
    let channel = folder(files);
    let zipped = folder(&[("all.zip", &packed)]);
    let one = folder(&files[..1]);
    for (path, what) in [
        (channel.path(), "2 pictures, recordings or documents"),
        (zipped.path(), "2 pictures, recordings or documents"),
        (&*zipped.path().join("all.zip"), "2 pictures, recordings or documents"),
        (one.path(), "a picture, recording or document"),
    ] {
        let error = read_channel(path, &Declared::default(), &TextKey::default(), &()).unwrap_err();
        let expected =
            format!("{}: nothing but {what}; add the exported chat (.txt or .zip) to it", path.display());
        assert_eq!(error.to_string(), expected);
    }
    let mixed = folder(&[files[0], ("notes.bin", b"\x01\x02")]);
    let error = read_channel(mixed.path(), &Declared::default(), &TextKey::default(), &()).unwrap_err();
    assert!(error.to_string().contains("no export recognised among 2 files"), "{error}");
}
