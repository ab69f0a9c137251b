//! Numbers as a language writes them.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};

use crate::Locale;

/// What a language puts between groups of three digits: a comma in English, a narrow space in French, a dot in German.
fn separator(locale: &Locale) -> &'static str {
    match locale.as_str().split('-').next() {
        Some("en" | "ja" | "ko" | "zh") => ",",
        Some("de" | "es" | "it" | "nl" | "pt") => ".",
        _ => "\u{202f}",
    }
}

/// A whole number in groups of three digits.
pub fn grouped(locale: &Locale, number: i64) -> String {
    grouped_by(separator(locale), number)
}

fn grouped_by(separator: &str, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    // As both languages have it, a number of four digits is not yet torn apart by a space.
    let torn = digits.len() > 4 || separator == ",";
    let mut written = String::with_capacity(digits.len() + 4);
    if number < 0 {
        written.push('\u{2212}');
    }
    for (position, digit) in digits.chars().enumerate() {
        if torn && position > 0 && (digits.len() - position).is_multiple_of(3) {
            written.push_str(separator);
        }
        written.push(digit);
    }
    written
}

fn format(value: &FluentValue<'_>, separator: &str) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let whole = number.value.fract() == 0.0 && number.value.abs() < 9e15;
    whole.then(|| grouped_by(separator, number.value as i64))
}

/// Makes a bundle write the numbers in its messages in groups.
pub(crate) fn write_grouped(locale: &Locale, bundle: &mut FluentBundle<FluentResource>) {
    // Fluent takes plain functions here, not closures that know the separator: hence one for each.
    match separator(locale) {
        "," => bundle.set_formatter(Some(|value, _| format(value, ","))),
        "." => bundle.set_formatter(Some(|value, _| format(value, "."))),
        _ => bundle.set_formatter(Some(|value, _| format(value, "\u{202f}"))),
    }
}

#[cfg(test)]
mod tests;
