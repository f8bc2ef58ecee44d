//! The name of a chat, from the name of its file, zip or folder.

use std::sync::LazyLock;

use super::templates::TEMPLATES;
use crate::identity::name::clean;

/// The file in an iOS zip; it says nothing about the chat.
const NAMELESS: &str = "_chat";

/// A chat's name, cleaned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ChatName {
    pub(super) name: String,
    /// Whether WhatsApp wrote it into the name of a file, rather than somebody who named a folder.
    pub(super) by_whatsapp: bool,
}

impl ChatName {
    /// The chat's name as it is written around a file (`names` from inside out; the last is the channel's own and names no chat unless
    /// it is written as WhatsApp does it).
    pub(super) fn written(names: &[String]) -> Option<Self> {
        let written = names.iter().find_map(|name| by_template(&stem(name)));
        let enclosing = || {
            let nameless = names.first().is_some_and(|name| is_nameless(&stem(name)));
            let [_, between @ .., _] = names else { return None };
            let folder = between.first().filter(|_| nameless)?;
            Some(clean(&stem(folder)))
        };
        let by_whatsapp = written.is_some();
        let name = written.or_else(enclosing)?;
        Some(Self { name, by_whatsapp })
    }

    /// The name without the mark of a copy, if `senders` or the mark itself tell that it is one.
    pub(super) fn among(&self, senders: &dyn Fn(&str) -> bool) -> Self {
        let original = without_copy_mark(&self.name)
            .filter(|original| !senders(&self.name) && (senders(original) || self.name.ends_with(')')));
        Self { name: original.unwrap_or(&self.name).to_owned(), ..*self }
    }
}

/// The name without the endings of files, of which there may be several (`.zip.txt`).
fn stem(name: &str) -> String {
    const ENDINGS: [&str; 2] = [".txt", ".zip"];
    let mut stem = name.trim();
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| {
        let at = stem.len().checked_sub(ending.len())?;
        stem.get(at..)?.eq_ignore_ascii_case(ending).then(|| &stem[..at])
    }) {
        stem = shorter;
    }
    stem.to_owned()
}

/// `_chat`, also as a second download names it.
fn is_nameless(stem: &str) -> bool {
    without_copy_mark(stem).unwrap_or(stem) == NAMELESS
}

fn by_template(stem: &str) -> Option<String> {
    let plain = clean(stem);
    fill(&plain)
        .or_else(|| {
            // Some downloads turn every blank into a dot.
            let dotted = !plain.contains(' ') && plain.contains('.');
            fill(&clean(&plain.replace('.', " "))).filter(|_| dotted)
        })
        // In a language that says something behind the name, the mark of a copy stands behind that.
        .or_else(|| by_template(without_copy_mark(&plain)?))
}

/// What stands around the name, in small letters.
static FOLDED_TEMPLATES: LazyLock<Vec<(Vec<char>, Vec<char>)>> = LazyLock::new(|| {
    let folded = |text: &str| text.chars().map(fold).collect();
    TEMPLATES.iter().map(|(before, behind)| (folded(before), folded(behind))).collect()
});

/// What stands in the place of the name, by the template that leaves the least.
fn fill(text: &str) -> Option<String> {
    let folded: Vec<char> = text.chars().map(fold).collect();
    let filled = FOLDED_TEMPLATES.iter().filter_map(|(before, behind)| {
        let inner = folded.strip_prefix(&before[..])?.strip_suffix(&behind[..])?;
        (!inner.is_empty()).then_some((before.len(), inner.len()))
    });
    let (skip, length) = filled.min_by_key(|&(_, length)| length)?;
    let name = clean(&text.chars().skip(skip).take(length).collect::<String>());
    (!name.is_empty()).then_some(name)
}

/// Small letters one for one; what file systems do not allow counts as the `_` that they put in its place.
fn fold(character: char) -> char {
    match character {
        ':' | '/' => '_',
        '’' => '\'',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// The name without ` (1)` or `-2`, with which browsers tell a second download apart.
fn without_copy_mark(name: &str) -> Option<&str> {
    let is_number =
        |text: &str| !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((original, number)) = name.strip_suffix(')').and_then(|name| name.rsplit_once('(')) {
        let original = original.trim_end();
        return (is_number(number) && !original.is_empty()).then_some(original);
    }
    let (original, number) = name.rsplit_once('-')?;
    (is_number(number) && !original.is_empty()).then_some(original)
}

#[cfg(test)]
mod tests {
    use super::super::templates::TEMPLATES;
    use super::ChatName;

    fn chat_name(names: &[String], senders: &dyn Fn(&str) -> bool) -> Option<ChatName> {
        ChatName::written(names).map(|written| written.among(senders))
    }

    fn name_of(names: &[&str]) -> Option<String> {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        chat_name(&names, &|_| false).map(|chat| chat.name)
    }

    #[test]
    fn every_language_tells_the_name() {
        assert_eq!(TEMPLATES.len(), 60);
        for (before, behind) in TEMPLATES {
            for ending in [".txt", ".zip", ".zip.txt", "", " (1).txt", " (12).zip", "(1).txt"] {
                let file = format!("{before}Ann Lee{behind}{ending}");
                assert_eq!(name_of(&[&file, "acme"]).as_deref(), Some("Ann Lee"), "{file}");
            }
        }
    }

    #[test]
    fn numbers_marks_and_downloads_keep_the_name() {
        for (file, expected) in [
            ("WhatsApp Chat with +44 7700 900123.txt", "+44 7700 900123"),
            ("WhatsApp Chat with \u{202A}+44 7700 900123\u{202C}.txt", "+44 7700 900123"),
            ("WhatsApp.Chat.-.+44.7700.900123.zip", "+44 7700 900123"),
            ("WhatsApp Chat with Ann (1).txt", "Ann"),
            ("WhatsApp Chat with Route 66-2.txt", "Route 66-2"),
            ("whatsapp chat with Ann.TXT", "Ann"),
            ("WhatsApp чат_ Ann.txt", "Ann"),
        ] {
            assert_eq!(name_of(&[file, "acme"]).as_deref(), Some(expected), "{file}");
        }
    }

    #[test]
    fn a_copy_mark_goes_if_the_rest_is_somebody() {
        let names = ["WhatsApp Chat with Ann-2.txt".to_owned(), "acme".to_owned()];
        let beside = |sender: &str| chat_name(&names, &|name| name == sender).map(|chat| chat.name);
        assert_eq!(beside("Ann").as_deref(), Some("Ann"));
        assert_eq!(beside("Ann-2").as_deref(), Some("Ann-2"));
    }

    #[test]
    fn a_nameless_file_takes_its_zip_or_folder_but_not_the_channel() {
        assert_eq!(name_of(&["_chat.txt", "WhatsApp Chat - Ann.zip", "acme"]).as_deref(), Some("Ann"));
        assert_eq!(name_of(&["_chat.txt", "Ann Lee", "acme"]).as_deref(), Some("Ann Lee"));
        assert_eq!(name_of(&["_chat.txt", "acme"]), None);
        assert_eq!(name_of(&["_chat.txt", "WhatsApp Chat - Ann"]).as_deref(), Some("Ann"));
        assert_eq!(name_of(&["notes.txt", "Ann Lee", "acme"]), None);
    }
}
