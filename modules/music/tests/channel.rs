//! Channels: who publishes, and what podcast programs read of it.

use diesel::result::Error as DbError;
use host::social::account::Name;
use host::social::actor::Actor;
use host::social::group::Openness;
use host::social::media::Licence;

use super::*;
use crate::channel::{Channel, Medium, publishing};
use crate::feed;

#[tokio::test]
async fn a_podcast_is_published_by_a_group() {
    let club = Club::open(MODULES).await;
    let (ana, studio) = (club.member("ana").await, Studio::open());
    let name = Name::parse("veillees").unwrap();
    let group = host::group::found(&club.app, "music", ana, "Les Veillées", &name, Openness::Moderated).await.unwrap();
    let told = Channel {
        medium: Medium::Podcast,
        category: Some("Society & Culture".to_owned()),
        language: Some("fr".to_owned()),
        licence: Some(Licence::By),
        owner_email: Some("radio@club.example".to_owned()),
        funding_url: Some("https://club.example/?a=1&b=2".to_owned()),
        ..club.app.db.read(move |c| Channel::of(c, group.id)).await.unwrap()
    };
    club.app.db.write(move |c| told.keep(c)).await.unwrap();
    let tags =
        [("title", "Un <soir> & un matin"), ("artist", "Ana"), ("album", "Saison 1"), ("track", "7"), ("disc", "1")];
    let file = record(&studio, "a.mp3", 440, &tags);
    let taken = bring(&club, group.id, file, Visibility::Public).await.unwrap();
    bring(&club, group.id, record(&studio, "b.mp3", 300, &[("title", "Entre nous")]), Visibility::Followers)
        .await
        .unwrap();

    let here = club.app.hosts.stall("music").unwrap().clone();
    let (text, publishing, wire) = club
        .app
        .db
        .read(move |c| {
            let actor = Actor::get(c, group.id)?;
            let feed = feed::of_channel(c, &here, &actor)?.to_string();
            Ok::<_, DbError>((feed, publishing(c, "music", 10)?, actor))
        })
        .await
        .unwrap();
    assert_eq!(publishing.iter().map(|(actor, count)| (actor.id, *count)).collect::<Vec<_>>(), [(group.id, 1)]);
    let read = rss::Channel::read_from(text.as_bytes()).unwrap();
    assert_eq!((read.title.as_str(), read.language.as_deref()), ("Les Veillées", Some("fr")));
    let said = read.itunes_ext.as_ref().unwrap();
    assert_eq!((said.categories[0].text.as_str(), said.explicit.as_deref()), ("Society & Culture", Some("false")));
    let words = &read.extensions["podcast"];
    assert_eq!(words["medium"][0].value.as_deref(), Some("podcast"));
    assert_eq!(words["funding"][0].attrs["url"], "https://club.example/?a=1&b=2");
    // A feed is called the same by all who count (`podcast:guid`, uuid of version 5 in the name space of podcasts).
    assert_eq!(words["guid"][0].value.as_deref().map(|guid| &guid[14..15]), Some("5"));
    assert_eq!(read.items.len(), 1, "what is for followers stays out");
    let (item, track) = (&read.items[0], taken.track());
    assert_eq!(item.title.as_deref(), Some("Un <soir> & un matin"));
    let file = item.enclosure.as_ref().unwrap();
    assert_eq!(
        (file.mime_type.as_str(), file.url.starts_with("https://music.club.example/files/")),
        ("audio/mpeg", true)
    );
    let uri = format!("https://music.club.example/objects/{track}");
    let talk = &item.extensions["podcast"]["socialInteract"][0].attrs;
    assert_eq!((talk["protocol"].as_str(), &talk["uri"]), ("activitypub", &uri));
    assert_eq!(item.itunes_ext.as_ref().unwrap().episode.as_deref(), Some("7"));

    // To Funkwhale an actor with a feed is a channel.
    let desk = club.app.desk();
    let document = club.app.db.read(move |c| desk.wire_actor(c, &wire)).await.unwrap().to_json();
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["url"][1]["mediaType"], "application/rss+xml");
    assert_eq!(document["url"][1]["href"], "https://music.club.example/@veillees/feed.rss");
    assert_eq!(document["category"], "podcast");
}
