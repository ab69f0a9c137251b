//! What an actor lets in: whose notifications it is told at once, whose wait for its word, and whose it never sees.

use chrono::TimeDelta;
use diesel::dsl::exists;
use diesel::prelude::*;
use store::{Conn, clock};

use super::{News, NotificationKind};
use crate::account::{Account, Role};
use crate::actor::{Actor, ActorId};
use crate::follow::{Follow, FollowState};
use crate::object::{Object, ObjectId};
use crate::participation::Participation;
use crate::schema::{mentions, notification_permissions, notification_policies, objects};
use crate::visibility::Visibility;

/// How long an account counts as new.
const NEW_ACCOUNT: TimeDelta = TimeDelta::days(30);

/// How long a follower counts as none: a follow is quickly made.
const NEW_FOLLOWER: TimeDelta = TimeDelta::days(3);

/// How far up a thread is looked for what somebody answers.
const THREAD: usize = 100;

store::text_enum! {
    /// What becomes of notifications, from the mildest to the strictest.
    pub Treatment {
        /// They are told.
        Accept = "accept",
        /// They are held back; see [`Request`](super::Request).
        Filter = "filter",
        /// They are not even written down.
        Drop = "drop",
    }
}

/// A row of `notification_policies`: what becomes of whose notifications. Where several hold, the strictest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = notification_policies)]
pub struct Policy {
    /// Of those whom the actor does not follow.
    pub not_following: Treatment,
    /// Of those who do not follow the actor, or do so only since a few days.
    pub not_followers: Treatment,
    /// Of those who are new, unless the actor follows them.
    pub new_accounts: Treatment,
    /// Direct messages of those whom the actor does not follow, unless they answer one of the actor's own.
    pub private_mentions: Treatment,
    /// Of those whom moderators limited, unless the actor follows them.
    pub limited_accounts: Treatment,
}

impl Default for Policy {
    /// As Mastodon begins, whose users come here.
    fn default() -> Self {
        Self {
            not_following: Treatment::Accept,
            not_followers: Treatment::Accept,
            new_accounts: Treatment::Accept,
            private_mentions: Treatment::Filter,
            limited_accounts: Treatment::Filter,
        }
    }
}

impl Policy {
    /// The policy of an actor.
    pub fn of(c: &mut Conn, actor: ActorId) -> QueryResult<Self> {
        let own = notification_policies::table.find(actor).select(Self::as_select()).first(c).optional()?;
        Ok(own.unwrap_or_default())
    }

    /// Makes this the policy of an actor, for what comes from now on.
    pub fn set(&self, c: &mut Conn, actor: ActorId) -> QueryResult<()> {
        diesel::insert_into(notification_policies::table)
            .values((notification_policies::actor_id.eq(actor), self))
            .on_conflict(notification_policies::actor_id)
            .do_update()
            .set(self)
            .execute(c)?;
        Ok(())
    }

    /// Lets one in whatever the policy says, from now on.
    pub(super) fn permit(c: &mut Conn, actor: ActorId, from: ActorId) -> QueryResult<()> {
        diesel::insert_into(notification_permissions::table)
            .values((notification_permissions::actor_id.eq(actor), notification_permissions::from_id.eq(from)))
            .on_conflict_do_nothing()
            .execute(c)?;
        Ok(())
    }

    fn permits(c: &mut Conn, actor: ActorId, from: ActorId) -> QueryResult<bool> {
        diesel::select(exists(notification_permissions::table.find((actor, from)))).get_result(c)
    }
}

impl NotificationKind {
    /// Whether a policy may hold it back: not what the actor asked for, nor what it has to know.
    fn is_filterable(self) -> bool {
        matches!(self, Self::Mention | Self::Boost | Self::Like | Self::Follow | Self::FollowRequest | Self::Quote)
    }
}

