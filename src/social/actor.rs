//! An actor: who says, likes and follows. Local and remote ones share a table.

mod deletion;
pub mod roll;

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use store::uri::{self, Hosts, Stall};
use store::{Conn, Json, clock, signal, snowflake};

use crate::account::AccountId;
use crate::domain;
use crate::emoji::EmojiMap;
use crate::key::{ActorKey, NewKey};
use crate::media::MediaId;
use crate::outbox::{self, Audience};
use crate::schema::actors;
use crate::search;
use crate::visibility::Visibility;

store::id_type! {
    /// Names an actor.
    pub ActorId
}

store::text_enum! {
    /// The types of actor that ActivityStreams knows.
    pub ActorKind {
        /// A human.
        Person = "Person",
        /// A bot.
        Service = "Service",
        /// A program: every stall's own actor is one.
        Application = "Application",
        /// Several people, e.g. a club that organises events.
        Group = "Group",
        /// A body, e.g. a label.
        Organization = "Organization",
    }
}

/// A line of a profile: a name and what stands behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// What it is, e.g. “Website”.
    pub name: String,
    /// Sanitised HTML.
    pub value: String,
    /// What a local member typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Since when the linked page is known to link back (`rel="me"`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<NaiveDateTime>,
}

/// How a member's new posts start out on one stall.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Defaults {
    /// Visibility of a new post; public where unset.
    pub visibility: Option<Visibility>,
    /// Language of a new post; the member's own where unset.
    pub language: Option<String>,
    /// Whether media start hidden.
    pub sensitive: bool,
    /// Who may quote; see [`crate::quote::QuotePolicy`]. Everybody where unset.
    pub quotes: Option<crate::quote::QuotePolicy>,
}

/// A row of `actors`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
pub struct Actor {
    /// Its number here.
    pub id: ActorId,
    /// Its ActivityPub id.
    pub uri: String,
    /// The stall whose actor it is; none for a remote one.
    pub stall: Option<String>,
    /// The account it belongs to; none for a remote one and for a stall's own actor.
    pub account_id: Option<AccountId>,
    /// Type on the wire.
    pub kind: ActorKind,
    /// `preferredUsername`: the part of the handle before the host.
    pub username: String,
    /// The part of the handle behind the `@`, with a port where it has one.
    pub host: String,
    /// Display name, plain text, maybe with custom emoji; may be empty.
    pub name: String,
    /// Bio as sanitised HTML.
    pub summary: String,
    /// Bio as a local member typed it.
    pub note: String,
    /// Its page for people; the id where it names none.
    pub url: Option<String>,
    /// Picture.
    pub avatar_id: Option<MediaId>,
    /// Banner.
    pub header_id: Option<MediaId>,
    /// Lines of the profile.
    pub fields: Json<Vec<Field>>,
    /// Custom emoji that occur in name, bio and fields.
    pub emojis: Json<EmojiMap>,
    /// Where activities for it go.
    pub inbox: String,
    /// Where activities for everybody at its server go.
    pub shared_inbox: Option<String>,
    /// Collection of what it did.
    pub outbox: Option<String>,
    /// Collection of its followers.
    pub followers: Option<String>,
    /// Collection of whom it follows.
    pub following: Option<String>,
    /// Collection of what it pinned.
    pub featured: Option<String>,
    /// Follows wait for its consent (`manuallyApprovesFollowers`).
    pub locked: bool,
    /// Marked as automated.
    pub bot: bool,
    /// May be suggested and listed in directories.
    pub discoverable: bool,
    /// Its public posts may be found by search (FEP-5feb).
    pub indexable: bool,
    /// Keeps to itself who follows it and whom it follows.
    pub follows_hidden: bool,
    /// Other ids of the same person.
    pub also_known_as: Json<Vec<String>>,
    /// Where it moved.
    pub moved_to: Option<String>,
    /// How its posts start out.
    pub settings: Json<Defaults>,
    /// How many follow it, as far as is known.
    pub followers_count: i64,
    /// How many it follows, as far as is known.
    pub following_count: i64,
    /// How many objects it published, as far as is known.
    pub objects_count: i64,
    /// When its newest object was published.
    pub last_object_at: Option<NaiveDateTime>,
    /// Since when it exists.
    pub created_at: NaiveDateTime,
    /// When its profile last changed.
    pub updated_at: NaiveDateTime,
    /// When a remote one was last read from its server.
    pub fetched_at: Option<NaiveDateTime>,
    /// Since when moderators keep it out.
    pub suspended_at: Option<NaiveDateTime>,
    /// Since when moderators keep it out of public timelines.
    pub silenced_at: Option<NaiveDateTime>,
    /// Since when it is only a tombstone.
    pub deleted_at: Option<NaiveDateTime>,
}

