//! Views of a score, one file a view. All are pure: the same result gives the same bytes, wherever they go.

pub mod calibration;
mod cell;
mod columns;
pub mod csv;
pub mod diff;
pub mod fleet;
pub mod full;
mod grid;
pub mod history;
pub mod html;
pub mod mask;
pub mod plan;
mod rated;
mod result;
mod row;
mod spark;
pub mod table;
pub mod terminal;
pub mod timeline;
pub mod tokens;
mod trend;
pub mod typed;
pub mod vendor;
pub mod what_if;

pub use grid::Grid;
pub use result::{ChannelResult, RejectView, SourceView};
pub use row::Row;
pub use trend::WeekEnd;
