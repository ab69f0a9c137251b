//! Content lines (RFC 5545 §3.1): names, parameters and values, folded and escaped.
//!
//! The crate `icalendar` reads and writes these too, but one bad line costs it the whole file, it does not say which line, and it
//! looks for the place of each fold from the beginning of the text. In tests it reads what is written here.

/// The longest line that is read, unfolded, in bytes; the rest of it is left out.
const MAX_LINE: usize = 256 << 10;
/// The most parameters of a line that are read.
const MAX_PARAMETERS: usize = 32;
/// The longest line that is written, in octets, without its end.
const WIDTH: usize = 75;

/// A line that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it begins in the file, from 1.
    pub(super) number: usize,
    /// Its name, in capitals.
    pub(super) name: String,
    /// Its parameters, their names in capitals.
    parameters: Vec<(String, String)>,
    /// Its value as it stands there.
    pub(super) value: String,
}

impl Line {
    /// From a line, unfolded. `None`: it has no name and value.
    pub(super) fn read(number: usize, line: &str) -> Option<Self> {
        let line = line.trim_start_matches('\u{feff}');
        let colon = unquoted(line, ':')?;
        let (head, value) = (line.get(..colon)?, line.get(colon + 1..)?);
        let mut parts = split(head, ';').into_iter();
        let name = parts.next()?.trim();
        // A group before the name is what address books have.
        let name = name.rsplit('.').next().unwrap_or(name).to_ascii_uppercase();
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return None;
        }
        let parameters = parts.take(MAX_PARAMETERS).filter_map(|part| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim().to_ascii_uppercase(), parameter(value.trim())))
        });
        Some(Self { number, parameters: parameters.collect(), value: value.to_owned(), name })
    }

    /// One of its parameters.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Its value as text.
    pub(super) fn text(&self) -> String {
        plain(&self.value)
    }

    /// Its value as a list of texts.
    pub(super) fn texts(&self) -> Vec<String> {
        let (mut items, mut item, mut escaped) = (Vec::new(), String::new(), false);
        for c in self.value.chars() {
            if c == ',' && !escaped {
                items.push(plain(&std::mem::take(&mut item)));
                continue;
            }
            escaped = c == '\\' && !escaped;
            item.push(c);
        }
        items.push(plain(&item));
        items.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
    }
}

/// The lines of a file, unfolded, each with its number. What was folded within a letter is whole again.
pub(super) fn unfold(file: &[u8]) -> impl Iterator<Item = (usize, String)> {
    let mut rest = file;
    let mut at = 0;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut line = Vec::new();
        let (number, mut first) = (at + 1, true);
        while first || matches!(rest.first(), Some(b' ' | b'\t')) {
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
            let (piece, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            let piece = if first { piece } else { piece.get(1..).unwrap_or_default() };
            line.extend(piece.iter().take(MAX_LINE.saturating_sub(line.len())));
            rest = after.strip_prefix(b"\r\n").or_else(|| after.get(1..)).unwrap_or_default();
            at += 1;
            first = false;
        }
        Some((number, String::from_utf8_lossy(&line).into_owned()))
    })
}

/// Where a character stands first outside quotation marks.
fn unquoted(text: &str, wanted: char) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == wanted && !quoted).then_some(at)
    })
}

/// The parts between such characters outside quotation marks.
fn split(text: &str, mark: char) -> Vec<&str> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(at) = unquoted(rest, mark) {
        parts.push(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + mark.len_utf8()..).unwrap_or_default();
    }
    parts.push(rest);
    parts
}

/// The value of a parameter without quotation marks (RFC 6868).
fn parameter(value: &str) -> String {
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(c) = letters.next() {
        if c != '^' {
            text.push(c);
            continue;
        }
        match letters.clone().next() {
            Some('n') => text.push('\n'),
            Some('\'') => text.push('"'),
            Some('^') => text.push('^'),
            _ => {
                text.push('^');
                continue;
            }
        }
        letters.next();
    }
    text
}

/// Text without its escapes (RFC 5545 §3.3.11).
fn plain(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(c) = letters.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match letters.next() {
            Some('n' | 'N') => text.push('\n'),
            Some(c @ ('\\' | ';' | ',' | ':' | '"')) => text.push(c),
            Some(other) => text.extend(['\\', other]),
            None => text.push('\\'),
        }
    }
    text
}

/// Text with its escapes (RFC 5545 §3.3.11), without what could begin a line of its own.
pub(super) fn text(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => value.push_str("\\n"),
            c if is_held(c) => value.push(c),
            _ => {}
        }
    }
    value
}

/// A list of texts.
pub(super) fn texts<'a>(list: impl IntoIterator<Item = &'a String>) -> String {
    list.into_iter().map(|item| text(item)).collect::<Vec<_>>().join(",")
}

/// Whether a line may hold a character (RFC 5545 §3.1).
fn is_held(c: char) -> bool {
    c == '\t' || !c.is_control()
}

/// A calendar that is written, line by line.
#[derive(Debug, Default)]
pub(super) struct Writer(String);

impl Writer {
    /// A line without parameters.
    pub(super) fn line(&mut self, name: &str, value: &str) {
        self.with(name, &[], value);
    }

    /// A line whose value is text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.line(name, &text(value));
    }

    /// A line with parameters.
    pub(super) fn with(&mut self, name: &str, parameters: &[(&str, &str)], value: &str) {
        let mut line = name.to_owned();
        for (name, value) in parameters {
            line.extend([";", name, "="]);
            line.push_str(&quoted(value));
        }
        line.push(':');
        line.extend(value.chars().filter(|c| is_held(*c)));
        self.fold(&line);
    }

    /// No line is wider than it may be, and none ends within a letter.
    fn fold(&mut self, line: &str) {
        let mut width = 0;
        for c in line.chars() {
            if width + c.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// All that was written.
    pub(super) fn end(self) -> String {
        self.0
    }
}

/// The value of a parameter as it may stand there (RFC 5545 §3.2, RFC 6868).
fn quoted(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    for c in value.chars() {
        match c {
            '^' => text.push_str("^^"),
            '\n' => text.push_str("^n"),
            '"' => text.push_str("^'"),
            c if is_held(c) => text.push(c),
            _ => {}
        }
    }
    if text.contains([':', ';', ',']) { format!("\"{text}\"") } else { text }
}
