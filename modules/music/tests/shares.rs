//! What members share with those who have no account.

use chrono::TimeDelta;
use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::object::{Object, ObjectId};
use host::store::clock;

use super::*;
use crate::playlist::Playlist;
use crate::share::{self, Item, Refused, Share, ShareId};

async fn make(club: &Club, owner: ActorId, item: Item) -> Result<Share, Refused> {
    club.app.db.write(move |c| Share::create(c, owner, &[item], "", None)).await.unwrap()
}

async fn heard(club: &Club, share: &Share) -> Vec<ObjectId> {
    let share = share.clone();
    let tracks = club.app.db.read(move |c| share.tracks(c)).await.unwrap();
    tracks.into_iter().map(|heard| heard.object.id).collect()
}

#[tokio::test]
async fn only_ones_own_is_shared_and_what_is_open_to_everybody() {
    let club = Club::open(MODULES).await;
    let (ana, bob, studio) = (club.member("ana").await, club.member("bob").await, Studio::open());
    let mut of_ana = Vec::new();
    let reaches = [Visibility::Direct, Visibility::Members, Visibility::Followers, Visibility::Public];
    for (number, to) in (1..).zip(reaches) {
        let file = record(&studio, &format!("{number}.flac"), 300 * number, &[("title", "Un"), ("album", "Deux")]);
        of_ana.push(bring(&club, ana, file, to).await.unwrap());
    }
    let album = of_ana[0].album();
    let of_ana: Vec<ObjectId> = of_ana.iter().map(Taken::track).collect();

    // Her own, whoever may hear it; of hers what is open to everybody.
    let whole = make(&club, ana, Item::Album(album)).await.unwrap();
    assert_eq!(heard(&club, &whole).await, of_ana);
    let part = make(&club, bob, Item::Album(album)).await.unwrap();
    assert_eq!(heard(&club, &part).await, of_ana[3..]);
    let refused: Vec<_> = [Refused::Missing, Refused::NotYours, Refused::Missing].into_iter().collect();
    for (track, why) in of_ana.iter().zip(refused) {
        assert_eq!(make(&club, bob, Item::Track(*track)).await, Err(why));
    }
    let id = part.id;
    for (at, track) in of_ana.iter().copied().enumerate() {
        let found = club.app.db.read(move |c| Share::open(c, id)?.unwrap().0.track(c, track)).await.unwrap();
        assert_eq!(found.is_some(), at == 3, "{at}");
    }

    // A playlist of bob's: what of it he may give, and nobody else's playlist.
    let tracks = of_ana.clone();
    let list = club.app.db.write(move |c| Playlist::create(c, bob, "Pour danser", &tracks)).await.unwrap().unwrap();
    assert_eq!(make(&club, ana, Item::Playlist(list.id)).await, Err(Refused::Missing));
    let listed = make(&club, bob, Item::Playlist(list.id)).await.unwrap();
    assert_eq!(heard(&club, &listed).await, of_ana[3..]);
    let titled = listed.clone();
    assert_eq!(club.app.db.read(move |c| titled.title(c)).await.unwrap(), "Pour danser");

    // What is deleted is heard no more, and a share goes with its owner.
    let (hosts, last) = (club.app.hosts.clone(), of_ana[3]);
    let deleted = club.app.db.write(move |c| {
        let owner = Actor::get(c, ana)?;
        Object::get(c, last)?.delete(c, &hosts, &owner).map(drop)
    });
    deleted.await.unwrap();
    assert_eq!(heard(&club, &part).await, []);
}

#[tokio::test]
async fn a_share_ends_by_itself_or_when_it_is_ended() {
    let club = Club::open(MODULES).await;
    let (ana, bob, studio) = (club.member("ana").await, club.member("bob").await, Studio::open());
    let file = record(&studio, "1.flac", 300, &[("title", "Un"), ("album", "Deux")]);
    let track = bring(&club, ana, file, Visibility::Direct).await.unwrap().track();
    let share = make(&club, ana, Item::Track(track)).await.unwrap();
    let key = share::key(&club.app.web.key, share.id);
    assert_eq!(share::opened_by(&club.app.web.key, &key), Some(share.id));
    let other = format!("{}{}", share.id.0 + 1, &key[share.id.to_string().len()..]);
    for wrong in ["", "1", "1-", &key[..key.len() - 1], &format!("{key}x"), &other] {
        assert_eq!(share::opened_by(&club.app.web.key, wrong), None, "{wrong}");
    }
    let id = share.id;
    let open = async || club.app.db.read(move |c| Share::open(c, id)).await.unwrap().is_some();
    assert!(open().await);
    let change = async |by, end| {
        let changed = club.app.db.write(move |c| {
            Share::own(c, by, id)?.ok_or(DbError::NotFound)?.change(
                c,
                None,
                Some(Some(clock::now() + TimeDelta::hours(end))),
            )
        });
        changed.await
    };
    assert_eq!(change(bob, 1).await, Err(DbError::NotFound), "it is another's");
    change(ana, -1).await.unwrap();
    assert!(!open().await);
    // It can be opened again, until it is swept away.
    change(ana, 1).await.unwrap();
    assert!(open().await);
    let revoke = club.app.db.write(move |c| Share::own(c, ana, id)?.ok_or(DbError::NotFound)?.revoke(c));
    revoke.await.unwrap();
    assert!(!open().await);

    let old = make(&club, ana, Item::Track(track)).await.unwrap();
    let swept = club.app.db.write(move |c| {
        old.change(c, None, Some(Some(clock::now() - TimeDelta::days(31))))?;
        share::sweep(c)?;
        Ok::<_, DbError>(Share::of(c, ana)?.into_iter().map(|share| share.id).collect::<Vec<ShareId>>())
    });
    assert_eq!(swept.await.unwrap(), []);
}
