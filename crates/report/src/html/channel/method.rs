//! How it is computed, in the words of the scorer's own documentation.

use maud::{Markup, PreEscaped, html};
use meter_score::METHOD;
use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::html::component::folded;

pub(super) fn markup() -> Markup {
    html! {
        p { "The same rules and the same numbers for everybody, to be checked by everybody." }
        (folded("The method in one page", true, &html! { div.prose { (prose(METHOD)) } }))
    }
}

/// Markdown as part of a page.
///
/// It may begin with a heading, which ours stands for. Links lead nowhere, and nothing becomes markup that is not Markdown.
fn prose(markdown: &str) -> Markup {
    let mut events = Parser::new_ext(markdown, Options::ENABLE_TABLES).peekable();
    if matches!(events.peek(), Some(Event::Start(Tag::Heading { .. }))) {
        for event in events.by_ref() {
            if matches!(event, Event::End(TagEnd::Heading(_))) {
                break;
            }
        }
    }
    let mut caption = Caption::default();
    let mut text = String::new();
    pulldown_cmark::html::push_html(&mut text, events.flat_map(|event| adapted(event, &mut caption)));
    // Only the writer makes such cells: what is written in one is escaped.
    PreEscaped(text.replace("<th></th>", "<td></td>").replace("<th>", "<th scope=\"col\">"))
}

/// What a table is about: what the heading above it says.
#[derive(Default)]
struct Caption {
    text: String,
    is_heading: bool,
}

fn adapted<'e>(event: Event<'e>, caption: &mut Caption) -> Vec<Event<'e>> {
    match event {
        Event::Start(Tag::Heading { level, .. }) => {
            *caption = Caption { text: String::new(), is_heading: true };
            vec![Event::Start(Tag::Heading {
                level: below_ours(level),
                id: None,
                classes: vec![],
                attrs: vec![],
            })]
        }
        Event::End(TagEnd::Heading(level)) => {
            caption.is_heading = false;
            vec![Event::End(TagEnd::Heading(below_ours(level)))]
        }
        Event::Start(Tag::Table(columns)) => {
            let columns = columns.iter().map(|_| Alignment::None).collect();
            let text = &caption.text;
            let region = html! { (text) ", the table" }.into_string();
            vec![
                Event::Html(
                    format!("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{region}\">")
                        .into(),
                ),
                Event::Start(Tag::Table(columns)),
                Event::Html(html! { caption { (text) } }.into_string().into()),
            ]
        }
        Event::End(TagEnd::Table) => vec![Event::End(TagEnd::Table), Event::Html("</div>".into())],
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::End(TagEnd::Link | TagEnd::Image) => {
            vec![]
        }
        Event::Html(text) | Event::InlineHtml(text) => vec![Event::Text(text)],
        Event::Text(ref text) | Event::Code(ref text) if caption.is_heading => {
            caption.text.push_str(text);
            vec![event]
        }
        event => vec![event],
    }
}

fn below_ours(level: HeadingLevel) -> HeadingLevel {
    level.max(HeadingLevel::H3)
}

#[cfg(test)]
mod tests {
    use super::{METHOD, prose};

    #[test]
    fn headings_stand_below_ours_and_links_lead_nowhere() {
        assert_eq!(
            prose("## Ours\n\n### A `b`\n\n[c](https://example.org) `d` *e*\n\n# f").into_string(),
            "<h3>A <code>b</code></h3>\n<p>c <code>d</code> <em>e</em></p>\n<h3>f</h3>\n"
        );
    }

    #[test]
    fn a_table_is_about_what_its_heading_says() {
        let written = prose("## Ours\n\n### A & \"b\"\n\n|  | d |\n|--:|---|\n| 1 | 2 |").into_string();
        assert!(
            written.contains(
                "aria-label=\"A &amp; &quot;b&quot;, the table\"><table><caption>A &amp; &quot;b&quot;</caption>"
            ),
            "{written}"
        );
        assert!(
            written.contains("<td></td><th scope=\"col\">d</th>") && !written.contains("style"),
            "{written}"
        );
        assert!(written.ends_with("</table>\n</div>"), "{written}");
    }

    #[test]
    fn nothing_becomes_markup_that_is_not_markdown() {
        let written =
            prose("<script>x</script>\n\nA <b onclick=\"x\">b</b> ![i](data:x) `<th>`").into_string();
        for markup in ["<script", "<b", "<img", "<th"] {
            assert!(!written.contains(markup), "{written}");
        }
    }

    #[test]
    fn the_method_is_told() {
        let written = prose(METHOD).into_string();
        assert!(written.contains("<h3>Confidence</h3>") && written.contains("<table>"), "{written}");
    }
}
