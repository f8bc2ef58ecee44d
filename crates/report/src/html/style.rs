//! How a page looks: one style sheet, with the colours of the one list.

use std::fmt::Write;
use std::sync::LazyLock;

use meter_score::Rating;

use super::palette::{self, Colour};

static SHEET: LazyLock<String> = LazyLock::new(|| {
    let mut sheet = String::new();
    let _ = write!(sheet, ":root{{{}}}", values(|colour| colour.light));
    let _ = write!(
        sheet,
        "@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}",
        values(|colour| colour.dark)
    );
    for rating in Rating::ALL {
        let _ = write!(sheet, ".{}{{--rating:var({})}}", rated(rating), palette::of(rating).variable);
    }
    for Colour { variable, light, .. } in palette::ALL {
        for attribute in ["fill", "stroke", "stop-color"] {
            let _ = write!(sheet, "svg [{attribute}=\"{light}\"]{{{attribute}:var({variable})}}");
        }
    }
    sheet.push_str(include_str!("style.css"));
    sheet
});

/// The class that gives something the colour of a rating, as `var(--rating)`.
pub(super) fn rated(rating: Rating) -> &'static str {
    match rating {
        Rating::UseCaution => "rated-1",
        Rating::NeedsAttention => "rated-2",
        Rating::GoodIndicator => "rated-3",
    }
}

/// The style sheet.
pub(super) fn sheet() -> &'static str {
    &SHEET
}

fn values(value: impl Fn(Colour) -> &'static str) -> String {
    palette::ALL.into_iter().fold(String::new(), |mut values, colour| {
        let _ = write!(values, "{}:{};", colour.variable, value(colour));
        values
    })
}

#[cfg(test)]
mod tests {
    use super::sheet;
    use crate::html::palette::{INK, QUIET, SERIES_1};

    #[test]
    fn a_chart_follows_into_the_dark() {
        assert!(sheet().contains("svg [fill=\"#1B2430\"]{fill:var(--ink)}"));
        assert!(sheet().contains("(prefers-color-scheme:dark){:root{--ink:#E8ECF2;"));
    }

    /// By the formula of the Web Content Accessibility Guidelines.
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |value: &str| {
            let part = |from: usize, weight: f64| {
                let share = f64::from(u8::from_str_radix(&value[from..from + 2], 16).unwrap()) / 255.0;
                weight * if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            };
            part(1, 0.2126) + part(3, 0.7152) + part(5, 0.0722) + 0.05
        };
        let (one, other) = (luminance(one), luminance(other));
        one.max(other) / one.min(other)
    }

    /// What stands on the page itself, beside the sections.
    #[test]
    fn text_stands_out_from_the_page() {
        let mut pages = sheet().split("--page: ").skip(1).map(|rest| &rest[..7]);
        let (light, dark) = (pages.next().unwrap(), pages.next().unwrap());
        for colour in [INK, QUIET, SERIES_1] {
            assert!(contrast(colour.light, light) >= 4.5, "{}", colour.variable);
            assert!(contrast(colour.dark, dark) >= 4.5, "{}", colour.variable);
        }
    }

    #[test]
    fn nothing_in_it_is_fetched_or_ends_early() {
        for forbidden in ["</", "<!--", "url(", "@import", "@font-face", "expression("] {
            assert!(!sheet().contains(forbidden), "{forbidden}");
        }
    }
}
