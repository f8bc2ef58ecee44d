//! Persons and chats as tables write them.

use meter_model::{Handle, Jid};
use meter_tables::Cell;

use crate::identity::name;
use crate::identity::phone::{self, Number, Unusable};

/// What stands before a name that could be read as something else.
const NAME: &str = "name:";

/// Reads a person or chat, or says why there is none.
pub(super) fn read(cell: Cell<'_>) -> Result<Jid, &'static str> {
    match cell {
        Cell::Nothing => Err("is missing"),
        Cell::Text(text) => of_text(text),
        Cell::Whole(number) => of_digits(&number.to_string()),
        Cell::Number(number) if number.fract() == 0.0 => of_digits(&format!("{number:.0}")),
        _ => Err(NOTHING_KNOWN),
    }
}

const NOTHING_KNOWN: &str = "is neither an address nor a phone number nor a name";
const NATIONAL: &str = "is a phone number without country code; write it with + and country code";

fn of_digits(digits: &str) -> Result<Jid, &'static str> {
    Jid::parse(digits).filter(|jid| matches!(jid, Jid::Person(_))).ok_or(NOTHING_KNOWN)
}

fn of_text(text: &str) -> Result<Jid, &'static str> {
    if let Some(name) = text.strip_prefix(NAME) {
        return if name.is_empty() { Err("is missing") } else { Ok(Jid::Person(Handle::Name(name.into()))) };
    }
    let text = text.trim();
    if text.is_empty() {
        return Err("is missing");
    }
    if let Some(jid) = Jid::parse(text).filter(|jid| text.contains('@') || is_plain_address(jid)) {
        return Ok(jid);
    }
    match phone::read(text) {
        Ok(Number::Key(key)) => Ok(Jid::Person(Handle::Phone(key))),
        Ok(Number::National(_)) => Err(NATIONAL),
        Err(Unusable::Spoiled) => Err(SPOILED),
        Err(Unusable::Missing | Unusable::NotANumber) => match name::clean(text) {
            name if name.is_empty() => Err("is missing"),
            name => Ok(Jid::Person(Handle::Name(name.into()))),
        },
    }
}

const SPOILED: &str = "was changed by a spreadsheet; export the table again and do not open it in one";

/// Without a server, digits with a hyphen are an old group only if both parts are what they must be; else they are a phone number
/// with hyphens.
fn is_plain_address(jid: &Jid) -> bool {
    match jid {
        Jid::Group { creator, created } => creator.is_some() && created.is_some(),
        Jid::Person(_) | Jid::OneToMany => true,
    }
}

/// A person as tables write them, so that reading it gives the same person.
///
/// A name that would be read as something else gets `name:` in front, and so does one that a spreadsheet would run as a formula.
#[must_use]
pub fn written(handle: &Handle) -> String {
    match handle {
        Handle::Phone(key) => format!("{}@s.whatsapp.net", key.digits()),
        Handle::Lid(lid) => format!("{lid}@lid"),
        Handle::Name(name) => {
            let formula = name.starts_with(['=', '+', '-', '@', '\t', '\r']);
            let same = of_text(name).is_ok_and(|jid| jid == Jid::Person(handle.clone()));
            if same && !formula { name.to_string() } else { format!("{NAME}{name}") }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use meter_model::PhoneKey;

    fn phone(digits: &str) -> Jid {
        Jid::Person(Handle::Phone(PhoneKey::from_international(digits).unwrap()))
    }

    fn named(name: &str) -> Jid {
        Jid::Person(Handle::Name(name.into()))
    }

    #[test]
    fn persons_in_many_forms() {
        for text in
            ["447700900123@c.us", "447700900123", "+44 7700 900123", "+44-7700-900-123", "00447700900123"]
        {
            assert_eq!(read(Cell::Text(text)), Ok(phone("447700900123")), "{text}");
        }
        assert_eq!(read(Cell::Whole(447_700_900_123)), Ok(phone("447700900123")));
        assert_eq!(read(Cell::Number(447_700_900_123.0)), Ok(phone("447700900123")));
        assert_eq!(read(Cell::Text("5@lid")), Ok(Jid::Person(Handle::Lid(5))));
        assert_eq!(read(Cell::Text(" Ann\u{a0}Lee ")), Ok(named("Ann Lee")));
        assert_eq!(read(Cell::Text("customer_17")), Ok(named("customer_17")));
        assert_eq!(read(Cell::Text("name:447700900123")), Ok(named("447700900123")));
        assert_eq!(read(Cell::Text("status@broadcast")), Ok(Jid::OneToMany));
        assert!(matches!(read(Cell::Text("447700900123-1400000000")), Ok(Jid::Group { .. })));
    }

    #[test]
    fn what_cannot_be_told_is_no_person() {
        for (cell, why) in [
            (Cell::Nothing, "is missing"),
            (Cell::Text(" "), "is missing"),
            (Cell::Text("name:"), "is missing"),
            (Cell::Text("07700 900123"), NATIONAL),
            (Cell::Text("07700-900123"), NATIONAL),
            (Cell::Text("4.477009E+11"), SPOILED),
            (Cell::Flag(true), NOTHING_KNOWN),
            (Cell::Whole(12), NOTHING_KNOWN),
            (Cell::Number(0.5), NOTHING_KNOWN),
        ] {
            assert_eq!(read(cell), Err(why), "{cell:?}");
        }
    }

    #[test]
    fn a_name_that_spreadsheets_would_run_is_marked() {
        let written_name = |name: &str| written(&Handle::Name(name.into()));
        assert_eq!(written_name("Ann Lee"), "Ann Lee");
        assert_eq!(written_name("=1+1"), "name:=1+1");
        assert_eq!(written_name("447700900123"), "name:447700900123");
        assert_eq!(written_name("name:x"), "name:name:x");
        assert_eq!(written_name("07700 900123"), "name:07700 900123");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_as_the_same_person(
            digits in "[1-9][0-9]{6,14}",
            country in prop::sample::select(vec!["", "52", "54", "549", "55", "225", "229"]),
            lid: u64,
            name in "\\PC{1,12}|[+0-9 @:.-]{1,14}|name:.{0,3}",
        ) {
            let digits: String = format!("{country}{digits}").chars().take(15).collect();
            let handles = [
                PhoneKey::from_international(&digits).map(Handle::Phone),
                Some(Handle::Lid(lid)),
                Some(Handle::Name(name.into())),
            ];
            for handle in handles.into_iter().flatten() {
                prop_assert_eq!(read(Cell::Text(&written(&handle))), Ok(Jid::Person(handle)));
            }
        }
    }
}
