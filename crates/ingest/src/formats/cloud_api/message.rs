//! Messages that came in, that were written in the phone's app, or that the history holds; and calls.

use meter_model::{Delivery, Direction, Handle, Jid, Kind, Message, PhoneKey};

use crate::formats::json::{Node, Place, address, delivery, required, required_time, text_key};
use crate::identity::phone;

use super::Log;
use super::envelope::each;

/// Takes in one message of `messages`: an incoming one, unless it comes from the channel itself.
pub(super) fn push_message(node: &Node<'_>, place: &Place<'_>, own: Option<PhoneKey>, log: &mut Log<'_>) {
    if !node.is_object() {
        return log.reject(place, "is no message");
    }
    let Some(from) = party(node, "from", "from_user_id", place, log) else { return };
    let written = Written { delivery: Delivery::Unknown, kind: kind(node) };
    if own.is_some_and(|own| from.handle() == Some(Handle::Phone(own))) {
        return push_outgoing(node, place, written, log);
    }
    if let (Some(old), Some(new)) = (from.handle(), new_number(node)) {
        log.collector.facts().link(old, new);
    }
    let chat = group(node).unwrap_or(from);
    push(node, place, chat, Direction::Incoming, written, log);
}

/// Takes in one message that was written in the phone's app.
pub(super) fn push_echo(node: &Node<'_>, place: &Place<'_>, _: Option<PhoneKey>, log: &mut Log<'_>) {
    if !node.is_object() {
        return log.reject(place, "is no message");
    }
    push_outgoing(node, place, Written { delivery: Delivery::Unknown, kind: kind(node) }, log);
}

fn push_outgoing(node: &Node<'_>, place: &Place<'_>, written: Written, log: &mut Log<'_>) {
    let chat = group(node).or_else(|| party(node, "to", "to_user_id", place, log));
    if let Some(chat) = chat {
        push(node, place, chat, Direction::Outgoing, written, log);
    }
}

/// Takes in one thread of the history. Its id is the number of the person; whoever else writes in it is the channel.
pub(super) fn push_thread(thread: &Node<'_>, place: &Place<'_>, own: Option<PhoneKey>, log: &mut Log<'_>) {
    let id = thread.field("id");
    let Some(chat) = required(id.as_ref(), number, &place.key("id"), "phone number", log.collector) else {
        return;
    };
    each(thread, "messages", place, log, |node, place, log| {
        if !node.is_object() {
            return log.reject(place, "is no message");
        }
        let from = node.field("from");
        let Some(from) = required(from.as_ref(), number, &place.key("from"), "phone number", log.collector)
        else {
            return;
        };
        let direction = if from == chat { Direction::Incoming } else { Direction::Outgoing };
        let is_own = own.is_none_or(|own| from.handle() == Some(Handle::Phone(own)));
        if direction == Direction::Outgoing && !is_own {
            return log.reject(&place.key("from"), "is neither the person of the thread nor the channel");
        }
        let status = node.field("history_context").and_then(|context| context.field("status")?.text());
        let word = status.unwrap_or_default().to_ascii_lowercase();
        let delivery = if word == "error" { Delivery::Failed } else { delivery(&word) };
        let delivery = if direction == Direction::Outgoing { delivery } else { Delivery::Unknown };
        push(node, place, chat.clone(), direction, Written { delivery, kind: kind(node) }, log);
    });
}

/// Takes in one call. It is reported when it begins and when it ends, under one id.
pub(super) fn push_call(node: &Node<'_>, place: &Place<'_>, own: Option<PhoneKey>, log: &mut Log<'_>) {
    if !node.is_object() {
        return log.reject(place, "is no call");
    }
    let word = node.field("direction").and_then(|direction| direction.text());
    let from = node.field("from").as_ref().and_then(number).and_then(|from| from.handle());
    let by_channel = match word.as_deref() {
        Some("BUSINESS_INITIATED") => true,
        Some("USER_INITIATED") => false,
        _ => from.is_some() && from == own.map(Handle::Phone),
    };
    let written = Written { delivery: Delivery::Unknown, kind: Some(Kind::Call) };
    if by_channel {
        push_outgoing(node, place, written, log);
    } else if let Some(chat) = party(node, "from", "from_user_id", place, log) {
        push(node, place, chat, Direction::Incoming, written, log);
    }
}

