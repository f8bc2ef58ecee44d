//! A page as a browser cuts it into tags, and what has to hold for every page.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};
use sha2::{Digest, Sha256};

/// A tag with its attributes.
pub struct Tag {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub closes_itself: bool,
}

impl Tag {
    fn of(tag: &StartTag<()>) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
        Self { name: text(&tag.name), attributes, closes_itself: tag.self_closing }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// What a page consists of, in its order.
pub enum Piece {
    Start(Tag),
    End(String),
    Text(String),
}

/// Cuts a page into its pieces; it must have no fault that a browser would have to forgive, nor a comment.
pub fn pieces(page: &str) -> Vec<Piece> {
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    let mut pieces = Vec::new();
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        match token.unwrap() {
            Token::StartTag(tag) => pieces.push(Piece::Start(Tag::of(&tag))),
            Token::EndTag(tag) => pieces.push(Piece::End(text(&tag.name))),
            Token::String(string) => pieces.push(Piece::Text(text(&string))),
            Token::Comment(comment) => panic!("a comment: {:?}", text(&comment)),
            Token::Doctype(_) => assert!(pieces.is_empty()),
            // Characters that stand for none are harmless.
            Token::Error(error) if *error == html5gum::Error::NoncharacterInInputStream => {}
            Token::Error(error) => panic!("{error:?}"),
        }
    }
    pieces
}

/// All that can be read, a line a piece.
pub fn words(page: &str) -> String {
    let mut words = Vec::new();
    let mut is_foreign = false;
    for piece in pieces(page) {
        match piece {
            Piece::Start(tag) => is_foreign = ["style", "script"].contains(&&*tag.name),
            Piece::End(_) => is_foreign = false,
            Piece::Text(text) if !is_foreign => words.push(text),
            Piece::Text(_) => {}
        }
    }
    words.join("\n")
}

/// What has to hold for every page, whoever's words are in it.
pub fn check(page: &str) {
    let pieces = pieces(page);
    let tags: Vec<&Tag> = pieces
        .iter()
        .filter_map(|piece| if let Piece::Start(tag) = piece { Some(tag) } else { None })
        .collect();
    check_what_runs(page, &tags);
    check_references(&tags);
    check_nesting(&pieces);
    check_headings(&tags);
    let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    // Drawings have titles, too.
    assert_eq!(pieces.iter().filter(|piece| matches!(piece, Piece::End(name) if name == "head")).count(), 1);
    for landmark in ["html", "head", "body", "header", "nav", "main", "footer", "h1"] {
        assert_eq!(count(landmark), 1, "{landmark}");
    }
    assert_eq!(count("table"), count("caption"));
    for tag in tags.iter().filter(|tag| tag.name == "th") {
        assert!(matches!(tag.get("scope"), Some("col" | "row")), "a heading of nothing");
    }
}

/// One script and one style, both ours, and nothing that a browser would fetch, send or run besides.
fn check_what_runs(page: &str, tags: &[&Tag]) {
    const ALLOWED: [&str; 66] = [
        "a",
        "aside",
        "bdi",
        "blockquote",
        "body",
        "br",
        "caption",
        "circle",
        "clippath",
        "code",
        "dd",
        "defs",
        "desc",
        "details",
        "div",
        "dl",
        "dt",
        "ellipse",
        "em",
        "figcaption",
        "figure",
        "footer",
        "g",
        "h1",
        "h2",
        "h3",
        "h4",
        "head",
        "header",
        "html",
        "li",
        "line",
        "main",
        "meta",
        "nav",
        "ol",
        "p",
        "path",
        "polygon",
        "polyline",
        "rect",
        "script",
        "section",
        "span",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "symbol",
        "table",
        "tbody",
        "td",
        "text",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "tspan",
        "ul",
        "use",
        "pre",
        "hr",
    ];
    for tag in tags {
        assert!(ALLOWED.contains(&&*tag.name), "<{}>", tag.name);
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on") && name != "style", "{name}={value}");
            if ["href", "src", "srcset", "xlink:href", "action", "formaction", "data", "poster", "ping"]
                .contains(&&**name)
            {
                assert!(value.starts_with('#'), "{name}={value}");
            }
            assert!(!value.contains("javascript:") || name == "aria-label", "{name}={value}");
            assert!(!value.contains("url(") || value.starts_with("url(#"), "{name}={value}");
        }
    }
    let hash = |name: &str| {
        assert_eq!(tags.iter().filter(|tag| tag.name == name).count(), 1, "{name}");
        let (_, behind) = page.split_once(&format!("<{name}>")).unwrap();
        let (content, _) = behind.split_once(&format!("</{name}>")).unwrap();
        format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content.as_bytes())))
    };
    let policies: Vec<_> =
        tags.iter().filter_map(|tag| tag.get("http-equiv").map(|name| (name, tag.get("content")))).collect();
    let expected = format!(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash("style"),
        hash("script")
    );
    assert_eq!(policies, [("Content-Security-Policy", Some(&*expected))]);
    let referrer = tags.iter().find(|tag| tag.get("name") == Some("referrer")).unwrap();
    assert_eq!(referrer.get("content"), Some("no-referrer"));
    let html = tags.iter().find(|tag| tag.name == "html").unwrap();
    assert_eq!(html.get("lang"), Some("en"));
}

/// Every id is there once, and whatever is referred to is there.
fn check_references(tags: &[&Tag]) {
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.get("id")) {
        assert!(!id.is_empty() && !id.contains(char::is_whitespace), "{id:?}");
        assert!(ids.insert(id), "{id} twice");
    }
    for tag in tags {
        for attribute in ["aria-labelledby", "aria-describedby", "aria-controls", "href"] {
            for target in tag.get(attribute).into_iter().flat_map(str::split_whitespace) {
                assert!(ids.contains(target.trim_start_matches('#')), "{attribute}={target}");
            }
        }
    }
}

/// Every tag is closed by its own end, except those that have none, and those of drawings that close themselves.
fn check_nesting(pieces: &[Piece]) {
    let mut open: Vec<&str> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Start(tag) if ["meta", "br", "hr"].contains(&&*tag.name) => {}
            Piece::Start(tag) if tag.closes_itself => assert!(open.contains(&"svg"), "<{}/>", tag.name),
            Piece::Start(tag) => open.push(&tag.name),
            Piece::End(name) => assert_eq!(open.pop(), Some(&**name)),
            Piece::Text(_) => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// Headings begin at the first level and go down one level at a time.
fn check_headings(tags: &[&Tag]) {
    let mut before = 0;
    for tag in tags {
        if let Some(level) = tag.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) {
            assert!(level <= before + 1, "h{level} below h{before}");
            before = level;
        }
    }
}