impl News {
    /// What the receiver's policy makes of it.
    pub(super) fn treatment(&self, c: &mut Conn, object: Option<&Object>) -> QueryResult<Treatment> {
        if !self.kind.is_filterable() {
            return Ok(Treatment::Accept);
        }
        let policy = Policy::of(c, self.to)?;
        let sender = Actor::get(c, self.from)?;
        let treatment = self.strictest(c, &policy, &sender, object)?;
        // That somebody is let in all the same is rare, so it is asked last.
        let passes = treatment != Treatment::Accept
            && (Policy::permits(c, self.to, self.from)?
                || self.comes_from_above(c, &sender)?
                || self.comes_from_organiser(c)?);
        Ok(if passes { Treatment::Accept } else { treatment })
    }

    fn strictest(
        &self,
        c: &mut Conn,
        policy: &Policy,
        sender: &Actor,
        object: Option<&Object>,
    ) -> QueryResult<Treatment> {
        let unheeded = |treatment| treatment == Treatment::Accept;
        let mut strictest = Treatment::Accept;
        if !unheeded(policy.not_followers) && !self.follows_long(c)? {
            strictest = policy.not_followers;
        }
        let to_strangers =
            [policy.not_following, policy.new_accounts, policy.private_mentions, policy.limited_accounts];
        if to_strangers.into_iter().all(unheeded) || self.is_followed(c)? {
            return Ok(strictest);
        }
        strictest = strictest.max(policy.not_following);
        if sender.created_at > clock::now() - NEW_ACCOUNT {
            strictest = strictest.max(policy.new_accounts);
        }
        if sender.silenced_at.is_some() {
            strictest = strictest.max(policy.limited_accounts);
        }
        if !unheeded(policy.private_mentions) && self.is_unasked(c, object)? {
            strictest = strictest.max(policy.private_mentions);
        }
        Ok(strictest)
    }

    fn is_followed(&self, c: &mut Conn) -> QueryResult<bool> {
        Ok(Follow::find(c, self.to, self.from)?.is_some_and(|follow| follow.state == FollowState::Accepted))
    }

    fn follows_long(&self, c: &mut Conn) -> QueryResult<bool> {
        let long = clock::now() - NEW_FOLLOWER;
        Ok(Follow::find(c, self.from, self.to)?.is_some_and(|follow| follow.accepted_at.is_some_and(|at| at <= long)))
    }

    /// Whether it is a direct message that answers none which the receiver wrote to the sender.
    fn is_unasked(&self, c: &mut Conn, object: Option<&Object>) -> QueryResult<bool> {
        let message = object.filter(|object| object.visibility == Visibility::Direct);
        let Some(message) = message.filter(|_| self.kind == NotificationKind::Mention) else { return Ok(false) };
        // Others may have written in between: the nearest message above that went to the sender counts.
        let mut above = message.in_reply_to_id;
        for _ in 0..THREAD {
            let Some(id) = above else { break };
            let found: Option<(ActorId, Visibility, Option<ObjectId>)> = objects::table
                .find(id)
                .select((objects::actor_id, objects::visibility, objects::in_reply_to_id))
                .first(c)
                .optional()?;
            let Some((author, visibility, next)) = found else { break };
            if diesel::select(exists(mentions::table.find((id, self.from)))).get_result(c)? {
                return Ok(author != self.to || visibility != Visibility::Direct);
            }
            above = next;
        }
        Ok(true)
    }

    /// Whether it is a message from the organiser of something that the receiver asked to take part in.
    fn comes_from_organiser(&self, c: &mut Conn) -> QueryResult<bool> {
        if self.kind != NotificationKind::Mention {
            return Ok(false);
        }
        Participation::is_between(c, self.to, self.from)
    }

    /// Whether it is a message from somebody who looks after the club, to somebody who does not or less so.
    fn comes_from_above(&self, c: &mut Conn, sender: &Actor) -> QueryResult<bool> {
        if self.kind != NotificationKind::Mention {
            return Ok(false);
        }
        let (from, to) = (role(c, sender)?, Actor::get(c, self.to)?);
        Ok(from > role(c, &to)?)
    }
}

/// The role of whom an actor belongs to; that of a member where it is nobody's or not ours.
fn role(c: &mut Conn, actor: &Actor) -> QueryResult<Role> {
    let account = actor.account_id.map(|id| Account::find(c, id)).transpose()?.flatten();
    Ok(account.map_or(Role::Member, |account| account.role))
}
