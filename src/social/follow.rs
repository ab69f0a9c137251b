//! Who follows whom.

mod list;
#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, Json, clock, signal, snowflake};
use vocab::{ActivityType, Iri};

use crate::actor::{Actor, ActorId, ActorKind};
use crate::list::List;
use crate::notification::{self, NotificationKind};
use crate::outbox::{self, Audience};
use crate::schema::{actors, follows};
use crate::{endorsement, follower, timeline, visibility};

store::id_type! {
    /// Names a follow; ordered by when it was asked for.
    pub FollowId
}

store::text_enum! {
    /// How far a follow is.
    pub FollowState {
        /// It waits for the followed actor's consent.
        Pending = "pending",
        /// It holds.
        Accepted = "accepted",
    }
}

/// A row of `follows`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
pub struct Follow {
    /// Its number here.
    pub id: FollowId,
    /// The id of its `Follow` activity.
    pub uri: String,
    /// Who follows.
    pub follower_id: ActorId,
    /// Who is followed.
    pub followed_id: ActorId,
    /// How far it is.
    pub state: FollowState,
    /// Whether each new object of the followed is notified.
    pub notify: bool,
    /// Whether boosts of the followed are shown.
    pub show_boosts: bool,
    /// When it was asked for.
    pub created_at: NaiveDateTime,
    /// Since when it holds.
    pub accepted_at: Option<NaiveDateTime>,
    /// In which languages, as codes of BCP 47, the followed is read; in any where there is none.
    pub languages: Json<Vec<String>>,
}

/// How somebody follows; nobody else is told.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = follows)]
pub struct Manner {
    /// See [`Follow::notify`].
    pub notify: bool,
    /// See [`Follow::show_boosts`].
    pub show_boosts: bool,
    /// See [`Follow::languages`].
    pub languages: Json<Vec<String>>,
}

