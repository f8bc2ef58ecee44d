//! What exports say about one WhatsApp number, in the few words that every other crate shares.
//!
//! The flow is one way. A reader recognises a [`Message`] and pushes it into [`Facts`]; facts of many files
//! add up with [`Facts::absorb`] in any order; [`Facts::settle`] joins the identities, throws out what was seen twice, and
//! hands the scorer a [`Ledger`]: every touch once, under its person, in time order.
//!
//! | word | meaning |
//! |---|---|
//! | [`Handle`] | one form under which a person appears: a phone number, a hidden identifier (LID) or a display name |
//! | [`Jid`] | a WhatsApp address, sorted into person, group and everything else |
//! | [`Touch`] | something a human or business did in a direct chat, 24 bytes |
//! | [`Delivery`] | how far an outgoing message is known to have come |
//!
//! This crate knows no file format, no time zone and no rating.

mod age;
mod edit;
mod facts;
mod jid;
mod ledger;
mod message;
mod moment;
mod once;
mod overlap;
mod person;
mod phone_key;
mod settle;
mod touch;

pub use age::{AgeEvidence, LowerBound};
pub use edit::NewOutreach;
pub use facts::{Chat, Facts};
pub use jid::Jid;
pub use ledger::{Ledger, LedgerPerson};
pub use message::{Act, Kind, Message};
pub use moment::Moment;
pub use overlap::{Overlap, Stretch};
pub use person::Handle;
pub use phone_key::PhoneKey;
pub use touch::{Delivery, Direction, Touch, text_key};
