//! What would be if something were different.
//!
//! There is no second formula: an [`Edit`] changes the ledger or the policy, and the one scorer rates what comes out. Nothing edited
//! gives the identical result. Edits are made one after the other, and each sees what those before it did. As-of stays that of the
//! channel without edits.
//!
//! | question | answered by |
//! |---|---|
//! | what if so much were different? | [`Comparison`] |
//! | what does it take to be at 3? | [`reach()`](reach::reach) |
//! | and for each of these numbers? | [`sweep()`](sweep::sweep) |

mod apply;
mod edit;
pub mod reach;
mod stage;
pub mod sweep;

use meter_model::Ledger;

pub use self::apply::{Done, Edited};
pub(crate) use self::apply::{ages, before, is_one_of};
pub use self::edit::{
    Campaign, ChatPattern, Edit, EditError, MOST, MOST_DAYS, Quantity, days, percent, whole,
};
pub(crate) use self::stage::Stage;

use crate::{Assessment, Policy, score};

/// A channel as it is and as it would be.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// The score as it is.
    pub before: Assessment,
    /// The score as it would be.
    pub after: Assessment,
    /// What each edit did.
    pub done: Vec<Done>,
}

impl Comparison {
    /// Scores a channel without and with edits.
    ///
    /// # Errors
    /// Those of [`Edited::new`].
    pub fn of(
        ledger: &Ledger,
        policy: &Policy,
        as_of: Option<i64>,
        edits: &[Edit],
    ) -> Result<Self, EditError> {
        let edited = Edited::new(ledger, policy, as_of, edits)?;
        let (before, after) = rayon::join(
            || score(ledger, policy, edited.as_of),
            || score(&edited.ledger, &edited.policy, edited.as_of),
        );
        Ok(Self { before, after, done: edited.done })
    }
}
