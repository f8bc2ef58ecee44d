//! Changes to a settled ledger, for questions of the kind "and if it were so?".

use crate::{Act, Delivery, Direction, Handle, Kind, Ledger, LedgerPerson, LowerBound, Moment, Touch};

/// One message to somebody new.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewOutreach {
    /// When it is sent.
    pub time: Moment,
    /// Whether the person is in the address book.
    pub known: bool,
    /// When the person answers, if at all; not before `time`.
    pub answer: Option<Moment>,
}

impl Ledger {
    /// Puts persons into the address book.
    pub fn save(&mut self, persons: &[usize]) {
        for &person in persons {
            self.persons[person].known = true;
        }
        self.address_book |= !persons.is_empty();
    }

    /// Adds an answer to each of these outreaches at the very instant of its opening: the person and when the channel opened it.
    ///
    /// Such an answer stands behind what it answers, although incoming touches come first at equal times.
    pub fn answer_at_once(&mut self, openings: &[(usize, Moment)]) {
        let mut openings = openings.to_vec();
        openings.sort_unstable();
        let mut openings = openings.into_iter().peekable();
        let mut touches = Vec::with_capacity(self.touches.len() + openings.len());
        for touch in std::mem::take(&mut self.touches) {
            touches.push(touch);
            let opened = (touch.person(), touch.time());
            if touch.is_outgoing() && openings.next_if_eq(&opened).is_some() {
                touches.push(content(touch.person, opened.1, Direction::Incoming, 0));
            }
        }
        self.touches = touches;
    }

    /// Adds a person for each outreach. All of them get the same text, which nobody else got.
    ///
    /// # Panics
    /// With 2³² persons, which fit into no memory.
    pub fn send(&mut self, outreaches: &[NewOutreach]) {
        const TEXT: u64 = 1;
        for outreach in outreaches {
            let person = u32::try_from(self.persons.len()).expect("fewer than 2^32 persons fit in memory");
            let name = format!("new person {}", self.persons.len()).into();
            let handles = vec![Handle::Name(name)];
            self.persons.push(LedgerPerson { handles, known: outreach.known, own: false });
            self.address_book |= outreach.known;
            self.age.existed(LowerBound::Message, outreach.time);
            self.touches.push(content(person, outreach.time, Direction::Outgoing, TEXT));
            let answer = outreach.answer.map(|time| content(person, time, Direction::Incoming, 0));
            self.touches.extend(answer);
        }
    }

    /// Takes out the chats with these persons. That the number existed when they were begun stays true.
    pub fn drop_chats(&mut self, is_dropped: impl Fn(&LedgerPerson) -> bool) {
        let dropped: Vec<bool> = self.persons.iter().map(is_dropped).collect();
        for touches in [&mut self.touches, &mut self.failed] {
            touches.retain(|touch| !dropped[touch.person()]);
        }
    }
}

fn content(person: u32, time: Moment, direction: Direction, text: u64) -> Touch {
    let (kind, delivery) = (Kind::Content, Delivery::Unknown);
    Touch::new(person, 0, &Act { direction, id: None, time, kind, delivery, text })
}

#[cfg(test)]
mod tests {
    use super::NewOutreach;
    use crate::{Delivery, Direction, Facts, Handle, Jid, Kind, Ledger, Message, Moment, PhoneKey, Touch};

    fn moment(seconds: i64) -> Moment {
        Moment::from_seconds(1_700_000_000 + seconds).unwrap()
    }

    fn ledger(touches: &[(&str, i64, Direction)]) -> Ledger {
        let mut facts = Facts::default();
        for (phone, seconds, direction) in touches {
            facts.message(&Message {
                chat: Jid::Person(Handle::Phone(PhoneKey::from_international(phone).unwrap())),
                direction: *direction,
                id: None,
                time: moment(*seconds),
                kind: Kind::Content,
                delivery: Delivery::Unknown,
                text: 0,
            });
        }
        facts.settle()
    }

    fn told(touches: &[Touch]) -> Vec<(usize, i64, bool)> {
        let tell =
            |touch: &Touch| (touch.person(), touch.time().seconds() - 1_700_000_000, touch.is_outgoing());
        touches.iter().map(tell).collect()
    }

    const OUT: Direction = Direction::Outgoing;

    #[test]
    fn an_answer_at_once_stands_behind_what_it_answers() {
        let mut ledger =
            ledger(&[("447700900001", 5, OUT), ("447700900001", 9, OUT), ("447700900002", 5, OUT)]);
        ledger.answer_at_once(&[(0, moment(9)), (1, moment(5))]);
        assert_eq!(
            told(&ledger.touches),
            [(0, 5, true), (0, 9, true), (0, 9, false), (1, 5, true), (1, 5, false)]
        );
    }

    #[test]
    fn new_persons_come_behind_the_others() {
        let mut ledger = ledger(&[("447700900001", 5, OUT)]);
        let outreach = |known, answer| NewOutreach { time: moment(7), known, answer };
        ledger.send(&[outreach(false, None), outreach(true, Some(moment(8)))]);
        assert_eq!(told(&ledger.touches), [(0, 5, true), (1, 7, true), (2, 7, true), (2, 8, false)]);
        assert_eq!(
            ledger.persons.iter().map(|person| person.known).collect::<Vec<_>>(),
            [false, false, true]
        );
        assert!(ledger.address_book);
        assert_eq!(ledger.touches[1].text_key(), ledger.touches[2].text_key());
        assert!(ledger.touches[1].text_key().is_some() && ledger.touches[3].text_key().is_none());
    }

    #[test]
    fn a_dropped_chat_still_proves_that_the_number_existed() {
        let mut ledger = ledger(&[("447700900001", 5, OUT), ("447700900002", 8, OUT)]);
        ledger.drop_chats(|person| {
            person.handles[0] == Handle::Phone(PhoneKey::from_international("447700900001").unwrap())
        });
        assert_eq!(told(&ledger.touches), [(1, 8, true)]);
        assert_eq!(ledger.age.message, Some(moment(5)));
    }

    #[test]
    fn saving_nobody_is_no_address_book() {
        let mut ledger = ledger(&[("447700900001", 5, OUT)]);
        ledger.save(&[]);
        assert!(!ledger.address_book);
        ledger.save(&[0]);
        assert!(ledger.address_book && ledger.persons[0].known);
    }
}
