//! Objects that come: kept where they concern somebody, changed and deleted by their authors alone.

use http::StatusCode;
use serde_json::json;
use social::actor::Actor;
use social::edit::ObjectEdit;
use social::follow::Follow;
use social::inbox::InboxState;
use social::mention::Mention;
use social::notification::{Notification, NotificationKind, Wanted};
use social::place::{Place, Point};
use social::poll::Poll;
use social::range::Range;
use social::timeline;
use social::visibility::{self, Visibility};

use crate::fixture::{Club, Elsewhere, PUBLIC, act, actor, note};

/// A club whose member ana follows bob elsewhere.
pub(crate) async fn following() -> (Club, Elsewhere, Actor, String) {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, bob) = (club.member("ana").await, there.person("bob"));
    // Whoever was heard of once is known.
    club.take(&bob, act("Like", &bob, json!("https://nowhere.example/1"))).await;
    let (hosts, follower, followed) = (club.hosts.clone(), ana.clone(), club.find_actor(&bob).await.unwrap());
    let follow = club.write(move |c| Ok(Follow::request(c, &hosts, &follower, &followed).unwrap())).await;
    let accept = json!({"type": "Accept", "id": format!("{bob}/accepts/1"), "actor": bob, "object": follow.uri});
    club.accept(&bob, accept).await;
    (club, there, ana, bob)
}

#[tokio::test]
async fn a_post_of_somebody_followed_reaches_the_timeline() {
    let (club, _there, ana, bob) = following().await;
    let post = note(&bob, "/n/1", "<p>Hello <script>x</script>#Cats</p>");
    club.accept(&bob, act("Create", &bob, post.clone())).await;
    let object = club.find(post["id"].as_str().unwrap()).await.unwrap();
    assert_eq!((object.content.as_str(), object.visibility), ("<p>Hello #Cats</p>", Visibility::Public));
    assert_eq!(object.id.time().to_rfc3339(), "2026-11-01T12:00:00+00:00", "ids follow the date of publication");
    let home = club.write(move |c| timeline::read(c, ana.id, Some(ana.id), Range::default(), 10)).await;
    assert_eq!(home.iter().map(|entry| entry.object_id).collect::<Vec<_>>(), [object.id]);
    let again =
        club.take(&bob, json!({"type": "Create", "id": format!("{bob}/again"), "actor": bob, "object": post})).await;
    assert_eq!(again, (InboxState::Ignored, "it is known already".to_owned()));
}

#[tokio::test]
async fn a_post_that_concerns_nobody_is_not_kept() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let eve = there.person("eve");
    let spam = club.take(&eve, act("Create", &eve, note(&eve, "/n/1", "buy"))).await;
    assert_eq!(spam, (InboxState::Ignored, "it concerns nobody here".to_owned()));
    assert_eq!(club.find(&there.at("/n/1")).await, None);
}

#[tokio::test]
async fn a_mention_notifies_only_whom_it_addresses() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, ben, eve) = (club.member("ana").await, club.member("ben").await, there.person("eve"));
    let mut post = note(&eve, "/n/1", "hi");
    post["cc"] = json!([ana.uri]);
    post["tag"] = json!([{"type": "Mention", "href": ana.uri}, {"type": "Mention", "href": ben.uri}]);
    club.accept(&eve, act("Create", &eve, post)).await;
    let mentions = Wanted { kinds: vec![NotificationKind::Mention], ..Wanted::default() };
    let told = |actor: Actor| {
        let mentions = mentions.clone();
        club.write(move |c| Notification::list(c, actor.id, &mentions, Range::default(), 10))
    };
    assert_eq!((told(ana).await.len(), told(ben).await.len()), (1, 0));
}

