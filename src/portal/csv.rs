//! Tables as text (RFC 4180), in and out.

#[cfg(test)]
mod tests;

/// A table that is being written.
#[derive(Debug)]
pub(crate) struct Table(String);

impl Table {
    /// With its head.
    pub(crate) fn new(head: &[&str]) -> Self {
        let mut table = Self(String::new());
        table.row(head);
        table
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: &[&str]) {
        self.0.push_str(&line(cells));
    }

    /// The text.
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

/// A row with its end, for a table without a head.
pub(crate) fn line(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().copied().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell that begins like a formula is given an apostrophe, which spreadsheets take for "this is text".
fn cell(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{cell}") } else { cell.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// The rows of a table, each with the number of the line that it begins in, counted from 1.
/// It never fails: what is malformed is read as it stands.
pub(crate) fn read(text: &str) -> Vec<(usize, Vec<String>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut begun, mut quoted) = (1, 1, false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                line += 1;
                row.push(std::mem::take(&mut cell));
                rows.push((begun, std::mem::take(&mut row)));
                begun = line;
            }
            letter => {
                line += usize::from(letter == '\n');
                cell.push(letter);
            }
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push((begun, row));
    }
    rows
}
