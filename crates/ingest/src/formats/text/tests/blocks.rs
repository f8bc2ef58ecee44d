//! Blocks of any size tell what the file in order tells.

use proptest::prelude::*;

use super::super::chat_name::ChatName;
use super::super::learnt::Learnt;
use super::super::read::{Chat, join, named, read};
use super::super::transcript::Transcript;
use crate::blocks::read_blocks;
use crate::formats::text::FORMAT;
use crate::source::{Hints, Input};
use crate::{Collector, ReadError, Reject, Role, TextKey, limits};

fn hints() -> Hints {
    Hints { names: vec!["WhatsApp Chat with Ann.txt".to_owned(), "acme".to_owned()], zip_time: None }
}

fn collector(text_key: &TextKey) -> Collector {
    Collector::new("a.txt", FORMAT.name, Role::default(), text_key)
}

fn in_order(bytes: &[u8], text_key: &TextKey) -> Result<(Vec<Transcript>, Vec<Reject>), ReadError> {
    let mut collector = collector(text_key);
    read(&mut Input::new(bytes, hints()), &mut collector)?;
    Ok((collector.transcripts, collector.rejects))
}

/// The file in blocks of that size, the first of which begins with an opening that was read before; `None` if it has to be read in order.
fn in_blocks(
    bytes: &[u8],
    block_bytes: usize,
    opening: usize,
    text_key: &TextKey,
) -> Option<(Vec<Transcript>, Vec<Reject>)> {
    let hints = hints();
    let name = ChatName::written(&hints.names);
    let chat = Chat { learnt: Learnt::of_opening(bytes), name: name.as_ref(), hints: &hints };
    let (opening, rest) = bytes.split_at(opening.min(bytes.len()));
    let mut input = Input::new(rest, hints.clone()).in_blocks(block_bytes);
    let mut collector = collector(text_key);
    let pieces = read_blocks(&chat, opening, 1, &mut input, &mut collector).unwrap()?;
    let pieces: Vec<Transcript> = pieces.into_iter().flatten().collect();
    let transcripts = if pieces.is_empty() { vec![] } else { vec![named(join(pieces)?, name.as_ref())] };
    Some((transcripts, collector.rejects))
}

/// Reads the file as the channel does: in blocks, and in order if they say so.
fn as_channel(bytes: &[u8], text_key: &TextKey) -> (bool, Vec<Transcript>, Vec<Reject>) {
    let mut collector = collector(text_key);
    let mut input = Input::new(bytes, hints()).in_blocks(1 << 16);
    read(&mut input, &mut collector).unwrap();
    (input.is_to_be_read_in_order(), collector.transcripts, collector.rejects)
}

/// A header of a style, every number of which can be read as day and as month.
fn header(style: u8, number: usize) -> String {
    let (day, hour, minute) = (number / 100 % 28 + 1, number / 60 % 12 + 1, number % 60);
    match style {
        0 => format!("{day:02}/03/2022, {hour:02}:{minute:02} - "),
        1 => format!(
            "3/{day}/22, {hour}:{minute:02} {} - ",
            if number.is_multiple_of(7) { "AM" } else { "PM" }
        ),
        2 => format!("[{day:02}.03.22, {hour:02}:{minute:02}:07] "),
        3 => format!("\u{200E}[2022/3/{day} 午後{hour}:{minute:02}:07] "),
        _ => format!("{day}/3/22, {hour}:{minute:02}\u{A0}p.\u{A0}m. - "),
    }
}

/// What can stand on a line behind a header.
const BODIES: [&str; 10] = [
    "Ann: hi",
    "Me: hello there",
    "Ann: \u{200E}image omitted",
    "Ann: IMG-20220305-WA0001.jpg (file attached)",
    "Messages and calls are end-to-end encrypted.",
    "Ann is a contact.",
    "~ Zoë: see: that",
    "Ann created group “Club: one”",
    "Me:",
    "Ann: 你已删除这条消息",
];

/// What can stand on a line that goes on.
const MORES: [&str; 8] = [
    "",
    "more of it",
    "[3/31/22, 9:05:07 PM] Bob: pasted",
    "\u{FEFF}and a mark",
    "31/03/2022, 21:05 -x",
    "é\u{1F600}",
    "\r",
    "99/99/2022, 21:05 - Ann: no day",
];

