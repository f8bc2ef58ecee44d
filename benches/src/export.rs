//! Whole exports on disk: one channel in one format, or a fleet of channels.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use chrono_tz::Europe::London;

use crate::random::mix;
use crate::write::vcard::{Card, Dialect};
use crate::write::{TextChat, android_text, google_csv, ios_text, vcard, whapi_ndjson, whapi_pages, zip};
use crate::{Channel, Medium, Person, Size};

/// How a channel is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Format {
    /// One file of Whapi messages, one object a line
    WhapiNdjson,
    /// One file: a single Whapi page with all messages
    WhapiPage,
    /// A folder of Android text exports, one a person
    Text,
    /// A folder of iOS zips, one a person
    IosZip,
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
            Self::IosZip => Medium::IosText,
            Self::WhapiNdjson | Self::WhapiPage | Self::Vcard | Self::GoogleCsv => Medium::Whapi,
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
        Format::Text | Format::IosZip => write_chats(channel, format, out),
        Format::Vcard => with_file(out, |file| {
            channel
                .persons()
                .filter(|person| person.saved)
                .try_for_each(|person| vcard::write_card(file, &card(&person), Dialect::Google))
        }),
        Format::GoogleCsv => with_file(out, |file| google_csv::write_book(file, channel.persons())),
    }
}

/// Writes `channels` channels of the same size, each with its address book, into `out/channel-0000`, `out/channel-0001`, ….
/// Channel by channel the seeds differ, and follow from `seed`.
///
/// # Errors
/// If the disk cannot take it.
pub fn write_fleet(channels: u32, seed: u64, size: Size, format: Format, out: &Path) -> io::Result<()> {
    for number in 0..channels {
        let channel = Channel::new(mix(seed ^ mix(u64::from(number))), size);
        let folder = out.join(format!("channel-{number:04}"));
        match format {
            Format::WhapiNdjson | Format::WhapiPage => {
                let name = if format == Format::WhapiPage { "messages.json" } else { "messages.ndjson" };
                write_channel(&channel, format, &folder.join(name))?;
                with_file(&folder.join("contacts.json"), |file| {
                    whapi_pages::write_contacts(file, &channel).map(drop)
                })?;
            }
            Format::Text | Format::IosZip => {
                write_channel(&channel, format, &folder.join("chats"))?;
                write_channel(&channel, Format::Vcard, &folder.join("address-book.vcf"))?;
            }
            Format::Vcard => write_channel(&channel, format, &folder.join("address-book.vcf"))?,
            Format::GoogleCsv => write_channel(&channel, format, &folder.join("contacts.csv"))?,
        }
    }
    Ok(())
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
        if format == Format::IosZip {
            with_file(&out.join(ios_text::zip_name(&shown)), |file| zip::write_ios_zip(file, &chat, false))?;
        } else {
            with_file(&out.join(android_text::file_name(&shown)), |file| {
                android_text::write_chat(file, &chat, None)
            })?;
        }
    }
    Ok(())
}

fn card(person: &Person) -> Card {
    Card { name: person.name.clone(), phones: vec![person.phone.to_string()] }
}
