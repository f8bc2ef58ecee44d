//! Text exports, and names of files that are called after a chat.

use super::secrets::{Kind, Secrets};

/// What WhatsApp itself writes in place of a text.
const NO_TEXT: [&str; 6] =
    ["omitted", "(file attached)", "attached:", "message was deleted", "deleted this message", "null"];

/// Senders and texts; names that are known by then are replaced in notices, too.
pub fn plant(text: &str, secrets: &mut Secrets) -> String {
    // First all senders, for notices name them before they write.
    for line in text.lines() {
        if let Some((_, Some((sender, _)))) = parts(line) {
            sender_of(sender, secrets);
        }
    }
    let lines: Vec<String> = text.lines().map(|line| planted_line(line, secrets)).collect();
    lines.join("\n") + "\n"
}

fn planted_line(line: &str, secrets: &mut Secrets) -> String {
    match parts(line) {
        None if line.trim().is_empty() => line.to_owned(),
        None => secrets.plant(Kind::Text, line),
        Some((head, None)) => format!("{head}{}", known_replaced(&line[head.len()..], secrets)),
        Some((head, Some((sender, body)))) => {
            let body = if body.starts_with('\u{200e}') {
                known_replaced(body, secrets)
            } else if NO_TEXT.iter().any(|words| body.to_lowercase().contains(words)) || body.is_empty() {
                body.to_owned()
            } else {
                match body.split_once('<') {
                    Some((said, rest)) if rest.contains("edited") => {
                        format!("{} <{rest}", secrets.plant(Kind::Text, said))
                    }
                    _ => secrets.plant(Kind::Text, body),
                }
            };
            format!("{head}{}: {body}", sender_of(sender, secrets))
        }
    }
}

/// Time and separator; sender and body, unless it is a notice. Nothing if it is no header.
fn parts(line: &str) -> Option<(&str, Option<(&str, &str)>)> {
    let plain = line.trim_start_matches(['\u{200e}', '\u{200f}', '\u{feff}', '[']);
    if !plain.starts_with(char::is_numeric) {
        return None;
    }
    let separators = [" - ", "] "];
    let (at, separator) =
        separators.iter().filter_map(|separator| Some((line.find(separator)?, separator))).min()?;
    let (head, rest) = line.split_at(at + separator.len());
    Some((head, rest.split_once(": ")))
}

fn sender_of(sender: &str, secrets: &mut Secrets) -> String {
    let name = sender.trim_start_matches(['~', ' ', '\u{200e}', '\u{202f}', '\u{a0}', '\u{202a}']);
    let before = &sender[..sender.len() - name.len()];
    if !name.chars().any(char::is_alphabetic) {
        secrets.number(name);
        return sender.to_owned();
    }
    format!("{before}{}", secrets.plant(Kind::Name, name))
}

/// A text with every value replaced that has a canary, wherever it stands as whole words.
pub fn known_replaced(text: &str, secrets: &Secrets) -> String {
    let mut text = text.to_owned();
    for (value, canary) in secrets.longest_first() {
        let mut from = 0;
        while let Some(at) = text[from..].find(&value).map(|at| at + from) {
            let end = at + value.len();
            let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
            if is_word(text[..at].chars().next_back()) || is_word(text[end..].chars().next()) {
                from = end;
            } else {
                text.replace_range(at..end, &canary);
                from = at + canary.len();
            }
        }
    }
    text
}

/// The path of a file that may be called after somebody.
pub fn renamed(path: &str, secrets: &mut Secrets) -> String {
    let parts: Vec<String> = path.split('/').map(|part| renamed_part(part, secrets)).collect();
    parts.join("/")
}

fn renamed_part(part: &str, secrets: &mut Secrets) -> String {
    let around =
        ["WhatsApp Chat with ", "WhatsApp Chat - "].into_iter().find(|around| part.starts_with(around));
    let (stem, ending) =
        part.rsplit_once('.').map_or((part, String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let renamed = if let Some(around) = around {
        let name = &stem[around.len()..];
        if name.chars().any(char::is_alphabetic) {
            format!("{around}{}{ending}", secrets.plant(Kind::Name, name))
        } else {
            secrets.number_in_path(name);
            part.to_owned()
        }
    } else {
        if !stem.chars().any(char::is_alphabetic) {
            secrets.number_in_path(stem);
        }
        known_replaced(stem, secrets) + &ending
    };
    // Whatever it is the name of, it is in paths now.
    for word in
        renamed.split(|character: char| !character.is_alphabetic()).filter(|word| word.starts_with("Zq"))
    {
        secrets.also(Kind::Path, word);
    }
    renamed
}
