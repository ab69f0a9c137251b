//! What an actor is told about.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, clock, snowflake};

use crate::actor::{Actor, ActorId};
use crate::conversation;
use crate::follow::FollowState;
use crate::live::Event;
use crate::mention::Mention;
use crate::mute::{self, Mute};
use crate::object::{Object, ObjectId};
use crate::schema::{actors, follows, notifications};
use crate::{push_subscription, visibility};

store::id_type! {
    /// Names a notification; ordered by time.
    pub NotificationId
}

store::text_enum! {
    /// What happened; the names are those that Mastodon clients know, but for likes and boosts.
    pub NotificationKind {
        /// Somebody mentions or answers the actor.
        Mention = "mention",
        /// Somebody whose objects the actor wants to hear of published one.
        Status = "status",
        /// Somebody boosts an object of the actor.
        Boost = "boost",
        /// Somebody likes an object of the actor.
        Like = "like",
        /// Somebody follows the actor.
        Follow = "follow",
        /// Somebody asks to follow the actor.
        FollowRequest = "follow_request",
        /// A poll that the actor made or voted in is over.
        Poll = "poll",
        /// An object that the actor boosted was edited.
        Update = "update",
        /// Somebody quotes an object of the actor.
        Quote = "quote",
        /// Somebody whom the actor follows moved.
        Move = "move",
        /// A report came in; for moderators.
        Report = "admin.report",
        /// Somebody signed up; for moderators.
        SignUp = "admin.sign_up",
    }
}

/// A row of `notifications`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Notification {
    /// Its number here.
    pub id: NotificationId,
    /// Who is told.
    pub actor_id: ActorId,
    /// What happened.
    pub kind: NotificationKind,
    /// Who did it.
    pub from_id: ActorId,
    /// What it is about.
    pub object_id: Option<ObjectId>,
    /// When it was seen.
    pub read_at: Option<NaiveDateTime>,
    /// When it happened.
    pub created_at: NaiveDateTime,
}

/// Tells a local actor, once, unless it does not want to hear of it.
pub fn notify(
    c: &mut Conn,
    to: ActorId,
    kind: NotificationKind,
    from: ActorId,
    object: Option<ObjectId>,
) -> QueryResult<()> {
    // The end of one's own poll is the one thing that an actor tells itself.
    if to == from && kind != NotificationKind::Poll {
        return Ok(());
    }
    let local: bool = diesel::select(diesel::dsl::exists(
        actors::table.find(to).filter(actors::stall.is_not_null()).filter(actors::deleted_at.is_null()),
    ))
    .get_result(c)?;
    if !local || is_unwanted(c, to, from, object)? {
        return Ok(());
    }
    let mut same = notifications::table
        .filter(notifications::actor_id.eq(to))
        .filter(notifications::kind.eq(kind))
        .filter(notifications::from_id.eq(from))
        .select(notifications::id)
        .into_boxed();
    same = match object {
        Some(object) => same.filter(notifications::object_id.eq(object)),
        None => same.filter(notifications::object_id.is_null()),
    };
    if same.first::<NotificationId>(c).optional()?.is_some() {
        return Ok(());
    }
    let id = NotificationId(snowflake::next());
    diesel::insert_into(notifications::table)
        .values((
            notifications::id.eq(id),
            notifications::actor_id.eq(to),
            notifications::kind.eq(kind),
            notifications::from_id.eq(from),
            notifications::object_id.eq(object),
            notifications::created_at.eq(clock::now()),
        ))
        .execute(c)?;
    Event::Notified { to, notification: id }.raise(c)?;
    push_subscription::tell(c, to, kind, from, id)
}

fn is_unwanted(c: &mut Conn, to: ActorId, from: ActorId, object: Option<ObjectId>) -> QueryResult<bool> {
    if to == from {
        return Ok(false);
    }
    if !visibility::blocked_among(c, to, &[from])?.is_empty() || !visibility::barred(c, &[from])?.is_empty() {
        return Ok(true);
    }
    if Mute::find(c, to, from)?.is_some_and(|m| m.notifications) {
        return Ok(true);
    }
    // A whole host that the actor hid counts like a mute of everybody there.
    if Mute::find(c, to, from)?.is_none() && mute::unwanted(c, to, &[from])?.contains(&from) {
        return Ok(true);
    }
    match object.map(|id| Object::find(c, id)).transpose()?.flatten() {
        Some(object) => conversation::is_muted(c, to, object.conversation_id),
        None => Ok(false),
    }
}

