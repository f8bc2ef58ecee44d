//! A drawing as a document: what is in it, and what must not be.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use crate::html::chart::Figure;
use crate::html::chart::text::{width, writable};
use crate::html::palette::ALL;

/// The drawing of a figure, parsed.
pub(super) fn parsed(figure: &Figure) -> Document<'_> {
    Document::parse(&figure.svg).unwrap_or_else(|error| panic!("{}: {error}\n{}", figure.id, figure.svg))
}

/// Elements of a name that have a value in an attribute.
pub(super) fn elements<'d>(
    document: &'d Document<'_>,
    name: &'static str,
    attribute: &'static str,
    value: &'static str,
) -> Vec<Node<'d, 'd>> {
    let is_it = |node: &Node<'_, '_>| {
        node.has_tag_name(name_in_svg(name)) && node.attribute(attribute) == Some(value)
    };
    document.descendants().filter(is_it).collect()
}

fn name_in_svg(name: &'static str) -> (&'static str, &'static str) {
    ("http://www.w3.org/2000/svg", name)
}

pub(super) fn number(node: Node<'_, '_>, attribute: &str) -> i32 {
    node.attribute(attribute).unwrap().parse().unwrap()
}

/// Corners of a line or a polygon.
pub(super) fn points(node: Node<'_, '_>) -> Vec<(i32, i32)> {
    let pair = |pair: &str| {
        let (x, y) = pair.split_once(',').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    };
    node.attribute("points").unwrap().split_whitespace().map(pair).collect()
}

/// All text that is seen, in its order.
pub(super) fn texts(document: &Document<'_>) -> Vec<String> {
    let is_text = |node: &Node<'_, '_>| node.has_tag_name(name_in_svg("text"));
    document.descendants().filter(is_text).map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

/// What the marks tell, in their order.
pub(super) fn marks(document: &Document<'_>) -> Vec<String> {
    let group = document.descendants().find(|node| node.attribute("class") == Some("marks"));
    let title = |mark: Node<'_, '_>| mark.first_element_child().unwrap().text().unwrap().to_owned();
    group.into_iter().flat_map(|group| group.children().collect::<Vec<_>>()).map(title).collect()
}

/// Checks what holds for every figure, whatever it shows.
pub(super) fn check(figure: &Figure) {
    let document = parsed(figure);
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let width = if root.attribute("class") == Some("chart wide") { "0 0 720 " } else { "0 0 360 " };
    assert!(root.attribute("viewBox").unwrap().starts_with(width));
    assert_eq!(root.attribute("width"), None, "a page gives the width");
    let named: Vec<String> =
        root.attribute("aria-labelledby").unwrap().split(' ').map(|id| text_of(&document, id)).collect();
    assert_eq!(named, [writable(&figure.title), writable(&figure.summary)]);
    check_ids(figure, &document);
    let colours: BTreeSet<&str> = ALL.iter().map(|colour| colour.light).chain(["none"]).collect();
    for node in document.descendants().filter(Node::is_element) {
        check_element(figure, node, &colours);
    }
    check_table(figure);
}

fn text_of(document: &Document<'_>, id: &str) -> String {
    let node = document.descendants().find(|node| node.attribute("id") == Some(id)).unwrap();
    node.text().unwrap().to_owned()
}

fn check_ids(figure: &Figure, document: &Document<'_>) {
    let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    assert!(ids.iter().all(|id| id.starts_with(figure.id)), "{ids:?}");
}

fn check_element(figure: &Figure, node: Node<'_, '_>, colours: &BTreeSet<&str>) {
    const KNOWN: [&str; 10] =
        ["svg", "title", "desc", "g", "rect", "line", "polyline", "polygon", "circle", "text"];
    let name = node.tag_name().name();
    assert!(KNOWN.contains(&name), "{}: <{name}>", figure.id);
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        assert!(!name.starts_with("on") && name != "style" && !name.contains("href"), "{name}={value}");
        assert!(!value.contains("url("), "{name}={value}");
        if name == "fill" || name == "stroke" {
            assert!(colours.contains(value), "{}: {name}={value} is not in the palette", figure.id);
        }
        if name == "font-size" {
            assert!(value.parse::<f64>().unwrap() >= 11.0, "{value} is too small");
        }
    }
    let is_mark = node.parent_element().is_some_and(|group| group.attribute("class") == Some("marks"));
    if ["rect", "polygon", "circle", "text"].contains(&name) && !is_mark {
        assert!(node.attribute("fill").is_some(), "{}: {name} has the browser's own colour", figure.id);
    }
    check_place(figure, node);
}

/// Nothing is beyond the edges of the sheet, text being taken for as wide as in a wide font.
fn check_place(figure: &Figure, node: Node<'_, '_>) {
    if node.tag_name().name() != "text" {
        return;
    }
    let (text, x) = (node.text().unwrap_or_default(), number(node, "x"));
    let width = width(text);
    let left = match node.attribute("text-anchor") {
        Some("end") => x - width,
        Some("middle") => x - width / 2,
        _ => x,
    };
    assert!(left >= 0 && left + width <= 720, "{}: {text:?} from {left} to {}", figure.id, left + width);
}

fn check_table(figure: &Figure) {
    let table = &figure.table;
    assert!(!table.rows.is_empty(), "{}", figure.id);
    assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{}", figure.id);
    assert!(table.rows.iter().all(|row| !row[0].is_empty()), "{}", figure.id);
}
