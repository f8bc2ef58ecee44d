//! The edge where tables come in and go out. Behind it there are only cells, columns and errors of our own.
//!
//! | direction | formats |
//! |---|---|
//! | in ([`TypedTable`]) | Parquet, one row group at a time; Arrow IPC files, one batch at a time |
//! | out ([`write()`]) | Parquet, Arrow IPC, CSV, NDJSON |
//!
//! Typed tables go through polars, eagerly and without its query engine, behind the feature `polars`. Tables of text come
//! in elsewhere, through the same readers as every other export of text; all that they share with these is a [`Cell`].

mod cell;
#[cfg(feature = "polars")]
mod convert;
#[cfg(feature = "polars")]
mod error;
#[cfg(feature = "polars")]
mod guard;
#[cfg(feature = "polars")]
mod parquet;
#[cfg(feature = "polars")]
mod read;
#[cfg(feature = "polars")]
mod rows;
#[cfg(feature = "polars")]
mod source;
#[cfg(feature = "polars")]
mod table;
#[cfg(feature = "polars")]
mod write;

pub use cell::Cell;
#[cfg(feature = "polars")]
pub use error::TableError;
#[cfg(feature = "polars")]
pub use read::{Container, Part, Parts, TypedTable};
#[cfg(feature = "polars")]
pub use source::Source;
#[cfg(feature = "polars")]
pub use table::{Column, Table, Values};
#[cfg(feature = "polars")]
pub use write::{TableFormat, write};
