//! What an actor is told about.

mod group;
mod policy;
mod request;
#[cfg(test)]
mod tests;
mod told;
mod withdrawal;

use chrono::NaiveDateTime;
use diesel::dsl::not;
use diesel::prelude::*;
use store::{Conn, clock, snowflake};

pub use self::group::{Group, GroupPage};
pub use self::policy::{Policy, Treatment};
pub use self::request::{Request, Waiting};
pub use self::told::{Told, ToldGroup, ToldReport};
pub(crate) use self::withdrawal::{
    forget, settle_request, withdraw, withdraw_about, withdraw_follow, withdraw_invite, withdraw_request,
};
use crate::actor::{ActorId, ActorKind};
use crate::conversation;
use crate::follow::FollowState;
use crate::live::Event;
use crate::membership;
use crate::mention::Mention;
use crate::mute::{self, Mute};
use crate::object::{Object, ObjectId};
use crate::range::Range;
use crate::report::{Report, ReportId};
use crate::schema::{actors, follows, notifications, objects};
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
        /// Somebody takes part in something of the actor.
        Participation = "participation",
        /// Somebody asks to take part in something of the actor.
        ParticipationRequest = "participation_request",
        /// Somebody who was to take part in something of the actor does not.
        Departure = "departure",
        /// The actor takes part in what it asked for.
        ParticipationAccepted = "participation_accepted",
        /// The actor is on the waiting list of what it asked for.
        ParticipationWaiting = "participation_waiting",
        /// The actor does not take part in what it asked for.
        ParticipationRejected = "participation_rejected",
        /// What the actor takes part in takes place otherwise, or not at all.
        OccasionChanged = "occasion_changed",
        /// What the actor takes part in begins soon.
        OccasionReminder = "occasion_reminder",
        /// A group asks the actor to belong to it.
        GroupInvite = "group_invite",
        /// Somebody asks to belong to a group that the actor runs.
        GroupRequest = "group_request",
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
    /// Who did it; of a report, who is reported.
    pub from_id: ActorId,
    /// What it is about.
    pub object_id: Option<ObjectId>,
    /// The report that came in.
    pub report_id: Option<ReportId>,
    /// What it is told together with; see [`Group`].
    pub group_key: Option<String>,
    /// Whether it is held back until the actor decides about its sender; see [`Request`].
    pub filtered: bool,
    /// When it was seen.
    pub read_at: Option<NaiveDateTime>,
    /// When it happened.
    pub created_at: NaiveDateTime,
}

/// Which notifications are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Of these kinds.
    pub kinds: Vec<NotificationKind>,
    /// Only of what this one did.
    pub from: Option<ActorId>,
    /// Also those that are held back.
    pub filtered: bool,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { kinds: NotificationKind::ALL.to_vec(), from: None, filtered: false }
    }
}

/// What an actor is about to be told.
#[derive(Debug, Clone, Copy)]
struct News {
    to: ActorId,
    kind: NotificationKind,
    from: ActorId,
    object: Option<ObjectId>,
    report: Option<ReportId>,
}

/// Tells a local actor, once, unless it does not want to hear of it. What is told to a group of ours is told to those who
/// run it.
pub fn notify(
    c: &mut Conn,
    to: ActorId,
    kind: NotificationKind,
    from: ActorId,
    object: Option<ObjectId>,
) -> QueryResult<()> {
    for to in membership::readers(c, to)? {
        News { to, kind, from, object, report: None }.tell(c)?;
    }
    Ok(())
}

/// Tells a local actor even if it was told before: of the last time alone.
pub(crate) fn renew(
    c: &mut Conn,
    to: ActorId,
    kind: NotificationKind,
    from: ActorId,
    object: ObjectId,
) -> QueryResult<()> {
    let readers = membership::readers(c, to)?;
    let same = notifications::table
        .filter(notifications::actor_id.eq_any(readers))
        .filter(notifications::kind.eq(kind))
        .filter(notifications::from_id.eq(from))
        .filter(notifications::object_id.eq(object));
    diesel::delete(same).execute(c)?;
    notify(c, to, kind, from, Some(object))
}

/// Tells a moderator that a report came in.
pub(crate) fn notify_of_report(c: &mut Conn, moderator: ActorId, report: &Report) -> QueryResult<()> {
    let kind = NotificationKind::Report;
    News { to: moderator, kind, from: report.target_id, object: None, report: Some(report.id) }.tell(c)
}

impl News {
    fn tell(&self, c: &mut Conn) -> QueryResult<()> {
        // The end of one's own poll and the beginning of one's own event are the things that an actor tells itself.
        let to_oneself = [NotificationKind::Poll, NotificationKind::OccasionReminder].contains(&self.kind);
        if self.to == self.from && !to_oneself {
            return Ok(());
        }
        let local: bool = diesel::select(diesel::dsl::exists(
            actors::table
                .find(self.to)
                .filter(actors::stall.is_not_null())
                .filter(actors::kind.ne(ActorKind::Application))
                .filter(actors::deleted_at.is_null()),
        ))
        .get_result(c)?;
        if !local {
            return Ok(());
        }
        let object = self.object.map(|id| Object::find(c, id)).transpose()?.flatten();
        if self.is_unwanted(c, object.as_ref())? || self.was_told(c)? {
            return Ok(());
        }
        match self.treatment(c, object.as_ref())? {
            Treatment::Drop => Ok(()),
            treatment => self.write(c, treatment == Treatment::Filter),
        }
    }

