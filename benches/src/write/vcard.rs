//! vCard 3.0 as iCloud and Google write it, for address books.

use std::io::{self, Write};

/// Whose dialect a card is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// Grouped properties and labels in a property of their own.
    ICloud,
    /// Plain properties with a type.
    Google,
}

/// One card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    /// Full name.
    pub name: String,
    /// Numbers as somebody typed them; none makes a card that joins nobody.
    pub phones: Vec<String>,
}

/// Writes one card.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_card(out: &mut impl Write, card: &Card, dialect: Dialect) -> io::Result<()> {
    let (first, last) = card.name.split_once(' ').unwrap_or((&card.name, ""));
    write!(out, "BEGIN:VCARD\r\nVERSION:3.0\r\n")?;
    if dialect == Dialect::ICloud {
        write!(out, "PRODID:-//Apple Inc.//iCloud Web Address Book 2417B25//EN\r\n")?;
    }
    write!(out, "N:{last};{first};;;\r\nFN:{}\r\n", card.name)?;
    for (phone, number) in card.phones.iter().zip(1..) {
        match dialect {
            Dialect::ICloud if number == 1 => write!(out, "TEL;type=CELL;type=VOICE;type=pref:{phone}\r\n")?,
            Dialect::ICloud => {
                write!(out, "item{number}.TEL:{phone}\r\nitem{number}.X-ABLabel:_$!<Other>!$_\r\n")?;
            }
            Dialect::Google => write!(out, "TEL;TYPE=CELL:{phone}\r\n")?,
        }
    }
    if dialect == Dialect::Google {
        write!(out, "CATEGORIES:myContacts\r\n")?;
    }
    write!(out, "END:VCARD\r\n")
}

#[cfg(test)]
mod tests {
    use super::{Card, Dialect, write_card};

    #[test]
    fn both_dialects() {
        let card = Card {
            name: "Ann Lee".to_owned(),
            phones: vec!["+44 7700 900101".to_owned(), "07700 900102".to_owned()],
        };
        let written = |dialect| {
            let mut out = Vec::new();
            write_card(&mut out, &card, dialect).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(
            written(Dialect::Google),
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lee;Ann;;;\r\nFN:Ann Lee\r\nTEL;TYPE=CELL:+44 7700 900101\r\n\
             TEL;TYPE=CELL:07700 900102\r\nCATEGORIES:myContacts\r\nEND:VCARD\r\n"
        );
        assert!(
            written(Dialect::ICloud).contains("item2.TEL:07700 900102\r\nitem2.X-ABLabel:_$!<Other>!$_\r\n")
        );
    }
}
