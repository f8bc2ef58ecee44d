//! How the values of a metric are spread over a fleet.

use meter_score::words::{count, percent, plain};
use meter_score::{Metric, MetricPolicy, Rating};

use super::area::{Area, Plot};
use super::canvas::{Canvas, Look, SMALL, small_svg};
use super::frame::{level, round_step};
use super::text::{apart, width};
use super::{Figure, FigureTable};
use crate::fleet::{Member, Summary};
use crate::html::palette::{self, LIMIT, QUIET};
use crate::table::title;

const HEIGHT: i32 = 216;
const AREA: Area = Area { left: 40, top: 34, right: SMALL - 22, bottom: 176 };

/// Where bins of ages begin, in days.
const AGES: [f64; 12] = [0.0, 1.0, 3.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0, 730.0, 1_825.0];
/// What stands below them.
const AGE_LABELS: [&str; 12] = ["0", "1", "3", "7", "14", "30", "60", "90", "180", "1 y", "2 y", "5 y"];
/// Bins of shares, each of 5 %.
const SHARES: usize = 20;

/// How the values of a metric are spread over the members of a fleet, whose summary this is; `None` if none has a value.
pub(in crate::html) fn distribution(
    metric: Metric,
    members: &[Member],
    fleet: &Summary<'_>,
    policy: &MetricPolicy,
) -> Option<Figure> {
    let place = Metric::ALL.iter().position(|one| *one == metric)?;
    let values: Vec<(f64, Rating)> =
        members.iter().filter_map(|member| Some((member.values[place]?, member.ratings[place]))).collect();
    let quartiles = fleet.quartiles[place].as_ref()?.cuts;
    let spread = Spread { metric, policy, bins: bins(metric, &values) };
    let id = match metric {
        Metric::LifeTime => "ages",
        Metric::Contacts => "coverages",
        Metric::Chats => "response-rates",
    };
    let summary = spread.summary(values.len(), members.len(), quartiles);
    let svg = small_svg(id, title(metric), &summary, HEIGHT, |canvas| spread.draw(canvas));
    Some(Figure { id, title: title(metric).to_owned(), summary, svg, table: spread.table() })
}

/// How many channels have values of a range.
struct Bin {
    from: f64,
    /// `None` if it has no end.
    to: Option<f64>,
    /// Those with each rating, in the order of [`Rating::ALL`].
    counts: [usize; 3],
}

impl Bin {
    fn all(&self) -> usize {
        self.counts.iter().sum()
    }
}

fn bins(metric: Metric, values: &[(f64, Rating)]) -> Vec<Bin> {
    let begins: Vec<f64> = match metric {
        Metric::LifeTime => AGES.to_vec(),
        Metric::Contacts | Metric::Chats => (0..SHARES).map(|bin| bin as f64 / SHARES as f64).collect(),
    };
    let last = (metric != Metric::LifeTime).then_some(1.0);
    let ends = begins.iter().skip(1).map(|end| Some(*end)).chain([last]);
    let mut bins: Vec<Bin> =
        begins.iter().zip(ends).map(|(&from, to)| Bin { from, to, counts: [0; 3] }).collect();
    for (value, rating) in values {
        // What was lost to rounding must not move a share below the edge on which it is.
        const ROUNDING: f64 = 1e-9;
        let behind = bins.partition_point(|bin| bin.from <= value + ROUNDING);
        bins[behind.max(1) - 1].counts[usize::from(u8::from(*rating)) - 1] += 1;
    }
    bins
}

struct Spread<'p> {
    metric: Metric,
    policy: &'p MetricPolicy,
    bins: Vec<Bin>,
}

