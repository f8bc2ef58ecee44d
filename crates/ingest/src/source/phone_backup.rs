//! A whole iPhone backup, as iTunes and Finder make it: thousands of files under hashed names, of which two or three are WhatsApp's.
//!
//! The name of a file is the SHA-1 of its domain and path on the phone, so WhatsApp's databases have the same name in every backup.
//! A folder with a `Manifest.db` is such a backup; nothing else in it is looked at or listed.

use std::collections::{BTreeMap, HashSet};
use std::io::Read;
use std::path::PathBuf;

use walkdir::DirEntry;

use crate::database::begins_database;
use crate::{ReadError, SourceFailure, limits};

use super::property_list::says_true;
use super::{Located, folder, folders};

const MANIFEST: &str = "Manifest.db";
const PROPERTIES: &str = "Manifest.plist";

/// What one app keeps: names of its databases, each with the name of its write-ahead log.
type App = [(&'static str, &'static str); 2];
/// `AppDomainGroup-group.net.whatsapp.WhatsApp.shared-ChatStorage.sqlite` and `…-ContactsV2.sqlite`.
const WHATSAPP: App = [
    ("7c7fba66680ef796b916b067077cc246adacf01d", "5c4d7de09390070f38417f9be6946bcc823e1b2f"),
    ("b8548dc30aa1030df0ce18ef08b882cf7ab5212f", "d0352ec0d62521272ac9dfdfc3e5e5096399bb24"),
];
/// The same of WhatsApp Business, in the domain `AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared`.
const WHATSAPP_BUSINESS: App = [
    ("724bd3b98b18518b455a87c1f3ac3a0d189c4466", "b00fe230b84cbaded6146bee64389405522e01a2"),
    ("d7246a707f51ddf8b17ee2dddabd9e0a4da5c552", "5a7cedd55908193be8ee3efa0802683451798a79"),
];

const ENCRYPTED: ReadError = ReadError::Refused {
    what: "part of an encrypted phone backup",
    remedy: "back the phone up once more with \"Encrypt local backup\" switched off, or decrypt it, and score that",
};
const WITHOUT_WHATSAPP: ReadError = ReadError::Refused {
    what: "part of a phone backup without WhatsApp's databases",
    remedy: "make a backup of the phone that WhatsApp is on",
};

/// The backups met on a walk, so that their many other files need not be opened.
#[derive(Default)]
pub(super) struct Backups(HashSet<PathBuf>);

impl Backups {
    /// Whether the walk should go on to this file or into this folder. Folders come before what is in them.
    pub(super) fn wants(&mut self, entry: &DirEntry) -> bool {
        let path = entry.path();
        let is_folder = entry.file_type().is_dir();
        let name = entry.file_name().to_string_lossy();
        if path.ancestors().skip(1).any(|folder| self.0.contains(folder)) {
            return if is_folder { names().any(|wanted| wanted[..2] == *name) } else { is_wanted(&name) };
        }
        if is_folder && path.join(MANIFEST).is_file() {
            self.0.insert(path.to_owned());
        }
        true
    }
}

/// Leaves nothing of every backup but WhatsApp's databases. A file belongs to the innermost backup around it.
pub(super) fn sort_out(files: &mut Vec<Located>, failures: &mut Vec<SourceFailure>) {
    let mut backups: BTreeMap<String, Vec<Located>> = files
        .iter()
        .filter(|file| file.name() == MANIFEST)
        .map(|file| (folder(&file.path).to_owned(), Vec::new()))
        .collect();
    for file in std::mem::take(files) {
        let around = folders(&file.path).find(|folder| backups.contains_key(*folder)).map(str::to_owned);
        match around.and_then(|folder| backups.get_mut(&folder)) {
            Some(backup) => backup.push(file),
            None => files.push(file),
        }
    }
    for (folder, backup) in backups {
        match databases(backup) {
            Ok(databases) => files.extend(databases),
            Err(error) => failures.push(SourceFailure { path: format!("{folder}{MANIFEST}"), error }),
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
}

fn databases(mut backup: Vec<Located>) -> Result<Vec<Located>, ReadError> {
    if is_encrypted(&backup)? {
        return Err(ENCRYPTED);
    }
    let mut take = |name: &str| {
        let index = backup.iter().position(|file| file.name() == name)?;
        Some(backup.swap_remove(index))
    };
    let mut of_app = |app: App| -> Vec<Located> {
        let databases = app.into_iter().filter_map(|(database, log)| {
            let mut database = take(database)?;
            database.beside.write_ahead_log = take(log).map(Box::new);
            Some(database)
        });
        databases.collect()
    };
    match (of_app(WHATSAPP), of_app(WHATSAPP_BUSINESS)) {
        (one, other) if one.is_empty() && other.is_empty() => Err(WITHOUT_WHATSAPP),
        (one, other) if one.is_empty() || other.is_empty() => {
            Ok([one, other].into_iter().flatten().collect())
        }
        _ => Err(ReadError::SeveralNumbers {
            numbers: 2,
            remedy: "copy the files 7c7fba… and b8548d… of WhatsApp and the files 724bd3… and d7246a… of WhatsApp Business out of \
                     the backup into a folder each",
        }),
    }
}

/// The property list says so; without one, the manifest is unreadable in an encrypted backup.
fn is_encrypted(backup: &[Located]) -> Result<bool, ReadError> {
    let named = |name: &str| backup.iter().find(|file| file.name() == name);
    if let Some(properties) = named(PROPERTIES) {
        let mut bytes = Vec::new();
        properties.open(|reader| Ok(reader.take(limits::PROPERTY_LIST_BYTES).read_to_end(&mut bytes)?))?;
        if says_true(&bytes, "IsEncrypted") {
            return Ok(true);
        }
    }
    match named(MANIFEST) {
        Some(manifest) => Ok(!begins_database(&manifest.head()?)),
        None => Ok(false),
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    [WHATSAPP, WHATSAPP_BUSINESS].into_iter().flatten().flat_map(|(database, log)| [database, log])
}

fn is_wanted(name: &str) -> bool {
    name == MANIFEST || name == PROPERTIES || names().any(|wanted| wanted == name)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Located, WHATSAPP, sort_out};
    use crate::source::{Hints, Place};

    fn located(path: &str, bytes: &[u8]) -> Located {
        let place = Place::Memory(Arc::from(bytes));
        Located::new(path.to_owned(), Hints::default(), bytes.len() as u64, place)
    }

    #[test]
    fn a_file_belongs_to_the_innermost_backup_in_whatever_order_they_come() {
        let manifest = b"SQLite format 3\0";
        let (chats, _) = WHATSAPP[0];
        let paths = [
            "notes.txt",
            "old/Manifest.db",
            "old/x.txt",
            "old/in/Manifest.db",
            &format!("old/in/7c/{chats}"),
        ];
        for turned in 0..paths.len() {
            let mut files: Vec<Located> = paths.iter().map(|path| located(path, manifest)).collect();
            files.rotate_left(turned);
            let mut failures = Vec::new();
            sort_out(&mut files, &mut failures);
            let left: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
            assert_eq!(left, ["notes.txt", &format!("old/in/7c/{chats}")]);
            let failed: Vec<&str> = failures.iter().map(|failure| failure.path.as_str()).collect();
            assert_eq!(failed, ["old/Manifest.db"], "it has no database of its own");
        }
    }
}
