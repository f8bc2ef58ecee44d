//! The sheet on which every chart is drawn: what plotters writes, as an element that a page can hold.
//!
//! A drawing is as wide as [`WIDTH`] or [`SMALL`] says and takes whatever width the page gives it. It has a title and a description for those who do not
//! see it, and invisible marks that tell the numbers under the pointer.

use std::cell::RefCell;
use std::fmt::Write;

use plotters::coord::Shift;
use plotters::element::{Drawable, PointCollection};
use plotters::prelude::{
    Circle, DrawingArea, IntoDrawingArea, PathElement, Polygon, RGBColor, Rectangle, SVGBackend, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontDesc, FontFamily, FontStyle, ShapeStyle, TextStyle};

use super::area::{Area, Point};
use super::text::{escaped, writable};
use crate::html::palette::{Colour, INK, LIMIT, QUIET};

/// A drawing is so wide, in its own units.
pub(super) const WIDTH: i32 = 720;
/// One that stands beside others is so wide.
pub(super) const SMALL: i32 = 360;
/// Height of almost all text.
pub(super) const TEXT: f64 = 12.0;
/// Height of what is to be read first.
pub(super) const LARGE: f64 = 14.0;

const FAMILY: &str = "system-ui, sans-serif";

/// How a text looks; it stands in the middle of its line at its point.
#[derive(Clone, Copy)]
pub(super) struct Look {
    colour: Colour,
    size: f64,
    is_bold: bool,
    side: HPos,
}

impl Look {
    /// Text that begins at its point.
    pub(super) const LABEL: Self = Self { colour: INK, size: TEXT, is_bold: false, side: HPos::Left };
    /// The same for what matters less.
    pub(super) const QUIET: Self = Self { colour: QUIET, ..Self::LABEL };

    pub(super) fn in_colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    pub(super) fn large(self) -> Self {
        Self { size: LARGE, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    /// Text whose middle is at its point.
    pub(super) fn centred(self) -> Self {
        Self { side: HPos::Center, ..self }
    }

    /// Text that ends at its point.
    pub(super) fn ending(self) -> Self {
        Self { side: HPos::Right, ..self }
    }

    fn style(self) -> TextStyle<'static> {
        // The back end divides what it is given by this.
        const HEIGHT: f64 = 1.24;
        let weight = if self.is_bold { FontStyle::Bold } else { FontStyle::Normal };
        TextStyle {
            font: FontDesc::new(FontFamily::Name(FAMILY), self.size * HEIGHT, weight),
            color: rgb(self.colour).to_backend_color(),
            pos: Pos::new(self.side, VPos::Center),
        }
    }
}

/// A sheet while it is drawn on.
pub(super) struct Canvas<'s> {
    sheet: DrawingArea<SVGBackend<'s>, Shift>,
    marks: RefCell<Vec<(Area, String)>>,
}

impl<'s> Canvas<'s> {
    pub(super) fn text(&self, at: Point, text: &str, look: Look) {
        self.draw(&Text::new(writable(text), at, look.style()));
    }

    pub(super) fn rectangle(&self, area: Area, colour: Colour) {
        let corners = [(area.left, area.top), (area.right, area.bottom)];
        self.draw(&Rectangle::new(corners, rgb(colour).filled()));
    }

    /// A line through points; one in the colour of limits is dashed.
    pub(super) fn line(&self, points: Vec<Point>, colour: Colour, width: u32) {
        let style = ShapeStyle { color: rgb(colour).to_rgba(), filled: false, stroke_width: width };
        self.draw(&PathElement::new(points, style));
    }

    pub(super) fn polygon(&self, points: Vec<Point>, colour: Colour) {
        self.draw(&Polygon::new(points, rgb(colour)));
    }

    pub(super) fn dot(&self, at: Point, radius: u32, colour: Colour) {
        self.draw(&Circle::new(at, radius, rgb(colour).filled()));
    }

    /// Tells a text to whom points at an area; where areas lie upon one another, the latest does.
    pub(super) fn mark(&self, area: Area, text: String) {
        self.marks.borrow_mut().push((area, text));
    }

