//! From a row to what it says.

use meter_model::{Act, Chat, Delivery, Direction, Handle, Jid, Kind};
use meter_tables::Cell;

use super::address;
use super::at::At;
use super::columns::{Column, Layout, Row, TableKind};
use super::value::{self, Event};
use crate::identity::name;
use crate::identity::phone::looks_like_number;
use crate::{Collector, Role};

/// Takes in one row. Where its channel cannot be told, the row is a reject of the whole file.
pub(super) fn push(row: &Row<'_>, layout: &Layout, at: At<'_>, collector: &mut Collector) {
    let collector = match value::identifier(row.get(Column::Channel)) {
        Some(channel) => collector.of_channel(&channel),
        None if layout.has(Column::Channel) => return at.reject(collector, "channel is missing"),
        None => collector,
    };
    let pushed = match layout.kind {
        TableKind::Messages => push_message(row, layout, collector),
        TableKind::Contacts => push_contact(row, layout, collector),
    };
    if let Err((column, why)) = pushed {
        at.reject(collector, format!("{column} {why}"));
    }
}

/// The usual name of the column in which a cell is wrong, and what is wrong with it.
type Wrong = (&'static str, &'static str);

fn push_message(row: &Row<'_>, layout: &Layout, collector: &mut Collector) -> Result<(), Wrong> {
    let event = value::event(row.get(Column::Type));
    if event == Event::Notice {
        return Ok(());
    }
    let time = value::time(row.get(Column::Time), collector.timezone());
    let time = time.map_err(|why| ("timestamp", why))?;
    let kind = match event {
        Event::Registered => {
            collector.facts().registered(time);
            return Ok(());
        }
        Event::GroupCreated => {
            collector.facts().own_group_created(time);
            return Ok(());
        }
        Event::Message(kind) => kind,
        Event::Story | Event::Notice => Kind::Content,
    };
    let direction = value::direction(row.get(Column::Direction)).map_err(|why| ("from_me", why))?;
    let (column, name) = chat_column(layout, direction)?;
    let written = row.get(column);
    let chat = if event == Event::Story {
        address::read(written).map(|_| collector.chat(&Jid::OneToMany))
    } else {
        chat(written, collector)
    };
    let chat = chat.map_err(|why| (name, why))?;
    let outgoing = direction == Direction::Outgoing;
    let id = value::identifier(row.get(Column::Id));
    let text = text(row, kind, collector);
    let act = Act {
        direction,
        id: id.as_deref(),
        time,
        kind,
        delivery: if outgoing { value::delivery(row.get(Column::Status)) } else { Delivery::Unknown },
        text,
    };
    collector.act(chat, &act);
    Ok(())
}

/// Where the chat stands: in its own column; without one, where it stands who was written to, or who wrote.
fn chat_column(layout: &Layout, direction: Direction) -> Result<(Column, &'static str), Wrong> {
    match direction {
        _ if layout.has(Column::Chat) => Ok((Column::Chat, "chat_id")),
        Direction::Outgoing => Ok((Column::To, "to")),
        Direction::Incoming if layout.has(Column::From) => Ok((Column::From, "from")),
        Direction::Incoming => Err(("to", "is the channel itself, and no column says who wrote")),
    }
}

/// The chat that is written like this; most rows are of one that was read before.
fn chat(written: Cell<'_>, collector: &mut Collector) -> Result<Chat, &'static str> {
    let Cell::Text(text) = written else {
        return address::read(written).map(|jid| collector.chat(&jid));
    };
    let mut why = "";
    let read = |text: &str| address::read(Cell::Text(text)).map_err(|wrong| why = wrong).ok();
    collector.chat_written(text.as_bytes(), read).ok_or(why)
}

/// The hash of what was written, or of what stands for it.
fn text(row: &Row<'_>, kind: Kind, collector: &Collector) -> u64 {
    if let Some(key) = value::identifier(row.get(Column::TextKey)) {
        return collector.text_key().hash_key(&key);
    }
    match row.get(Column::Text) {
        Cell::Text(text) if kind == Kind::Content => collector.text_key().hash(text),
        _ => 0,
    }
}

/// A contact. Any row of a table that says who is saved says that there is an address book, even if nobody is in it.
fn push_contact(row: &Row<'_>, layout: &Layout, collector: &mut Collector) -> Result<(), Wrong> {
    let written = address::read(row.get(Column::Chat)).map_err(|why| ("id", why))?;
    let is_address_book = collector.role() == Role::AddressBook;
    if is_address_book {
        collector.facts().has_address_book();
    }
    let Some(handle) = written.handle() else { return Ok(()) };
    collector.count_contacts(1);
    let saved = !layout.has(Column::Saved) || value::flag(row.get(Column::Saved)) == Some(true);
    if is_address_book && saved {
        if let (Handle::Phone(phone), Cell::Text(written)) = (&handle, row.get(Column::Name)) {
            let name = name::clean(written);
            if !looks_like_number(&name) {
                collector.facts().card(&name, [*phone]);
            }
        }
        collector.facts().know(handle);
    }
    Ok(())
}
