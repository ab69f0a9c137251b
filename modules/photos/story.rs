//! A story: one picture that a member shows its followers for a day.
//!
//! Who may see one is decided here ([`audience`]), by what `social::visibility` says of the author. It is no object: nothing that
//! lists, finds or counts what was published comes across it.

mod audience;
mod keepsake;
mod message;
mod reel;
mod view;
mod wire;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use host::housekeeping::DiscardFiles;
use host::social::actor::{Actor, ActorId};
use host::social::media::{Media, MediaId, MediaKind, MediaState};
use host::social::schema::actors;
use host::social::secret::Secret;
use host::store::uri::Hosts;
use host::store::{Conn, clock, jobs};
use host::story::{NewStory, StoryError};

use crate::jobs::EndStory;
use crate::schema::photos_stories;

pub(crate) use audience::shows_file;
pub(crate) use keepsake::keepsakes;
pub(crate) use reel::Reel;
pub(crate) use view::Onlooker;
pub(crate) use wire::{Bring, document, receive};

host::store::id_type! {
    /// Names a story; ordered by when it was shown first.
    pub(crate) StoryId
}

/// How long a story is shown.
pub(crate) const LIFETIME: TimeDelta = TimeDelta::hours(24);
/// How many stories a member may show at a time.
pub(crate) const MAX_PER_DAY: i64 = 20;
/// The longest caption, in characters.
pub(crate) const MAX_CAPTION: usize = 200;
/// How long a picture may be looked at before the next one comes, in seconds.
pub(crate) const SECONDS: std::ops::RangeInclusive<i16> = 3..=15;
/// The same where nothing else is said.
pub(crate) const USUAL_SECONDS: i16 = 5;

/// A row of `photos_stories`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = photos_stories)]
pub(crate) struct Story {
    /// Its number here.
    pub id: StoryId,
    /// Its ActivityPub id.
    pub uri: String,
    /// Who shows it.
    pub actor_id: ActorId,
    /// Its picture.
    pub media_id: MediaId,
    /// What is said below it, plain text.
    pub caption: String,
    /// How long it is looked at.
    pub seconds: i16,
    /// Whether its author takes answers to it.
    pub answerable: bool,
    /// Of one of ours: the hash of the secret by which other servers read it.
    pub token_hash: Option<String>,
    /// Whether moderators were asked to look at it.
    pub reported: bool,
    /// Since when it is shown.
    pub created_at: NaiveDateTime,
    /// Until when.
    pub expires_at: NaiveDateTime,
}

