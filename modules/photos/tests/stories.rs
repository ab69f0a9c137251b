//! Stories without their pages.

use std::sync::Arc;

use chrono::TimeDelta;
use diesel::prelude::*;
use host::membership;
use host::social::account::Account;
use host::social::actor::ActorId;
use host::social::block::Block;
use host::social::follow::Follow;
use host::social::mute::Mute;
use host::social::notification::{Notification, Wanted};
use host::store::clock;
use host::store::jobs::Runner;
use host::story::{NewStory, StoryError};

use super::*;
use crate::schema::{photos_stories, photos_story_views};
use crate::story::{self, MAX_PER_DAY, Reel, Story, StoryId};

/// What the tests of stories do again and again.
trait Telling {
    async fn follow(&self, follower: ActorId, followed: ActorId);
    async fn try_show(&self, author: ActorId, new: NewStory) -> Result<Story, StoryError>;
    async fn show(&self, author: ActorId) -> Story;
    async fn tray(&self, viewer: ActorId) -> Vec<(ActorId, bool)>;
    async fn sees(&self, viewer: ActorId, story: &Story) -> bool;
}

fn of(media: MediaId) -> NewStory {
    NewStory { media, caption: "Lampions".to_owned(), seconds: 5, answerable: true }
}

impl Telling for Club {
    async fn follow(&self, follower: ActorId, followed: ActorId) {
        let hosts = self.app.hosts.clone();
        let followed = self.app.db.write(move |c| {
            let (follower, followed) = (Actor::get(c, follower)?, Actor::get(c, followed)?);
            Follow::request(c, &hosts, &follower, &followed)
        });
        followed.await.unwrap();
    }

    async fn try_show(&self, author: ActorId, new: NewStory) -> Result<Story, StoryError> {
        let hosts = self.app.hosts.clone();
        let shown = self.app.db.write(move |c| {
            let author = Actor::get(c, author)?;
            Story::publish(c, &hosts, &author, &new)
        });
        shown.await
    }

    async fn show(&self, author: ActorId) -> Story {
        let media = self.picture(author, 30 + rand(), 50).await.id;
        self.try_show(author, of(media)).await.unwrap()
    }

    async fn tray(&self, viewer: ActorId) -> Vec<(ActorId, bool)> {
        let reels = self.app.db.read(move |c| Reel::followed(c, viewer)).await.unwrap();
        reels.iter().map(|reel| (reel.author.id, reel.is_seen())).collect()
    }

    async fn sees(&self, viewer: ActorId, story: &Story) -> bool {
        let (story, media) = (story.clone(), story.media_id);
        let sees = self.app.db.read(move |c| {
            let sees = story.is_for(c, viewer)?;
            assert_eq!(story::shows_file(c, Some(viewer), media)?, sees, "its file is seen with it");
            Ok::<_, DbError>(sees)
        });
        sees.await.unwrap()
    }
}

/// Another width each time, so that no two pictures are one file.
fn rand() -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[tokio::test]
async fn followers_see_a_story_and_nobody_else() {
    let club = Club::open(MODULES).await;
    let (ana, bob, chloe, dora) =
        (club.member("ana").await, club.member("bob").await, club.member("chloe").await, club.member("dora").await);
    club.follow(bob, ana).await;
    club.follow(dora, ana).await;
    let story = club.show(ana).await;
    for (viewer, sees) in [(ana, true), (bob, true), (chloe, false), (dora, true)] {
        assert_eq!(club.sees(viewer, &story).await, sees);
    }
    let media = story.media_id;
    let open = club.app.db.read(move |c| story::shows_file(c, None, media)).await.unwrap();
    assert!(!open, "a stranger sees nothing");
    assert!(club.published(ana).await.is_empty(), "it is no object");
    assert_eq!(club.tray(bob).await, [(ana, false)]);
    assert_eq!(club.tray(chloe).await, []);

    // Who is muted is not in the tray; who is blocked sees nothing.
    let hosts = club.app.hosts.clone();
    let told = club.app.db.write(move |c| {
        Mute::set(c, bob, ana, false, None)?;
        let (ana, dora) = (Actor::get(c, ana)?, Actor::get(c, dora)?);
        Block::set(c, &hosts, &ana, &dora)?;
        Ok::<_, DbError>(())
    });
    told.await.unwrap();
    assert_eq!(club.tray(bob).await, []);
    assert!(club.sees(bob, &story).await, "it is there for whoever looks for it");
    assert!(!club.sees(dora, &story).await);

    club.app.db.write(move |c| Actor::suspend(c, ana, true)).await.unwrap();
    assert!(!club.sees(bob, &story).await, "a suspended member shows nothing");
}

