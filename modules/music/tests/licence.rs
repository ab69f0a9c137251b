//! What others may do with a track, and who is told.

use diesel::prelude::*;
use diesel::result::Error as DbError;
use host::ObjectKind;
use host::social::actor::Actor;
use host::social::media::Licence;
use host::social::object::{Object, ObjectId};
use host::vocab::Entity;

use super::*;
use crate::album::Album;
use crate::channel::Channel;
use crate::federate::Recording;
use crate::feed;
use crate::licence::{Terms, facts, listed, word};
use crate::schema::music_albums;
use crate::track::{Heard, Track};

fn terms(text: &str) -> (String, Option<String>, Option<String>) {
    let terms = Terms::read(text);
    let identifier = terms.identifier();
    (terms.title, terms.url, identifier)
}

#[test]
fn words_are_known_for_what_they_are() {
    let own = |text: &str| Some(text.to_owned());
    let by = "https://creativecommons.org/licenses/by/4.0/";
    assert_eq!(terms(by), ("CC BY 4.0".to_owned(), own(by), own("cc-by-4.0")));
    let older = "http://creativecommons.org/licenses/by-nc-sa/3.0/fr/";
    assert_eq!(terms(older), ("CC BY-NC-SA 3.0".to_owned(), own(older), own("cc-by-nc-sa-3.0")));
    let named =
        ("CC BY-SA 2.5".to_owned(), own("https://creativecommons.org/licenses/by-sa/2.5/"), own("cc-by-sa-2.5"));
    assert_eq!(terms("CC BY-SA 2.5"), named);
    assert_eq!(terms("All rights reserved").1, None);
    assert_eq!(Terms::read("all-rights-reserved").known, Some(Licence::AllRightsReserved));
    let free = "https://artlibre.org/licence/lal/";
    assert_eq!(terms(free), ("artlibre.org/licence/lal".to_owned(), own(free), None));
    assert_eq!(terms("javascript:alert(1)"), ("javascript:alert(1)".to_owned(), None, None), "no link");
    assert_eq!(listed("http://creativecommons.org/licenses/by/4.0"), Some(Licence::By));
    assert_eq!((listed(older), listed("CC BY-SA 2.5")), (None, None), "another version is another text");
    for licence in Licence::ALL {
        assert_eq!(listed(&word(*licence)), Some(*licence));
    }
}

async fn told(club: &Club, track: ObjectId) -> (serde_json::Value, Vec<String>) {
    let said = club.app.db.read(move |c| {
        let object = Object::get(c, track)?;
        facts(c, &object)
    });
    (club.wire(track).await, said.await.unwrap().into_iter().map(|fact| fact.text).collect())
}

#[tokio::test]
async fn a_track_says_its_own_else_its_albums_else_its_channels() {
    let club = Club::open(MODULES).await;
    let (ana, studio) = (club.member("ana").await, Studio::open());
    let tags = [("title", "Un"), ("album", "Deux")];
    let plain = bring(&club, ana, record(&studio, "a.flac", 440, &tags), Visibility::Public).await.unwrap();
    let said = [("title", "Trois"), ("album", "Deux"), ("LICENSE", "CC BY-SA 3.0"), ("COPYRIGHT", "© Ana")];
    let own = bring(&club, ana, record(&studio, "b.flac", 500, &said), Visibility::Public).await.unwrap();
    let (json, facts) = told(&club, plain.track()).await;
    assert!(json.get("license").is_none() && facts.is_empty(), "{json}");
    let (json, facts) = told(&club, own.track()).await;
    assert_eq!(json["license"], "https://creativecommons.org/licenses/by-sa/3.0/");
    assert_eq!(
        (json["copyright"].as_str(), facts),
        (Some("© Ana"), vec!["CC BY-SA 3.0".to_owned(), "© Ana".to_owned()])
    );

    // The channel's holds for what says nothing.
    let licensed = club.app.db.write(move |c| Channel { licence: Some(Licence::By), ..Channel::of(c, ana)? }.keep(c));
    licensed.await.unwrap();
    assert_eq!(told(&club, plain.track()).await.0["license"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(told(&club, own.track()).await.1[0], "CC BY-SA 3.0");

    // The album's comes first. Of one that has no address nothing is said that Funkwhale would stumble over.
    let (desk, sent) = (club.app.desk(), club.sent(ana).await.len());
    let album = plain.album();
    club.app
        .db
        .write(move |c| {
            let (owner, before) = (Actor::get(c, ana)?, Album::find(c, album)?.unwrap());
            let kept = Some(word(Licence::AllRightsReserved));
            diesel::update(music_albums::table.find(album)).set(music_albums::licence.eq(&kept)).execute(c)?;
            let sleeve =
                crate::album::Sleeve { title: before.title.clone(), licence: kept, ..crate::album::Sleeve::default() };
            for heard in Heard::of_album(c, None, album)? {
                heard.track.on_renamed(c, &desk, &owner, &heard.object, &sleeve, &before)?;
            }
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    let (json, facts) = told(&club, plain.track()).await;
    assert!(json.get("license").is_none(), "{json}");
    assert_eq!((json["copyright"].as_str(), facts.len()), (Some("All Rights Reserved"), 1));
    assert_eq!(club.sent(ana).await.len(), sent + 1, "whoever has the track that says nothing itself is told");

    let here = club.app.hosts.stall("music").unwrap().clone();
    let feed = club.app.db.read(move |c| {
        let actor = Actor::get(c, ana)?;
        feed::of_channel(c, &here, &actor)
    });
    let feed = feed.await.unwrap();
    let said: Vec<_> = feed
        .items
        .iter()
        .map(|item| item.extensions["podcast"]["license"][0].value.clone().unwrap_or_default())
        .collect();
    assert_eq!(said, ["cc-by-sa-3.0", "all-rights-reserved"]);
}

#[tokio::test]
async fn what_others_say_is_kept_as_they_say_it() {
    let club = Club::open(MODULES).await;
    let (ana, studio) = (club.member("ana").await, Studio::open());
    let taken =
        bring(&club, ana, record(&studio, "a.flac", 440, &[("title", "Un")]), Visibility::Public).await.unwrap();
    let mut json = club.wire(taken.track()).await;
    for (licence, kept) in [
        ("http://creativecommons.org/licenses/by/2.0/", Some("CC BY 2.0")),
        ("CC-BY-NC-SA", Some("CC BY-NC-SA 4.0")),
        (&"x".repeat(5000), None),
        ("  ", None),
    ] {
        json["license"] = licence.into();
        let Entity::Object(wire) = Entity::parse(json.to_string().as_bytes()).unwrap() else { unreachable!() };
        let id = taken.track();
        let found = club.app.db.write(move |c| {
            let object = Object::get(c, id)?;
            Recording.receive(c, &object, &wire)?;
            Track::find(c, id)
        });
        let licence = found.await.unwrap().unwrap().licence;
        assert_eq!(licence.as_deref().map(|word| Terms::read(word).title).as_deref(), kept);
    }
}
