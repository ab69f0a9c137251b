//! Albums without their pages.

use chrono::TimeDelta;
use diesel::prelude::*;
use host::membership;
use host::social::account::Account;
use host::social::actor::ActorId;
use host::social::block::Block;
use host::social::follow::Follow;
use host::social::media::Exposure;
use host::social::object::NewObject;
use host::social::schema::{media, objects};
use host::store::uri::Hosts;
use host::store::{Conn, Json, clock};

use super::*;
use crate::album::{self, Album, AlbumError, AlbumForm, AlbumId, Audience, MAX_PHOTOS, Order, Part, Step};
use crate::schema::photos_album_photos;

/// What the tests of albums do again and again.
trait Keeping {
    async fn album(&self, owner: ActorId, audience: Audience) -> Album;
    async fn photo(&self, of: ActorId, visibility: Visibility) -> ObjectId;
    async fn follow(&self, follower: ActorId, followed: ActorId);
    async fn add(&self, album: &Album, by: ActorId, photos: &[ObjectId]) -> Result<usize, AlbumError>;
    async fn seen(&self, album: &Album, viewer: Option<ActorId>) -> Vec<ObjectId>;
    async fn part(&self, album: &Album, viewer: Option<ActorId>, link: Option<&str>) -> Option<Part>;
}

/// Puts so many photos into an album that differ from another only by their numbers.
pub(super) fn fill(c: &mut Conn, hosts: &Hosts, like: &Object, album: AlbumId, count: usize) -> Result<(), DbError> {
    let author = Actor::get(c, like.actor_id)?;
    for position in 0..i64::try_from(count).unwrap() {
        let fresh = NewObject {
            published_at: like.published_at,
            url: None,
            conversation_id: like.conversation_id,
            ..NewObject::local(hosts, &author, PHOTO, "Note", Visibility::Public)?
        };
        diesel::insert_into(objects::table).values(&fresh).execute(c)?;
        diesel::insert_into(photos_album_photos::table)
            .values((
                photos_album_photos::album_id.eq(album),
                photos_album_photos::object_id.eq(fresh.id),
                photos_album_photos::position.eq(position),
                photos_album_photos::added_at.eq(clock::now()),
            ))
            .execute(c)?;
    }
    Ok(())
}

impl Keeping for Club {
    async fn album(&self, owner: ActorId, audience: Audience) -> Album {
        let form = AlbumForm { title: "Lanterns".to_owned(), description: String::new(), audience };
        self.app.db.write(move |c| Album::create(c, owner, &form)).await.unwrap()
    }

    async fn photo(&self, of: ActorId, visibility: Visibility) -> ObjectId {
        let picture = self.picture(of, 64, 64).await.id;
        self.say(of, Statement { visibility, ..with(&[picture]) }).await.id
    }

    async fn follow(&self, follower: ActorId, followed: ActorId) {
        let hosts = self.app.hosts.clone();
        let followed = self.app.db.write(move |c| {
            let (follower, followed) = (Actor::get(c, follower)?, Actor::get(c, followed)?);
            Follow::request(c, &hosts, &follower, &followed)
        });
        followed.await.unwrap();
    }

    async fn add(&self, album: &Album, by: ActorId, photos: &[ObjectId]) -> Result<usize, AlbumError> {
        let (album, photos) = (album.clone(), photos.to_vec());
        self.app.db.write(move |c| album.add(c, by, &photos)).await
    }

    async fn seen(&self, album: &Album, viewer: Option<ActorId>) -> Vec<ObjectId> {
        let album = album.clone();
        self.app.db.read(move |c| album.photos(c, viewer)).await.unwrap()
    }

    async fn part(&self, album: &Album, viewer: Option<ActorId>, link: Option<&str>) -> Option<Part> {
        let (id, link) = (album.id, link.map(str::to_owned));
        let part = self.app.db.read(move |c| {
            let album = Album::find(c, id)?.unwrap();
            album.part(c, viewer, link.as_deref())
        });
        part.await.unwrap()
    }
}

