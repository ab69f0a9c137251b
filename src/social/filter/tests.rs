//! Filters, their words and what these find.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use chrono::TimeDelta;
use store::{Json, clock};

use super::{Filter, FilterAction, FilterContext, FilterForm, FilterId, Keyword, KeywordId};
use crate::fixture::{check, member};

fn form(title: &str) -> FilterForm {
    FilterForm {
        title: title.to_owned(),
        contexts: Json(vec![FilterContext::Home, FilterContext::Public]),
        action: FilterAction::Warn,
        expires_at: None,
    }
}

#[test]
fn words_are_found_whole_or_anywhere() {
    let finds = |keyword: &str, whole_word: bool, text: &str| {
        let keyword = Keyword { id: KeywordId(1), filter_id: FilterId(1), keyword: keyword.to_owned(), whole_word };
        keyword.is_in(&text.to_lowercase())
    };
    assert!(finds("Chat", false, "des chats"));
    assert!(!finds("chat", true, "des chats"));
    assert!(finds("chat", true, "un CHAT, deux chats"));
    assert!(finds("chat noir", true, "le chat noir"));
    assert!(!finds("été", true, "étés"));
    assert!(finds("été", true, "l'été"));
    assert!(finds("#fête", true, "voici #fête!"));
    assert!(!finds("#fête", true, "voici #fêtes"));
    assert!(finds("#fête", true, "x#fête"));
    assert!(finds(":)", true, "a:)b"));
    assert!(!finds("chien", false, "chat"));
}

#[test]
fn a_filter_holds_where_and_while_it_is_meant_to() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let mut filter = Filter::create(c, ana.id, &form("cats")).unwrap().unwrap();
        filter.add(c, " chat ", true).unwrap().unwrap();
        let second = filter.add(c, "cat", false).unwrap().unwrap();
        assert_eq!(filter.add(c, "  ", false).unwrap(), None);
        assert_eq!(Filter::find(c, ana.id, filter.id).unwrap(), Some(filter.clone()));
        assert_eq!(Filter::find(c, bob.id, filter.id).unwrap(), None);
        let found = filter.matches("Un chat, two CATS");
        assert_eq!(found.iter().map(|keyword| keyword.keyword.as_str()).collect::<Vec<_>>(), ["chat", "cat"]);
        assert!(filter.matches("a dog").is_empty());

        assert_eq!(Filter::holding(c, ana.id, FilterContext::Home).unwrap().len(), 1);
        assert!(Filter::holding(c, ana.id, FilterContext::Thread).unwrap().is_empty());
        let over = FilterForm { expires_at: Some(clock::now() - TimeDelta::hours(1)), ..form("cats") };
        let mut filter = filter.change(c, &over).unwrap();
        assert!(Filter::holding(c, ana.id, FilterContext::Home).unwrap().is_empty());
        assert_eq!(Filter::of(c, ana.id).unwrap(), [filter.clone()]);
        let endless = FilterForm { action: FilterAction::Hide, ..form("cats") };
        assert_eq!(filter.change(c, &endless).unwrap().expires_at, None);

        filter.drop_keyword(c, second.id).unwrap();
        assert_eq!(Filter::of(c, ana.id).unwrap()[0].keywords.len(), 1);
        filter.remove(c).unwrap();
        assert!(Filter::of(c, ana.id).unwrap().is_empty());
    });
}

#[test]
fn words_stay_with_their_filter() {
    check(|c| {
        let ana = member(c, "ana");
        for title in ["one", "two"] {
            let mut filter = Filter::create(c, ana.id, &form(title)).unwrap().unwrap();
            filter.add(c, title, false).unwrap().unwrap();
        }
        let of = Filter::of(c, ana.id).unwrap();
        assert!(
            of.iter().all(|filter| filter.keywords.len() == 1 && filter.keywords[0].keyword == filter.title),
            "{of:?}"
        );
        assert_eq!(of.len(), 2);
    });
}
