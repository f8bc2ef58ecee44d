//! What would be: edits, sweeps and goals, held to the second scorer and to channels that are built anew.

mod edits;
mod goals;
mod sweeps;