    fn is_unwanted(&self, c: &mut Conn, object: Option<&Object>) -> QueryResult<bool> {
        let Self { to, from, .. } = *self;
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
        match object {
            Some(object) => conversation::is_muted(c, to, object.conversation_id),
            None => Ok(false),
        }
    }

    fn was_told(&self, c: &mut Conn) -> QueryResult<bool> {
        let mut same = notifications::table
            .filter(notifications::actor_id.eq(self.to))
            .filter(notifications::kind.eq(self.kind))
            .filter(notifications::from_id.eq(self.from))
            .select(notifications::id)
            .into_boxed();
        same = match self.object {
            Some(object) => same.filter(notifications::object_id.eq(object)),
            None => same.filter(notifications::object_id.is_null()),
        };
        if let Some(report) = self.report {
            same = same.filter(notifications::report_id.eq(report));
        }
        Ok(same.first::<NotificationId>(c).optional()?.is_some())
    }

    fn write(&self, c: &mut Conn, filtered: bool) -> QueryResult<()> {
        let (id, now) = (NotificationId(snowflake::next()), clock::now());
        let group_key = group::key(c, self.to, self.kind, self.object, now)?;
        diesel::insert_into(notifications::table)
            .values((
                notifications::id.eq(id),
                notifications::actor_id.eq(self.to),
                notifications::kind.eq(self.kind),
                notifications::from_id.eq(self.from),
                notifications::object_id.eq(self.object),
                notifications::report_id.eq(self.report),
                notifications::group_key.eq(group_key),
                notifications::filtered.eq(filtered),
                notifications::created_at.eq(now),
            ))
            .execute(c)?;
        if filtered {
            return Ok(());
        }
        Event::Notified { to: self.to, notification: id }.raise(c)?;
        push_subscription::tell(c, self.to, self.kind, self.from, id)
    }
}

/// Tells whom an object concerns: the mentioned, and who asked to hear of its author.
pub(crate) fn of_object(c: &mut Conn, object: &Object) -> QueryResult<()> {
    let mut mentioned = Mention::ids(c, object.id)?;
    mentioned.extend(answered_group(c, object)?);
    for mentioned in mentioned {
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

/// The group of ours whose object this one answers: comments on what it organises need not name it (Mobilizon's do not).
fn answered_group(c: &mut Conn, object: &Object) -> QueryResult<Option<ActorId>> {
    let Some(parent) = object.in_reply_to_id else { return Ok(None) };
    objects::table
        .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
        .filter(objects::id.eq(parent))
        .filter(actors::stall.is_not_null())
        .filter(actors::kind.eq(ActorKind::Group))
        .select(actors::id)
        .first(c)
        .optional()
}

impl Notification {
    /// A part of what an actor was told, the newest first.
    pub fn list(c: &mut Conn, of: ActorId, wanted: &Wanted, range: Range, limit: i64) -> QueryResult<Vec<Self>> {
        let own = notifications::table
            .filter(notifications::actor_id.eq(of))
            .filter(notifications::kind.eq_any(&wanted.kinds))
            .select(Self::as_select());
        let mut query = crate::cut!(own, notifications::id, range, limit);
        if let Some(from) = wanted.from {
            query = query.filter(notifications::from_id.eq(from));
        }
        if !wanted.filtered {
            query = query.filter(not(notifications::filtered));
        }
        Ok(range.arrange(query.load(c)?))
    }

    /// What an actor was told under that number.
    pub fn find(c: &mut Conn, of: ActorId, id: NotificationId) -> QueryResult<Option<Self>> {
        let own = notifications::table.find(id).filter(notifications::actor_id.eq(of));
        own.select(Self::as_select()).first(c).optional()
    }

    /// How many an actor has not seen yet.
    pub fn unread(c: &mut Conn, of: ActorId) -> QueryResult<i64> {
        notifications::table
            .filter(notifications::actor_id.eq(of))
            .filter(notifications::read_at.is_null())
            .filter(not(notifications::filtered))
            .count()
            .get_result(c)
    }

    /// Marks everything up to one as seen; what is held back was not shown.
    pub fn read_up_to(c: &mut Conn, of: ActorId, last: NotificationId) -> QueryResult<()> {
        diesel::update(
            notifications::table
                .filter(notifications::actor_id.eq(of))
                .filter(notifications::id.le(last))
                .filter(notifications::read_at.is_null())
                .filter(not(notifications::filtered)),
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

    /// Drops all, but for what is held back.
    pub fn clear(c: &mut Conn, of: ActorId) -> QueryResult<()> {
        let told = notifications::table.filter(notifications::actor_id.eq(of)).filter(not(notifications::filtered));
        diesel::delete(told).execute(c)?;
        Ok(())
    }
}
