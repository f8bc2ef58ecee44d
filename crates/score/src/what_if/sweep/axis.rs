//! What is swept, and over which values.

use crate::Policy;
use crate::what_if::edit::{EditError, MOST, MOST_DAYS, whole};

/// More cells than this of one channel are a slip of the keyboard, and 2 KB of memory each.
pub const MOST_CELLS: u64 = 100_000;

/// What can be swept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Variable {
    /// Days by which the number is older.
    Age,
    /// Persons saved.
    Save,
    /// Outreaches answered.
    Answer,
    /// Persons written to.
    Send,
    /// Percent of them in the address book.
    Known,
    /// Percent of them who answer.
    Reply,
    /// Days of the window.
    Window,
}

impl Variable {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Age, Self::Save, Self::Answer, Self::Send, Self::Known, Self::Reply, Self::Window];

    /// Its name, which is that of the edit.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Save => "save",
            Self::Answer => "answer",
            Self::Send => "send",
            Self::Known => "known",
            Self::Reply => "reply",
            Self::Window => "window",
        }
    }

    fn bounds(self) -> (u64, u64) {
        match self {
            Self::Age => (0, MOST_DAYS),
            Self::Save | Self::Answer | Self::Send => (0, MOST),
            Self::Known | Self::Reply => (0, 100),
            Self::Window => (1, u64::from(Policy::MOST_WINDOW_DAYS)),
        }
    }

    pub(super) fn is_of_campaign(self) -> bool {
        matches!(self, Self::Send | Self::Known | Self::Reply)
    }
}

/// A variable and its values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Axis {
    /// The variable.
    pub variable: Variable,
    first: u64,
    last: u64,
    step: u64,
}

impl Axis {
    /// Reads `save=0..200:10`: from 0 to 200 in steps of 10 (1 if it is left out).
    ///
    /// # Errors
    /// If the variable is unknown, or a value is out of the range that its edit has.
    pub fn parse(text: &str) -> Result<Self, EditError> {
        let wrong = || EditError(format!("{text} is no sweep; give one like save=0..200:10"));
        let (name, range) = text.split_once('=').ok_or_else(wrong)?;
        let names = || Variable::ALL.map(Variable::name).join(", ");
        let variable = Variable::ALL.into_iter().find(|variable| variable.name() == name);
        let variable = variable
            .ok_or_else(|| EditError(format!("{name} cannot be swept; what can be is {}", names())))?;
        let (ends, step) = range.split_once(':').unwrap_or((range, "1"));
        let (first, last) = ends.split_once("..").ok_or_else(wrong)?;
        let bounds = variable.bounds();
        let value =
            |text| whole(text, bounds.0, bounds.1).map_err(|error| EditError(format!("{name}: {error}")));
        let (first, last) = (value(first)?, value(last)?);
        let step = whole(step, 1, bounds.1).map_err(|error| EditError(format!("{name}: step {error}")))?;
        if first > last {
            return Err(EditError(format!("{name}: {first} is above {last}; give the lower value first")));
        }
        Ok(Self { variable, first, last, step })
    }

    /// The highest value that it may have; steps may end before it.
    pub(super) fn last(&self) -> u64 {
        self.last
    }

    fn count(&self) -> u64 {
        (self.last - self.first) / self.step + 1
    }

    fn values(&self) -> impl Iterator<Item = u64> {
        (0..self.count()).map(|index| self.first + index * self.step)
    }
}

/// Checks that axes go together.
pub(super) fn check(axes: &[Axis]) -> Result<(), EditError> {
    match axes {
        [_] => {}
        [one, other] if one.variable != other.variable => {}
        [one, _] => return Err(EditError(format!("{} is swept twice; give it once", one.variable.name()))),
        _ => return Err(EditError("a sweep has one or two variables".to_owned())),
    }
    let cells = axes.iter().map(Axis::count).fold(1, u64::saturating_mul);
    if cells > MOST_CELLS {
        return Err(EditError(format!("{cells} cells are more than {MOST_CELLS}; give larger steps")));
    }
    Ok(())
}

/// All combinations of values, the last axis changing fastest.
pub(super) fn cells(axes: &[Axis]) -> Vec<Vec<u64>> {
    axes.iter().fold(vec![Vec::new()], |cells, axis| {
        let longer = |cell: Vec<u64>| axis.values().map(move |value| [&cell[..], &[value]].concat());
        cells.into_iter().flat_map(longer).collect()
    })
}

/// The value of a variable in a cell, if it is swept.
pub(super) fn value(axes: &[Axis], at: &[u64], variable: Variable) -> Option<u64> {
    axes.iter().zip(at).find(|(axis, _)| axis.variable == variable).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::{Axis, cells, check};

    #[test]
    fn an_axis_goes_from_end_to_end() {
        let values = |text: &str| Axis::parse(text).unwrap().values().collect::<Vec<_>>();
        assert_eq!(values("save=0..30:10"), [0, 10, 20, 30]);
        assert_eq!(values("save=0..29:10"), [0, 10, 20]);
        assert_eq!(values("window=7..8"), [7, 8]);
        assert_eq!(values("reply=5..5"), [5]);
    }

    #[test]
    fn a_wrong_axis_is_an_error() {
        for wrong in [
            "save",
            "save=1",
            "save=2..1",
            "save=0..9:0",
            "save=0..9:x",
            "hope=0..1",
            "known=0..101",
            "window=0..3",
        ] {
            assert!(Axis::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn cells_are_counted_before_they_are_made() {
        let axis = |text| Axis::parse(text).unwrap();
        assert!(check(&[axis("save=0..99"), axis("answer=0..999")]).is_ok());
        assert!(check(&[axis("save=0..100"), axis("answer=0..999")]).is_err());
        assert!(check(&[axis("save=0..9"), axis("save=0..9")]).is_err());
        assert!(check(&[]).is_err());
        let cells = cells(&[axis("save=1..2"), axis("answer=8..9")]);
        assert_eq!(cells, [[1, 8], [1, 9], [2, 8], [2, 9]]);
    }
}