/// Why a follow cannot be.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// Nobody follows themself.
    #[error("nobody can follow themself")]
    Oneself,
    /// One of the two blocks the other.
    #[error("this account cannot be followed")]
    Blocked,
    /// The followed actor moved elsewhere, or is gone.
    #[error("this account is not here any more")]
    Gone,
    /// The database refused.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Follow {
    /// The follow between two actors, pending or not.
    pub fn find(c: &mut Conn, follower: ActorId, followed: ActorId) -> QueryResult<Option<Self>> {
        follows::table
            .filter(follows::follower_id.eq(follower))
            .filter(follows::followed_id.eq(followed))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// By the id of its activity.
    pub fn find_by_uri(c: &mut Conn, uri: &str) -> QueryResult<Option<Self>> {
        follows::table.filter(follows::uri.eq(uri)).select(Self::as_select()).first(c).optional()
    }

    /// A local actor asks to follow. A local open one is followed at once; a remote one is asked.
    pub fn request(c: &mut Conn, hosts: &Hosts, follower: &Actor, followed: &Actor) -> Result<Self, FollowError> {
        if follower.id == followed.id {
            return Err(FollowError::Oneself);
        }
        if !followed.is_present() || followed.moved_to.is_some() {
            return Err(FollowError::Gone);
        }
        if !visibility::blocked_among(c, follower.id, &[followed.id])?.is_empty() {
            return Err(FollowError::Blocked);
        }
        if let Some(known) = Self::find(c, follower.id, followed.id)? {
            return Ok(known);
        }
        let id = FollowId(snowflake::next());
        let uri: String = follower.home(hosts)?.activity(id).into();
        let follow = Self::record(c, id, &uri, follower, followed)?;
        if !followed.is_local() {
            outbox::write(c, hosts, follower, follow.activity(follower, followed), None, Audience::of([followed.id]))?;
        }
        Ok(follow)
    }

    /// A remote actor asks to follow a local one. An open actor consents at once, and so does one who did before:
    /// a repeated `Follow` is answered again.
    pub fn receive(
        c: &mut Conn,
        hosts: &Hosts,
        uri: &str,
        follower: &Actor,
        followed: &Actor,
    ) -> Result<Self, FollowError> {
        let barred = !followed.is_present() || !visibility::blocked_among(c, follower.id, &[followed.id])?.is_empty();
        if barred {
            let asked = Self::asked(uri, follower, followed);
            let reject = outbox::embed(ActivityType::Reject, &followed.uri, asked);
            outbox::write(c, hosts, followed, reject, None, Audience::of([follower.id]))?;
            return Err(FollowError::Blocked);
        }
        let follow = match Self::find(c, follower.id, followed.id)? {
            Some(known) => {
                diesel::update(&known).set(follows::uri.eq(uri)).execute(c)?;
                Self { uri: uri.to_owned(), ..known }
            }
            None => Self::record(c, FollowId(snowflake::next()), uri, follower, followed)?,
        };
        if follow.state == FollowState::Accepted {
            follow.answer(c, hosts, ActivityType::Accept, follower, followed)?;
        }
        Ok(follow)
    }

    /// Writes a new follow; it holds at once where the followed is local and open.
    fn record(c: &mut Conn, id: FollowId, uri: &str, follower: &Actor, followed: &Actor) -> QueryResult<Self> {
        let now = clock::now();
        // Who may hear of a group, or of a stall as a whole, is nobody's to decide.
        let alone = matches!(followed.kind, ActorKind::Group | ActorKind::Application);
        let open = followed.is_local() && (alone || !followed.locked && follower.silenced_at.is_none());
        let state = if open { FollowState::Accepted } else { FollowState::Pending };
        let follow: Self = diesel::insert_into(follows::table)
            .values((
                follows::id.eq(id),
                follows::uri.eq(uri),
                follows::follower_id.eq(follower.id),
                follows::followed_id.eq(followed.id),
                follows::state.eq(state),
                follows::created_at.eq(now),
                follows::accepted_at.eq(open.then_some(now)),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        let kind = if open { NotificationKind::Follow } else { NotificationKind::FollowRequest };
        notification::notify(c, followed.id, kind, follower.id, None)?;
        if open {
            follow.begin(c)?;
        }
        Ok(follow)
    }

    /// A local actor consents to a follow of its own.
    pub fn accept(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<()> {
        let (follower, followed) = self.ends(c)?;
        self.hold(c)?;
        notification::settle_request(c, &followed, &follower)?;
        self.answer(c, hosts, ActivityType::Accept, &follower, &followed)
    }

    /// A local actor refuses a follow of its own, or removes a follower.
    pub fn reject(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<()> {
        let (follower, followed) = self.ends(c)?;
        self.end(c)?;
        self.answer(c, hosts, ActivityType::Reject, &follower, &followed)
    }

    /// The followed actor consented: the follow holds.
    pub fn hold(&self, c: &mut Conn) -> QueryResult<()> {
        if self.state == FollowState::Accepted {
            return Ok(());
        }
        diesel::update(self)
            .set((follows::state.eq(FollowState::Accepted), follows::accepted_at.eq(clock::now())))
            .execute(c)?;
        self.begin(c)
    }

    /// A local follower follows no more, or withdraws what it asked for.
    pub fn undo(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<()> {
        let (follower, followed) = self.ends(c)?;
        self.end(c)?;
        if !followed.is_local() {
            let undo = outbox::embed(ActivityType::Undo, &follower.uri, self.activity(&follower, &followed));
            outbox::write(c, hosts, &follower, undo, None, Audience::of([followed.id]))?;
        }
        Ok(())
    }

    /// Removes the follow, what it brought into the follower's timeline, and the places that the followed had because of it.
    pub fn end(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(self).execute(c)?;
        signal::raise(c, follower::SIGNAL);
        timeline::withdraw(c, self.follower_id, self.followed_id)?;
        notification::withdraw_follow(c, self.followed_id, self.follower_id)?;
        List::unfollowed(c, self.follower_id, self.followed_id)?;
        endorsement::lift(c, self.follower_id, self.followed_id)?;
        recount(c, self.follower_id)?;
        recount(c, self.followed_id)
    }

    /// How it is.
    pub fn manner(&self) -> Manner {
        Manner { notify: self.notify, show_boosts: self.show_boosts, languages: self.languages.clone() }
    }

    /// Sets how it is from now on.
    pub fn prefer(&self, c: &mut Conn, manner: &Manner) -> QueryResult<()> {
        diesel::update(self).set(manner).execute(c)?;
        Ok(())
    }

    /// Its `Follow` activity.
    pub fn activity(&self, follower: &Actor, followed: &Actor) -> vocab::Activity {
        Self::asked(&self.uri, follower, followed)
    }

    fn asked(uri: &str, follower: &Actor, followed: &Actor) -> vocab::Activity {
        let mut follow = outbox::about(ActivityType::Follow, &follower.uri, &followed.uri);
        follow.id = Some(Iri::new(uri));
        follow
    }

    fn answer(
        &self,
        c: &mut Conn,
        hosts: &Hosts,
        kind: ActivityType,
        follower: &Actor,
        followed: &Actor,
    ) -> QueryResult<()> {
        if !follower.is_local() {
            let answer = outbox::embed(kind, &followed.uri, self.activity(follower, followed));
            outbox::write(c, hosts, followed, answer, None, Audience::of([follower.id]))?;
        }
        Ok(())
    }

    fn begin(&self, c: &mut Conn) -> QueryResult<()> {
        signal::raise(c, follower::SIGNAL);
        timeline::fill(c, self.follower_id, self.followed_id)?;
        recount(c, self.follower_id)?;
        recount(c, self.followed_id)
    }

    fn ends(&self, c: &mut Conn) -> QueryResult<(Actor, Actor)> {
        Ok((Actor::get(c, self.follower_id)?, Actor::get(c, self.followed_id)?))
    }
}

/// Counts anew the local follows of an actor. Of a remote one only what is known here can be counted,
/// so its own figures stand where they are larger.
pub fn recount(c: &mut Conn, actor: ActorId) -> QueryResult<()> {
    let followers: i64 = follows::table
        .filter(follows::followed_id.eq(actor))
        .filter(follows::state.eq(FollowState::Accepted))
        .count()
        .get_result(c)?;
    let following: i64 = follows::table
        .filter(follows::follower_id.eq(actor))
        .filter(follows::state.eq(FollowState::Accepted))
        .count()
        .get_result(c)?;
    diesel::update(
        actors::table.find(actor).filter(actors::stall.is_not_null().or(actors::followers_count.lt(followers))),
    )
    .set(actors::followers_count.eq(followers))
    .execute(c)?;
    diesel::update(
        actors::table.find(actor).filter(actors::stall.is_not_null().or(actors::following_count.lt(following))),
    )
    .set(actors::following_count.eq(following))
    .execute(c)?;
    Ok(())
}
