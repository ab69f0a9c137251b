//! What goes out: each activity is one row, written in the transaction of the change that it tells of,
//! and one delivery row per inbox. Workers of `federation` send the deliveries; this crate opens no connection.

mod deletion;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::{self, Hosts};
use store::{Conn, clock, signal, snowflake};
use vocab::{Activity, ActivityType, Entity, Iri, Many, Ref};

use crate::actor::{Actor, ActorId};
use crate::boost::Boost;
use crate::collection_follow;
use crate::domain::{Peer, Policies};
use crate::mention::Mention;
use crate::object::{Object, ObjectId};
use crate::occasion;
use crate::reaction::Reaction;
use crate::schema::{actors, boosts, deliveries, follows, outbox_entries, peers, reactions};
use crate::visibility::Visibility;

pub(crate) use deletion::{delete_listed, delete_object, delete_objects};

store::id_type! {
    /// Names an outgoing activity.
    pub OutboxId;
    /// Names a delivery of one activity to one inbox.
    pub DeliveryId;
}

/// The signal raised when deliveries wait.
pub const SIGNAL: &str = "deliveries";

store::text_enum! {
    /// How far a delivery is.
    pub DeliveryState {
        /// It waits, for the first time or for another try.
        Pending = "pending",
        /// The peer took it.
        Delivered = "delivered",
        /// The peer refused it for good, or tries ran out.
        Failed = "failed",
        /// The inbox does not exist any more (404, 410).
        Gone = "gone",
        /// An administrator dropped it, or the host was blocked meanwhile.
        Dropped = "dropped",
    }
}

/// A row of `outbox_entries`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = outbox_entries)]
pub struct OutboxEntry {
    /// Its number here; ordered by time.
    pub id: OutboxId,
    /// The stall it left from.
    pub stall: String,
    /// Whose activity it is.
    pub actor_id: ActorId,
    /// The activity's id.
    pub activity_uri: String,
    /// Its type.
    pub activity_type: String,
    /// The object it is about, where that is one of ours.
    pub object_id: Option<ObjectId>,
    /// Who gets it, in a few words.
    pub audience: String,
    /// The document.
    pub body: String,
    /// When it was written.
    pub created_at: NaiveDateTime,
}

/// A row of `deliveries`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = deliveries)]
pub struct Delivery {
    /// Its number here.
    pub id: DeliveryId,
    /// What is delivered.
    pub outbox_id: OutboxId,
    /// The peer, with a port where it has one.
    pub host: String,
    /// Where to.
    pub inbox: String,
    /// How far it is.
    pub state: DeliveryState,
    /// How the last try was signed.
    pub signed: Option<String>,
    /// Tries so far.
    pub tries: i16,
    /// HTTP status of the last try.
    pub status: Option<i16>,
    /// What went wrong last.
    pub reason: Option<String>,
    /// When the next try is due.
    pub run_at: NaiveDateTime,
    /// When it ended.
    pub done_at: Option<NaiveDateTime>,
}

/// Who gets an activity. Local actors need no delivery: the rows are already theirs.
#[derive(Debug, Clone, Default)]
pub struct Audience {
    /// The followers of its actor.
    pub followers: bool,
    /// The followers of another actor: of the stall's own, which announced it.
    pub followers_of: Option<ActorId>,
    /// Further actors.
    pub actors: HashSet<ActorId>,
    /// Every server that is known here.
    pub everyone: bool,
    /// At which servers; none: wherever they are.
    pub servers: Option<Servers>,
}

/// A choice among servers, by host.
#[derive(Debug, Clone)]
pub enum Servers {
    /// These alone.
    Only(HashSet<String>),
    /// All but these.
    But(HashSet<String>),
}

impl Servers {
    fn include(&self, host: &str) -> bool {
        match self {
            Self::Only(hosts) => hosts.contains(host),
            Self::But(hosts) => !hosts.contains(host),
        }
    }
}

impl Audience {
    /// How followers are called in the words for an audience.
    pub(crate) const FOLLOWERS: &'static str = "followers";

    /// These actors alone.
    pub fn of(actors: impl IntoIterator<Item = ActorId>) -> Self {
        Self { actors: actors.into_iter().collect(), ..Self::default() }
    }

    /// The followers of the actor.
    pub fn followers() -> Self {
        Self { followers: true, ..Self::default() }
    }

