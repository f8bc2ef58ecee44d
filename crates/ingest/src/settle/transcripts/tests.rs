//! Proof by hand.
