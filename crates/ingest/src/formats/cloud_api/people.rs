//! Who is who, and who is saved in the phone's address book.

use meter_model::{Handle, PhoneKey};

use crate::Role;
use crate::formats::json::{Node, Place, required};
use crate::identity::name;

use super::Log;
use super::message::{number, user};

/// Takes in whom a message came from or went to: which number the business's identifier of a user belongs to. The name beside it is the
/// person's own and says nothing about an address book.
pub(super) fn push_contact(node: &Node<'_>, _: &Place<'_>, _: Option<PhoneKey>, log: &mut Log<'_>) {
    let person = node.field("wa_id").as_ref().and_then(number).and_then(|number| number.handle());
    if let (Some(person), Some(user)) = (person, node.field("user_id").as_ref().and_then(user)) {
        log.collector.facts().link(person, user);
    }
}

/// Takes in one change of the phone's address book. People are saved under a name; `remove` removes them.
pub(super) fn push_change_of_address_book(
    node: &Node<'_>,
    place: &Place<'_>,
    _: Option<PhoneKey>,
    log: &mut Log<'_>,
) {
    let sort = node.field("type").and_then(|sort| sort.text());
    if sort.is_some_and(|sort| sort != "contact") {
        return;
    }
    let contact = node.field("contact").filter(Node::is_object);
    let contact_place = place.key("contact");
    let Some(contact) = required(contact.as_ref(), Some, &contact_place, "contact", log.collector) else {
        return;
    };
    let written = contact.field("phone_number");
    let number_place = contact_place.key("phone_number");
    let Some(person) = required(written.as_ref(), number, &number_place, "phone number", log.collector)
    else {
        return;
    };
    let Some(handle) = person.handle() else { return };
    log.collector.count_contacts(1);
    if log.collector.role() != Role::AddressBook {
        return;
    }
    let is_removed = node.field("action").and_then(|action| action.text()).as_deref() == Some("remove");
    let name = ["full_name", "first_name"]
        .into_iter()
        .filter_map(|key| contact.field(key)?.text())
        .map(|name| name::clean(&name))
        .find(|name| !name.is_empty());
    let time = node.field("metadata").and_then(|metadata| metadata.field("timestamp")?.time());
    if let (Handle::Phone(phone), Some(name), false) = (&handle, &name, is_removed) {
        log.collector.facts().card(name, [*phone]);
    }
    log.collector.facts().address_book_changed(handle, time, name.is_some() && !is_removed);
}
