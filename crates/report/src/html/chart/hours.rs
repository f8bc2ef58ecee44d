//! When messages go out: the hours of a week.

use std::collections::BTreeSet;

use meter_score::portrait::{HourOfWeek, Portrait};
use meter_score::words::{count, plain};
use meter_score::{Assessment, Policy};

use super::area::Area;
use super::canvas::{Canvas, Look, svg};
use super::frame::LEFT;
use super::text::width;
use super::{Figure, FigureTable};
use crate::html::palette::{Colour, GRID, RAMP, SURFACE, USE_CAUTION};

const ID: &str = "hours";
const TITLE: &str = "Messages by hour of the week";
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// Where the first hour begins, from the left and from the top.
const CORNER: (i32, i32) = (LEFT - 16, 34);
/// An hour, with the gap to the next.
const CELL: (i32, i32) = (28, 26);
const GAP: i32 = 2;

/// The hours of a week; `None` if nothing went out.
pub(super) fn figure(portrait: &Portrait, assessment: &Assessment, policy: &Policy) -> Option<Figure> {
    let week = &portrait.hours;
    let scale = Scale { limit: policy.signals.outbound_per_hour };
    let summary = summary(week, &scale, assessment)?;
    let svg = svg(ID, TITLE, &summary, 268, |canvas| draw(canvas, week, &scale));
    Some(Figure { id: ID, title: TITLE.to_owned(), summary, svg, table: table(week) })
}

/// How much is how strong.
struct Scale {
    /// The published limit of messages an hour.
    limit: f64,
}

impl Scale {
    fn is_beyond(&self, messages: u64) -> bool {
        messages as f64 > self.limit
    }

    /// The step of the ramp for a number above 0; those beyond the limit have none.
    fn step(&self, messages: u64) -> Option<usize> {
        let is_within = |step: &usize| messages as f64 <= self.end(*step);
        (0..RAMP.len()).find(is_within)
    }

    /// The largest number that still has a step.
    fn end(&self, step: usize) -> f64 {
        self.limit * (step + 1) as f64 / RAMP.len() as f64
    }

    fn colour(&self, messages: u64) -> Colour {
        self.step(messages).map_or(USE_CAUTION, |step| RAMP[step])
    }

    /// The steps that whole numbers can have.
    fn steps(&self) -> BTreeSet<usize> {
        let ends = (0..RAMP.len()).map(|step| whole(self.end(step)));
        ends.filter(|end| *end > 0).filter_map(|end| self.step(end)).collect()
    }
}

/// The largest count up to a value.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "limits are not negative")]
fn whole(value: f64) -> u64 {
    value as u64
}

fn draw(canvas: &Canvas<'_>, week: &[[HourOfWeek; 24]; 7], scale: &Scale) {
    for hour in (0..24).step_by(3) {
        let Area { left, .. } = place(0, hour);
        canvas.text((left, CORNER.1 - 12), &format!("{hour:02}:00"), Look::QUIET);
    }
    for (weekday, (name, hours)) in DAYS.iter().zip(week).enumerate() {
        let (_, middle) = place(weekday, 0).middle();
        canvas.text((CORNER.0 - 8, middle), &name[..3], Look::QUIET.ending());
        for (hour, of_hour) in hours.iter().enumerate() {
            cell(canvas, place(weekday, hour), of_hour, scale);
            if of_hour.sent > 0 {
                canvas.mark(place(weekday, hour), told(weekday, hour, of_hour));
            }
        }
    }
    legend(canvas, scale);
}

fn place(weekday: usize, hour: usize) -> Area {
    let at = |index: usize, corner: i32, size: i32| corner + size * i32::try_from(index).unwrap_or(0);
    let (left, top) = (at(hour, CORNER.0, CELL.0), at(weekday, CORNER.1, CELL.1));
    Area { left, top, right: left + CELL.0 - GAP, bottom: top + CELL.1 - GAP }
}

/// An hour in the colour of its busiest one; one beyond the limit has its number and a corner, too.
fn cell(canvas: &Canvas<'_>, area: Area, hour: &HourOfWeek, scale: &Scale) {
    if hour.busiest == 0 {
        let (x, y) = area.middle();
        canvas.rectangle(Area { left: x - 1, right: x + 1, top: y - 1, bottom: y + 1 }, GRID);
        return;
    }
    canvas.rectangle(area, scale.colour(hour.busiest));
    if scale.is_beyond(hour.busiest) {
        corner(canvas, area);
        let text = hour.busiest.to_string();
        if width(&text) <= area.width() {
            canvas.text(area.middle(), &text, Look::LABEL.in_colour(SURFACE).bold().centred());
        }
    }
}

