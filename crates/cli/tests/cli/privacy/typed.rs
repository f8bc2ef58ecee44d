//! Typed tables, read and written by what the program itself reads and writes them with.

use meter_tables::{Cell, Container, Table, TableFormat, TypedTable, Values, write};

use super::secrets::Secrets;
use super::shapes::planted;

/// The table with canaries, column by column.
pub fn plant(bytes: &[u8], secrets: &mut Secrets) -> Vec<u8> {
    let (container, format) = if bytes.starts_with(b"PAR1") {
        (Container::Parquet, TableFormat::Parquet)
    } else {
        (Container::Ipc, TableFormat::Ipc)
    };
    let table = TypedTable::open(bytes, container).unwrap();
    let names = table.columns().to_vec();
    // A column of a type that nobody reads is left out.
    let is_read = |column: &usize| table.each_row(&[*column], &mut |_, _| {}).is_ok();
    let all: Vec<usize> = (0..names.len()).filter(is_read).collect();
    let names: Vec<String> = all.iter().map(|column| names[*column].clone()).collect();
    let mut columns: Vec<Vec<Option<String>>> = vec![Vec::new(); names.len()];
    let mut row = |_: u64, cells: &[Cell<'_>]| {
        for (at, cell) in cells.iter().enumerate() {
            columns[at].push(match cell {
                Cell::Text(text) => Some(planted(&names[at], text, secrets)),
                Cell::Whole(number) | Cell::Instant(number) | Cell::Wall(number) => {
                    secrets.number(&number.to_string().repeat(usize::from(names[at] == "chat_id")));
                    Some(number.to_string())
                }
                Cell::Number(number) => Some(number.to_string()),
                Cell::Flag(flag) => Some(flag.to_string()),
                Cell::Other | Cell::Nothing => None,
            });
        }
    };
    table.each_row(&all, &mut row).unwrap();
    let mut planted = Table::default();
    for (name, values) in names.into_iter().zip(columns) {
        planted.push(name.leak(), typed(&values));
    }
    let mut out = Vec::new();
    write(&planted, format, &mut out).unwrap();
    out
}

/// Values of a column that has whole numbers or answers only as such.
fn typed(values: &[Option<String>]) -> Values {
    let all = |is: fn(&str) -> bool| values.iter().flatten().all(|value| is(value));
    if all(|value| matches!(value, "true" | "false")) {
        return Values::Flag(
            values.iter().map(|value| value.as_deref().map(|value| value == "true")).collect(),
        );
    }
    if all(|value| value.parse::<i64>().is_ok() && !value.starts_with('0')) {
        return Values::Whole(values.iter().map(|value| value.as_deref()?.parse().ok()).collect());
    }
    Values::Text(values.iter().map(|value| value.as_deref().map(Into::into)).collect())
}
