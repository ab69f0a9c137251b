//! What is brought from elsewhere, without the command line.

use std::path::Path;
use std::sync::Arc;

use diesel::prelude::*;
use host::Statement;
use host::social::media::{Licence, Media};
use host::social::object::Object;
use host::social::place::Place;
use host::social::range::Range;
use host::social::schema::{deliveries, outbox_entries, timeline_entries};
use host::social::visibility::Visibility;
use serde_json::json;

use super::{Club, MODULES};
use crate::album::{Album, AlbumError, AlbumForm, Audience, MAX_PHOTOS};
use crate::import::{Bundle, Importer, Plan, Report, Terms};
use crate::schema::photos_imports;
use host::social::actor::{Actor, ActorId};

fn picture(number: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let paint = |x: u32, y: u32| image::Rgb([(x % 251) as u8, (y % 241) as u8, number]);
    image::RgbImage::from_fn(320, 240, paint).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

fn write(folder: &Path, path: &str, contents: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, contents).unwrap();
}

async fn bring(club: &Club, by: ActorId, folder: &Path, terms: Terms) -> Report {
    let bundle = Bundle::open(&[folder.to_owned()]).unwrap();
    let plan = Plan::of(&bundle);
    let author = club.app.db.read(move |c| Actor::get(c, by)).await.unwrap();
    Importer::new(&club.app, &author, Arc::new(bundle), terms).run(plan, |_| true).await.unwrap()
}

async fn published(club: &Club, by: ActorId) -> Vec<Object> {
    club.app.db.read(move |c| Object::of_actor(c, by, true, Range::default(), 40)).await.unwrap()
}

#[tokio::test]
async fn posts_of_pixelfed_keep_what_was_said_of_them() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let folder = tempfile::tempdir().unwrap();
    let file = |path: &str, more: serde_json::Value| {
        let mut file = json!({"type": "Image", "url": format!("https://pixels.example/storage/m/_v2/7/{path}"), "mime": "image/jpeg"});
        file.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        file
    };
    let status = |id: u32, more: serde_json::Value| {
        let mut status = json!({
            "id": id.to_string(), "uri": format!("https://pixels.example/p/ana/{id}"), "in_reply_to_id": "", "content_text": "",
            "created_at": format!("2024-03-0{id}T10:00:00.000Z"), "visibility": "public", "media_attachments": [],
        });
        status.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        status
    };
    let statuses = json!([
        status(
            1,
            json!({"content_text": "Le #marché", "place": {"name": "Évreux", "country": "France"}, "comments_disabled": true,
            "sensitive": true, "spoiler_text": "Poissons", "media_attachments": [
                file("a/x.jpg", json!({"description": "Un étal", "license": {"id": 12, "title": "CC BY-SA"}})),
                file("b/x.jpg", json!({"description": null, "license": null}))]})
        ),
        status(
            2,
            json!({"visibility": "private", "content": "Entre <b>nous</b> <br />", "content_text": null,
            "media_attachments": [file("c.jpg", json!({"description": ""}))]})
        ),
        status(3, json!({"visibility": "direct", "media_attachments": [file("d.jpg", json!({}))]})),
        status(4, json!({"in_reply_to_id": "99", "content_text": "Bravo"})),
        status(5, json!({"content_text": "Elsewhere", "media_attachments": [file("gone.jpg", json!({}))]})),
        status(6, json!({"media_attachments": [file("film.mp4", json!({"mime": "video/mp4"}))]})),
    ]);
    write(folder.path(), "pixelfed-statuses.json", statuses.to_string().as_bytes());
    for (number, path) in (1..).zip(["storage/m/_v2/7/a/x.jpg", "storage/m/_v2/7/b/x.jpg", "c.jpg", "d.jpg"]) {
        write(folder.path(), path, &picture(number));
    }
    let terms = Terms { licence: Some(Licence::By), visibility: Some(Visibility::Unlisted), ..Terms::default() };
    let report = bring(&club, ana, folder.path(), terms).await;
    assert_eq!((report.sets, report.pictures, report.undescribed), (2, 3, 2), "{report:?}");
    let refused: Vec<_> = report.refused.iter().map(|it| (it.file.as_str(), it.reason.as_str())).collect();
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(refused.iter().any(|(file, why)| file.ends_with("gone.jpg") && why.contains("asks no other servers")));
    assert!(refused.iter().any(|(file, why)| file.ends_with("film.mp4") && why.contains("films")));
    assert_eq!(report.left_out.len(), 2, "a comment and a message: {:?}", report.left_out);

    let objects = published(&club, ana).await;
    let [private, market] = &objects[..] else { panic!("{objects:?}") };
    assert_eq!((private.visibility, private.source.as_deref()), (Visibility::Followers, Some("Entre nous")));
    assert_eq!(market.visibility, Visibility::Unlisted, "no more than is wanted");
    assert_eq!(market.published_at.to_string(), "2024-03-01 10:00:00");
    assert_eq!((market.summary.as_deref(), market.sensitive, market.answerable), (Some("Poissons"), true, false));
    let id = market.id;
    let (media, place) = club
        .app
        .db
        .read(move |c| Ok::<_, diesel::result::Error>((Media::of_object(c, id)?, Place::find(c, id)?.unwrap())))
        .await
        .unwrap();
    let told: Vec<_> = media.iter().map(|media| (media.description.as_str(), media.licence)).collect();
    assert_eq!(told, [("Un étal", Some(Licence::BySa)), ("", Some(Licence::By))]);
    assert_eq!((place.name.as_str(), place.country.as_deref()), ("Évreux", Some("France")));

    // Nobody is told, and nothing is sent.
    let quiet = club.app.db.read(|c| -> Result<(i64, i64, i64), diesel::result::Error> {
        Ok((
            outbox_entries::table.filter(outbox_entries::object_id.is_not_null()).count().get_result(c)?,
            deliveries::table.count().get_result(c)?,
            timeline_entries::table.count().get_result(c)?,
        ))
    });
    assert_eq!(quiet.await.unwrap(), (0, 0, 0));

    let again = bring(&club, ana, folder.path(), terms).await;
    assert_eq!((again.sets, again.known), (0, 2));
    // What its author took back is not brought again.
    let (desk, gone) = (club.app.desk(), market.clone());
    club.app
        .db
        .write(move |c| {
            let author = Actor::get(c, ana)?;
            gone.delete(c, &desk.hosts, &author)
        })
        .await
        .unwrap();
    assert_eq!(bring(&club, ana, folder.path(), terms).await.known, 2);
    assert_eq!(published(&club, ana).await.len(), 1);
}

