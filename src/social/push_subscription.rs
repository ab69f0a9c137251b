//! Push subscriptions: where a member's program wants to be told of notifications while it sleeps (Web Push, RFC 8030).

#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;
use diesel::dsl::exists;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use store::{Conn, Json, clock, jobs};

use crate::access_token::AccessTokenId;
use crate::actor::ActorId;
use crate::follow::FollowState;
use crate::notification::{NotificationId, NotificationKind};
use crate::schema::{follows, push_subscriptions};

store::text_enum! {
    /// Of whose deeds a subscription tells.
    pub PushPolicy {
        /// Everybody's.
        All = "all",
        /// Those of whom the member follows.
        Followed = "followed",
        /// Those of who follows the member.
        Follower = "follower",
        /// Nobody's.
        None = "none",
    }
}

/// A row of `push_subscriptions`: an access token has one at most, and it ends with it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = push_subscriptions)]
pub struct PushSubscription {
    /// The token that the program subscribed with.
    pub access_token_id: AccessTokenId,
    /// Who is told.
    pub actor_id: ActorId,
    /// The address at the push service, a stranger's.
    pub endpoint: String,
    /// The program's public key, a point on P-256 (RFC 8291 §3.1).
    pub public_key: Vec<u8>,
    /// The secret of 16 bytes that the program shares with us (RFC 8291 §3.2).
    pub auth_secret: Vec<u8>,
    /// Whether it reads messages as the standard has them, or as the draft had them that Mastodon began with.
    pub standard: bool,
    /// What it wants to be told of.
    pub alerts: Json<Vec<NotificationKind>>,
    /// Of whose deeds.
    pub policy: PushPolicy,
    /// When it was made.
    pub created_at: NaiveDateTime,
}

/// What a program subscribes with; see [`PushSubscription`] for the fields.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = push_subscriptions)]
#[expect(missing_docs, reason = "each field is described on `PushSubscription`")]
pub struct NewPushSubscription {
    pub endpoint: String,
    pub public_key: Vec<u8>,
    pub auth_secret: Vec<u8>,
    pub standard: bool,
    pub alerts: Json<Vec<NotificationKind>>,
    pub policy: PushPolicy,
}

/// The name of the job that tells one subscription of one notification.
pub const PUSH_JOB: &str = "push";

/// What that job has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// The token whose program is told.
    pub subscription: AccessTokenId,
    /// Of what.
    pub notification: NotificationId,
}

impl PushSubscription {
    /// The subscription of a token.
    pub fn find(c: &mut Conn, token: AccessTokenId) -> QueryResult<Option<Self>> {
        push_subscriptions::table.find(token).select(Self::as_select()).first(c).optional()
    }

    /// Subscribes the program of a token, which acts as `actor`, in place of what it had.
    pub fn set(c: &mut Conn, token: AccessTokenId, actor: ActorId, new: &NewPushSubscription) -> QueryResult<Self> {
        let own = (
            push_subscriptions::access_token_id.eq(token),
            push_subscriptions::actor_id.eq(actor),
            push_subscriptions::created_at.eq(clock::now()),
        );
        diesel::insert_into(push_subscriptions::table)
            .values((own, new))
            .on_conflict(push_subscriptions::access_token_id)
            .do_update()
            .set(new)
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Changes what it tells of.
    pub fn change(&self, c: &mut Conn, alerts: Vec<NotificationKind>, policy: PushPolicy) -> QueryResult<Self> {
        diesel::update(push_subscriptions::table.find(self.access_token_id))
            .set((push_subscriptions::alerts.eq(Json(alerts)), push_subscriptions::policy.eq(policy)))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Ends the subscription of a token.
    pub fn remove(c: &mut Conn, token: AccessTokenId) -> QueryResult<()> {
        diesel::delete(push_subscriptions::table.find(token)).execute(c)?;
        Ok(())
    }

    /// Ends it because its push service knows it no longer, unless the program has moved to another address meanwhile.
    pub fn expire(&self, c: &mut Conn) -> QueryResult<()> {
        let own = push_subscriptions::table.find(self.access_token_id);
        diesel::delete(own.filter(push_subscriptions::endpoint.eq(&self.endpoint))).execute(c)?;
        Ok(())
    }

    /// Whether it tells of such a thing when that actor does it.
    fn wants(&self, c: &mut Conn, kind: NotificationKind, from: ActorId) -> QueryResult<bool> {
        if !self.alerts.0.contains(&kind) {
            return Ok(false);
        }
        match self.policy {
            PushPolicy::All => Ok(true),
            PushPolicy::None => Ok(false),
            PushPolicy::Followed => follow(c, self.actor_id, from),
            PushPolicy::Follower => follow(c, from, self.actor_id),
        }
    }
}

fn follow(c: &mut Conn, follower: ActorId, followed: ActorId) -> QueryResult<bool> {
    let accepted = follows::table
        .filter(follows::follower_id.eq(follower))
        .filter(follows::followed_id.eq(followed))
        .filter(follows::state.eq(FollowState::Accepted));
    diesel::select(exists(accepted)).get_result(c)
}

/// Has the programs told that want to hear of a notification.
pub(crate) fn tell(
    c: &mut Conn,
    to: ActorId,
    kind: NotificationKind,
    from: ActorId,
    notification: NotificationId,
) -> QueryResult<()> {
    let subscriptions: Vec<PushSubscription> = push_subscriptions::table
        .filter(push_subscriptions::actor_id.eq(to))
        .select(PushSubscription::as_select())
        .load(c)?;
    for subscription in subscriptions {
        if subscription.wants(c, kind, from)? {
            jobs::enqueue_as(c, PUSH_JOB, &Push { subscription: subscription.access_token_id, notification })?;
        }
    }
    Ok(())
}
