//! The forms under which a person appears.

use crate::PhoneKey;

/// One form under which a person appears in an export. Several handles can be one person: see `Facts::link`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Handle {
    /// An international phone number, reduced to what WhatsApp compares.
    Phone(PhoneKey),
    /// A hidden identifier (LID): 14 to 15 digits that are not a phone number.
    Lid(u64),
    /// A display name, where the export shows nothing else (text exports of saved contacts).
    Name(Box<str>),
}
