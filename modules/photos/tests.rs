//! The photos stall without its pages: what is uploaded becomes a set that others take.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that fails is to say where")]

mod albums;
mod import;
mod pixelfed;
mod publishing;
mod stories;

use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::media::{Licence, Media, MediaId, Rendition};
use host::social::object::{Object, ObjectId};
use host::social::place::{NewPlace, Place, Point};
use host::social::range::Range;
use host::social::timeline;
use host::social::visibility::Visibility;
use host::testing::Club;
use host::vocab::Entity;
use host::{Claim, Modules, ObjectKind, Statement, StatementError};

use crate::Photos;
use crate::federate::{PHOTO, Photo};

const MODULES: Modules = Modules::new(&[&Photos]);

fn with(media: &[MediaId]) -> Statement {
    Statement { media: media.iter().map(ToString::to_string).collect(), ..Statement::default() }
}

#[tokio::test]
async fn a_set_keeps_its_order_and_what_is_said_about_it() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let (wide, high) = (club.picture(ana, 2400, 1600).await.id, club.picture(ana, 300, 400).await.id);
    let point = Point::new(49.0241, 1.1511);
    let described = club.app.db.write(move |c| {
        Media::describe(c, ana, wide, "Une place", None)?;
        Media::license(c, ana, high, Some(Licence::BySa), true)
    });
    described.await.unwrap();
    let place = Some(NewPlace { name: "Évreux".to_owned(), country: Some("France".to_owned()), point, address: None });
    let object = club
        .say(ana, Statement { place, answerable: Some(false), text: "Le #matin".to_owned(), ..with(&[high, wide]) })
        .await;
    assert_eq!((object.kind.as_str(), object.answerable), (PHOTO, false));
    let id = object.id;
    let (media, renditions, kept) = club
        .app
        .db
        .read(move |c| {
            Ok::<_, DbError>((Media::of_object(c, id)?, Rendition::of(c, &[high, wide])?, Place::find(c, id)?.unwrap()))
        })
        .await
        .unwrap();
    assert_eq!(media.iter().map(|media| media.id).collect::<Vec<_>>(), [high, wide]);
    assert_eq!((kept.name.as_str(), kept.point()), ("Évreux", point));
    let widths = |of: MediaId| -> Vec<_> {
        renditions.iter().filter(|made| made.media_id == of).map(|made| (made.width, made.height)).collect()
    };
    assert_eq!(widths(wide), [(320, 214), (640, 427), (1080, 720), (1920, 1280)]);
    assert_eq!(widths(high), [(240, 320), (300, 400)]);
    assert!(media[1].original_key.is_some(), "the original is kept");
}

#[tokio::test]
async fn pixelfed_takes_what_is_sent() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let (one, other) = (club.picture(ana, 6000, 2000).await.id, club.picture(ana, 900, 900).await.id);
    let place = NewPlace { name: "La place".to_owned(), point: Point::new(48.5, -2.75), ..NewPlace::default() };
    let statement = Statement {
        text: "Deux vues, @ana #fete".to_owned(),
        summary: "Lampions".to_owned(),
        place: Some(place),
        ..with(&[one, other])
    };
    let object = club.say(ana, statement).await;
    let closed = club.picture(ana, 640, 480).await.id;
    club.say(ana, Statement { answerable: Some(false), visibility: Visibility::Followers, ..with(&[closed]) }).await;
    let answer = Statement { text: "Et la suite".to_owned(), in_reply_to: Some(object.id), ..Statement::default() };
    let answer = club.say(ana, answer).await;
    assert_eq!(answer.kind, "card", "an answer is in words");
    let desk = club.app.desk();
    let edited = club.app.db.write(move |c| {
        Media::describe(c, ana, other, "Une autre vue", None)?;
        let author = Actor::get(c, ana)?;
        let statement = Statement { text: "Deux vues".to_owned(), ..with(&[one, other]) };
        statement.edit(c, &desk, &author, &object)
    });
    let edited: Object = edited.await.unwrap();
    let id: ObjectId = edited.id;
    let place = club.app.db.read(move |c| Place::find(c, id)).await.unwrap();
    assert!(place.is_some(), "an edit that does not speak of the place leaves it");
    let sent = club.sent(ana).await;
    assert_eq!(sent.len(), 4);
    for activity in &sent {
        pixelfed::accepts(activity).unwrap_or_else(|reason| panic!("{reason}: {activity:#}"));
    }
    let sizes: Vec<_> =
        sent.iter().flat_map(|activity| activity["object"]["attachment"].as_array()).flatten().collect();
    assert!(sizes.iter().any(|file| file["width"] == 4096), "what is too large for others is made smaller: {sizes:?}");
}

#[tokio::test]
async fn words_alone_are_for_answers_and_messages() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let bob = club.member("bob").await;
    let words = Statement { text: "Bonjour".to_owned(), ..Statement::default() };
    assert!(matches!(club.try_say(ana, words.clone()).await, Err(StatementError::Unsuited)));
    let picture = club.picture(ana, 64, 64).await.id;
    let shown = club.say(ana, Statement { answerable: Some(false), ..with(&[picture]) }).await;
    let answer = Statement { in_reply_to: Some(shown.id), ..words.clone() };
    assert!(matches!(club.try_say(bob, answer.clone()).await, Err(StatementError::NoAnswers)));
    club.say(ana, answer).await;
    let message = Statement { text: "@bob entre nous".to_owned(), visibility: Visibility::Direct, ..words };
    club.say(ana, message).await;
    let home = club.app.db.read(move |c| timeline::read_kind(c, ana, Some(ana), PHOTO, Range::default(), 20));
    let home = home.await.unwrap();
    assert_eq!(home.iter().map(|entry| entry.object_id).collect::<Vec<_>>(), [shown.id], "pictures only");
}

#[test]
fn pictures_are_claimed_and_nothing_else() {
    let claim = |attachments: &str, more: &str| {
        let json = format!(
            r#"{{"id": "https://a.example/1", "type": "Note", "attributedTo": "https://a.example/bob", "attachment": {attachments}{more}}}"#
        );
        let Ok(Entity::Object(object)) = Entity::parse(json.as_bytes()) else { panic!("{json}") };
        Photo.claim(&object)
    };
    let picture = r#"{"type": "Document", "mediaType": "image/webp", "url": "https://a.example/1"}"#;
    let film = r#"{"type": "Document", "mediaType": "video/mp4", "url": "https://a.example/2"}"#;
    assert_eq!(claim(&format!("[{picture}]"), ""), Claim::Exact);
    assert_eq!(claim(picture, ""), Claim::Exact);
    assert_eq!(claim(r#"{"type": "Image", "url": "https://a.example/3"}"#, ""), Claim::Exact);
    assert_eq!(claim("[]", ""), Claim::No);
    assert_eq!(claim(&format!("[{picture}, {film}]"), ""), Claim::No);
    assert_eq!(claim(&format!("[{picture}]"), r#", "inReplyTo": "https://b.example/1""#), Claim::No);
}
