//! What others get of a track, and what is made of theirs.

use host::ObjectKind;
use host::vocab::Entity;

use super::*;
use crate::federate::Recording;
use crate::remote::RemoteTrack;

#[tokio::test]
async fn mastodon_and_funkwhale_find_the_file() {
    let club = Club::open(MODULES).await;
    let (ana, studio) = (club.member("ana").await, Studio::open());
    let tags = [("title", "Un"), ("artist", "Ana"), ("album", "Deux"), ("track", "3"), ("date", "1984")];
    let taken = bring(&club, ana, record(&studio, "a.mp3", 440, &tags), Visibility::Public).await.unwrap();
    let json = club.wire(taken.track()).await;
    assert_eq!(
        (json["type"].as_str(), json["name"].as_str(), json["summary"].as_str()),
        (Some("Audio"), Some("Un"), Some("Ana · Deux"))
    );
    let links = json["url"].as_array().unwrap();
    assert_eq!(
        (links[0]["mediaType"].as_str(), links[1]["mediaType"].as_str()),
        (Some("text/html"), Some("audio/mpeg"))
    );
    assert_eq!(json["attachment"][0]["url"], links[1]["href"], "the same file stands for both");
    assert!(
        json.get("library").is_none() && json.get("album").is_none(),
        "Funkwhale takes it for what is in a channel"
    );
    assert!(json.get("duration").is_none(), "its two generations do not agree how that is told");
    assert_eq!(json["position"], 3);

    // What we send we understand.
    let Entity::Object(again) = Entity::parse(json.to_string().as_bytes()).unwrap() else { unreachable!() };
    assert_eq!(Recording.claim(&again), host::Claim::Exact);
    let read = format!("{:?}", RemoteTrack::read(&again));
    assert!(read.contains("\"Deux\"") && read.contains("Some(\"1984\")") && read.contains("position: 3"), "{read}");
}

#[tokio::test]
async fn what_is_for_followers_is_told_as_it_is_in_a_library() {
    let club = Club::open(MODULES).await;
    let (ana, studio) = (club.member("ana").await, Studio::open());
    let tags =
        [("title", "Un"), ("artist", "Ana"), ("album", "Deux"), ("track", "3"), ("date", "1984"), ("genre", "Folk")];
    let taken = bring(&club, ana, record(&studio, "a.mp3", 440, &tags), Visibility::Followers).await.unwrap();
    let json = club.wire(taken.track()).await;
    let library = format!("https://music.club.example/libraries/{ana}/followers-only");
    assert_eq!((json["library"].as_str(), json["name"].as_str()), (Some(library.as_str()), Some("Un")));
    assert!(json["duration"].is_u64() && json["bitrate"].is_u64() && json["size"].is_u64(), "{json}");
    assert_eq!(json["url"][0]["mediaType"], "audio/mpeg");
    assert!(json["url"][1].is_string(), "else a change would move it into the channel there");
    let (track, album) = (&json["track"], &json["track"]["album"]);
    assert_eq!((track["artists"][0]["name"].as_str(), track["position"].as_u64()), (Some("Ana"), Some(3)));
    assert_eq!((album["name"].as_str(), album["released"].as_str()), (Some("Deux"), Some("1984-01-01")));
    assert_eq!(json["to"][1], format!("{library}/followers"));
    let Entity::Object(again) = Entity::parse(json.to_string().as_bytes()).unwrap() else { unreachable!() };
    let read = format!("{:?}", RemoteTrack::read(&again));
    assert!(read.contains("\"Deux\"") && read.contains("position: 3"), "{read}");
}

#[test]
fn a_track_of_a_library_of_theirs_is_read() {
    let page = include_str!("../../../src/vocab/samples/funkwhale/library_page.json");
    let Entity::Collection(page) = Entity::parse(page.as_bytes()).unwrap() else { unreachable!() };
    let item = page.items.iter().find_map(|item| item.inline()?.object()).unwrap();
    assert_eq!(Recording.claim(item), host::Claim::Exact);
    assert!(item.music.library.is_some());
    assert_ne!(RemoteTrack::read(item), RemoteTrack::default());
}