    /// The followers of an actor at servers that run this software.
    pub fn followers_running(c: &mut Conn, of: ActorId, software: &str) -> QueryResult<Self> {
        let hosts = Peer::running(c, software)?;
        if hosts.is_empty() {
            return Ok(Self::default());
        }
        let followers = follows::table
            .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
            .filter(follows::followed_id.eq(of))
            .filter(follows::state.eq("accepted"))
            .filter(actors::stall.is_null())
            .select(Actor::as_select());
        let followers: Vec<Actor> = followers.load(c)?;
        let is_there = |actor: &&Actor| actor.server().is_some_and(|server| hosts.contains(&server));
        Ok(Self::of(followers.iter().filter(is_there).map(|actor| actor.id)))
    }

    /// Every server that is known here.
    pub fn everyone_known() -> Self {
        Self { everyone: true, ..Self::default() }
    }

    /// Whom an object is addressed to: followers unless direct, the mentioned, and whose object it answers or quotes. What is for the
    /// club's members leaves it to nobody.
    pub fn of_object(c: &mut Conn, object: &Object) -> QueryResult<Self> {
        if object.visibility == Visibility::Members {
            return Ok(Self::default());
        }
        let mut actors: HashSet<ActorId> = Mention::of(c, &[object.id])?.into_iter().map(|m| m.actor_id).collect();
        if object.visibility != Visibility::Direct {
            for other in [object.in_reply_to_id, object.quote_id].into_iter().flatten() {
                actors.extend(Object::find(c, other)?.map(|o| o.actor_id));
            }
        }
        actors.extend(collection_follow::readers_of(c, object.id)?);
        actors.remove(&object.actor_id);
        Ok(Self { followers: object.visibility != Visibility::Direct, actors, ..Self::default() })
    }

    /// Adds who liked or boosted an object or takes part in it, and to whom the stall announced it: they hold a copy that an
    /// edit or a deletion must reach.
    pub fn with_touched(mut self, c: &mut Conn, object: ObjectId) -> QueryResult<Self> {
        let liked = reactions::table.filter(reactions::object_id.eq(object)).select(reactions::actor_id);
        self.actors.extend(liked.load::<ActorId>(c)?);
        let boosted = boosts::table.filter(boosts::object_id.eq(object)).select(boosts::actor_id);
        self.actors.extend(boosted.load::<ActorId>(c)?);
        self.actors.extend(crate::participation::touched(c, object)?);
        self.followers_of = occasion::announcer(c, object)?;
        Ok(self)
    }

    /// Those whom it is for by name. Funkwhale takes nothing that names nobody.
    fn named(&self, c: &mut Conn) -> QueryResult<Many<Iri>> {
        let ids: Vec<ActorId> = self.actors.iter().copied().collect();
        let remote = actors::table.filter(actors::id.eq_any(ids)).filter(actors::stall.is_null());
        let uris: Vec<String> = remote.order(actors::id).select(actors::uri).load(c)?;
        Ok(uris.into_iter().map(Iri::from).collect())
    }

    /// The inboxes, each once, with the host that it is at.
    fn inboxes(&self, c: &mut Conn, of: ActorId) -> QueryResult<BTreeMap<String, String>> {
        let remote = actors::table.filter(actors::stall.is_null()).filter(actors::deleted_at.is_null());
        let columns = (actors::inbox, actors::shared_inbox);
        let mut rows: Vec<(String, Option<String>)> = Vec::new();
        if self.everyone {
            rows.extend(remote.filter(actors::shared_inbox.is_not_null()).select(columns).distinct().load(c)?);
        }
        if self.followers || self.everyone {
            let of: Vec<ActorId> = self.followers_of.into_iter().chain([of]).collect();
            let followers = follows::table
                .filter(follows::followed_id.eq_any(of))
                .filter(follows::state.eq("accepted"))
                .select(follows::follower_id);
            rows.extend(remote.filter(actors::id.eq_any(followers)).select(columns).load(c)?);
        }
        if !self.actors.is_empty() {
            let ids: Vec<ActorId> = self.actors.iter().copied().collect();
            rows.extend(remote.filter(actors::id.eq_any(ids)).select(columns).load(c)?);
        }
        let policies = Policies::load(c)?;
        let mut inboxes = BTreeMap::new();
        for (inbox, shared) in rows {
            let inbox = shared.unwrap_or(inbox);
            if let Some(host) = Iri::new(&inbox).host()
                && !policies.blocks(&host)
                && self.servers.as_ref().is_none_or(|servers| servers.include(&host))
            {
                inboxes.insert(inbox, host);
            }
        }
        Ok(inboxes)
    }

