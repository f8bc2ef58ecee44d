//! What stands in one place of a table, whatever the table is written in.

/// One value, borrowed from where it was read.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cell<'a> {
    /// No value.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Number(f64),
    /// Text.
    Text(&'a str),
    /// An instant, in seconds since the epoch.
    Instant(i64),
    /// What a clock on a wall showed, in the seconds after which a clock set to UTC would show it.
    Wall(i64),
    /// A value of a type that no column here has: a list, a day, a duration.
    Other,
}
