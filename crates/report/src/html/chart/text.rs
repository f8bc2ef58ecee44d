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

/// A text in lines that fit into a width, broken between words; what does not fit into so many lines is cut.
pub(super) fn wrapped(text: &str, most: i32, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match wrapped.last_mut() {
            Some(line) if width(line) + width(" ") + width(word) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => wrapped.push(word.to_owned()),
        }
    }
    let rest = wrapped.split_off(wrapped.len().min(lines.saturating_sub(1)));
    if !rest.is_empty() {
        wrapped.push(rest.join(" "));
    }
    wrapped.iter().map(|line| shortened(line, most)).collect()
}

/// Moves labels apart that stand beside one another: centres at least `gap` from the next, those that would overlap spread around the
/// middle of where they belong. The order stays, and none is beyond `range` if they fit.
pub(super) fn apart(wanted: &[i32], gap: i32, range: (i32, i32)) -> Vec<i32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&index| wanted[index]);
    // Labels that touch form a group, each with its first centre.
    let mut groups: Vec<(i32, Vec<usize>)> = Vec::new();
    for index in order {
        let mut group = (wanted[index], vec![index]);
        while let Some((first, before)) =
            groups.pop_if(|(first, before)| *first + gap * length(before) > group.0)
        {
            let all = length(&before) + length(&group.1);
            let sum = first * length(&before) + (group.0 - gap * length(&before)) * length(&group.1);
            group = (sum / all, [before, group.1].concat());
        }
        groups.push(group);
    }
    let mut placed = wanted.to_vec();
    let mut least = range.0;
    for (first, group) in groups {
        least = least.max(first);
        for index in group {
            placed[index] = least;
            least += gap;
        }
    }
    let mut backwards: Vec<usize> = (0..placed.len()).collect();
    backwards.sort_by_key(|&index| std::cmp::Reverse(placed[index]));
    let mut most = range.1;
    for index in backwards {
        placed[index] = placed[index].min(most);
        most = placed[index] - gap;
    }
    placed
}

fn length(group: &[usize]) -> i32 {
    i32::try_from(group.len()).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{apart, escaped, shortened, width, wrapped};

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
    fn lines_break_between_words() {
        // Ten letters a line.
        assert_eq!(wrapped("Save all the unknown", 70, 3), ["Save all", "the", "unknown"]);
        assert_eq!(wrapped("Save all the unknown", 70, 2), ["Save all", "the unkno…"]);
        assert_eq!(wrapped("Extraordinarily long", 70, 2), ["Extraordi…", "long"]);
        assert_eq!(wrapped("", 70, 2), Vec::<String>::new());
    }

    #[test]
    fn labels_keep_their_order_and_their_distance() {
        assert_eq!(apart(&[10, 50], 15, (0, 100)), [10, 50]);
        // 48 belongs in the middle of the three, and so does their group.
        assert_eq!(apart(&[51, 45, 48], 15, (0, 100)), [63, 33, 48]);
        // Two that touch only after one of them was moved away from a third: 10, 10 and 20 lie around 13.
        assert_eq!(apart(&[10, 10, 20], 15, (-100, 100)), [-2, 13, 28]);
        assert_eq!(apart(&[98, 97], 15, (0, 100)), [100, 85]);
        assert_eq!(apart(&[1, 2], 15, (0, 100)), [0, 15]);
        assert_eq!(apart(&[], 15, (0, 100)), Vec::<i32>::new());
    }
}
