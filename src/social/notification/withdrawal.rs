//! What was told and holds no more.

use diesel::prelude::*;
use store::{Conn, clock};

use super::{NotificationKind, group};
use crate::actor::{Actor, ActorId};
use crate::object::ObjectId;
use crate::schema::notifications;

/// Turns the notification of a request into one of a follow.
pub(crate) fn settle_request(c: &mut Conn, followed: &Actor, follower: &Actor) -> QueryResult<()> {
    let group = group::key(c, followed.id, NotificationKind::Follow, None, clock::now())?;
    diesel::update(
        notifications::table
            .filter(notifications::actor_id.eq(followed.id))
            .filter(notifications::from_id.eq(follower.id))
            .filter(notifications::kind.eq(NotificationKind::FollowRequest)),
    )
    .set((notifications::kind.eq(NotificationKind::Follow), notifications::group_key.eq(group)))
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

/// Takes back that somebody asked to follow.
pub(crate) fn withdraw_request(c: &mut Conn, to: ActorId, from: ActorId) -> QueryResult<()> {
    let between = notifications::actor_id.eq(to).and(notifications::from_id.eq(from));
    diesel::delete(notifications::table.filter(between).filter(notifications::kind.eq(NotificationKind::FollowRequest)))
        .execute(c)
        .map(drop)
}

/// Takes back that a group asked somebody to belong to it.
pub(crate) fn withdraw_invite(c: &mut Conn, actor: ActorId, group: ActorId) -> QueryResult<()> {
    let between = notifications::actor_id.eq(actor).and(notifications::from_id.eq(group));
    diesel::delete(notifications::table.filter(between).filter(notifications::kind.eq(NotificationKind::GroupInvite)))
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
