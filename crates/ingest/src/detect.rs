//! Recognises files by their content.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use crate::database::{DatabaseFile, begins_database};
use crate::formats::refused::{Inside, MEDIA, refusal};
use crate::formats::{self, Claim, FORMATS, Format};
use crate::source::{Head, Located, Place, folder, folders, head_text};
use crate::{Declared, ReadError, Reject, Role, SourceFailure, limits};

/// Name of the file in a channel's folder that holds what the vendor said of it. It is no export, and no export that failed to be
/// recognised either.
pub const VENDOR_FILE: &str = "vendor.json";

/// The files of a channel, sorted out.
pub(crate) struct Detected {
    pub(crate) recognised: Vec<(Located, &'static Format, Role)>,
    /// Files that nothing claims, as rejects; media are passed over in silence, unless they were given themselves.
    pub(crate) unrecognised: Vec<Reject>,
    pub(crate) failures: Vec<SourceFailure>,
    /// How many media and documents were passed over.
    pub(crate) passed_over: usize,
}

/// Looks at the head of every file and asks the table of formats. `is_single`: the channel was given as one file or zip.
pub(crate) fn detect(files: Vec<Located>, declared: &Declared, is_single: bool) -> Detected {
    let is_given = |file: &Located| is_single && !matches!(file.place, Place::Zip { .. });
    let wanted = files.into_iter().filter(|file| declared.role_of(&file.path) != Some(Role::Ignore));
    let wanted: Vec<Located> = wanted.collect();
    let looked_at = wanted.len();
    let claims: Vec<_> = wanted
        .into_par_iter()
        .filter(|file| is_given(file) || !is_media(file.name()))
        .filter_map(|mut file| {
            let is_given = is_given(&file);
            let format = look_into(&mut file, is_given);
            format.transpose().map(|format| (file, format))
        })
        .collect();
    let mut detected = Detected {
        recognised: Vec::new(),
        unrecognised: Vec::new(),
        failures: Vec::new(),
        passed_over: looked_at - claims.len(),
    };
    for (file, format) in claims {
        match format {
            Ok(format) => {
                let role = declared.role_of(&file.path).unwrap_or_default();
                detected.recognised.push((file, format, role));
            }
            Err(error @ ReadError::Unrecognised { .. }) => detected.unrecognised.push(Reject {
                path: file.path,
                ordinal: 0,
                at: "file".into(),
                why: error.to_string(),
            }),
            Err(error) => detected.failures.push(SourceFailure { path: file.path, error }),
        }
    }
    distrust_attachments(&mut detected.recognised, declared);
    pass_over_parts_of_reports(&mut detected);
    detected.unrecognised.retain(|reject| reject.path != VENDOR_FILE);
    detected
}

/// The format of a file; `None` if it is to be passed over. A database gets ready to be opened.
fn look_into(file: &mut Located, is_given: bool) -> Result<Option<&'static Format>, ReadError> {
    let bytes = file.head()?;
    if begins_database(&bytes) {
        let database = DatabaseFile::of(file)?;
        let open = database.open()?;
        let format = recognise(&Head { name: file.name(), tables: Some(open.tables()), ..Head::default() });
        file.database = Some(database);
        return format.map(Some);
    }
    by_content(file.name(), &bytes, is_given)
}

/// The format of a file that is no database and begins with these bytes; `None` if it is to be passed over.
pub(crate) fn by_content(
    name: &str,
    bytes: &[u8],
    is_given: bool,
) -> Result<Option<&'static Format>, ReadError> {
    let text = head_text(bytes);
    let whole = bytes.len() < limits::HEAD_BYTES;
    let head = Head { name, text: &text, whole, tables: None };
    match refusal(&head, bytes) {
        Some(refusal) if refusal.inside == Inside::PassedOver && !is_given => Ok(None),
        Some(refusal) => Err(refusal.error()),
        None => match recognise(&head) {
            // Of the many kinds of media only the usual ones are told by their first bytes.
            Err(ReadError::Unrecognised { .. }) if is_media(name) => Err(MEDIA.error()),
            outcome => outcome.map(Some),
        },
    }
}

