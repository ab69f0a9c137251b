//! Following what is no actor: a collection of somebody's, such as a library at Funkwhale.
//!
//! The object of a `Follow` may be anything that has followers (ActivityPub, 6.5). It is sent to whose the collection is, and that actor
//! answers (7.5). Who follows a collection with consent may see what it lists.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, clock, snowflake};
use vocab::{Activity, ActivityType, Iri};

use crate::actor::{Actor, ActorId};
use crate::follow::{FollowError, FollowState};
use crate::notification::{self, NotificationKind};
use crate::object::ObjectId;
use crate::outbox::{self, Audience};
use crate::schema::{actors, collection_follows, collection_objects};
use crate::visibility;

store::id_type! {
    /// Names a follow of a collection; ordered by when it was asked for.
    pub CollectionFollowId
}

/// A row of `collection_follows`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
pub struct CollectionFollow {
    /// Its number here.
    pub id: CollectionFollowId,
    /// The id of its `Follow` activity.
    pub uri: String,
    /// Who follows.
    pub follower_id: ActorId,
    /// Whose the collection is.
    pub owner_id: ActorId,
    /// The id of the collection.
    pub collection_uri: String,
    /// How far it is.
    pub state: FollowState,
    /// When it was asked for.
    pub created_at: NaiveDateTime,
    /// Since when it holds.
    pub accepted_at: Option<NaiveDateTime>,
}

impl CollectionFollow {
    /// One that must exist.
    pub fn get(c: &mut Conn, id: CollectionFollowId) -> QueryResult<Self> {
        collection_follows::table.find(id).select(Self::as_select()).first(c)
    }

