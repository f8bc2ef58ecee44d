//! Who is in the demo, and what happens between them and the shop.

use super::{END, GATEWAY_FROM, SEED, START};
use crate::people::name;
use crate::random::Random;
use crate::talk::{Chat, DAY, Talk, shop_hours};
use crate::words::Line;
use crate::{Delivery, Event, History, Media, Medium, Person, Phone, What};

/// Where a member's chat can be found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Source {
    /// In the gateway's pages.
    Gateway,
    /// On the shop's Android phone.
    Android,
    /// On the owner's iPhone.
    IPhone {
        /// Whether photos were exported.
        with_media: bool,
    },
    /// On the Android phone until the shop went over to the gateway.
    AndroidThenGateway,
}

/// What sort of acquaintance it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Story {
    /// The first and the last to write.
    Frame,
    /// Talks with the shop all the time, and mostly writes first.
    Regular,
    /// One conversation with everything in its middle that is no ordinary message.
    Oddities,
    /// Asked something in the last month.
    Enquiry,
    /// Got an offer and answered within hours.
    Answered,
    /// Got an offer and took so many hours to answer.
    Late(i64),
    /// Got an offer and answered with a thumb.
    Thumb,
    /// Got an offer, some of them two, and never answered.
    Silent,
    /// Got the campaign and never answered.
    Campaign,
    /// Got an offer within the last three days.
    Pending,
    /// Got an offer within the last three days and answered at once.
    Quick,
    /// Was never reached: both messages failed.
    Unreachable,
    /// Last seen more than a month ago.
    Former,
}

/// One person of the demo.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// Who, and all that happened.
    pub(super) history: History,
    /// Where it is written.
    pub(super) source: Source,
}

impl Member {
    /// The part of the history that lies in media of this sort.
    pub(super) fn on(&self, chosen: impl Fn(Medium) -> bool) -> History {
        let mut part = self.history.clone();
        part.events.retain(|event| chosen(self.source.medium(event)));
        part
    }
}

impl Source {
    /// In which sort of export this event is written.
    pub(super) fn medium(self, event: &Event) -> Medium {
        match self {
            Self::AndroidThenGateway if event.time >= GATEWAY_FROM => Medium::Whapi,
            Self::AndroidThenGateway | Self::Android => Medium::AndroidText,
            Self::IPhone { .. } => Medium::IosText,
            Self::Gateway => Medium::Whapi,
        }
    }
}

const IPHONE: Source = Source::IPhone { with_media: false };
const IPHONE_WITH_MEDIA: Source = Source::IPhone { with_media: true };

/// Story, whether saved, source, how many of them.
const CAST: [(Story, bool, Source, usize); 27] = [
    (Story::Regular, true, Source::AndroidThenGateway, 1),
    (Story::Regular, true, IPHONE_WITH_MEDIA, 1),
    (Story::Enquiry, true, IPHONE, 1),
    (Story::Regular, true, Source::AndroidThenGateway, 1),
    (Story::Regular, true, Source::Android, 1),
    (Story::Enquiry, true, Source::Android, 1),
    (Story::Silent, true, Source::Android, 1),
    (Story::Enquiry, false, Source::Android, 1),
    (Story::Frame, true, Source::Gateway, 1),
    (Story::Oddities, true, Source::Gateway, 1),
    (Story::Regular, true, Source::Gateway, 4),
    (Story::Regular, false, Source::Gateway, 1),
    (Story::Enquiry, true, Source::Gateway, 3),
    (Story::Enquiry, false, Source::Gateway, 7),
    (Story::Answered, true, Source::Gateway, 2),
    (Story::Answered, false, Source::Gateway, 1),
    (Story::Late(60), false, Source::Gateway, 1),
    (Story::Late(96), false, Source::Gateway, 1),
    (Story::Thumb, false, Source::Gateway, 1),
    (Story::Silent, true, Source::Gateway, 2),
    (Story::Silent, false, Source::Gateway, 8),
    (Story::Campaign, true, Source::Gateway, 3),
    (Story::Campaign, false, Source::Gateway, 9),
    (Story::Pending, false, Source::Gateway, 5),
    (Story::Quick, true, Source::Gateway, 2),
    (Story::Unreachable, false, Source::Gateway, 1),
    (Story::Former, true, Source::Gateway, 4),
];

/// Everybody in the demo.
pub(super) fn cast() -> Vec<Member> {
    let roles = CAST.iter().flat_map(|role| std::iter::repeat_n(role, role.3));
    roles
        .enumerate()
        .map(|(index, &(story, saved, source, _))| {
            let person = Person { name: name(index), phone: phone(index), saved };
            let mut chat = Chat::new(Random::part(SEED, index as u64), END);
            live(story, index, &mut chat);
            Member { history: History { index, person, events: chat.finish() }, source }
        })
        .collect()
}

