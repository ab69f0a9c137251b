use crate::lyrics::Lyrics;

fn lines(text: &str) -> (bool, Vec<(i64, String)>) {
    let read = Lyrics::read(text);
    (read.synced, read.lines.into_iter().map(|line| (line.at_ms, line.words)).collect())
}

#[test]
fn lines_come_in_the_order_in_which_they_are_sung() {
    let text = "[ti:Lanterns]\n[offset:+500]\n[00:12.50]Lights up\n[00:02.00][01:02.00] <00:02.10>Here <00:02.60>again\n[00:05]\n";
    let sung = [(1500, "Here again"), (4500, ""), (12000, "Lights up"), (61500, "Here again")];
    assert_eq!(lines(text), (true, sung.map(|(at, words)| (at, words.to_owned())).to_vec()));
}

#[test]
fn words_without_times_are_kept_as_they_stand() {
    let plain = "[Chorus]\nLanterns <3\n\nAgain";
    let kept = ["[Chorus]", "Lanterns <3", "", "Again"].map(|words| (0, words.to_owned())).to_vec();
    assert_eq!(lines(plain), (false, kept));
}

#[test]
fn times_that_cannot_be_are_words() {
    for odd in ["[99999999999999999999:00]x", "[00:NaN]x", "[00:inf]x", "[-1:00]x", "[00:99]x", "[00:01", "["] {
        assert_eq!(lines(odd), (false, vec![(0, odd.to_owned())]), "{odd}");
    }
    assert_eq!(lines("[offset:-999999999999]\n[00:01.00]x"), (true, vec![(1000, "x".to_owned())]));
    assert_eq!(lines("[offset:9000]\n[00:01.00]x"), (true, vec![(0, "x".to_owned())]));
}

#[test]
fn what_says_that_it_is_sung_without_end_is_not_believed() {
    let read = Lyrics::read(&format!("{}la la la", "[00:01]".repeat(10_000)));
    assert!(read.synced && (1..=100).contains(&read.lines.len()), "{} lines", read.lines.len());
    assert!(read.lines.iter().all(|line| line.words == "la la la"));
}