    /// An actor's follow of a collection, pending or not.
    pub fn find(c: &mut Conn, follower: ActorId, collection: &str) -> QueryResult<Option<Self>> {
        collection_follows::table
            .filter(collection_follows::follower_id.eq(follower))
            .filter(collection_follows::collection_uri.eq(collection))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// By the id of its activity.
    pub fn find_by_uri(c: &mut Conn, uri: &str) -> QueryResult<Option<Self>> {
        collection_follows::table.filter(collection_follows::uri.eq(uri)).select(Self::as_select()).first(c).optional()
    }

    /// Who asks for a collection of an actor's and waits, the first who asked first.
    pub fn requests(c: &mut Conn, owner: ActorId) -> QueryResult<Vec<(Self, Actor)>> {
        collection_follows::table
            .inner_join(actors::table.on(actors::id.eq(collection_follows::follower_id)))
            .filter(collection_follows::owner_id.eq(owner))
            .filter(collection_follows::state.eq(FollowState::Pending))
            .order(collection_follows::id)
            .select((Self::as_select(), Actor::as_select()))
            .load(c)
    }

    /// Who follows a collection, the first who did first.
    pub fn followers(c: &mut Conn, collection: &str) -> QueryResult<Vec<(Self, Actor)>> {
        collection_follows::table
            .inner_join(actors::table.on(actors::id.eq(collection_follows::follower_id)))
            .filter(collection_follows::collection_uri.eq(collection))
            .filter(collection_follows::state.eq(FollowState::Accepted))
            .order(collection_follows::id)
            .select((Self::as_select(), Actor::as_select()))
            .load(c)
    }

    /// How many follow a collection.
    pub fn count(c: &mut Conn, collection: &str) -> QueryResult<i64> {
        collection_follows::table
            .filter(collection_follows::collection_uri.eq(collection))
            .filter(collection_follows::state.eq(FollowState::Accepted))
            .count()
            .get_result(c)
    }

    /// What an actor of ours follows or asked to follow.
    pub fn of(c: &mut Conn, follower: ActorId) -> QueryResult<Vec<Self>> {
        collection_follows::table
            .filter(collection_follows::follower_id.eq(follower))
            .order(collection_follows::id)
            .select(Self::as_select())
            .load(c)
    }

    /// The follows of a collection by actors of ours, pending or not.
    pub fn by_ours(c: &mut Conn, collection: &str) -> QueryResult<Vec<Self>> {
        collection_follows::table
            .inner_join(actors::table.on(actors::id.eq(collection_follows::follower_id)))
            .filter(collection_follows::collection_uri.eq(collection))
            .filter(actors::stall.is_not_null())
            .order(collection_follows::id)
            .select(Self::as_select())
            .load(c)
    }

    /// A local actor asks to follow a collection elsewhere.
    pub fn request(
        c: &mut Conn,
        hosts: &Hosts,
        follower: &Actor,
        owner: &Actor,
        collection: &str,
    ) -> Result<Self, FollowError> {
        if !owner.is_present() {
            return Err(FollowError::Gone);
        }
        if !visibility::blocked_among(c, follower.id, &[owner.id])?.is_empty() {
            return Err(FollowError::Blocked);
        }
        if let Some(known) = Self::find(c, follower.id, collection)? {
            return Ok(known);
        }
        let id = CollectionFollowId(snowflake::next());
        let uri: String = follower.home(hosts)?.activity(id).into();
        let follow = Self::record(c, id, &uri, (follower, owner), collection, false)?;
        outbox::write(c, hosts, follower, follow.activity(follower), None, Audience::of([owner.id]))?;
        Ok(follow)
    }

    /// Somebody elsewhere asks to follow a collection of a local actor's. What is `open` to everybody is followed at once; what is not
    /// waits for consent. A repeated `Follow` is answered again.
    pub fn receive(
        c: &mut Conn,
        hosts: &Hosts,
        uri: &str,
        (follower, owner): (&Actor, &Actor),
        collection: &str,
        open: bool,
    ) -> Result<Self, FollowError> {
        let barred = !owner.is_present() || !visibility::blocked_among(c, follower.id, &[owner.id])?.is_empty();
        if barred {
            let reject = outbox::embed(ActivityType::Reject, &owner.uri, asked(uri, follower, collection));
            outbox::write(c, hosts, owner, reject, None, Audience::of([follower.id]))?;
            return Err(FollowError::Blocked);
        }
        let follow = match Self::find(c, follower.id, collection)? {
            Some(known) => {
                diesel::update(&known).set(collection_follows::uri.eq(uri)).execute(c)?;
                Self { uri: uri.to_owned(), ..known }
            }
            None => {
                let id = CollectionFollowId(snowflake::next());
                let follow = Self::record(c, id, uri, (follower, owner), collection, open)?;
                if !open {
                    notification::notify(c, owner.id, NotificationKind::FollowRequest, follower.id, None)?;
                }
                follow
            }
        };
        if follow.state == FollowState::Accepted {
            follow.answer(c, hosts, ActivityType::Accept)?;
        }
        Ok(follow)
    }

    fn record(
        c: &mut Conn,
        id: CollectionFollowId,
        uri: &str,
        (follower, owner): (&Actor, &Actor),
        collection: &str,
        accepted: bool,
    ) -> QueryResult<Self> {
        let now = clock::now();
        let state = if accepted { FollowState::Accepted } else { FollowState::Pending };
        diesel::insert_into(collection_follows::table)
            .values((
                collection_follows::id.eq(id),
                collection_follows::uri.eq(uri),
                collection_follows::follower_id.eq(follower.id),
                collection_follows::owner_id.eq(owner.id),
                collection_follows::collection_uri.eq(collection),
                collection_follows::state.eq(state),
                collection_follows::created_at.eq(now),
                collection_follows::accepted_at.eq(accepted.then_some(now)),
            ))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Whose the collection is consents.
    pub fn accept(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<()> {
        self.hold(c)?;
        notification::withdraw_request(c, self.owner_id, self.follower_id)?;
        self.answer(c, hosts, ActivityType::Accept)
    }

    /// Whose the collection is refuses, or lets somebody follow no more.
    pub fn reject(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<()> {
        self.end(c)?;
        self.answer(c, hosts, ActivityType::Reject)
    }

    /// It holds from now on.
    pub fn hold(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::update(self)
            .set((
                collection_follows::state.eq(FollowState::Accepted),
                collection_follows::accepted_at.eq(clock::now()),
            ))
            .execute(c)
            .map(drop)
    }

    /// A local actor follows no more, or withdraws what it asked for.
    pub fn undo(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<()> {
        let follower = Actor::get(c, self.follower_id)?;
        self.end(c)?;
        let undo = outbox::embed(ActivityType::Undo, &follower.uri, self.activity(&follower));
        outbox::write(c, hosts, &follower, undo, None, Audience::of([self.owner_id])).map(drop)
    }

    /// Removes it. What a collection elsewhere lists is forgotten with the last of ours who followed it.
    pub fn end(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(self).execute(c)?;
        notification::withdraw_request(c, self.owner_id, self.follower_id)?;
        let owner = Actor::find(c, self.owner_id)?;
        if owner.is_none_or(|owner| !owner.is_local()) && Self::by_ours(c, &self.collection_uri)?.is_empty() {
            clear(c, &self.collection_uri)?;
        }
        Ok(())
    }

    /// Its `Follow` activity.
    pub fn activity(&self, follower: &Actor) -> Activity {
        asked(&self.uri, follower, &self.collection_uri)
    }

    fn answer(&self, c: &mut Conn, hosts: &Hosts, kind: ActivityType) -> QueryResult<()> {
        let (follower, owner) = (Actor::get(c, self.follower_id)?, Actor::get(c, self.owner_id)?);
        let answer = outbox::embed(kind, &owner.uri, self.activity(&follower));
        outbox::write(c, hosts, &owner, answer, None, Audience::of([follower.id])).map(drop)
    }
}

fn asked(uri: &str, follower: &Actor, collection: &str) -> Activity {
    Activity { id: Some(Iri::new(uri)), ..outbox::about(ActivityType::Follow, &follower.uri, collection) }
}

/// An object as a collection lists it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = collection_objects)]
pub struct Listing {
    /// The id of the collection.
    pub collection_uri: String,
    /// The object.
    pub object_id: ObjectId,
    /// Under which id it is listed there, where that is not its own.
    pub item_uri: Option<String>,
}

impl Listing {
    /// Who follows the collection may see the object from now on.
    pub fn keep(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::insert_into(collection_objects::table).values(self).on_conflict_do_nothing().execute(c).map(drop)
    }

    /// Where these objects are listed.
    pub fn of(c: &mut Conn, objects: &[ObjectId]) -> QueryResult<Vec<Self>> {
        collection_objects::table
            .filter(collection_objects::object_id.eq_any(objects))
            .order((collection_objects::collection_uri, collection_objects::object_id))
            .select(Self::as_select())
            .load(c)
    }

    /// What a collection lists.
    pub fn all(c: &mut Conn, collection: &str) -> QueryResult<Vec<Self>> {
        collection_objects::table
            .filter(collection_objects::collection_uri.eq(collection))
            .order(collection_objects::object_id)
            .select(Self::as_select())
            .load(c)
    }

    /// No collection lists an object any more.
    pub(crate) fn forget(c: &mut Conn, object: ObjectId) -> QueryResult<()> {
        diesel::delete(collection_objects::table.filter(collection_objects::object_id.eq(object))).execute(c).map(drop)
    }
}

/// Whether anybody follows a collection or asked to.
pub fn is_wanted(c: &mut Conn, collection: &str) -> QueryResult<bool> {
    let wanted = collection_follows::table.filter(collection_follows::collection_uri.eq(collection));
    diesel::select(diesel::dsl::exists(wanted)).get_result(c)
}

/// Who elsewhere follows a collection.
pub fn readers(c: &mut Conn, collection: &str) -> QueryResult<HashSet<ActorId>> {
    let readers: Vec<ActorId> = collection_follows::table
        .filter(collection_follows::collection_uri.eq(collection))
        .filter(collection_follows::state.eq(FollowState::Accepted))
        .select(collection_follows::follower_id)
        .load(c)?;
    Ok(readers.into_iter().collect())
}

/// Who follows the collections that list an object under its own id.
pub(crate) fn readers_of(c: &mut Conn, object: ObjectId) -> QueryResult<HashSet<ActorId>> {
    let listings = Listing::of(c, &[object])?;
    let mut all = HashSet::new();
    for listing in listings.iter().filter(|listing| listing.item_uri.is_none()) {
        all.extend(readers(c, &listing.collection_uri)?);
    }
    Ok(all)
}

/// A collection lists nothing any more.
pub fn clear(c: &mut Conn, collection: &str) -> QueryResult<()> {
    diesel::delete(collection_objects::table.filter(collection_objects::collection_uri.eq(collection)))
        .execute(c)
        .map(drop)
}

/// Of these objects those that a collection lists which the viewer follows with consent.
pub(crate) fn listed_for(c: &mut Conn, viewer: ActorId, ids: &[ObjectId]) -> QueryResult<HashSet<ObjectId>> {
    let followed = collection_follows::table
        .filter(collection_follows::follower_id.eq(viewer))
        .filter(collection_follows::state.eq(FollowState::Accepted))
        .select(collection_follows::collection_uri);
    let listed: Vec<ObjectId> = collection_objects::table
        .filter(collection_objects::object_id.eq_any(ids))
        .filter(collection_objects::collection_uri.eq_any(followed))
        .select(collection_objects::object_id)
        .load(c)?;
    Ok(listed.into_iter().collect())
}

/// Whether an actor of ours follows a collection of that one's with consent.
pub fn is_followed(c: &mut Conn, owner: ActorId) -> QueryResult<bool> {
    Ok(reader(c, owner)?.is_some())
}

/// An actor of ours who follows a collection of that one's with consent: in whose name is asked for what it lists.
pub fn reader(c: &mut Conn, owner: ActorId) -> QueryResult<Option<ActorId>> {
    collection_follows::table
        .inner_join(actors::table.on(actors::id.eq(collection_follows::follower_id)))
        .filter(collection_follows::owner_id.eq(owner))
        .filter(collection_follows::state.eq(FollowState::Accepted))
        .filter(actors::stall.is_not_null())
        .order(collection_follows::id)
        .select(collection_follows::follower_id)
        .first(c)
        .optional()
}

/// What an actor follows, or asked to follow, of another's.
pub(crate) fn between(c: &mut Conn, follower: ActorId, owner: ActorId) -> QueryResult<Vec<CollectionFollow>> {
    collection_follows::table
        .filter(collection_follows::follower_id.eq(follower))
        .filter(collection_follows::owner_id.eq(owner))
        .select(CollectionFollow::as_select())
        .load(c)
}

/// Lets go of what an actor followed, and of who followed what was the actor's.
pub(crate) fn forget(c: &mut Conn, actor: ActorId) -> QueryResult<()> {
    let either = collection_follows::follower_id.eq(actor).or(collection_follows::owner_id.eq(actor));
    let ended: Vec<CollectionFollow> =
        collection_follows::table.filter(either).select(CollectionFollow::as_select()).load(c)?;
    ended.iter().try_for_each(|follow| follow.end(c))
}