fn recognise(head: &Head<'_>) -> Result<&'static Format, ReadError> {
    let claims: Vec<(Claim, &Format)> = FORMATS.iter().map(|format| ((format.sniff)(head), format)).collect();
    let best = claims.iter().map(|(claim, _)| *claim).max().unwrap_or(Claim::No);
    let mut winners = claims.iter().filter(|(claim, _)| *claim == best).map(|(_, format)| *format);
    match (best, winners.next(), winners.next()) {
        (Claim::No, ..) | (_, None, _) => Err(ReadError::Unrecognised { tried: formats::names() }),
        (_, Some(only), None) => Ok(only),
        (_, Some(one), Some(other)) => {
            Err(ReadError::Ambiguous { claims: format!("{} or {}", one.name, other.name) })
        }
    }
}

/// Contact cards and lists that came along with a chat were sent in it; they are nobody's address book.
///
/// They lie in the zip of exactly one chat, or carry the running number that iOS gives to attachments (`00000012-…`).
fn distrust_attachments(recognised: &mut [(Located, &'static Format, Role)], declared: &Declared) {
    let mut chats: HashMap<String, u64> = HashMap::new();
    for (file, format, _) in recognised.iter() {
        if matches!(file.place, Place::Zip { .. }) && format.name == formats::text::FORMAT.name {
            *chats.entry(folder(&file.path).to_owned()).or_default() += 1;
        }
    }
    for (file, format, role) in recognised {
        let said = declared.role_of(&file.path).is_some();
        let lies_with_one_chat = chats.get(folder(&file.path)) == Some(&1);
        let is_contact_list = format.gives == ["contacts"];
        if is_contact_list && !said && (lies_with_one_chat || has_running_number(file.name())) {
            *role = Role::Strangers;
        }
    }
}

/// The page of an account report, and what belongs to it, are no exports that failed to be recognised.
fn pass_over_parts_of_reports(detected: &mut Detected) {
    let is_report = |format: &Format| format.name == formats::account_report::FORMAT.name;
    let reports: BTreeSet<&str> = detected
        .recognised
        .iter()
        .filter(|(_, format, _)| is_report(format))
        .map(|(file, ..)| formats::account_report::folder_of(&file.path))
        .collect();
    detected.unrecognised.retain(|reject| {
        let mut around = folders(&reject.path).filter(|folder| reports.contains(folder));
        !around.any(|report| formats::account_report::is_part(report, &reject.path))
    });
}

fn has_running_number(name: &str) -> bool {
    name.split_once('-')
        .is_some_and(|(number, _)| number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Endings of media and documents that come along with chats and are never opened.
fn is_media(name: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "3gp", "aac", "ai", "amr", "apk", "avi", "avif", "bmp", "doc", "docx", "epub", "eps", "flac", "gif",
        "heic", "heif", "ico", "jpeg", "jpg", "key", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg",
        "numbers", "oga", "ogg", "opus", "pages", "pdf", "png", "ppt", "pptx", "psd", "rar", "svg", "thumb",
        "tif", "tiff", "wav", "webm", "webp", "wma", "wmv", "xls", "xlsx", "7z",
    ];
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Write;

    use tempfile::TempDir;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::{has_running_number, is_media};
    use crate::{Declared, TextKey, read_channel};

    #[test]
    fn media_are_told_by_their_ending() {
        assert!(is_media("IMG-20240520-WA0001.jpg"));
        assert!(is_media("PTT.OPUS"));
        assert!(!is_media("_chat.txt"));
        assert!(!is_media("jpg"));
    }

    #[test]
    fn lists_sent_in_a_chat_are_no_address_book() {
        let list = "Name,Phone\nAnn,+44 7700 900123\n";
        let card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nTEL:+44 7700 900123\nEND:VCARD\n";
        let chat = "31/03/2022, 21:05 - Me: hi\n31/03/2022, 21:06 - +44 7700 900123: hi\n";
        for (name, content) in [("leads.csv", list), ("Ann.vcf", card)] {
            let folder = TempDir::new().unwrap();
            let zip = folder.path().join("WhatsApp Chat with +44 7700 900123.zip");
            let mut zip = ZipWriter::new(File::create(zip).unwrap());
            for (name, content) in [("WhatsApp Chat with +44 7700 900123.txt", chat), (name, content)] {
                zip.start_file(name, SimpleFileOptions::default()).unwrap();
                zip.write_all(content.as_bytes()).unwrap();
            }
            zip.finish().unwrap();
            let known = || {
                let read = read_channel(folder.path(), &Declared::default(), &TextKey::default(), &());
                read.unwrap().ledger.persons.iter().filter(|person| person.known).count()
            };
            assert_eq!(known(), 0, "{name} in the zip");
            std::fs::write(folder.path().join(name), content).unwrap();
            assert_eq!(known(), 1, "{name} beside the zip");
        }
    }

    #[test]
    fn what_the_vendor_said_is_no_export() {
        let keys = r#"{"channel":"x","lastUpdateDate":"5/20/2024","lifeTime":1,"riskFactor":2,"riskFactorChats":3,"riskFactorContacts":2}"#;
        let chat = "31/03/2022, 21:05 - Me: hi\n31/03/2022, 21:06 - Ann: hi\n";
        let lines = [keys, keys].join("\n");
        for (name, content, rejects) in [
            ("vendor.json", keys, 0),
            ("vendor.json", &format!("[{keys},{keys}]"), 0),
            ("vendor.json", &lines, 0),
            ("vendor.json", "buy milk", 0),
            ("other.json", keys, 1),
            ("old/vendor.json", keys, 1),
        ] {
            let folder = TempDir::new().unwrap();
            std::fs::write(folder.path().join("WhatsApp Chat with Ann.txt"), chat).unwrap();
            std::fs::create_dir(folder.path().join("old")).unwrap();
            std::fs::write(folder.path().join(name), content).unwrap();
            let read = read_channel(folder.path(), &Declared::default(), &TextKey::default(), &()).unwrap();
            assert_eq!((read.rejects.len(), read.failures.len()), (rejects, 0), "{name} {content}");
            assert_eq!(read.sources.len(), 1, "{name} {content}");
        }
    }

    #[test]
    fn attachments_of_ios_carry_a_running_number() {
        assert!(has_running_number("00000012-Mia Turner.vcf"));
        assert!(!has_running_number("contacts-2024.vcf"));
        assert!(!has_running_number("Mia.vcf"));
    }
}
