//! Days on a scale of time, as the clocks of a zone have them.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;

use crate::table::date;
use crate::vendor::local;

const DAY: i64 = 86_400;

/// The beginning of a day that has a label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Tick {
    /// The instant, seconds since the epoch.
    pub(super) at: i64,
    /// Such as `20 May`, `May` or `2024`.
    pub(super) label: String,
    /// The year below it, where it is another one than at the tick before.
    pub(super) year: Option<String>,
}

/// From one tick to the next.
#[derive(Clone, Copy)]
enum Step {
    Days(i32),
    Months(u32),
    Years(i32),
}

impl Step {
    const ALL: [Self; 11] = [
        Self::Days(1),
        Self::Days(2),
        Self::Days(7),
        Self::Months(1),
        Self::Months(2),
        Self::Months(3),
        Self::Months(6),
        Self::Years(1),
        Self::Years(2),
        Self::Years(5),
        Self::Years(20),
    ];

    fn days(self) -> i64 {
        match self {
            Self::Days(days) => days.into(),
            Self::Months(months) => i64::from(months) * 30,
            Self::Years(years) => i64::from(years) * 365,
        }
    }

    fn has(self, day: NaiveDate) -> bool {
        match self {
            // The first day of the common era was a Monday.
            Self::Days(days) => (day.num_days_from_ce() - 1).rem_euclid(days) == 0,
            Self::Months(months) => day.day() == 1 && day.month0().is_multiple_of(months),
            Self::Years(years) => day.ordinal() == 1 && day.year() % years == 0,
        }
    }

    fn label(self, day: NaiveDate) -> String {
        let format = match self {
            Self::Days(_) => "%-d %b",
            Self::Months(_) => "%b",
            Self::Years(_) => "%Y",
        };
        day.format(format).to_string()
    }
}

/// At most about `most` ticks from one instant to another, weeks beginning on Monday.
pub(super) fn ticks(from: i64, to: i64, most: i64, zone: Tz) -> Vec<Tick> {
    let fits = |step: &Step| (to - from) / DAY / step.days() < most;
    let step = Step::ALL.into_iter().find(fits).unwrap_or(Step::Years(100));
    let (Some(first), Some(last)) = (local(from, zone), local(to, zone)) else { return Vec::new() };
    let last = last.date_naive();
    let days = std::iter::successors(Some(first.date_naive()), |day| day.checked_add_days(Days::new(1)));
    let mut year = None;
    let tick = |day: NaiveDate| {
        let at = beginning(day, zone).filter(|at| (from..=to).contains(at))?;
        let is_new = year.replace(day.year()) != Some(day.year()) && !matches!(step, Step::Years(_));
        Some(Tick { at, label: step.label(day), year: is_new.then(|| day.year().to_string()) })
    };
    days.take_while(|day| *day <= last).filter(|day| step.has(*day)).filter_map(tick).collect()
}

/// The first instant of a day that has a midnight; the few that have none get no tick.
fn beginning(day: NaiveDate, zone: Tz) -> Option<i64> {
    zone.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest().map(|midnight| midnight.timestamp())
}

/// The days from the one of the first second after `start` to the one of `end`: `2024-05-20`, or `2024-05-14 to 2024-05-20`.
pub(super) fn span(start: i64, end: i64, zone: Tz) -> String {
    let [first, last] = ends(start, end, zone);
    if first == last { last } else { format!("{first} to {last}") }
}

/// The first and the last day of the same.
pub(super) fn ends(start: i64, end: i64, zone: Tz) -> [String; 2] {
    [date(start + 1, zone), date(end, zone)]
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::{DAY, Tick, span, ticks};

    /// 2023-12-30T00:00:00Z, a Saturday.
    const START: i64 = 1_703_894_400;

    fn labels(days: i64, most: i64) -> Vec<String> {
        let words = |tick: Tick| {
            format!("{}{}", tick.label, tick.year.map(|year| format!("/{year}")).unwrap_or_default())
        };
        ticks(START, START + days * DAY, most, Tz::UTC).into_iter().map(words).collect()
    }

    #[test]
    fn ticks_are_as_close_as_there_is_room() {
        assert_eq!(labels(3, 10), ["30 Dec/2023", "31 Dec", "1 Jan/2024", "2 Jan"]);
        assert_eq!(
            labels(16, 10),
            ["31 Dec/2023", "2 Jan/2024", "4 Jan", "6 Jan", "8 Jan", "10 Jan", "12 Jan", "14 Jan"]
        );
        assert_eq!(labels(30, 10), ["1 Jan/2024", "8 Jan", "15 Jan", "22 Jan", "29 Jan"]);
        assert_eq!(labels(100, 10), ["Jan/2024", "Feb", "Mar", "Apr"]);
        assert_eq!(labels(400, 10), ["Jan/2024", "Mar", "May", "Jul", "Sep", "Nov", "Jan/2025"]);
        assert_eq!(labels(1000, 5), ["2024", "2025", "2026"]);
    }

    #[test]
    fn days_begin_when_they_do_in_the_zone() {
        let first = ticks(START, START + DAY, 10, Tz::Europe__Berlin).remove(0);
        // 2023-12-31T00:00:00+01:00
        assert_eq!((first.at, first.label.as_str()), (START + 23 * 3600, "31 Dec"));
    }

    #[test]
    fn a_span_begins_after_its_start() {
        assert_eq!(span(START - 1, START + DAY - 1, Tz::UTC), "2023-12-30");
        assert_eq!(span(START - 1, START + 7 * DAY - 1, Tz::UTC), "2023-12-30 to 2024-01-05");
        assert_eq!(span(START + 3600, START + 3600 + DAY, Tz::UTC), "2023-12-30 to 2023-12-31");
    }
}
