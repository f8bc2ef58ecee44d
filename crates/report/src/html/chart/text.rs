//! Words on a sheet, whose width nobody knows for sure: fonts differ from one reader to the next.

/// The text with a space for each character that XML cannot hold.
pub(super) fn writable(text: &str) -> String {
    let is_writable = |letter: char| !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}');
    text.chars().map(|letter| if is_writable(letter) { letter } else { ' ' }).collect()
}

/// The same, escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in writable(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// At most so many units wide a text is in the widest of the usual fonts.
pub(super) fn width(text: &str) -> i32 {
    const LETTER: i32 = 7;
    i32::try_from(text.chars().count()).unwrap_or(i32::MAX).saturating_mul(LETTER)
}

/// As much of a text as fits into a width, with an ellipsis where it is cut.
pub(super) fn shortened(text: &str, most: i32) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut shortened = String::new();
    for letter in text.chars() {
        shortened.push(letter);
        if width(&shortened) + width("…") > most {
            shortened.pop();
            break;
        }
    }
    format!("{}…", shortened.trim_end())
}

/// Moves labels apart that stand below one another, as little as it takes: centres of lines, each at least `gap` from the next, none beyond
/// `range` if they fit. The order stays.
pub(super) fn apart(wanted: &[i32], gap: i32, range: (i32, i32)) -> Vec<i32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&index| wanted[index]);
    let mut placed = wanted.to_vec();
    let mut least = range.0;
    for &index in &order {
        placed[index] = placed[index].max(least);
        least = placed[index] + gap;
    }
    let mut most = range.1;
    for &index in order.iter().rev() {
        placed[index] = placed[index].min(most);
        most = placed[index] - gap;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::{apart, escaped, shortened, width};

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(escaped("<b>&\"'"), "&lt;b&gt;&amp;&quot;&apos;");
        assert_eq!(escaped("a\u{0}b\nc\u{FFFF}"), "a b c ");
    }

    #[test]
    fn cut_text_fits() {
        assert_eq!(shortened("Save all", 100), "Save all");
        let short = shortened("Save all the unknown people", 100);
        assert_eq!(short, "Save all the…");
        assert!(width(&short) <= 100);
    }

    #[test]
    fn labels_keep_their_order_and_their_distance() {
        assert_eq!(apart(&[10, 50], 15, (0, 100)), [10, 50]);
        assert_eq!(apart(&[50, 45, 48], 15, (0, 100)), [75, 45, 60]);
        assert_eq!(apart(&[98, 97], 15, (0, 100)), [100, 85]);
        assert_eq!(apart(&[], 15, (0, 100)), Vec::<i32>::new());
    }
}
