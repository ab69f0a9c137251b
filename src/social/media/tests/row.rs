//! Rows: whose they are, what they hang on, when they go.

use bytes::Bytes;
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::result::Error::NotFound;
use store::media::{Media as Files, MediaConfig};
use store::{Conn, clock};

use super::{corners, jpeg};
use crate::actor::{Actor, ActorId};
use crate::fixture::{check, draft, hosts, member, post, stranger};
use crate::media::{
    Development, Focus, MAX_DESCRIPTION, Media, MediaId, MediaKind, MediaState, Purpose, RemoteMedia, StoredImage,
    upload_image,
};
use crate::object::{Object, Parts};
use crate::schema::actors;

fn stored(key: &str) -> StoredImage {
    StoredImage {
        key: key.to_owned(),
        media_type: "image/jpeg".to_owned(),
        preview_key: Some(format!("{key}.webp")),
        original_key: None,
        proof_key: None,
        full_size: (4, 3),
        renditions: Vec::new(),
        exposure: None,
        width: 4,
        height: 3,
        size: 100,
        blurhash: None,
    }
}

fn upload(c: &mut Conn, actor: ActorId, key: &str) -> MediaId {
    Media::create(c, actor, &stored(key)).unwrap().id
}

fn remote(url: &str) -> RemoteMedia {
    RemoteMedia { url: url.to_owned(), ..RemoteMedia::default() }
}

fn ids(media: Vec<Media>) -> Vec<MediaId> {
    media.into_iter().map(|media| media.id).collect()
}

#[test]
fn media_hang_on_an_object_in_order() {
    check(|c| {
        let ana = member(c, "ana");
        let (a, b, d) = (upload(c, ana.id, "a"), upload(c, ana.id, "b"), upload(c, ana.id, "d"));
        let note = Object::insert(c, &draft(&ana, "x"), &Parts { media: vec![b, a], ..Parts::default() }).unwrap();
        assert_eq!(ids(Media::of_object(c, note.id).unwrap()), [b, a]);
        assert_eq!(ids(Media::unattached(c, ana.id).unwrap()), [d]);
        Media::attach(c, ana.id, note.id, &[d, b]).unwrap();
        assert_eq!(ids(Media::of_object(c, note.id).unwrap()), [d, b]);
        assert_eq!(ids(Media::unattached(c, ana.id).unwrap()), [a]);
        let other = Object::insert(c, &draft(&ana, "y"), &Parts { media: vec![a], ..Parts::default() }).unwrap();
        let both = Media::of_objects(c, &[other.id, note.id]).unwrap();
        assert_eq!(both.iter().filter(|media| media.object_id == Some(note.id)).count(), 2);
        note.bury(c).unwrap();
        assert_eq!(ids(Media::unattached(c, ana.id).unwrap()), [d, b]);
    });
}

#[test]
fn only_their_owner_hangs_them_and_only_once() {
    check(|c| {
        let (ana, eve) = (member(c, "ana"), member(c, "eve"));
        let (first, second) = (post(c, &ana, "x"), post(c, &ana, "y"));
        let stolen = post(c, &eve, "z");
        let a = upload(c, ana.id, "a");
        assert_eq!(Media::attach(c, eve.id, stolen.id, &[a]), Err(NotFound));
        Media::attach(c, ana.id, first.id, &[a]).unwrap();
        assert_eq!(Media::attach(c, ana.id, second.id, &[a]), Err(NotFound));
        assert_eq!(Media::describe(c, eve.id, a, "x", None), Err(NotFound));
        assert_eq!(Media::find(c, a).unwrap().unwrap().object_id, Some(first.id));
    });
}

#[test]
fn media_are_described() {
    check(|c| {
        let ana = member(c, "ana");
        let a = upload(c, ana.id, "a");
        let long = "é".repeat(MAX_DESCRIPTION + 5);
        let media = Media::describe(c, ana.id, a, &long, Some(Focus { x: -0.25, y: 7.0 })).unwrap();
        assert_eq!(media.description.chars().count(), MAX_DESCRIPTION);
        assert_eq!(media.focus(), Some(Focus { x: -0.25, y: 1.0 }));
        let media = Media::describe(c, ana.id, a, "A lighthouse", None).unwrap();
        assert_eq!((media.description.as_str(), media.focus()), ("A lighthouse", None));
    });
}

