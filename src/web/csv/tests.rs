#![expect(clippy::indexing_slicing, reason = "a test that fails is to say where")]

use super::{Table, line, read};

fn cells(text: &str) -> Vec<Vec<String>> {
    read(text).map(|(_, row)| row).collect()
}

#[test]
fn what_is_written_reads_back() {
    let mut table = Table::new(&["name", "note"]);
    table.row(&["ana", "says \"hi\", and\nleaves"]);
    table.row(&["bob", ""]);
    let rows = cells(&table.into_string());
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
    let lines: Vec<_> = read("a,\"b\nc\"\nd\n").map(|(line, row)| (line, row.len())).collect();
    assert_eq!(lines, [(1, 2), (3, 1)]);
}

#[test]
fn garbage_is_read_as_it_stands() {
    assert_eq!(cells("a\"b,\"c"), [["a\"b", "c"]]);
    assert_eq!(cells("a\0\u{7f},\r\n,"), [["a\0\u{7f}", ""], ["", ""]]);
    assert!(cells("").is_empty());
}

#[test]
fn a_formula_reads_back_as_it_was() {
    for cell in ["=1", "'=1", "''+1", "'quoted", "'", "@work", "plain"] {
        assert_eq!(cells(&line(&[cell])), [[cell]]);
    }
}

#[test]
fn lines_end_in_any_way_and_a_mark_may_stand_before_the_first() {
    let wanted = [["a", "b"], ["c", "d"]];
    for text in ["a,b\nc,d", "a,b\r\nc,d\r\n", "\u{feff}a,b\nc,d\n", "a;b\nc;d\n"] {
        assert_eq!(cells(text), wanted, "{text:?}");
    }
    assert_eq!(cells("\"a\r\nb\",c"), [["a\nb", "c"]]);
    assert_eq!(cells("a,b;c\nd;e"), [vec!["a", "b;c"], vec!["d;e"]]);
}

#[test]
fn a_hostile_table_is_read_in_little_room() {
    let commas = ",".repeat(1 << 20);
    assert_eq!(cells(&commas)[0].len(), 32);
    let open = format!("\"{}", "a,\n".repeat(1 << 16));
    assert_eq!(cells(&open).len(), 1, "a quote without an end swallows the rest");
    assert_eq!(read(&"\n".repeat(1 << 20)).take(5).count(), 5, "no more is read than is asked for");
}
