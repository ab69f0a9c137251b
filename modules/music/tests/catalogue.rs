//! What a file says puts it on its album.

use diesel::result::Error as DbError;
use host::social::media::Media;
use host::store::jobs::Job;

use super::*;
use crate::album::{Album, AlbumList, Order};
use crate::analysis::KeptAnalysis;
use crate::artist::Listed;
use crate::intake::QUOTA;
use crate::jobs::Listen;
use crate::sound::{Credit, Refusal, Tags};
use crate::track::{Heard, Track, TrackList};

#[tokio::test]
async fn files_of_one_album_come_together_in_its_order() {
    let club = Club::open(MODULES).await;
    let (ana, studio) = (club.member("ana").await, Studio::open());
    let tags = |title: &'static str, track: &'static str| {
        [
            ("title", title),
            ("artist", "Les Lampions"),
            ("album", "Nuit d’été"),
            ("track", track),
            ("genre", "Électro; Chanson"),
            ("date", "1984"),
        ]
    };
    let second =
        bring(&club, ana, record(&studio, "b.flac", 300, &tags("Deux", "2/2")), Visibility::Direct).await.unwrap();
    let first = bring(&club, ana, record(&studio, "a.mp3", 400, &tags("Un", "1/2")), Visibility::Direct).await.unwrap();
    assert_eq!(first.album(), second.album());
    let album = first.album();
    let (heard, sleeve, artists) = club
        .app
        .db
        .read(move |c| {
            Ok::<_, DbError>((
                Heard::of_album(c, Some(ana), album)?,
                Album::find(c, album)?.unwrap(),
                Listed::all(c, Some(ana))?,
            ))
        })
        .await
        .unwrap();
    let titles: Vec<_> = heard.iter().map(|heard| heard.object.title.clone().unwrap()).collect();
    assert_eq!(titles, ["Un", "Deux"]);
    assert_eq!(
        (sleeve.title.as_str(), sleeve.artist_line.as_str(), sleeve.released_year),
        ("Nuit d’été", "Les Lampions", Some(1984))
    );
    assert_eq!((sleeve.tracks_count, sleeve.visibility), (2, Visibility::Direct));
    assert_eq!(
        (artists[0].artist.name.as_str(), artists[0].artist.sort_name.as_str(), artists[0].albums),
        ("Les Lampions", "lampions", 1)
    );
    assert!(heard[0].object.content.contains("Les Lampions · <a href=\"https://music.club.example/albums/"));

    // The same file again is known; its copy is not kept.
    let again = bring(&club, ana, studio.path("a.mp3"), Visibility::Public).await.unwrap();
    assert_eq!(again, Taken::Known(first.track(), album));
    let (size, kept) = club
        .app
        .db
        .read(move |c| Ok::<_, DbError>((Media::total_size(c)?, heard[0].track.size + heard[1].track.size)))
        .await
        .unwrap();
    assert_eq!(size, kept);
}

#[tokio::test]
async fn a_track_is_listened_to() {
    let club = Club::open(MODULES).await;
    let (ana, studio) = (club.member("ana").await, Studio::open());
    let file = record(&studio, "a.mp3", 440, &[]);
    let track = bring(&club, ana, file, Visibility::Direct).await.unwrap().track();
    Listen { track }.run(&club.app).await.unwrap();
    let (kept, heard) = club
        .app
        .db
        .read(move |c| Ok::<_, DbError>((KeptAnalysis::of(c, &[track])?, Heard::find(c, Some(ana), track)?)))
        .await
        .unwrap();
    assert_eq!(kept[0].problem, None);
    let peaks = club.app.db.read(move |c| KeptAnalysis::peaks(c, track)).await.unwrap();
    assert_eq!(peaks.len(), 10);
    // A tone of 440 Hz as FFmpeg makes it: 21 LUFS below full scale.
    assert!((2.0..5.0).contains(&kept[0].gain().unwrap()), "{:?}", kept[0].gain());
    let heard = heard.unwrap();
    assert_eq!(heard.track.duration_ms, 500, "to the sample");
    assert_eq!(heard.object.title.as_deref(), Some("a"), "one without a title is called like its file");
}

#[tokio::test]
async fn what_is_too_much_or_no_sound_is_refused_and_leaves_nothing() {
    let club = Club::open(MODULES).await;
    let (ana, studio) = (club.member("ana").await, Studio::open());
    std::fs::write(studio.path("a.mp3"), "words").unwrap();
    let refused = bring(&club, ana, studio.path("a.mp3"), Visibility::Direct).await;
    assert!(matches!(refused, Err(IntakeError::Refused(Refusal::NotSound))));
    club.app.db.write(|c| QUOTA.set(c, &1)).await.unwrap();
    let large = studio.make("b.wav", &["-f", "lavfi", "-i", "sine=duration=15"]);
    assert!(matches!(bring(&club, ana, large, Visibility::Direct).await, Err(IntakeError::Quota(1))));
    let albums = club.app.db.read(move |c| AlbumList::default().read(c, Some(ana))).await.unwrap();
    assert_eq!(albums, []);
}

#[tokio::test]
async fn another_tag_moves_a_track_to_another_album() {
    let club = Club::open(MODULES).await;
    let (ana, studio) = (club.member("ana").await, Studio::open());
    let file = record(&studio, "a.flac", 440, &[("title", "Un"), ("artist", "Ana"), ("album", "Brouillon")]);
    let taken = bring(&club, ana, file, Visibility::Direct).await.unwrap();
    let desk = club.app.desk();
    let tags = Tags {
        title: "Premier".to_owned(),
        artists: vec![Credit { joinphrase: " feat. ".to_owned(), ..Credit::named("Ana") }, Credit::named("Bob")],
        album: "Au propre".to_owned(),
        genres: vec!["Hip Hop".to_owned()],
        lyrics: "Mots".to_owned(),
        ..Tags::default()
    };
    let (id, old) = (taken.track(), taken.album());
    let (heard, gone, lyrics, found, all) = club
        .app
        .db
        .write(move |c| {
            let owner = host::social::actor::Actor::get(c, ana)?;
            Track::find(c, id)?.unwrap().retag(c, &desk, &owner, &tags)?;
            Ok::<_, DbError>((
                Heard::find(c, Some(ana), id)?.unwrap(),
                Album::find(c, old)?,
                Track::lyrics(c, id)?,
                Heard::search(c, Some(ana), "premier prop", 10, 0)?,
                TrackList { limit: 10, ..TrackList::default() }.read(c, Some(ana))?,
            ))
        })
        .await
        .unwrap();
    assert_eq!((heard.album.title.as_str(), heard.track.artist_line.as_str()), ("Au propre", "Ana feat. Bob"));
    assert_eq!((gone, lyrics.as_str(), found.len(), all.len()), (None, "Mots", 1, 1));
    let sorted = club
        .app
        .db
        .read(move |c| {
            AlbumList { order: Order::Artist, words: "PROPRE".to_owned(), ..AlbumList::default() }.read(c, Some(ana))
        })
        .await
        .unwrap();
    assert_eq!(sorted.len(), 1);
}
