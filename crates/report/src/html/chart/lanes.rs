//! Ratings from one end of a scale to the other: one lane for each, told by height, digit and colour.

use meter_score::{EachRating, Rating, RatingKey};

use super::area::Area;
use super::canvas::{Canvas, Look};
use crate::html::palette::{self, GRID, SURFACE};
use crate::table::title;

/// Height of a lane.
const LANE: i32 = 30;
/// Height of the lowest rating, in which a digit has room.
const LOWEST: i32 = 14;
/// From one lane to the next.
pub(super) const PITCH: i32 = LANE + 12;
/// Runs that are narrower have no digit.
const ROOM_FOR_DIGIT: i32 = 13;

/// What people call a rating.
pub(super) fn name(key: RatingKey) -> &'static str {
    key.metric().map_or("Overall", title)
}

/// Some pixels in which nothing changes; `None` where nothing is known.
pub(super) struct Stretch {
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) ratings: Option<EachRating<Rating>>,
}

/// The lowest of each rating, so that nothing bad is hidden where several share a place.
pub(super) fn lowest(ratings: impl Iterator<Item = EachRating<Rating>>) -> Option<EachRating<Rating>> {
    ratings.reduce(|one, other| EachRating::of(|key| *one.get(key).min(other.get(key))))
}

/// The area of a lane below a top.
pub(super) fn lane(top: i32, index: usize, [left, right]: [i32; 2]) -> Area {
    let top = top + PITCH * i32::try_from(index).unwrap_or(0);
    Area { left, top, right, bottom: top + LANE }
}

/// Draws the four lanes from a top on, their names to the left of them.
pub(super) fn draw(canvas: &Canvas<'_>, top: i32, stretches: &[Stretch]) {
    let [Some(first), Some(last)] = [stretches.first(), stretches.last()] else { return };
    for (index, key) in RatingKey::ALL.into_iter().enumerate() {
        let lane = lane(top, index, [first.left, last.right]);
        let look = if key == RatingKey::RiskFactor { Look::LABEL.bold() } else { Look::LABEL };
        canvas.text((lane.left - 8, lane.middle().1), name(key), look.ending());
        canvas.rectangle(Area { top: lane.bottom, bottom: lane.bottom + 1, ..lane }, GRID);
        let rating = |stretch: &Stretch| stretch.ratings.map(|ratings| *ratings.get(key));
        for run in stretches.chunk_by(|one, next| rating(one) == rating(next)) {
            let area = Area { left: run[0].left, right: run[run.len() - 1].right, ..lane };
            if let Some(rating) = rating(&run[0]) {
                bar(canvas, area, rating);
            }
        }
    }
}

/// A run of one rating: the higher the better, with its digit where there is room.
fn bar(canvas: &Canvas<'_>, lane: Area, rating: Rating) {
    let height = LOWEST + (LANE - LOWEST) * i32::from(u8::from(rating) - 1) / 2;
    let gap = i32::from(lane.width() > 3);
    let area = Area { top: lane.bottom - height, right: lane.right - gap, ..lane };
    canvas.rectangle(area, palette::of(rating));
    if area.width() >= ROOM_FOR_DIGIT {
        let digit = u8::from(rating).to_string();
        canvas.text(area.middle(), &digit, Look::LABEL.in_colour(SURFACE).bold().centred());
    }
}
