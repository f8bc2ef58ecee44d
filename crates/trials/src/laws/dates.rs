//! Dates: the headers of chats, and what people write on a command line.

use chrono_tz::Tz;
use meter_ingest::{When, trials};

use crate::seeds::of_format;

/// The first lines of all chats, and points in time.
#[must_use]
pub fn seeds() -> Vec<Vec<u8>> {
    let chats = of_format("whatsapp-text");
    let lines = chats.iter().flat_map(|chat| chat.split(|&byte| byte == b'\n').take(3).map(<[u8]>::to_vec));
    let written = [
        "2024-05-20",
        "2024-05-20T18:30",
        "2024-05-20 18:30:00",
        "2024-05-20T18:30:00Z",
        "2024-05-20T18:30:00.5+02:00",
        "R6/05/20 午後6:30 - Ann: hi",
        "[20/5/2567 BE, 18:30:00] Ann: hi",
        "18:30, 20 May 2024",
        "[2024/5/20 下午6:30:00] Ann: hi",
        "20.05.24, 18:30 Uhr - Ann: hi",
        "5/20/24, 6:30\u{202F}PM - Ann: hi",
        "۲۰/۵/۲۰۲۴، ۱۸:۳۰ - Ann: hi",
        "1715331600",
    ];
    lines.filter(|line| line.len() < 200).chain(written.map(|text| text.as_bytes().to_vec())).collect()
}

/// Reads the bytes as a header, and as a point in time.
///
/// # Panics
/// If a law is broken.
pub fn trial(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for line in text.split('\n') {
        header(line);
    }
    when(&text);
}

fn header(line: &str) {
    let [quickly, by_grammar] = trials::headers(line);
    assert_eq!(quickly, by_grammar, "read at one go it is another header");
    if let Some((_, rest)) = quickly {
        assert!(
            line.ends_with(rest) && rest.len() < line.len(),
            "the line behind the header is no part of it"
        );
        let (header, _) =
            trials::headers(&line[..line.len() - rest.len()])[0].clone().expect("the header is left");
        assert_eq!(
            Some(header),
            by_grammar.map(|(header, _)| header),
            "the line behind a header is a part of it"
        );
    }
}

fn when(text: &str) {
    let Some(when) = When::parse(text) else { return };
    assert_eq!(When::parse(&format!(" {text}\n")), Some(when), "with blanks around it");
    for zone in [Tz::UTC, Tz::Europe__Berlin, Tz::Pacific__Apia, Tz::America__St_Johns, Tz::Africa__Monrovia]
    {
        let (start, end) = (when.start(zone), when.end(zone));
        assert!(start <= end && end - start < 2 * 86_400, "from {start} to {end}");
    }
    let written = match when {
        When::Day(day) => day.format("%Y-%m-%d").to_string(),
        When::Wall(wall) => wall.format("%Y-%m-%d %H:%M:%S").to_string(),
        When::Instant(seconds) => match chrono::DateTime::from_timestamp(seconds, 0) {
            Some(instant) => instant.to_rfc3339(),
            None => return,
        },
    };
    assert_eq!(When::parse(&written), Some(when), "written as {written}");
}