#[tokio::test]
async fn an_outbox_is_read_as_well() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let folder = tempfile::tempdir().unwrap();
    let note = |id: u32, to: &str, more: serde_json::Value| {
        let mut note = json!({"type": "Note", "id": format!("https://pixels.example/p/ana/{id}"), "to": [to], "cc": [],
            "published": "2023-05-01T08:00:00+02:00", "content": "Deux <a href=\"/t\">#tours</a>", "inReplyTo": null,
            "attachment": [{"type": "Image", "mediaType": "image/jpeg", "url": "/media_attachments/files/1.jpg", "name": "Une tour"}]});
        note.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"type": "Create", "object": note})
    };
    let outbox = json!({"type": "OrderedCollection", "orderedItems": [
        note(1, "https://www.w3.org/ns/activitystreams#Public", json!({})),
        {"type": "Announce", "object": "https://other.example/1"},
        note(2, "https://pixels.example/users/bob", json!({})),
    ]});
    write(folder.path(), "outbox.json", outbox.to_string().as_bytes());
    write(folder.path(), "media_attachments/files/1.jpg", &picture(9));
    let report = bring(&club, ana, folder.path(), Terms::default()).await;
    assert_eq!((report.sets, report.refused.len(), report.left_out.len()), (1, 0, 1), "{report:?}");
    let objects = published(&club, ana).await;
    assert_eq!(objects[0].published_at.to_string(), "2023-05-01 06:00:00");
    assert!(objects[0].content.contains("#<span>tours</span>"), "{}", objects[0].content);
}

#[tokio::test]
async fn pictures_of_one_second_keep_their_order() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let folder = tempfile::tempdir().unwrap();
    let then = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_500_000_000);
    for number in 0..12 {
        let name = format!("100CANON/{number:02}.jpg");
        write(folder.path(), &name, &picture(number));
        write(folder.path(), &name.replace("jpg", "txt"), number.to_string().as_bytes());
        let file = std::fs::File::options().write(true).open(folder.path().join(name)).unwrap();
        file.set_modified(then).unwrap();
    }
    let report = bring(&club, ana, folder.path(), Terms::default()).await;
    let own = folder.path().file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(report.albums.iter().collect::<Vec<_>>(), [&own], "what a camera calls its folder is no name");
    let said: Vec<_> = published(&club, ana).await.iter().rev().map(|it| it.source.clone().unwrap()).collect();
    assert_eq!(said, (0..12).map(|number: u8| number.to_string()).collect::<Vec<_>>());
}

