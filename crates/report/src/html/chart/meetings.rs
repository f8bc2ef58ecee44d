//! Whom the channel met for the first time, day by day.

use chrono_tz::Tz;
use meter_score::Policy;
use meter_score::portrait::{Meeting, Portrait};
use meter_score::words::{count, plain};

use super::area::{Area, Plot};
use super::calendar::{ends, span};
use super::canvas::{Canvas, Look, svg};
use super::frame::{self, level, limit, round_step, side_labels, time_scale};
use super::text::width;
use super::{Figure, FigureTable};
use crate::html::palette::{Colour, SERIES_1, SERIES_2, USE_CAUTION};

const ID: &str = "meetings";
const TITLE: &str = "New persons a day";
/// No bar is wider, however few there are.
const WIDEST: i32 = 36;
/// More days than this share bars.
const MOST_BARS: usize = 140;
/// Of more days than this, those without anybody are not listed.
const MOST_EMPTY_ROWS: usize = 62;

/// New persons a day; `None` if there were none.
pub(super) fn figure(portrait: &Portrait, policy: &Policy, zone: Tz) -> Option<Figure> {
    let people =
        People { address_book: portrait.address_book, limit: policy.signals.new_unknown_persons_per_day };
    let days = &portrait.meetings;
    if days.iter().all(|day| day.known + day.unknown == 0) {
        return None;
    }
    let summary = people.summary(days, zone);
    let svg = svg(ID, TITLE, &summary, 280, |canvas| people.draw(canvas, days, zone));
    Some(Figure { id: ID, title: TITLE.to_owned(), summary, svg, table: people.table(days, zone) })
}

/// What is known of the persons, and how many unknown ones are too many.
struct People {
    address_book: bool,
    limit: f64,
}

impl People {
    fn draw(&self, canvas: &Canvas<'_>, days: &[Meeting], zone: Tz) {
        let [Some(first), Some(last)] = [days.first(), days.last()] else { return };
        let [from, to] = [first.start, last.end];
        let most = days.iter().map(|day| day.known + day.unknown).max().unwrap_or(0) as f64;
        let most = if self.address_book { most.max(self.limit) } else { most };
        let (step, top) = scale(most);
        let plot = Plot::new(frame::area(36, 222), from as f64..to as f64, 0.0..top);
        self.legend(canvas, plot.area);
        let mut value = 0.0;
        while value <= top {
            level(canvas, &plot, value, &plain(value));
            value += step;
        }
        // Counted from the latest day, so that only the earliest bar may stand for fewer days.
        let groups: Vec<&[Meeting]> = days.rchunks(days.len().div_ceil(MOST_BARS)).collect();
        for group in groups.into_iter().rev() {
            self.bar(canvas, &plot, group, zone);
        }
        if self.address_book {
            let label = limit(canvas, &plot, self.limit, format!("limit {}", plain(self.limit)));
            side_labels(canvas, &plot, &[label]);
        }
        time_scale(canvas, &plot, [from, to], 15, zone);
    }

    fn legend(&self, canvas: &Canvas<'_>, area: Area) {
        let entries: &[(Colour, &str)] = if self.address_book {
            &[(SERIES_2, "not in the address book"), (SERIES_1, "in the address book")]
        } else {
            &[(SERIES_1, "new persons; without an address book nobody is known to be unknown")]
        };
        let mut left = area.left;
        for (colour, words) in entries {
            canvas.rectangle(Area { left, right: left + 11, top: 8, bottom: 19 }, *colour);
            canvas.text((left + 17, 14), words, Look::LABEL);
            left += 17 + width(words) + 12;
        }
    }

