//! What is written of a remote object beside what [`crate::receive`] tests.

use serde_json::json;
use social::media::Media;
use social::tag::Tag;

use crate::fixture::{Club, Elsewhere, act, note};

#[tokio::test]
async fn everything_that_hangs_on_it_is_kept() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, eve) = (club.member("ana").await, there.person("eve"));
    let mut post = note(&eve, "/n/1", "<p>:blobcat: hi</p>");
    post["cc"] = json!([ana.uri]);
    post["tag"] = json!([
        {"type": "Hashtag", "name": "#Cats"},
        {"type": "Emoji", "id": "https://other.example/e", "name": ":blobcat:", "icon": {"type": "Image", "url": there.at("/blobcat.png")}},
        {"type": "Mention", "href": ana.uri},
    ]);
    post["attachment"] = json!([{"type": "Document", "mediaType": "image/jpeg", "url": there.at("/cat.jpg"), "name": "a cat",
        "width": 800, "height": 600, "focalPoint": [0.5, -0.25], "blurhash": "LEHV6nWB2yk8pyo0adR*.7kCMdnj"}]);
    club.accept(&eve, act("Create", &eve, post)).await;
    let object = club.find(&there.at("/n/1")).await.unwrap();
    assert_eq!(object.emojis.url("blobcat"), Some(there.at("/blobcat.png").as_str()));
    let id = object.id;
    let (media, tags) = club.write(move |c| Ok((Media::of_object(c, id)?, Tag::of_objects(c, &[id])?))).await;
    let cat = media.first().unwrap();
    assert_eq!((cat.description.as_str(), cat.width, cat.height), ("a cat", Some(800), Some(600)));
    let focus = cat.focus().unwrap();
    assert_eq!((focus.x, focus.y), (0.5, -0.25));
    assert_eq!(tags.iter().map(|(_, tag)| tag.name.as_str()).collect::<Vec<_>>(), ["cats"]);
}

#[tokio::test]
async fn media_of_a_server_whose_media_are_rejected_are_left_out() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, eve) = (club.member("ana").await, there.person("eve"));
    let host = there.peer.origin.trim_start_matches("http://").to_owned();
    club.write(move |c| {
        Ok(social::domain::DomainPolicy::set(c, &host, social::domain::Severity::None, true, "").unwrap())
    })
    .await;
    let mut post = note(&eve, "/n/1", "hi");
    post["cc"] = json!([ana.uri]);
    post["attachment"] = json!([{"type": "Document", "mediaType": "image/jpeg", "url": there.at("/cat.jpg")}]);
    club.accept(&eve, act("Create", &eve, post)).await;
    let id = club.find(&there.at("/n/1")).await.unwrap().id;
    assert!(club.write(move |c| Media::of_object(c, id)).await.is_empty());
}
