//! The plan for people: each day, the warning signs, the largest safe number, and what it all rests on.

use std::io::{self, Write};

use meter_score::plan::{Band, Plan, PlannedDay};
use meter_score::words::{count, percent};
use meter_score::{EachRating, Rating};

use super::Planned;
use crate::table::{Line, Page, Paint, TableStyle, date, displayed, meter, minute};

const INDENT: usize = 2;
const DETAIL: usize = 4;
/// More days than this are thinned out.
const MOST_LINES: u32 = 20;

pub(super) fn write<W: Write + ?Sized>(plans: &[Planned], style: &TableStyle, out: &mut W) -> io::Result<()> {
    for (index, planned) in plans.iter().enumerate() {
        let mut page = Page::new(style);
        if index > 0 {
            page.blank();
        }
        section(planned, &mut page);
        out.write_all(page.into_text().as_bytes())?;
    }
    Ok(())
}

fn section(planned: &Planned, page: &mut Page) {
    let Plan { as_of, campaign, today, target, .. } = &planned.plan;
    page.line(Line::new(0, 2).text(&displayed(&planned.channel), Paint::Heading));
    let campaign = format!(
        "From {} on, {} a day for {}",
        minute(*as_of, planned.timezone),
        count(campaign.per_day, "new person", "new people"),
        count(campaign.days, "day", "days")
    );
    page.line(Line::new(INDENT, DETAIL).text(&campaign, Paint::Quiet));
    page.line(Line::new(INDENT, DETAIL).text(&format!("Ratings now:  {}", four(*today)), Paint::Plain));
    page.line(Line::new(INDENT, DETAIL).text(&format!("To be kept:   {}", four(*target)), Paint::Plain));
    days(planned, page);
    signals(planned, page);
    page.heading(INDENT, "The largest number a day that is safe");
    page.line(Line::new(DETAIL, DETAIL).text(&planned.plan.safe.text, Paint::Plain));
    page.heading(INDENT, "Assumptions");
    for assumption in &planned.plan.assumptions {
        page.line(Line::new(DETAIL, DETAIL + 2).whole(0, "-", Paint::Quiet).text(assumption, Paint::Quiet));
    }
}

fn four(ratings: EachRating<Rating>) -> String {
    let [overall, age, contacts, chats] =
        [ratings.risk_factor, ratings.life_time, ratings.risk_factor_contacts, ratings.risk_factor_chats]
            .map(u8::from);
    format!("overall {overall}, age {age}, contacts {contacts}, replies {chats}")
}

fn days(planned: &Planned, page: &mut Page) {
    let days = &planned.plan.days;
    let last = planned.plan.campaign.days;
    let step = last.div_ceil(MOST_LINES);
    page.heading(INDENT, "Day by day: medians, and [bands] of 95 % where they are wider");
    page.line(Line::new(DETAIL, DETAIL).whole(
        0,
        " day  date        overall      age  contacts   replies",
        Paint::Quiet,
    ));
    for day in days.iter().filter(|day| day.day == 1 || day.day == last || day.day.is_multiple_of(step)) {
        line(planned, day, page);
    }
    if step > 1 {
        let thinned = format!("One day in {step} is shown; the other formats have all {last}.");
        page.line(Line::new(DETAIL, DETAIL).text(&thinned, Paint::Quiet));
    }
}

fn line(planned: &Planned, day: &PlannedDay, page: &mut Page) {
    let ratings = &day.ratings;
    let overall = ratings.risk_factor.band;
    let contacts = format!("{} {}", rated(ratings.risk_factor_contacts.band), share(day.coverage));
    let replies = day.response_rate.map_or_else(
        || "no data".to_owned(),
        |rate| {
            let [low, median, high] = [rate.low, rate.median, rate.high].map(percent);
            let band = if low == high { String::new() } else { format!(" [{low}–{high}]") };
            format!("{median} %{band}")
        },
    );
    let line = Line::new(DETAIL, DETAIL + 6)
        .whole(0, format!("{:>4}", day.day), Paint::Plain)
        .whole(2, date(day.as_of, planned.timezone), Paint::Plain)
        .whole(2, meter(overall.median), Paint::Rated(overall.median))
        .whole(1, format!("{:<5}", range(overall)), Paint::Plain)
        .whole(2, format!("{:<3}", rated(ratings.life_time.band)), Paint::Plain)
        .whole(2, format!("{contacts:<9}"), Paint::Plain);
    page.line(line.whole(2, format!("{:<7} {replies}", rated(ratings.risk_factor_chats.band)), Paint::Plain));
}

/// `2`, or `2 [1–3]` where the band is wider.
fn rated(band: Band<Rating>) -> String {
    let median = u8::from(band.median);
    format!("{median} {}", range(band)).trim_end().to_owned()
}

/// `[1–3]`, or nothing where both ends are one.
fn range(band: Band<Rating>) -> String {
    let [low, high] = [band.low, band.high].map(u8::from);
    if low == high { String::new() } else { format!("[{low}–{high}]") }
}

fn share(share: Option<f64>) -> String {
    share.map_or_else(|| "no data".to_owned(), |share| format!("{} %", percent(share)))
}

fn signals(planned: &Planned, page: &mut Page) {
    let trips = &planned.plan.signals;
    if trips.is_empty() {
        page.heading(INDENT, "Warning signs that it would trip, beyond those of now: none");
        return;
    }
    page.heading(INDENT, "Warning signs that it would trip, beyond those of now");
    for trip in trips {
        let line = Line::new(DETAIL, DETAIL + 10).whole(0, "!", Paint::Warning);
        let day = format!("day {:<3}", trip.day);
        page.line(line.whole(1, day, Paint::Plain).text(&trip.text, Paint::Plain));
    }
}