#[tokio::test]
async fn an_album_is_open_to_those_whom_its_owner_chose() {
    let club = Club::open(MODULES).await;
    let (ana, bob, chloe, dora) =
        (club.member("ana").await, club.member("bob").await, club.member("chloe").await, club.member("dora").await);
    club.follow(bob, ana).await;
    for (audience, follower, member, stranger) in [
        (Audience::Public, true, true, true),
        (Audience::Followers, true, false, false),
        (Audience::Members, true, true, false),
        (Audience::Link, false, false, false),
    ] {
        let album = club.album(ana, audience).await;
        let open = |may: bool| may.then_some(Part::Reader);
        assert_eq!(club.part(&album, Some(ana), None).await, Some(Part::Owner));
        assert_eq!(club.part(&album, Some(bob), None).await, open(follower), "{audience}");
        assert_eq!(club.part(&album, Some(chloe), None).await, open(member), "{audience}");
        assert_eq!(club.part(&album, None, None).await, open(stranger), "{audience}");
        let shared = album.clone();
        club.app.db.write(move |c| shared.invite(c, "dora").map(drop)).await.unwrap();
        assert_eq!(club.part(&album, Some(dora), None).await, Some(Part::Contributor));
        let with_link = audience == Audience::Link;
        assert_eq!(album.link.is_some(), with_link);
        let link = album.link.clone().unwrap_or_default();
        assert_eq!(club.part(&album, None, Some(&link)).await, open(stranger || with_link));
        assert_eq!(club.part(&album, None, Some("")).await, open(stranger), "a link of nothing opens nothing");
        let renewed = album.clone();
        club.app.db.write(move |c| renewed.renew_link(c)).await.unwrap();
        assert_eq!(club.part(&album, None, Some(&link)).await, open(stranger), "the old link is void");
    }
    let (album, hosts) = (club.album(ana, Audience::Public).await, club.app.hosts.clone());
    let blocked = club.app.db.write(move |c| {
        let (ana, bob) = (Actor::get(c, ana)?, Actor::get(c, bob)?);
        Block::set(c, &hosts, &ana, &bob)
    });
    blocked.await.unwrap();
    assert_eq!(club.part(&album, Some(bob), None).await, None, "a block closes it");
    club.app.db.write(move |c| Actor::suspend(c, ana, true)).await.unwrap();
    assert_eq!(club.part(&album, None, None).await, None, "those of the suspended vanish");
}

#[tokio::test]
async fn an_album_shows_nobody_what_they_may_not_see_by_itself() {
    let club = Club::open(MODULES).await;
    let (ana, bob, chloe) = (club.member("ana").await, club.member("bob").await, club.member("chloe").await);
    club.follow(bob, ana).await;
    let album = club.album(ana, Audience::Link).await;
    let public = club.photo(ana, Visibility::Public).await;
    let unlisted = club.photo(ana, Visibility::Unlisted).await;
    let close = club.photo(ana, Visibility::Followers).await;
    let picture = club.picture(ana, 64, 64).await.id;
    let message = Statement { text: "@chloe".to_owned(), visibility: Visibility::Direct, ..with(&[picture]) };
    let message = club.say(ana, message).await.id;
    let others = club.photo(chloe, Visibility::Public).await;
    assert_eq!(club.add(&album, ana, &[close, unlisted, public, message, others]).await.unwrap(), 3);
    assert!(matches!(club.add(&album, ana, &[message, others]).await, Err(AlbumError::NoPhoto)));
    assert_eq!(club.add(&album, ana, &[public]).await.unwrap(), 0, "it is in already");
    assert_eq!(club.seen(&album, Some(ana)).await, [public, unlisted, close], "by when they were published");
    assert_eq!(club.seen(&album, Some(bob)).await, [public, unlisted, close]);
    assert_eq!(club.seen(&album, Some(chloe)).await, [public, unlisted]);
    assert_eq!(club.seen(&album, None).await, [public, unlisted]);

    // Whoever was asked adds what is theirs, and it is shown to those who may see that.
    let theirs = club.photo(chloe, Visibility::Followers).await;
    assert_eq!(club.add(&album, chloe, &[others, theirs]).await.unwrap(), 2);
    assert_eq!(club.seen(&album, None).await, [public, unlisted, others]);
    assert_eq!(club.seen(&album, Some(ana)).await, [public, unlisted, close, others]);
    club.app.db.write(move |c| Actor::suspend(c, chloe, true)).await.unwrap();
    assert_eq!(club.seen(&album, None).await, [public, unlisted]);
}

