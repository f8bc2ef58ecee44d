//! Cutting and joining, with a format that is nothing but lines.

use meter_model::Moment;
use proptest::prelude::*;

use super::{Block, Blockwise, read_blocks};
use crate::source::{Hints, Input};
use crate::{Collector, Role, TextKey};

/// Lines; one that begins with `!` is a reject, one with `+` goes on in the next line.
struct Lines;

impl Blockwise for Lines {
    type Outcome = Vec<(u64, String)>;

    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        memchr::memrchr(b'\n', bytes).map(|end| end + 1)
    }

    fn read(&self, block: Block<'_>, collector: &mut Collector) -> Option<Self::Outcome> {
        let text = std::str::from_utf8(block.bytes).unwrap();
        let mut lines = Vec::new();
        for (line, number) in text.split_inclusive('\n').zip(block.first_line..) {
            collector.count_message(Moment::FIRST);
            if line.starts_with('!') {
                collector.reject(number, format!("line {number}"), "is loud");
            }
            lines.push((number, line.trim_end_matches('\n').to_owned()));
        }
        let goes_on = lines.last().is_some_and(|(_, line)| line.starts_with('+'));
        (block.is_last || !goes_on).then_some(lines)
    }
}

/// Lines with their numbers, and places of rejects.
type Seen = (Vec<(u64, String)>, Vec<String>);

/// Lines and rejects with blocks of that size; `None` if they had to be read in order.
fn read(text: &str, block_bytes: usize, opening: usize) -> Option<Seen> {
    let mut collector = Collector::new("a.txt", "lines", Role::AddressBook, &TextKey::default());
    let (opening, rest) = text.as_bytes().split_at(opening.min(text.len()));
    let mut input = Input::new(rest, Hints::default()).in_blocks(block_bytes);
    let outcomes = read_blocks(&Lines, opening, 1, &mut input, &mut collector).unwrap();
    assert_eq!(outcomes.is_none(), input.is_to_be_read_in_order());
    let lines: Vec<_> = outcomes?.into_iter().flatten().collect();
    assert_eq!(collector.report.records, lines.len() as u64);
    assert_eq!(collector.report.rejected, collector.rejects.len() as u64);
    Some((lines, collector.rejects.into_iter().map(|reject| reject.at).collect()))
}

#[test]
fn a_block_that_ends_within_a_record_gives_up() {
    assert_eq!(read("+a\nb\n", 1, 0), None);
    let whole = read("+a\nb\n", 100, 0).unwrap();
    assert_eq!(whole.0, [(1, "+a".to_owned()), (2, "b".to_owned())]);
}

#[test]
fn a_record_without_end_gives_up() {
    let long = format!("{}\nb", "a".repeat(crate::limits::LINE_BYTES));
    assert!(read(&long, 10, 0).is_none());
}

proptest! {
    #[test]
    fn blocks_of_any_size_are_the_file_in_order(
        lines in prop::collection::vec("!?[a-zé]{0,9}", 0..40),
        ended: bool,
        block_bytes in 1_usize..60,
        opening in 0_usize..20,
    ) {
        let mut text = lines.join("\n");
        if ended && !lines.is_empty() {
            text.push('\n');
        }
        let in_order: Vec<(u64, String)> = (1..).zip(text.lines().map(str::to_owned)).collect();
        let loud: Vec<String> =
            in_order.iter().filter(|(_, line)| line.starts_with('!')).map(|(n, _)| format!("line {n}")).collect();
        let (lines, rejects) = read(&text, block_bytes, opening).unwrap();
        prop_assert_eq!(lines, in_order);
        prop_assert_eq!(rejects, loud);
    }
}
