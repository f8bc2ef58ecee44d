//! Fuzzes `account-report`; what must hold is in `meter-trials`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| meter_trials::run("account-report", bytes));
