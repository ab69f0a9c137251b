//! What others do with objects and people: follow, like, boost, block, report, pin, move, and take it back.

use serde_json::json;
use social::block::Block;
use social::boost::Boost;
use social::follow::{Follow, FollowState};
use social::inbox::InboxState;
use social::pin;
use social::range::Range;
use social::reaction::Reaction;
use social::report::{Report, Wanted};
use social::visibility::Visibility;

use super::objects::following;
use crate::fixture::{Club, Elsewhere, PUBLIC, act, note};

#[tokio::test]
async fn a_follow_is_answered_each_time_it_is_asked() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, eve) = (club.member("ana").await, there.person("eve"));
    let follow =
        |id: &str| json!({"type": "Follow", "id": format!("{eve}/follows/{id}"), "actor": eve, "object": ana.uri});
    club.accept(&eve, follow("1")).await;
    club.accept(&eve, follow("2")).await;
    let answers = club.sent().await;
    let asked: Vec<_> = answers.iter().map(|(kind, accept)| (kind.as_str(), accept["object"]["id"].clone())).collect();
    assert_eq!(asked, [("Accept", follow("2")["id"].clone()), ("Accept", follow("1")["id"].clone())]);
    let follower = club.find_actor(&eve).await.unwrap();
    let found = club.write(move |c| Follow::find(c, follower.id, ana.id)).await.unwrap();
    assert_eq!(found.state, FollowState::Accepted);
}

#[tokio::test]
async fn a_stalls_own_actor_can_be_followed() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let eve = there.person("eve");
    let follow = json!({"type": "Follow", "id": format!("{eve}/follows/1"), "actor": eve, "object": "https://microblog.club.example/actor"});
    club.accept(&eve, follow).await;
    assert_eq!(club.sent().await.first().unwrap().0, "Accept");
}

#[tokio::test]
async fn likes_and_boosts_count_once_and_are_taken_back_by_id_or_by_parts() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, eve) = (club.member("ana").await, there.person("eve"));
    let post = club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    let like = act("Like", &eve, json!(post.uri));
    club.accept(&eve, like.clone()).await;
    let boost = act("Announce", &eve, json!(post.uri));
    club.accept(&eve, boost.clone()).await;
    let counts = || async { club.find(&post.uri).await.map(|post| (post.likes_count, post.boosts_count)).unwrap() };
    assert_eq!(counts().await, (1, 1));
    let more =
        json!({"type": "Like", "id": format!("{eve}/likes/more"), "actor": eve, "object": post.uri, "content": "🎉"});
    club.accept(&eve, more).await;
    assert_eq!(counts().await, (1, 1));

    club.accept(
        &eve,
        act(
            "Undo",
            &eve,
            json!({"type": "Like", "id": "https://forgotten.example/1", "actor": eve, "object": post.uri}),
        ),
    )
    .await;
    club.accept(&eve, act("Undo", &eve, boost["id"].clone())).await;
    assert_eq!(counts().await, (0, 0));
    let again =
        act("Undo", &eve, json!({"type": "Announce", "id": format!("{eve}/x"), "actor": eve, "object": post.uri}));
    assert_eq!(club.take(&eve, again).await.0, InboxState::Ignored);
}

#[tokio::test]
async fn nobody_takes_back_what_others_did() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, eve, bob) = (club.member("ana").await, there.person("eve"), there.person("bob"));
    let post = club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    let like = act("Like", &bob, json!(post.uri));
    club.accept(&bob, like.clone()).await;
    assert_eq!(club.take(&eve, act("Undo", &eve, like.clone())).await.0, InboxState::Refused);
    assert_eq!(club.take(&eve, act("Undo", &eve, like["id"].clone())).await.0, InboxState::Ignored);
    let liker = club.find_actor(&bob).await.unwrap();
    assert!(club.write(move |c| Reaction::find(c, liker.id, post.id)).await.is_some());
}

#[tokio::test]
async fn what_one_may_not_see_one_can_neither_like_nor_boost() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, eve) = (club.member("ana").await, there.person("eve"));
    let post = club.publish(&ana, Visibility::Followers, "<p>few</p>").await;
    for kind in ["Like", "Announce"] {
        assert_eq!(club.take(&eve, act(kind, &eve, json!(post.uri))).await.0, InboxState::Refused, "{kind}");
    }
}

#[tokio::test]
async fn a_boost_of_something_unknown_is_fetched_for_who_follows() {
    let (club, there, _ana, bob) = following().await;
    let author = there.person("author");
    let post = note(&author, "/n/9", "worth it");
    there.serve(&post);
    club.accept(&bob, act("Announce", &bob, post["id"].clone())).await;
    let object = club.find(&there.at("/n/9")).await.unwrap();
    let booster = club.find_actor(&bob).await.unwrap();
    assert!(club.write(move |c| Boost::find(c, booster.id, object.id)).await.is_some());

    let eve = there.person("eve");
    there.serve(&note(&author, "/n/10", "not asked for"));
    let ignored = club.take(&eve, act("Announce", &eve, json!(there.at("/n/10")))).await;
    assert_eq!(ignored, (InboxState::Ignored, "nobody here follows who boosts".to_owned()));
    assert_eq!(there.asked("/n/10"), 0);
}

