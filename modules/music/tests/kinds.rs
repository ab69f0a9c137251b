//! What kind of release an album is, and how names are ordered that files say so of.

use diesel::result::Error as DbError;

use super::*;
use crate::album::{Album, AlbumList, Order};
use crate::artist::Listed;
use crate::sound::{Kind, Kinds};

#[test]
fn kinds_are_read_however_they_are_written() {
    let read = |told: &[&str]| Kinds::read(told.iter().copied()).words();
    assert_eq!(read(&["Album", "live"]), "album,live");
    assert_eq!(read(&["soundtrack; EP"]), "ep,soundtrack");
    assert_eq!(read(&["album/compilation", "Compilation"]), "album,compilation");
    assert_eq!(read(&["Mixtape/Street", "Audio drama", "DJ-mix"]), "dj-mix,mixtape,audio-drama");
    assert_eq!(read(&["single", "album"]), "single", "it is one of the main ones");
    assert_eq!(read(&["", "x", "<b>"]), "");
    for kind in Kind::ALL {
        assert!(Kinds::read([kind.name()]).has(*kind), "{kind}");
    }
}

#[tokio::test]
async fn files_say_what_kind_of_release_they_are_on_and_how_it_is_ordered() {
    let club = Club::open(MODULES).await;
    let (ana, studio) = (club.member("ana").await, Studio::open());
    let flac = [
        ("title", "Un"),
        ("artist", "Ana Zoe"),
        ("ARTISTSORT", "Zoe, Ana"),
        ("album", "Aux lampions"),
        ("ALBUMSORT", "Zzz"),
        ("RELEASETYPE", "ep"),
    ];
    let mp3 = [
        ("title", "Deux"),
        ("artist", "Bob"),
        ("album", "Bal"),
        ("compilation", "1"),
        ("MusicBrainz Album Type", "album"),
    ];
    let plain = [("title", "Trois"), ("artist", "Ana Zoe"), ("album", "Milieu")];
    let mut albums = Vec::new();
    for (name, frequency, tags) in [("a.flac", 300, &flac[..]), ("b.mp3", 400, &mp3), ("c.flac", 500, &plain)] {
        albums
            .push(bring(&club, ana, record(&studio, name, frequency, tags), Visibility::Direct).await.unwrap().album());
    }
    let read = club.app.db.read(move |c| {
        let ordered = |order| AlbumList { order, ..AlbumList::default() };
        let kinds = Album::load(c, &albums)?.iter().map(|album| album.kinds().words()).collect::<Vec<_>>();
        let by_title: Vec<String> =
            ordered(Order::Title).read(c, Some(ana))?.into_iter().map(|album| album.title).collect();
        let by_artist: Vec<String> =
            ordered(Order::Artist).read(c, Some(ana))?.into_iter().map(|album| album.title).collect();
        let artists: Vec<(String, String)> = Listed::all(c, Some(ana))?
            .into_iter()
            .map(|listed| (listed.artist.name, listed.artist.sort_name))
            .collect();
        Ok::<_, DbError>((kinds, by_title, by_artist, artists))
    });
    let (kinds, by_title, by_artist, artists) = read.await.unwrap();
    assert_eq!(kinds, ["ep", "album,compilation", ""]);
    assert_eq!(by_title, ["Bal", "Milieu", "Aux lampions"]);
    // A compilation is nobody's.
    assert_eq!(by_artist[0], "Bal");
    assert_eq!(artists, [("Ana Zoe".to_owned(), "zoe, ana".to_owned())]);
}