#[tokio::test]
async fn what_is_seen_comes_after_what_is_new() {
    let club = Club::open(MODULES).await;
    let (ana, bob, chloe) = (club.member("ana").await, club.member("bob").await, club.member("chloe").await);
    club.follow(bob, ana).await;
    club.follow(bob, chloe).await;
    let (first, second) = (club.show(ana).await, club.show(ana).await);
    let later = club.show(chloe).await;
    assert_eq!(club.tray(bob).await, [(chloe, false), (ana, false)], "the latest comes first");
    let seen = later.clone();
    let news = club.app.db.write(move |c| Ok::<_, DbError>((seen.see(c, bob)?, seen.see(c, bob)?))).await.unwrap();
    assert_eq!(news, (true, false));
    assert_eq!(club.tray(bob).await, [(ana, false), (chloe, true)]);
    let (one, other) = (first.clone(), second.clone());
    let begun = club.app.db.write(move |c| {
        one.see(c, bob)?;
        let ana = Actor::get(c, ana)?;
        let reel = Reel::of(c, bob, ana)?.unwrap();
        Ok::<_, DbError>((reel.begins().cloned(), reel.place(other.id)))
    });
    assert_eq!(begun.await.unwrap(), (Some(second), Some(1)), "one goes on with what is new");
    let listed = club.app.db.read(move |c| later.onlookers(c)).await.unwrap();
    assert_eq!(listed.iter().map(|one| (one.actor.id, one.liked)).collect::<Vec<_>>(), [(bob, false)]);
}

#[tokio::test]
async fn a_story_takes_one_picture_of_its_author_a_caption_and_some_seconds() {
    let club = Club::open(MODULES).await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let (own, other) = (club.picture(ana, 40, 60).await.id, club.picture(bob, 41, 60).await.id);
    let said = |new: NewStory| async { club.try_show(ana, new).await.map(drop) };
    assert!(matches!(said(of(other)).await, Err(StoryError::NoPicture)));
    assert!(matches!(said(NewStory { seconds: 16, ..of(own) }).await, Err(StoryError::Seconds(..))));
    assert!(matches!(said(NewStory { seconds: 2, ..of(own) }).await, Err(StoryError::Seconds(..))));
    assert!(matches!(said(NewStory { caption: "é".repeat(201), ..of(own) }).await, Err(StoryError::Caption(..))));
    said(of(own)).await.unwrap();
    assert!(matches!(said(of(own)).await, Err(StoryError::NoPicture)), "one picture is one story");
    let published = club.picture(ana, 42, 60).await.id;
    club.say(ana, with(&[published])).await;
    assert!(matches!(said(of(published)).await, Err(StoryError::NoPicture)), "what hangs on a post stays there");
    for _ in 1..MAX_PER_DAY {
        club.show(ana).await;
    }
    let media = club.picture(ana, 43, 60).await.id;
    assert!(matches!(said(of(media)).await, Err(StoryError::TooMany(..))));
}

#[tokio::test]
async fn a_story_ends_with_its_day_and_its_files_go() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let (story, shown) = (club.show(ana).await, club.show(ana).await);
    let (id, media) = (story.id, story.media_id);
    let keys = club.app.db.read(move |c| Media::find(c, media)).await.unwrap().unwrap();
    let files: Vec<String> = [keys.media_key, keys.preview_key, keys.original_key].into_iter().flatten().collect();
    assert!(!files.is_empty());
    let kept = club.app.db.read(move |c| Media::orphans(c, clock::now() + TimeDelta::hours(23), 9)).await.unwrap();
    assert!(kept.iter().all(|kept| kept.id != media), "nobody takes it for forgotten");
    // Its day is over; the job was written down with it.
    let runner = || Arc::new(crate::jobs::register(Runner::new()).register::<host::housekeeping::DiscardFiles>());
    let app = Arc::new(club.app.clone());
    runner().drain(&club.app.db, &app).await;
    assert!(club.app.db.read(move |c| Story::find(c, id)).await.unwrap().is_some(), "not before");
    let past = clock::now() - TimeDelta::minutes(1);
    let aged = club.app.db.write(move |c| {
        diesel::update(photos_stories::table.find(id)).set(photos_stories::expires_at.eq(past)).execute(c)?;
        host::store::jobs::enqueue(c, &crate::jobs::EndStory { story: id })
    });
    aged.await.unwrap();
    assert!(club.app.db.read(move |c| Story::find(c, id)).await.unwrap().is_none(), "it is not shown while it waits");
    runner().drain(&club.app.db, &app).await;
    assert!(club.app.db.read(move |c| Story::find_any(c, id)).await.unwrap().is_none());
    assert!(club.app.db.read(move |c| Media::find(c, media)).await.unwrap().is_none());
    for file in files {
        assert!(club.app.media.get_bytes(&file).await.is_err(), "{file} is gone");
    }
    let other = shown.id;
    assert!(club.app.db.read(move |c| Story::find(c, other)).await.unwrap().is_some(), "another one stays");
}

