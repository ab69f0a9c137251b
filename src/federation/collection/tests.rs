#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use diesel::QueryResult;
use serde_json::{Value, json};
use social::actor::Actor;
use social::boost::Boost;
use social::object::Object;
use social::pin;
use social::tag::Tag;
use social::visibility::Visibility;
use store::Conn;
use vocab::Collection;

use super::{PAGE, Part};
use crate::fixture::{Club, Elsewhere};

#[test]
fn queries_name_the_part() {
    for (query, part) in [
        ("", Part::Head),
        ("page=false", Part::Head),
        ("page=true", Part::Page(None)),
        ("page=1&before=77", Part::Page(Some(77))),
        ("before=77", Part::Head),
        ("page=true&before=x", Part::Page(None)),
    ] {
        assert_eq!(Part::of_query(query), part, "{query}");
    }
}

async fn read(club: &Club, show: impl Fn(&mut Conn) -> QueryResult<Collection> + Send + 'static) -> Value {
    serde_json::from_str(&club.write(show).await.to_json()).unwrap()
}

fn items(page: &Value) -> Vec<Value> {
    page["orderedItems"].as_array().or(page["items"].as_array()).cloned().unwrap_or_default()
}

/// The outbox of an actor as somebody sees it.
async fn outbox(club: &Club, actor: &Actor, viewer: Option<&Actor>, part: Part) -> Value {
    let (federation, id, viewer) = (club.federation.clone(), actor.id, viewer.map(|viewer| viewer.id));
    read(club, move |c| {
        let actor = Actor::get(c, id)?;
        super::outbox(c, &federation.hosts, &federation.kinds, &actor, viewer, part)
    })
    .await
}

#[tokio::test]
async fn the_outbox_shows_what_the_reader_may_see() {
    let club = Club::open().await;
    let (ana, ben) = (club.member("ana").await, club.member("ben").await);
    let open = club.publish(&ana, Visibility::Public, "<p>open</p>").await;
    club.publish(&ana, Visibility::Followers, "<p>few</p>").await;
    club.publish(&ana, Visibility::Direct, "<p>one</p>").await;
    let other = club.publish(&ben, Visibility::Public, "<p>ben's</p>").await;
    let (hosts, booster, boosted) = (club.hosts.clone(), ana.clone(), other.clone());
    club.write(move |c| Boost::make(c, &hosts, &booster, &boosted, Visibility::Public)).await;

    let head = outbox(&club, &ana, None, Part::Head).await;
    assert_eq!(head["type"], "OrderedCollection");
    assert_eq!(head["first"], format!("{}/outbox?page=true", ana.uri));
    let page = outbox(&club, &ana, None, Part::Page(None)).await;
    let shown: Vec<(Value, Value)> = items(&page)
        .iter()
        .map(|item| (item["type"].clone(), item["object"]["id"].as_str().map_or(item["object"].clone(), Value::from)))
        .collect();
    assert_eq!(shown, [(json!("Announce"), json!(other.uri)), (json!("Create"), json!(open.uri))]);
    let own = outbox(&club, &ana, Some(&ana), Part::Page(None)).await;
    assert_eq!(items(&own).len(), 4);
}

#[tokio::test]
async fn the_outbox_is_read_page_by_page_without_gaps() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let total = PAGE + 5;
    for n in 0..total {
        club.publish(&ana, Visibility::Public, &format!("<p>{n}</p>")).await;
    }
    let first = outbox(&club, &ana, None, Part::Page(None)).await;
    assert_eq!((items(&first).len(), first["totalItems"].as_i64()), (PAGE as usize, Some(total)));
    let next = first["next"].as_str().unwrap();
    let second = outbox(&club, &ana, None, Part::of_query(next.split_once('?').unwrap().1)).await;
    assert_eq!((items(&second).len(), second["next"].clone()), (5, Value::Null));
    assert_eq!(second["id"], next);
    // Funkwhale wants to know where the end is, and reads each activity by itself.
    let head = outbox(&club, &ana, None, Part::Head).await;
    let last = head["last"].as_str().unwrap();
    let last = outbox(&club, &ana, None, Part::of_query(last.split_once('?').unwrap().1)).await;
    assert_eq!(items(&last).len(), PAGE as usize);
    assert!(items(&last)[19]["object"]["content"].as_str().unwrap().contains(">0<"), "the first of all is the last");
    assert!(items(&last).iter().all(|item| item["@context"][0] == "https://www.w3.org/ns/activitystreams"));
}

