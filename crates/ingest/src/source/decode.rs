//! Whatever the encoding, readers see UTF-8.

use std::io::{self, BufReader, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};

use crate::{ReadError, limits};

/// The encoding that a byte order mark, or zero bytes in every other place, tell of; `None` is UTF-8 or anything like it.
fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    if head.starts_with(b"PAR1") || head.starts_with(b"ARROW1") {
        // Typed tables are no text, however many zeros they hold.
        return None;
    }
    match head {
        [0xFF, 0xFE, ..] => return Some(UTF_16LE),
        [0xFE, 0xFF, ..] => return Some(UTF_16BE),
        _ => {}
    }
    // Without a mark: Latin text in UTF-16 has a zero in nearly every second byte, and nothing else does.
    let sample = &head[..head.len().min(1024)];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let enough = sample.len() / 2 * 4 / 5;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > 0 && odd >= enough => Some(UTF_16LE),
        (even, 0) if even > 0 && even >= enough => Some(UTF_16BE),
        _ => None,
    }
}

/// Puts the head back in front of the rest, without a byte order mark and decoded from UTF-16 where needed.
pub(crate) fn to_utf8<'a>(head: &'a [u8], rest: impl Read + 'a) -> BufReader<Box<dyn Read + 'a>> {
    const BUFFER_BYTES: usize = 256 << 10;
    let without_mark = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let reader: Box<dyn Read + 'a> = match utf16(head) {
        Some(encoding) => Box::new(Utf16::new(encoding, head.chain(rest))),
        None => Box::new(without_mark.chain(rest)),
    };
    BufReader::with_capacity(BUFFER_BYTES, reader)
}

/// The first bytes of a file as text, for recognising formats.
pub(crate) fn head_text(head: &[u8]) -> String {
    // Whatever goes wrong at the cut-off end of a head is no fault of the file.
    let mut decoded = Vec::new();
    let _ = to_utf8(head, io::empty()).take(limits::HEAD_BYTES as u64).read_to_end(&mut decoded);
    String::from_utf8(decoded).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

struct Utf16<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    decoded: Vec<u8>,
    given: usize,
    total: u64,
    ended: bool,
}

impl<R: Read> Utf16<R> {
    const RAW_BYTES: usize = 64 << 10;

    fn new(encoding: &'static Encoding, source: R) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; Self::RAW_BYTES],
            decoded: Vec::new(),
            given: 0,
            total: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = self.source.read(&mut self.raw)?;
        self.total += read as u64;
        self.ended = read == 0;
        if self.ended && self.total % 2 == 1 {
            return Err(
                ReadError::Truncated { what: "in the middle of a UTF-16 character", at: self.total }.into()
            );
        }
        self.decoded.clear();
        self.given = 0;
        let needed = self.decoder.max_utf8_buffer_length(read).unwrap_or(usize::MAX);
        self.decoded.resize(needed, 0);
        let (result, _, written, _) =
            self.decoder.decode_to_utf8(&self.raw[..read], &mut self.decoded, self.ended);
        debug_assert_eq!(result, CoderResult::InputEmpty, "the buffer has the length the decoder asked for");
        self.decoded.truncate(written);
        Ok(())
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.decoded.len() && !self.ended {
            self.refill()?;
        }
        let read = (&self.decoded[self.given..]).read(buffer)?;
        self.given += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::{head_text, to_utf8};

    fn decode(bytes: &[u8]) -> io::Result<String> {
        let (head, rest) = bytes.split_at(bytes.len().min(5));
        let mut text = String::new();
        to_utf8(head, rest).read_to_string(&mut text).map(|_| text)
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn every_mark_is_understood_and_removed() {
        let text = "Name,Phone\nZoë 😀,1";
        let marked = format!("\u{FEFF}{text}");
        assert_eq!(decode(marked.as_bytes()).unwrap(), text);
        assert_eq!(decode(&utf16(&marked, u16::to_le_bytes)).unwrap(), text);
        assert_eq!(decode(&utf16(&marked, u16::to_be_bytes)).unwrap(), text);
        assert_eq!(decode(text.as_bytes()).unwrap(), text);
    }

    #[test]
    fn utf16_without_a_mark_is_guessed_from_its_zeros() {
        let text = "Name,Phone\nAnn,1";
        assert_eq!(head_text(&utf16(text, u16::to_le_bytes)), text);
        assert_eq!(head_text(&utf16(text, u16::to_be_bytes)), text);
    }

    #[test]
    fn half_a_character_is_an_error() {
        let mut bytes = utf16("\u{FEFF}Name", u16::to_le_bytes);
        bytes.push(b'x');
        let error = crate::ReadError::from(decode(&bytes).unwrap_err());
        assert_eq!(
            error.to_string(),
            "is cut off at byte 11 (in the middle of a UTF-16 character); export or download it again"
        );
    }
}