/// A member's albums by title, each with who may see it and the texts of what is in it, in order.
async fn albums(club: &Club, of: ActorId) -> Vec<(String, Audience, Vec<String>)> {
    let read = club.app.db.read(move |c| {
        let mut albums = Vec::new();
        for album in Album::of(c, of)? {
            let held = album.photos(c, Some(of))?;
            let objects = Object::load(c, &held)?;
            let text = |id| objects.iter().find(|object| object.id == id)?.source.clone();
            albums.push((album.title, album.audience, held.into_iter().filter_map(text).collect()));
        }
        albums.sort_by(|one: &(String, _, _), other| one.0.cmp(&other.0));
        Ok::<_, diesel::result::Error>(albums)
    });
    read.await.unwrap()
}

#[tokio::test]
async fn folders_become_albums_once() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, number: u8, day: u64| {
        write(folder.path(), path, &picture(number));
        write(folder.path(), &path.replace("jpg", "txt"), number.to_string().as_bytes());
        let taken = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(day * 86400);
        let file = std::fs::File::options().write(true).open(folder.path().join(path)).unwrap();
        file.set_modified(taken).unwrap();
    };
    put("Été/a.jpg", 1, 30);
    put("Été/b.jpg", 2, 10);
    put("Hiver/c.jpg", 3, 20);
    // One of them is there already, with another photo in it.
    let before = Statement { text: "0".to_owned(), ..super::with(&[club.picture(ana, 64, 64).await.id]) };
    let before = club.say(ana, before).await.id;
    let made = club.app.db.write(move |c| {
        let form = AlbumForm { title: "Hiver".to_owned(), description: String::new(), audience: Audience::Members };
        Album::create(c, ana, &form)?.add(c, ana, &[before])
    });
    made.await.unwrap();

    let terms = Terms { visibility: Some(Visibility::Followers), ..Terms::default() };
    bring(&club, ana, folder.path(), Terms { dry: true, ..terms }).await;
    assert_eq!(albums(&club, ana).await.len(), 1, "a look makes none");
    bring(&club, ana, folder.path(), terms).await;
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let expected = [
        ("Hiver".to_owned(), Audience::Members, texts(&["0", "3"])),
        ("Été".to_owned(), Audience::Followers, texts(&["2", "1"])),
    ];
    assert_eq!(albums(&club, ana).await, expected);

    // What its owner takes out stays out, whatever is brought later.
    let taken = club.app.db.write(move |c| {
        let album = Album::titled(c, ana, "Été")?.unwrap();
        let first = album.photos(c, Some(ana))?[0];
        album.take_out(c, first)
    });
    taken.await.unwrap();
    put("Été/d.jpg", 4, 40);
    let again = bring(&club, ana, folder.path(), terms).await;
    assert_eq!((again.sets, again.known), (1, 3));
    assert_eq!(albums(&club, ana).await[1].2, ["1", "4"]);

    // What an import that was killed left is put in by the next one, once.
    let killed =
        club.app.db.write(|c| diesel::update(photos_imports::table).set(photos_imports::gathered.eq(false)).execute(c));
    killed.await.unwrap();
    bring(&club, ana, folder.path(), terms).await;
    assert_eq!(albums(&club, ana).await[1].2, ["1", "4", "2"]);
    assert_eq!(albums(&club, ana).await[0].2, ["0", "3"]);
}

#[tokio::test]
async fn a_full_album_goes_on_in_another() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let folder = tempfile::tempdir().unwrap();
    for number in 0..3 {
        write(folder.path(), &format!("Été/{number}.jpg"), &picture(number));
    }
    let hosts = club.app.hosts.clone();
    let model = club.say(ana, super::with(&[club.picture(ana, 64, 64).await.id])).await;
    let filled = club.app.db.write(move |c| {
        let form = AlbumForm { title: "Été".to_owned(), description: String::new(), audience: Audience::Public };
        let album = Album::create(c, ana, &form)?;
        Ok::<_, AlbumError>(super::albums::fill(c, &hosts, &model, album.id, MAX_PHOTOS - 2)?)
    });
    filled.await.unwrap();
    bring(&club, ana, folder.path(), Terms::default()).await;
    let rooms = club.app.db.read(move |c| {
        let mut rooms = Vec::new();
        for title in ["Été", "Été (2)"] {
            rooms.push(Album::titled(c, ana, title)?.unwrap().room(c)?);
        }
        Ok::<_, diesel::result::Error>(rooms)
    });
    assert_eq!(rooms.await.unwrap(), [0, MAX_PHOTOS - 1]);
}
