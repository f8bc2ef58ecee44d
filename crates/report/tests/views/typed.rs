//! The typed columns say what the CSV says.

use meter_report::typed::{TypedValues, columns};
use meter_report::{ChannelResult, csv};

use crate::sample::{empty, young};

fn written(values: &TypedValues, row: usize) -> String {
    let value = match values {
        TypedValues::Text(values) => values[row].clone(),
        TypedValues::Whole(values) => values[row].map(|value| value.to_string()),
        TypedValues::Number(values) => values[row].map(|value| value.to_string()),
        TypedValues::Flag(values) => values[row].map(|value| value.to_string()),
    };
    value.unwrap_or_default()
}

#[test]
fn every_value_is_that_of_the_csv() {
    let results: [ChannelResult; 2] = [young(), empty()];
    let mut out = Vec::new();
    csv::write(&results, &mut out).unwrap();
    let mut reader = ::csv::Reader::from_reader(&out[..]);
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let typed = columns(&results);
    assert_eq!(typed.iter().map(|column| column.name).collect::<Vec<_>>(), names);
    for (row, record) in reader.records().enumerate() {
        for (cell, column) in record.unwrap().iter().zip(&typed) {
            assert_eq!(written(&column.values, row), cell, "{}", column.name);
        }
    }
}