#[tokio::test]
async fn a_group_passes_on_what_its_members_do_and_is_believed_by_id_alone() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, group, member) =
        (club.member("ana").await, there.actor("group", json!({"type": "Group"})), there.person("member"));
    club.take(&group, act("Like", &group, json!("https://nowhere.example/1"))).await;
    let (hosts, followed) = (club.hosts.clone(), club.find_actor(&group).await.unwrap());
    let follow = club.write(move |c| Ok(Follow::request(c, &hosts, &ana, &followed).unwrap())).await;
    club.accept(
        &group,
        json!({"type": "Accept", "id": format!("{group}/accepts/1"), "actor": group, "object": follow.uri}),
    )
    .await;

    let page = note(&member, "/p/1", "as its server says");
    there.serve(&page);
    let mut forged = page.clone();
    forged["content"] = json!("as the group says");
    club.accept(&group, act("Announce", &group, act("Create", &member, forged))).await;
    assert_eq!(club.find(&there.at("/p/1")).await.unwrap().content, "as its server says");

    let vote = act("Announce", &group, act("Like", &member, page["id"].clone()));
    assert_eq!(club.take(&group, vote).await.0, InboxState::Ignored);
    there.answer("/p/1", http::StatusCode::GONE, "");
    let mut delete = act("Announce", &group, act("Delete", &member, page["id"].clone()));
    delete["id"] = json!(format!("{group}/announce/delete"));
    club.accept(&group, delete).await;
    assert!(club.find(&there.at("/p/1")).await.unwrap().deleted_at.is_some());
}

#[tokio::test]
async fn a_block_ends_the_follow_and_can_be_taken_back() {
    let (club, _there, ana, bob) = following().await;
    club.accept(&bob, act("Block", &bob, json!(ana.uri))).await;
    let blocker = club.find_actor(&bob).await.unwrap().id;
    let (follow, block) =
        club.write(move |c| Ok((Follow::find(c, ana.id, blocker)?, Block::find(c, blocker, ana.id)?))).await;
    assert!(follow.is_none() && block.is_some());
    club.accept(&bob, act("Undo", &bob, json!({"type": "Block", "actor": bob, "object": ana.uri}))).await;
    assert!(club.write(move |c| Block::find(c, blocker, ana.id)).await.is_none());
}

#[tokio::test]
async fn a_report_names_what_its_server_may_see() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, server) = (club.member("ana").await, there.actor("server", json!({"type": "Application"})));
    let (open, closed) = (
        club.publish(&ana, Visibility::Public, "<p>a</p>").await,
        club.publish(&ana, Visibility::Direct, "<p>b</p>").await,
    );
    let flag = json!({"type": "Flag", "id": format!("{server}/flags/1"), "actor": server, "content": "rude", "object": [ana.uri, open.uri, closed.uri]});
    club.accept(&server, flag).await;
    let reports = club.write(|c| Report::list(c, Wanted::default(), Range::default(), 10)).await;
    let report = reports.first().unwrap();
    assert_eq!(
        (report.target_id, report.comment.as_str(), report.objects.0.clone()),
        (ana.id, "rude", vec![open.id.to_string()])
    );
}

#[tokio::test]
async fn pins_are_ones_own() {
    let (club, there, _ana, bob) = following().await;
    there.serve(&note(&bob, "/n/1", "pinned"));
    let mut add = act("Add", &bob, json!(there.at("/n/1")));
    add["target"] = json!(format!("{bob}/featured"));
    club.accept(&bob, add).await;
    let pinner = club.find_actor(&bob).await.unwrap().id;
    assert_eq!(club.write(move |c| pin::list(c, pinner)).await.len(), 1);

    let eve = there.person("eve");
    there.serve(&note(&eve, "/n/2", "not bob's"));
    let mut add = act("Add", &bob, json!(there.at("/n/2")));
    add["target"] = json!(format!("{bob}/featured"));
    assert_eq!(club.take(&bob, add).await.0, InboxState::Refused);
    let mut remove = act("Remove", &bob, json!(there.at("/n/1")));
    remove["target"] = json!(format!("{bob}/featured"));
    club.accept(&bob, remove).await;
    assert!(club.write(move |c| pin::list(c, pinner)).await.is_empty());
}

#[tokio::test]
async fn a_move_takes_both_sides() {
    let (club, there, ana, bob) = following().await;
    let target = there.person("robert");
    let mut moving = act("Move", &bob, json!(bob));
    moving["target"] = json!(target);
    let (state, reason) = club.take(&bob, moving.clone()).await;
    assert_eq!(state, InboxState::Refused, "{reason}");

    there.actor("robert", json!({"alsoKnownAs": [bob]}));
    moving["id"] = json!(format!("{bob}/move/2"));
    club.accept(&bob, moving).await;
    club.work().await;
    let (old, new) = (club.find_actor(&bob).await.unwrap(), club.find_actor(&target).await.unwrap());
    assert_eq!(old.moved_to.as_deref(), Some(target.as_str()));
    let (gone, begun) =
        club.write(move |c| Ok((Follow::find(c, ana.id, old.id)?, Follow::find(c, ana.id, new.id)?))).await;
    assert!(gone.is_none() && begun.is_some());
    let sent: Vec<String> = club.sent().await.into_iter().map(|(kind, _)| kind).take(2).collect();
    assert_eq!(sent, ["Undo", "Follow"]);
}

#[tokio::test]
async fn what_is_not_known_is_ignored_and_says_so() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, eve) = (club.member("ana").await, there.person("eve"));
    let post = club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    for kind in ["EmojiReact", "View", "Listen", "Dislike", "Join", "Offer", "Pounce"] {
        let (state, reason) = club.take(&eve, act(kind, &eve, json!(post.uri))).await;
        assert_eq!(state, InboxState::Ignored, "{kind}");
        assert!(reason.contains(kind), "{reason}");
    }
    let travel = json!({"type": "Travel", "id": format!("{eve}/t"), "actor": eve, "to": [PUBLIC]});
    assert_eq!(club.take(&eve, travel).await.0, InboxState::Ignored);
}
