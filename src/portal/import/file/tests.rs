#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use host::social::import::{Entry, ImportKind, MOST_ROWS, Refusal};

use super::{File, FileError};

fn read(name: &str, text: &str) -> File {
    File::read(text.as_bytes(), name, None).unwrap()
}

fn refused(text: &str, said: Option<ImportKind>) -> FileError {
    File::read(text.as_bytes(), "file.csv", said).unwrap_err()
}

/// What the rows say.
fn entries(file: &File) -> Vec<Result<Entry, Refusal>> {
    file.rows.iter().map(|(_, cells)| Entry::of(file.kind, cells)).collect()
}

#[test]
fn what_mastodon_writes_is_understood() {
    let follows = read(
        "a.csv",
        "Account address,Show boosts,Notify on new posts,Languages\n\
         ana@one.example,true,false,\nbob@two.example,false,true,\"fr, en\"\n",
    );
    assert_eq!(follows.kind, ImportKind::Following);
    let follow = |name: &str, boosts, notify, languages: Option<&[&str]>| {
        let languages = languages.map(|codes| codes.iter().map(|code| (*code).to_owned()).collect());
        Ok(Entry::Follow { who: name.parse().unwrap(), show_boosts: Some(boosts), notify: Some(notify), languages })
    };
    assert_eq!(
        entries(&follows),
        [follow("ana@one.example", true, false, None), follow("bob@two.example", false, true, Some(&["fr", "en"]))]
    );

    let mutes = read("a.csv", "Account address,Hide notifications\nana@one.example,false\n");
    let who = "ana@one.example".parse().unwrap();
    assert_eq!((mutes.kind, entries(&mutes)), (ImportKind::Mutes, vec![Ok(Entry::Mute { who, notifications: false })]));

    // These have no head.
    let lists = read("lists.csv", "Friends,ana@one.example\n\"Work, old\",bob@two.example\n");
    assert_eq!((lists.kind, lists.rows[1].1[0].as_str()), (ImportKind::Lists, "Work, old"));
    assert_eq!(read("blocked_accounts.csv", "ana@one.example\n").kind, ImportKind::Blocks);
    assert_eq!(entries(&read("blocked_domains.csv", "One.Example\n")), [Ok(Entry::Host("one.example".to_owned()))]);
    let kept = "https://one.example/users/ana/statuses/1";
    assert_eq!(entries(&read("bookmarks.csv", kept)), [Ok(Entry::Bookmark(kept.parse().unwrap()))]);
}

#[test]
fn older_and_other_writers_are_understood() {
    let old = read("old.csv", "Account address,Show boosts\r\n@ana@one.example,True\r\n");
    let who = "ana@one.example".parse().unwrap();
    assert_eq!(entries(&old), [Ok(Entry::Follow { who, show_boosts: Some(true), notify: None, languages: None })]);
    let marked = read("mutes (1).csv", "\u{feff}\"account address\"\n\"acct:ana@one.example\"\n\n");
    assert_eq!((marked.kind, marked.rows.len(), marked.rows[0].0), (ImportKind::Mutes, 1, 2));
    assert!(matches!(&entries(&marked)[0], Ok(Entry::Mute { notifications: true, .. })), "as Mastodon takes it");
    let bare = read("follows.csv", "ana@one.example\nbob@two.example");
    assert!(matches!(&entries(&bare)[1], Ok(Entry::Follow { show_boosts: None, notify: None, .. })));
    let turned = read("x.csv", "Account address,Colour,List name\nana@one.example,red,Friends\n");
    assert_eq!(
        (turned.kind, &turned.rows[0].1[..]),
        (ImportKind::Lists, &["Friends", "ana@one.example"].map(str::to_owned)[..])
    );
    assert_eq!(read("x.csv", "#domain,#severity\none.example,suspend\n").kind, ImportKind::Domains);
    assert_eq!(read("x.csv", "Liste;ana@one.example\n").rows[0].1, ["Liste", "ana@one.example"]);
}

#[test]
fn what_a_file_is_shows_in_what_it_holds_or_has_to_be_said() {
    assert_eq!(
        read("x.csv", "Languages,ana@one.example").kind,
        ImportKind::Lists,
        "a list may be called like a column"
    );
    assert_eq!(read("x.csv", "https://one.example/1").kind, ImportKind::Bookmarks);
    assert_eq!(read("x.csv", "one.example\n").kind, ImportKind::Domains);
    assert_eq!(refused("ana@one.example\n", None), FileError::UnknownKind, "followed, blocked or muted?");
    let said = File::read(b"ana@one.example\n", "mutes.csv", Some(ImportKind::Blocks)).unwrap();
    assert_eq!((said.kind, said.looks_like), (ImportKind::Blocks, Some(ImportKind::Mutes)));
    assert_eq!(refused("Account address\nana@one.example\n", Some(ImportKind::Lists)), FileError::WrongColumns);
}

#[test]
fn what_cannot_be_a_table_is_refused_as_a_whole() {
    assert_eq!(File::read(&[0xff, 0xfe, 0x41, 0x00], "follows.csv", None).unwrap_err(), FileError::NotText);
    for text in ["", "\n\r\n ,\n", "\u{feff}", "Account address,Show boosts\n"] {
        assert_eq!(refused(text, None), FileError::Empty, "{text:?}");
    }
    let rows = "ana@one.example\n".repeat(MOST_ROWS);
    assert_eq!(read("follows.csv", &rows).rows.len(), MOST_ROWS);
    assert_eq!(refused(&format!("{rows}bob@one.example"), Some(ImportKind::Following)), FileError::TooManyRows);
}

#[test]
fn a_row_that_says_nothing_is_refused_alone() {
    let long = "a".repeat(5000);
    let text = format!(
        "ana@one.example\nana\n@\nnobody@\n=cmd()@one.example\n'=1+1\nana@one.example/../x\n{long}\na\0na@two.example\n\
         \"unfinished@three.example\n"
    );
    let read = entries(&read("blocks.csv", &text));
    let wrong: Vec<_> = read.iter().filter_map(|entry| entry.as_ref().err().copied()).collect();
    assert!(matches!((&read[0], &read[8]), (Ok(_), Ok(_))), "{read:?}");
    assert_eq!(wrong.iter().filter(|refusal| **refusal == Refusal::TooLong).count(), 1);
    assert_eq!(wrong.len(), 7, "{read:?}");

    let said = |kind, cells: &[&str]| Entry::of(kind, &cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
    assert_eq!(said(ImportKind::Lists, &["", "ana@one.example"]), Err(Refusal::NotATitle));
    assert_eq!(said(ImportKind::Lists, &["Friends"]), Err(Refusal::NotAHandle));
    assert_eq!(said(ImportKind::Domains, &["not a host"]), Err(Refusal::NotAHost));
    assert_eq!(said(ImportKind::Domains, &["https://one.example/"]), Ok(Entry::Host("one.example".to_owned())));
    for address in ["javascript:alert(1)", "one.example/1", "mailto:ana@one.example", ""] {
        assert_eq!(said(ImportKind::Bookmarks, &[address]), Err(Refusal::NotAnAddress), "{address:?}");
    }
}
