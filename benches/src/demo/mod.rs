//! The demo: a bookshop's number over four months, in every sort of export that its owner could lay hands on.
//!
//! It is small enough to read and has everything that makes real exports hard: two phones and a gateway, people who appear in
//! two of them, pages that overlap, a chat with a number that is not saved, messages that failed, notices that are no answers.

mod address_book;
mod cast;
mod gateway;
mod group;

use std::io;
use std::path::Path;

use chrono_tz::Europe::London;
use serde_json::{Value, json};

use crate::export::with_file;
use crate::write::{TextChat, android_text, ios_text, zip};
use crate::{Channel, History, Owner, Phone, Summary, Truth, TruthPerson};
use cast::{Member, Source};

/// Everything in the demo follows from this.
const SEED: u64 = 20_240_520;

/// 2024-01-22T09:12:40Z, the first message.
const START: i64 = 1_705_914_760;

/// 2024-05-20T16:58:21Z, the last message.
const END: i64 = 1_716_224_301;

/// 2024-04-02T00:00:00Z: the shop went over to the gateway; chats before it are only on the phone.
const GATEWAY_FROM: i64 = 1_712_016_000;

/// Writes the demo into the folder `out`.
///
/// # Errors
/// If the disk cannot take it.
pub fn write(out: &Path) -> io::Result<()> {
    let cast = cast::cast();
    let owner = owner();
    for member in &cast {
        write_phone_chat(&out.join("chats"), &owner, member)?;
    }
    let group = android_text::file_name(group::NAME);
    with_file(&out.join("chats").join(group), |file| group::write_text(file, &owner, &cast))?;
    gateway::write(&out.join("whapi"), &owner, &cast)?;
    with_file(&out.join("address-book.vcf"), |file| address_book::write(file, &cast))?;
    with_file(&out.join("channel.toml"), |file| io::Write::write_all(file, CHANNEL_TOML.as_bytes()))
}

/// What a score of the demo has to find.
#[must_use]
pub fn truth() -> Truth {
    let persons = cast::cast()
        .iter()
        .map(|member| TruthPerson::from_history(&member.history, |event| member.source.medium(event)))
        .filter(|person| !person.touches.is_empty())
        .collect();
    Truth { persons }
}

/// What a score of the demo in a folder `demo` has to say, as a part of the engine's full view.
#[must_use]
pub fn expected() -> Value {
    let mut expected = Summary::of(&truth()).map_or(Value::Null, |summary| summary.to_json("demo"));
    // The one card without a number.
    expected["rejects"] = json!([{ "path": "address-book.vcf" }]);
    expected
}

const CHANNEL_TOML: &str = "# The phones of the shop show British time; text exports do not say so themselves.\n\
                            timezone = \"Europe/London\"\n";

fn owner() -> Owner {
    Owner { name: Channel::OWNER.to_owned(), phone: Phone::OWN }
}

/// The part of a member's chat that lies on a phone, as the phone exports it.
fn write_phone_chat(folder: &Path, owner: &Owner, member: &Member) -> io::Result<()> {
    let shown = member.history.person.shown();
    let history = member.on(|medium| medium != crate::Medium::Whapi);
    let chat = TextChat { owner, history: &history, zone: London };
    match member.source {
        Source::Gateway => Ok(()),
        Source::Android | Source::AndroidThenGateway => {
            with_file(&folder.join(android_text::file_name(&shown)), |file| {
                android_text::write_chat(file, &chat, notice_time(&history))
            })
        }
        Source::IPhone { with_media } => with_file(&folder.join(ios_text::zip_name(&shown)), |file| {
            zip::write_ios_zip(file, &chat, with_media)
        }),
    }
}

/// The first chat came to this phone from an older one, so its notice bears a later date than the messages under it.
fn notice_time(history: &History) -> Option<i64> {
    (history.index == 0).then(|| history.events.get(5).map(|event| event.time)).flatten()
}