/// What is known of a message beside its chat and time.
#[derive(Clone, Copy)]
struct Written {
    delivery: Delivery,
    /// `None` for a notice.
    kind: Option<Kind>,
}

fn push(
    node: &Node<'_>,
    place: &Place<'_>,
    chat: Jid,
    direction: Direction,
    written: Written,
    log: &mut Log<'_>,
) {
    let Some(kind) = written.kind else { return };
    let time = node.field("timestamp");
    let Some(time) = required_time(time.as_ref(), &place.key("timestamp"), log.collector) else { return };
    let id = node.field("id").and_then(|id| id.identifier()).filter(|id| !id.is_empty());
    let sort = node.field("type").and_then(|sort| sort.text());
    let text = if kind == Kind::Content { text_key(node, sort.as_deref(), log.collector) } else { 0 };
    let delivery = written.delivery;
    log.collector.message(&Message { chat, direction, id: id.as_deref(), time, kind, delivery, text });
}

/// What a message's `type` counts as; `None` is a notice.
///
/// | `type` | counts as |
/// |---|---|
/// | `system`, `edit`, `revoke` | a notice |
/// | `request_welcome` (somebody opened the chat for the first time and wrote nothing) | a notice |
/// | `reaction` without an emoji: taken back | a notice |
/// | `reaction` | a reaction |
/// | anything else, also `unsupported` and none | content |
fn kind(node: &Node<'_>) -> Option<Kind> {
    match node.field("type").and_then(|sort| sort.text()).as_deref() {
        Some("system" | "edit" | "revoke" | "request_welcome") => None,
        Some("reaction") if is_taken_back(node) => None,
        Some("reaction") => Some(Kind::Reaction),
        _ => Some(Kind::Content),
    }
}

fn is_taken_back(node: &Node<'_>) -> bool {
    node.field("reaction").filter(Node::is_object).is_some_and(|reaction| {
        reaction.field("emoji").and_then(|emoji| emoji.text()).is_none_or(|emoji| emoji.is_empty())
    })
}

/// The number to which a customer has changed, where a message says so.
fn new_number(node: &Node<'_>) -> Option<Handle> {
    let system = node.field("system").filter(Node::is_object)?;
    let sort = system.field("type")?.text()?;
    if !sort.ends_with("_changed_number") {
        return None;
    }
    ["new_wa_id", "wa_id"].into_iter().find_map(|key| number(&system.field(key)?)?.handle())
}

/// The group of a message; its identifier is none of WhatsApp's addresses and tells nothing.
fn group(node: &Node<'_>) -> Option<Jid> {
    let id = node.field("group_id").filter(|id| !id.is_null());
    id.map(|_| Jid::Group { creator: None, created: None })
}

/// The person under `key`. People with a username may hide their number; then the identifier stands in for it that the business
/// has for them.
pub(super) fn party(
    node: &Node<'_>,
    key: &'static str,
    identifier: &'static str,
    place: &Place<'_>,
    log: &mut Log<'_>,
) -> Option<Jid> {
    let written = node.field(key);
    let is_hidden = written
        .as_ref()
        .is_none_or(|written| written.is_null() || written.text().is_some_and(|text| text.is_empty()));
    match node.field(identifier).as_ref().and_then(user) {
        Some(user) if is_hidden => Some(Jid::Person(user)),
        _ => required(written.as_ref(), number, &place.key(key), "phone number", log.collector),
    }
}

/// The party with a number: in digits, as the API writes it, or as people do (`+44 7700 900001`).
pub(super) fn number(node: &Node<'_>) -> Option<Jid> {
    let as_people_do = || phone::jid_user(&node.identifier()?).map(|phone| Jid::Person(Handle::Phone(phone)));
    address(node).or_else(as_people_do)
}

/// An identifier that a business has for a user. It is compared like a name, and no name looks like it.
pub(super) fn user(node: &Node<'_>) -> Option<Handle> {
    node.text().filter(|user| !user.is_empty()).map(|user| Handle::Name(user.into()))
}
