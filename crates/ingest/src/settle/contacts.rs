//! Contact lists: to which country does a number without `+` belong?

/// One entry of an address book.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContactEntry {
    /// Display name, cleaned; empty if none.
    pub name: String,
    /// Numbers as written.
    pub numbers: Vec<String>,
    /// Position for rejects.
    pub ordinal: u64,
    /// Place for rejects, such as `row 17`.
    pub at: String,
}

/// The entries of one file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ContactList {
    /// All entries that have a number.
    pub entries: Vec<ContactEntry>,
}
pub(crate) fn settle_contact_lists(_c: &mut [crate::Collector], _d: &crate::Declared) {}