/// The shape of what is beyond the limit.
fn corner(canvas: &Canvas<'_>, area: Area) {
    const SIZE: i32 = 7;
    let Area { right, top, .. } = area;
    canvas.polygon(vec![(right - SIZE, top), (right, top), (right, top + SIZE)], SURFACE);
}

fn legend(canvas: &Canvas<'_>, scale: &Scale) {
    const SWATCH: (i32, i32) = (22, 14);
    let top = CORNER.1 + 7 * CELL.1 + 16;
    let mut left = CORNER.0;
    let write = |left: &mut i32, text: &str| {
        canvas.text((*left, top + SWATCH.1 / 2), text, Look::QUIET);
        *left += width(text) + 4;
    };
    let paint = |left: &mut i32, colour: Colour| {
        let area = Area { left: *left, right: *left + SWATCH.0, top, bottom: top + SWATCH.1 };
        canvas.rectangle(area, colour);
        *left = area.right + 2;
        area
    };
    write(&mut left, "busiest hour:");
    let steps = scale.steps();
    if !steps.is_empty() {
        write(&mut left, "1");
        for step in steps {
            paint(&mut left, RAMP[step]);
        }
        left += 4;
        write(&mut left, &plain(scale.limit.floor()));
        left += 12;
    }
    corner(canvas, paint(&mut left, USE_CAUTION));
    left += 4;
    write(&mut left, &format!("beyond the limit of {} messages an hour", plain(scale.limit)));
}

fn told(weekday: usize, hour: usize, of_hour: &HourOfWeek) -> String {
    let HourOfWeek { sent, busiest } = of_hour;
    let sent = count(*sent, "message", "messages");
    format!("{} {}: {sent}, at most {busiest} in one hour", DAYS[weekday], span(hour))
}

fn span(hour: usize) -> String {
    format!("{hour:02}:00 to {:02}:00", hour + 1)
}

fn summary(week: &[[HourOfWeek; 24]; 7], scale: &Scale, assessment: &Assessment) -> Option<String> {
    let all = || {
        let of_day = |(weekday, hours): (usize, &'_ [HourOfWeek; 24])| {
            (0..24).map(|hour| (weekday, hour, hours[hour])).collect::<Vec<_>>()
        };
        week.iter().enumerate().flat_map(of_day)
    };
    let (weekday, hour, busiest) = all().rev().max_by_key(|(_, _, hour)| hour.busiest)?;
    if busiest.busiest == 0 {
        return None;
    }
    let sent: u64 = all().map(|(_, _, hour)| hour.sent).sum();
    let used = all().filter(|(_, _, hour)| hour.sent > 0).count();
    let beyond = match all().filter(|(_, _, hour)| scale.is_beyond(hour.busiest)).count() {
        0 => "no hour of the week is".to_owned(),
        1 => "one hour of the week is".to_owned(),
        more => format!("{more} hours of the week are"),
    };
    let signal = assessment.signals.iter().find(|signal| signal.code == "PEAK_OUTBOUND_PER_HOUR");
    let peak = signal.and_then(|signal| signal.value).filter(|peak| *peak > busiest.busiest as f64);
    let sliding = peak.map(|peak| {
        format!(
            " An hour that begins at any minute had up to {}, which is what the signal counts.",
            plain(peak)
        )
    });
    Some(format!(
        "{} went out in {used} of the 168 hours of the week. The busiest hour had {} ({} {}). \
         The limit is {} an hour; {beyond} beyond it.{}",
        count(sent, "message", "messages"),
        busiest.busiest,
        DAYS[weekday],
        span(hour),
        plain(scale.limit),
        sliding.unwrap_or_default()
    ))
}

fn table(week: &[[HourOfWeek; 24]; 7]) -> FigureTable {
    let row = |(weekday, hours): (usize, &[HourOfWeek; 24])| {
        let row = move |(hour, of_hour): (usize, &HourOfWeek)| {
            let place = format!("{} {}", DAYS[weekday], span(hour));
            (of_hour.sent > 0).then(|| vec![place, of_hour.sent.to_string(), of_hour.busiest.to_string()])
        };
        hours.iter().enumerate().filter_map(row).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = week.iter().enumerate().flat_map(row).collect();
    FigureTable::new(["Hour", "Messages", "In the busiest one"], rows)
}
