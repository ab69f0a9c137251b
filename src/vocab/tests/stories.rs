//! Stories, as Pixelfed takes them.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{Activity, ActivityType, Attachment, Bear, Entity, Iri, Object, Ref};

const STORY: &str = "https://pix.example/stories/9";

#[test]
fn an_address_with_a_secret_is_read_as_it_is_written() {
    let bear: Bear = "bear:?t=abc-_1&u=https://pix.example/stories/ann/9".parse().unwrap();
    assert_eq!((bear.token.as_str(), bear.address.as_str()), ("abc-_1", "https://pix.example/stories/ann/9"));
    let told = Object::story_at(Iri::new(STORY), &bear);
    assert_eq!(told.bear(), Some(bear.clone()));
    let escaped: Bear = "bear:///?u=https%3A%2F%2Fpix.example%2Fstories%2Fann%2F9&t=abc-_1".parse().unwrap();
    assert_eq!(escaped, bear);
    assert!(!format!("{bear:?}").contains("abc"), "it does not print its secret");
    for wrong in [
        "",
        "bear:",
        "bear:?t=a",
        "bear:?u=https://a.example",
        "bear:?t=&u=https://a.example",
        "https://a.example?t=a&u=b",
        "bear:?t=a%0D%0AX-Evil:%201&u=https://a.example",
        "bear:?t=a%20b&u=https://a.example",
    ] {
        assert!(wrong.parse::<Bear>().is_err(), "{wrong}");
    }
}

#[test]
fn a_story_is_written_as_pixelfed_takes_it() {
    let story = Object {
        id: Some(Iri::new(STORY)),
        attributed_to: Ref::Id(Iri::new("https://pix.example/users/ann")).into(),
        duration: Some(Duration::from_secs(7)),
        attachment: [Attachment::document("https://pix.example/9.jpg", "image/jpeg")].into_iter().collect(),
        ..Object::new("Story")
    };
    let written: Value = serde_json::from_str(&story.to_json()).unwrap();
    assert_eq!(written["duration"], json!(7));
    assert_eq!(written["attachment"]["mediaType"], "image/jpeg", "{written}");
    assert_eq!(written["cc"], json!([]));
    let Entity::Object(read) = Entity::parse(story.to_json().as_bytes()).unwrap() else { panic!("no object") };
    assert_eq!((read.duration, read.attachment.len()), (story.duration, 1));
}

#[test]
fn an_answer_is_an_activity_with_one_addressee() {
    let answer = Activity {
        kind: ActivityType::StoryReply,
        id: Some(Iri::new("https://club.example/objects/1")),
        actor: Some(Iri::new("https://club.example/actors/1")),
        to: [Iri::new("https://pix.example/users/ann")].into_iter().collect(),
        in_reply_to: Some(Iri::new(STORY)),
        content: Some("Where?".to_owned()),
        ..Activity::default()
    };
    let written: Value = serde_json::from_str(&answer.to_json()).unwrap();
    assert_eq!((&written["type"], &written["to"]), (&json!("Story:Reply"), &json!("https://pix.example/users/ann")));
    let Entity::Activity(read) = Entity::parse(answer.to_json().as_bytes()).unwrap() else { panic!("no activity") };
    assert_eq!(*read, answer);
}