    /// Draws an element.
    ///
    /// # Panics
    /// Never: the back end writes into a string.
    fn draw<'e, E>(&self, element: &'e E)
    where
        &'e E: PointCollection<'e, Point>,
        E: Drawable<SVGBackend<'s>>,
    {
        self.sheet.draw(element).expect("a drawing in memory does not fail");
    }
}

fn rgb(colour: Colour) -> RGBColor {
    let value = colour.light.strip_prefix('#').and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let [_, red, green, blue] = value.unwrap_or_default().to_be_bytes();
    RGBColor(red, green, blue)
}

/// A complete `<svg>` element of some height, with what `draw` draws and marks.
pub(super) fn svg(
    id: &str,
    title: &str,
    summary: &str,
    height: i32,
    draw: impl FnOnce(&Canvas<'_>),
) -> String {
    element(id, [title, summary], "chart wide", (WIDTH, height), draw)
}

/// The same for a drawing that stands beside others.
pub(super) fn small_svg(
    id: &str,
    title: &str,
    summary: &str,
    height: i32,
    draw: impl FnOnce(&Canvas<'_>),
) -> String {
    element(id, [title, summary], "chart", (SMALL, height), draw)
}

fn element(
    id: &str,
    [title, summary]: [&str; 2],
    class: &str,
    (width, height): (i32, i32),
    draw: impl FnOnce(&Canvas<'_>),
) -> String {
    let mut written = String::new();
    let size = (width.unsigned_abs(), height.unsigned_abs());
    let canvas = Canvas {
        sheet: SVGBackend::with_string(&mut written, size).into_drawing_area(),
        marks: RefCell::default(),
    };
    draw(&canvas);
    canvas.sheet.present().expect("a drawing in memory does not fail");
    let marks = canvas.marks.take();
    drop(canvas);

    let body = written.split_once(">\n").map_or("", |(_, body)| body).trim_end();
    let body = body.strip_suffix("</svg>").unwrap_or(body);
    let (title, summary) = (escaped(title), escaped(summary));
    let mut element = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="{class}" viewBox="0 0 {width} {height}" role="img" "#
    );
    // Writing into a string does not fail.
    let _ = write!(
        element,
        r#"aria-labelledby="{id}-title {id}-desc" font-family="{FAMILY}" font-size="{TEXT}"><title id="{id}-title">{title}</title><desc id="{id}-desc">{summary}</desc>{}{}</svg>"#,
        concise(body),
        group(&marks)
    );
    element
}

/// The same drawing without what goes without saying, and with dashes where a line is a limit.
///
/// Text is escaped, so that whatever has a quotation mark here is an attribute.
fn concise(body: &str) -> String {
    let limit = format!(r#" stroke="{}""#, LIMIT.light);
    let dashed = format!(r#"{limit} stroke-dasharray="5 4""#);
    let family = format!(r#" font-family="{FAMILY}""#);
    let size = format!(r#" font-size="{TEXT}""#);
    let needless = [
        "\n",
        r#" opacity="1""#,
        r#" stroke="none""#,
        r#" stroke-width="1""#,
        r#" text-anchor="start""#,
        &family,
        &size,
    ];
    let body = needless.into_iter().fold(body.to_owned(), |body, needless| body.replace(needless, ""));
    body.replace(r#" "/>"#, r#""/>"#).replace(&limit, &dashed)
}

fn group(marks: &[(Area, String)]) -> String {
    if marks.is_empty() {
        return String::new();
    }
    let mut group = r#"<g class="marks" fill-opacity="0">"#.to_owned();
    for (area, text) in marks {
        let Area { left, top, .. } = area;
        // Writing into a string does not fail.
        let _ = write!(
            group,
            r#"<rect x="{left}" y="{top}" width="{}" height="{}"><title>{}</title></rect>"#,
            area.width(),
            area.height(),
            escaped(text)
        );
    }
    group + "</g>"
}
