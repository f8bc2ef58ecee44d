//! Where things are on a sheet: pixels, and how values become pixels.

use std::ops::Range;

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;

/// A place on a sheet: from the left, and from the top.
pub(super) type Point = (i32, i32);

/// A rectangle on a sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Area {
    pub(super) fn width(self) -> i32 {
        (self.right - self.left).max(0)
    }

    pub(super) fn height(self) -> i32 {
        (self.bottom - self.top).max(0)
    }

    pub(super) fn middle(self) -> Point {
        (i32::midpoint(self.left, self.right), i32::midpoint(self.top, self.bottom))
    }
}

/// An area whose places are values: `x` grows to the right and `y` upwards.
pub(super) struct Plot {
    pub(super) area: Area,
    x: Range<f64>,
    y: Range<f64>,
    pixels: Cartesian2d<RangedCoordf64, RangedCoordf64>,
}

impl Plot {
    /// A plot of ranges that are not empty.
    pub(super) fn new(area: Area, x: Range<f64>, y: Range<f64>) -> Self {
        let pixels = Cartesian2d::new(x.clone(), y.clone(), (area.left..area.right, area.bottom..area.top));
        Self { area, x, y, pixels }
    }

    /// The place of a pair of values; values beyond the plot are at its edge.
    pub(super) fn at(&self, x: f64, y: f64) -> Point {
        self.pixels.translate(&(x.clamp(self.x.start, self.x.end), y.clamp(self.y.start, self.y.end)))
    }

    pub(super) fn x(&self, x: f64) -> i32 {
        self.at(x, self.y.start).0
    }

    pub(super) fn y(&self, y: f64) -> i32 {
        self.at(self.x.start, y).1
    }

    /// The whole height of the plot between two values.
    pub(super) fn column(&self, from: f64, to: f64) -> Area {
        Area { left: self.x(from), right: self.x(to), ..self.area }
    }
}

/// Leaves out the points of a line that lie on the straight between their neighbours, upright or level.
pub(super) fn corners(points: impl IntoIterator<Item = Point>) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::new();
    for next in points {
        if let [.., before, last] = corners[..] {
            let is_upright = before.0 == last.0 && last.0 == next.0 && is_between(before.1, last.1, next.1);
            let is_level = before.1 == last.1 && last.1 == next.1 && is_between(before.0, last.0, next.0);
            if is_upright || is_level {
                corners.pop();
            }
        }
        if corners.last() != Some(&next) {
            corners.push(next);
        }
    }
    corners
}

fn is_between(before: i32, last: i32, next: i32) -> bool {
    (before <= last && last <= next) || (before >= last && last >= next)
}

#[cfg(test)]
mod tests {
    use super::{Area, Plot, corners};

    #[test]
    fn more_is_to_the_right_and_above() {
        let area = Area { left: 10, top: 20, right: 110, bottom: 70 };
        let plot = Plot::new(area, 0.0..1.0, 0.0..5.0);
        assert_eq!(plot.at(0.0, 0.0), (10, 70));
        assert_eq!(plot.at(0.5, 2.5), (60, 45));
        assert_eq!(plot.at(1.0, 5.0), (110, 20));
        assert_eq!(plot.at(7.0, -3.0), (110, 70));
    }

    #[test]
    fn only_what_is_on_the_way_is_left_out() {
        assert_eq!(
            corners([(0, 0), (1, 0), (2, 0), (2, 3), (2, 5), (4, 5)]),
            [(0, 0), (2, 0), (2, 5), (4, 5)]
        );
        // A line that turns back has a corner there.
        assert_eq!(corners([(0, 0), (0, 5), (0, 3)]), [(0, 0), (0, 5), (0, 3)]);
        assert_eq!(corners([(1, 1), (1, 1), (2, 2), (3, 3)]), [(1, 1), (2, 2), (3, 3)]);
        assert_eq!(corners([]), []);
    }
}
