//! What can go wrong, each in one sentence that says what, where and what to do.

use std::io;
use std::path::{Path, PathBuf};

use crate::limits;

/// Why one file could not be read. A bad row is not among these: it is counted as a reject.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The operating system said no.
    #[error("cannot be read: {0}")]
    Io(io::Error),
    /// No format claims the file.
    #[error("is in no known format (tried: {tried}); `safety-meter formats` lists what can be read")]
    Unrecognised {
        /// The names of all formats tried.
        tried: String,
    },
    /// It is something else than an export of WhatsApp.
    #[error("is {what}; {remedy}")]
    Refused {
        /// What it is.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// Several formats claim the file with the same certainty.
    #[error("could be {claims}; rename it to the usual name of its format or export it again")]
    Ambiguous {
        /// The names of the formats that claim it.
        claims: String,
    },
    /// The document ends too early.
    #[error("is cut off at byte {at} ({what}); export or download it again")]
    Truncated {
        /// What was being read.
        what: &'static str,
        /// How many bytes there were.
        at: u64,
    },
    /// The dates of a text export have no year, and nothing else tells it.
    #[error(
        "has dates without a year, from line {line} on; set the phone to dates with a year and export the chat again"
    )]
    YearlessDates {
        /// The first line with such a date.
        line: u64,
    },
    /// The document breaks its own syntax.
    #[error("is broken {at}: {why}; export it again")]
    Malformed {
        /// Where, e.g. `at byte 17`.
        at: String,
        /// Why, without any content of the file.
        why: String,
    },
    /// The file exceeds one of the limits.
    #[error("exceeds the limit of {limit}: {what}")]
    Limit {
        /// Which limit, with its value.
        limit: String,
        /// What exceeded it and what to do.
        what: &'static str,
    },
    /// A zip with an entry that would be written outside its folder.
    #[error("has an entry whose path leaves the archive; WhatsApp makes no such zip, so it is not read")]
    PathTraversal,
    /// A zip with an entry that needs a password.
    #[error("is protected by a password; unpack it first")]
    Encrypted,
    /// An entry of a zip that is packed by another method than all programs know.
    #[error("is packed in its zip by a method that WhatsApp does not use; unpack it and score the folder")]
    PackedOtherwise,
    /// The contact list has no column with phone numbers.
    #[error("has no phone column among its {columns} columns; name one `phone`, `mobile` or `number`")]
    NoPhoneColumn {
        /// How many columns there are.
        columns: usize,
    },
    /// A table with none of the columns that make it one of messages or of contacts.
    #[error(
        "has neither the columns of messages (chat_id, from_me, timestamp) nor those of contacts (id, channel or saved) among its \
         {columns}; `safety-meter formats` lists their other names"
    )]
    NoTable {
        /// How many columns there are.
        columns: usize,
    },
    /// Tables of several channels, taken for those of one.
    #[error(
        "tells of {channels} different channels, in its channel column or with the tables beside it; score it with --fleet"
    )]
    SeveralChannels {
        /// How many.
        channels: usize,
    },
    /// Something among the tables of a fleet that does not say of which channel it tells.
    #[error("does not say of which channel it tells; with --fleet every table needs a channel column")]
    NoChannel,
    /// Several people write in a chat and nothing says which of them is the owner.
    #[error("does not tell which of its senders is you; give your name in it with --me NAME")]
    WhoIsMe,
    /// Day, month and year cannot be told apart, and the readings differ.
    #[error(
        "does not tell day, month and year apart in its dates; add other chats of the same phone, or write \
         date_order = \"dmy\", \"mdy\" or \"ymd\" into channel.toml"
    )]
    AmbiguousDates,
    /// The file holds several channels.
    #[error("holds the data of {numbers} numbers, and a channel is one number; {remedy}")]
    SeveralNumbers {
        /// How many.
        numbers: usize,
        /// How to part them.
        remedy: &'static str,
    },
    /// A fault of ours.
    #[error("made the reader fail, which is a fault of Safety Meter; nothing of it is counted")]
    Internal,
}

/// Readers below the formats can only return [`io::Error`]; one of ours travels inside it and comes out here.
impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        error.downcast().unwrap_or_else(Self::Io)
    }
}

impl From<ReadError> for io::Error {
    fn from(error: ReadError) -> Self {
        Self::other(error)
    }
}

impl ReadError {
    /// Why a line is rejected that is longer than the limit.
    #[must_use]
    pub fn long_line() -> String {
        format!("longer than the limit of {} MiB for one line", limits::LINE_BYTES >> 20)
    }
}

/// A file that could not be read, with its path below the channel.
#[derive(Debug, thiserror::Error)]
#[error("{path} {error}")]
pub struct SourceFailure {
    /// Path as in [`crate::SourceReport::path`].
    pub path: String,
    /// Why.
    pub error: ReadError,
}

