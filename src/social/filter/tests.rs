//! Filters, their words and what these find.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use chrono::TimeDelta;
use store::{Json, clock};

use super::{Filter, FilterAction, FilterContext, FilterForm, FilterId, Filtered, Keyword, KeywordId, sift};
use crate::card::Card;
use crate::fixture::{check, member, post};

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

#[test]
fn what_is_found_is_folded_or_left_out() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        for (title, word, action) in [
            ("birds", "owl", FilterAction::Warn),
            ("cats", "chat", FilterAction::Hide),
            ("eyes", "owl", FilterAction::Blur),
        ] {
            let form = FilterForm { action, ..form(title) };
            Filter::create(c, ana.id, &form).unwrap().unwrap().add(c, word, true).unwrap().unwrap();
        }
        let said = [
            post(c, &bob, "<p>A dog.</p>"),
            post(c, &bob, "<p>An <b>owl</b>.</p>"),
            post(c, &bob, "<p>A chat, an owl.</p>"),
            post(c, &ana, "<p>My own chat.</p>"),
        ];
        let cards = Card::gather(c, Some(ana.id), said.to_vec()).unwrap();
        let seen =
            |cards: Vec<Card>| -> Vec<_> { cards.into_iter().map(|card| (card.object.id, card.filtered)).collect() };
        let all = |cards: &[Card]| -> Vec<_> { cards.iter().map(|card| (card.object.id, None)).collect() };

        let home = sift(c, Some(ana.id), FilterContext::Home, cards.clone()).unwrap();
        let folded = Filtered { action: FilterAction::Warn, title: "birds".to_owned() };
        assert_eq!(seen(home), [(said[0].id, None), (said[1].id, Some(folded)), (said[3].id, None)]);
        // Elsewhere, for others and for strangers nothing is filtered.
        let thread = sift(c, Some(ana.id), FilterContext::Thread, cards.clone()).unwrap();
        assert_eq!(seen(thread), all(&cards));
        let bobs = sift(c, Some(bob.id), FilterContext::Home, cards.clone()).unwrap();
        assert_eq!(seen(bobs), all(&cards));
        assert_eq!(seen(sift(c, None, FilterContext::Home, cards.clone()).unwrap()), all(&cards));
    });
}
