//! Tables as text (RFC 4180), in and out.

#[cfg(test)]
mod tests;

use std::iter::Peekable;
use std::str::Chars;

use actix_web::HttpResponse;
use actix_web::http::header;

/// A table that is being written.
#[derive(Debug)]
pub struct Table(String);

impl Table {
    /// With its head.
    pub fn new(head: &[&str]) -> Self {
        let mut table = Self(String::new());
        table.row(head);
        table
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[&str]) {
        self.0.push_str(&line(cells));
    }

    /// The text.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// An answer that a browser saves as a file of that name. Nobody else's browser, and no cache, is to keep it.
pub fn download(name: &str, table: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(table)
}

/// A row with its end, for a table without a head.
pub fn line(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().copied().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

/// What a cell begins with that spreadsheets take for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The most cells of a row that are kept.
const MOST_CELLS: usize = 32;

fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

/// A cell that begins like a formula is given an apostrophe, which spreadsheets take for "this is text"; [`read`] takes it off
/// again.
///
/// Mastodon gives none, and takes none off. What it writes never begins so (handles begin with a letter, a digit or `_`,
/// addresses with `http`), the titles of lists aside: one called `+1` arrives there as `'+1`. That is better than a table that
/// calculates when it is opened.
fn cell(cell: &str) -> String {
    let text = if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() };
    if text.contains([',', ';', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// The rows of a table, each with the number of the line that it begins in, counted from 1. Rows are read as they are asked
/// for, and no more of one is kept than 32 cells.
///
/// It never fails: what is malformed is read as it stands. Spreadsheets of those who write a comma in their numbers part the
/// cells with semicolons: a table whose first line has those and no comma is read like that.
pub fn read(text: &str) -> Rows<'_> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let separator = if first.contains(';') && !first.contains(',') { ';' } else { ',' };
    Rows { letters: text.chars().peekable(), separator, line: 1 }
}

/// See [`read`].
#[derive(Debug)]
pub struct Rows<'a> {
    letters: Peekable<Chars<'a>>,
    separator: char,
    line: usize,
}

impl Iterator for Rows<'_> {
    type Item = (usize, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        self.letters.peek()?;
        let (begun, mut row, mut cell, mut quoted) = (self.line, Vec::new(), String::new(), false);
        while let Some(letter) = self.letters.next() {
            match letter {
                '\r' if self.letters.peek() == Some(&'\n') => {}
                '"' if quoted && self.letters.peek() == Some(&'"') => {
                    self.letters.next();
                    cell.push('"');
                }
                '"' if quoted => quoted = false,
                '"' if cell.is_empty() => quoted = true,
                '\n' if !quoted => {
                    self.line += 1;
                    break;
                }
                letter if letter == self.separator && !quoted => take(&mut row, &mut cell),
                letter => {
                    self.line += usize::from(letter == '\n');
                    cell.push(letter);
                }
            }
        }
        take(&mut row, &mut cell);
        Some((begun, row))
    }
}

/// Ends a cell.
fn take(row: &mut Vec<String>, cell: &mut String) {
    let text = std::mem::take(cell);
    if row.len() < MOST_CELLS {
        row.push(match text.strip_prefix('\'') {
            Some(bare) if is_formula(bare) => bare.to_owned(),
            _ => text,
        });
    }
}
