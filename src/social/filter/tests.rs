//! Filters, their words and what these find.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use chrono::TimeDelta;
use store::{Conn, Json, clock};

use super::{
    Filter, FilterAction, FilterContext, FilterError, FilterForm, FilterId, Keyword, KeywordId, MAX_KEYWORD, mark,
    sift, strongest,
};
use crate::actor::Actor;
use crate::card::Card;
use crate::fixture::{check, draft, member, post};
use crate::object::{NewObject, Object, ObjectId, Parts};
use crate::quote::QuoteState;

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
        keyword.is_in(&keyword.keyword.to_lowercase(), &text.to_lowercase())
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

/// A filter of these words.
fn filter(c: &mut Conn, owner: &Actor, form: &FilterForm, words: &[&str]) -> Filter {
    let mut filter = Filter::create(c, owner.id, form).unwrap();
    for word in words {
        filter.add(c, word, true).unwrap();
    }
    filter
}

#[test]
fn a_filter_is_its_owners_and_holds_while_it_is_meant_to() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let mut cats = filter(c, &ana, &form("cats"), &[" chat "]);
        let second = cats.add(c, "cat", false).unwrap();
        assert_eq!(Filter::find(c, ana.id, cats.id).unwrap(), Some(cats.clone()));
        assert_eq!(Filter::find(c, bob.id, cats.id).unwrap(), None);
        assert_eq!(Filter::with_keyword(c, ana.id, second.id).unwrap(), Some(cats.clone()));
        assert_eq!(Filter::with_keyword(c, bob.id, second.id).unwrap(), None);

        assert_eq!(Filter::holding(c, ana.id).unwrap(), [cats.clone()]);
        let over = FilterForm { expires_at: Some(clock::now() - TimeDelta::hours(1)), ..form("cats") };
        cats.change(c, &over).unwrap();
        assert!(Filter::holding(c, ana.id).unwrap().is_empty());
        assert_eq!(Filter::of(c, ana.id).unwrap(), [cats.clone()]);
        cats.change(c, &FilterForm { action: FilterAction::Hide, ..form("cats") }).unwrap();
        assert_eq!((cats.expires_at, cats.keywords.len()), (None, 2));

        assert_eq!(cats.replace(c, second.id, "kitten", true).unwrap().keyword, "kitten");
        assert_eq!(cats.keyword(second.id).map(|word| word.whole_word), Some(true));
        cats.drop_keyword(c, second.id).unwrap();
        assert_eq!(Filter::of(c, ana.id).unwrap(), [cats.clone()]);
        cats.remove(c).unwrap();
        assert!(Filter::of(c, ana.id).unwrap().is_empty());
    });
}

#[test]
fn what_makes_no_filter_is_refused() {
    check(|c| {
        let ana = member(c, "ana");
        let create = |c: &mut Conn, form: FilterForm| Filter::create(c, ana.id, &form);
        for title in ["", "  ", &"x".repeat(257)] {
            assert!(matches!(create(c, form(title)), Err(FilterError::Title)), "{title}");
        }
        let nowhere = FilterForm { contexts: Json(Vec::new()), ..form("cats") };
        assert!(matches!(create(c, nowhere), Err(FilterError::Contexts)));
        let (mut cats, mut dogs) = (filter(c, &ana, &form("cats"), &["cat"]), filter(c, &ana, &form("dogs"), &[]));
        for word in [" ", &"x".repeat(MAX_KEYWORD + 1)] {
            assert!(matches!(cats.add(c, word, false), Err(FilterError::Keyword)), "{word}");
        }
        let word = cats.keywords[0].id;
        assert!(matches!(dogs.replace(c, word, "dog", false), Err(FilterError::Database(_))), "that is the cats'");
        dogs.drop_keyword(c, word).unwrap();
        assert_eq!(Filter::find(c, ana.id, cats.id).unwrap(), Some(cats));
    });
}

