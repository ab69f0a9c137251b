//! An object: whatever can be addressed, answered, liked and boosted. One row for every stall's things.
//!
//! A stall keeps what is its own noun in a table of its own, keyed by [`ObjectId`].

mod consent;
mod new;
mod opening;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, Json, clock};

use crate::actor::{Actor, ActorId};
use crate::collection_follow::Listing;
use crate::conversation::{self, ConversationId};
use crate::edit::ObjectEdit;
use crate::emoji::EmojiMap;
use crate::live::Event;
use crate::media::{Media, MediaId};
use crate::mention::Mention;
use crate::notification::{self, NotificationKind};
use crate::occasion::{self, NewOccasion, Occasion};
use crate::outbox::{self, Audience};
use crate::place::{NewPlace, Place};
use crate::poll::{NewPoll, Poll};
use crate::preview::Preview;
use crate::quote::{QuotePolicy, QuoteState};
use crate::range::Range;
use crate::schema::{actors, boosts, objects, reactions};
use crate::tag::Tag;
use crate::visibility::Visibility;
use crate::{correspondence, live, search, tag, timeline};

pub use new::NewObject;

store::id_type! {
    /// Names an object; ordered by when it was published.
    pub ObjectId
}

/// A row of `objects`, without the raw document.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable)]
pub struct Object {
    /// Its number here.
    pub id: ObjectId,
    /// Its ActivityPub id.
    pub uri: String,
    /// The stall that it was published at; none for a remote one.
    pub stall: Option<String>,
    /// The `ObjectKind` that understands it.
    pub kind: String,
    /// Its `type` on the wire.
    pub wire_type: String,
    /// Who published it.
    pub actor_id: ActorId,
    /// To whom it is addressed.
    pub visibility: Visibility,
    /// Title (`name`), plain text.
    pub title: Option<String>,
    /// Sanitised HTML.
    pub content: String,
    /// What a local author typed.
    pub source: Option<String>,
    /// Content warning, plain text.
    pub summary: Option<String>,
    /// Whether its media are hidden at first.
    pub sensitive: bool,
    /// BCP 47.
    pub language: Option<String>,
    /// What it answers, where that is here.
    pub in_reply_to_id: Option<ObjectId>,
    /// What it answers, by ActivityPub id.
    pub in_reply_to_uri: Option<String>,
    /// The conversation it belongs to.
    pub conversation_id: ConversationId,
    /// What it quotes, where that is here.
    pub quote_id: Option<ObjectId>,
    /// What it quotes, by ActivityPub id.
    pub quote_uri: Option<String>,
    /// How far the quoted author's consent is (FEP-044f).
    pub quote_state: Option<QuoteState>,
    /// The stamp of that consent.
    pub quote_authorization: Option<String>,
    /// Who may quote it.
    pub quote_policy: QuotePolicy,
    /// Custom emoji that occur in it.
    pub emojis: Json<EmojiMap>,
    /// Its page for people, where that is not the id.
    pub url: Option<String>,
    /// When it was published, as its author says.
    pub published_at: NaiveDateTime,
    /// When it was last edited.
    pub edited_at: Option<NaiveDateTime>,
    /// Since when it is only a tombstone.
    pub deleted_at: Option<NaiveDateTime>,
    /// When a remote one was last read from its server.
    pub fetched_at: Option<NaiveDateTime>,
    /// Answers known here.
    pub replies_count: i64,
    /// Boosts known here.
    pub boosts_count: i64,
    /// Likes known here.
    pub likes_count: i64,
    /// Quotes known here.
    pub quotes_count: i64,
    /// Whether others may answer.
    pub answerable: bool,
    /// Who consents to answers before others see them, of an answer: to it. None: nobody needs to.
    pub moderator_id: Option<ActorId>,
    /// Whether it is an answer to which nobody has consented yet.
    pub held: bool,
}

/// What hangs on an object in tables of its own.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// Whom it mentions.
    pub mentions: Vec<ActorId>,
    /// Its hashtags, as written, without `#`.
    pub tags: Vec<String>,
    /// Its media, in order; rows of the author that hang on nothing yet.
    pub media: Vec<MediaId>,
    /// Its poll.
    pub poll: Option<NewPoll>,
    /// Where it is.
    pub place: Option<NewPlace>,
    /// When it takes place; what does so goes on doing it where nothing is told.
    pub occasion: Option<NewOccasion>,
}