#[tokio::test]
async fn a_direct_post_is_seen_by_whom_it_addresses_even_without_a_tag() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, ben, eve) = (club.member("ana").await, club.member("ben").await, there.person("eve"));
    let mut post = note(&eve, "/n/1", "psst");
    (post["to"], post["cc"]) = (json!([ana.uri]), json!([]));
    club.accept(&eve, act("Create", &eve, post)).await;
    let object = club.find(&there.at("/n/1")).await.unwrap();
    assert_eq!(object.visibility, Visibility::Direct);
    let seen = club.write(move |c| {
        Ok([visibility::may_see(c, Some(ana.id), &object)?, visibility::may_see(c, Some(ben.id), &object)?])
    });
    assert_eq!(seen.await, [true, false]);
}

#[tokio::test]
async fn who_is_addressed_silently_may_see_and_is_not_told() {
    let (club, _there, ana, bob) = following().await;
    let ben = club.member("ben").await;
    let mut post = note(&bob, "/n/1", "for few");
    (post["to"], post["cc"]) = (json!([format!("{bob}/followers"), ben.uri]), json!([]));
    club.accept(&bob, act("Create", &bob, post.clone())).await;
    let object = club.find(post["id"].as_str().unwrap()).await.unwrap();
    assert_eq!(object.visibility, Visibility::Followers);
    let (stranger, viewers) = (club.member("carl").await.id, [ana.id, ben.id]);
    let told = club
        .write(move |c| {
            for viewer in viewers {
                assert!(visibility::may_see(c, Some(viewer), &object)?);
            }
            assert!(!visibility::may_see(c, Some(stranger), &object)?);
            assert!(Mention::actors(c, object.id)?.is_empty());
            Notification::list(c, ben.id, &Wanted::default(), Range::default(), 10)
        })
        .await;
    assert!(told.is_empty());
}

#[tokio::test]
async fn an_edit_keeps_what_was_and_an_old_one_changes_nothing() {
    let (club, _there, _ana, bob) = following().await;
    let mut post = note(&bob, "/n/1", "one");
    club.accept(&bob, act("Create", &bob, post.clone())).await;
    post["content"] = json!("two");
    post["updated"] = json!("2026-11-02T12:00:00Z");
    club.accept(&bob, act("Update", &bob, post.clone())).await;
    let object = club.find(post["id"].as_str().unwrap()).await.unwrap();
    assert_eq!(object.content, "two");
    let id = object.id;
    let before = club.write(move |c| ObjectEdit::of(c, id)).await;
    assert_eq!(before.iter().map(|edit| edit.content.as_str()).collect::<Vec<_>>(), ["one"]);

    post["content"] = json!("zero");
    post["updated"] = json!("2026-11-01T18:00:00Z");
    let mut stale = act("Update", &bob, post.clone());
    stale["id"] = json!(format!("{bob}/update/stale"));
    assert_eq!(club.take(&bob, stale).await.0, InboxState::Ignored);
    assert_eq!(club.find(post["id"].as_str().unwrap()).await.unwrap().content, "two");

    post["content"] = json!("three");
    post["updated"] = json!("2026-11-03T12:00:00Z");
    // Mobilizon gives every update the same id.
    club.accept(&bob, act("Update", &bob, post.clone())).await;
    assert_eq!(club.find(post["id"].as_str().unwrap()).await.unwrap().content, "three");

    // Within the same second it is put on the map; said once more, that is nothing new.
    post["location"] = json!({"type": "Place", "name": " Mill ", "latitude": "49,0241", "longitude": "1,1511"});
    for (number, state) in [(1, InboxState::Accepted), (2, InboxState::Ignored)] {
        let mut put = act("Update", &bob, post.clone());
        put["id"] = json!(format!("{bob}/update/map/{number}"));
        assert_eq!(club.take(&bob, put).await.0, state, "{number}");
    }
    let place = club.write(move |c| Place::find(c, id)).await.unwrap();
    assert_eq!((place.name.as_str(), place.point()), ("Mill", Point::new(49.0241, 1.1511)));

    // In that second its pictures are hidden and its comments closed, too.
    (post["sensitive"], post["commentsEnabled"]) = (json!(true), json!(false));
    let mut hide = act("Update", &bob, post.clone());
    hide["id"] = json!(format!("{bob}/update/hide"));
    club.accept(&bob, hide).await;
    let object = club.find(post["id"].as_str().unwrap()).await.unwrap();
    assert_eq!((object.sensitive, object.answerable), (true, false));
}

