//! What can be wrong with a typed table as a whole.

/// Why a typed table cannot be read on. The text never repeats what stands in the table.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TableError {
    /// The end of the file does not describe the rest of it.
    #[error("the directory at its end is missing or damaged, as after a broken download")]
    Directory,
    /// A part breaks, or is packed in a way that is not known.
    #[error("part {part} of {parts} is damaged or of a kind that cannot be read")]
    Part {
        /// Which row group or batch, from 1.
        part: usize,
        /// How many there are.
        parts: usize,
    },
}
