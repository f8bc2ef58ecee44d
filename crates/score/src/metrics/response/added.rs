//! The outreaches of a campaign to new persons, one each, as they look at as-of.

/// Those answered and those silent, each in the order of the estimate.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Added {
    /// Delays of those answered within the horizon and how many each has, the longest first.
    answers: Vec<(i64, u64)>,
    /// Others that are older than the horizon, of which nobody needs to know how old.
    late: u64,
    /// Seconds from the openings of all others to as-of, the oldest first.
    silent: Vec<i64>,
}

impl Added {
    /// Outreaches whose answers came after these delays (the longest first, each once), and others that are so old (the oldest first). An
    /// answer that comes after the horizon is none, so whoever gave it is silent. Those who are silent for longer than the horizon may also
    /// be given as a number, if nobody asks what would be if the oldest had answered.
    pub(crate) fn new(answers: Vec<(i64, u64)>, late: u64, silent: Vec<i64>) -> Self {
        debug_assert!(answers.is_sorted_by(|one, next| one.0 > next.0), "the longest first, each once");
        debug_assert!(silent.is_sorted_by(|one, next| one >= next), "the oldest first");
        Self { answers, late, silent }
    }

    pub(super) fn answers(&self) -> &[(i64, u64)] {
        &self.answers
    }

    pub(super) fn late(&self) -> u64 {
        self.late
    }

    pub(super) fn silent(&self) -> &[i64] {
        &self.silent
    }

    /// How many are answered.
    pub(super) fn answered(&self) -> u64 {
        self.answers.iter().map(|(_, count)| count).sum()
    }

    /// How many there are.
    pub(crate) fn persons(&self) -> u64 {
        self.answered() + self.late + self.silent.len() as u64
    }
}