    fn in_words(&self) -> String {
        let mut words = Vec::new();
        if self.everyone {
            words.push("everyone".to_owned());
        }
        if self.followers {
            words.push(Self::FOLLOWERS.to_owned());
        }
        if !self.actors.is_empty() {
            words.push(format!("{} actors", self.actors.len()));
        }
        words.join(", ")
    }
}

/// Writes an activity and a delivery for each inbox of its audience. An activity without an id gets one.
pub fn write(
    c: &mut Conn,
    hosts: &Hosts,
    actor: &Actor,
    mut activity: Activity,
    object: Option<ObjectId>,
    audience: Audience,
) -> QueryResult<OutboxId> {
    let stall = actor.home(hosts)?;
    let id = OutboxId(snowflake::next());
    let uri = activity.id.get_or_insert_with(|| Iri::new(stall.activity(id).as_str())).to_string();
    if activity.to.is_empty() && activity.cc.is_empty() {
        activity.to = audience.named(c)?;
    }
    let now = clock::now();
    diesel::insert_into(outbox_entries::table)
        .values((
            outbox_entries::id.eq(id),
            outbox_entries::stall.eq(stall.name),
            outbox_entries::actor_id.eq(actor.id),
            outbox_entries::activity_uri.eq(&uri),
            outbox_entries::activity_type.eq(activity.kind.as_str()),
            outbox_entries::object_id.eq(object),
            outbox_entries::audience.eq(audience.in_words()),
            outbox_entries::body.eq(activity.to_json()),
            outbox_entries::created_at.eq(now),
        ))
        .execute(c)?;
    let inboxes = audience.inboxes(c, actor.id)?;
    for (inbox, host) in &inboxes {
        diesel::insert_into(deliveries::table)
            .values((
                deliveries::id.eq(DeliveryId(snowflake::next())),
                deliveries::outbox_id.eq(id),
                deliveries::host.eq(host),
                deliveries::inbox.eq(inbox),
                deliveries::state.eq(DeliveryState::Pending),
                deliveries::run_at.eq(now),
            ))
            .execute(c)?;
    }
    if !inboxes.is_empty() {
        signal::raise(c, SIGNAL);
    }
    Ok(id)
}

/// An activity of an actor about something.
pub fn activity(kind: ActivityType, actor: &str, object: Ref<Entity>) -> Activity {
    Activity { kind, actor: Some(Iri::new(actor)), object: [object].into_iter().collect(), ..Activity::default() }
}

/// The same, about something named by its id.
pub fn about(kind: ActivityType, actor: &str, object: &str) -> Activity {
    activity(kind, actor, Ref::Id(Iri::new(object)))
}

/// An activity that embeds the one it is about, as `Accept`, `Reject` and `Undo` must.
pub fn embed(kind: ActivityType, actor: &str, inner: Activity) -> Activity {
    activity(kind, actor, Ref::Inline(Box::new(Entity::Activity(Box::new(inner)))))
}

/// `Delete` of an actor by itself.
pub fn delete(actor: &str, object: Iri) -> Activity {
    let mut delete = activity(ActivityType::Delete, actor, Ref::Id(object));
    delete.id = Some(Iri::new(format!("{actor}#delete")));
    delete.to = [Iri::public()].into_iter().collect();
    delete
}

/// `Move` of an actor to another.
pub(crate) fn moved(actor: &Actor, target: &str) -> Activity {
    let mut moved = about(ActivityType::Move, &actor.uri, &actor.uri);
    moved.target = Some(Ref::Id(Iri::new(target)));
    moved.to = actor.followers.iter().map(Iri::new).collect();
    moved
}

/// `Create` of an object, under an id made from the object's.
pub(crate) fn create(
    c: &mut Conn,
    hosts: &Hosts,
    actor: &Actor,
    object: &Object,
    document: vocab::Object,
    audience: Audience,
) -> QueryResult<OutboxId> {
    let mut create = about_document(ActivityType::Create, actor, document);
    create.id = url::Url::parse(&object.uri).ok().map(|at| Iri::new(uri::object_activity(&at).as_str()));
    write(c, hosts, actor, create, Some(object.id), audience)
}

/// `Update` of an object.
pub fn update(
    c: &mut Conn,
    hosts: &Hosts,
    actor: &Actor,
    object: &Object,
    document: vocab::Object,
    audience: Audience,
) -> QueryResult<OutboxId> {
    let mut update = about_document(ActivityType::Update, actor, document);
    update.published = None;
    update.updated = Some(clock::now().and_utc());
    write(c, hosts, actor, update, Some(object.id), audience)
}

