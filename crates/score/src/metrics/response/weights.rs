//! Weights of outreaches as whole numbers.
//!
//! An outreach weighs one part of as many as its person got. In units of one part of the least common multiple of these numbers, every
//! weight is a whole number: sums of them are exact, in whatever order.

/// The units that a person has, and so an outreach's share of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Weights {
    one: u64,
}

impl Weights {
    /// So many units a person has at most: two million persons fit into 64 bits.
    const FINE: u64 = 1 << 42;
    /// The same where there are more persons than that.
    const COARSE: u64 = 1 << 32;
    const MANY: u64 = 1 << 21;

    /// Units for persons with such numbers of outreaches. Where the least common multiple is too large, as with windows of years, weights are
    /// rounded, by less than one part in four billion.
    pub(super) fn new(parts: impl Iterator<Item = u32>, persons: u64) -> Self {
        let most = if persons < Self::MANY { Self::FINE } else { Self::COARSE };
        let mut one = 1_u64;
        for parts in parts.map(u64::from) {
            if one.is_multiple_of(parts) {
                continue;
            }
            match (one / greatest_common_divisor(one, parts)).checked_mul(parts) {
                Some(multiple) if multiple <= most => one = multiple,
                _ => return Self { one: most },
            }
        }
        Self { one }
    }

    /// The weight of a person, and of an outreach that is the only one.
    pub(super) fn one(self) -> u64 {
        self.one
    }

    /// The weight of one of so many outreaches to a person.
    pub(super) fn of(self, parts: u32) -> u64 {
        self.one / u64::from(parts)
    }
}

fn greatest_common_divisor(one: u64, other: u64) -> u64 {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

#[cfg(test)]
mod tests {
    use super::Weights;

    #[test]
    fn parts_of_a_person_are_whole_and_add_up() {
        let weights = Weights::new([4, 6, 4, 1].into_iter(), 3);
        assert_eq!((weights.one(), weights.of(4), weights.of(6)), (12, 3, 2));
        assert_eq!(Weights::new(std::iter::empty(), 0).one(), 1);
        // The least common multiple of 1 to 28 has eleven digits, and 29 times it is still below 2^42.
        assert_eq!(Weights::new(1..=28, 3).one(), 80_313_433_200);
        assert_eq!(Weights::new(1..=29, 3).one(), 80_313_433_200 * 29);
    }

    #[test]
    fn what_has_no_common_multiple_is_rounded() {
        let weights = Weights::new(1..=100, 3);
        let lost = weights.one() - weights.of(97) * 97;
        assert!(weights.one() == 1 << 42 && lost < 97);
        assert_eq!(Weights::new(1..=100, 5_000_000).one(), 1 << 32);
    }
}
