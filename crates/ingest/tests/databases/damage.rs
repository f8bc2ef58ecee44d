//! Damaged and hostile databases: an error that says where, or less in it, but never a panic, a hang or a wrong row.
