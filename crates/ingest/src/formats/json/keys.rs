//! The keys at the beginning of a JSON file, from which formats tell their own.
//!
//! The beginning may be cut anywhere and need not be valid, so this is a scan of tokens, not a reader: it follows strings, braces and
//! colons, and where a string runs into the end of its line it starts afresh.

/// One object seen in the beginning of a file, perhaps cut off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Shape<'a> {
    /// The key under which it stands, itself or the list it is in; empty at the top and in bare lists.
    pub(crate) under: &'a str,
    /// How many objects are around it.
    pub(crate) depth: usize,
    /// Keys as written, each with what its value begins with: the scalar as written, `{` or `[`, or nothing if cut off.
    pub(crate) fields: Vec<(&'a str, &'a str)>,
}

impl<'a> Shape<'a> {
    /// What the value under `key` begins with.
    pub(crate) fn get(&self, key: &str) -> Option<&'a str> {
        self.fields.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
    }

    /// Whether all keys are there.
    pub(crate) fn has_all(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.get(key).is_some())
    }

    /// Whether one of the keys is there.
    pub(crate) fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.get(key).is_some())
    }
}

/// All objects that begin in `head`, in the order in which they begin.
pub(crate) fn shapes(head: &str) -> Vec<Shape<'_>> {
    let mut scan = Scan { head, shapes: Vec::new(), open: Vec::new(), objects_open: 0, key: None };
    let mut at = 0;
    while at < head.len() {
        at = scan.token(at);
    }
    scan.shapes
}

struct Scan<'a> {
    head: &'a str,
    shapes: Vec<Shape<'a>>,
    /// What is open: the key above it and, for objects, its place in `shapes`.
    open: Vec<(&'a str, Option<usize>)>,
    /// How many of these are objects: counted along, since a stranger's file may open thousands.
    objects_open: usize,
    /// The key whose value comes next.
    key: Option<&'a str>,
}

impl<'a> Scan<'a> {
    fn token(&mut self, at: usize) -> usize {
        match self.head.as_bytes()[at] {
            b'{' => self.descend(at, true),
            b'[' => self.descend(at, false),
            b'}' | b']' => {
                let closed = self.open.pop();
                self.objects_open -= usize::from(closed.is_some_and(|(_, shape)| shape.is_some()));
                self.key = None;
                at + 1
            }
            b'"' => self.string(at),
            b',' => {
                self.key = None;
                at + 1
            }
            byte if byte.is_ascii_alphanumeric() || byte == b'-' => {
                let end = self.end(at, |byte| !(byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)));
                self.value(&self.head[at..end]);
                end
            }
            _ => at + 1,
        }
    }

    fn descend(&mut self, at: usize, object: bool) -> usize {
        let under = self.key.or_else(|| self.list_key()).unwrap_or_default();
        self.value(&self.head[at..=at]);
        let shape = object.then_some(self.shapes.len());
        if object {
            self.shapes.push(Shape { under, depth: self.objects_open, fields: Vec::new() });
            self.objects_open += 1;
        }
        self.open.push((under, shape));
        at + 1
    }

    fn list_key(&self) -> Option<&'a str> {
        self.open.last().filter(|(_, shape)| shape.is_none()).map(|(under, _)| *under)
    }

    fn string(&mut self, at: usize) -> usize {
        let mut end = at + 1;
        loop {
            end = self.end(end, |byte| matches!(byte, b'"' | b'\\' | b'\n'));
            match self.head.as_bytes().get(end) {
                Some(b'\\') => end = self.after_escape(end),
                Some(b'"') => break,
                Some(_) => {
                    self.open.clear();
                    self.objects_open = 0;
                    self.key = None;
                    return end;
                }
                None => return end,
            }
        }
        let after = self.end(end + 1, |byte| !byte.is_ascii_whitespace());
        if self.key.is_none() && self.head.as_bytes().get(after) == Some(&b':') {
            let key = &self.head[at + 1..end];
            if let Some(shape) = self.shape() {
                shape.fields.push((key, ""));
            }
            self.key = Some(key);
            return after + 1;
        }
        self.value(&self.head[at..=end]);
        end + 1
    }

    /// Behind a backslash and the character after it.
    fn after_escape(&self, at: usize) -> usize {
        let escaped = self.head[at + 1..].chars().next();
        at + 1 + escaped.map_or(0, char::len_utf8)
    }

    fn value(&mut self, value: &'a str) {
        if let (Some(_), Some(shape)) = (self.key, self.shape())
            && let Some(field) = shape.fields.last_mut()
        {
            field.1 = value;
        }
        self.key = None;
    }

    fn shape(&mut self) -> Option<&mut Shape<'a>> {
        let (_, shape) = self.open.last()?;
        shape.and_then(|shape| self.shapes.get_mut(shape))
    }

    fn end(&self, at: usize, is_end: impl Fn(u8) -> bool) -> usize {
        let rest = &self.head.as_bytes()[at.min(self.head.len())..];
        at + rest.iter().position(|&byte| is_end(byte)).unwrap_or(rest.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::shapes;

    #[test]
    fn objects_know_their_keys_and_the_list_they_are_in() {
        let shapes =
            shapes(r#"{"messages":[{"id":"a\"b","n" : -1.5,"text":{"body":"{}"}},{"id":1}],"count":2}"#);
        let seen: Vec<_> =
            shapes.iter().map(|shape| (shape.under, shape.depth, shape.fields.clone())).collect();
        assert_eq!(
            seen,
            [
                ("", 0, vec![("messages", "["), ("count", "2")]),
                ("messages", 1, vec![("id", "\"a\\\"b\""), ("n", "-1.5"), ("text", "{")]),
                ("text", 2, vec![("body", "\"{}\"")]),
                ("messages", 1, vec![("id", "1")]),
            ]
        );
    }

    #[test]
    fn a_cut_line_does_not_spoil_the_next() {
        let shapes = shapes("{\"a\":\"x\n{\"b\":true}\n[{\"c\":\"y");
        let keys: Vec<_> = shapes.iter().map(|shape| (shape.under, shape.depth, shape.fields[0].0)).collect();
        assert_eq!(keys, [("", 0, "a"), ("", 0, "b"), ("", 0, "c")]);
    }

    proptest! {
        #[test]
        fn any_text_is_scanned_to_its_end(text in ".{0,80}", json in r#"[\[\]{}",:a0\\é ]{0,60}"#) {
            prop_assert!(shapes(&text).len() <= text.len());
            prop_assert!(shapes(&json).len() <= json.len());
        }
    }
}
