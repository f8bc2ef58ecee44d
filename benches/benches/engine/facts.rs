//! A generated channel as the pile that readers push into.

use meter_bench::Channel;
use meter_model::{Delivery, Direction, Facts, Handle, Jid, Kind, Message, Moment};

/// Everything that happened in a channel, as a reader pushes it.
pub fn facts(channel: &Channel) -> Facts {
    let mut facts = Facts::default();
    facts.has_address_book();
    for history in channel.histories() {
        let address = history.person.phone.jid();
        let chat = Jid::parse(&address).expect("a generated address");
        if history.person.saved {
            facts.know(chat.handle().expect("a person"));
        }
        for event in &history.events {
            let id = format!("{} {}", history.index, event.ordinal);
            facts.message(&Message {
                chat: chat.clone(),
                direction: if event.outgoing { Direction::Outgoing } else { Direction::Incoming },
                id: Some(&id),
                time: Moment::from_seconds(event.time).expect("a time of our days"),
                kind: Kind::Content,
                delivery: Delivery::Unknown,
                text: 0,
            });
        }
    }
    facts.own(Handle::Phone(own().expect("a generated number")));
    facts
}

fn own() -> Option<meter_model::PhoneKey> {
    match Jid::parse(&meter_bench::Phone::OWN.jid())?.handle()? {
        Handle::Phone(key) => Some(key),
        _ => None,
    }
}
