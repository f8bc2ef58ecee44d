//! The zip in which a phone hands over a chat: the text first, media beside it.

use std::io::{self, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{TextChat, ios_text};

/// Writes the zip that iOS makes of one chat. Texts are deflated and photos stored, all entries dated at the time of export, so
/// that nothing depends on the clock; how well the text packs may depend on the processor.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_ios_zip(out: impl Write + Seek, chat: &TextChat<'_>, with_media: bool) -> io::Result<()> {
    let mut text = Vec::new();
    let photos = ios_text::write_chat(&mut text, chat, with_media)?;
    let options = SimpleFileOptions::default()
        .last_modified_time(export_time()?)
        .unix_permissions(0o644)
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6));
    let mut zip = ZipWriter::new(out);
    zip.start_file("_chat.txt", options)?;
    zip.write_all(&text)?;
    for photo in photos {
        zip.start_file(photo, options.compression_method(CompressionMethod::Stored).compression_level(None))?;
        zip.write_all(&PHOTO)?;
    }
    zip.finish()?;
    Ok(())
}

/// The day of [`crate::Channel::END`], after closing time.
fn export_time() -> io::Result<DateTime> {
    DateTime::from_date_and_time(2024, 5, 20, 19, 0, 0).map_err(io::Error::other)
}

/// Begins and ends like a JPEG file; nobody looks at what lies between.
const PHOTO: [u8; 24] = [
    0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, b'J', b'F', b'I', b'F', 0x00, 0x01, 0x01, 0x00, 0x00, 0x01, 0x00,
    0x01, 0x00, 0x00, 0xFF, 0xDB, 0xFF, 0xD9,
];