impl Spread<'_> {
    fn draw(&self, canvas: &Canvas<'_>) {
        let most = self.bins.iter().map(Bin::all).max().unwrap_or(0) as f64;
        let step = round_step(most / 4.0);
        let top = step * (most / step).floor() + step;
        let plot = Plot::new(AREA, 0.0..self.bins.len() as f64, 0.0..top);
        let mut value = 0.0;
        while value <= top {
            level(canvas, &plot, value, &plain(value));
            value += step;
        }
        canvas.text((4, 14), "channels", Look::QUIET);
        for (place, bin) in self.bins.iter().enumerate() {
            Self::bar(canvas, &plot, place as f64, bin);
        }
        self.scale(canvas, &plot);
        self.cuts(canvas, &plot);
        for (place, bin) in self.bins.iter().enumerate().filter(|(_, bin)| bin.all() > 0) {
            canvas.mark(plot.column(place as f64, place as f64 + 1.0), self.told(bin));
        }
    }

    /// The lowest rating stands at the bottom.
    fn bar(canvas: &Canvas<'_>, plot: &Plot, place: f64, bin: &Bin) {
        let column = plot.column(place, place + 1.0);
        let mut below = 0;
        for (rating, count) in Rating::ALL.into_iter().zip(bin.counts).filter(|(_, count)| *count > 0) {
            let (top, bottom) = (plot.y((below + count) as f64), plot.y(below as f64));
            let area = Area { left: column.left + 1, right: column.right - 1, top, bottom };
            canvas.rectangle(area, palette::of(rating));
            below += count;
        }
    }

    fn scale(&self, canvas: &Canvas<'_>, plot: &Plot) {
        let labels: Vec<(f64, String)> = match self.metric {
            Metric::LifeTime => {
                (0..).zip(AGE_LABELS).map(|(bin, label)| (f64::from(bin), label.to_owned())).collect()
            }
            Metric::Contacts | Metric::Chats => {
                [0.0, 0.25, 0.5, 0.75, 1.0].map(|share: f64| (share * SHARES as f64, percents(share))).into()
            }
        };
        for (place, label) in labels {
            let x = plot.x(place);
            let tick = Area { left: x, right: x + 1, top: AREA.bottom, bottom: AREA.bottom + 4 };
            canvas.rectangle(tick, QUIET);
            canvas.text((x, AREA.bottom + 14), &label, Look::QUIET.centred());
        }
        if self.metric == Metric::LifeTime {
            canvas.text((AREA.right, AREA.bottom + 31), "days, then years", Look::QUIET.ending());
        }
    }

    /// Lines where the ratings 2 and 3 begin.
    fn cuts(&self, canvas: &Canvas<'_>, plot: &Plot) {
        let cuts = [(2, self.policy.attention), (3, self.policy.good)];
        let labels = cuts.map(|(rating, cut)| format!("{rating} from {}", self.short(cut)));
        let places = cuts.map(|(_, cut)| plot.x(self.place(cut)));
        let widest = labels.iter().map(|label| width(label)).max().unwrap_or(0);
        let centres = apart(&places, widest + 6, (AREA.left + 24 + widest / 2, AREA.right - widest / 2));
        for ((x, centre), label) in places.into_iter().zip(centres).zip(&labels) {
            canvas.line(vec![(x, AREA.top - 10), (x, AREA.bottom)], LIMIT, 1);
            canvas.text((centre, 14), label, Look::LABEL.in_colour(LIMIT).centred());
        }
    }

    /// Where a value is among the bins, which are all drawn equally wide.
    fn place(&self, value: f64) -> f64 {
        let behind = self.bins.partition_point(|bin| bin.from <= value);
        let Some(bin) = behind.checked_sub(1).and_then(|place| self.bins.get(place)) else { return 0.0 };
        let within = bin.to.map_or(0.5, |to| ((value - bin.from) / (to - bin.from)).min(1.0));
        (behind - 1) as f64 + within
    }

    /// A value where there is little room.
    fn short(&self, value: f64) -> String {
        match self.metric {
            Metric::LifeTime => format!("{} d", plain(value)),
            Metric::Contacts | Metric::Chats => percents(value),
        }
    }

    fn value(&self, value: f64) -> String {
        match self.metric {
            Metric::LifeTime => days(value),
            Metric::Contacts | Metric::Chats => percents(value),
        }
    }

    fn range(&self, bin: &Bin) -> String {
        match (self.metric, bin.to) {
            (Metric::LifeTime, None) => format!("from {} on", days(bin.from)),
            // Ages are whole days.
            (Metric::LifeTime, Some(to)) if to - bin.from <= 1.0 => days(bin.from),
            (Metric::LifeTime, Some(to)) => format!("{} to {} days", plain(bin.from), plain(to - 1.0)),
            (_, Some(to)) if to < 1.0 => format!("{} to under {}", percent(bin.from), percents(to)),
            (_, _) => format!("{} to 100 %", percent(bin.from)),
        }
    }

    fn told(&self, bin: &Bin) -> String {
        let counts = Rating::ALL.into_iter().zip(bin.counts).filter(|(_, count)| *count > 0);
        let parts: Vec<String> =
            counts.map(|(rating, count)| format!("{count} {}", rating.words())).collect();
        format!(
            "{}: {} ({})",
            self.range(bin),
            count(bin.all() as u64, "channel", "channels"),
            parts.join(", ")
        )
    }

    fn summary(&self, with: usize, all: usize, [lowest, lower, median, upper, highest]: [f64; 5]) -> String {
        let at = |value| self.value(value);
        let without = match all - with {
            0 => String::new(),
            without => format!(" {} no data.", count(without as u64, "channel has", "channels have")),
        };
        let cuts = format!(
            "The rating is 2 from {} on and 3 from {} on.",
            at(self.policy.attention),
            at(self.policy.good)
        );
        let values = if with == 1 {
            format!("One channel has a value, {}.", at(median))
        } else {
            format!(
                "Half of {} lie between {} and {}, the median is {}; the lowest is {} and the highest {}.",
                count(with as u64, "value", "values"),
                at(lower),
                at(upper),
                at(median),
                at(lowest),
                at(highest)
            )
        };
        format!("{values} {cuts}{without}")
    }

    fn table(&self) -> FigureTable {
        let row = |bin: &Bin| {
            let counts = bin.counts.iter().map(ToString::to_string);
            std::iter::once(self.range(bin)).chain([bin.all().to_string()]).chain(counts).collect()
        };
        let columns = ["Value", "Channels", "1 Use Caution", "2 Needs Attention", "3 Good Indicator"];
        FigureTable::new(columns, self.bins.iter().filter(|bin| bin.all() > 0).map(row))
    }
}

fn percents(share: f64) -> String {
    format!("{} %", percent(share))
}

fn days(number: f64) -> String {
    let number = plain(number);
    let days = if number == "1" { "day" } else { "days" };
    format!("{number} {days}")
}
