//! From paths to bytes: walking folders, looking into zips, decoding to UTF-8.

mod beside;
mod decode;
mod folders;
mod input;
mod lines;
mod locate;
mod phone_backup;
mod positioned;
mod property_list;
mod unzip;

pub(crate) use beside::Beside;
pub(crate) use decode::{head_text, to_utf8};
pub(crate) use folders::{folder, folders};
pub use input::{Head, Hints, Input};
pub use lines::{Line, Lines};
pub(crate) use locate::{Located, Place, locate, read_head};
