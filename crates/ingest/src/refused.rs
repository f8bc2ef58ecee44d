//! Files that are known and still cannot be read, each with a sentence that says what to do instead.

use crate::ReadError;
use crate::database::begins_database;

/// Why a file with this name and beginning is refused, if it is.
pub(crate) fn refusal(name: &str, head: &[u8]) -> Option<ReadError> {
    (is_encrypted_backup(name) && !begins_database(head)).then_some(ReadError::EncryptedBackup)
}

/// `msgstore.db.crypt15`, `msgstore-2024-05-20.1.db.crypt14`, `wa.db.crypt12`.
fn is_encrypted_backup(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let Some((_, version)) = name.rsplit_once(".crypt") else { return false };
    (1..=2).contains(&version.len()) && version.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::refusal;

    #[test]
    fn encrypted_backups_are_told_by_their_ending() {
        for name in ["msgstore.db.crypt12", "msgstore-2024-05-20.1.db.crypt14", "wa.db.CRYPT15"] {
            assert!(refusal(name, &[0x0A, 0x9B]).is_some(), "{name}");
        }
        for name in ["msgstore.db", "notes.crypt", "a.crypto", ".crypt123"] {
            assert!(refusal(name, &[0x0A, 0x9B]).is_none(), "{name}");
        }
    }

    #[test]
    fn a_decrypted_one_under_its_old_name_is_read() {
        assert!(refusal("msgstore.db.crypt15", b"SQLite format 3\0").is_none());
    }
}
