//! The shop's phone book as a vCard file: some cards from iCloud, some from Google.

use std::io::{self, Write};

use super::cast::{Member, Source};
use super::gateway::others;
use crate::Phone;
use crate::write::vcard::{Card, Dialect, write_card};

/// Writes a card for everybody saved on a phone, for every other one saved only at the gateway, and for people without a chat.
/// One card has no number at all.
pub(super) fn write(out: &mut impl Write, cast: &[Member]) -> io::Result<()> {
    let saved = cast.iter().filter(|member| member.history.person.saved);
    for member in saved {
        let (index, person) = (member.history.index, &member.history.person);
        if member.source == Source::Gateway && !index.is_multiple_of(2) {
            continue;
        }
        let mut phones = vec![person.phone.to_string()];
        // This member has a second number, which appears in no chat: the name still means the one that does.
        if index == 3 {
            phones.push(Phone::from_pool(600).to_string());
        }
        write_card(out, &Card { name: person.name.clone(), phones }, Dialect::ICloud)?;
    }
    write_card(
        out,
        &Card { name: "Quay Street Print Shop".to_owned(), phones: Vec::new() },
        Dialect::ICloud,
    )?;
    for person in others().step_by(2) {
        // Typed as one dials it at home; the country is that of the shop's own number.
        let national = person.phone.to_string().replacen("+44 ", "0", 1);
        write_card(out, &Card { name: person.name, phones: vec![national] }, Dialect::Google)?;
    }
    Ok(())
}