/// Tells whom an object concerns: the mentioned, and who asked to hear of its author.
pub(crate) fn of_object(c: &mut Conn, object: &Object) -> QueryResult<()> {
    for mentioned in Mention::ids(c, object.id)? {
        notify(c, mentioned, NotificationKind::Mention, object.actor_id, Some(object.id))?;
    }
    if object.in_reply_to_uri.is_none()
        && object.visibility != visibility::Visibility::Direct
        && object.edited_at.is_none()
    {
        let keen: Vec<ActorId> = follows::table
            .filter(follows::followed_id.eq(object.actor_id))
            .filter(follows::state.eq(FollowState::Accepted))
            .filter(follows::notify.eq(true))
            .select(follows::follower_id)
            .load(c)?;
        for follower in keen {
            notify(c, follower, NotificationKind::Status, object.actor_id, Some(object.id))?;
        }
    }
    Ok(())
}

/// Turns the notification of a request into one of a follow.
pub(crate) fn settle_request(c: &mut Conn, followed: &Actor, follower: &Actor) -> QueryResult<()> {
    diesel::update(
        notifications::table
            .filter(notifications::actor_id.eq(followed.id))
            .filter(notifications::from_id.eq(follower.id))
            .filter(notifications::kind.eq(NotificationKind::FollowRequest)),
    )
    .set(notifications::kind.eq(NotificationKind::Follow))
    .execute(c)?;
    Ok(())
}

/// Takes back that somebody followed or asked to.
pub(crate) fn withdraw_follow(c: &mut Conn, to: ActorId, from: ActorId) -> QueryResult<()> {
    diesel::delete(
        notifications::table
            .filter(notifications::actor_id.eq(to))
            .filter(notifications::from_id.eq(from))
            .filter(notifications::kind.eq_any([NotificationKind::Follow, NotificationKind::FollowRequest])),
    )
    .execute(c)?;
    Ok(())
}

/// Takes back everything that one actor told another.
pub(crate) fn withdraw(c: &mut Conn, to: ActorId, from: ActorId) -> QueryResult<()> {
    diesel::delete(notifications::table.filter(notifications::actor_id.eq(to)).filter(notifications::from_id.eq(from)))
        .execute(c)?;
    Ok(())
}

/// Takes back that somebody did something to an object.
pub(crate) fn withdraw_about(c: &mut Conn, kind: NotificationKind, from: ActorId, object: ObjectId) -> QueryResult<()> {
    diesel::delete(
        notifications::table
            .filter(notifications::kind.eq(kind))
            .filter(notifications::from_id.eq(from))
            .filter(notifications::object_id.eq(object)),
    )
    .execute(c)?;
    Ok(())
}

/// Drops all notifications about an object.
pub(crate) fn forget(c: &mut Conn, object: ObjectId) -> QueryResult<()> {
    diesel::delete(notifications::table.filter(notifications::object_id.eq(object))).execute(c)?;
    Ok(())
}

impl Notification {
    /// One of an actor's notifications, if it is still there.
    pub fn find(c: &mut Conn, of: ActorId, id: NotificationId) -> QueryResult<Option<Self>> {
        let own = notifications::table.find(id).filter(notifications::actor_id.eq(of));
        own.select(Self::as_select()).first(c).optional()
    }

    /// What an actor was told, newest first, of some kinds or of all.
    pub fn list(
        c: &mut Conn,
        of: ActorId,
        kinds: &[NotificationKind],
        before: Option<NotificationId>,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = notifications::table
            .filter(notifications::actor_id.eq(of))
            .order(notifications::id.desc())
            .limit(limit)
            .select(Self::as_select())
            .into_boxed();
        if !kinds.is_empty() {
            query = query.filter(notifications::kind.eq_any(kinds));
        }
        if let Some(before) = before {
            query = query.filter(notifications::id.lt(before));
        }
        query.load(c)
    }

    /// How many an actor has not seen yet.
    pub fn unread(c: &mut Conn, of: ActorId) -> QueryResult<i64> {
        notifications::table
            .filter(notifications::actor_id.eq(of))
            .filter(notifications::read_at.is_null())
            .count()
            .get_result(c)
    }

    /// Marks everything up to one as seen.
    pub fn read_up_to(c: &mut Conn, of: ActorId, last: NotificationId) -> QueryResult<()> {
        diesel::update(
            notifications::table
                .filter(notifications::actor_id.eq(of))
                .filter(notifications::id.le(last))
                .filter(notifications::read_at.is_null()),
        )
        .set(notifications::read_at.eq(clock::now()))
        .execute(c)?;
        Ok(())
    }

    /// Drops one.
    pub fn dismiss(c: &mut Conn, of: ActorId, id: NotificationId) -> QueryResult<()> {
        diesel::delete(notifications::table.find(id).filter(notifications::actor_id.eq(of))).execute(c)?;
        Ok(())
    }

    /// Drops all.
    pub fn clear(c: &mut Conn, of: ActorId) -> QueryResult<()> {
        diesel::delete(notifications::table.filter(notifications::actor_id.eq(of))).execute(c)?;
        Ok(())
    }
}
