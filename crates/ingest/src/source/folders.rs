//! The folders around a file, so that what a folder says is looked up and not searched for: a channel may have a hundred thousand files.

/// The folders that a file lies in, from the inside out, each with its `/`; the last one is empty and stands for the channel.
pub(crate) fn folders(path: &str) -> impl Iterator<Item = &str> {
    let inner = path.rmatch_indices('/').map(|(at, _)| &path[..=at]);
    inner.chain(std::iter::once(""))
}

/// The innermost of them.
pub(crate) fn folder(path: &str) -> &str {
    folders(path).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{folder, folders};

    #[test]
    fn folders_come_from_the_inside_out() {
        assert_eq!(folders("a/b.zip/c.txt").collect::<Vec<_>>(), ["a/b.zip/", "a/", ""]);
        assert_eq!((folder("a/b/c"), folder("c")), ("a/b/", ""));
    }
}
