//! People who do not exist: names from two lists, numbers from ranges kept free for fiction.

use std::fmt;

/// A phone number: country code and national number, digits only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Phone(u64);

/// The channel's side of all chats.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owner {
    /// Profile name, under which text exports show the owner's messages.
    pub name: String,
    /// Own number.
    pub phone: Phone,
}

/// Somebody on the other side of a chat.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// Full name: the entry in the address book if saved, else what the person calls themselves.
    pub name: String,
    /// Number.
    pub phone: Phone,
    /// Whether the owner has saved the person.
    pub saved: bool,
}

impl Person {
    /// The first word of the name.
    #[must_use]
    pub fn first_name(&self) -> &str {
        self.name.split(' ').next().unwrap_or(&self.name)
    }

    /// How chats and text exports show the person: by name if saved, else by number.
    #[must_use]
    pub fn shown(&self) -> String {
        if self.saved { self.name.clone() } else { self.phone.to_string() }
    }
}

impl Phone {
    /// The own number of every generated channel.
    pub const OWN: Self = Self(447_700_900_100);

    /// The digits, country code first.
    #[must_use]
    pub fn digits(self) -> u64 {
        self.0
    }

    /// The address of the direct chat with this number.
    #[must_use]
    pub fn jid(self) -> String {
        format!("{}@s.whatsapp.net", self.0)
    }

    /// The number `index` of a pool of [`PHONES`] different numbers, none of them [`Phone::OWN`]; beyond, the pool begins again.
    #[must_use]
    pub fn from_pool(index: usize) -> Self {
        let mut rest = index as u64 % PHONES;
        for (first, count) in RANGES {
            if rest < count {
                return Self(first + rest);
            }
            rest -= count;
        }
        Self::OWN
    }
}

/// How many different numbers there are for the persons of one channel.
pub const PHONES: u64 = 62_999;

/// First number and length of each range, most British first since the owner is.
const RANGES: [(u64, u64); 10] = [
    (447_700_900_101, 899),
    (447_700_900_000, 100),
    (493_023_125_000, 1_000),
    (61_491_570_000, 1_000),
    (33_639_980_000, 10_000),
    (33_199_000_000, 10_000),
    (33_261_910_000, 10_000),
    (33_353_010_000, 10_000),
    (33_465_710_000, 10_000),
    (33_536_490_000, 10_000),
];

impl fmt::Display for Phone {
    /// The international form in which WhatsApp shows a number that is not saved.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        let groups: &[usize] = match &digits[..2] {
            "44" => &[2, 4, 6],
            "49" => &[2, 2, 8],
            "61" => &[2, 3, 3, 3],
            _ => &[2, 1, 2, 2, 2, 2],
        };
        let mut rest = digits.as_str();
        for (position, &length) in groups.iter().enumerate() {
            let (group, after) = rest.split_at(length.min(rest.len()));
            write!(f, "{}{group}", if position == 0 { "+" } else { " " })?;
            rest = after;
        }
        f.write_str(rest)
    }
}

/// The name `index`, different for every index.
#[must_use]
pub fn name(index: usize) -> String {
    let (round, place) = (index / (FIRST.len() * LAST.len()), index % (FIRST.len() * LAST.len()));
    // Walking down both lists at once makes neighbours differ in both names.
    let first = FIRST[place % FIRST.len()];
    let last = LAST[(place + place / FIRST.len()) % LAST.len()];
    if round == 0 { format!("{first} {last}") } else { format!("{first} {} {last}", initials(round)) }
}

/// `A.`, `B.`, … `Z.`, `A. A.`, …
fn initials(round: usize) -> String {
    const LETTERS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = char::from(LETTERS[(round - 1) % 26]);
    let before = (round - 1) / 26;
    if before == 0 { format!("{letter}.") } else { format!("{} {letter}.", initials(before)) }
}

const FIRST: [&str; 40] = [
    "Mia", "Noah", "Grace", "Oliver", "Zoë", "Ethan", "Amelia", "Leo", "Priya", "Callum", "Freya", "Omar",
    "Isla", "Hugo", "Chloe", "Arjun", "Poppy", "Finn", "Yasmin", "Theo", "Ruby", "Kofi", "Elena", "Max",
    "Ines", "Rory", "Nadia", "Alfie", "Sienna", "Jude", "Hana", "Owen", "Clara", "Femi", "Erin", "Luca",
    "Maya", "Tom", "Aisha", "Ben",
];

const LAST: [&str; 40] = [
    "Turner",
    "Patel",
    "Kim",
    "Reid",
    "Marsh",
    "Okafor",
    "Hughes",
    "Novak",
    "Shaw",
    "Fraser",
    "Lindqvist",
    "Haddad",
    "Barnes",
    "Moreau",
    "Whitfield",
    "Rao",
    "Ellis",
    "Keane",
    "Aziz",
    "Thornton",
    "Carver",
    "Mensah",
    "Petrova",
    "Holt",
    "Duarte",
    "Burns",
    "Rahman",
    "Webb",
    "Costa",
    "Lyle",
    "Sato",
    "Price",
    "Engel",
    "Adeyemi",
    "Doyle",
    "Ferri",
    "Gill",
    "Stone",
    "Noor",
    "Frost",
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{PHONES, Phone, RANGES, name};

    #[test]
    fn every_person_has_a_number_of_their_own() {
        assert_eq!(RANGES.iter().map(|(_, count)| count).sum::<u64>(), PHONES);
        let phones: HashSet<Phone> = (0..62_999).map(Phone::from_pool).collect();
        assert_eq!(phones.len(), 62_999);
        assert!(!phones.contains(&Phone::OWN));
    }

    #[test]
    fn every_person_has_a_name_of_their_own() {
        let names: HashSet<String> = (0..70_000).map(name).collect();
        assert_eq!(names.len(), 70_000);
        assert_eq!((name(0), name(1)), ("Mia Turner".to_owned(), "Noah Patel".to_owned()));
    }

    #[test]
    fn numbers_look_as_on_the_phone() {
        let shown = |index| Phone::from_pool(index).to_string();
        assert_eq!(Phone::OWN.to_string(), "+44 7700 900100");
        assert_eq!(shown(22), "+44 7700 900123");
        assert_eq!(shown(999), "+49 30 23125000");
        assert_eq!(shown(1_999), "+61 491 570 000");
        assert_eq!(shown(3_000), "+33 6 39 98 00 01");
    }
}
