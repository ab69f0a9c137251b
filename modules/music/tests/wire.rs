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
