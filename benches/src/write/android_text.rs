//! Android's `Export chat` with British English settings: `31/03/2022, 21:05 - Ann: hi`, one LF a line, minutes only.

use std::io::{self, Write};

use chrono::DateTime;
use chrono_tz::Tz;

use super::{ENCRYPTED, TextChat};
use crate::words::text;
use crate::{Medium, What};

/// The name under which Android exports the chat with `shown`.
#[must_use]
pub fn file_name(shown: &str) -> String {
    format!("WhatsApp Chat with {shown}.txt")
}

/// Writes one chat, the encryption notice first. `notice_time` is when the chat came to this phone: after a change of phones
/// that is later than the first messages.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_chat(out: &mut impl Write, chat: &TextChat<'_>, notice_time: Option<i64>) -> io::Result<()> {
    let person = &chat.history.person;
    let shown = person.shown();
    let events = || chat.history.events.iter().filter(|event| Medium::AndroidText.writes(event));
    let Some(first) = events().next() else { return Ok(()) };
    notice(out, chat.zone, notice_time.unwrap_or(first.time), &format!("{ENCRYPTED} Tap to learn more."))?;
    for event in events() {
        let sender = if event.outgoing { &chat.owner.name } else { &shown };
        match event.what {
            What::Text(line, seed) => {
                let body = text(line, seed, &chat.owner.name, person.first_name());
                message(out, chat.zone, event.time, sender, &body)?;
            }
            _ => message(out, chat.zone, event.time, sender, "<Media omitted>")?,
        }
    }
    Ok(())
}

/// Writes one message.
///
/// # Errors
/// If `out` cannot take it.
pub fn message(out: &mut impl Write, zone: Tz, time: i64, sender: &str, body: &str) -> io::Result<()> {
    writeln!(out, "{} - {sender}: {body}", stamp(zone, time)?)
}

/// Writes one line that nobody sent.
///
/// # Errors
/// If `out` cannot take it.
pub fn notice(out: &mut impl Write, zone: Tz, time: i64, body: &str) -> io::Result<()> {
    writeln!(out, "{} - {body}", stamp(zone, time)?)
}

fn stamp(zone: Tz, time: i64) -> io::Result<impl std::fmt::Display> {
    let utc = DateTime::from_timestamp(time, 0).ok_or(io::ErrorKind::InvalidInput)?;
    Ok(utc.with_timezone(&zone).format("%d/%m/%Y, %H:%M"))
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::London;

    use super::message;

    #[test]
    fn times_are_those_of_the_wall_clock() {
        let mut out = Vec::new();
        // 2024-05-20T00:00:00Z is one o'clock in London's summer, 2024-01-22T00:00:00Z midnight in its winter.
        message(&mut out, London, 1_716_163_259, "Ann", "hi\nthere").unwrap();
        message(&mut out, London, 1_705_881_600, "Ann", "hi").unwrap();
        assert_eq!(out, b"20/05/2024, 01:00 - Ann: hi\nthere\n22/01/2024, 00:00 - Ann: hi\n");
    }
}
