//! A table that a member brings: which one it is, and its rows in the order of our columns.
//!
//! Mastodon writes some tables with a head and some without, older versions wrote fewer columns, and others write what they
//! like: a head is found by its words, and what the table is by its head, its name, or what stands in it.

#[cfg(test)]
mod tests;

use host::social::import::{ImportKind, MOST_ROWS};
use host::social::text::{Handle, normalise_host};

use host::web::csv;

/// A table that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Which one it is taken for.
    pub(crate) kind: ImportKind,
    /// Which one it looks like, where that is another.
    pub(crate) looks_like: Option<ImportKind>,
    /// Each row with the number of its line, and its cells in the order of [`ImportKind::columns`].
    pub(crate) rows: Vec<(i32, Vec<String>)>,
}

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FileError {
    /// It is not UTF-8.
    #[error("the file is not text in UTF-8")]
    NotText,
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It has more than [`MOST_ROWS`].
    #[error("the file has too many rows")]
    TooManyRows,
    /// It may be one or another.
    #[error("the file does not say what it is")]
    UnknownKind,
    /// It is not what it was said to be: a column is missing.
    #[error("the file does not have the columns of such a table")]
    WrongColumns,
}

impl File {
    /// Reads a table. What it is may be said by who brings it.
    pub(crate) fn read(bytes: &[u8], name: &str, said: Option<ImportKind>) -> Result<Self, FileError> {
        let text = std::str::from_utf8(bytes).map_err(|_| FileError::NotText)?;
        let filled = |(_, row): &(usize, Vec<String>)| row.iter().any(|cell| !cell.trim().is_empty());
        let mut rows = csv::read(text).filter(filled).peekable();
        let head = rows.next_if(|(_, row)| is_head(row)).map(|(_, row)| row);
        let guess = match &head {
            Some(head) => of_head(head).or_else(|| of_name(name)),
            None => of_name(name).or_else(|| rows.peek().and_then(|(_, row)| of_row(row))),
        };
        let kind =
            said.or(guess).ok_or(if rows.peek().is_some() { FileError::UnknownKind } else { FileError::Empty })?;
        let columns = columns(kind, head.as_deref())?;
        let mut read = Vec::new();
        for (line, row) in rows {
            if read.len() == MOST_ROWS {
                return Err(FileError::TooManyRows);
            }
            // PostgreSQL keeps no NUL.
            let cell = |at: &Option<usize>| at.and_then(|at| row.get(at)).map(|cell| cell.replace('\0', ""));
            let cells = columns.iter().map(|at| cell(at).unwrap_or_default()).collect();
            read.push((i32::try_from(line).unwrap_or(i32::MAX), cells));
        }
        match read.is_empty() {
            true => Err(FileError::Empty),
            false => Ok(Self { kind, looks_like: guess.filter(|guess| *guess != kind), rows: read }),
        }
    }
}

/// The word of a head: case and space do not matter, nor the sharp that Mastodon puts before some.
fn plain(cell: &str) -> String {
    cell.trim().trim_start_matches('#').to_ascii_lowercase()
}

/// A row is the head if it has a word of one, and nobody is named in it: a list may be called "Languages".
fn is_head(row: &[String]) -> bool {
    let known = |cell: &String| {
        let cell = plain(cell);
        ImportKind::ALL.iter().flat_map(|kind| kind.columns()).any(|column| plain(column) == cell)
    };
    row.iter().any(known) && !row.iter().any(|cell| cell.contains('@'))
}

/// What a head is of. That of blocks alone says too little: others begin with the same word.
fn of_head(head: &[String]) -> Option<ImportKind> {
    let has = |word: &str| head.iter().any(|cell| plain(cell) == word);
    match () {
        () if has("list name") => Some(ImportKind::Lists),
        () if has("hide notifications") => Some(ImportKind::Mutes),
        () if has("show boosts") || has("notify on new posts") || has("languages") => Some(ImportKind::Following),
        () if has("domain") => Some(ImportKind::Domains),
        () if has("uri") => Some(ImportKind::Bookmarks),
        () => None,
    }
}

/// What Mastodon calls a file, today and formerly.
fn of_name(name: &str) -> Option<ImportKind> {
    let name = name.to_ascii_lowercase();
    let named = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    match () {
        () if named(&["muted_accounts", "mutes"]) => Some(ImportKind::Mutes),
        () if named(&["following_accounts", "following", "follows"]) => Some(ImportKind::Following),
        () if named(&["blocked_accounts", "blocks"]) => Some(ImportKind::Blocks),
        () if named(&["blocked_domains", "domain_blocks"]) => Some(ImportKind::Domains),
        () if named(&["bookmarks"]) => Some(ImportKind::Bookmarks),
        () if named(&["lists"]) => Some(ImportKind::Lists),
        () => None,
    }
}

/// What a row without a head says: an address, a host, or a title before a handle. A handle alone may be anybody's.
fn of_row(row: &[String]) -> Option<ImportKind> {
    let cell = |at: usize| row.get(at).map_or("", |cell| cell.trim());
    let is_handle = |cell: &str| cell.parse::<Handle>().is_ok_and(|handle| handle.host.is_some());
    match () {
        () if is_handle(cell(0)) => None,
        () if is_handle(cell(1)) => Some(ImportKind::Lists),
        () if cell(0).starts_with("https://") || cell(0).starts_with("http://") => Some(ImportKind::Bookmarks),
        () if cell(0).contains('.') && normalise_host(cell(0)).is_some() => Some(ImportKind::Domains),
        () => None,
    }
}

/// Where each of our columns stands in the file. Without a head they stand as Mastodon has them.
fn columns(kind: ImportKind, head: Option<&[String]>) -> Result<Vec<Option<usize>>, FileError> {
    let Some(head) = head else { return Ok((0..kind.columns().len()).map(Some).collect()) };
    let place = |column: &&str| head.iter().position(|cell| plain(cell) == plain(column));
    let columns: Vec<_> = kind.columns().iter().map(place).collect();
    // Nothing can be done without these; the others say how.
    let needed = if kind == ImportKind::Lists { 2 } else { 1 };
    if columns.iter().take(needed).any(Option::is_none) { Err(FileError::WrongColumns) } else { Ok(columns) }
}
