//! Notices: lines that WhatsApp itself writes into a chat. They are no touches, but some say what the chat is.

use crate::identity::name::is_invisible;

/// In many languages, the word for a group, with which nearly all notices that only groups have are written, and some English ones
/// that lack it.
const GROUP: &[&str] = &[
    "group",
    "gruppe",
    "grupo",
    "gruppo",
    "groupe",
    "groep",
    "групп",
    "груп",
    "grup",
    "مجموعة",
    "קבוצה",
    "ग्रुप",
    "समूह",
    "グループ",
    "그룹",
    "群",
    "nhóm",
    "กลุ่ม",
    "ryhmä",
    "skupin",
    "csoport",
    "ομάδα",
    "گروه",
    "گروپ",
    "গ্রুপ",
    "kikundi",
    "groep",
    "community",
    "broadcast list",
    "announcements",
    "changed the subject",
    " added you",
    "joined using",
];

/// What direct chats say about groups: those that both sides are in, and calls.
const OF_DIRECT_CHATS: &[&str] = &[
    "in common",
    "common group",
    "group voice call",
    "group video call",
    "group call",
    "gemeinsame gruppe",
    "gruppenanruf",
    "en común",
    "en commun",
    "in comune",
    "em comum",
    "gemeenschappelijke groep",
    "общие групп",
    "общих групп",
];

/// How notices say that the partner is not in the address book, and that they are; the denial is looked for first.
const NO_CONTACT: &[&str] = &[
    "is not a contact",
    "isn't a contact",
    "isn’t a contact",
    "not in your contacts",
    "ist kein kontakt",
    "no es un contacto",
    "n'est pas un contact",
    "n’est pas un contact",
    "non è un contatto",
    "não é um contat",
    "is geen contact",
    "не контакт",
    "bukan kontak",
    "nie jest kontaktem",
];
const CONTACT: &[&str] = &[
    "is a contact",
    "ist ein kontakt",
    "es un contacto",
    "est un contact",
    "è un contatto",
    "é um contat",
    "is een contact",
    "adalah kontak",
    "jest kontaktem",
];

/// What a notice says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Said {
    /// It belongs to a group, a community or a broadcast list.
    pub(super) group: bool,
    /// The partner is (not) in the address book.
    pub(super) contact: Option<bool>,
}

/// Reads a notice.
pub(super) fn read(notice: &str) -> Said {
    let folded: String =
        notice.chars().filter(|&character| !is_invisible(character)).flat_map(char::to_lowercase).collect();
    let has = |phrases: &[&str]| phrases.iter().any(|phrase| folded.contains(phrase));
    let contact = if has(NO_CONTACT) { Some(false) } else { has(CONTACT).then_some(true) };
    Said { group: contact.is_none() && has(GROUP) && !has(OF_DIRECT_CHATS), contact }
}

#[cfg(test)]
mod tests {
    use super::{Said, read};

    #[test]
    fn notices_tell_groups_and_contacts() {
        for text in [
            "You created group “Book club”",
            "Ann changed the group description",
            "Ben hat die Gruppe verlassen",
            "Ann joined using this group's invite link",
            "Ann added you",
        ] {
            assert_eq!(read(text), Said { group: true, contact: None }, "{text}");
        }
        for (text, contact) in [
            ("Ann is a contact.", Some(true)),
            ("Ann ist ein Kontakt", Some(true)),
            ("+44 7700 900123 is not a contact. No groups in common", Some(false)),
            ("Messages and calls are end-to-end encrypted.", None),
            ("3 groups in common", None),
            ("Missed group voice call", None),
            ("Your security code with Ann changed. Tap to learn more.", None),
            ("Ann changed their phone number to a new number. Tap to message or add the new number.", None),
        ] {
            assert_eq!(read(text), Said { group: false, contact }, "{text}");
        }
    }
}
