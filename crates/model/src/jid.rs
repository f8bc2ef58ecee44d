//! WhatsApp addresses: which of them is a person.

use crate::{Handle, Moment, PhoneKey};

/// A WhatsApp address (JID), sorted by what it can mean for a score.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Jid {
    /// Exactly one person: a direct chat.
    Person(Handle),
    /// A group or community.
    Group {
        /// In old group addresses (`<creator>-<unix seconds>@g.us`) the number that created it.
        creator: Option<PhoneKey>,
        /// When it was created, if the address says so.
        created: Option<Moment>,
    },
    /// Broadcast lists, newsletters, `status@broadcast`, the service account `0@s.whatsapp.net`.
    OneToMany,
}

impl Jid {
    /// Reads an address in any of its spellings, or `None` if it is none.
    ///
    /// Device and agent parts (`user:12@`, `user.1:12@`) are dropped, `@c.us` equals `@s.whatsapp.net`, and bare
    /// digits are a phone number. The digits of a `@lid` are never read as a phone number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let Some((user, server)) = text.rsplit_once('@') else {
            return Self::parse_bare(text);
        };
        match server {
            "s.whatsapp.net" | "c.us" | "hosted" => Self::parse_person(without_device(user)),
            "lid" | "hosted.lid" => {
                without_device(user).parse().ok().map(|lid| Self::Person(Handle::Lid(lid)))
            }
            "g.us" => Some(Self::parse_group(user)),
            "broadcast" | "newsletter" | "call" | "bot" | "interop" | "msgr" => Some(Self::OneToMany),
            _ => None,
        }
    }

    /// The person behind a direct chat.
    #[must_use]
    pub fn handle(&self) -> Option<Handle> {
        match self {
            Self::Person(handle) => Some(handle.clone()),
            Self::Group { .. } | Self::OneToMany => None,
        }
    }

    fn parse_bare(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        if digits.contains('-') && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return Some(Self::parse_group(digits));
        }
        Self::parse_person(digits)
    }

    fn parse_person(user: &str) -> Option<Self> {
        if user == "0" {
            return Some(Self::OneToMany);
        }
        PhoneKey::from_international(user).map(|key| Self::Person(Handle::Phone(key)))
    }

    fn parse_group(user: &str) -> Self {
        let Some((creator, created)) = user.split_once('-') else {
            return Self::Group { creator: None, created: None };
        };
        Self::Group {
            creator: PhoneKey::from_international(creator),
            created: created.parse().ok().and_then(Moment::from_unix),
        }
    }
}

fn without_device(user: &str) -> &str {
    let user = user.split(':').next().unwrap_or(user);
    user.split('.').next().unwrap_or(user)
}

#[cfg(test)]
mod tests {
    use super::Jid;
    use crate::{Handle, Moment, PhoneKey};

    fn phone(digits: &str) -> Option<Jid> {
        PhoneKey::from_international(digits).map(|key| Jid::Person(Handle::Phone(key)))
    }

    #[test]
    fn one_person_in_many_spellings() {
        for text in [
            "447700900123@s.whatsapp.net",
            "447700900123@c.us",
            "447700900123:12@s.whatsapp.net",
            "447700900123.0:12@s.whatsapp.net",
            "447700900123",
            "+447700900123",
            " 447700900123 ",
        ] {
            assert_eq!(Jid::parse(text), phone("447700900123"), "{text}");
        }
    }

    #[test]
    fn a_lid_is_never_a_phone() {
        assert_eq!(Jid::parse("123456789012345@lid"), Some(Jid::Person(Handle::Lid(123_456_789_012_345))));
        assert_eq!(Jid::parse("123456789012345:7@lid"), Jid::parse("123456789012345@lid"));
    }

    #[test]
    fn groups_and_one_to_many_are_not_persons() {
        assert_eq!(
            Jid::parse("447700900123-1400000000@g.us"),
            Some(Jid::Group {
                creator: PhoneKey::from_international("447700900123"),
                created: Moment::from_seconds(1_400_000_000),
            })
        );
        assert_eq!(Jid::parse("120363012345678901@g.us"), Some(Jid::Group { creator: None, created: None }));
        for text in ["status@broadcast", "0@s.whatsapp.net", "12036304567@newsletter", "0@c.us"] {
            assert_eq!(Jid::parse(text), Some(Jid::OneToMany), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_none() {
        for text in ["", "abc", "@", "12@s.whatsapp.net", "ann@example.org", "1234567890123456@c.us"] {
            assert_eq!(Jid::parse(text), None, "{text:?}");
        }
    }
}