/// `Update` of an actor, to its followers.
pub fn update_actor(c: &mut Conn, hosts: &Hosts, actor: &Actor, document: vocab::Actor) -> QueryResult<OutboxId> {
    let document = Ref::Inline(Box::new(Entity::Actor(Box::new(document))));
    let mut update = activity(ActivityType::Update, &actor.uri, document);
    update.to = [Iri::public()].into_iter().collect();
    write(c, hosts, actor, update, None, Audience::followers())
}

/// An activity about a document, with its addressing and dates.
fn about_document(kind: ActivityType, actor: &Actor, document: vocab::Object) -> Activity {
    let (to, cc, published) = (document.to.clone(), document.cc.clone(), document.published);
    let mut about = activity(kind, &actor.uri, Ref::Inline(Box::new(Entity::Object(Box::new(document)))));
    about.to = to;
    about.cc = cc;
    about.published = published;
    about
}

/// The activity of a like.
pub(crate) fn like(actor: &Actor, reaction: &Reaction, object: &Object) -> Activity {
    let mut like = about(ActivityType::Like, &actor.uri, &object.uri);
    like.id = Some(Iri::new(&reaction.uri));
    like
}

/// The activity of a boost, addressed as far as the boost reaches.
pub fn announce(actor: &Actor, boost: &Boost, object: &Object, author: &Actor) -> Activity {
    let mut announce = about(ActivityType::Announce, &actor.uri, &object.uri);
    announce.id = Some(Iri::new(&boost.uri));
    announce.published = Some(boost.created_at.and_utc());
    let followers: Vec<Iri> = actor.followers.iter().map(Iri::new).collect();
    let author = Iri::new(&author.uri);
    (announce.to, announce.cc) = match boost.visibility {
        Visibility::Public => ([Iri::public()].into_iter().collect(), followers.into_iter().chain([author]).collect()),
        Visibility::Unlisted => (followers.into_iter().collect(), [Iri::public(), author].into_iter().collect()),
        _ => (followers.into_iter().collect(), [author].into_iter().collect()),
    };
    announce
}

impl OutboxEntry {
    /// One outgoing activity.
    pub fn find(c: &mut Conn, id: OutboxId) -> QueryResult<Option<Self>> {
        outbox_entries::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Whether it is addressed to everybody. What its text says does not count.
    pub fn is_public(&self) -> bool {
        match Entity::parse(self.body.as_bytes()) {
            Ok(Entity::Activity(activity)) => activity.to.iter().chain(activity.cc.iter()).any(Iri::is_public),
            _ => false,
        }
    }

    /// By the activity's id.
    pub fn find_by_uri(c: &mut Conn, uri: &str) -> QueryResult<Option<Self>> {
        outbox_entries::table.filter(outbox_entries::activity_uri.eq(uri)).select(Self::as_select()).first(c).optional()
    }

    /// Outgoing activities, newest first, of one actor or of all.
    pub fn list(c: &mut Conn, of: Option<ActorId>, before: Option<OutboxId>, limit: i64) -> QueryResult<Vec<Self>> {
        let mut query =
            outbox_entries::table.order(outbox_entries::id.desc()).limit(limit).select(Self::as_select()).into_boxed();
        if let Some(actor) = of {
            query = query.filter(outbox_entries::actor_id.eq(actor));
        }
        if let Some(before) = before {
            query = query.filter(outbox_entries::id.lt(before));
        }
        query.load(c)
    }

    /// How the activities about one object travelled: what a member sees of the own post.
    pub fn of_object(c: &mut Conn, object: ObjectId) -> QueryResult<Vec<(Self, Vec<Delivery>)>> {
        let entries: Vec<Self> = outbox_entries::table
            .filter(outbox_entries::object_id.eq(object))
            .order(outbox_entries::id)
            .select(Self::as_select())
            .load(c)?;
        entries.into_iter().map(|entry| Delivery::of(c, entry.id).map(|d| (entry, d))).collect()
    }
}

impl OutboxEntry {
    /// The documents of several activities.
    pub fn bodies(c: &mut Conn, ids: &[OutboxId]) -> QueryResult<Vec<(OutboxId, String)>> {
        outbox_entries::table
            .filter(outbox_entries::id.eq_any(ids))
            .select((outbox_entries::id, outbox_entries::body))
            .load(c)
    }
}

impl Delivery {
    /// Gives up what waits since before a time for peers that never answered since then. Returns how many went.
    pub fn give_up(c: &mut Conn, before: NaiveDateTime) -> QueryResult<usize> {
        let silent = peers::table.filter(peers::failing_since.lt(before)).select(peers::host);
        let old = outbox_entries::table.filter(outbox_entries::created_at.lt(before)).select(outbox_entries::id);
        let hopeless = deliveries::table
            .filter(deliveries::state.eq(DeliveryState::Pending))
            .filter(deliveries::host.eq_any(silent))
            .filter(deliveries::outbox_id.eq_any(old));
        diesel::update(hopeless)
            .set((
                deliveries::state.eq(DeliveryState::Failed),
                deliveries::reason.eq("the server has not answered for days"),
                deliveries::done_at.eq(clock::now()),
            ))
            .execute(c)
    }