#[tokio::test]
async fn a_heart_and_an_answer_come_as_messages() {
    let club = Club::open(MODULES).await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    club.follow(bob, ana).await;
    let story = club.show(ana).await;
    let desk = club.app.desk();
    let told = story.clone();
    let told = club.app.db.write(move |c| {
        let (bob, ana) = (Actor::get(c, bob)?, Actor::get(c, ana)?);
        told.tell_like(c, &desk, (&bob, &ana))?;
        told.tell_like(c, &desk, (&bob, &ana))?;
        told.answer(c, &desk, (&bob, &ana), "Where is that?")?;
        assert!(matches!(told.answer(c, &desk, (&bob, &ana), ""), Err(StatementError::Empty)));
        let closed = Story { answerable: false, ..told.clone() };
        assert!(matches!(closed.answer(c, &desk, (&bob, &ana), "No?"), Err(StatementError::NoAnswers)));
        Ok::<_, StatementError>(())
    });
    told.await.unwrap();
    let said = club.published(bob).await;
    assert_eq!(said.len(), 2, "one heart, one answer");
    assert!(said.iter().all(|said| said.visibility == Visibility::Direct));
    assert!(said[0].content.contains("Where is that?") && said[0].content.contains(&format!("/stories/{}", story.id)));
    // Messages of those whom she does not follow wait for her consent, as all do.
    let wanted = Wanted { filtered: true, ..Wanted::default() };
    let news = club.app.db.read(move |c| Notification::list(c, ana, &wanted, Range::default(), 9));
    assert_eq!(news.await.unwrap().iter().filter(|news| news.object_id.is_some()).count(), 2);
}

#[tokio::test]
async fn what_a_member_shows_goes_into_its_archive_and_goes_with_it() {
    let club = Club::open(MODULES).await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    club.follow(bob, ana).await;
    let story = club.show(ana).await;
    let seen = story.clone();
    club.app.db.write(move |c| seen.like(c, bob)).await.unwrap();
    let kept = club.app.db.read(move |c| {
        let ana = Actor::get(c, ana)?;
        story::keepsakes(c, &ana)
    });
    let kept = kept.await.unwrap();
    assert_eq!(kept.len(), 1);
    let text: serde_json::Value = serde_json::from_str(&kept[0].1).unwrap();
    assert_eq!((kept[0].0.as_str(), &text[0]["caption"]), ("stories.json", &serde_json::json!("Lampions")));
    assert_eq!(text[0]["liked_by"][0], "bob@photos.club.example");

    let app = club.app.clone();
    let deleted = club.app.db.write(move |c| {
        let account = Actor::get(c, ana)?.account_id.unwrap();
        let account = Account::get(c, account)?;
        membership::delete(c, &app, account, None).unwrap();
        let left: (i64, i64) =
            (photos_stories::table.count().get_result(c)?, photos_story_views::table.count().get_result(c)?);
        Ok::<_, DbError>(left)
    });
    assert_eq!(deleted.await.unwrap(), (0, 0));
}

#[tokio::test]
async fn moderators_see_what_was_reported() {
    let club = Club::open(MODULES).await;
    let (ana, bob, mia) = (club.member("ana").await, club.member("bob").await, club.member("mia").await);
    club.follow(bob, ana).await;
    let id: StoryId = club.show(ana).await.id;
    let judged = club.app.db.write(move |c| {
        use host::social::account::Role;
        use host::social::schema::accounts;
        let account = Actor::get(c, mia)?.account_id.unwrap();
        diesel::update(accounts::table.find(account)).set(accounts::role.eq(Role::Moderator)).execute(c)?;
        let story = Story::find(c, id)?.unwrap();
        let before = story.is_to_be_judged_by(c, mia)?;
        story.flag(c)?;
        let story = Story::find(c, id)?.unwrap();
        let file = story::shows_file(c, Some(mia), story.media_id)?;
        Ok::<_, DbError>((before, story.is_to_be_judged_by(c, mia)?, story.is_to_be_judged_by(c, bob)?, file))
    });
    assert_eq!(judged.await.unwrap(), (false, true, false, true));
}