impl SourceFailure {
    /// The same as a reject of the whole file.
    #[must_use]
    pub fn as_reject(&self) -> crate::Reject {
        crate::Reject { path: self.path.clone(), ordinal: 0, at: "file".into(), why: self.error.to_string() }
    }
}

/// Why a channel as a whole could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChannelError {
    /// Nothing lies there.
    #[error("{}: no such file or folder; check the path", .0.display())]
    NoSuchPath(PathBuf),
    /// It is a device or a pipe.
    #[error("{}: is neither a file nor a folder; pipe what comes from it, and give - for it", .0.display())]
    NoFile(PathBuf),
    /// The folder has no files.
    #[error("{}: the folder is empty; put the exports of one number into it", .0.display())]
    Empty(PathBuf),
    /// The zip has no files.
    #[error("{}: there is no file in the zip; give one with the exports of one number", .0.display())]
    EmptyZip(PathBuf),
    /// Nothing came through standard input.
    #[error("-: standard input is empty; pipe one export into it")]
    EmptyStandardInput,
    /// No file in it is an export.
    #[error(
        "{}: no export recognised among {files} {} (tried: {tried}); `safety-meter formats` lists what can be read",
        path.display(),
        if *files == 1 { "file" } else { "files" }
    )]
    NothingRecognised {
        /// The channel's path.
        path: PathBuf,
        /// How many files were looked at.
        files: usize,
        /// The names of all formats tried.
        tried: String,
    },
    /// Nothing given as a fleet is one.
    #[error(
        "--fleet {}: no table that names channels, and no sub-folders; put the exports of each number into a folder of its own, or \
         give tables with a channel column",
        .0.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" and ")
    )]
    NoFleet(Vec<PathBuf>),
    /// Nothing but what comes along with chats.
    #[error(
        "{}: nothing but {}; add the exported chat (.txt or .zip) to it",
        path.display(),
        if *files == 1 { "a picture, recording or document".to_owned() } else {
            format!("{files} pictures, recordings or documents")
        }
    )]
    OnlyAttachments {
        /// The channel's path.
        path: PathBuf,
        /// How many files.
        files: usize,
    },
    /// The channel's `channel.toml` is wrong.
    #[error("{}: {why}", path.display())]
    Declaration {
        /// Path of the file.
        path: PathBuf,
        /// What is wrong and what to do.
        why: String,
    },
    /// A fault of ours.
    #[error("{}: made the program fail, which is a fault of Safety Meter; nothing of it is counted", path.display())]
    Internal {
        /// The channel's path, or its name in a table.
        path: PathBuf,
    },
    /// The folder itself cannot be listed.
    #[error("{}: cannot be read: {error}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// What the operating system said.
        error: io::Error,
    },
}

impl ChannelError {
    /// The same error with every path as `shown`, and nothing that was declared repeated.
    #[must_use]
    pub fn masked(self, shown: &dyn Fn(&Path) -> PathBuf) -> Self {
        match self {
            Self::NoSuchPath(path) => Self::NoSuchPath(shown(&path)),
            Self::NoFile(path) => Self::NoFile(shown(&path)),
            Self::Empty(path) => Self::Empty(shown(&path)),
            Self::EmptyZip(path) => Self::EmptyZip(shown(&path)),
            Self::EmptyStandardInput => self,
            Self::NothingRecognised { path, files, tried } => {
                Self::NothingRecognised { path: shown(&path), files, tried }
            }
            Self::NoFleet(paths) => Self::NoFleet(paths.iter().map(|path| shown(path)).collect()),
            Self::OnlyAttachments { path, files } => Self::OnlyAttachments { path: shown(&path), files },
            Self::Declaration { path, why } => {
                Self::Declaration { path: shown(&path), why: without_values(&why) }
            }
            Self::Internal { path } => Self::Internal { path: shown(&path) },
            Self::Io { path, error } => Self::Io { path: shown(&path), error: error.kind().into() },
        }
    }
}

/// A sentence on a declared value, without the value: all that stands between its first quotation mark and its last.
#[must_use]
pub fn without_values(why: &str) -> String {
    const MARKS: [char; 2] = ['"', '`'];
    match (why.find(MARKS), why.rfind(MARKS)) {
        (Some(first), Some(last)) if first < last => format!("{}•••{}", &why[..first], &why[last + 1..]),
        _ => why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_values;

    #[test]
    fn values_are_left_out_of_what_is_wrong_with_them() {
        for (why, left) in [
            (
                "registered: \"so\\\"on\" is no date; write it like 2024-05-20",
                "registered: ••• is no date; write it like 2024-05-20",
            ),
            ("unknown field `ann`, expected one of `number`, `me`; known", "unknown field •••; known"),
            ("no quotation mark", "no quotation mark"),
            ("only \" one", "only \" one"),
        ] {
            assert_eq!(without_values(why), left);
        }
    }
}
