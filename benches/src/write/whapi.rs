//! The objects of the Whapi gateway, with its own key names.

use serde::Serialize;

use crate::event::message_id;
use crate::words::text;
use crate::{Delivery, Event, History, Media, Owner, Phone, What};

/// A message object.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    /// Unique within the channel.
    pub id: String,
    /// Whether the owner sent it.
    pub from_me: bool,
    /// What it is: `text`, `image`, `action`, …
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Address of the chat.
    pub chat_id: String,
    /// Seconds since the epoch.
    pub timestamp: i64,
    /// How it was sent.
    pub source: &'static str,
    /// Its ticks, if the owner sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    /// What is in it, under a key named like its type.
    #[serde(flatten)]
    pub content: Content,
    /// The sender's number, digits only.
    pub from: String,
    /// The sender's own name.
    pub from_name: String,
}

/// The content of a message.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A text.
    Text {
        /// The text itself.
        body: String,
    },
    /// A photo.
    Image(File),
    /// A recorded voice message.
    Voice(File),
    /// A sticker.
    Sticker(File),
    /// A file.
    Document(File),
    /// Something done to another message.
    Action {
        /// What was done.
        #[serde(rename = "type")]
        kind: &'static str,
        /// Id of the other message.
        target: String,
        /// The reaction, if it is one.
        #[serde(skip_serializing_if = "Option::is_none")]
        emoji: Option<&'static str>,
    },
    /// A call.
    Call {
        /// What the phone shows.
        title: &'static str,
    },
    /// A notice that nobody sent.
    System {
        /// What the phone shows.
        body: &'static str,
    },
    /// Something the gateway cannot show.
    Unknown {},
}

/// A file in a message.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    /// Media type.
    pub mime_type: &'static str,
    /// Bytes.
    pub file_size: u64,
}

/// A contact object.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Contact {
    /// Number, digits only.
    pub id: String,
    /// Name in the phone book, else the number.
    pub name: String,
    /// The person's own name.
    pub pushname: String,
    /// Whether it is a business account.
    pub is_business: bool,
    /// Whether it is in the phone book; older gateways do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved: Option<bool>,
}

impl Message {
    /// The object for one event of a direct chat.
    #[must_use]
    pub fn from_event(seed: u64, owner: &Owner, history: &History, event: &Event) -> Self {
        let person = &history.person;
        let id = |ordinal| message_id(seed, history.index, ordinal);
        let (kind, content) = match event.what {
            What::Text(line, seed) => {
                ("text", Content::Text { body: text(line, seed, &owner.name, person.first_name()) })
            }
            What::Media(media) => file(media, event),
            What::Reaction(target) => {
                ("action", Content::Action { kind: "reaction", target: id(target), emoji: Some("👍") })
            }
            What::Edit(target) => {
                ("action", Content::Action { kind: "edit", target: id(target), emoji: None })
            }
            What::Call => ("call", Content::Call { title: "Voice call" }),
            What::Unrecognised => ("unknown", Content::Unknown {}),
        };
        let (from, from_name): (Phone, &str) =
            if event.outgoing { (owner.phone, &owner.name) } else { (person.phone, person.first_name()) };
        Self {
            id: id(event.ordinal),
            from_me: event.outgoing,
            kind,
            chat_id: person.phone.jid(),
            timestamp: event.time,
            source: if event.outgoing { "api" } else { "mobile" },
            status: event.outgoing.then(|| status(event.delivery)),
            content,
            from: from.digits().to_string(),
            from_name: from_name.to_owned(),
        }
    }
}

impl Contact {
    /// The object for a person.
    #[must_use]
    pub fn of(person: &crate::Person) -> Self {
        let digits = person.phone.digits().to_string();
        Self {
            name: if person.saved { person.name.clone() } else { digits.clone() },
            id: digits,
            pushname: person.first_name().to_owned(),
            is_business: false,
            saved: Some(person.saved),
        }
    }
}

fn status(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Failed => "failed",
        Delivery::Sent => "sent",
        Delivery::Delivered => "delivered",
        Delivery::Read => "read",
    }
}

fn file(media: Media, event: &Event) -> (&'static str, Content) {
    // Any size will do, as long as it follows from the event.
    let file = |mime_type| File { mime_type, file_size: 20_000 + event.time.unsigned_abs() % 180_000 };
    match media {
        Media::Image => ("image", Content::Image(file("image/jpeg"))),
        Media::Voice => ("voice", Content::Voice(file("audio/ogg; codecs=opus"))),
        Media::Sticker => ("sticker", Content::Sticker(file("image/webp"))),
        Media::Document => ("document", Content::Document(file("application/pdf"))),
    }
}

#[cfg(test)]
mod tests {
    use super::Message;
    use crate::words::Line;
    use crate::{Delivery, Event, History, Owner, Person, Phone, What};

    #[test]
    fn the_content_stands_under_a_key_named_like_the_type() {
        let owner = Owner { name: "Harbour Books".to_owned(), phone: Phone::OWN };
        let person = Person { name: "Ann Lee".to_owned(), phone: Phone::from_pool(0), saved: true };
        let what = What::Text(Line::Answer, 3);
        let event =
            Event { ordinal: 0, time: 1_716_163_200, outgoing: true, what, delivery: Delivery::Failed };
        let history = History { index: 0, person, events: vec![event] };
        let message = Message::from_event(1, &owner, &history, &event);
        let object = serde_json::to_value(&message).unwrap();
        assert_eq!(object["type"], "text");
        assert!(object["text"]["body"].is_string());
        assert_eq!(object["status"], "failed");
        assert_eq!(object["chat_id"], "447700900101@s.whatsapp.net");
        assert_eq!(object["from"], "447700900100");
        let edit = Event { what: What::Edit(0), outgoing: false, ..event };
        let object = serde_json::to_value(Message::from_event(1, &owner, &history, &edit)).unwrap();
        assert_eq!(object["action"]["type"], "edit");
        assert_eq!(object["action"]["target"], message.id.as_str());
        assert!(object.get("status").is_none() && object["action"].get("emoji").is_none());
    }
}