#[test]
fn what_nothing_shows_is_an_orphan() {
    check(|c| {
        let ana = member(c, "ana");
        let (kept, lost, held, face) = (
            upload(c, ana.id, "kept"),
            upload(c, ana.id, "lost"),
            upload(c, ana.id, "held"),
            upload(c, ana.id, "face"),
        );
        let note = post(c, &ana, "x");
        Media::attach(c, ana.id, note.id, &[kept]).unwrap();
        diesel::update(actors::table.find(ana.id)).set(actors::avatar_id.eq(face)).execute(c).unwrap();
        let now = clock::now();
        Media::hold(c, ana.id, &[held], now + TimeDelta::days(3)).unwrap();
        let orphans = |c: &mut Conn, in_days: i64| ids(Media::orphans(c, now + TimeDelta::days(in_days), 10).unwrap());
        assert_eq!(orphans(c, -1), []);
        assert_eq!(orphans(c, 1), [lost]);
        assert_eq!(orphans(c, 4), [lost, held]);
        assert_eq!(ids(Media::unattached(c, ana.id).unwrap()), [held, lost]);
        assert_eq!(Media::total_size(c).unwrap(), 400);
    });
}

#[test]
fn files_that_are_shared_stay() {
    check(|c| {
        let ana = member(c, "ana");
        let (first, second) = (upload(c, ana.id, "same"), upload(c, ana.id, "same"));
        let (first, second) = (Media::find(c, first).unwrap().unwrap(), Media::find(c, second).unwrap().unwrap());
        assert_eq!(first.remove(c).unwrap(), [""; 0]);
        assert_eq!(second.remove(c).unwrap(), ["same", "same.webp"]);
        let third = upload(c, ana.id, "emoji");
        crate::emoji::Emoji::put(c, "blob", &stored("emoji")).unwrap();
        let third = Media::find(c, third).unwrap().unwrap();
        assert_eq!(third.remove(c).unwrap(), ["emoji.webp"]);
    });
}

