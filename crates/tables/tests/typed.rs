//! What is written comes back, and what is damaged is an error and never a crash.

#![cfg(feature = "polars")]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use meter_tables::{Cell, Container, Part, Table, TableFormat, TypedTable, Values, write};

fn table(rows: usize) -> Table {
    let mut table = Table::default();
    let text = |row: usize| (!row.is_multiple_of(3)).then(|| format!("text “{row}”").into());
    let whole = |row: usize| i64::try_from(row).unwrap() - 1;
    table.push("text", Values::Text((0..rows).map(text).collect()));
    table.push("whole", Values::Whole((0..rows).map(|row| (row != 1).then(|| whole(row))).collect()));
    table.push("number", Values::Number((0..rows).map(|row| Some(row as f64 / 4.0)).collect()));
    table.push("flag", Values::Flag((0..rows).map(|row| Some(row % 2 == 0)).collect()));
    table
}

fn written(table: &Table, format: TableFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(table, format, &mut bytes).unwrap();
    bytes
}

const TYPED: [(TableFormat, Container); 2] =
    [(TableFormat::Parquet, Container::Parquet), (TableFormat::Ipc, Container::Ipc)];

#[test]
fn typed_tables_come_back() {
    for (format, container) in TYPED {
        for rows in [0, 1, 7] {
            let bytes = written(&table(rows), format);
            let read = TypedTable::open(&bytes, container).unwrap();
            assert_eq!(read.columns(), ["text", "whole", "number", "flag"]);
            let mut seen = Vec::new();
            let mut visit = |row: u64, cells: &[Cell<'_>]| {
                let [Cell::Flag(flag), text, whole, Cell::Number(number)] = cells else {
                    panic!("{cells:?}")
                };
                let text = if let Cell::Text(text) = text { text } else { "" };
                let whole = if let Cell::Whole(whole) = whole { *whole } else { -7 };
                seen.push((row, *flag, text.to_owned(), whole, *number));
            };
            read.each_row(&[3, 0, 1, 2], &mut visit).unwrap();
            assert_eq!(seen.len(), rows);
            if rows == 7 {
                assert_eq!(seen[0], (1, true, String::new(), -1, 0.0));
                assert_eq!(seen[1], (2, false, "text “1”".to_owned(), -7, 0.25));
                assert_eq!(seen[5], (6, false, "text “5”".to_owned(), 4, 1.25));
            }
        }
    }
}

/// Rows are unpacked by ranges, of which any can be visited at any time.
#[test]
fn ranges_of_rows_are_the_rows() {
    const ROWS: usize = 140_000;
    for (format, container) in TYPED {
        let bytes = written(&table(ROWS), format);
        let read = TypedTable::open(&bytes, container).unwrap();
        let parts: Vec<_> = read.parts(&[1, 0]).unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!(parts.iter().map(Part::rows).sum::<usize>(), ROWS);
        let ranges = parts.iter().flat_map(|part| part.ranges().map(move |rows| (part, rows)));
        let ranges: Vec<_> = ranges.collect();
        assert!(ranges.len() >= 3);
        let mut seen = 0;
        for (part, rows) in ranges.into_iter().rev() {
            let visit = &mut |row: u64, cells: &[Cell<'_>]| {
                let index = i64::try_from(row).unwrap() - 1;
                let whole = if index == 1 { Cell::Nothing } else { Cell::Whole(index - 1) };
                let text = format!("text “{index}”");
                let text = if index % 3 == 0 { Cell::Nothing } else { Cell::Text(&text) };
                assert_eq!(cells, [whole, text]);
                seen += 1;
            };
            part.each_row(rows, visit).unwrap();
        }
        assert_eq!(seen, ROWS);
    }
}

#[test]
fn texts_are_written_as_everybody_writes_them() {
    let mut small = Table::default();
    small.push("name", Values::Text(vec![Some("a,\"b\"".into()), None]));
    small.push("n", Values::Whole(vec![None, Some(2)]));
    small.push("flag", Values::Flag(vec![Some(true), None]));
    let text = |format| String::from_utf8(written(&small, format)).unwrap();
    assert_eq!(text(TableFormat::Csv), "name,n,flag\n\"a,\"\"b\"\"\",,true\n,2,\n");
    assert_eq!(text(TableFormat::Ndjson), "{\"flag\":true,\"name\":\"a,\\\"b\\\"\"}\n{\"n\":2}\n");
}

fn rows_of(bytes: &[u8], container: Container) -> Option<usize> {
    let table = TypedTable::open(bytes, container).ok()?;
    let mut rows = 0;
    let chosen: Vec<usize> = (0..table.columns().len().min(4)).collect();
    table.each_row(&chosen, &mut |_, _| rows += 1).ok()?;
    Some(rows)
}

#[test]
fn a_table_cut_off_is_an_error() {
    for (format, container) in TYPED {
        let bytes = written(&table(50), format);
        assert_eq!(rows_of(&bytes, container), Some(50));
        for length in 0..bytes.len() {
            assert_eq!(rows_of(&bytes[..length], container), None, "{format:?} {length}");
        }
    }
}

/// A flipped bit can go unnoticed where nothing checks it, but it never makes rows, and never takes the program down.
#[test]
fn a_flipped_bit_is_survived() {
    let ours = TYPED.map(|(format, container)| (written(&table(50), format), container));
    // By another writer: dictionaries, several parts, lists.
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
    let fixture = |path: &str| std::fs::read(format!("{fixtures}/{path}")).unwrap();
    let theirs = [
        (fixture("table-parquet/typed/input/messages.parquet"), Container::Parquet),
        (fixture("table-ipc/typed/input/messages.arrow"), Container::Ipc),
        (fixture("table-ipc/typed/input/contacts.feather"), Container::Ipc),
    ];
    for (file, (bytes, container)) in ours.into_iter().chain(theirs).enumerate() {
        assert!(rows_of(&bytes, container).is_some_and(|rows| rows > 0));
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 1 << ((place + file) % 8);
            let rows = rows_of(&damaged, container);
            assert!(rows.is_none_or(|rows| rows <= 50), "{file} {place}: {rows:?}");
        }
    }
}
