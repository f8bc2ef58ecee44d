//! Takes apart what a server answered on one connection, and insists on every sign of the protocol.

/// One answer.
pub(super) struct Answer<'a> {
    pub(super) status: u16,
    pub(super) head: &'a str,
    pub(super) body: &'a [u8],
}

impl<'a> Answer<'a> {
    /// The value of a header that stands there once at most.
    pub(super) fn header(&self, name: &str) -> Option<&'a str> {
        let mut values = self.head.lines().skip(1).filter_map(|line| {
            let (key, value) = line.split_once(": ").expect("a header has a name and a value");
            key.eq_ignore_ascii_case(name).then_some(value)
        });
        let value = values.next();
        assert!(values.next().is_none(), "{name} twice");
        value
    }
}

/// All answers on one connection.
pub(super) struct Answers<'a> {
    rest: &'a [u8],
}

impl<'a> Answers<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn next_one(&mut self) -> Option<Answer<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.windows(4).position(|window| window == b"\r\n\r\n").expect("a head ends");
        let head = std::str::from_utf8(&self.rest[..end]).expect("a head is text");
        self.rest = &self.rest[end + 4..];
        let status = head.strip_prefix("HTTP/1.1 ").or_else(|| head.strip_prefix("HTTP/1.0 "));
        let status =
            status.and_then(|line| line.get(..3)?.parse().ok()).expect("a head begins with a status");
        let mut answer = Answer { status, head, body: &[] };
        assert_eq!(answer.header("transfer-encoding"), None, "every answer is whole");
        let length =
            answer.header("content-length").map(|length| length.parse().expect("a length is a number"));
        assert!(length.is_some() || status < 200, "an answer without a length");
        let length: usize = length.unwrap_or(0);
        // To HEAD only the length is told.
        let is_of_head = self.rest.is_empty() || self.rest.starts_with(b"HTTP/1.");
        if !is_of_head {
            assert!(length <= self.rest.len(), "an answer that is cut off");
            (answer.body, self.rest) = self.rest.split_at(length);
        }
        Some(answer)
    }
}