#[tokio::test]
async fn the_order_is_kept() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let album = club.album(ana, Audience::Public).await;
    let mut photos = Vec::new();
    for _ in 0..4 {
        photos.push(club.photo(ana, Visibility::Public).await);
    }
    let [a, b, c, d] = *photos else { panic!("four photos") };
    club.add(&album, ana, &[a, b, c]).await.unwrap();
    let arranged = album.clone();
    // What does not belong in it, or is named twice, changes nothing; what is not named follows.
    club.app.db.write(move |db| arranged.arrange(db, &[c, d, a, c])).await.unwrap();
    assert_eq!(club.seen(&album, None).await, [c, a, b]);
    club.add(&album, ana, &[d]).await.unwrap();
    for (photo, step, order) in [
        (d, Step::Earlier, [c, a, d, b]),
        (c, Step::Earlier, [c, a, d, b]),
        (c, Step::Later, [a, c, d, b]),
        (b, Step::First, [b, a, c, d]),
        (b, Step::Last, [a, c, d, b]),
        (b, Step::Later, [a, c, d, b]),
    ] {
        let moved = album.clone();
        club.app.db.write(move |db| moved.step(db, photo, step)).await.unwrap();
        assert_eq!(club.seen(&album, None).await, order);
    }
    let sorted = album.clone();
    club.app.db.write(move |db| sorted.sort(db, Order::Published)).await.unwrap();
    assert_eq!(club.seen(&album, None).await, [a, b, c, d]);
    // The last was taken long ago, which its author knows without showing it.
    let (sorted, taken) = (album.clone(), clock::now() - TimeDelta::days(900));
    club.app
        .db
        .write(move |db| {
            let exposure = Json(Exposure { taken_at: Some(taken), ..Exposure::default() });
            diesel::update(media::table.filter(media::object_id.eq(d)))
                .set(media::exposure.eq(exposure))
                .execute(db)?;
            sorted.sort(db, Order::Taken)
        })
        .await
        .unwrap();
    assert_eq!(club.seen(&album, None).await, [d, a, b, c]);
}

#[tokio::test]
async fn what_is_deleted_leaves_nothing_behind() {
    let club = Club::open(MODULES).await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let album = club.album(ana, Audience::Public).await;
    let (kept, gone) = (club.photo(ana, Visibility::Public).await, club.photo(ana, Visibility::Public).await);
    let of_bob = club.photo(bob, Visibility::Public).await;
    club.add(&album, ana, &[kept, gone]).await.unwrap();
    club.add(&album, bob, &[of_bob]).await.unwrap();
    let (hosts, chosen) = (club.app.hosts.clone(), album.clone());
    let deleted = club.app.db.write(move |c| {
        chosen.contribute(c, bob)?;
        chosen.set_cover(c, Some(gone))?;
        let author = Actor::get(c, ana)?;
        Object::get(c, gone)?.delete(c, &hosts, &author)?;
        Ok::<_, AlbumError>(())
    });
    deleted.await.unwrap();
    assert_eq!(club.seen(&album, Some(ana)).await, [kept, of_bob], "it is not seen any more at once");
    club.app.db.write(album::sweep).await.unwrap();
    let (id, rows) = (album.id, || photos_album_photos::table.select(photos_album_photos::object_id));
    let (found, held) = club
        .app
        .db
        .read(move |c| Ok::<_, DbError>((Album::find(c, id)?.unwrap(), rows().load::<ObjectId>(c)?)))
        .await
        .unwrap();
    assert_eq!((found.cover_id, held.len()), (None, 2));

    // A member goes with all albums; what they added to those of others goes too.
    let account = club.app.db.read(move |c| Ok::<_, DbError>(Actor::get(c, bob)?.account_id.unwrap())).await.unwrap();
    let (app, own) = (club.app.clone(), club.album(bob, Audience::Public).await);
    let deleted = club.app.db.write(move |c| {
        let account = Account::get(c, account)?;
        membership::delete(c, &app, account, None)
    });
    deleted.await.unwrap();
    let (left, contributors) =
        club.app.db.read(move |c| Ok::<_, DbError>((Album::find(c, own.id)?, found.contributors(c)?))).await.unwrap();
    assert_eq!((left, contributors.len()), (None, 0));
    assert_eq!(club.seen(&album, Some(ana)).await, [kept]);
}

#[tokio::test]
async fn albums_have_bounds() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let (album, photo) = (club.album(ana, Audience::Public).await, club.photo(ana, Visibility::Public).await);
    let one_more = club.photo(ana, Visibility::Public).await;
    let (id, full, hosts) = (album.id, album.clone(), club.app.hosts.clone());
    let filled = club.app.db.write(move |c| {
        let model = Object::get(c, photo)?;
        fill(c, &hosts, &model, id, MAX_PHOTOS)?;
        full.add(c, ana, &[one_more])
    });
    assert!(matches!(filled.await, Err(AlbumError::Full)));
}