#[tokio::test]
async fn who_follows_may_be_nobodys_business() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, fan) = (club.member("ana").await, there.person("fan"));
    club.accept(&fan, json!({"type": "Follow", "id": format!("{fan}/follows/1"), "actor": fan, "object": ana.uri}))
        .await;
    let followers = async |part| {
        let (hosts, id) = (club.hosts.clone(), ana.id);
        read(&club, move |c| {
            let actor = Actor::get(c, id)?;
            super::followers(c, &hosts, &actor, part)
        })
        .await
    };
    assert_eq!(items(&followers(Part::Page(None)).await), [json!(fan)]);
    assert_eq!(followers(Part::Head).await["totalItems"], 1);
    let id = ana.id;
    club.write(move |c| {
        use diesel::prelude::*;
        use social::schema::actors::dsl;
        diesel::update(dsl::actors.find(id)).set(dsl::follows_hidden.eq(true)).execute(c)
    })
    .await;
    let head = followers(Part::Head).await;
    assert_eq!((head["totalItems"].clone(), head["first"].clone()), (json!(1), Value::Null));
    assert!(items(&followers(Part::Page(None)).await).is_empty());
}

#[tokio::test]
async fn pins_and_hashtags_of_a_profile_are_listed() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let post = club.publish(&ana, Visibility::Public, "<p>pinned</p>").await;
    let (hosts, actor, pinned) = (club.hosts.clone(), ana.clone(), post.clone());
    club.write(move |c| {
        pin::set(c, &hosts, &actor, &pinned).unwrap();
        let tag = Tag::find_or_create(c, "Fête")?.unwrap();
        tag.feature(c, actor.id)
    })
    .await;
    let (federation, actor) = (club.federation.clone(), ana.clone());
    let featured = read(&club, move |c| super::featured(c, &federation.hosts, &federation.kinds, &actor, None)).await;
    assert_eq!(items(&featured)[0]["id"], post.uri);
    let hosts = club.hosts.clone();
    let tags = read(&club, move |c| super::featured_tags(c, &hosts, &ana)).await;
    assert_eq!(
        items(&tags),
        [json!({"type": "Hashtag", "name": "#Fête", "href": "https://microblog.club.example/tags/fete"})]
    );
}

#[tokio::test]
async fn answers_are_listed_to_whom_they_are_open() {
    let club = Club::open().await;
    let (ana, ben) = (club.member("ana").await, club.member("ben").await);
    let post = club.publish(&ana, Visibility::Public, "<p>?</p>").await;
    let mut answers = Vec::new();
    for visibility in [Visibility::Public, Visibility::Direct] {
        let (hosts, ben, parent) = (club.hosts.clone(), ben.clone(), post.clone());
        let answer = club.write(move |c| {
            let new = social::object::NewObject::local(&hosts, &ben, "card", "Note", visibility)?.answers(&parent);
            Object::insert(c, &new, &social::object::Parts::default())
        });
        answers.push(answer.await.uri);
    }
    let object = post.clone();
    let page = read(&club, move |c| super::replies(c, &object, None, Part::Page(None))).await;
    assert_eq!(items(&page), [json!(answers[0])]);
    let likes: Value = serde_json::from_str(&super::likes(&post).unwrap().to_json()).unwrap();
    assert_eq!((likes["totalItems"].clone(), likes["first"].clone()), (json!(0), Value::Null));
    assert_eq!(super::shares(&post).unwrap().id.unwrap().as_str(), format!("{}/shares", post.uri));
}