/// What a remote actor's document says, cleaned and ready to be written.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = actors, treat_none_as_null = true)]
pub struct RemoteActor {
    /// See [`Actor::uri`].
    pub uri: String,
    /// See [`Actor::kind`].
    pub kind: ActorKind,
    /// See [`Actor::username`].
    pub username: String,
    /// See [`Actor::host`].
    pub host: String,
    /// See [`Actor::name`].
    pub name: String,
    /// See [`Actor::summary`].
    pub summary: String,
    /// See [`Actor::url`].
    pub url: Option<String>,
    /// See [`Actor::fields`].
    pub fields: Json<Vec<Field>>,
    /// See [`Actor::emojis`].
    pub emojis: Json<EmojiMap>,
    /// See [`Actor::inbox`].
    pub inbox: String,
    /// See [`Actor::shared_inbox`].
    pub shared_inbox: Option<String>,
    /// See [`Actor::outbox`].
    pub outbox: Option<String>,
    /// See [`Actor::followers`].
    pub followers: Option<String>,
    /// See [`Actor::following`].
    pub following: Option<String>,
    /// See [`Actor::featured`].
    pub featured: Option<String>,
    /// See [`Actor::locked`].
    pub locked: bool,
    /// See [`Actor::bot`].
    pub bot: bool,
    /// See [`Actor::discoverable`].
    pub discoverable: bool,
    /// See [`Actor::indexable`].
    pub indexable: bool,
    /// See [`Actor::also_known_as`].
    pub also_known_as: Json<Vec<String>>,
    /// See [`Actor::moved_to`].
    pub moved_to: Option<String>,
    /// See [`Actor::created_at`].
    pub created_at: NaiveDateTime,
    /// See [`Actor::updated_at`].
    pub updated_at: NaiveDateTime,
    /// See [`Actor::fetched_at`].
    pub fetched_at: Option<NaiveDateTime>,
}

/// A profile as its member edits it; see [`Actor`] for the fields.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = actors, treat_none_as_null = true)]
#[expect(missing_docs, reason = "each field is described on `Actor`")]
pub struct Profile {
    pub name: String,
    pub note: String,
    pub summary: String,
    pub fields: Json<Vec<Field>>,
    pub emojis: Json<EmojiMap>,
    pub locked: bool,
    pub bot: bool,
    pub discoverable: bool,
    pub indexable: bool,
    pub follows_hidden: bool,
    pub avatar_id: Option<MediaId>,
    pub header_id: Option<MediaId>,
    pub settings: Json<Defaults>,
}

/// A new local actor.
#[derive(Debug, Clone)]
pub struct NewActor<'a> {
    /// The stall it lives at.
    pub stall: &'a str,
    /// Whose it is; none for the stall's own actor.
    pub account_id: Option<AccountId>,
    /// Type on the wire.
    pub kind: ActorKind,
    /// `preferredUsername`.
    pub username: &'a str,
    /// Display name.
    pub name: &'a str,
    /// Its key pairs; made beforehand, because making one takes a tenth of a second.
    pub keys: &'a [NewKey],
}

