//! What plays now, and who sees that.

use diesel::prelude::*;
use diesel::result::Error as DbError;
use host::social::object::ObjectId;

use super::*;
use crate::playing::{Playing, Shown, Sign, begin};
use crate::schema::music_tracks;

/// What a member sees of what is played: by whom, and which track.
async fn seen(club: &Club, viewer: ActorId) -> Vec<(ActorId, ObjectId)> {
    let seen = club.app.db.read(move |c| Playing::seen_by(c, viewer));
    seen.await
        .unwrap()
        .into_iter()
        .map(|(playing, actor, heard)| (actor.id, playing.object_id.min(heard.object.id)))
        .collect()
}

async fn lasts(club: &Club, track: ObjectId, ms: i64) {
    let set = move |c: &mut host::store::Conn| {
        diesel::update(music_tracks::table.find(track)).set(music_tracks::duration_ms.eq(ms)).execute(c)
    };
    club.app.db.write::<_, DbError, _>(set).await.unwrap();
}

#[tokio::test]
async fn others_see_what_plays_where_they_may_hear_it_and_the_member_wants_that() {
    let club = Club::open(MODULES).await;
    let (ana, bob, studio) = (club.member("ana").await, club.member("bob").await, Studio::open());
    let mut tracks = Vec::new();
    for (number, to) in (1..).zip([Visibility::Members, Visibility::Direct]) {
        let file = record(&studio, &format!("{number}.flac"), 300 * number, &[("title", "Un"), ("album", "Deux")]);
        tracks.push(bring(&club, ana, file, to).await.unwrap().track());
        lasts(&club, tracks[tracks.len() - 1], 600_000).await;
    }
    let (shown, secret) = (tracks[0], tracks[1]);
    begin(&club.app, ana, shown, "Sym\u{7}phony", Sign::Told(0)).await.unwrap();
    assert_eq!(
        (seen(&club, ana).await, seen(&club, bob).await),
        (vec![(ana, shown)], vec![]),
        "nobody sees it unasked"
    );
    club.app.db.write(move |c| Shown::Members.choose(c, ana)).await.unwrap();
    assert_eq!(seen(&club, bob).await, [(ana, shown)]);
    let kept = club.app.db.read(move |c| Playing::of(c, ana)).await.unwrap().unwrap();
    assert_eq!((kept.client.as_str(), kept.minutes()), ("Symphony", 0));
    let profile = async |viewer| {
        let on_it = club.app.db.read(move |c| Playing::on_profile(c, ana, viewer)).await.unwrap();
        on_it.map(|heard| heard.object.id)
    };
    assert_eq!((profile(Some(bob)).await, profile(Some(ana)).await), (None, Some(shown)));
    club.app.db.write(move |c| Shown::Everybody.choose(c, ana)).await.unwrap();
    assert_eq!((profile(Some(bob)).await, profile(None).await), (Some(shown), None), "a stranger does not hear it");

    begin(&club.app, ana, secret, "Symphony", Sign::Told(0)).await.unwrap();
    assert_eq!(
        (seen(&club, ana).await, seen(&club, bob).await),
        (vec![(ana, secret)], vec![]),
        "one row, and not for bob"
    );
    assert_eq!(profile(Some(bob)).await, None);
    assert_eq!(begin(&club.app, bob, secret, "x", Sign::Told(0)).await, Err(DbError::NotFound));
    club.app.db.write(move |c| Shown::Nobody.choose(c, ana)).await.unwrap();
    begin(&club.app, ana, shown, "Symphony", Sign::Told(0)).await.unwrap();
    assert_eq!(seen(&club, bob).await, []);
}

#[tokio::test]
async fn what_plays_is_forgotten_when_it_is_over_or_something_else_begins() {
    let club = Club::open(MODULES).await;
    let (ana, studio) = (club.member("ana").await, Studio::open());
    let mut tracks = Vec::new();
    for number in 1..3 {
        let file = record(&studio, &format!("{number}.flac"), 300 * number, &[("title", "Un"), ("album", "Deux")]);
        tracks.push(bring(&club, ana, file, Visibility::Direct).await.unwrap().track());
        lasts(&club, tracks[tracks.len() - 1], 600_000).await;
    }
    let plays = async || club.app.db.read(move |c| Playing::of(c, ana)).await.unwrap().map(|playing| playing.object_id);
    // What is fetched follows what is fetched; what was told holds against it.
    begin(&club.app, ana, tracks[0], "a", Sign::Fetched).await.unwrap();
    begin(&club.app, ana, tracks[1], "a", Sign::Fetched).await.unwrap();
    assert_eq!(plays().await, Some(tracks[1]));
    begin(&club.app, ana, tracks[0], "a", Sign::Told(0)).await.unwrap();
    begin(&club.app, ana, tracks[1], "a", Sign::Fetched).await.unwrap();
    assert_eq!(plays().await, Some(tracks[0]));
    // Told from its end on it is over at once, and then what is fetched counts again.
    begin(&club.app, ana, tracks[0], "a", Sign::Told(i64::MAX)).await.unwrap();
    assert_eq!(plays().await, None);
    begin(&club.app, ana, tracks[1], "a", Sign::Fetched).await.unwrap();
    assert_eq!(plays().await, Some(tracks[1]));
    // How long it is may not be known.
    lasts(&club, tracks[0], 0).await;
    begin(&club.app, ana, tracks[0], "a", Sign::Told(-5)).await.unwrap();
    assert_eq!(plays().await, Some(tracks[0]));
    club.app.db.write(move |c| crate::listen::forget(c, ana)).await.unwrap();
    assert_eq!(plays().await, None);
}