#[test]
fn words_and_objects_stay_with_their_filter() {
    check(|c| {
        let ana = member(c, "ana");
        let said = post(c, &ana, "<p>x</p>");
        for title in ["one", "two"] {
            filter(c, &ana, &form(title), &[title]);
        }
        let mut of = Filter::of(c, ana.id).unwrap();
        let place = of[1].add_object(c, said.id).unwrap();
        assert_eq!(of[1].add_object(c, said.id).unwrap(), place, "it has one place");
        assert_eq!(Filter::of(c, ana.id).unwrap(), of);
        assert!(of.iter().all(|filter| filter.keywords[0].keyword == filter.title), "{of:?}");
        assert_eq!(of.iter().map(|filter| filter.objects.len()).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(Filter::with_object(c, ana.id, place.id).unwrap(), Some(of[1].clone()));
        of[0].drop_object(c, place.id).unwrap();
        assert_eq!(Filter::of(c, ana.id).unwrap(), of, "that is another's");
        of[1].drop_object(c, place.id).unwrap();
        assert_eq!(Filter::with_object(c, ana.id, place.id).unwrap(), None);
    });
}

/// What was said, by whom it is folded, blurred or hidden.
fn seen(cards: &[Card]) -> Vec<(ObjectId, Option<String>)> {
    cards.iter().map(|card| (card.object.id, strongest(&card.filtered).map(|filter| filter.title.clone()))).collect()
}

#[test]
fn what_is_found_is_folded_or_left_out_of_a_page() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        for (title, word, action) in [
            ("birds", "owl", FilterAction::Warn),
            ("cats", "chat", FilterAction::Hide),
            ("eyes", "owl", FilterAction::Blur),
        ] {
            filter(c, &ana, &FilterForm { action, ..form(title) }, &[word]);
        }
        let said = [
            post(c, &bob, "<p>A dog.</p>"),
            post(c, &bob, "<p>An <b>owl</b>.</p>"),
            post(c, &bob, "<p>A chat, an owl.</p>"),
            post(c, &ana, "<p>My own chat.</p>"),
        ];
        let cards = Card::gather(c, Some(ana.id), said.to_vec()).unwrap();
        let untouched: Vec<_> = said.iter().map(|object| (object.id, None)).collect();

        let home = sift(c, Some(ana.id), FilterContext::Home, cards.clone()).unwrap();
        assert_eq!(seen(&home), [(said[0].id, None), (said[1].id, Some("birds".to_owned())), (said[3].id, None)]);
        // Elsewhere, for others and for strangers nothing is filtered.
        for (viewer, context) in
            [(Some(ana.id), FilterContext::Thread), (Some(bob.id), FilterContext::Home), (None, FilterContext::Home)]
        {
            assert_eq!(seen(&sift(c, viewer, context, cards.clone()).unwrap()), untouched);
        }
    });
}

#[test]
fn a_program_is_told_what_every_filter_finds() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        filter(c, &ana, &FilterForm { action: FilterAction::Hide, ..form("cats") }, &["chat", "owl"]);
        let mut single = filter(c, &ana, &form("enough"), &[]);
        let owl = post(c, &bob, "<p>An owl, a chat.</p>");
        single.add_object(c, owl.id).unwrap();
        let quoting = NewObject {
            quote_id: Some(owl.id),
            quote_uri: Some(owl.uri.clone()),
            quote_state: Some(QuoteState::Accepted),
            ..draft(&bob, "<p>See this.</p>")
        };
        let quoting = Object::insert(c, &quoting, &Parts::default()).unwrap();
        let mine = post(c, &ana, "<p>My chat.</p>");
        let cards = Card::gather(c, Some(ana.id), vec![owl.clone(), quoting.clone(), mine.clone()]).unwrap();

        let told = mark(c, Some(ana.id), cards.clone()).unwrap();
        let found = |card: &Card| -> Vec<_> {
            let told = card.filtered.iter();
            told.map(|f| (f.filter.title.clone(), f.keywords.clone(), f.objects.clone())).collect()
        };
        let expected = [
            ("cats".to_owned(), vec!["chat".to_owned(), "owl".to_owned()], vec![]),
            ("enough".to_owned(), vec![], vec![owl.id]),
        ];
        assert_eq!(found(&told[0]), expected);
        assert!(told[1].filtered.is_empty(), "a program folds the quote alone");
        assert_eq!(found(told[1].quote.as_ref().unwrap()), expected);
        assert!(told[2].filtered.is_empty());
        // On a page what is quoted counts as a part.
        let page = sift(c, Some(ana.id), FilterContext::Public, cards).unwrap();
        assert_eq!(page.iter().map(|card| card.object.id).collect::<Vec<_>>(), [mine.id]);
    });
}
