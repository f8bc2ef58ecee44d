//! The one question put to an Apple property list: does its outermost dictionary say yes to a key? Both spellings, XML and binary.

/// Whether the dictionary has `key` with the value true. Anything unreadable says nothing.
pub(super) fn says_true(bytes: &[u8], key: &str) -> bool {
    if bytes.starts_with(b"bplist") {
        return Binary::of(bytes).and_then(|list| list.says_true(key.as_bytes())).unwrap_or(false);
    }
    let text = String::from_utf8_lossy(bytes);
    let after = text.split_once(&format!("<key>{key}</key>")).map(|(_, after)| after.trim_start());
    after.is_some_and(|value| value.starts_with("<true/>") || value.starts_with("<true />"))
}

/// A binary property list: objects one after another, a table of where each begins, and a trailer that says where the table is.
struct Binary<'a> {
    bytes: &'a [u8],
    offset_bytes: usize,
    reference_bytes: usize,
    top: usize,
    table: usize,
}

impl<'a> Binary<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        const TRAILER_BYTES: usize = 32;
        let trailer = bytes.get(bytes.len().checked_sub(TRAILER_BYTES)?..)?;
        Some(Self {
            bytes,
            offset_bytes: usize::from(trailer[6]),
            reference_bytes: usize::from(trailer[7]),
            top: number(&trailer[16..24])?,
            table: number(&trailer[24..32])?,
        })
    }

    /// The values of a dictionary stand behind all of its keys.
    fn says_true(&self, key: &[u8]) -> Option<bool> {
        const DICTIONARY: u8 = 0xD0;
        const TRUE: u8 = 0x09;
        let dictionary = self.offset(self.top)?;
        let (kind, count, keys) = self.marker(dictionary)?;
        if kind != DICTIONARY {
            return None;
        }
        for index in 0..count {
            if self.string(self.reference(keys, index)?) == Some(key) {
                let value = self.offset(self.reference(keys, count.checked_add(index)?)?)?;
                return Some(*self.bytes.get(value)? == TRUE);
            }
        }
        None
    }

    fn reference(&self, list: usize, index: usize) -> Option<usize> {
        let at = index.checked_mul(self.reference_bytes)?.checked_add(list)?;
        number(self.bytes.get(at..at.checked_add(self.reference_bytes)?)?)
    }

    fn offset(&self, object: usize) -> Option<usize> {
        let at = object.checked_mul(self.offset_bytes)?.checked_add(self.table)?;
        number(self.bytes.get(at..at.checked_add(self.offset_bytes)?)?)
    }

    fn string(&self, object: usize) -> Option<&'a [u8]> {
        const ASCII: u8 = 0x50;
        let (kind, length, start) = self.marker(self.offset(object)?)?;
        if kind == ASCII { self.bytes.get(start..start.checked_add(length)?) } else { None }
    }

    /// What an object is, how long, and where its content begins. From fifteen on the length is an integer of its own.
    fn marker(&self, at: usize) -> Option<(u8, usize, usize)> {
        let marker = *self.bytes.get(at)?;
        let (kind, length) = (marker & 0xF0, usize::from(marker & 0x0F));
        if length < 15 {
            return Some((kind, length, at + 1));
        }
        let integer = *self.bytes.get(at + 1)?;
        let bytes = 1_usize.checked_shl(u32::from(integer & 0x0F))?;
        let start = at + 2;
        let length = number(self.bytes.get(start..start.checked_add(bytes)?)?)?;
        Some((kind, length, start + bytes))
    }
}

/// A big-endian number of at most eight bytes.
fn number(bytes: &[u8]) -> Option<usize> {
    if bytes.is_empty() || bytes.len() > 8 {
        return None;
    }
    usize::try_from(bytes.iter().fold(0_u64, |value, &byte| value << 8 | u64::from(byte))).ok()
}

#[cfg(test)]
mod tests {
    use super::says_true;

    /// Header; a dictionary of two entries (keys 1 and 2, values 3 and 4); `"Version"`; `"IsEncrypted"`; false; the value.
    fn binary(value: u8) -> Vec<u8> {
        let mut bytes = b"bplist00\xD2\x01\x02\x03\x04\x57Version\x5BIsEncrypted\x08".to_vec();
        bytes.push(value);
        assert_eq!(bytes.len(), 35);
        bytes.extend([8, 13, 21, 33, 34]);
        bytes.extend([0, 0, 0, 0, 0, 0, 1, 1]);
        bytes.extend(5_u64.to_be_bytes());
        bytes.extend(0_u64.to_be_bytes());
        bytes.extend(35_u64.to_be_bytes());
        bytes
    }

    #[test]
    fn both_spellings_are_understood() {
        assert!(says_true(&binary(0x09), "IsEncrypted"));
        assert!(!says_true(&binary(0x08), "IsEncrypted"));
        assert!(!says_true(&binary(0x09), "Version"));
        assert!(!says_true(&binary(0x09), "Encrypted"));
        let xml = |value: &str| {
            format!("<?xml version=\"1.0\"?><plist><dict><key>IsEncrypted</key>\n\t<{value}/></dict></plist>")
        };
        assert!(says_true(xml("true").as_bytes(), "IsEncrypted"));
        assert!(!says_true(xml("false").as_bytes(), "IsEncrypted"));
    }

    #[test]
    fn a_damaged_list_says_nothing_and_never_panics() {
        let whole = binary(0x09);
        for end in 0..whole.len() {
            says_true(&whole[..end], "IsEncrypted");
        }
        for at in 0..whole.len() {
            for value in [0, 0x0F, 0x7F, 0xDF, 0xFF] {
                let mut bytes = whole.clone();
                bytes[at] = value;
                says_true(&bytes, "IsEncrypted");
            }
        }
    }
}