#[tokio::test]
async fn an_edit_never_widens_the_audience() {
    let (club, _there, _ana, bob) = following().await;
    let mut post = note(&bob, "/n/1", "for few");
    (post["to"], post["cc"]) = (json!([format!("{bob}/followers")]), json!([]));
    club.accept(&bob, act("Create", &bob, post.clone())).await;
    post["to"] = json!([PUBLIC]);
    post["updated"] = json!("2026-11-02T12:00:00Z");
    club.accept(&bob, act("Update", &bob, post.clone())).await;
    assert_eq!(club.find(post["id"].as_str().unwrap()).await.unwrap().visibility, Visibility::Followers);
}

#[tokio::test]
async fn nobody_changes_or_deletes_what_is_anothers() {
    let (club, there, ana, bob) = following().await;
    let post = note(&bob, "/n/1", "mine");
    there.serve(&post);
    club.accept(&bob, act("Create", &bob, post.clone())).await;
    let (uri, eve) = (post["id"].as_str().unwrap().to_owned(), there.person("eve"));

    let mut forged = post.clone();
    (forged["content"], forged["updated"]) = (json!("forged"), json!("2026-11-05T00:00:00Z"));
    let (state, _) = club.take(&eve, act("Update", &eve, forged)).await;
    assert_eq!(state, InboxState::Ignored, "its own server was asked, and says what it said before");
    let deleted = club.take(&eve, act("Delete", &eve, json!(uri))).await;
    assert_eq!(deleted, (InboxState::Ignored, "it is still at its own server".to_owned()));
    assert_eq!(club.find(&uri).await.unwrap().content, "mine");

    let own = club.publish(&ana, Visibility::Public, "<p>ours</p>").await;
    for kind in ["Update", "Delete"] {
        let document = json!({"type": "Note", "id": own.uri, "attributedTo": eve, "content": "forged", "to": [PUBLIC]});
        assert_eq!(club.take(&eve, act(kind, &eve, document)).await.0, InboxState::Refused, "{kind}");
    }
    assert_eq!(club.find(&own.uri).await.unwrap().content, "<p>ours</p>");
}

#[tokio::test]
async fn a_deletion_leaves_a_tombstone_that_nothing_wakes() {
    let (club, there, _ana, bob) = following().await;
    let post = note(&bob, "/n/1", "mine");
    club.accept(&bob, act("Create", &bob, post.clone())).await;
    let uri = post["id"].as_str().unwrap();
    club.accept(&bob, act("Delete", &bob, json!({"type": "Tombstone", "id": uri}))).await;
    assert!(club.find(uri).await.unwrap().deleted_at.is_some());
    let again = json!({"type": "Create", "id": format!("{bob}/again"), "actor": bob, "object": post, "to": [PUBLIC]});
    assert_eq!(club.take(&bob, again).await, (InboxState::Refused, "it was deleted".to_owned()));

    // A moderator elsewhere deletes: gone at its own server, gone here.
    let other = note(&bob, "/n/2", "mine too");
    club.accept(&bob, act("Create", &bob, other.clone())).await;
    there.answer("/n/2", StatusCode::GONE, "");
    let moderator = there.person("moderator");
    club.accept(&moderator, act("Delete", &moderator, json!(other["id"]))).await;
    assert!(club.find(&there.at("/n/2")).await.unwrap().deleted_at.is_some());
}