impl Parts {
    /// Those of an object as they are; a poll stays where none is given.
    pub fn of(c: &mut Conn, object: ObjectId) -> QueryResult<Self> {
        let tags = Tag::of_objects(c, &[object])?;
        Ok(Self {
            mentions: Mention::ids(c, object)?,
            tags: tags.into_iter().map(|(_, tag)| tag.display).collect(),
            media: Media::of_object(c, object)?.into_iter().map(|media| media.id).collect(),
            poll: None,
            place: Place::find(c, object)?.map(NewPlace::from),
            occasion: Occasion::find(c, object)?.map(NewOccasion::from),
        })
    }
}

/// What an edit changes. `None` in an `Option` field means that there is none any more.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = objects, treat_none_as_null = true)]
#[expect(missing_docs, reason = "each field is described on `Object`")]
pub struct ObjectChange {
    pub title: Option<String>,
    pub content: String,
    pub source: Option<String>,
    pub summary: Option<String>,
    pub sensitive: bool,
    pub language: Option<String>,
    pub quote_policy: QuotePolicy,
    pub emojis: Json<EmojiMap>,
    pub url: Option<String>,
    pub edited_at: Option<NaiveDateTime>,
    pub answerable: bool,
    pub moderator_id: Option<ActorId>,
}

impl Object {
    /// One object, if it exists, tombstones included.
    pub fn find(c: &mut Conn, id: ObjectId) -> QueryResult<Option<Self>> {
        objects::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// One object that must exist.
    pub fn get(c: &mut Conn, id: ObjectId) -> QueryResult<Self> {
        objects::table.find(id).select(Self::as_select()).first(c)
    }

    /// Several objects, in no order.
    pub fn load(c: &mut Conn, ids: &[ObjectId]) -> QueryResult<Vec<Self>> {
        objects::table.filter(objects::id.eq_any(ids)).select(Self::as_select()).load(c)
    }

    /// By its page for people.
    pub fn find_by_page(c: &mut Conn, address: &str) -> QueryResult<Option<Self>> {
        objects::table
            .filter(objects::uri.eq(address).or(objects::url.eq(address)))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// By ActivityPub id.
    pub fn find_by_uri(c: &mut Conn, uri: &str) -> QueryResult<Option<Self>> {
        objects::table.filter(objects::uri.eq(uri)).select(Self::as_select()).first(c).optional()
    }

    /// What an actor published, without answers to others unless `replies`, as [`cut!`](crate::cut) orders it.
    pub fn of_actor(c: &mut Conn, actor: ActorId, replies: bool, range: Range, limit: i64) -> QueryResult<Vec<Self>> {
        let own = objects::table
            .filter(objects::actor_id.eq(actor))
            .filter(objects::deleted_at.is_null())
            .select(Self::as_select());
        let mut query = crate::cut!(own, objects::id, range, limit);
        if !replies {
            query = query.filter(objects::in_reply_to_uri.is_null());
        }
        query.load(c)
    }

    /// The direct answers to an object, oldest first.
    pub fn replies(c: &mut Conn, to: ObjectId, limit: i64) -> QueryResult<Vec<Self>> {
        objects::table
            .filter(objects::in_reply_to_id.eq(to))
            .filter(objects::deleted_at.is_null())
            .order(objects::id)
            .limit(limit)
            .select(Self::as_select())
            .load(c)
    }

    /// What quotes it with consent, as [`cut!`](crate::cut) orders it.
    pub fn quotes(&self, c: &mut Conn, range: Range, limit: i64) -> QueryResult<Vec<Self>> {
        let quoting = objects::table
            .filter(objects::quote_id.eq(self.id))
            .filter(objects::quote_state.eq(QuoteState::Accepted))
            .filter(objects::deleted_at.is_null())
            .select(Self::as_select());
        crate::cut!(quoting, objects::id, range, limit).load(c)
    }

    /// The document as its server sent it.
    pub fn raw(c: &mut Conn, id: ObjectId) -> QueryResult<Option<String>> {
        objects::table.find(id).select(objects::raw).first(c)
    }

    /// Writes an object with its parts, local or remote, and everything that follows from it here:
    /// thread, counts, timelines, notifications, search.
    pub fn insert(c: &mut Conn, new: &NewObject, parts: &Parts) -> QueryResult<Self> {
        let object = Self::bring(c, new, parts)?;
        timeline::spread(c, &object)?;
        live::arrived(c, &object)?;
        correspondence::arrive(c, &object)?;
        notification::of_object(c, &object)?;
        Ok(object)
    }

    /// Writes an object with its parts and tells nobody: it is found where one looks for it, at its author's, by its hashtags
    /// and words, in the outbox. So comes what a member published elsewhere, long ago.
    pub fn bring(c: &mut Conn, new: &NewObject, parts: &Parts) -> QueryResult<Self> {
        let new = Self::begin(c, new.clone())?.held(c)?;
        let object: Self =
            diesel::insert_into(objects::table).values(new).returning(Self::as_returning()).get_result(c)?;
        // Nothing is on a new object yet that would have to go.
        if !parts.mentions.is_empty() {
            Mention::set(c, object.id, &parts.mentions)?;
        }
        if !parts.tags.is_empty() {
            tag::attach(c, object.id, &parts.tags)?;
        }
        if !parts.media.is_empty() {
            Media::attach(c, object.actor_id, object.id, &parts.media)?;
        }
        if let Some(poll) = &parts.poll {
            Poll::create(c, object.id, poll)?;
        }
        if parts.place.is_some() {
            Place::set(c, object.id, parts.place.as_ref())?;
        }
        Occasion::set(c, object.id, parts.occasion.as_ref())?;
        object.count(c, 1)?;
        conversation::adopt(c, &object)?;
        search::index(c, &object)?;
        Ok(object)
    }

    /// Begins a conversation with an object that belongs to none.
    fn begin(c: &mut Conn, new: NewObject) -> QueryResult<NewObject> {
        match new.conversation_id {
            ConversationId(0) => Ok(NewObject { conversation_id: conversation::begin(c, None)?, ..new }),
            _ => Ok(new),
        }
    }

    /// Publishes a local object: [`insert`](Self::insert) and a `Create`, together.
    /// `wire` renders the object as it then stands.
    pub fn publish(
        c: &mut Conn,
        hosts: &Hosts,
        author: &Actor,
        new: &NewObject,
        parts: &Parts,
        wire: impl FnOnce(&mut Conn, &Self) -> QueryResult<vocab::Object>,
    ) -> QueryResult<Self> {
        let object = Self::insert(c, new, parts)?;
        let document = wire(c, &object)?;
        let audience = Audience::of_object(c, &object)?;
        outbox::create(c, hosts, author, &object, document, audience)?;
        if parts.occasion.is_some() {
            occasion::announce(c, hosts, author, &object)?;
        }
        Ok(object)
    }

    /// Writes an edit; who boosted it is told. The version before it is kept first ([`ObjectEdit::keep`]), and only then what
    /// hangs on it may be described otherwise. New `parts` replace the old ones; a poll is replaced only where one is given.
    pub fn change(&self, c: &mut Conn, change: &ObjectChange, parts: &Parts) -> QueryResult<Self> {
        diesel::update(objects::table.find(self.id)).set(change).execute(c)?;
        let object = Self::get(c, self.id)?;
        Mention::set(c, self.id, &parts.mentions)?;
        tag::attach(c, self.id, &parts.tags)?;
        Media::attach(c, self.actor_id, self.id, &parts.media)?;
        if let Some(poll) = &parts.poll {
            Poll::replace(c, self.id, poll)?;
        }
        let (place, occasion) = (Place::find(c, self.id)?, Occasion::find(c, self.id)?);
        Place::set(c, self.id, parts.place.as_ref())?;
        Occasion::set(c, self.id, parts.occasion.as_ref())?;
        if let Some(occasion) = occasion {
            self.tell_of_place(c, place.as_ref(), &occasion)?;
        }
        search::index(c, &object)?;
        Event::Edited { object: self.id }.raise(c)?;
        notification::of_object(c, &object)?;
        self.tell_boosters(c)?;
        Ok(object)
    }

    /// Those who take part hear that it takes place elsewhere; of another time they hear anyway.
    fn tell_of_place(&self, c: &mut Conn, before: Option<&Place>, occasion: &Occasion) -> QueryResult<()> {
        let moved = Place::find(c, self.id)?.as_ref() != before;
        let untold = Occasion::find(c, self.id)?.is_some_and(|now| {
            (now.sequence, &now.online_url) == (occasion.sequence, &occasion.online_url) && !now.is_over(clock::now())
        });
        if moved && untold { crate::participation::relocated(c, self.id) } else { Ok(()) }
    }

    /// Members who boosted it hear that it changed.
    fn tell_boosters(&self, c: &mut Conn) -> QueryResult<()> {
        let boosters: Vec<ActorId> = boosts::table
            .inner_join(actors::table.on(actors::id.eq(boosts::actor_id)))
            .filter(boosts::object_id.eq(self.id))
            .filter(actors::stall.is_not_null())
            .select(boosts::actor_id)
            .load(c)?;
        for booster in boosters {
            notification::notify(c, booster, NotificationKind::Update, self.actor_id, Some(self.id))?;
        }
        Ok(())
    }

    /// An edit that leaves all as it is.
    pub fn unchanged(&self) -> ObjectChange {
        ObjectChange {
            title: self.title.clone(),
            content: self.content.clone(),
            source: self.source.clone(),
            summary: self.summary.clone(),
            sensitive: self.sensitive,
            language: self.language.clone(),
            quote_policy: self.quote_policy,
            emojis: self.emojis.clone(),
            url: self.url.clone(),
            edited_at: self.edited_at,
            answerable: self.answerable,
            moderator_id: self.moderator_id,
        }
    }

    /// Edits a local object, of which the version before is kept: [`change`](Self::change) and an `Update`, together.
    pub fn edit(
        &self,
        c: &mut Conn,
        hosts: &Hosts,
        author: &Actor,
        change: &ObjectChange,
        parts: &Parts,
        wire: impl FnOnce(&mut Conn, &Self) -> QueryResult<vocab::Object>,
    ) -> QueryResult<Self> {
        let object = self.change(c, change, parts)?;
        object.send_update(c, hosts, author, wire)?;
        Ok(object)
    }

    /// What hangs on a local object, of which the version before is kept, looks otherwise: it counts as edited, and an
    /// `Update` tells of it, together.
    pub fn retell(
        &self,
        c: &mut Conn,
        hosts: &Hosts,
        author: &Actor,
        wire: impl FnOnce(&mut Conn, &Self) -> QueryResult<vocab::Object>,
    ) -> QueryResult<Self> {
        diesel::update(objects::table.find(self.id)).set(objects::edited_at.eq(clock::now())).execute(c)?;
        let object = Self::get(c, self.id)?;
        Event::Edited { object: self.id }.raise(c)?;
        self.tell_boosters(c)?;
        object.send_update(c, hosts, author, wire)?;
        Ok(object)
    }

    fn send_update(
        &self,
        c: &mut Conn,
        hosts: &Hosts,
        author: &Actor,
        wire: impl FnOnce(&mut Conn, &Self) -> QueryResult<vocab::Object>,
    ) -> QueryResult<()> {
        let document = wire(c, self)?;
        let audience = Audience::of_object(c, self)?.with_touched(c, self.id)?;
        outbox::update(c, hosts, author, self, document, audience)?;
        Ok(())
    }

    /// Deletes a local object and tells everybody who may know it (`Delete` of a `Tombstone`).
    pub fn delete(&self, c: &mut Conn, hosts: &Hosts, author: &Actor) -> QueryResult<()> {
        let audience = Audience::of_object(c, self)?.with_touched(c, self.id)?;
        outbox::delete_object(c, hosts, author, self, audience)?;
        outbox::delete_listed(c, hosts, author, std::slice::from_ref(self))?;
        self.bury(c)
    }

    /// Deletes several objects of a local author at once. Servers that take a list are told once.
    pub fn delete_all(c: &mut Conn, hosts: &Hosts, author: &Actor, objects: &[Self]) -> QueryResult<()> {
        outbox::delete_objects(c, hosts, author, objects)?;
        outbox::delete_listed(c, hosts, author, objects)?;
        objects.iter().try_for_each(|object| object.bury(c))
    }

    /// Sets who may quote it, which is no edit.
    pub fn set_quote_policy(&self, c: &mut Conn, policy: QuotePolicy) -> QueryResult<()> {
        diesel::update(objects::table.find(self.id)).set(objects::quote_policy.eq(policy)).execute(c)?;
        Ok(())
    }

    /// Sets who may quote a local object, and tells whoever knows it (`Update`, which is no edit).
    pub fn allow_quotes(
        &self,
        c: &mut Conn,
        hosts: &Hosts,
        author: &Actor,
        policy: QuotePolicy,
        wire: impl FnOnce(&mut Conn, &Self) -> QueryResult<vocab::Object>,
    ) -> QueryResult<()> {
        self.set_quote_policy(c, policy)?;
        let object = Self { quote_policy: policy, ..self.clone() };
        let document = wire(c, &object)?;
        let audience = Audience::of_object(c, &object)?.with_touched(c, object.id)?;
        outbox::update(c, hosts, author, &object, document, audience)?;
        Ok(())
    }

    /// Leaves a tombstone in the place of an object, local or remote.
    pub fn bury(&self, c: &mut Conn) -> QueryResult<()> {
        if self.deleted_at.is_some() {
            return Ok(());
        }
        diesel::update(objects::table.find(self.id))
            .set((
                objects::deleted_at.eq(clock::now()),
                objects::content.eq(""),
                objects::source.eq(None::<String>),
                objects::title.eq(None::<String>),
                objects::summary.eq(None::<String>),
                objects::raw.eq(None::<String>),
                objects::quote_id.eq(None::<ObjectId>),
                objects::quote_uri.eq(None::<String>),
            ))
            .execute(c)?;
        let places = timeline::withdraw_object(c, self.id)?;
        live::gone(c, self.id, places)?;
        diesel::delete(reactions::table.filter(reactions::object_id.eq(self.id))).execute(c)?;
        diesel::delete(boosts::table.filter(boosts::object_id.eq(self.id))).execute(c)?;
        crate::bookmark::forget(c, self.id)?;
        crate::pin::forget(c, self.id)?;
        Preview::detach(c, self.id)?;
        ObjectEdit::forget(c, self.id)?;
        Poll::forget(c, self.id)?;
        Place::set(c, self.id, None)?;
        crate::participation::dissolve(c, self)?;
        notification::forget(c, self.id)?;
        correspondence::depart(c, self)?;
        Media::detach(c, self.id)?;
        tag::attach(c, self.id, &[])?;
        Listing::forget(c, self.id)?;
        search::forget(c, self.id)?;
        self.count(c, -1)
    }

    /// Counts it, or counts it no more, at its author, its parent and what it quotes.
    fn count(&self, c: &mut Conn, by: i64) -> QueryResult<()> {
        let author = actors::table.find(self.actor_id);
        let counted = actors::objects_count.eq(actors::objects_count + by);
        let newest = author.filter(actors::last_object_at.is_null().or(actors::last_object_at.lt(self.published_at)));
        let is_newest = by > 0
            && diesel::update(newest).set((counted, actors::last_object_at.eq(self.published_at))).execute(c)? > 0;
        if !is_newest {
            diesel::update(author).set(counted).execute(c)?;
        }
        self.count_at_parent(c, by)?;
        if let Some(quoted) = self.quote_id {
            diesel::update(objects::table.find(quoted))
                .set(objects::quotes_count.eq(objects::quotes_count + by))
                .execute(c)?;
        }
        Ok(())
    }

    /// Counts it as an answer, unless nobody consented to it yet.
    fn count_at_parent(&self, c: &mut Conn, by: i64) -> QueryResult<()> {
        let Some(parent) = self.in_reply_to_id.filter(|_| !self.held) else { return Ok(()) };
        let counted_at = objects::visibility.eq_any(self.visibility.counted_at());
        diesel::update(objects::table.find(parent).filter(counted_at))
            .set(objects::replies_count.eq(objects::replies_count + by))
            .execute(c)?;
        Ok(())
    }

    /// Whether it was published here.
    pub fn is_local(&self) -> bool {
        self.stall.is_some()
    }

    /// Its page for people.
    pub fn page(&self) -> &str {
        self.url.as_deref().unwrap_or(&self.uri)
    }

    /// Whether the actor may answer it: others where its author takes answers.
    pub fn may_answer(&self, actor: ActorId) -> bool {
        self.answerable || self.actor_id == actor
    }

    /// Whether the actor may boost it: open to everybody, or the actor's own and for its followers.
    pub fn may_boost(&self, actor: ActorId) -> bool {
        self.visibility.is_open() || (self.visibility == Visibility::Followers && self.actor_id == actor)
    }
}
