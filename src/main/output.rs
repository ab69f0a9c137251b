//! What commands print: tables for people, JSON for programs.

use serde::Serialize;

/// Prints a list: as JSON where that was asked for, else as a table with these headings.
pub(crate) fn list<T: Serialize>(
    json: bool,
    items: &[T],
    headings: &[&str],
    row: impl Fn(&T) -> Vec<String>,
) -> anyhow::Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(items)?);
        return Ok(());
    }
    let rows: Vec<Vec<String>> = items.iter().map(row).collect();
    let widths: Vec<usize> = headings
        .iter()
        .enumerate()
        .map(|(column, heading)| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
            cells.chain([heading.chars().count()]).max().unwrap_or(0)
        })
        .collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> = cells.zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        println!("{}", padded.join("  ").trim_end());
    };
    line(&mut headings.iter().copied());
    for row in &rows {
        line(&mut row.iter().map(String::as_str));
    }
    Ok(())
}

/// A moment as commands print it; a dash where there is none.
pub(crate) fn moment(at: Option<chrono::NaiveDateTime>) -> String {
    at.map_or_else(|| "-".to_owned(), |at| at.format("%Y-%m-%d %H:%M:%S").to_string())
}