#[tokio::test]
async fn an_actor_that_says_farewell_takes_everything_along() {
    let (club, there, _ana, bob) = following().await;
    club.accept(&bob, act("Create", &bob, note(&bob, "/n/1", "mine"))).await;
    there.forget(&bob);
    club.accept(&bob, act("Delete", &bob, json!(bob))).await;
    assert!(club.find_actor(&bob).await.unwrap().deleted_at.is_some());
    assert_eq!(club.find(&there.at("/n/1")).await, None);
}

#[tokio::test]
async fn what_is_embedded_and_not_the_actors_is_asked_for_at_its_origin() {
    let (club, there, ana, bob) = following().await;
    let group = there.actor("club", json!({"type": "Group"}));
    let mut event = note(&group, "/e/1", "as its server says");
    event["cc"] = json!([ana.uri]);
    there.serve(&event);
    event["content"] = json!("as the messenger says");
    club.accept(&bob, act("Create", &bob, event)).await;
    let kept = club.find(&there.at("/e/1")).await.unwrap();
    assert_eq!(kept.content, "as its server says");
    let author = club.find_actor(&group).await.unwrap();
    assert_eq!(kept.actor_id, author.id);
}

#[tokio::test]
async fn an_answer_to_something_unknown_has_its_thread_fetched() {
    let (club, there, _ana, bob) = following().await;
    let eve = there.person("eve");
    let mut middle = note(&eve, "/n/2", "middle");
    middle["inReplyTo"] = json!(there.at("/n/1"));
    there.serve(&middle);
    there.serve(&note(&eve, "/n/1", "beginning"));
    let mut last = note(&bob, "/n/3", "last");
    last["inReplyTo"] = json!(there.at("/n/2"));
    club.accept(&bob, act("Create", &bob, last)).await;
    assert_eq!(club.find(&there.at("/n/3")).await.unwrap().in_reply_to_id, None);
    club.work().await;
    let [first, middle, last] =
        [club.find(&there.at("/n/1")).await, club.find(&there.at("/n/2")).await, club.find(&there.at("/n/3")).await]
            .map(Option::unwrap);
    assert_eq!((middle.in_reply_to_id, last.in_reply_to_id), (Some(first.id), Some(middle.id)));
    assert_eq!([middle.conversation_id, last.conversation_id], [first.conversation_id; 2]);
}

#[tokio::test]
async fn the_answers_of_a_thread_are_fetched_and_a_circle_of_pages_ends() {
    let (club, there, _ana, bob) = following().await;
    let eve = there.person("eve");
    let mut post = note(&bob, "/n/1", "question");
    let page = |n: u32, next: u32| {
        json!({"type": "CollectionPage", "id": there.at(&format!("/n/1/replies?page={n}")), "next": there.at(&format!("/n/1/replies?page={next}")),
            "items": [there.at(&format!("/r/{n}"))]})
    };
    post["replies"] = json!({"type": "Collection", "id": there.at("/n/1/replies"), "first": page(1, 2)});
    there.serve(&post);
    there.serve(&page(2, 2));
    for n in [1, 2] {
        let mut answer = note(&eve, &format!("/r/{n}"), "answer");
        answer["inReplyTo"] = json!(there.at("/n/1"));
        there.serve(&answer);
    }
    club.accept(&bob, act("Create", &bob, post)).await;
    let object = club.find(&there.at("/n/1")).await.unwrap();
    club.federation.complete_thread(&object).await.unwrap();
    club.work().await;
    let object = club.find(&there.at("/n/1")).await.unwrap();
    assert_eq!(object.replies_count, 2);
    assert_eq!(there.asked("/n/1/replies?page=2"), 1);
}

