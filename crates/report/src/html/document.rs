//! What stands around every page: the head, the policy of what may run, the landmarks.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::style;

/// What every page can do with a script and does without one.
const SCRIPT: &str = include_str!("script.js");

/// What a kind of page has of its own.
#[derive(Clone, Copy, Default)]
pub(super) struct Kind {
    /// Its class, for the style.
    pub(super) class: Option<&'static str>,
    /// Style besides that of every page.
    pub(super) style: &'static str,
    /// Script besides that of every page.
    pub(super) script: &'static str,
}

/// A page.
pub(super) struct Document {
    /// What it has of its own.
    pub(super) kind: Kind,
    /// What the tab is called, and the file if it is saved: plain text.
    pub(super) title: String,
    /// What stands above everything, with the one heading of the first level.
    pub(super) header: Markup,
    /// What stands before the first section: what has to be known first.
    pub(super) notices: Markup,
    /// What it consists of.
    pub(super) sections: Vec<Section>,
    /// What stands below everything.
    pub(super) footer: Markup,
}

/// A part of a page, to which the navigation leads.
pub(super) struct Section {
    /// Its anchor.
    pub(super) id: &'static str,
    /// Its heading, of the second level.
    pub(super) title: &'static str,
    /// What stands below it.
    pub(super) body: Markup,
}

impl Document {
    /// The whole page.
    pub(super) fn into_html(self) -> String {
        let style = [style::sheet(), self.kind.style].concat();
        let script = [SCRIPT, self.kind.script].concat();
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                (head(&self.title, &style, &script))
                body class=[self.kind.class] {
                    a.skip href="#content" { "Skip to the content" }
                    header.masthead { (self.header) }
                    div.columns {
                        (navigation(&self.sections))
                        main #content tabindex="-1" {
                            (self.notices)
                            @for section in &self.sections { (section.markup()) }
                        }
                    }
                    footer { (self.footer) }
                    script { (PreEscaped(script)) }
                }
            }
        };
        page.into_string()
    }
}

impl Section {
    fn markup(&self) -> Markup {
        let heading = format!("{}-heading", self.id);
        html! {
            section id=(self.id) aria-labelledby=(heading) {
                h2 id=(heading) { (self.title) }
                (self.body)
            }
        }
    }
}

fn navigation(sections: &[Section]) -> Markup {
    html! {
        nav aria-label="Sections" {
            ul {
                @for section in sections {
                    li { a href=(format!("#{}", section.id)) { (section.title) } }
                }
            }
        }
    }
}

fn head(title: &str, style: &str, script: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(content_security_policy(style, script));
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="color-scheme" content="light dark";
            title { (title) }
            style { (PreEscaped(style)) }
        }
    }
}

/// Nothing may be fetched or sent, and nothing may run or be styled but by the very bytes that are embedded here.
fn content_security_policy(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        source(style),
        source(script)
    )
}

/// How a policy names a text: by its hash.
fn source(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, source};

    #[test]
    fn a_text_is_named_by_its_hash() {
        // Of the published example `alert('Hello, world.');`.
        assert_eq!(source("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    #[test]
    fn the_script_is_small_and_cannot_end_early() {
        assert!(SCRIPT.len() < 4_096, "{}", SCRIPT.len());
        assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    }
}
