//! Where members are in what is long, and who sees their playlists.

use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::block::Block;
use host::social::object::ObjectId;

use super::*;
use crate::embed::Programme;
use crate::playlist::{Audience, Playlist};
use crate::position::{Kind, Long, Position};

#[tokio::test]
async fn it_goes_on_where_it_was_left_until_it_is_heard() {
    let club = Club::open(MODULES).await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let what = Long::Track(ObjectId(7));
    let found = club.app.db.write(move |c| {
        Position::set(c, ana, what, 90_000, Some("the bridge"))?;
        Position::note(c, ana, what, 754_000, 3_600_000)?;
        let on = Position::find(c, ana, what)?.unwrap();
        assert_eq!((on.position_ms, on.comment.as_str(), on.finished), (754_000, "the bridge", false));
        assert_eq!((Position::all(c, ana)?.len(), Position::all(c, bob)?.len()), (1, 0));
        // So near to the end it is heard, and is no bookmark any more.
        Position::note(c, ana, what, 3_590_000, 3_600_000)?;
        let heard = Position::find(c, ana, what)?.unwrap();
        assert_eq!((heard.position_ms, heard.finished), (0, true));
        assert_eq!(Position::all(c, ana)?, []);
        // Heard once more it is not heard to its end again.
        Position::note(c, ana, what, 1_000, 3_600_000)?;
        assert!(!Position::among(c, ana, Kind::Track, &[7, 8])?[&7].finished);
        // Where nobody knows how long it is, only the player can say that it is over.
        Position::note(c, ana, what, 9_000_000, 0)?;
        assert!(!Position::find(c, ana, what)?.unwrap().finished);
        // What is gone is forgotten.
        crate::position::sweep(c)?;
        Position::find(c, ana, what)
    });
    assert_eq!(found.await.unwrap(), None);
}

#[tokio::test]
async fn a_playlist_is_seen_by_whom_it_is_for() {
    let club = Club::open(MODULES).await;
    let (ana, bob, studio) = (club.member("ana").await, club.member("bob").await, Studio::open());
    let open = bring(&club, ana, record(&studio, "a.flac", 440, &[("title", "Un")]), Visibility::Public).await.unwrap();
    let shut =
        bring(&club, ana, record(&studio, "b.flac", 500, &[("title", "Deux")]), Visibility::Direct).await.unwrap();
    let made = club.app.db.write(move |c| {
        let list = Playlist::create(c, ana, "Dehors", &[open.track(), shut.track()])?.unwrap();
        let seen = |c: &mut host::store::Conn| {
            let mut by = Vec::new();
            for viewer in [Some(ana), Some(bob), None] {
                let found = Playlist::find(c, viewer, list.id)?.is_some();
                assert_eq!(Playlist::of(c, viewer, ana)?.len(), usize::from(found));
                by.push(found);
            }
            Ok::<_, DbError>(by)
        };
        assert_eq!(list.audience, Audience::Private, "it is nobody else's at first");
        assert_eq!(seen(c)?, [true, false, false]);
        list.change(c, None, None, Some(Audience::Members))?;
        assert_eq!(seen(c)?, [true, true, false]);
        assert!(Programme::of_playlist(c, list.id)?.is_none());
        list.change(c, None, None, Some(Audience::Public))?;
        assert_eq!(seen(c)?, [true, true, true]);
        // Others hear in it what they may hear.
        let programme = Programme::of_playlist(c, list.id)?.unwrap();
        assert_eq!(programme.tracks.iter().map(|heard| heard.object.id).collect::<Vec<_>>(), [open.track()]);
        Ok::<_, DbError>(list)
    });
    let list = made.await.unwrap();
    assert_eq!(Audience::Private.shown(true), Audience::Members);
    assert_eq!((Audience::Public.shown(true), Audience::Public.shown(false)), (Audience::Public, Audience::Private));

    // Whom its owner blocked does not see it, logged in.
    let hosts = club.app.hosts.clone();
    let blocked = club.app.db.write(move |c| {
        let (ana, bob) = (Actor::get(c, ana)?, Actor::get(c, bob)?);
        Block::set(c, &hosts, &ana, &bob)?;
        Ok::<_, DbError>((Playlist::find(c, Some(bob.id), list.id)?, Playlist::all(c, bob.id)?))
    });
    assert_eq!(blocked.await.unwrap(), (None, Vec::new()));
}
