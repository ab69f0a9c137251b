use super::{Table, read};

#[test]
fn what_is_written_reads_back() {
    let mut table = Table::new(&["name", "note"]);
    table.row(&["ana", "says \"hi\", and\nleaves"]);
    table.row(&["bob", ""]);
    let rows: Vec<_> = read(&table.into_string()).into_iter().map(|(_, row)| row).collect();
    assert_eq!(rows, [vec!["name", "note"], vec!["ana", "says \"hi\", and\nleaves"], vec!["bob", ""]]);
}

#[test]
fn nothing_looks_like_a_formula() {
    for cell in ["=HYPERLINK(\"http://evil.example\")", "+1", "-1", "@SUM(A1)", "\tx"] {
        let text = Table::new(&[cell]).into_string();
        assert!(text.starts_with('\'') || text.starts_with("\"'"), "{text}");
    }
}

#[test]
fn lines_are_counted_through_quoted_ends() {
    let lines: Vec<_> = read("a,\"b\nc\"\nd\n").into_iter().map(|(line, row)| (line, row.len())).collect();
    assert_eq!(lines, [(1, 2), (3, 1)]);
}

#[test]
fn garbage_is_read_as_it_stands() {
    assert_eq!(read("a\"b,\"c"), [(1, vec!["a\"b".to_owned(), "c".to_owned()])]);
    assert!(read("").is_empty());
}
