//! Recognising formats.

use meter_ingest::{limits, trials};

use super::says_nothing_of_it;
use crate::random::Random;

/// Asks which format the bytes are of.
///
/// # Panics
/// If a law is broken.
pub fn trial(bytes: &[u8]) {
    const NAMES: [&str; 7] =
        ["export.json", "export.txt", "WhatsApp Chat with Ann.txt", "a.csv", "a.vcf", "a.jpg", ""];
    let name = *Random::of(bytes).one_of(&NAMES);
    let claimed = claimed(name, bytes);
    assert_eq!(self::claimed(name, bytes), claimed, "asked again");
    if bytes.len() > limits::HEAD_BYTES {
        let more = [bytes, b"{\"more\": [1]}\n"].concat();
        assert_eq!(self::claimed(name, &more), claimed, "what lies behind the head was looked at");
    }
    if let (Ok(text), true) = (std::str::from_utf8(bytes), bytes.len() * 2 < limits::HEAD_BYTES) {
        encodings(name, text, &claimed);
    }
}

fn claimed(name: &str, bytes: &[u8]) -> Result<&'static str, String> {
    let recognised = trials::recognised(name, bytes).map_err(|error| error.to_string());
    if let Err(why) = &recognised {
        says_nothing_of_it(why);
    }
    recognised
}

/// In which encoding a text is written changes nothing, once a mark says it.
fn encodings(name: &str, text: &str, claimed: &Result<&'static str, String>) {
    // What begins like a mark, or has the first bytes of a picture, is told by bytes.
    let is_text =
        text.starts_with(['{', '[', '0', '1', '2', '3', 'B', 'N', 'n', 'F']) && !text.contains('\0');
    if !is_text || claimed.is_err() {
        return;
    }
    let marked = format!("\u{FEFF}{text}");
    let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [marked.as_bytes(), &little, &big] {
        assert_eq!(self::claimed(name, bytes), *claimed, "in another encoding");
    }
}
