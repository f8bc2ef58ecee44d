//! The page of many channels: how many stand where, how the values are spread, and each of them, the worst first.
//!
//! Everything is there without a script; with it the table is sorted by its headings and filtered by name and rating. A channel takes some three
//! kilobytes, so that a thousand stay small enough to be sent.

mod channel;
mod detail;
mod ranks;
mod standing;
mod table;
mod value;
mod weeks;

use std::collections::HashMap;
use std::io::{self, Write};

use maud::{Markup, html};
use meter_score::words::count;
use meter_score::{Metric, Policy};

pub use self::channel::FleetChannel;
use self::ranks::Ranks;
use super::chart::distribution;
use super::document::{Document, Kind, Section};
use super::{component, text};
use crate::fleet::{Member, Summary};
use crate::mask::Mask;
use crate::table::date;

const KIND: Kind =
    Kind { class: Some("fleet"), style: include_str!("style.css"), script: include_str!("script.js") };

/// Writes the page of many channels, in whatever order they are given. `unread` is how many more were asked for and could not be read;
/// `policy` is that of all scores; `mask` tells whether persons and paths in the channels are masked, which is then said.
///
/// The same channels and policy give the same bytes. Everything is in it: it fetches nothing, and says so in a policy that browsers
/// enforce.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write<W: Write + ?Sized>(
    channels: &[FleetChannel],
    unread: usize,
    policy: &Policy,
    mask: Mask,
    out: &mut W,
) -> io::Result<()> {
    let members: Vec<Member> = channels.iter().map(|channel| channel.member.clone()).collect();
    let view = View { channels, unread, policy, mask, members: &members };
    out.write_all(view.document().into_html().as_bytes())
}

/// What the sections look at.
struct View<'p> {
    channels: &'p [FleetChannel],
    unread: usize,
    policy: &'p Policy,
    mask: Mask,
    /// Of each channel.
    members: &'p [Member],
}

impl View<'_> {
    fn document(&self) -> Document {
        let summary = Summary::of(self.members);
        let names = self.names();
        let ranks = Ranks::of(self.members, &names);
        let section = |id, title, body: Markup| Section { id, title, body };
        let sections = [
            Some(section("ratings", "Ratings", standing::markup(&summary))),
            self.spread(&summary).map(|body| section("spread", "How the values are spread", body)),
            Some(section("channels", "Channels", table::markup(self, &ranks, &Self::namesakes(&names)))),
        ];
        Document {
            kind: KIND,
            title: format!("{} – Safety Meter", self.title()),
            header: self.header(),
            notices: component::notice("Not on this page", self.missing().as_slice()),
            sections: sections.into_iter().flatten().collect(),
            footer: self.footer(),
        }
    }

    /// A fleet of which a part is missing must not look whole to whoever gets the page.
    fn missing(&self) -> Option<String> {
        let what = count(self.unread as u64, "channel or table", "channels or tables");
        (self.unread > 0).then(|| {
            format!(
                "{what} of those that were asked for could not be read. Whoever made the page was told why."
            )
        })
    }

    fn title(&self) -> String {
        count(self.channels.len() as u64, "channel", "channels")
    }

    fn header(&self) -> Markup {
        let days = self.channels.iter().filter_map(|channel| Some(date(channel.as_of?, channel.timezone)));
        let last = days.clone().max();
        html! {
            p.kind { "Safety Meter" }
            h1 { (self.title()) }
            p.when {
                @match days.min().zip(last) {
                    Some((first, last)) if first == last => { "As of " (first) }
                    Some((first, last)) => { "As of " (first) " to " (last) ", each channel on its own day" }
                    None => "Nothing in them has a date"
                }
                ", the last " (count(self.policy.window_days, "day", "days"))
            }
        }
    }

    /// A histogram for each metric; `None` if no channel has a value of any.
    fn spread(&self, summary: &Summary<'_>) -> Option<Markup> {
        let figure = |metric| distribution(metric, self.members, summary, self.policy.metric(metric));
        let figures: Vec<_> = Metric::ALL.into_iter().filter_map(figure).collect();
        (!figures.is_empty()).then(|| {
            html! {
                p.aside { "Bars are parted by the ratings of their channels, the lowest rating at the bottom." }
                div.histograms { @for figure in &figures { (component::figure(figure, true)) } }
            }
        })
    }

    fn footer(&self) -> Markup {
        let stamp = self.policy.stamp();
        html! {
            p {
                "Made by Safety Meter " (env!("CARGO_PKG_VERSION")) " from exports of the numbers alone, without a network. Policy "
                (text::isolated(&stamp.name)) ", fingerprint " code { (text::name(&stamp.fingerprint)) }
                ". A channel's percentile is the share of the channels with data that are lower, equal ones counting half."
            }
            @if self.mask.is_on() { p { "Names of persons are masked." } }
        }
    }

    /// Which of how many that are called alike each channel is; nothing where its name is its own.
    fn namesakes(names: &[String]) -> Vec<Option<[usize; 2]>> {
        let mut called: HashMap<&str, usize> = HashMap::new();
        let mut count = |name| {
            let count = called.entry(name).or_default();
            *count += 1;
            *count
        };
        let order: Vec<usize> = names.iter().map(|name| count(name.as_str())).collect();
        let all = |name: &String| called.get(name.as_str()).copied().filter(|all| *all > 1);
        names.iter().zip(order).map(|(name, which)| all(name).map(|all| [which, all])).collect()
    }

    /// The name of each channel, as it is shown.
    fn names(&self) -> Vec<String> {
        self.channels.iter().map(|channel| text::name(&channel.member.channel)).collect()
    }
}
