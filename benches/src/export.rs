//! Whole exports on disk: one channel in one format, or a fleet of channels.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use chrono_tz::Europe::London;
#[cfg(feature = "tables")]
use meter_tables::TableFormat;

use crate::random::mix;
use crate::write::table::Named;
#[cfg(feature = "tables")]
use crate::write::table_typed;
use crate::write::vcard::{Card, Dialect};
use crate::write::{
    TextChat, android_db, android_text, google_csv, ios_text, table_csv, table_ndjson, vcard, whapi_ndjson,
    whapi_pages, zip,
};
use crate::{Channel, Medium, Person, Size};

/// How a channel is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Format {
    /// One file of Whapi messages, one object a line
    WhapiNdjson,
    /// One file: a single Whapi page with all messages
    WhapiPage,
    /// One file: a single Whapi page with all contacts
    WhapiContacts,
    /// A folder of Android text exports, one a person
    Text,
    /// A folder of folders with the iOS text export of one person each
    IosText,
    /// A folder of iOS zips, one a person
    IosZip,
    /// One file: table of messages as CSV
    TableCsv,
    /// One file: table of messages as NDJSON
    TableNdjson,
    /// One file: table of messages as Parquet
    #[cfg(feature = "tables")]
    TableParquet,
    /// One file: table of messages as an Arrow IPC file
    #[cfg(feature = "tables")]
    TableIpc,
    /// One file: table of contacts as CSV
    TableContacts,
    /// One file: Android's msgstore.db
    AndroidMsgstore,
    /// One file: the address book as Android's wa.db
    AndroidWa,
    /// One file: the address book as vCard 3.0
    Vcard,
    /// One file: the address book as Google Contacts CSV
    GoogleCsv,
}

impl Format {
    /// What this format keeps of an event.
    #[must_use]
    pub fn medium(self) -> Medium {
        match self {
            Self::Text => Medium::AndroidText,
            Self::IosText | Self::IosZip => Medium::IosText,
            _ => Medium::Whapi,
        }
    }
}

/// Writes one channel: a file, or a folder if the format has one file a chat. Folders above it are made.
///
/// # Errors
/// If the disk cannot take it.
pub fn write_channel(channel: &Channel, format: Format, out: &Path) -> io::Result<()> {
    match format {
        Format::WhapiNdjson => with_file(out, |file| whapi_ndjson::write_messages(file, channel).map(drop)),
        Format::WhapiPage => with_file(out, |file| whapi_pages::write_messages(file, channel).map(drop)),
        Format::WhapiContacts => with_file(out, |file| whapi_pages::write_contacts(file, channel).map(drop)),
        Format::Text | Format::IosText | Format::IosZip => write_chats(channel, format, out),
        Format::AndroidMsgstore => android_db::write_messages(out, channel),
        Format::AndroidWa => android_db::write_contacts(out, channel),
        Format::Vcard => with_file(out, |file| {
            channel
                .persons()
                .filter(|person| person.saved)
                .try_for_each(|person| vcard::write_card(file, &card(&person), Dialect::Google))
        }),
        Format::GoogleCsv => with_file(out, |file| google_csv::write_book(file, channel.persons())),
        _ => write_table(&Named::alone(channel), format, out),
    }
}

/// Writes `channels` channels of the same size, whose seeds differ and follow from `seed`. Of tables there are two in `out`,
/// one of messages and one of contacts, for all channels together; of everything else each channel has a folder
/// `out/channel-0000`, `out/channel-0001`, … with its address book beside it.
///
/// # Errors
/// If the disk cannot take it.
pub fn write_fleet(channels: u32, seed: u64, size: Size, format: Format, out: &Path) -> io::Result<()> {
    let all = (0..channels).map(|number| Named {
        name: Some(format!("channel-{number:04}")),
        channel: Channel::new(mix(seed ^ mix(u64::from(number))), size),
    });
    if let Some(ending) = ending_of_table(format) {
        let all: Vec<Named> = all.collect();
        write_table(&all, format, &out.join(format!("messages.{ending}")))?;
        return write_table(&all, Format::TableContacts, &out.join("contacts.csv"));
    }
    for Named { name, channel } in all {
        write_folder(&channel, format, &out.join(name.unwrap_or_default()))?;
    }
    Ok(())
}

/// One channel of a fleet: its messages, and the address book that goes with them.
fn write_folder(channel: &Channel, format: Format, folder: &Path) -> io::Result<()> {
    let (messages, book, file) = match format {
        Format::WhapiNdjson => ("messages.ndjson", Format::WhapiContacts, "contacts.json"),
        Format::WhapiPage => ("messages.json", Format::WhapiContacts, "contacts.json"),
        Format::AndroidMsgstore => ("msgstore.db", Format::AndroidWa, "wa.db"),
        Format::Text | Format::IosText | Format::IosZip => ("chats", Format::Vcard, "address-book.vcf"),
        Format::WhapiContacts => return write_channel(channel, format, &folder.join("contacts.json")),
        Format::AndroidWa => return write_channel(channel, format, &folder.join("wa.db")),
        Format::Vcard => return write_channel(channel, format, &folder.join("address-book.vcf")),
        _ => return write_channel(channel, format, &folder.join("contacts.csv")),
    };
    write_channel(channel, format, &folder.join(messages))?;
    write_channel(channel, book, &folder.join(file))
}

/// The ending of the file's name, if the format is a table of messages.
fn ending_of_table(format: Format) -> Option<&'static str> {
    match format {
        Format::TableCsv => Some("csv"),
        Format::TableNdjson => Some("ndjson"),
        #[cfg(feature = "tables")]
        Format::TableParquet => Some("parquet"),
        #[cfg(feature = "tables")]
        Format::TableIpc => Some("arrow"),
        _ => None,
    }
}

fn write_table(channels: &[Named], format: Format, out: &Path) -> io::Result<()> {
    with_file(out, |file| match format {
        Format::TableCsv => table_csv::write_messages(file, channels),
        Format::TableNdjson => table_ndjson::write_messages(file, channels),
        #[cfg(feature = "tables")]
        Format::TableParquet => table_typed::write_messages(file, TableFormat::Parquet, channels),
        #[cfg(feature = "tables")]
        Format::TableIpc => table_typed::write_messages(file, TableFormat::Ipc, channels),
        _ => table_csv::write_contacts(file, channels),
    })
}

/// Makes the file and the folders above it, and writes it through a buffer.
///
/// # Errors
/// If the disk cannot take it.
pub fn with_file(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = BufWriter::new(File::create(path)?);
    write(&mut file)?;
    file.flush()
}

fn write_chats(channel: &Channel, format: Format, out: &Path) -> io::Result<()> {
    for history in channel.histories() {
        let chat = TextChat { owner: &channel.owner, history: &history, zone: London };
        let shown = history.person.shown();
        match format {
            Format::IosZip => {
                with_file(&out.join(ios_text::zip_name(&shown)), |file| {
                    zip::write_ios_zip(file, &chat, false)
                })?;
            }
            Format::IosText => {
                let folder = out.join(ios_text::folder_name(&shown));
                with_file(&folder.join("_chat.txt"), |file| {
                    ios_text::write_chat(file, &chat, false).map(drop)
                })?;
            }
            _ => with_file(&out.join(android_text::file_name(&shown)), |file| {
                android_text::write_chat(file, &chat, None)
            })?,
        }
    }
    Ok(())
}

fn card(person: &Person) -> Card {
    Card { name: person.name.clone(), phones: vec![person.phone.to_string()] }
}
