//! How much of a stranger's file the reader is willing to take, all in one place.

/// Longest line of a text, contact list or NDJSON file, in bytes. WhatsApp cuts messages at 65,536 characters.
pub const LINE_BYTES: usize = 16 << 20;
/// Longest record of a contact list, in bytes: one row with its notes, or one card without its pictures. A quotation mark
/// that never closes would else swallow the rest of the file.
pub const CONTACT_BYTES: usize = 1 << 20;
/// Largest `channel.toml` or policy, in bytes.
pub const SETTINGS_BYTES: u64 = 1 << 20;
/// Bytes looked at to recognise a format.
pub const HEAD_BYTES: usize = 64 << 10;
/// Size of the blocks in which a big file is read by several threads, in bytes. They should stay in the cache of a core.
pub const BLOCK_BYTES: usize = 1 << 20;
/// Largest JSON document, contact list or zip inside a zip that is read as a whole, in bytes.
pub const DOCUMENT_BYTES: u64 = 4 << 30;
/// Most entries of one zip.
pub const ZIP_ENTRIES: usize = 100_000;
/// Largest sum of unpacked bytes that one zip may announce for the entries that are read.
pub const ZIP_BYTES: u64 = 64 << 30;
/// Largest ratio of unpacked to packed bytes of one zip entry, beyond the first [`ZIP_RATIO_FREE_BYTES`].
/// Chats pack to a fifth or a tenth, JSON to a thirtieth; deflate itself ends at 1,032.
pub const ZIP_RATIO: u64 = 200;
/// Unpacked bytes of an entry to which no ratio applies, since small files of repeated lines pack well.
pub const ZIP_RATIO_FREE_BYTES: u64 = 16 << 20;
/// How deep zips may lie in zips.
pub const ZIP_DEPTH: usize = 2;
/// How deep folders may be nested.
pub const FOLDER_DEPTH: usize = 64;
/// How many rejects of one file are listed; all are counted.
pub const LISTED_REJECTS: usize = 1_000;
/// How deep JSON may be nested. Messages that quote, forward and list products reach about ten.
pub const JSON_DEPTH: usize = 128;
/// Largest database that is copied because it lies in a zip or has a log beside it, in bytes. One that lies alone has no limit.
pub const DATABASE_BYTES: u64 = 64 << 30;
/// Largest row of a database, in bytes. Thumbnails of media are the largest things in there.
pub const DATABASE_ROW_BYTES: i32 = 64 << 20;
/// Seconds that the reading of a database may take, however small it is.
pub const DATABASE_SECONDS: u64 = 60;
/// Further seconds for every MiB of a database. A slow disk reads fifty MiB in one.
pub const DATABASE_SECONDS_A_MIB: u64 = 1;
/// Largest property list of a phone backup that is looked at, in bytes.
pub const PROPERTY_LIST_BYTES: u64 = 16 << 20;
