//! Whole channels of a few lines, with what they must mean worked out by hand.

use std::path::Path;

use chrono::DateTime;
use meter_model::{Handle, Ledger, Moment, Touch};
use tempfile::TempDir;

use crate::{Declaration, Reading, TextKey, read_channel};

mod dates;
mod people;

fn read_as(declaration: Declaration, files: &[(&str, &str)]) -> Reading {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    read(declaration, folder.path())
}

fn read(declaration: Declaration, path: &Path) -> Reading {
    read_channel(path, &declaration.resolve().unwrap(), &TextKey::default(), &()).unwrap()
}

fn settled(files: &[(&str, &str)]) -> Reading {
    let reading = read_as(Declaration::default(), files);
    assert!(reading.failures.is_empty(), "{:?}", reading.failures);
    reading
}

fn as_me(name: &str) -> Declaration {
    Declaration { me: vec![name.to_owned()], ..Declaration::default() }
}

fn failures(reading: &Reading) -> Vec<String> {
    reading.failures.iter().map(ToString::to_string).collect()
}

fn written(moment: Moment) -> String {
    DateTime::from_timestamp(moment.seconds(), 0).unwrap().format("%Y-%m-%d %H:%M:%S").to_string()
}

/// `Ann* <2022-03-31 21:05:00 >2022-03-31 21:06:00`: a star for a known person, then the touches.
fn people(ledger: &Ledger) -> Vec<String> {
    let touches_of = |person: usize| ledger.touches.iter().filter(move |touch| touch.person() == person);
    let touch =
        |touch: &Touch| format!(" {}{}", if touch.is_outgoing() { '>' } else { '<' }, written(touch.time()));
    let person = |(index, person): (usize, &meter_model::LedgerPerson)| {
        let handles: Vec<String> = person
            .handles
            .iter()
            .map(|handle| match handle {
                Handle::Name(name) => name.to_string(),
                Handle::Phone(phone) => phone.to_string(),
                Handle::Lid(lid) => lid.to_string(),
            })
            .collect();
        let known = if person.known { "*" } else { "" };
        let touches: String = touches_of(index).map(touch).collect();
        format!("{}{known}{touches}", handles.join("="))
    };
    ledger.persons.iter().enumerate().map(person).collect()
}

fn note(reading: &Reading, topic: &str) -> String {
    let note = reading.sources.iter().flat_map(|source| &source.notes).find(|note| note.topic == topic);
    note.map(|note| note.text.clone()).unwrap_or_default()
}
