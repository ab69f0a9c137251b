//! Who may hear what.

use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::object::{Object, ObjectId};

use super::*;
use crate::album::{Album, AlbumList};
use crate::track::{Heard, Track, TrackList};

async fn hear(club: &Club, viewer: Option<ActorId>) -> (usize, usize) {
    let counted = club.app.db.read(move |c| {
        let tracks = TrackList { limit: 100, ..TrackList::default() }.read(c, viewer)?;
        Ok::<_, DbError>((AlbumList::default().read(c, viewer)?.len(), tracks.len()))
    });
    counted.await.unwrap()
}

async fn open(club: &Club, owner: ActorId, track: ObjectId, to: Visibility) {
    let desk = club.app.desk();
    let opened = club.app.db.write(move |c| {
        let (owner, object) = (Actor::get(c, owner)?, Object::get(c, track)?);
        Track::open(c, &desk, &owner, &object, to)?;
        let album = Track::find(c, track)?.unwrap().album_id;
        Album::recount(c, album)
    });
    opened.await.unwrap();
}

#[tokio::test]
async fn what_is_brought_is_its_owners_until_it_is_opened() {
    let club = Club::open(MODULES).await;
    let (ana, bob, studio) = (club.member("ana").await, club.member("bob").await, Studio::open());
    let file = record(&studio, "a.flac", 440, &[("title", "Un"), ("album", "Deux")]);
    let taken = bring(&club, ana, file, Visibility::Direct).await.unwrap();
    assert_eq!(
        (hear(&club, Some(ana)).await, hear(&club, Some(bob)).await, hear(&club, None).await),
        ((1, 1), (0, 0), (0, 0))
    );
    assert_eq!(club.sent(ana).await.len(), 0, "nobody is told");

    open(&club, ana, taken.track(), Visibility::Members).await;
    assert_eq!((hear(&club, Some(bob)).await, hear(&club, None).await), ((1, 1), (0, 0)));
    assert_eq!(club.sent(ana).await.len(), 0, "it stays in the club");

    open(&club, ana, taken.track(), Visibility::Public).await;
    assert_eq!(hear(&club, None).await, (1, 1));
    assert_eq!(club.sent(ana).await.len(), 1);

    // What left the club is not called back.
    open(&club, ana, taken.track(), Visibility::Direct).await;
    assert_eq!(hear(&club, None).await, (1, 1));
}

#[tokio::test]
async fn a_deleted_track_goes_with_its_album() {
    let club = Club::open(MODULES).await;
    let (ana, studio) = (club.member("ana").await, Studio::open());
    let file = record(&studio, "a.flac", 440, &[("title", "Un"), ("album", "Deux")]);
    let taken = bring(&club, ana, file, Visibility::Public).await.unwrap();
    let (hosts, track) = (club.app.hosts.clone(), taken.track());
    let album = club
        .app
        .db
        .write(move |c| {
            let owner = Actor::get(c, ana)?;
            Object::get(c, track)?.delete(c, &hosts, &owner)?;
            assert_eq!(Heard::find(c, Some(ana), track)?, None);
            crate::track::sweep(c)?;
            Album::find(c, taken.album())
        })
        .await
        .unwrap();
    assert_eq!(album, None);
}
