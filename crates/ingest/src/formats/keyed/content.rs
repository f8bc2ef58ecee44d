//! What a message's content counts as. Its parts have names; the first that means anything decides.

use std::borrow::Cow;

use meter_model::Kind;

use crate::Collector;
use crate::formats::json::{Node, with_object};

/// What was done, and the hash of what was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Touched {
    pub(crate) kind: Kind,
    pub(crate) text: u64,
}

impl Touched {
    pub(crate) const fn silent(kind: Kind) -> Self {
        Self { kind, text: 0 }
    }
}

/// What a part of a message is, by its name.
///
/// | part | counts as |
/// |---|---|
/// | `protocolMessage` (revocation, edit, timer, synchronisation), `editedMessage`, `secretEncryptedMessage`, pins, kept messages, edited events | a notice |
/// | `reactionMessage`, `encReactionMessage` | a reaction; without an emoji it takes one back, which is a notice |
/// | `pollUpdateMessage`, `encEventResponseMessage` | a vote |
/// | `call`, `callLogMesssage` (so spelt), `bcallMessage` | a call |
/// | `messageContextInfo`, keys of groups, files that a gateway adds | nothing: the next part decides |
/// | anything else, also unknown | content |
enum Part {
    Content,
    Touch(Kind),
    Notice,
    Nothing,
}

fn part(name: &str) -> Part {
    match name {
        "protocolMessage"
        | "editedMessage"
        | "secretEncryptedMessage"
        | "pinInChatMessage"
        | "keepInChatMessage"
        | "scheduledCallEditMessage"
        | "messageHistoryBundle"
        | "messageHistoryNotice"
        | "statusNotificationMessage" => Part::Notice,
        "reactionMessage" | "encReactionMessage" => Part::Touch(Kind::Reaction),
        "pollUpdateMessage" | "encEventResponseMessage" | "eventResponseMessage" => Part::Touch(Kind::Vote),
        "call" | "callLogMesssage" | "callLogMessage" | "bcallMessage" => Part::Touch(Kind::Call),
        "messageContextInfo"
        | "senderKeyDistributionMessage"
        | "fastRatchetKeySenderKeyDistributionMessage"
        | "base64"
        | "mediaUrl"
        | "speechToText" => Part::Nothing,
        _ => Part::Content,
    }
}

/// What a message counts as; `None` is a notice.
///
/// `sort` is the name of the content where a gateway gives it beside (`messageType`), `stub` the type of a message without content. A
/// message that was deleted later, or could not be decrypted, has a stub instead of its content, and counts all the same. With none of
/// the three keys it is content of which only the frame was kept; with an empty `message` and nothing else it is a notice.
pub(crate) fn touched(
    message: Option<&Node<'_>>,
    sort: Option<&Node<'_>>,
    stub: Option<&Node<'_>>,
    collector: &Collector,
) -> Option<Touched> {
    let mut said = Said::Nothing;
    if let Some(message) = message {
        with_object(message, |message| said = first_part(message, collector));
    }
    match said {
        Said::Nothing => {}
        Said::Notice => return None,
        Said::Touch(touched) => return Some(touched),
    }
    if let Some(stub) = stub.and_then(Node::identifier).filter(|stub| stub != "0") {
        return stub_kind(&stub).map(Touched::silent);
    }
    match sort.and_then(Node::text) {
        Some(sort) => match part(&sort) {
            Part::Content => Some(Touched::silent(Kind::Content)),
            Part::Touch(kind) => Some(Touched::silent(kind)),
            Part::Notice | Part::Nothing => None,
        },
        None => message.is_none().then_some(Touched::silent(Kind::Content)),
    }
}

/// What the parts of a message say.
enum Said {
    Nothing,
    Notice,
    Touch(Touched),
}

fn first_part(message: &Node<'_>, collector: &Collector) -> Said {
    let mut parts = message.fields().filter(|(_, value)| !value.is_null());
    let said = parts.find_map(|(name, value)| match part(&name) {
        Part::Nothing => None,
        Part::Touch(kind) if !is_taken_back(&value, kind) => Some(Said::Touch(Touched::silent(kind))),
        Part::Notice | Part::Touch(_) => Some(Said::Notice),
        Part::Content => Some(content(&value, collector)),
    });
    said.unwrap_or(Said::Nothing)
}

fn is_taken_back(value: &Node<'_>, kind: Kind) -> bool {
    kind == Kind::Reaction
        && value.field("text").and_then(|text| text.text()).is_some_and(|text| text.is_empty())
}

/// Content: its text, or what is wrapped in it (view once, disappearing, with a caption, sent from another device).
fn content(value: &Node<'_>, collector: &Collector) -> Said {
    if let Some(inner) = value.field("message").filter(Node::is_object) {
        return match first_part(&inner, collector) {
            Said::Nothing => Said::Touch(Touched::silent(Kind::Content)),
            said => said,
        };
    }
    let text = value.text().or_else(|| written(value));
    let text = text.map_or(0, |text| collector.text_key().hash(&text));
    Said::Touch(Touched { kind: Kind::Content, text })
}

fn written<'a>(part: &Node<'a>) -> Option<Cow<'a, str>> {
    let texts = part.pick(["text", "caption", "contentText"]);
    texts.into_iter().flatten().filter_map(|text| text.text()).find(|text| !text.is_empty())
}

/// Stubs that stand for something a person did, by number and by word. All others are notices.
fn stub_kind(stub: &str) -> Option<Kind> {
    match stub {
        "1" | "REVOKE" | "2" | "CIPHERTEXT" => Some(Kind::Content),
        "40"
        | "41"
        | "45"
        | "46"
        | "CALL_MISSED_VOICE"
        | "CALL_MISSED_VIDEO"
        | "CALL_MISSED_GROUP_VOICE"
        | "CALL_MISSED_GROUP_VIDEO"
        | "SILENCED_UNKNOWN_CALLER_AUDIO"
        | "SILENCED_UNKNOWN_CALLER_VIDEO" => Some(Kind::Call),
        _ => None,
    }
}
