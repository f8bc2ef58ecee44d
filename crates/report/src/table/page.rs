//! Lines that fit: words with a colour each, wrapped to a width with a hanging indent.

use anstyle::{AnsiColor, Style};
use meter_score::Rating;
use unicode_width::UnicodeWidthStr;

use super::TableStyle;
use crate::terminal::sanitise;

/// What a word is, from which its looks follow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Paint {
    Plain,
    Heading,
    Quiet,
    Warning,
    Rated(Rating),
}

impl Paint {
    fn style(self) -> Style {
        let bold = Style::new().bold();
        let coloured = |colour: AnsiColor| bold.fg_color(Some(colour.into()));
        match self {
            Self::Plain => Style::new(),
            Self::Heading => bold,
            Self::Quiet => Style::new().dimmed(),
            Self::Warning | Self::Rated(Rating::NeedsAttention) => coloured(AnsiColor::Yellow),
            Self::Rated(Rating::UseCaution) => coloured(AnsiColor::Red),
            Self::Rated(Rating::GoodIndicator) => coloured(AnsiColor::Green),
        }
    }
}

/// A piece of a line that is kept together as long as it fits.
struct Word {
    /// Spaces before it, unless it begins a line.
    gap: usize,
    text: String,
    paint: Paint,
}

/// Words that begin at an indent and go on, if they do not fit, at a hanging one.
pub(crate) struct Line {
    indent: usize,
    hanging: usize,
    words: Vec<Word>,
}

impl Line {
    pub(crate) fn new(indent: usize, hanging: usize) -> Self {
        Self { indent, hanging, words: Vec::new() }
    }

    /// Adds text, harmless whoever wrote it; it may be wrapped at its spaces.
    pub(crate) fn text(mut self, text: &str, paint: Paint) -> Self {
        let mut gap = 1;
        for word in sanitise(text).split(' ') {
            if word.is_empty() {
                gap += 1;
            } else {
                self.words.push(Word { gap, text: word.to_owned(), paint });
                gap = 1;
            }
        }
        self
    }

    /// Adds text of our own that stays together as long as a line has room for it, `gap` spaces after what precedes it.
    pub(crate) fn whole(mut self, gap: usize, text: impl Into<String>, paint: Paint) -> Self {
        self.words.push(Word { gap, text: text.into(), paint });
        self
    }
}

/// The lines of a table.
pub(crate) struct Page {
    width: usize,
    colour: bool,
    text: String,
}

impl Page {
    pub(crate) fn new(style: &TableStyle) -> Self {
        let width = style.width.clamp(TableStyle::NARROWEST, TableStyle::WIDEST);
        Self { width, colour: style.colour, text: String::new() }
    }

    /// How many columns a line has behind an indent.
    pub(crate) fn room(&self, indent: usize) -> usize {
        self.width.saturating_sub(indent)
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Adds a heading after a blank line.
    pub(crate) fn heading(&mut self, indent: usize, text: &str) {
        self.blank();
        self.line(Line::new(indent, indent + 2).text(text, Paint::Heading));
    }

    /// Adds a line, wrapped. What is wider than a line of its own is parted at its spaces, or else where it has to be.
    pub(crate) fn line(&mut self, line: Line) {
        let Line { indent, hanging, words } = line;
        // Where a terminal is narrow, half of it is left for the words.
        let hanging = hanging.min(self.width / 2);
        let mut row = Row::new(indent);
        for word in &words {
            self.place(word, hanging, &mut row);
        }
        if !row.is_empty() {
            self.end(&mut row, hanging);
        }
    }

    fn place(&mut self, word: &Word, hanging: usize, row: &mut Row) {
        if !row.is_empty() && !row.has_room(word.gap, &word.text, self.width) {
            self.end(row, hanging);
        }
        if row.has_room(word.gap, &word.text, self.width) {
            row.push(word, self.colour);
        } else if word.text.contains(' ') {
            for text in word.text.split(' ').map(str::to_owned) {
                self.place(&Word { gap: 1, text, ..*word }, hanging, row);
            }
        } else {
            self.cut(word, hanging, row);
        }
    }

    /// Fills rows with as many characters as fit, at least one each.
    fn cut(&mut self, word: &Word, hanging: usize, row: &mut Row) {
        let mut piece = Word { text: String::new(), ..*word };
        for character in word.text.chars() {
            let complete = piece.text.len();
            piece.text.push(character);
            if complete > 0 && !row.has_room(0, &piece.text, self.width) {
                piece.text.truncate(complete);
                row.push(&piece, self.colour);
                self.end(row, hanging);
                piece.text.clear();
                piece.text.push(character);
            }
        }
        row.push(&piece, self.colour);
    }

    fn end(&mut self, row: &mut Row, hanging: usize) {
        let done = std::mem::replace(row, Row::new(hanging));
        self.text.push_str(&done.painted);
        self.text.push('\n');
    }
}

/// The line being filled: as it will be measured, and as it will be written.
struct Row {
    indent: usize,
    plain: String,
    painted: String,
}

impl Row {
    fn new(indent: usize) -> Self {
        let spaces = " ".repeat(indent);
        Self { indent, plain: spaces.clone(), painted: spaces }
    }

    fn is_empty(&self) -> bool {
        self.plain.len() == self.indent
    }

    /// Measured together, because the width of some characters depends on their neighbours.
    fn has_room(&self, gap: usize, text: &str, width: usize) -> bool {
        let mut whole = self.plain.clone();
        whole.push_str(&self.spaces(gap));
        whole.push_str(text);
        whole.width() <= width
    }

    fn push(&mut self, word: &Word, colour: bool) {
        let spaces = self.spaces(word.gap);
        self.plain.push_str(&spaces);
        self.plain.push_str(&word.text);
        let style = if colour { word.paint.style() } else { Style::new() };
        self.painted.push_str(&spaces);
        self.painted.push_str(&style.render().to_string());
        self.painted.push_str(&word.text);
        self.painted.push_str(&style.render_reset().to_string());
    }

    fn spaces(&self, gap: usize) -> String {
        " ".repeat(if self.is_empty() { 0 } else { gap })
    }
}
