//! stub
use super::{Claim, Format};
/// stub
pub const FORMAT: Format = Format {
    name: "vcard",
    title: "",
    extensions: &[],
    gives: &[],
    sniff: |_| Claim::No,
    read: |_, _| Ok(()),
};
