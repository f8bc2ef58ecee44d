//! The text export of iOS: `[31/03/2022, 21:05:07] Ann: hi`, CRLF, and a left-to-right mark before everything that is no text.

use std::io::{self, Write};

use chrono::{DateTime, TimeZone};
use chrono_tz::Tz;

use super::{ENCRYPTED, TextChat};
use crate::words::text;
use crate::{Event, Media, Medium, Person, What};

const LRM: char = '\u{200E}';

/// The name of the zip in which iOS exports the chat with `shown`.
#[must_use]
pub fn zip_name(shown: &str) -> String {
    format!("{}.zip", folder_name(shown))
}

/// The name of the folder into which that zip unpacks.
#[must_use]
pub fn folder_name(shown: &str) -> String {
    format!("WhatsApp Chat - {shown}")
}

/// Writes one chat, the encryption notice first, and returns the names of the media files that go with it: photos if
/// `with_media`, else none.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_chat(out: &mut impl Write, chat: &TextChat<'_>, with_media: bool) -> io::Result<Vec<String>> {
    let person = &chat.history.person;
    let partner = sender(person);
    let mut attached = Vec::new();
    let events = || chat.history.events.iter().filter(|event| Medium::IosText.writes(event));
    let Some(first) = events().next() else { return Ok(attached) };
    line(out, chat.zone, first.time, &partner, ENCRYPTED, true)?;
    for (number, event) in (1..).zip(events()) {
        let sender = if event.outgoing { &chat.owner.name } else { &partner };
        match event.what {
            What::Text(kind, seed) => {
                let body = text(kind, seed, &chat.owner.name, person.first_name()).replace('\n', "\r\n");
                line(out, chat.zone, event.time, sender, &body, false)?;
            }
            What::Media(Media::Image) if with_media => {
                let name = photo_name(chat.zone, number, event)?;
                line(out, chat.zone, event.time, sender, &format!("<attached: {name}>"), true)?;
                attached.push(name);
            }
            What::Media(media) => line(out, chat.zone, event.time, sender, omitted(media), true)?,
            _ => {}
        }
    }
    Ok(attached)
}

/// Writes one line; `marked` if it holds media or a notice.
fn line(out: &mut impl Write, zone: Tz, time: i64, sender: &str, body: &str, marked: bool) -> io::Result<()> {
    let stamp = local(zone, time)?.format("%d/%m/%Y, %H:%M:%S");
    let mark = if marked { String::from(LRM) } else { String::new() };
    write!(out, "{mark}[{stamp}] {sender}: {mark}{body}\r\n")
}

/// The sender as iOS writes it: a number that is not saved is wrapped in direction marks and has no-break blanks.
fn sender(person: &Person) -> String {
    if person.saved {
        return person.name.clone();
    }
    format!("\u{202A}{}\u{202C}", person.phone.to_string().replace(' ', "\u{A0}"))
}

fn omitted(media: Media) -> &'static str {
    match media {
        Media::Image => "image omitted",
        Media::Voice => "audio omitted",
        Media::Sticker => "sticker omitted",
        Media::Document => "document omitted",
    }
}

fn photo_name(zone: Tz, number: u32, event: &Event) -> io::Result<String> {
    Ok(format!("{number:08}-PHOTO-{}.jpg", local(zone, event.time)?.format("%Y-%m-%d-%H-%M-%S")))
}

fn local(zone: Tz, time: i64) -> io::Result<DateTime<Tz>> {
    zone.timestamp_opt(time, 0).single().ok_or_else(|| io::ErrorKind::InvalidInput.into())
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::{line, sender};
    use crate::{Person, Phone};

    #[test]
    fn lines_end_in_crlf_and_marks_stand_where_ios_puts_them() {
        let mut out = Vec::new();
        line(&mut out, Tz::UTC, 1_716_163_207, "Ann", "hi", false).unwrap();
        line(&mut out, Tz::UTC, 1_716_163_207, "Ann", "image omitted", true).unwrap();
        let expected =
            "[20/05/2024, 00:00:07] Ann: hi\r\n\u{200E}[20/05/2024, 00:00:07] Ann: \u{200E}image omitted\r\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn a_number_that_is_not_saved_is_wrapped() {
        let person = Person { name: "Ann Lee".to_owned(), phone: Phone::from_pool(22), saved: false };
        assert_eq!(sender(&person), "\u{202A}+44\u{A0}7700\u{A0}900123\u{202C}");
    }
}
