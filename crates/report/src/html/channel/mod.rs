//! The page of one channel, from what matters most to how it is computed.

mod figures;
mod files;
mod gauges;
mod method;
mod people;
mod policy;
mod raise;
mod reasons;
mod signals;
mod stability;

use std::io::{self, Write};

use chrono_tz::Tz;
use maud::{Markup, html};
use meter_score::instant::rfc3339;
use meter_score::words::count;

use super::chart::Figure;
use super::document::{Document, Kind, Section};
use super::{ChannelPage, component, text};
use crate::table::{date, minute};

/// Writes the page of one channel.
///
/// The same page gives the same bytes. Everything is in it: it fetches nothing, and says so in a policy that browsers enforce.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write<W: Write + ?Sized>(page: &ChannelPage, out: &mut W) -> io::Result<()> {
    let view = View { page };
    out.write_all(view.document().into_html().as_bytes())
}

/// What the sections look at.
struct View<'p> {
    page: &'p ChannelPage,
}

impl View<'_> {
    fn document(&self) -> Document {
        let section = |id, title, body: Markup| Section { id, title, body };
        let figures = figures::all(self);
        let (of_stability, charts): (Vec<&Figure>, Vec<&Figure>) =
            figures.iter().partition(|figure| figure.id == stability::FIGURE);
        let sections = [
            Some(section("ratings", "Ratings", gauges::markup(self))),
            Some(section("raise", "What would raise it", raise::markup(self))),
            Some(section("reasons", "Why these ratings", reasons::markup(self))),
            Some(section("signals", "Warning signs", signals::markup(self))),
            figures::markup(&charts).map(|body| section("charts", "Charts", body)),
            stability::markup(self, &of_stability)
                .map(|body| section("stable", "How stable the ratings are", body)),
            people::markup(self).map(|body| section("people", "Unanswered and unknown people", body)),
            Some(section("sources", "What was read", files::sources(self))),
            files::rejects(self).map(|body| section("rejects", "What could not be read", body)),
            Some(section("policy", "Which policy", policy::markup(self))),
            Some(section("method", "How it is computed", method::markup())),
        ];
        Document {
            kind: Kind::default(),
            title: format!("{} – Safety Meter", text::name(&self.page.result.channel)),
            header: self.header(),
            notices: self.notices(),
            sections: sections.into_iter().flatten().collect(),
            footer: self.footer(),
        }
    }

    fn header(&self) -> Markup {
        let assessment = &self.page.result.assessment;
        html! {
            p.kind { "Safety Meter" }
            h1 { (text::isolated(&self.page.result.channel)) }
            p.when {
                @match assessment.as_of {
                    Some(as_of) => { "As of " (self.minute(as_of)) ", the last " (count(assessment.window_days, "day", "days")) }
                    None => "Nothing in it has a date"
                }
            }
        }
    }

    fn notices(&self) -> Markup {
        let result = &self.page.result;
        let nothing = result.assessment.as_of.is_none().then(|| {
            "Nothing in these exports has a date, so nothing is known of this number. Every rating is 1 for that reason alone: it says \
             neither that the number is safe nor that it is not."
                .to_owned()
        });
        html! {
            (component::notice("No data", nothing.as_slice()))
            (component::notice("What may make these ratings wrong", &self.page.doubts))
        }
    }

    fn footer(&self) -> Markup {
        let stamp = &self.page.result.assessment.policy;
        html! {
            p {
                "Made by Safety Meter " (env!("CARGO_PKG_VERSION")) " from exports of the number alone, without a network. Policy "
                (text::isolated(&stamp.name)) ", fingerprint " code { (text::name(&stamp.fingerprint)) } "."
            }
            @if self.page.mask.is_on() {
                p { "Numbers and names of persons are masked." }
            }
        }
    }

    fn zone(&self) -> Tz {
        self.page.result.timezone
    }

    /// A day on the calendar of the channel's zone.
    fn date(&self, seconds: i64) -> Markup {
        html! { time datetime=(rfc3339(seconds)) { (date(seconds, self.zone())) } }
    }

    /// A minute on the clock of the channel's zone.
    fn minute(&self, seconds: i64) -> Markup {
        html! { time datetime=(rfc3339(seconds)) { (minute(seconds, self.zone())) } }
    }
}
