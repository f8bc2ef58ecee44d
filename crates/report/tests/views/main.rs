//! Every view of the same hand-built results.

mod csv;
mod json;
mod laws;
mod sample;
mod table;
