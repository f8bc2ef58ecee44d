//! What would move coverage and response rate, the largest move first: a tornado.

use meter_score::portrait::{Lever, Portrait};
use meter_score::words::plain;
use meter_score::{Metric, Policy};

use super::area::{Area, Plot};
use super::canvas::{Canvas, Look, WIDTH, svg};
use super::frame::{LINE, share};
use super::text::{apart, width, wrapped};
use super::{Figure, FigureTable};
use crate::html::palette::{self, INK, LIMIT, QUIET, SERIES_1, SERIES_2};
use crate::table::title;

const ID: &str = "levers";
const TITLE: &str = "What would move it";
/// Drawn of each metric; the table has all.
const MOST: usize = 8;
/// Where the words of a lever begin, where the bars lie, and where the numbers begin.
const WORDS: i32 = 8;
const BARS: [i32; 2] = [284, 594];
const NUMBERS: i32 = BARS[1] + 18;
/// From one lever to the next: two lines of text.
const PITCH: i32 = 44;
const BAR: i32 = 16;
/// Above the levers of a metric: its name, and the labels of the cuts.
const HEAD: i32 = 36;
/// Below them: the scale, and a gap.
const FOOT: i32 = 38;

/// What would move the shares; `None` if nothing does.
pub(super) fn figure(portrait: &Portrait, policy: &Policy) -> Option<Figure> {
    let panels: Vec<Panel<'_>> = [Metric::Contacts, Metric::Chats]
        .into_iter()
        .filter_map(|metric| Panel::of(portrait, metric))
        .collect();
    if panels.is_empty() {
        return None;
    }
    let summary = summary(&portrait.levers);
    let height = panels.iter().map(Panel::height).sum();
    let draw = |canvas: &Canvas<'_>| {
        let mut top = 0;
        for panel in &panels {
            panel.draw(canvas, top, policy);
            top += panel.height();
        }
    };
    let svg = svg(ID, TITLE, &summary, height, draw);
    Some(Figure { id: ID, title: TITLE.to_owned(), summary, svg, table: table(&portrait.levers) })
}

/// The levers of one metric that is a share, the largest move first.
struct Panel<'p> {
    metric: Metric,
    levers: Vec<&'p Lever>,
}

impl<'p> Panel<'p> {
    fn of(portrait: &'p Portrait, metric: Metric) -> Option<Self> {
        let mut levers: Vec<&Lever> = portrait.levers.iter().filter(|lever| lever.metric == metric).collect();
        levers.sort_by(|one, other| size(other).total_cmp(&size(one)));
        levers.truncate(MOST);
        (!levers.is_empty()).then_some(Self { metric, levers })
    }

    fn height(&self) -> i32 {
        HEAD + PITCH * i32::try_from(self.levers.len()).unwrap_or(0) + FOOT
    }

    fn draw(&self, canvas: &Canvas<'_>, top: i32, policy: &Policy) {
        let bottom = top + self.height() - FOOT;
        let area = Area { left: BARS[0], top: top + HEAD, right: BARS[1], bottom };
        let plot = Plot::new(area, 0.0..1.0, 0.0..1.0);
        canvas.text((WORDS, top + 14), title(self.metric), Look::LABEL.large().bold());
        self.cuts(canvas, &plot, policy);
        for (index, lever) in (0..).zip(&self.levers) {
            row(canvas, &plot, area.top + PITCH * index, lever);
        }
        self.scale(canvas, &plot);
    }

    /// The cuts as upright lines with their labels above.
    fn cuts(&self, canvas: &Canvas<'_>, plot: &Plot, policy: &Policy) {
        let Area { top, bottom, .. } = plot.area;
        let cuts = policy.metric(self.metric);
        let labels = [(2, cuts.attention), (3, cuts.good)];
        let labels = labels.map(|(rating, cut)| (plot.x(cut), format!("{rating} from {}", share(cut))));
        for (x, _) in &labels {
            canvas.line(vec![(*x, top - 6), (*x, bottom)], LIMIT, 1);
        }
        row_of_labels(canvas, plot, top - 16, &labels, Look::LABEL.in_colour(LIMIT));
    }