/// Files of one style; a few have a header of another style behind a byte order mark.
fn files() -> impl Strategy<Value = Vec<u8>> {
    let line = (0..20u8, 0..BODIES.len(), 0..MORES.len());
    let broken = prop::option::weighted(0.3, (any::<prop::sample::Index>(), any::<u8>()));
    (0..5u8, prop::collection::vec(line, 0..40), any::<bool>(), any::<bool>(), broken).prop_map(
        |(style, lines, carriage, ended, broken)| {
            let lines = lines.into_iter().enumerate().map(|(number, (kind, body, more))| match kind {
                0 => format!("\u{FEFF}{}{}", header((style + 1) % 5, number), BODIES[body]),
                1 => format!("\u{FEFF}{}{}", header(style, number), BODIES[body]),
                2..7 => MORES[more].to_owned(),
                _ => format!("{}{}", header(style, number * 37), BODIES[body]),
            });
            let end = if carriage { "\r\n" } else { "\n" };
            let mut text = lines.collect::<Vec<_>>().join(end);
            text.push_str(if ended { end } else { "" });
            let mut bytes = text.into_bytes();
            if let Some((place, byte)) = broken
                && !bytes.is_empty()
            {
                let at = place.index(bytes.len());
                bytes[at] = byte;
            }
            bytes
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn blocks_of_any_size_are_the_file_in_order(
        bytes in files(), block_bytes in 1usize..300, opening in 0usize..200,
    ) {
        let text_key = TextKey::default();
        let expected = in_order(&bytes, &text_key).unwrap();
        match in_blocks(&bytes, block_bytes, opening, &text_key) {
            Some(found) => prop_assert_eq!(&found, &expected),
            None => prop_assert!(expected.0.len() > 1, "only a joined export needs its order"),
        }
        let (is_given_up, transcripts, rejects) = as_channel(&bytes, &text_key);
        if is_given_up {
            prop_assert!(expected.0.len() > 1);
        } else {
            prop_assert_eq!((transcripts, rejects), expected);
        }
    }
}

#[test]
fn a_file_is_cut_between_messages() {
    let text_key = TextKey::default();
    let chat =
        "31/03/2022, 21:05 - Ann: one\ntwo\n31/03/2022, 21:06 - Me: three\n31/03/2022, 21:07 - Ann: four\n";
    let (transcripts, rejects) = in_blocks(chat.as_bytes(), 1, 0, &text_key).unwrap();
    let [transcript] = &*transcripts else { panic!("{transcripts:?}") };
    let rows: Vec<_> = transcript.rows.iter().map(|row| (row.line, row.sender, row.text)).collect();
    let texts = ["one\ntwo", "three", "four"].map(|text| text_key.hash(text));
    assert_eq!(rows, [(1, 0, texts[0]), (3, 1, texts[1]), (4, 0, texts[2])]);
    let names: Vec<&str> = transcript.senders.iter().map(|sender| &*sender.name).collect();
    assert_eq!((names, transcript.chat.as_deref(), rejects.len()), (vec!["Ann", "Me"], Some("Ann"), 0));
}

#[test]
fn a_line_without_end_is_located_in_order() {
    let text_key = TextKey::default();
    let long = "x".repeat(limits::LINE_BYTES + 1);
    let chat = format!(
        "31/03/2022, 21:05 - Ann: one\n{long}\nlost\n31/03/2022, 21:06 - Me: two\n31/03/2022, 21:07 - Ann: three"
    );
    assert!(in_blocks(chat.as_bytes(), 1 << 20, 0, &text_key).is_none());
    assert!(as_channel(chat.as_bytes(), &text_key).0);
    let (transcripts, rejects) = in_order(chat.as_bytes(), &text_key).unwrap();
    assert_eq!(transcripts[0].rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 4, 5]);
    assert_eq!(rejects.iter().map(|reject| &*reject.at).collect::<Vec<_>>(), ["line 2"]);
}

#[test]
fn dates_without_a_year_are_refused_in_order() {
    let text_key = TextKey::default();
    let chat = b"10:35 PM, 03 31 - Ann: hi\n10:36 PM, 03 31 - Me: hi\n";
    assert!(in_blocks(chat, 1, 0, &text_key).is_none());
    assert!(matches!(in_order(chat, &text_key), Err(ReadError::YearlessDates { line: 1 })));
}

#[test]
fn more_senders_than_can_be_numbered_are_counted_in_order() {
    let text_key = TextKey::default();
    let lines = (0..=65_536).map(|number| format!("31/03/2022, 21:05 - Ann {number}: hi\n"));
    let chat: String = lines.collect();
    assert!(in_blocks(chat.as_bytes(), 1 << 16, 0, &text_key).is_none());
    let (transcripts, rejects) = in_order(chat.as_bytes(), &text_key).unwrap();
    assert_eq!((transcripts[0].rows.len(), transcripts[0].senders.len()), (65_536, 65_536));
    assert_eq!(rejects.iter().map(|reject| &*reject.at).collect::<Vec<_>>(), ["line 65537"]);
}