impl Story {
    /// A story that is still shown, whoever may see it.
    pub(crate) fn find(c: &mut Conn, id: StoryId) -> QueryResult<Option<Self>> {
        photos_stories::table
            .find(id)
            .filter(photos_stories::expires_at.gt(clock::now()))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// A story, over or not.
    pub(crate) fn find_any(c: &mut Conn, id: StoryId) -> QueryResult<Option<Self>> {
        photos_stories::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// What an actor shows, the oldest first.
    pub(crate) fn of(c: &mut Conn, author: ActorId) -> QueryResult<Vec<Self>> {
        photos_stories::table
            .filter(photos_stories::actor_id.eq(author))
            .filter(photos_stories::expires_at.gt(clock::now()))
            .order(photos_stories::id)
            .select(Self::as_select())
            .load(c)
    }

    /// Shows a picture of a member's to its followers for a day.
    pub(crate) fn publish(c: &mut Conn, hosts: &Hosts, author: &Actor, new: &NewStory) -> Result<Self, StoryError> {
        check(c, author.id, new)?;
        let (id, now, token) = (StoryId::next(), clock::now(), Secret::random());
        let story = Self {
            id,
            uri: author.home(hosts)?.origin.url(&format!("/stories/{id}")).into(),
            actor_id: author.id,
            media_id: new.media,
            caption: new.caption.clone(),
            seconds: new.seconds,
            answerable: new.answerable,
            token_hash: Some(token.hash()),
            reported: false,
            created_at: now,
            expires_at: now + LIFETIME,
        };
        story.record(c)?;
        wire::tell(c, hosts, author, &story, token)?;
        Ok(story)
    }

    /// Its author takes it back, or its day is over: other servers are told.
    pub(crate) fn withdraw(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<()> {
        let author = Actor::get(c, self.actor_id)?;
        if author.is_local() && author.deleted_at.is_none() {
            wire::take_back(c, hosts, &author, self)?;
        }
        self.end(c)
    }

    /// Writes it down, with its end.
    fn record(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::insert_into(photos_stories::table)
            .values((
                photos_stories::id.eq(self.id),
                photos_stories::uri.eq(&self.uri),
                photos_stories::actor_id.eq(self.actor_id),
                photos_stories::media_id.eq(self.media_id),
                photos_stories::caption.eq(&self.caption),
                photos_stories::seconds.eq(self.seconds),
                photos_stories::answerable.eq(self.answerable),
                photos_stories::token_hash.eq(&self.token_hash),
                photos_stories::reported.eq(self.reported),
                photos_stories::created_at.eq(self.created_at),
                photos_stories::expires_at.eq(self.expires_at),
            ))
            .execute(c)?;
        Media::hold(c, self.actor_id, &[self.media_id], self.expires_at)?;
        jobs::enqueue_at(c, &EndStory { story: self.id }, self.expires_at).map(drop)
    }

    /// It is over: nobody sees it any more, and its files go.
    pub(crate) fn end(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(photos_stories::table.find(self.id)).execute(c)?;
        let free = |media: &Media| media.object_id.is_none();
        Media::find(c, self.media_id)?.filter(free).map_or(Ok(()), |media| DiscardFiles::of_later(c, &media))
    }

    /// Its page at this stall, a path.
    pub(crate) fn path(&self, author: &Actor) -> String {
        format!("{}/{}", path_of(author), self.id)
    }

    /// Moderators are asked to look at it, so that they may.
    pub(crate) fn flag(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::update(photos_stories::table.find(self.id)).set(photos_stories::reported.eq(true)).execute(c)?;
        Ok(())
    }
}

/// Where the stories of an actor are shown at this stall, a path.
pub(crate) fn path_of(author: &Actor) -> String {
    match author.stall.as_deref() == Some(crate::MANIFEST.name) {
        true => format!("/@{}/stories", author.username),
        false => format!("/@{}/stories", author.handle()),
    }
}

/// Refuses what is not to be shown.
fn check(c: &mut Conn, author: ActorId, new: &NewStory) -> Result<(), StoryError> {
    if new.caption.chars().count() > MAX_CAPTION {
        return Err(StoryError::Caption(MAX_CAPTION));
    }
    if !SECONDS.contains(&new.seconds) {
        return Err(StoryError::Seconds(*SECONDS.start(), *SECONDS.end()));
    }
    let shown = photos_stories::table.filter(photos_stories::actor_id.eq(author));
    let lately = photos_stories::created_at.gt(clock::now() - LIFETIME);
    if shown.filter(lately).count().get_result::<i64>(c)? >= MAX_PER_DAY {
        return Err(StoryError::TooMany(MAX_PER_DAY));
    }
    let media = Media::find(c, new.media)?.filter(|media| media.actor_id == Some(author) && media.object_id.is_none());
    let media =
        media.filter(|media| media.is_local() && media.kind == MediaKind::Image).ok_or(StoryError::NoPicture)?;
    let twice = photos_stories::table.filter(photos_stories::media_id.eq(media.id));
    if twice.count().get_result::<i64>(c)? > 0 {
        return Err(StoryError::NoPicture);
    }
    if media.state == MediaState::Ready { Ok(()) } else { Err(StoryError::Unready) }
}

/// Lets go of what is over, and of what members showed who are gone.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let gone = actors::table.filter(actors::deleted_at.is_not_null()).select(actors::id);
    let showing = photos_stories::table.select(photos_stories::actor_id);
    let authors: Vec<ActorId> = gone.filter(actors::id.eq_any(showing)).load(c)?;
    let over =
        photos_stories::actor_id.eq_any(authors).or(photos_stories::expires_at.le(clock::now() - TimeDelta::hours(1)));
    let over: Vec<Story> = photos_stories::table.filter(over).select(Story::as_select()).load(c)?;
    over.iter().try_for_each(|story| story.end(c))
}