    /// The day with the most unknown persons of some, unknown ones at the bottom, where the limit is measured.
    fn bar(&self, canvas: &Canvas<'_>, plot: &Plot, group: &[Meeting], zone: Tz) {
        let [Some(first), Some(last)] = [group.first(), group.last()] else { return };
        let Some(worst) = group.iter().max_by_key(|day| (day.unknown, day.known)) else { return };
        let column = plot.column(first.start as f64, last.end as f64);
        let gap =
            if column.width() < 6 { 0 } else { (column.width() / 6).max((column.width() - WIDEST) / 2) };
        let (left, right) = (column.left + gap, column.right - gap);
        let part = |bottom: u64, top: u64| Area {
            left,
            right,
            top: plot.y(top as f64),
            bottom: plot.y(bottom as f64),
        };
        let all = worst.known + worst.unknown;
        let unknown = if self.address_book { worst.unknown } else { 0 };
        if unknown > 0 {
            canvas.rectangle(part(0, unknown), SERIES_2);
        }
        if all > unknown {
            canvas.rectangle(part(unknown, all), SERIES_1);
        }
        if self.is_beyond(worst) {
            let (middle, _) = column.middle();
            let y = plot.y(all as f64) - 4;
            canvas.polygon(vec![(middle - 5, y), (middle + 5, y), (middle, y - 8)], USE_CAUTION);
        }
        canvas.mark(column, self.told(group, worst, zone));
    }

    fn is_beyond(&self, day: &Meeting) -> bool {
        self.address_book && day.unknown as f64 > self.limit
    }

    fn told(&self, group: &[Meeting], worst: &Meeting, zone: Tz) -> String {
        let most = if group.len() > 1 { ", the most of several days" } else { "" };
        let span = span(worst.start, worst.end, zone);
        if self.address_book {
            format!("{span}: {} not in the address book, {} in it{most}", worst.unknown, worst.known)
        } else {
            format!("{span}: {}{most}", new_persons(worst.known + worst.unknown))
        }
    }

    fn summary(&self, days: &[Meeting], zone: Tz) -> String {
        let known: u64 = days.iter().map(|day| day.known).sum();
        let unknown: u64 = days.iter().map(|day| day.unknown).sum();
        let in_all = new_persons(known + unknown);
        let over = count(days.len() as u64, "day", "days");
        let busiest = |of: fn(&Meeting) -> u64| {
            let day = days.iter().rev().max_by_key(|day| of(day));
            day.map(|day| (of(day), span(day.start, day.end, zone))).unwrap_or_default()
        };
        if !self.address_book {
            let (most, span) = busiest(|day| day.known + day.unknown);
            return format!(
                "{in_all} in {over}, at most {most} on one ({span}). Without an address book nobody is known to be unknown."
            );
        }
        let (most, span) = busiest(|day| day.unknown);
        let beyond = days.iter().filter(|day| self.is_beyond(day)).count() as u64;
        let beyond = match beyond {
            0 => "no day is beyond it".to_owned(),
            1 => "one day is beyond it".to_owned(),
            more => format!("{more} days are beyond it"),
        };
        let worst = if most == 0 { String::new() } else { format!(", at most {most} on one day ({span})") };
        format!(
            "{in_all} in {over}, {unknown} of them not in the address book{worst}. \
             The limit is {} of these a day; {beyond}.",
            plain(self.limit)
        )
    }

    fn table(&self, days: &[Meeting], zone: Tz) -> FigureTable {
        let row = |day: &Meeting| {
            let numbers = if self.address_book {
                vec![day.unknown.to_string(), day.known.to_string()]
            } else {
                vec![(day.known + day.unknown).to_string()]
            };
            ends(day.start, day.end, zone).into_iter().chain(numbers).collect()
        };
        let columns: &[&str] = if self.address_book {
            &["From", "To", "Not in the address book", "In the address book"]
        } else {
            &["From", "To", "New persons"]
        };
        let is_listed = |day: &&Meeting| days.len() <= MOST_EMPTY_ROWS || day.known + day.unknown > 0;
        FigureTable::new(columns.iter().copied(), days.iter().filter(is_listed).map(row))
    }
}

fn new_persons(number: u64) -> String {
    count(number, "new person", "new persons")
}

/// A round step of a scale of counts, at most five of which reach beyond a number, and where the scale ends.
fn scale(most: f64) -> (f64, f64) {
    let step = round_step(most / 5.0);
    (step, step * (most / step).floor() + step)
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn scales_are_round_and_leave_room_above() {
        assert_eq!(scale(0.0), (1.0, 1.0));
        assert_eq!(scale(4.0), (1.0, 5.0));
        assert_eq!(scale(5.0), (2.0, 6.0));
        assert_eq!(scale(12.0), (5.0, 15.0));
        assert_eq!(scale(97.5), (20.0, 100.0));
    }
}
