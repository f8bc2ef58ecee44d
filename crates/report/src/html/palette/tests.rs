//! Contrasts by the formulas of the Web Content Accessibility Guidelines, and colour blindness by the matrices of Machado, Oliveira and
//! Fernandes (2009) for full dichromacy.

use std::collections::BTreeSet;

use super::{
    ALL, BAND_EDGE, Colour, GOOD_INDICATOR, INK, LIMIT, NEEDS_ATTENTION, QUIET, RAMP, SERIES_1, SERIES_2,
    SURFACE, USE_CAUTION,
};

type Mode = fn(Colour) -> &'static str;

const MODES: [Mode; 2] = [|colour| colour.light, |colour| colour.dark];

/// Red, green and blue in linear light, 0 to 1.
fn linear(value: &str) -> [f64; 3] {
    let channel = |from: usize| {
        let byte = u8::from_str_radix(&value[from..from + 2], 16).unwrap();
        let share = f64::from(byte) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    [channel(1), channel(3), channel(5)]
}

fn luminance(value: &str) -> f64 {
    let [red, green, blue] = linear(value);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn the_formula_gives_the_published_contrasts() {
    assert!((contrast("#000000", "#FFFFFF") - 21.0).abs() < 1e-9);
    assert!((contrast("#777777", "#FFFFFF") - 4.48).abs() < 0.01);
    assert!((contrast("#FFFFFF", "#FFFFFF") - 1.0).abs() < 1e-9);
}

#[test]
fn values_are_well_formed_and_each_is_there_once() {
    for colour in ALL {
        for value in [colour.light, colour.dark] {
            let digits = value.strip_prefix('#').unwrap();
            assert_eq!(digits.len(), 6, "{value}");
            assert!(
                digits.chars().all(|digit| digit.is_ascii_digit() || ('A'..='F').contains(&digit)),
                "{value}"
            );
        }
        assert!(colour.variable.starts_with("--"), "{}", colour.variable);
    }
    let distinct = |part: Mode| ALL.map(part).into_iter().collect::<BTreeSet<_>>().len();
    assert_eq!(distinct(|colour| colour.light), ALL.len());
    assert_eq!(distinct(|colour| colour.variable), ALL.len());
}

/// Ratings are on the list because their digits stand in their colour, and in that of the surface upon it.
#[test]
fn text_stands_out() {
    for mode in MODES {
        for colour in [INK, QUIET, LIMIT, SERIES_1, SERIES_2, USE_CAUTION, NEEDS_ATTENTION, GOOD_INDICATOR] {
            let contrast = contrast(mode(colour), mode(SURFACE));
            assert!(contrast >= 4.5, "{} {}: {contrast}", colour.variable, mode(colour));
        }
    }
}

#[test]
fn graphics_stand_out() {
    for mode in MODES {
        for colour in RAMP.into_iter().chain([BAND_EDGE]) {
            let contrast = contrast(mode(colour), mode(SURFACE));
            assert!(contrast >= 3.0, "{} {}: {contrast}", colour.variable, mode(colour));
        }
    }
}

#[test]
fn each_step_of_the_ramp_is_stronger_than_the_one_before() {
    for mode in MODES {
        for pair in RAMP.windows(2) {
            let [weaker, stronger] = [pair[0], pair[1]].map(|step| contrast(mode(step), mode(SURFACE)));
            assert!(stronger > weaker * 1.2, "{}: {weaker}, {stronger}", pair[1].variable);
        }
    }
}

const PROTANOPIA: [[f64; 3]; 3] = [
    [0.152_286, 1.052_583, -0.204_868],
    [0.114_503, 0.786_281, 0.099_216],
    [-0.003_882, -0.048_116, 1.051_998],
];
const DEUTERANOPIA: [[f64; 3]; 3] = [
    [0.367_322, 0.860_646, -0.227_968],
    [0.280_085, 0.672_501, 0.047_413],
    [-0.011_820, 0.042_940, 0.968_881],
];
const TRITANOPIA: [[f64; 3]; 3] = [
    [1.255_528, -0.076_749, -0.178_779],
    [-0.078_411, 0.930_809, 0.147_602],
    [0.004_733, 0.691_367, 0.303_900],
];
const FULL_VISION: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.into_iter().zip(vector).map(|(factor, part)| factor * part).sum())
}

/// A colour in CIELAB, in which a distance of about 2 is just seen.
fn lab(linear: [f64; 3]) -> [f64; 3] {
    const TO_XYZ: [[f64; 3]; 3] =
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
    let [x, y, z] = times(&TO_XYZ, linear.map(|part| part.clamp(0.0, 1.0)));
    let root = |share: f64| if share > 0.008_856 { share.cbrt() } else { 7.787 * share + 16.0 / 116.0 };
    let [x, y, z] = [x / 0.950_47, y, z / 1.088_83].map(root);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn distance(one: &str, other: &str, vision: &[[f64; 3]; 3]) -> f64 {
    let [one, other] = [one, other].map(|value| lab(times(vision, linear(value))));
    one.into_iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn nobody_takes_one_colour_for_another() {
    let seen_side_by_side = [
        (USE_CAUTION, NEEDS_ATTENTION),
        (USE_CAUTION, GOOD_INDICATOR),
        (NEEDS_ATTENTION, GOOD_INDICATOR),
        (SERIES_1, SERIES_2),
        (SERIES_1, LIMIT),
        (SERIES_2, LIMIT),
    ];
    for vision in [FULL_VISION, PROTANOPIA, DEUTERANOPIA, TRITANOPIA] {
        for mode in MODES {
            for (one, other) in seen_side_by_side {
                let distance = distance(mode(one), mode(other), &vision);
                assert!(distance >= 20.0, "{} and {}: {distance}", one.variable, other.variable);
            }
        }
    }
}
