//! The shop's book club: a group, on the phone and in the gateway, which no metric of direct chats may notice.

use std::io::{self, Write};

use chrono_tz::Europe::London;

use super::cast::Member;
use super::{END, SEED};
use crate::random::Random;
use crate::talk::{DAY, shop_hours};
use crate::words::{Line, text};
use crate::write::android_text::{message, notice};
use crate::{Owner, Phone};

/// Its subject.
pub(super) const NAME: &str = "Harbour Book Club";

/// Its address.
pub(super) const JID: &str = "120363041700900100@g.us";

/// 2024-01-25T10:15:00Z, three days after the shop's first message.
pub(super) const CREATED: i64 = 1_706_177_700;

/// A text that somebody wrote in the group.
pub(super) struct Post {
    /// Seconds since the epoch.
    pub(super) time: i64,
    /// Who wrote it: a position in the cast, or the owner.
    pub(super) author: Option<usize>,
    /// What.
    pub(super) body: String,
}

/// How many of the cast are in the group.
pub(super) const MEMBERS: usize = 8;

/// A number in the group with which the shop has no chat.
pub(super) fn outsider() -> Phone {
    Phone::from_pool(700)
}

/// Everything posted, in time order, ending days before the demo does.
pub(super) fn posts() -> Vec<Post> {
    let mut random = Random::part(SEED, 1 << 32);
    let mut posts: Vec<Post> = (0..45)
        .map(|_| {
            let day = random.between(4, 110);
            let time = shop_hours(&mut random, END.div_euclid(DAY) * DAY - day * DAY);
            let author = (!random.chance(25)).then(|| usize::try_from(random.between(0, 7)).unwrap_or(0));
            let line = if author.is_some() { Line::Answer } else { Line::Service };
            Post { time, author, body: text(line, random.bits(), super::Channel::OWNER, "everybody") }
        })
        .collect();
    posts.sort_by_key(|post| post.time);
    posts
}

/// Writes what Android exports of the group.
pub(super) fn write_text(out: &mut impl Write, owner: &Owner, cast: &[Member]) -> io::Result<()> {
    let outsider = outsider();
    notice(
        out,
        London,
        CREATED,
        "Messages and calls are end-to-end encrypted. No one outside of this chat, not even \
        WhatsApp, can read or listen to them. Tap to learn more.",
    )?;
    notice(out, London, CREATED, &format!("You created group \"{NAME}\""))?;
    for member in cast.iter().take(MEMBERS) {
        notice(out, London, CREATED + 60, &format!("You added {}", member.history.person.shown()))?;
    }
    notice(out, London, CREATED + DAY, &format!("{outsider} joined using this group's invite link"))?;
    message(out, London, CREATED + DAY + 600, "~ Wren", "Hello all, thanks for having me! 📚")?;
    for post in posts() {
        let author =
            post.author.and_then(|author| cast.get(author)).map(|member| member.history.person.shown());
        message(out, London, post.time, author.as_ref().unwrap_or(&owner.name), &post.body)?;
    }
    Ok(())
}
