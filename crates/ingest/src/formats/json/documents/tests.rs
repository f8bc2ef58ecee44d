//! Files of documents and logs, whole and broken.

use crate::ReadError;
use crate::source::{Hints, Input};

use super::each_document;

/// Every document as `place=fields`, every reject as `place!`.
fn read(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    let mut seen = Vec::new();
    each_document(&mut Input::new(bytes, Hints::default()), &mut |found, place| {
        seen.push(match found {
            Ok(node) => {
                let keys: Vec<_> = node.fields().map(|(key, _)| key.into_owned()).collect();
                format!("{place}={}", keys.join("+"))
            }
            Err(_) => format!("{place}!"),
        });
    })?;
    Ok(seen)
}

fn seen(text: &str) -> Vec<String> {
    read(text.as_bytes()).unwrap()
}

#[test]
fn one_document_or_several() {
    assert_eq!(seen("{\"a\":1}"), ["document 1=a"]);
    assert_eq!(seen("\u{FEFF}\n\n{\"a\":1}\n\n"), ["document 1=a"]);
    assert_eq!(seen("{\n \"a\": 1\n}\n{\n \"b\": 2\n}"), ["document 1=a", "document 2=b"]);
    assert_eq!(seen("{\"a\":1}{\"b\":2}"), ["document 1=a", "document 2=b"]);
    assert_eq!(seen(""), Vec::<String>::new());
}

#[test]
fn a_log_has_lines() {
    assert_eq!(seen("{\"a\":1}\r\n\r\n{\"b\":2}\r\n"), ["line 1=a", "line 3=b"]);
    assert_eq!(seen("\u{FEFF}{\"a\":1}\n{\"b\":2}{\"c\":3}"), ["line 1=a", "line 2=b", "line 2=c"]);
}

#[test]
fn a_broken_line_of_a_log_costs_that_line() {
    assert_eq!(seen("{\"a\":1}\n{\"b\":\n{\"c\":3}}\n"), ["line 1=a", "line 2=b"]);
    assert_eq!(seen("{\"a\":1}\n{\"b\":[1,2\n{\"c\":3}\n"), ["line 1=a", "line 2!", "line 3=c"]);
    assert_eq!(seen("{\"a\":1}\n{\"b\":\"x\n{\"c\":3}\n"), ["line 1=a", "line 2!", "line 3=c"]);
    assert_eq!(
        seen("{\"a\":1}\nrubbish\n{\"c\":3}\n{\"d\":\"x"),
        ["line 1=a", "line 2!", "line 3=c", "line 4!"]
    );
    assert_eq!(seen("{\"a\":1}\n{\"b\":2,"), ["line 1=a", "line 2!"]);
}

#[test]
fn a_log_may_begin_in_the_middle_of_a_line() {
    assert_eq!(seen("bc\"}\n{\"c\":3}\n{\"d\":4}\n"), ["line 1!", "line 2=c", "line 3=d"]);
}

#[test]
fn a_formatted_document_may_stand_in_a_log() {
    assert_eq!(seen("{\"a\":1}\n{\n\"b\":[\n{}\n]\n}\n{\"c\":3}\n"), ["line 1=a", "line 2=b", "line 7=c"]);
}

#[test]
fn documents_that_break_are_errors_with_a_place() {
    for (text, length) in [("{\"a\":1", 6), ("{\n\"a\": [1,\n\"b", 13), ("{\n\"a\":1}\n{\"b\":2\n", 16)] {
        let error = read(text.as_bytes()).unwrap_err();
        assert!(matches!(error, ReadError::Truncated { at, .. } if at == length), "{text}: {error}");
    }
    let marked = read("\u{FEFF}{\"a\":1,\n,}".as_bytes()).unwrap_err();
    assert!(matches!(&marked, ReadError::Malformed { at, .. } if at == "at byte 11"), "{marked}");
    let error = read(b"{\n\"a\": 1,,\n}").unwrap_err();
    assert_eq!(error.to_string(), "is broken at byte 9: a key was expected; export it again");
}

#[test]
fn depth_never_overflows_the_stack() {
    let deep = vec![b'['; 10 << 20];
    assert!(matches!(read(&deep), Err(ReadError::Limit { .. })));
    let log = [b"{\"a\":1}\n", &deep[..], b"\n{\"b\":2}\n"].concat();
    assert_eq!(read(&log).unwrap(), ["line 1=a", "line 2!", "line 3=b"]);
}

#[test]
fn a_line_beyond_the_limit_costs_that_line() {
    let blanks = vec![b' '; (16 << 20) + 1];
    let log = [b"{\"a\":1}\n{\"b\":2}\n", &blanks[..], b"\n{\"c\":3}"].concat();
    assert_eq!(read(&log).unwrap(), ["line 1=a", "line 2=b", "line 3!", "line 4=c"]);
}

#[test]
fn bytes_that_are_no_utf8_are_replaced() {
    assert_eq!(read(b"{\"a\":\"\xff\xfe\"}").unwrap(), ["document 1=a"]);
    assert_eq!(read(b"{\"a\":\"\xff\"}\n{\"b\xff\":2}\n").unwrap(), ["line 1=a", "line 2=b\u{FFFD}"]);
}