    /// The deliveries of one activity.
    pub fn of(c: &mut Conn, outbox: OutboxId) -> QueryResult<Vec<Self>> {
        deliveries::table
            .filter(deliveries::outbox_id.eq(outbox))
            .order(deliveries::host)
            .select(Self::as_select())
            .load(c)
    }

    /// Deliveries in a state (or in any), newest first.
    pub fn list(
        c: &mut Conn,
        state: Option<DeliveryState>,
        host: Option<&str>,
        before: Option<DeliveryId>,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query =
            deliveries::table.order(deliveries::id.desc()).limit(limit).select(Self::as_select()).into_boxed();
        if let Some(state) = state {
            query = query.filter(deliveries::state.eq(state));
        }
        if let Some(host) = host {
            query = query.filter(deliveries::host.eq(host.to_owned()));
        }
        if let Some(before) = before {
            query = query.filter(deliveries::id.lt(before));
        }
        query.load(c)
    }

    /// How many wait.
    pub fn waiting(c: &mut Conn) -> QueryResult<i64> {
        deliveries::table.filter(deliveries::state.eq(DeliveryState::Pending)).count().get_result(c)
    }

    /// Puts what waits or failed (one delivery, or all to a host, or all) at the head of the queue.
    pub fn retry(c: &mut Conn, id: Option<DeliveryId>, host: Option<&str>) -> QueryResult<usize> {
        let mut which = deliveries::table
            .filter(deliveries::state.eq_any([DeliveryState::Pending, DeliveryState::Failed]))
            .select(deliveries::id)
            .into_boxed();
        if let Some(id) = id {
            which = which.filter(deliveries::id.eq(id));
        }
        if let Some(host) = host {
            which = which.filter(deliveries::host.eq(host.to_owned()));
        }
        let which: Vec<DeliveryId> = which.load(c)?;
        let changed = diesel::update(deliveries::table.filter(deliveries::id.eq_any(which)))
            .set((
                deliveries::state.eq(DeliveryState::Pending),
                deliveries::run_at.eq(clock::now()),
                deliveries::done_at.eq(None::<NaiveDateTime>),
            ))
            .execute(c)?;
        signal::raise(c, SIGNAL);
        Ok(changed)
    }

    /// Gives up what waits (one delivery, or all to a host, or all).
    pub fn drop(c: &mut Conn, id: Option<DeliveryId>, host: Option<&str>) -> QueryResult<usize> {
        let mut which =
            deliveries::table.filter(deliveries::state.eq(DeliveryState::Pending)).select(deliveries::id).into_boxed();
        if let Some(id) = id {
            which = which.filter(deliveries::id.eq(id));
        }
        if let Some(host) = host {
            which = which.filter(deliveries::host.eq(host.to_owned()));
        }
        let which: Vec<DeliveryId> = which.load(c)?;
        diesel::update(deliveries::table.filter(deliveries::id.eq_any(which)))
            .set((deliveries::state.eq(DeliveryState::Dropped), deliveries::done_at.eq(clock::now())))
            .execute(c)
    }
}

/// Forgets what left before a time and is delivered or given up; returns how many activities went.
pub fn prune(c: &mut Conn, before: NaiveDateTime) -> QueryResult<usize> {
    let waiting = deliveries::table.filter(deliveries::state.eq(DeliveryState::Pending)).select(deliveries::outbox_id);
    diesel::delete(
        outbox_entries::table.filter(outbox_entries::created_at.lt(before)).filter(outbox_entries::id.ne_all(waiting)),
    )
    .execute(c)
}
