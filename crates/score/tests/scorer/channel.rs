//! Channels written down as persons with touches, and random ones of that kind.

use meter_model::{
    Delivery, Direction, Facts, Handle, Jid, Kind, Ledger, LowerBound, Message, Moment, PhoneKey,
};
use meter_score::Policy;
use proptest::prelude::*;

pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 24 * HOUR;
/// Some instant long after the epoch.
pub const BASE: i64 = 1_700_000_000;

#[derive(Clone, Debug)]
pub struct Touch {
    pub time: i64,
    pub outgoing: bool,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub known: bool,
    pub touches: Vec<Touch>,
}

#[derive(Clone, Debug)]
pub struct Channel {
    pub persons: Vec<Person>,
    pub address_book: bool,
    pub registered: Option<i64>,
    pub group: Option<i64>,
}

impl Channel {
    /// A channel with an address book and these persons.
    pub fn of(persons: Vec<Person>) -> Self {
        Self { persons, address_book: true, registered: None, group: None }
    }

    pub fn newest(&self) -> Option<i64> {
        self.persons.iter().flat_map(|person| &person.touches).map(|touch| touch.time).max()
    }

    pub fn ledger(&self) -> Ledger {
        let mut facts = Facts::default();
        for (index, person) in self.persons.iter().enumerate() {
            let handle = handle(index);
            if self.address_book && person.known {
                facts.know(handle.clone());
            }
            for (number, touch) in person.touches.iter().enumerate() {
                facts.message(&Message {
                    chat: Jid::Person(handle.clone()),
                    direction: direction(touch.outgoing),
                    id: Some(&format!("{index}-{number}")),
                    time: Moment::from_seconds(touch.time).unwrap(),
                    kind: Kind::Content,
                    delivery: Delivery::Unknown,
                    text: 0,
                });
            }
        }
        if self.address_book {
            facts.has_address_book();
        }
        if let Some(time) = self.registered {
            facts.registered(Moment::from_seconds(time).unwrap());
        }
        let mut ledger = facts.settle();
        if let Some(time) = self.group {
            ledger.age.existed(LowerBound::Group, Moment::from_seconds(time).unwrap());
        }
        ledger
    }

    /// All times moved by so many seconds.
    pub fn shifted(&self, seconds: i64) -> Self {
        let mut shifted = self.clone();
        for touch in shifted.persons.iter_mut().flat_map(|person| &mut person.touches) {
            touch.time += seconds;
        }
        shifted.registered = self.registered.map(|time| time + seconds);
        shifted.group = self.group.map(|time| time + seconds);
        shifted
    }
}

/// Numbers reserved for fiction, as many as are needed.
pub fn handle(index: usize) -> Handle {
    Handle::Phone(PhoneKey::from_international(&format!("4477009{index:05}")).unwrap())
}

pub fn direction(outgoing: bool) -> Direction {
    if outgoing { Direction::Outgoing } else { Direction::Incoming }
}

/// A person with touches written as hours after [`BASE`], `true` for outgoing.
pub fn person(known: bool, touches: &[(i64, bool)]) -> Person {
    let touches =
        touches.iter().map(|&(hours, outgoing)| Touch { time: BASE + hours * HOUR, outgoing }).collect();
    Person { known, touches }
}

/// Touches within 40 days on a grid of six hours, give or take a second, so that gaps, horizons and windows are hit exactly.
fn touch() -> impl Strategy<Value = Touch> {
    (0i64..160, -1i64..=1, any::<bool>())
        .prop_map(|(step, slip, outgoing)| Touch { time: BASE + step * 6 * HOUR + slip, outgoing })
}

fn random_person() -> impl Strategy<Value = Person> {
    (any::<bool>(), prop::collection::vec(touch(), 0..10))
        .prop_map(|(known, touches)| Person { known, touches })
}

/// Any small channel.
pub fn any_channel() -> impl Strategy<Value = Channel> {
    let time = || prop::option::weighted(0.3, (-60i64..50).prop_map(|days| BASE + days * DAY));
    (prop::collection::vec(random_person(), 0..24), prop::bool::weighted(0.8), time(), time()).prop_map(
        |(persons, address_book, registered, group)| Channel { persons, address_book, registered, group },
    )
}

/// The default policy and others with other numbers.
pub fn any_policy() -> impl Strategy<Value = Policy> {
    (1u32..50, 1u32..80, 1u32..120, 0u64..15).prop_map(|(window, gap, reply, sample)| Policy {
        window_days: window,
        conversation_gap_hours: gap,
        reply_window_hours: reply,
        min_sample: sample,
        ..Policy::default()
    })
}

/// As-of: the newest touch, or any instant around the channel.
pub fn any_as_of() -> impl Strategy<Value = Option<i64>> {
    prop::option::of((-5i64..50, -1i64..=1).prop_map(|(days, slip)| BASE + days * DAY + slip))
}