#[test]
fn remote_files_are_rows() {
    check(|c| {
        let bob = stranger(c, "bob", "remote.example", true);
        let files = [
            RemoteMedia {
                media_type: "Image/PNG".into(),
                description: "A".into(),
                width: Some(10),
                height: Some(-1),
                blurhash: Some("LEHV6nWB2yk8pyo0adR*.7kCMdnj".into()),
                focus: Some(Focus { x: f32::NAN, y: 0.5 }),
                ..remote("https://remote.example/a")
            },
            RemoteMedia {
                blurhash: Some("<script>alert(1)</script>".into()),
                ..remote("https://remote.example/b.MP4?x=1")
            },
            remote("https://remote.example/c"),
            RemoteMedia { media_type: "image/svg+xml".into(), ..remote("https://remote.example/d.svg") },
        ];
        let made = Media::of_remote(c, bob.id, None, &files).unwrap();
        let note = Object::insert(c, &draft(&bob, "x"), &Parts { media: made.clone(), ..Parts::default() }).unwrap();
        let rows = Media::of_object(c, note.id).unwrap();
        let kinds: Vec<_> = rows.iter().map(|media| (media.kind, media.media_type.as_str())).collect();
        assert_eq!(
            kinds,
            [
                (MediaKind::Image, "image/png"),
                (MediaKind::Video, "video/mp4"),
                (MediaKind::Other, "application/octet-stream"),
                (MediaKind::Other, "image/svg+xml"),
            ]
        );
        assert_eq!((rows[0].width, rows[0].height, rows[0].focus()), (Some(10), None, Some(Focus { x: 0.0, y: 0.5 })));
        assert!(rows[0].blurhash.is_some() && rows[1].blurhash.is_none());
        let hosts = hosts();
        assert_eq!(rows[2].url(hosts.stall("microblog").unwrap()).unwrap().as_str(), "https://remote.example/c");

        // An edit keeps what stays: c has a copy here, whose type was seen.
        Media::keep(c, rows[2].id, "copy", None, "image/gif", 10).unwrap();
        Media::give_up(c, rows[1].id, "gone").unwrap();
        let edited = [files[2].clone(), RemoteMedia { description: "B".into(), ..files[1].clone() }];
        let again = Media::of_remote(c, bob.id, Some(note.id), &edited).unwrap();
        assert_eq!(again, [rows[2].id, rows[1].id]);
        Media::attach(c, bob.id, note.id, &again).unwrap();
        let rows = Media::of_object(c, note.id).unwrap();
        assert_eq!((rows[0].media_type.as_str(), rows[0].media_key.as_deref()), ("image/gif", Some("copy")));
        assert_eq!((rows[1].description.as_str(), rows[1].state), ("B", MediaState::Ready));
        assert_eq!(Media::find(c, made[0]).unwrap(), None);

        // Of what is gone, the copy is left to be pruned.
        note.bury(c).unwrap();
        assert_eq!(Media::find(c, rows[1].id).unwrap(), None);
        let orphans = Media::orphans(c, clock::now() + TimeDelta::days(1), 10).unwrap();
        assert_eq!(ids(orphans), [rows[0].id]);
        let many: Vec<_> = (0..50).map(|n| remote(&format!("https://remote.example/{n}"))).collect();
        assert_eq!(Media::of_remote(c, bob.id, None, &many).unwrap().len(), crate::media::MAX_PER_OBJECT);
    });
}

/// snac tells neither; an edit there changes nothing about that.
#[test]
fn what_is_not_told_of_a_picture_is_seen_on_its_copy() {
    check(|c| {
        let bob = stranger(c, "bob", "remote.example", true);
        let told = RemoteMedia { width: Some(10), height: Some(20), ..remote("https://remote.example/told.png") };
        let files = [remote("https://remote.example/silent.png"), told];
        let made = Media::of_remote(c, bob.id, None, &files).unwrap();
        let note = Object::insert(c, &draft(&bob, "x"), &Parts { media: made.clone(), ..Parts::default() }).unwrap();
        let blurhash = Some("LEHV6nWB2yk8pyo0adR*.7kCMdnj".to_owned());
        let copy = StoredImage { width: 300, height: 200, blurhash, ..stored("copy") };
        let sizes = |files: &[Media]| files.iter().map(|file| (file.width, file.height)).collect::<Vec<_>>();
        let kept: Vec<Media> = made.iter().map(|id| Media::keep_picture(c, *id, &copy).unwrap()).collect();
        assert_eq!(sizes(&kept), [(Some(300), Some(200)), (Some(10), Some(20))]);
        assert_eq!((kept[0].blurhash.as_ref(), kept[0].media_key.as_deref()), (copy.blurhash.as_ref(), Some("copy")));
        Media::of_remote(c, bob.id, Some(note.id), &files).unwrap();
        let renewed = Media::of_object(c, note.id).unwrap();
        assert_eq!(sizes(&renewed), sizes(&kept));
        assert_eq!(renewed[0].blurhash, copy.blurhash);
    });
}

#[test]
fn a_remote_profile_has_one_picture() {
    check(|c| {
        let bob = stranger(c, "bob", "remote.example", true);
        let face = |c: &mut Conn, current, url: Option<&str>| {
            Media::of_profile(c, bob.id, current, url.map(remote).as_ref()).unwrap()
        };
        let first = face(c, None, Some("https://remote.example/1.png"));
        assert_eq!(face(c, first, Some("https://remote.example/1.png")), first);
        let second = face(c, first, Some("https://remote.example/2.png"));
        assert_ne!(second, first);
        assert_eq!(Media::find(c, first.unwrap()).unwrap(), None);
        assert_eq!(face(c, second, None), None);
        assert_eq!(Media::find(c, second.unwrap()).unwrap(), None);
    });
}

