//! Any document made of the words of these formats, however wrongly put together, is read without a panic, and rejects repeat nothing.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::testing::read_with;
use super::{Format, baileys, chat_exporter, evolution, green_api, waha, web_js, whapi, wppconnect};
use crate::{Role, TextKey};

const FORMATS: [&Format; 8] = [
    &baileys::FORMAT,
    &chat_exporter::FORMAT,
    &evolution::FORMAT,
    &green_api::FORMAT,
    &waha::FORMAT,
    &web_js::FORMAT,
    &whapi::FORMAT,
    &wppconnect::FORMAT,
];

const KEYS: [&str; 64] = [
    "key",
    "remoteJid",
    "fromMe",
    "id",
    "remoteJidAlt",
    "senderPn",
    "message",
    "messageTimestamp",
    "messageType",
    "messageStubType",
    "status",
    "reactions",
    "pollUpdates",
    "update",
    "receipt",
    "reaction",
    "contacts",
    "chats",
    "messages",
    "name",
    "notify",
    "lid",
    "pn",
    "phoneNumber",
    "me",
    "wid",
    "user",
    "records",
    "total",
    "currentPage",
    "event",
    "instance",
    "data",
    "sender",
    "session",
    "payload",
    "keyId",
    "lastMessage",
    "MessageUpdate",
    "_data",
    "_serialized",
    "remote",
    "server",
    "from",
    "to",
    "chatId",
    "timestamp",
    "t",
    "ack",
    "type",
    "isMyContact",
    "isMe",
    "msgId",
    "selectedOptions",
    "isVideo",
    "contact",
    "typeWebhook",
    "instanceData",
    "senderData",
    "messageData",
    "idMessage",
    "contactName",
    "from_me",
    "447700900001@s.whatsapp.net",
];

fn scalar() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(3),
        json!(1_716_163_200_u32),
        json!(1_716_163_200_123_u64),
        json!(1.5e300),
        json!("SECRET"),
        json!(""),
        json!("447700900001@s.whatsapp.net"),
        json!("12345678901234@lid"),
        json!("120363012345678901@g.us"),
        json!("status@broadcast"),
        json!("true_447700900001@c.us_A"),
        json!("messages.upsert"),
        json!("message.any"),
        json!("incomingMessageReceived"),
        json!("incoming"),
        json!("{\"key\":{\"fromMe\":true}}"),
    ])
}

fn document() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(6, 64, 8, |inner| {
        let key = prop::sample::select(KEYS.to_vec());
        let object = prop::collection::vec((key, inner.clone()), 0..8).prop_map(|fields| {
            Value::Object(
                fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>(),
            )
        });
        prop_oneof![3 => object, 1 => prop::collection::vec(inner, 0..4).prop_map(Value::Array)]
    })
}

proptest! {
    #[test]
    fn any_document_is_read_and_rejects_repeat_nothing(documents in prop::collection::vec(document(), 1..4)) {
        let lines: Vec<String> = documents.iter().map(Value::to_string).collect();
        for format in FORMATS {
            let text = lines.join("\n");
            let outcome = read_with(format, text.as_bytes(), Role::AddressBook, &TextKey::default());
            let collector = outcome.unwrap();
            for reject in &collector.rejects {
                let said = format!("{} {}", reject.at, reject.why);
                prop_assert!(!said.contains("SECRET") && !said.contains("4477"), "repeats content");
            }
            let touches = collector.facts.settle().touches.len() as u64;
            prop_assert!(touches <= collector.report.records);
        }
    }
}