impl Actor {
    /// One actor, if it exists, tombstones included.
    pub fn find(c: &mut Conn, id: ActorId) -> QueryResult<Option<Self>> {
        actors::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// One actor that must exist.
    pub fn get(c: &mut Conn, id: ActorId) -> QueryResult<Self> {
        actors::table.find(id).select(Self::as_select()).first(c)
    }

    /// Several actors, in no order.
    pub fn load(c: &mut Conn, ids: &[ActorId]) -> QueryResult<Vec<Self>> {
        actors::table.filter(actors::id.eq_any(ids)).select(Self::as_select()).load(c)
    }

    /// By ActivityPub id.
    pub fn find_by_uri(c: &mut Conn, uri: &str) -> QueryResult<Option<Self>> {
        actors::table.filter(actors::uri.eq(uri)).select(Self::as_select()).first(c).optional()
    }

    /// By ActivityPub id, or by its page for people.
    pub fn find_by_page(c: &mut Conn, address: &str) -> QueryResult<Option<Self>> {
        actors::table
            .filter(actors::uri.eq(address).or(actors::url.eq(address)))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// Whether a file is the picture or the banner of anybody whom people get to see.
    pub fn shows(c: &mut Conn, media: MediaId) -> QueryResult<bool> {
        let profiles = actors::table
            .filter(actors::avatar_id.eq(media).or(actors::header_id.eq(media)))
            .filter(actors::deleted_at.is_null());
        diesel::select(diesel::dsl::exists(profiles)).get_result(c)
    }

    /// Several by ActivityPub id, in no order.
    pub fn load_by_uri(c: &mut Conn, uris: &[String]) -> QueryResult<Vec<Self>> {
        actors::table.filter(actors::uri.eq_any(uris)).select(Self::as_select()).load(c)
    }

    /// By handle; both parts are compared without regard to case.
    pub fn find_by_handle(c: &mut Conn, username: &str, host: &str) -> QueryResult<Option<Self>> {
        actors::table
            .filter(actors::username.eq(username).or(actors::username.eq(username.to_lowercase())))
            .filter(actors::host.eq(host.to_lowercase()))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// The living actor of that name at a stall.
    pub fn find_at(c: &mut Conn, stall: &str, username: &str) -> QueryResult<Option<Self>> {
        actors::table
            .filter(actors::stall.eq(stall))
            .filter(actors::username.eq(username.to_lowercase()))
            .filter(actors::deleted_at.is_null())
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// The actors of an account, one per stall, groups and the like included.
    pub fn of_account(c: &mut Conn, account: AccountId) -> QueryResult<Vec<Self>> {
        actors::table
            .filter(actors::account_id.eq(account))
            .filter(actors::deleted_at.is_null())
            .order(actors::id)
            .select(Self::as_select())
            .load(c)
    }

    /// The account's own actor at a stall.
    pub fn of_account_at(c: &mut Conn, account: AccountId, stall: &str) -> QueryResult<Option<Self>> {
        actors::table
            .filter(actors::account_id.eq(account))
            .filter(actors::stall.eq(stall))
            .filter(actors::kind.ne(ActorKind::Group))
            .filter(actors::deleted_at.is_null())
            .order(actors::id)
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// The stall's own actor, which signs what nobody in particular asks for and owns the federated timeline.
    pub fn of_stall(c: &mut Conn, stall: &str) -> QueryResult<Option<Self>> {
        actors::table
            .filter(actors::stall.eq(stall))
            .filter(actors::account_id.is_null())
            .filter(actors::kind.eq(ActorKind::Application))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// The id of the stall's own actor.
    pub fn id_of_stall(c: &mut Conn, stall: &str) -> QueryResult<Option<ActorId>> {
        actors::table
            .filter(actors::stall.eq(stall))
            .filter(actors::account_id.is_null())
            .filter(actors::kind.eq(ActorKind::Application))
            .select(actors::id)
            .first(c)
            .optional()
    }

    /// The living local actors of a stall that belong to members, newest first.
    pub fn at_stall(c: &mut Conn, stall: &str, limit: i64) -> QueryResult<Vec<Self>> {
        actors::table
            .filter(actors::stall.eq(stall))
            .filter(actors::account_id.is_not_null())
            .filter(actors::deleted_at.is_null())
            .filter(actors::suspended_at.is_null())
            .order(actors::id.desc())
            .limit(limit)
            .select(Self::as_select())
            .load(c)
    }

    /// Makes a local actor with its keys. Errors: the handle is taken.
    pub fn create(c: &mut Conn, hosts: &Hosts, new: &NewActor<'_>) -> QueryResult<Self> {
        let id = ActorId(snowflake::next());
        let now = clock::now();
        let stall = hosts.stall(new.stall).ok_or(diesel::result::Error::NotFound)?;
        let own = new.account_id.is_none() && new.kind == ActorKind::Application;
        let uri = if own { stall.instance_actor() } else { stall.actor(id) };
        let username = new.username.to_lowercase();
        diesel::insert_into(actors::table)
            .values((
                (
                    actors::id.eq(id),
                    actors::uri.eq(uri.as_str()),
                    actors::stall.eq(new.stall),
                    actors::account_id.eq(new.account_id),
                    actors::kind.eq(new.kind),
                    actors::username.eq(&username),
                    actors::host.eq(stall.origin.host()),
                    actors::name.eq(new.name),
                    actors::summary.eq(""),
                    actors::url.eq(stall.profile(&username).as_str()),
                ),
                (
                    actors::inbox.eq(uri::inbox(&uri).as_str()),
                    actors::shared_inbox.eq(stall.shared_inbox().as_str()),
                    actors::outbox.eq(uri::outbox(&uri).as_str()),
                    actors::followers.eq(uri::followers(&uri).as_str()),
                    actors::following.eq(uri::following(&uri).as_str()),
                    actors::featured.eq(uri::featured(&uri).as_str()),
                    actors::discoverable.eq(true),
                    actors::created_at.eq(now),
                    actors::updated_at.eq(now),
                ),
            ))
            .execute(c)?;
        for key in new.keys {
            ActorKey::add(c, id, &format!("{uri}#{}", key.fragment()), key)?;
        }
        let actor = Self::get(c, id)?;
        search::index_actor(c, &actor)?;
        Ok(actor)
    }

    /// Writes what a remote actor's document says, new or known. The handle of a tombstone is freed first.
    pub fn upsert(c: &mut Conn, remote: &RemoteActor) -> QueryResult<Self> {
        // Same handle, new id: the old one is somebody else's or gone (Mastodon's rule after a WebFinger proof).
        diesel::update(
            actors::table
                .filter(actors::username.eq(&remote.username))
                .filter(actors::host.eq(&remote.host))
                .filter(actors::uri.ne(&remote.uri))
                .filter(actors::stall.is_null()),
        )
        .set(actors::username.eq(format!("{}~{}", remote.username, snowflake::next())))
        .execute(c)?;
        let id = ActorId(snowflake::next());
        let actor: Self = diesel::insert_into(actors::table)
            .values((actors::id.eq(id), remote))
            .on_conflict(actors::uri)
            .do_update()
            .set(remote)
            .returning(Self::as_select())
            .get_result(c)?;
        search::index_actor(c, &actor)?;
        Ok(actor)
    }

    /// Changes a local profile and tells the followers.
    pub fn edit(
        c: &mut Conn,
        hosts: &Hosts,
        id: ActorId,
        profile: &Profile,
        wire: impl FnOnce(&mut Conn, &Self) -> QueryResult<vocab::Actor>,
    ) -> QueryResult<Self> {
        diesel::update(actors::table.find(id)).set((profile, actors::updated_at.eq(clock::now()))).execute(c)?;
        let actor = Self::get(c, id)?;
        search::index_actor(c, &actor)?;
        let document = wire(c, &actor)?;
        outbox::update_actor(c, hosts, &actor, document)?;
        Ok(actor)
    }

    /// Sets picture and banner of a remote actor.
    pub fn set_pictures(
        c: &mut Conn,
        id: ActorId,
        avatar: Option<MediaId>,
        header: Option<MediaId>,
    ) -> QueryResult<()> {
        diesel::update(actors::table.find(id))
            .set((actors::avatar_id.eq(avatar), actors::header_id.eq(header)))
            .execute(c)?;
        Ok(())
    }

    /// Sets the lines of a local profile anew, where only what is known of their links changed: nobody is told.
    pub fn set_fields(c: &mut Conn, id: ActorId, fields: Vec<Field>) -> QueryResult<()> {
        diesel::update(actors::table.find(id)).set(actors::fields.eq(Json(fields))).execute(c)?;
        Ok(())
    }

    /// Sets where an actor moved.
    pub fn set_moved_to(c: &mut Conn, id: ActorId, to: Option<&str>) -> QueryResult<()> {
        diesel::update(actors::table.find(id)).set(actors::moved_to.eq(to)).execute(c)?;
        Ok(())
    }

    /// Sets the other ids of the same person and tells the followers by `Update`.
    pub fn set_aliases(c: &mut Conn, id: ActorId, aliases: Vec<String>) -> QueryResult<()> {
        diesel::update(actors::table.find(id))
            .set((actors::also_known_as.eq(Json(aliases)), actors::updated_at.eq(clock::now())))
            .execute(c)?;
        Ok(())
    }

    /// A local actor moves: its page says where to, and its followers are told (`Move`). That the target names this actor
    /// among its other ids is the caller's to check.
    pub fn move_to(c: &mut Conn, hosts: &Hosts, id: ActorId, target: &Self) -> QueryResult<()> {
        diesel::update(actors::table.find(id))
            .set((actors::moved_to.eq(&target.uri), actors::updated_at.eq(clock::now())))
            .execute(c)?;
        let actor = Self::get(c, id)?;
        outbox::write(c, hosts, &actor, outbox::moved(&actor, &target.uri), None, Audience::followers())?;
        Ok(())
    }

    /// Keeps an actor out (moderation), or lets it in again.
    pub fn suspend(c: &mut Conn, id: ActorId, suspended: bool) -> QueryResult<()> {
        let at = suspended.then(clock::now);
        diesel::update(actors::table.find(id)).set(actors::suspended_at.eq(at)).execute(c)?;
        signal::raise(c, domain::SIGNAL);
        Ok(())
    }

    /// Keeps an actor out of public timelines (moderation), or lists it again.
    pub fn silence(c: &mut Conn, id: ActorId, silenced: bool) -> QueryResult<()> {
        let at = silenced.then(clock::now);
        diesel::update(actors::table.find(id)).set(actors::silenced_at.eq(at)).execute(c)?;
        Ok(())
    }

    /// Whether it lives here.
    pub fn is_local(&self) -> bool {
        self.stall.is_some()
    }

    /// The stall it lives at. Errors: it is remote, or its stall is switched off.
    pub fn home<'h>(&self, hosts: &'h Hosts) -> QueryResult<&'h Stall> {
        self.stall.as_deref().and_then(|name| hosts.stall(name)).ok_or(diesel::result::Error::NotFound)
    }

    /// Whether it is a stall's own actor, which is nobody to talk to.
    pub fn is_of_stall(&self) -> bool {
        self.is_local() && self.account_id.is_none() && self.kind == ActorKind::Application
    }

    /// Whether people get to see it at all.
    pub fn is_present(&self) -> bool {
        self.deleted_at.is_none() && self.suspended_at.is_none()
    }

    /// `ana@photos.club.example`.
    pub fn handle(&self) -> String {
        format!("{}@{}", self.username, self.host)
    }

    /// What to call it: its name, else its user name.
    pub fn display_name(&self) -> &str {
        if self.name.trim().is_empty() { &self.username } else { &self.name }
    }

    /// Its page for people.
    pub fn page(&self) -> &str {
        self.url.as_deref().unwrap_or(&self.uri)
    }

    /// Where deliveries for it go when several at its server get the same.
    pub fn best_inbox(&self) -> &str {
        self.shared_inbox.as_deref().unwrap_or(&self.inbox)
    }

    /// Host and port of its id, which is where its server answers.
    pub fn server(&self) -> Option<String> {
        vocab::Iri::new(&self.uri).host()
    }

    /// Whether a remote profile was read too long ago to be trusted for display.
    pub fn is_stale(&self, age: Duration) -> bool {
        !self.is_local() && self.fetched_at.is_none_or(|at| clock::now() - at > age)
    }
}