#[test]
fn an_erased_actor_leaves_no_files() {
    check(|c| {
        let ana = member(c, "ana");
        let a = upload(c, ana.id, "a");
        Object::insert(c, &draft(&ana, "x"), &Parts { media: vec![a], ..Parts::default() }).unwrap();
        Actor::get(c, ana.id).unwrap().erase(c).unwrap();
        assert_eq!(ids(Media::orphans(c, clock::now() + TimeDelta::days(1), 10).unwrap()), [a]);
    });
}

#[tokio::test]
async fn an_upload_is_stored_under_its_content() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(&MediaConfig::default(), folder.path()).unwrap();
    let file = Bytes::from(jpeg(&corners(64, 48), false));
    let image = upload_image(&files, file.clone(), Purpose::Photo).await.unwrap();
    assert_eq!((image.width, image.height, image.media_type.as_str()), (64, 48, "image/jpeg"));
    assert_eq!(&image.key[..3], format!("{}/", &image.key[6..8]));
    assert!(image.key.ends_with(".jpg") && image.preview_key.as_ref().unwrap().ends_with(".webp"));
    let mut size = 0;
    for key in [Some(&image.key), image.preview_key.as_ref(), image.original_key.as_ref()].into_iter().flatten() {
        size += files.get_bytes(key).await.unwrap().len();
    }
    assert_eq!(i64::try_from(size).unwrap(), image.size);
    assert_eq!(upload_image(&files, file, Purpose::Photo).await.unwrap(), image);
    assert!(upload_image(&files, Bytes::from_static(b"x"), Purpose::Photo).await.is_err());
}

#[test]
fn a_photo_is_made_anew_and_its_old_files_go() {
    check(|c| {
        let (ana, eve) = (member(c, "ana"), member(c, "eve"));
        let mut came = stored("came");
        came.original_key = Some("came".to_owned());
        let photo = Media::create(c, ana.id, &came).unwrap();
        let mirrored = Development { mirrored: true, ..Development::default() };
        assert!(photo.can_be_developed() && photo.development().is_nothing());
        assert_eq!(Media::develop(c, eve.id, photo.id, mirrored), Err(NotFound));
        let plain = upload(c, ana.id, "plain");
        assert_eq!(Media::develop(c, ana.id, plain, mirrored), Err(NotFound), "it was not kept as it came");

        let pending = Media::develop(c, ana.id, photo.id, mirrored).unwrap();
        assert_eq!((pending.state, pending.media_key.as_deref()), (MediaState::Pending, Some("came")));
        let mut made = stored("mirrored");
        made.original_key = Some("private/originals/came".to_owned());
        made.proof_key = Some("proof".to_owned());
        made.full_size = (40, 30);
        let (nothing, free) = Media::developed(c, photo.id, Development::default(), &made).unwrap();
        assert_eq!((nothing, free.len()), (None, 4), "something else is wanted by now: what was made is not");
        let (after, free) = Media::developed(c, photo.id, mirrored, &made).unwrap();
        let after = after.unwrap();
        assert_eq!(
            (after.state, after.development(), after.full_size()),
            (MediaState::Ready, mirrored, Some((40, 30)))
        );
        assert_eq!(after.proof(c).unwrap().as_deref(), Some("proof"));
        assert_eq!(free, ["came", "came.webp"]);

        Media::develop(c, ana.id, photo.id, Development::default()).unwrap();
        Media::stay(c, photo.id, mirrored, "the disk is gone").unwrap();
        let stayed = Media::find(c, photo.id).unwrap().unwrap();
        assert_eq!((stayed.state, stayed.development()), (MediaState::Ready, mirrored));
        let mut gone = stayed.remove(c).unwrap();
        gone.sort_unstable();
        assert_eq!(gone, ["mirrored", "mirrored.webp", "private/originals/came", "proof"]);
    });
}
