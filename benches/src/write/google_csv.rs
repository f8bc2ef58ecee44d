//! Google Contacts' CSV in its shape since 2024, for the people who are saved.

use std::io::{self, Write};

use crate::Person;

const HEADER: [&str; 9] = [
    "First Name",
    "Middle Name",
    "Last Name",
    "Organization Name",
    "Notes",
    "Labels",
    "E-mail 1 - Value",
    "Phone 1 - Label",
    "Phone 1 - Value",
];

/// Writes the address book.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_book(out: impl Write, persons: impl Iterator<Item = Person>) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(HEADER).map_err(io::Error::other)?;
    for person in persons.filter(|person| person.saved) {
        let (first, rest) = person.name.split_once(' ').unwrap_or((&person.name, ""));
        let phone = person.phone.to_string();
        table
            .write_record([first, "", rest, "", "", "* myContacts", "", "Mobile", &phone])
            .map_err(io::Error::other)?;
    }
    table.flush()
}

#[cfg(test)]
mod tests {
    use super::write_book;
    use crate::{Person, Phone};

    #[test]
    fn only_the_saved_are_in_the_book() {
        let person = |saved| Person { name: "Ann Lee".to_owned(), phone: Phone::from_pool(0), saved };
        let mut out = Vec::new();
        write_book(&mut out, [person(true), person(false)].into_iter()).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 2);
        assert!(text.ends_with("Ann,,Lee,,,* myContacts,,Mobile,+44 7700 900101\n"), "{text}");
    }
}
