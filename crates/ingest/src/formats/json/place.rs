//! Where in a file something stands, kept on the stack and written out only when it is needed.

use std::fmt;

/// A place in a JSON file, such as `messages[12].timestamp` or `line 17, messages[0]`. It names keys of the format only,
/// never content.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    parent: Option<&'a Place<'a>>,
    step: Step,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    Document(usize),
    Line(u64),
    Key(&'static str),
    Index(usize),
}

impl Place<'_> {
    /// The `number`-th document of a file, from 1. The first is not named, since most files have only one.
    pub(crate) fn document(number: usize) -> Self {
        Self { parent: None, step: Step::Document(number) }
    }

    /// A document in a file that has one a line; the line where it begins, from 1.
    pub(crate) fn line(number: u64) -> Self {
        Self { parent: None, step: Step::Line(number) }
    }

    /// What stands here under `key`.
    pub(crate) fn key(&self, key: &'static str) -> Place<'_> {
        Place { parent: Some(self), step: Step::Key(key) }
    }

    /// The `index`-th of what stands here, from 0.
    pub(crate) fn index(&self, index: usize) -> Place<'_> {
        Place { parent: Some(self), step: Step::Index(index) }
    }

    /// How many steps lead here from the document.
    pub(crate) fn steps(&self) -> usize {
        self.parent.map_or(0, |parent| 1 + parent.steps())
    }

    /// A number by which the rows of a file are sorted: lines or documents, and the elements of each.
    pub(crate) fn ordinal(&self) -> u64 {
        match (self.step, self.parent) {
            (Step::Line(number), _) => number << 32,
            (Step::Document(number), _) => (number as u64) << 32,
            (Step::Index(index), Some(parent)) if parent.parent.is_none() => {
                parent.ordinal() + index as u64 + 1
            }
            (Step::Key(_) | Step::Index(_), parent) => parent.map_or(0, Self::ordinal),
        }
    }

    /// Whether it is the first document of a file, as a whole.
    pub(crate) fn is_only(&self) -> bool {
        self.parent.is_none() && self.is_silent()
    }

    fn is_silent(&self) -> bool {
        self.step == Step::Document(1)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.write(f)?;
        }
        let beside = |parent: Option<&Place<'_>>| match parent {
            Some(parent) if parent.is_silent() => "",
            Some(parent) if parent.parent.is_none() => ", ",
            _ => ".",
        };
        match self.step {
            Step::Document(1) => Ok(()),
            Step::Document(number) => write!(f, "document {number}"),
            Step::Line(number) => write!(f, "line {number}"),
            Step::Key(key) => write!(f, "{}{key}", beside(self.parent)),
            Step::Index(index) => match beside(self.parent) {
                ", " => write!(f, ", [{index}]"),
                _ => write!(f, "[{index}]"),
            },
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_silent() { f.write_str("document 1") } else { self.write(f) }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn places_read_like_paths() {
        let only = Place::document(1);
        assert_eq!(only.to_string(), "document 1");
        assert_eq!(only.key("messages").index(12).key("timestamp").to_string(), "messages[12].timestamp");
        assert_eq!(only.index(3).key("body").key("chats").to_string(), "[3].body.chats");
        assert_eq!(Place::document(2).key("chats").index(0).to_string(), "document 2, chats[0]");
        assert_eq!((only.steps(), only.index(3).key("body").key("chats").steps()), (0, 3));
        let line = Place::line(17);
        assert_eq!(line.to_string(), "line 17");
        assert_eq!(line.key("timestamp").to_string(), "line 17, timestamp");
        assert_eq!(line.index(2).key("id").to_string(), "line 17, [2].id");
    }
}
