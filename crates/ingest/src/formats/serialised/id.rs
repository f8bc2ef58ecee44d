//! The id of a message, which holds its direction and its chat.

use std::borrow::Cow;

use meter_model::Jid;

use crate::formats::json::{Node, address};

/// What an id says. Any part may be missing.
#[derive(Default, PartialEq, Eq, Debug)]
pub(super) struct MessageId {
    pub(super) from_me: Option<bool>,
    pub(super) chat: Option<Jid>,
    /// The id that WhatsApp itself uses, the same in exports of all sorts.
    pub(super) id: Option<String>,
}

impl MessageId {
    /// Reads `{fromMe, remote, id, _serialized}` or `<fromMe>_<chat>_<id>[_<member>]`; any other text is an id by itself.
    pub(super) fn read(node: &Node<'_>) -> Self {
        if !node.is_object() {
            return node.identifier().map(|text| Self::split(&text)).unwrap_or_default();
        }
        let [from_me, remote, id, whole] = node.pick(["fromMe", "remote", "id", "_serialized"]);
        let whole = whole.and_then(|whole| whole.text()).map(|whole| Self::split(&whole)).unwrap_or_default();
        Self {
            from_me: from_me.and_then(|flag| flag.flag()).or(whole.from_me),
            chat: remote.as_ref().and_then(address).or(whole.chat),
            id: id
                .and_then(|id| id.identifier())
                .filter(|id| !id.is_empty())
                .map(Cow::into_owned)
                .or(whole.id),
        }
    }

    fn split(text: &str) -> Self {
        let mut parts = text.splitn(4, '_');
        let from_me = match parts.next() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => None,
        };
        if let (Some(_), Some(chat), Some(id)) = (from_me, parts.next().and_then(Jid::parse), parts.next()) {
            return Self { from_me, chat: Some(chat), id: Some(id.to_owned()).filter(|id| !id.is_empty()) };
        }
        Self { id: Some(text.to_owned()).filter(|text| !text.is_empty()), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use meter_model::Jid;

    use super::MessageId;
    use crate::formats::json::Node;

    fn read(text: &str) -> MessageId {
        MessageId::read(&Node::parse(text).unwrap())
    }

    fn expected(from_me: bool, chat: &str, id: &str) -> MessageId {
        MessageId { from_me: Some(from_me), chat: Jid::parse(chat), id: Some(id.to_owned()) }
    }

    #[test]
    fn an_id_says_direction_and_chat() {
        let one = expected(false, "447700900001@c.us", "3EB0A");
        assert_eq!(read(r#""false_447700900001@c.us_3EB0A""#), one);
        assert_eq!(read(r#"{"_serialized":"false_447700900001@c.us_3EB0A"}"#), one);
        assert_eq!(read(r#"{"fromMe":false,"remote":"447700900001@c.us","id":"3EB0A"}"#), one);
        assert_eq!(
            read(r#"{"fromMe":false,"remote":{"server":"c.us","user":"447700900001"},"id":"3EB0A"}"#),
            one
        );
        assert_eq!(
            read(r#""true_120363012345678901@g.us_3EB0B_447700900999@c.us""#),
            expected(true, "120363012345678901@g.us", "3EB0B")
        );
        assert_eq!(
            read(r#""true_12345678901234@lid_3EB0C_out""#),
            expected(true, "12345678901234@lid", "3EB0C")
        );
    }

    #[test]
    fn other_ids_are_ids_and_nothing_more() {
        for text in ["3EB0A", "true_story_x", "false_447700900001@c.us", "maybe_447700900001@c.us_A"] {
            let id = read(&format!("\"{text}\""));
            assert_eq!(id, MessageId { id: Some(text.to_owned()), ..MessageId::default() }, "{text}");
        }
        for text in ["\"\"", "null", "[]", "{}", r#"{"id":7.5e3,"remote":[]}"#] {
            assert_eq!((read(text).chat, read(text).from_me), (None, None), "{text}");
        }
    }
}