#[tokio::test]
async fn the_answers_to_what_is_not_for_everybody_are_not_asked_for() {
    let (club, there, _ana, bob) = following().await;
    let mut post = note(&bob, "/n/1", "for few");
    (post["to"], post["cc"]) = (json!([format!("{bob}/followers")]), json!([]));
    post["replies"] = json!(there.at("/n/1/replies"));
    there.serve(&post);
    club.accept(&bob, act("Create", &bob, post)).await;
    let object = club.find(&there.at("/n/1")).await.unwrap();
    assert_eq!(object.visibility, Visibility::Followers);
    club.federation.complete_thread(&object).await.unwrap();
    club.work().await;
    assert_eq!((there.asked("/n/1"), there.asked("/n/1/replies")), (0, 0));
}

#[tokio::test]
async fn a_poll_counts_votes_and_takes_over_figures() {
    let (club, there, ana, bob) = following().await;
    let mut poll = note(&bob, "/q/1", "which?");
    poll["type"] = json!("Question");
    poll["endTime"] = json!("2999-01-01T00:00:00Z");
    let option = |name: &str, votes: u32| json!({"type": "Note", "name": name, "replies": {"type": "Collection", "totalItems": votes}});
    poll["oneOf"] = json!([option("a", 0), option("b", 0)]);
    club.accept(&bob, act("Create", &bob, poll.clone())).await;
    poll["oneOf"] = json!([option("a", 2), option("b", 5)]);
    poll["votersCount"] = json!(7);
    club.take(&bob, act("Update", &bob, poll)).await;
    let object = club.find(&there.at("/q/1")).await.unwrap();
    let id = object.id;
    let figures = club.write(move |c| Poll::find(c, id)).await.unwrap();
    assert_eq!((figures.votes_count(), figures.voters_count, object.edited_at), (7, 7, None));

    let own = ask(&club, &ana).await;
    let vote = |n: u32, name: &str| {
        act(
            "Create",
            &bob,
            json!({"type": "Note", "id": format!("{bob}#votes/{n}"), "attributedTo": bob, "name": name, "inReplyTo": own.uri, "to": [ana.uri]}),
        )
    };
    club.accept(&bob, vote(1, "yes")).await;
    let (state, reason) = club.take(&bob, vote(2, "no")).await;
    assert_eq!(state, InboxState::Ignored);
    assert!(reason.contains("already"), "{reason}");
    let id = own.id;
    let poll = club.write(move |c| Poll::find(c, id)).await.unwrap();
    assert_eq!(poll.options.iter().map(|option| option.votes_count).collect::<Vec<_>>(), [1, 0]);
}

/// A poll of a member's.
async fn ask(club: &Club, author: &Actor) -> social::object::Object {
    let (hosts, author) = (club.hosts.clone(), author.clone());
    club.write(move |c| {
        let new = social::object::NewObject::local(&hosts, &author, "card", "Question", Visibility::Public)?;
        let options = vec![("yes".to_owned(), 0), ("no".to_owned(), 0)];
        let poll =
            social::poll::NewPoll { multiple: false, closes_at: None, closed_at: None, voters_count: 0, options };
        let parts = social::object::Parts { poll: Some(poll), ..Default::default() };
        social::object::Object::insert(c, &new, &parts)
    })
    .await
}

#[tokio::test]
async fn a_profile_changes_but_neither_its_keys_nor_its_handle() {
    let (club, _there, _ana, bob) = following().await;
    let mut profile = actor(&bob, "robert");
    profile["summary"] = json!("<p>new</p>");
    profile["publicKey"]["publicKeyPem"] =
        json!(include_str!("../../key/fixtures/rsa_pkcs1.pem").replace("RSA ", "RSA "));
    profile["publicKey"]["id"] = json!(format!("{bob}#stolen"));
    club.accept(&bob, act("Update", &bob, profile)).await;
    let known = club.find_actor(&bob).await.unwrap();
    assert_eq!((known.summary.as_str(), known.username.as_str()), ("<p>new</p>", "bob"));
    let stolen = format!("{bob}#stolen");
    assert!(club.write(move |c| social::key::ActorKey::find_by_uri(c, &stolen)).await.is_none());
}