/// Mostly British numbers, each ninth German and each thirteenth French. The eighth member has +44 7700 900123.
fn phone(index: usize) -> Phone {
    Phone::from_pool(match index {
        _ if index % 9 == 8 => 1_100 + index,
        _ if index % 13 == 12 => 3_100 + index,
        _ => 15 + index,
    })
}

/// Shop hours `days` before the last day.
fn ago(chat: &mut Chat, days: i64) -> i64 {
    shop_hours(&mut chat.random, END.div_euclid(DAY) * DAY - days * DAY).min(END - 900)
}

fn live(story: Story, index: usize, chat: &mut Chat) {
    match story {
        Story::Frame => frame(chat),
        Story::Regular => regular(chat),
        Story::Oddities => oddities(chat),
        Story::Enquiry => {
            let (days, delay) = (chat.random.between(1, 27), chat.random.between(60, 9_000));
            let (start, messages) = (ago(chat, days), chat.random.between(3, 9));
            chat.hold(&Talk::enquiry(start, Some(delay), u32::try_from(messages).unwrap_or(3)));
        }
        Story::Answered => offer(chat, 5, 26, Some(40_000), 7),
        Story::Late(hours) => {
            let start = ago(chat, 12);
            chat.hold(&Talk::offer(start, Some(hours * 3_600 + 300), 4));
        }
        Story::Thumb => {
            let start = ago(chat, 15);
            chat.hold(&Talk::offer(start, None, 1));
            chat.push(start + 1_900, false, What::Reaction(0), Delivery::Read);
        }
        Story::Silent => {
            offer(chat, 9, 27, None, 2);
            if index.is_multiple_of(3) {
                offer(chat, 4, 6, None, 1);
            }
        }
        Story::Campaign => {
            // 2024-05-14T09:30:00Z, a Tuesday, and then one every two minutes and a half.
            let start =
                END.div_euclid(DAY) * DAY - 6 * DAY + 34_200 + i64::try_from(index).unwrap_or(0) * 150;
            chat.hold(&Talk { opening: Line::Campaign, ..Talk::offer(start, None, 1) });
        }
        Story::Pending => offer(chat, 0, 2, None, 1),
        Story::Quick => offer(chat, 1, 2, Some(6_000), 5),
        Story::Unreachable => {
            let start = ago(chat, 9);
            for time in [start, start + 300] {
                chat.push(time, true, What::Text(Line::Offer, 4), Delivery::Failed);
            }
        }
        Story::Former => {
            let days = chat.random.between(40, 100);
            let start = ago(chat, days);
            chat.hold(&Talk::enquiry(start, Some(2_000), 6));
        }
    }
}

/// An offer between `latest` and `earliest` days ago, answered after a usual delay but at most `answer` seconds.
fn offer(chat: &mut Chat, latest: i64, earliest: i64, answer: Option<i64>, messages: u32) {
    let days = chat.random.between(latest, earliest);
    let start = ago(chat, days);
    let delay = answer.map(|longest| chat.random.reply_delay().min(longest));
    chat.hold(&Talk::offer(start, delay, messages));
}

fn frame(chat: &mut Chat) {
    chat.hold(&Talk::enquiry(START, Some(1_260), 6));
    regular(chat);
    chat.push(END, false, What::Text(Line::Enquiry, 5), Delivery::Read);
}

/// Talks one to three weeks apart, from the first weeks to the last; the shop opens one of six, and is answered.
fn regular(chat: &mut Chat) {
    let mut days = chat.random.between(104, 117);
    while days > 3 {
        let start = ago(chat, days);
        let delay = Some(chat.random.reply_delay().min(50_000));
        let messages = u32::try_from(chat.random.between(4, 12)).unwrap_or(4);
        let talk = if chat.random.chance(16) {
            Talk::offer(start, delay, messages)
        } else {
            Talk::enquiry(start, delay, messages)
        };
        chat.hold(&talk);
        days -= chat.random.between(7, 21);
    }
}

/// Between a plain beginning and a plain end: a photo, an edit, a call, a message that failed, and one of a type nobody knows.
fn oddities(chat: &mut Chat) {
    let start = ago(chat, 10);
    let text = |line, seed| What::Text(line, seed);
    for (after, outgoing, what, delivery) in [
        (0, false, text(Line::Enquiry, 1), Delivery::Read),
        (240, true, text(Line::Service, 2), Delivery::Read),
        (251, true, What::Media(Media::Image), Delivery::Read),
        (300, true, What::Edit(1), Delivery::Read),
        (420, false, What::Call, Delivery::Read),
        (600, false, What::Unrecognised, Delivery::Read),
        (660, true, text(Line::Service, 5), Delivery::Failed),
        (700, true, text(Line::Service, 5), Delivery::Read),
        (1_500, false, text(Line::Answer, 7), Delivery::Read),
    ] {
        chat.push(start + after, outgoing, what, delivery);
    }
}
