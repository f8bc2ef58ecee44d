//! What the columns of a contact table mean, by their headers in any of several languages.

use unicode_normalization::UnicodeNormalization;

use super::synonyms::{EXACT, NOT_PHONES, PHONE_BEGINNINGS, PHONE_WORDS};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Column {
    /// A phone number, or several.
    Phone,
    /// A WhatsApp address or its user part.
    Jid,
    /// A row's own id, which is a WhatsApp address in some tables.
    Id,
    /// The name as saved.
    Name,
    /// A part of the name, in the order in which parts are joined.
    NamePart(NamePart),
    /// Company, nickname, file name: it stands for the name where there is none.
    Fallback,
    /// Whether the owner saved this contact.
    Saved,
    /// A fax number, which no phone chats from.
    Fax,
    /// Part of a message log: such a table is no contact list.
    Message,
    /// Something that only tables of browser extensions have.
    Extension,
    /// An e-mail address.
    Email,
    /// Anything else.
    Other,
}

/// A part of a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum NamePart {
    Prefix,
    Given,
    Middle,
    Family,
    Suffix,
}

/// Which program's habits a table follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dialect {
    /// Google Contacts, old or new.
    Google,
    /// Outlook in any language.
    Outlook,
    /// A browser extension that reads WhatsApp Web: its numbers are bare digits with country code.
    Extension,
    /// Anything else with a phone column.
    Generic,
}

/// The columns of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Header {
    /// One for each column.
    pub(super) columns: Vec<Column>,
    /// `None` if this is not the header of a contact list.
    pub(super) dialect: Option<Dialect>,
}

impl Header {
    pub(super) fn of(fields: &[String]) -> Self {
        let names: Vec<String> =
            fields.iter().map(|field| if is_short(field) { folded(field) } else { String::new() }).collect();
        let columns: Vec<Column> = names.iter().map(|name| column(name)).collect();
        let dialect = dialect(&names, &columns);
        Self { columns, dialect }
    }

    pub(super) fn has_phone(&self) -> bool {
        let extension = self.dialect == Some(Dialect::Extension);
        self.columns.iter().any(|column| match column {
            Column::Phone | Column::Jid => true,
            Column::Id => extension,
            _ => false,
        })
    }
}

fn dialect(names: &[String], columns: &[Column]) -> Option<Dialect> {
    let count = |wanted: Column| columns.iter().filter(|&&column| column == wanted).count();
    let has = |wanted: Column| count(wanted) > 0;
    let google =
        |name: &String| matches!(&**name, "phone1value" | "email1value" | "phone1label" | "phone1type");
    let parts = has(Column::NamePart(NamePart::Given)) && has(Column::NamePart(NamePart::Family));
    if names.iter().any(google) {
        Some(Dialect::Google)
    } else if has(Column::Message) {
        None
    } else if parts && has(Column::Fax) && count(Column::Phone) >= 3 {
        Some(Dialect::Outlook)
    } else if has(Column::Extension) || names.iter().any(|name| name == "ismycontact") {
        Some(Dialect::Extension)
    } else if has(Column::Phone) || has(Column::Jid) || has(Column::Name) || parts || has(Column::Email) {
        Some(Dialect::Generic)
    } else {
        None
    }
}

/// A header is a few words; what is longer is a sentence of some other file, even if it speaks of a phone.
fn is_short(field: &str) -> bool {
    field.len() <= 60 && field.split_whitespace().count() <= 5
}

/// Lower case, without accents, letters and digits only: `Téléphone (bureau)` becomes `telephonebureau`.
fn folded(header: &str) -> String {
    header.nfkd().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a folded header means. Exact names first, then words for phone in many languages.
fn column(name: &str) -> Column {
    if let Some((_, column)) = EXACT.iter().find(|(names, _)| names.contains(&name)) {
        return *column;
    }
    let contains = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if contains(&["fax", "telecopie"]) {
        Column::Fax
    } else if contains(NOT_PHONES) {
        Column::Other
    } else if contains(PHONE_WORDS) || PHONE_BEGINNINGS.iter().any(|word| begins(name, word)) {
        Column::Phone
    } else if contains(&["email"]) {
        Column::Email
    } else {
        Column::Other
    }
}

/// Whether the name is the word, with nothing but digits behind it (`tel2`, `mobile1`).
fn begins(name: &str, word: &str) -> bool {
    name.strip_prefix(word).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}
