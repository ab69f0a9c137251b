//! Every theme can be read, in light and dark: WCAG 2.2, 1.4.3 (text) and 1.4.11 (what is not text).

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use regex::Regex;

use super::*;

/// Text on its ground.
const TEXT: &[(&str, &[&str])] = &[
    ("ink", &["paper", "surface", "sunken", "accent-soft"]),
    ("ink-soft", &["paper", "surface", "sunken"]),
    ("link", &["paper", "surface", "accent-soft"]),
    ("on-accent", &["accent"]),
    ("good", &["good-soft", "surface"]),
    ("bad", &["bad-soft", "surface", "paper"]),
    ("liked", &["surface", "sunken"]),
    ("boosted", &["surface", "sunken"]),
    ("kept", &["surface", "sunken"]),
];

/// What shows where something is.
const SIGNS: &[(&str, &[&str])] =
    &[("edge", &["paper", "surface"]), ("focus", &["paper", "surface", "sunken"]), ("accent", &["paper", "surface"])];

/// The colours of a theme, light and dark; what is said last counts.
fn colours(styles: &str) -> BTreeMap<String, [String; 2]> {
    let token = Regex::new(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)").unwrap();
    let found = token.captures_iter(styles);
    found.map(|token| (token[1].to_owned(), [token[2].to_owned(), token[3].to_owned()])).collect()
}

/// WCAG 2.2, relative luminance.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn the_formula_is_the_one_of_the_guidelines() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
}

#[test]
fn every_theme_can_be_read() {
    let themes = Themes::load(None, &Additions::default()).unwrap();
    let mut faint = Vec::new();
    for theme in themes.iter() {
        let styles = String::from_utf8(theme.assets.find(crate::asset::STYLES).unwrap().to_vec()).unwrap();
        let colours = colours(&styles);
        for (pairs, least) in [(TEXT, 4.5), (SIGNS, 3.0)] {
            for (front, grounds) in pairs {
                for (ground, side) in grounds.iter().flat_map(|ground| [(ground, 0), (ground, 1)]) {
                    let ratio = contrast(&colours[*front][side], &colours[*ground][side]);
                    if ratio < least {
                        let scheme = ["light", "dark"][side];
                        faint.push(format!("{}, {scheme}: {front} on {ground}: {ratio:.2}", theme.name));
                    }
                }
            }
        }
    }
    assert_eq!(faint, Vec::<String>::new());
}