    /// The value now as an upright line, and below it its label between the ends of the scale.
    fn scale(&self, canvas: &Canvas<'_>, plot: &Plot) {
        let Area { top, bottom, .. } = plot.area;
        let now = self.levers[0].before;
        canvas.rectangle(Area { top: bottom, bottom: bottom + 1, ..plot.area }, QUIET);
        canvas.rectangle(
            Area { left: plot.x(now), right: plot.x(now) + 1, top: top - 6, bottom: bottom + 6 },
            INK,
        );
        let labels =
            [(0.0, "0 %".to_owned()), (now, format!("now {}", share(now))), (1.0, "100 %".to_owned())];
        let labels = labels.map(|(share, label)| (plot.x(share), label));
        row_of_labels(canvas, plot, bottom + LINE, &labels, Look::LABEL);
    }
}

/// Labels side by side, each below or above its place or as near as there is room.
fn row_of_labels(canvas: &Canvas<'_>, plot: &Plot, y: i32, labels: &[(i32, String)], look: Look) {
    let widest = labels.iter().map(|(_, label)| width(label)).max().unwrap_or(0);
    let wanted: Vec<i32> = labels.iter().map(|(x, _)| *x).collect();
    let placed = apart(&wanted, widest + 4, (plot.area.left, plot.area.right));
    for ((_, label), x) in labels.iter().zip(placed) {
        canvas.text((x, y), label, look.centred());
    }
}

/// How far a lever moves its metric.
fn size(lever: &Lever) -> f64 {
    (lever.after - lever.before).abs()
}

/// A lever: its words, the way from one value to the other as an arrow, and where it leads.
fn row(canvas: &Canvas<'_>, plot: &Plot, top: i32, lever: &Lever) {
    let row = Area { left: 0, top, right: WIDTH, bottom: top + PITCH };
    let (_, middle) = row.middle();
    let lines = wrapped(&lever.text, BARS[0] - WORDS - 14, 2);
    let first = middle - LINE * (i32::try_from(lines.len()).unwrap_or(1) - 1) / 2;
    for (index, line) in (0..).zip(&lines) {
        canvas.text((WORDS, first + LINE * index), line, Look::LABEL);
    }
    arrow(canvas, [plot.x(lever.before), plot.x(lever.after)], middle);
    let values = format!("{} → {}", share(lever.before), share(lever.after));
    canvas.text((NUMBERS, middle - LINE / 2), &values, Look::LABEL.bold());
    let rating = format!("rating {}", u8::from(lever.rating));
    canvas.text((NUMBERS, middle + LINE / 2), &rating, Look::LABEL.in_colour(palette::of(lever.rating)));
    let overall = u8::from(lever.overall);
    canvas.mark(row, format!("{}: {}, overall {overall}", lever.text, course(lever)));
}

/// A bar with a tip at its end.
fn arrow(canvas: &Canvas<'_>, [from, to]: [i32; 2], middle: i32) {
    const TIP: i32 = 8;
    let base = if to < from { (to + TIP).min(from) } else { (to - TIP).max(from) };
    let (top, bottom) = (middle - BAR / 2, middle + BAR / 2);
    let outline = vec![(from, top), (base, top), (to, middle), (base, bottom), (from, bottom)];
    canvas.polygon(outline, if to < from { SERIES_2 } else { SERIES_1 });
}

/// Such as `40 % → 62 %, rating 3`.
fn course(lever: &Lever) -> String {
    format!(
        "{} → {}, rating {}",
        value(lever, lever.before),
        value(lever, lever.after),
        u8::from(lever.rating)
    )
}

fn value(lever: &Lever, value: f64) -> String {
    if lever.metric == Metric::LifeTime { format!("{} days", plain(value)) } else { share(value) }
}

fn summary(levers: &[Lever]) -> String {
    let of_metric = |metric: Metric| {
        let levers = levers.iter().filter(|lever| lever.metric == metric);
        let largest = levers.max_by(|one, other| size(one).total_cmp(&size(other)))?;
        Some(format!("{}: {} ({}).", title(metric), largest.text, course(largest)))
    };
    let largest: Vec<String> = Metric::ALL.into_iter().filter_map(of_metric).collect();
    format!("What moves each metric the most of what was looked at. {}", largest.join(" "))
}

fn table(levers: &[Lever]) -> FigureTable {
    let row = |lever: &Lever| {
        vec![
            lever.text.clone(),
            title(lever.metric).to_owned(),
            value(lever, lever.before),
            value(lever, lever.after),
            u8::from(lever.rating).to_string(),
            u8::from(lever.overall).to_string(),
            lever.edit.clone(),
        ]
    };
    let columns = ["Change", "Of", "Now", "Then", "Its rating then", "Overall then", "what-if"];
    FigureTable::new(columns, levers.iter().map(row))
}
