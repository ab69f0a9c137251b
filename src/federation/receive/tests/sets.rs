//! Sets of pictures as GoToSocial and snac send them, and what is said below them.

use serde_json::{Value, json};
use social::block::Block;
use social::edit::ObjectEdit;
use social::inbox::InboxState;
use social::media::Media;
use social::object::Object;
use social::visibility::Visibility;

use super::objects::following;
use crate::fixture::{Club, Elsewhere, PUBLIC, act, note};

/// A picture of GoToSocial's, which tells no size, and the description under `summary`.
fn picture(there: &Elsewhere, number: u8, description: &str) -> Value {
    json!({"type": "Image", "mediaType": "image/png", "summary": description, "blurhash": "L5EWTVpZo1pZ.ze=fQe=dxf7fQf7",
        "url": there.at(&format!("/attachment/original/{number}.png"))})
}

async fn descriptions(club: &Club, object: &Object) -> Vec<String> {
    let id = object.id;
    club.write(move |c| Ok(Media::of_object(c, id)?.into_iter().map(|media| media.description).collect())).await
}

#[tokio::test]
async fn their_descriptions_and_order_change_and_what_was_is_kept() {
    let (club, there, _ana, bob) = following().await;
    let set =
        |order: &[(u8, &str)]| order.iter().map(|(number, text)| picture(&there, *number, text)).collect::<Vec<_>>();
    let mut post = note(&bob, "/n/1", "<p>Views</p>");
    post["attachment"] = set(&[(1, "One"), (2, "Two"), (3, "Three")]).into();
    club.accept(&bob, act("Create", &bob, post.clone())).await;
    let object = club.find(&there.at("/n/1")).await.unwrap();
    assert_eq!(descriptions(&club, &object).await, ["One", "Two", "Three"]);

    post["updated"] = json!("2026-11-02T12:00:00Z");
    post["attachment"] = set(&[(1, "One"), (2, "The mill"), (3, "Three")]).into();
    club.accept(&bob, act("Update", &bob, post.clone())).await;
    assert_eq!(descriptions(&club, &object).await, ["One", "The mill", "Three"]);
    // Within the same second they go elsewhere, and one goes out.
    post["attachment"] = set(&[(3, "Three"), (1, "One")]).into();
    let mut again = act("Update", &bob, post);
    again["id"] = json!(format!("{bob}/update/again"));
    club.accept(&bob, again).await;
    assert_eq!(descriptions(&club, &object).await, ["Three", "One"]);

    let id = object.id;
    let versions = club.write(move |c| ObjectEdit::of(c, id)).await;
    let said = |edit: &ObjectEdit| edit.media.0.iter().map(|media| media.description.clone()).collect::<Vec<_>>();
    assert_eq!(versions.iter().map(said).collect::<Vec<_>>(), [["One", "Two", "Three"], ["One", "The mill", "Three"]]);
}

#[tokio::test]
async fn comments_for_few_are_not_counted_before_all() {
    let (club, there, ana, bob) = following().await;
    let open = club.publish(&ana, Visibility::Public, "For all").await;
    let narrow = club.publish(&ana, Visibility::Followers, "For few").await;
    let answer = |number: u8, to: &Object, reach: Value| {
        let mut answer = note(&bob, &format!("/r/{number}"), "Fine");
        (answer["to"], answer["cc"]) = (reach, json!([ana.uri]));
        answer["inReplyTo"] = json!(to.uri);
        act("Create", &bob, answer)
    };
    let followers = json!([format!("{bob}/followers")]);
    club.accept(&bob, answer(1, &open, followers.clone())).await;
    club.accept(&bob, answer(2, &open, json!([ana.uri]))).await;
    assert_eq!(club.find(&open.uri).await.unwrap().replies_count, 0);
    club.accept(&bob, answer(3, &open, json!([PUBLIC]))).await;
    assert_eq!(club.find(&open.uri).await.unwrap().replies_count, 1);
    club.accept(&bob, act("Delete", &bob, json!(there.at("/r/1")))).await;
    assert_eq!(club.find(&open.uri).await.unwrap().replies_count, 1);

    let (state, reason) = club.take(&bob, answer(6, &narrow, followers.clone())).await;
    assert_eq!((state, reason.as_str()), (InboxState::Refused, "it answers what is not for its author"));
    club.accept(&bob, act("Follow", &bob, json!(ana.uri))).await;
    club.accept(&bob, answer(4, &narrow, followers)).await;
    club.accept(&bob, answer(5, &narrow, json!([ana.uri]))).await;
    assert_eq!(club.find(&narrow.uri).await.unwrap().replies_count, 1, "who sees it may know of those as wide");
}

/// GoToSocial hinders who is blocked from answering; snac does not.
#[tokio::test]
async fn whom_the_author_blocked_does_not_comment() {
    let (club, _there, ana, bob) = following().await;
    let set = club.publish(&ana, Visibility::Public, "Lanterns").await;
    let (hosts, blocked) = (club.hosts.clone(), club.find_actor(&bob).await.unwrap());
    club.write(move |c| Ok(Block::set(c, &hosts, &ana, &blocked).unwrap())).await;
    let mut answer = note(&bob, "/r/1", "Still here");
    answer["inReplyTo"] = json!(set.uri);
    let refused = club.take(&bob, act("Create", &bob, answer)).await;
    assert_eq!(refused, (InboxState::Refused, "it answers what is not for its author".to_owned()));
    assert_eq!(club.find(&set.uri).await.unwrap().replies_count, 0);
}
