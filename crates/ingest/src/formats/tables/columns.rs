//! What the columns of a table are called, and what a table is by its columns.

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// The channel of the row.
    Channel,
    /// The person or chat.
    Chat,
    /// Who wrote, where there is no column for the chat.
    From,
    /// Who was written to, where there is no column for the chat.
    To,
    /// Whether the channel wrote it.
    Direction,
    /// When.
    Time,
    /// The id of the message.
    Id,
    /// What sort of message it is.
    Type,
    /// How far it came.
    Status,
    /// What was written.
    Text,
    /// What stands for that.
    TextKey,
    /// The name of a contact.
    Name,
    /// Whether the contact is in the address book.
    Saved,
}

/// How many sorts of columns there are.
pub(super) const SORTS: usize = 13;

/// A column and its names.
#[derive(Debug)]
pub struct TableColumn {
    pub(super) column: Column,
    /// The table that has it.
    pub table: TableKind,
    /// Its names, the usual one first. Case, blanks and marks do not matter: `chatId` and `Chat ID` are `chat_id`. If a table has
    /// several of them, the first one counts.
    pub names: &'static [&'static str],
}

/// The two sorts of tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TableKind {
    /// One row a message.
    Messages,
    /// One row a contact.
    Contacts,
}

const CHANNEL: &[&str] = &[
    "channel",
    "channel_id",
    "channel_name",
    "account",
    "account_id",
    "session",
    "session_id",
    "instance",
    "instance_id",
    "instance_name",
];

const fn of_messages(column: Column, names: &'static [&'static str]) -> TableColumn {
    TableColumn { column, table: TableKind::Messages, names }
}

const fn of_contacts(column: Column, names: &'static [&'static str]) -> TableColumn {
    TableColumn { column, table: TableKind::Contacts, names }
}

/// All columns of both tables.
pub static COLUMNS: &[TableColumn] = &[
    of_messages(Column::Channel, CHANNEL),
    of_messages(
        Column::Chat,
        &[
            "chat_id",
            "chat",
            "chat_jid",
            "remote_jid",
            "key_remote_jid",
            "jid",
            "conversation_id",
            "conversation",
            "contact_id",
            "contact",
            "wa_id",
            "phone",
            "phone_number",
            "person",
        ],
    ),
    of_messages(Column::From, &["from", "sender"]),
    of_messages(Column::To, &["to", "recipient", "receiver"]),
    of_messages(
        Column::Direction,
        &["from_me", "is_from_me", "key_from_me", "outgoing", "is_outgoing", "sent_by_me", "direction"],
    ),
    of_messages(
        Column::Time,
        &["timestamp", "message_timestamp", "sent_at", "time", "date_time", "date", "created_at", "ts"],
    ),
    of_messages(Column::Id, &["id", "message_id", "msg_id", "key_id", "stanza_id"]),
    of_messages(Column::Type, &["type", "message_type", "msg_type", "kind"]),
    of_messages(Column::Status, &["status", "delivery_status", "message_status"]),
    of_messages(Column::TextKey, &["text_key"]),
    of_messages(Column::Text, &["text", "body", "message", "content", "message_text", "caption"]),
    of_contacts(Column::Channel, CHANNEL),
    of_contacts(
        Column::Chat,
        &["id", "contact_id", "chat_id", "jid", "remote_jid", "wa_id", "phone", "phone_number", "number"],
    ),
    of_contacts(Column::Name, &["name", "display_name", "contact_name", "full_name", "saved_name"]),
    of_contacts(
        Column::Saved,
        &["saved", "is_saved", "is_my_contact", "in_address_book", "is_in_address_book"],
    ),
];

/// The column that `key` names in a table of this kind, and how good a name it is for it: 0 is the best.
pub(super) fn lookup(kind: TableKind, key: &str) -> Option<(Column, usize)> {
    // A header is short; what is longer is a cell of some other file.
    if key.len() > 40 {
        return None;
    }
    // Folded once, since a stranger's table may have a million columns.
    let key: String = folded(key).collect();
    COLUMNS.iter().filter(|column| column.table == kind).find_map(|column| {
        let is_it =
            |name: &&str| name.starts_with(key.get(..1).unwrap_or("\0")) && folded(name).eq(key.chars());
        Some((column.column, column.names.iter().position(is_it)?))
    })
}

fn folded(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Which column of a table stands where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Layout {
    pub(super) kind: TableKind,
    /// Place of each sort of column, in the order of [`Column`].
    places: [Option<usize>; SORTS],
}

impl Layout {
    /// What a table with these columns is; `None` if it is neither of messages nor of contacts.
    pub(super) fn of<T: AsRef<str>>(header: &[T]) -> Option<Self> {
        let messages = Self::as_kind(TableKind::Messages, header);
        if messages.has(Column::Direction) && messages.has(Column::Time) {
            let has_chat = messages.has(Column::Chat) || messages.has(Column::To);
            return has_chat.then_some(messages);
        }
        let contacts = Self::as_kind(TableKind::Contacts, header);
        let tells = contacts.has(Column::Channel) || contacts.has(Column::Saved);
        (contacts.has(Column::Chat) && tells).then_some(contacts)
    }

    fn as_kind<T: AsRef<str>>(kind: TableKind, header: &[T]) -> Self {
        let mut places = [None; SORTS];
        let mut ranks = [usize::MAX; SORTS];
        for (place, name) in header.iter().enumerate() {
            let Some((column, rank)) = lookup(kind, name.as_ref()) else { continue };
            let sort = column as usize;
            if rank < ranks[sort] {
                (places[sort], ranks[sort]) = (Some(place), rank);
            }
        }
        Self { kind, places }
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.places[column as usize].is_some()
    }

    /// The places of all columns that mean something.
    #[cfg_attr(not(feature = "tables"), expect(dead_code, reason = "typed tables need the feature"))]
    pub(super) fn places(&self) -> Vec<usize> {
        self.places.iter().copied().flatten().collect()
    }

    /// The same columns, of which the one at `places()[n]` now stands at `n`.
    #[cfg_attr(not(feature = "tables"), expect(dead_code, reason = "typed tables need the feature"))]
    pub(super) fn projected(&self) -> Self {
        let mut next = 0..;
        let places = self.places.map(|place| place.and_then(|_| next.next()));
        Self { kind: self.kind, places }
    }

    /// A row of which `cell` gives the cell at a place.
    pub(super) fn row<'r>(&'r self, cell: &'r dyn Fn(usize) -> meter_tables::Cell<'r>) -> Row<'r> {
        Row { places: Some(&self.places), cell }
    }
}

/// The cells of a row, by sort of column. They are looked at where they stand, since a row is a lot to copy.
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    /// Where each sort of column stands; `None` if they stand in the order of [`Column`].
    places: Option<&'r [Option<usize>; SORTS]>,
    cell: &'r dyn Fn(usize) -> meter_tables::Cell<'r>,
}

impl<'r> Row<'r> {
    /// A row of which `cell` gives the cell that stands in a sort of column, in the order of [`Column`].
    pub(super) fn of_sorts(cell: &'r dyn Fn(usize) -> meter_tables::Cell<'r>) -> Self {
        Self { places: None, cell }
    }

    pub(super) fn get(&self, column: Column) -> meter_tables::Cell<'r> {
        let sort = column as usize;
        let place = self.places.map_or(Some(sort), |places| places[sort]);
        place.map_or(meter_tables::Cell::Nothing, self.cell)
    }
}
