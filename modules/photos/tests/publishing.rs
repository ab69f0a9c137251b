//! What is published later, and into which albums, without pages.

use chrono::TimeDelta;
use host::collection::Chosen;
use host::draft::Draft;
use host::saying::{Said, SayDue, Saying};
use host::social::actor::ActorId;
use host::store::clock;
use host::store::jobs::Job;

use super::*;
use crate::album::{Album, AlbumForm, AlbumId, Audience};

async fn album(club: &Club, owner: ActorId, title: &'static str) -> Album {
    let form = AlbumForm { title: title.to_owned(), description: String::new(), audience: Audience::Public };
    club.app.db.write(move |c| Album::create(c, owner, &form)).await.unwrap()
}

async fn held(club: &Club, album: AlbumId, viewer: ActorId) -> Vec<ObjectId> {
    let held = club.app.db.read(move |c| Album::find(c, album)?.unwrap().photos(c, Some(viewer)));
    held.await.unwrap()
}

fn into(ids: &[AlbumId], title: &str) -> Chosen {
    Chosen { ids: ids.iter().copied().map(i64::from).collect(), title: title.to_owned() }
}

#[tokio::test]
async fn a_photo_goes_into_albums_as_it_is_published() {
    let club = Club::open(MODULES).await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let (own, shared) = (album(&club, ana, "Lanterns").await, album(&club, bob, "The club").await);
    let asked = shared.clone();
    club.app.db.write(move |c| asked.invite(c, "ana").map(drop)).await.unwrap();
    let picture = club.picture(ana, 64, 64).await.id;
    let statement = Statement { collections: into(&[own.id, shared.id], " The fair "), ..with(&[picture]) };
    let photo = club.say(ana, statement).await.id;
    assert_eq!((held(&club, own.id, ana).await, held(&club, shared.id, bob).await), (vec![photo], vec![photo]));
    let albums = club.app.db.read(move |c| Album::of(c, ana)).await.unwrap();
    assert_eq!(albums.iter().map(|album| album.title.as_str()).collect::<Vec<_>>(), ["The fair", "Lanterns"]);
    assert_eq!(held(&club, albums[0].id, ana).await, [photo]);

    // Where one of them does not take it, nothing is published and no album is made.
    let foreign = album(&club, bob, "Of Bob").await;
    for (ids, visibility, key) in [
        (vec![own.id, foreign.id], Visibility::Public, "statement-collection-gone"),
        (vec![AlbumId(1)], Visibility::Public, "statement-collection-gone"),
        (vec![own.id], Visibility::Direct, "statement-collection-unfit"),
    ] {
        let picture = club.picture(ana, 64, 64).await.id;
        let collections = into(&ids, "One more");
        let statement = Statement { text: "@bob".to_owned(), visibility, collections, ..with(&[picture]) };
        let (field, said) = club.try_say(ana, statement.clone()).await.unwrap_err().explain().unwrap();
        assert_eq!((field, said.key.as_ref()), ("collections", key));
        if visibility == Visibility::Public {
            let later = Saying { at: Some(clock::now() + TimeDelta::hours(1)), ..Saying::now(ana, statement) };
            let refused = later.say(&club.app).await.unwrap_err().explain().unwrap();
            assert_eq!(refused.1.key.as_ref(), key, "it is said as soon as it is known");
        }
    }
    assert_eq!(club.published(ana).await.len(), 1);
    assert_eq!(club.app.db.read(move |c| Album::of(c, ana)).await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_is_scheduled_goes_into_its_albums_when_it_is_due() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let lanterns = album(&club, ana, "Lanterns").await;
    let later = clock::now() + TimeDelta::hours(1);
    let mut drafts = Vec::new();
    for _ in 0..3 {
        let picture = club.picture(ana, 64, 64).await.id;
        let statement =
            Statement { collections: into(&[lanterns.id], ""), answerable: Some(false), ..with(&[picture]) };
        let saying = Saying { at: Some(later), ..Saying::now(ana, statement) };
        let Said::Later(draft) = saying.say(&club.app).await.unwrap() else { panic!("it is out") };
        drafts.push(*draft);
    }
    let (due, hurried, late) = (drafts[0].clone(), drafts[1].clone(), drafts[2].clone());
    club.app.db.write(move |c| due.put_off(c, clock::now() - TimeDelta::minutes(1))).await.unwrap();
    SayDue.run(&club.app).await.unwrap();
    // One is published before its time, and once.
    for there in [true, false] {
        let (desk, draft) = (club.app.desk(), hurried.clone());
        let said = club.app.db.write(move |c| draft.hasten(c, &desk)).await;
        match said {
            Ok(Said::Now(object)) => assert!(there && !object.answerable),
            Err(StatementError::Database(DbError::NotFound)) => assert!(!there, "it was there"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(held(&club, lanterns.id, ana).await.len(), 2);
    // Its album is gone when it is due: it stays a draft, with the reason.
    club.app.db.write(move |c| lanterns.remove(c)).await.unwrap();
    club.app.db.write(move |c| late.put_off(c, clock::now() - TimeDelta::minutes(1))).await.unwrap();
    SayDue.run(&club.app).await.unwrap();
    let left = club.app.db.read(move |c| Draft::list(c, ana)).await.unwrap();
    let reasons: Vec<_> = left.iter().filter_map(|draft| draft.error.as_ref()).map(|it| it.0.key.as_ref()).collect();
    assert_eq!(reasons, ["statement-collection-gone"]);
    assert_eq!(club.published(ana).await.len(), 2);
}
