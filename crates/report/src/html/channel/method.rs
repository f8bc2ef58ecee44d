//! How it is computed, in the words of the scorer's own documentation.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::html::component::folded;

/// The text, in Markdown.
const METHOD: &str = "**Words.** The method stands in the documentation of the scorer.";

pub(super) fn markup() -> Markup {
    html! {
        p { "The same numbers and the same rules, for everybody to check." }
        (folded("The method", true, &html! { div.prose { (prose(METHOD)) } }))
    }
}

/// Markdown as part of a page: headings below ours, no links, and nothing that is not Markdown.
fn prose(markdown: &str) -> Markup {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, id: _, classes: _, attrs: _ }) => {
            let (level, id, classes, attrs) = (lower(level), None, Vec::new(), Vec::new());
            Some(Event::Start(Tag::Heading { level, id, classes, attrs }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::End(TagEnd::Link | TagEnd::Image) => None,
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        event => Some(event),
    });
    let mut text = String::new();
    pulldown_cmark::html::push_html(&mut text, events);
    PreEscaped(text)
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use super::{METHOD, prose};

    #[test]
    fn headings_stand_below_ours_and_links_lead_nowhere() {
        assert_eq!(
            prose("# A\n\n[b](https://example.org) `c` *d*").into_string(),
            "<h3>A</h3>\n<p>b <code>c</code> <em>d</em></p>\n"
        );
    }

    #[test]
    fn nothing_becomes_markup_that_is_not_markdown() {
        let written = prose("<script>x</script>\n\nA <b onclick=\"x\">b</b> ![i](data:x)").into_string();
        assert!(
            !written.contains("<script") && !written.contains("<b") && !written.contains("<img"),
            "{written}"
        );
    }

    #[test]
    fn the_method_is_told() {
        assert!(prose(METHOD).into_string().contains("<strong>Words.</strong>"));
    }
}
