//! Who belongs to a group, and who may act for it.
//!
//! A membership is known by the activity that began it, a `Join` or an `Invite`, as Mobilizon has it: what answers or ends it
//! names that.

mod running;
#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, clock, snowflake};
use vocab::{Activity, ActivityType, Iri, Ref};

pub use self::running::{acting_as, acting_for, may_act_for, readers, run_by, runners};
use crate::actor::{Actor, ActorId};
use crate::follow::{Follow, FollowError};
use crate::group::{Group, Openness};
use crate::notification::{self, NotificationKind};
use crate::outbox::{self, Audience};
use crate::schema::{actors, memberships};
use crate::visibility;

store::text_enum! {
    /// What somebody is to a group; the words are Mobilizon's.
    pub Role {
        /// Asks to belong to it.
        Requested = "not_approved",
        /// Is asked to.
        Invited = "invited",
        /// Belongs to it.
        Member = "member",
        /// Acts for it.
        Moderator = "moderator",
        /// Acts for it, and says who does.
        Administrator = "administrator",
    }
}

impl Role {
    /// Whether who has it belongs to the group.
    pub fn belongs(self) -> bool {
        self >= Self::Member
    }

    /// Whether who has it acts for the group.
    pub fn runs(self) -> bool {
        self >= Self::Moderator
    }

    /// The roles of those who act for a group.
    pub const RUNNING: [Self; 2] = [Self::Moderator, Self::Administrator];

    /// The roles of those who belong to a group.
    pub const BELONGING: [Self; 3] = [Self::Member, Self::Moderator, Self::Administrator];
}

/// A row of `memberships`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Membership {
    /// The group.
    pub group_id: ActorId,
    /// Who belongs to it, or is to.
    pub actor_id: ActorId,
    /// As what.
    pub role: Role,
    /// The id of the activity that began it.
    pub uri: String,
    /// When it began.
    pub created_at: NaiveDateTime,
    /// Since when the role is this.
    pub updated_at: NaiveDateTime,
}

/// Why a membership cannot be, or cannot change so.
#[derive(Debug, thiserror::Error)]
pub enum MembershipError {
    /// The group takes only whom it asks.
    #[error("this group takes only whom it asks")]
    InviteOnly,
    /// One of the two blocks the other, or is gone.
    #[error("this cannot be joined")]
    Barred,
    /// A group cannot be a member of one.
    #[error("only people belong to groups")]
    NotAPerson,
    /// Without this one nobody would say who acts for the group.
    #[error("a group keeps an administrator: make somebody else one first")]
    LastAdministrator,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Membership {
    /// What somebody is to a group.
    pub fn find(c: &mut Conn, group: ActorId, actor: ActorId) -> QueryResult<Option<Self>> {
        memberships::table.find((group, actor)).select(Self::as_select()).first(c).optional()
    }

    /// By the id of the activity that began it.
    pub fn find_by_uri(c: &mut Conn, uri: &str) -> QueryResult<Option<Self>> {
        memberships::table.filter(memberships::uri.eq(uri)).select(Self::as_select()).first(c).optional()
    }

    /// Who is one of these to a group, the highest first, then who has been it longest.
    pub fn of_group(c: &mut Conn, group: ActorId, roles: &[Role]) -> QueryResult<Vec<(Self, Actor)>> {
        let mut found: Vec<(Self, Actor)> = memberships::table
            .inner_join(actors::table.on(actors::id.eq(memberships::actor_id)))
            .filter(memberships::group_id.eq(group))
            .filter(memberships::role.eq_any(roles))
            .filter(actors::deleted_at.is_null())
            .order((memberships::created_at, memberships::actor_id))
            .select((Self::as_select(), Actor::as_select()))
            .load(c)?;
        found.sort_by_key(|(membership, _)| std::cmp::Reverse(membership.role));
        Ok(found)
    }

    /// What somebody is to groups, with them, by name.
    pub fn of_actor(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<(Self, Actor)>> {
        memberships::table
            .inner_join(actors::table.on(actors::id.eq(memberships::group_id)))
            .filter(memberships::actor_id.eq(actor))
            .filter(actors::deleted_at.is_null())
            .order(actors::username)
            .select((Self::as_select(), Actor::as_select()))
            .load(c)
    }

    /// How many belong to a group.
    pub fn count(c: &mut Conn, group: ActorId) -> QueryResult<i64> {
        memberships::table
            .filter(memberships::group_id.eq(group))
            .filter(memberships::role.eq_any(Role::BELONGING))
            .count()
            .get_result(c)
    }

    /// Whether somebody belongs to a group.
    pub fn belongs(c: &mut Conn, group: ActorId, actor: ActorId) -> QueryResult<bool> {
        Ok(Self::find(c, group, actor)?.is_some_and(|membership| membership.role.belongs()))
    }

    /// Somebody of ours becomes something to a group of ours without being asked: its founder, or who takes over.
    pub(crate) fn begin(
        c: &mut Conn,
        hosts: &Hosts,
        group: &Actor,
        actor: &Actor,
        role: Role,
    ) -> Result<Self, MembershipError> {
        let uri = actor.home(hosts)?.activity(snowflake::next());
        let begun = Self::record(c, group, actor, role, uri.as_str())?;
        begun.settle(c, hosts, group, actor)?;
        Ok(begun)
    }

    fn record(c: &mut Conn, group: &Actor, actor: &Actor, role: Role, uri: &str) -> QueryResult<Self> {
        let now = clock::now();
        diesel::insert_into(memberships::table)
            .values((
                memberships::group_id.eq(group.id),
                memberships::actor_id.eq(actor.id),
                memberships::role.eq(role),
                memberships::uri.eq(uri),
                memberships::created_at.eq(now),
                memberships::updated_at.eq(now),
            ))
            .on_conflict((memberships::group_id, memberships::actor_id))
            .do_update()
            .set((memberships::role.eq(role), memberships::uri.eq(uri), memberships::updated_at.eq(now)))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// A member of ours asks to belong to a group. An open one of ours takes it at once, one elsewhere is asked; who was
    /// invited accepts.
    pub fn ask(c: &mut Conn, hosts: &Hosts, group: &Actor, actor: &Actor) -> Result<Self, MembershipError> {
        fit(c, group, actor)?;
        match Self::find(c, group.id, actor.id)? {
            Some(invited) if invited.role == Role::Invited => return invited.accept(c, hosts),
            Some(known) => return Ok(known),
            None => {}
        }
        let uri = actor.home(hosts)?.activity(snowflake::next());
        if group.is_local() {
            return Self::enter(c, hosts, group, actor, uri.as_str());
        }
        let asked = Self::record(c, group, actor, Role::Requested, uri.as_str())?;
        outbox::write(c, hosts, actor, asked.join(group, actor), None, Audience::of([group.id]))?;
        Ok(asked)
    }

    /// Somebody elsewhere asks to belong to a group of ours (`Join`). A refusal is told.
    pub fn receive_join(
        c: &mut Conn,
        hosts: &Hosts,
        uri: &str,
        group: &Actor,
        actor: &Actor,
    ) -> Result<Self, MembershipError> {
        if let Some(known) = Self::find(c, group.id, actor.id)?.filter(|known| known.role != Role::Requested) {
            if known.role == Role::Invited {
                return known.accept(c, hosts);
            }
            // Asked again: the answer may have been lost.
            let known = Self::record(c, group, actor, known.role, uri)?;
            known.answer(c, hosts, ActivityType::Accept, group, actor)?;
            return Ok(known);
        }
        match fit(c, group, actor).and_then(|()| Self::enter(c, hosts, group, actor, uri)) {
            Err(MembershipError::Database(error)) => Err(error.into()),
            Err(reason) => {
                let reject = outbox::embed(ActivityType::Reject, &group.uri, join(uri, group, actor));
                outbox::write(c, hosts, group, reject, None, Audience::of([actor.id]))?;
                Err(reason)
            }
            asked => asked,
        }
    }

    /// Somebody comes to the door of a group of ours.
    fn enter(c: &mut Conn, hosts: &Hosts, group: &Actor, actor: &Actor, uri: &str) -> Result<Self, MembershipError> {
        let openness = Group::find(c, group.id)?.map_or(Openness::InviteOnly, |group| group.openness);
        let role = match openness {
            Openness::InviteOnly => return Err(MembershipError::InviteOnly),
            Openness::Moderated => Role::Requested,
            Openness::Open => Role::Member,
        };
        let entered = Self::record(c, group, actor, role, uri)?;
        if role == Role::Requested {
            notification::notify(c, group.id, NotificationKind::GroupRequest, actor.id, None)?;
        } else {
            entered.settle(c, hosts, group, actor)?;
            entered.answer(c, hosts, ActivityType::Accept, group, actor)?;
        }
        Ok(entered)
    }

    /// A group of ours asks somebody. Who asked to belong to it does so then.
    pub fn invite(c: &mut Conn, hosts: &Hosts, group: &Actor, whom: &Actor) -> Result<Self, MembershipError> {
        fit(c, group, whom)?;
        match Self::find(c, group.id, whom.id)? {
            Some(asked) if asked.role == Role::Requested => return asked.approve(c, hosts),
            Some(known) => return Ok(known),
            None => {}
        }
        let uri = group.home(hosts)?.activity(snowflake::next());
        let invited = Self::record(c, group, whom, Role::Invited, uri.as_str())?;
        if whom.is_local() {
            notification::notify(c, whom.id, NotificationKind::GroupInvite, group.id, None)?;
        } else {
            let mut invite = outbox::about(ActivityType::Invite, &group.uri, &group.uri);
            invite.id = Some(Iri::new(&invited.uri));
            invite.target = Some(Ref::Id(Iri::new(&whom.uri)));
            invite.attributed_to = Ref::Id(Iri::new(&group.uri)).into();
            invite.to = [Iri::new(&whom.uri)].into_iter().collect();
            outbox::write(c, hosts, group, invite, None, Audience::of([whom.id]))?;
        }
        Ok(invited)
    }

    /// A group elsewhere asks a member of ours (`Invite`).
    pub fn receive_invite(c: &mut Conn, uri: &str, group: &Actor, whom: &Actor) -> Result<Self, MembershipError> {
        fit(c, group, whom)?;
        if let Some(known) = Self::find(c, group.id, whom.id)?.filter(|known| known.role.belongs()) {
            return Ok(known);
        }
        let invited = Self::record(c, group, whom, Role::Invited, uri)?;
        notification::notify(c, whom.id, NotificationKind::GroupInvite, group.id, None)?;
        Ok(invited)
    }

    /// Who was invited comes, a member of ours or somebody elsewhere who says so.
    pub fn accept(&self, c: &mut Conn, hosts: &Hosts) -> Result<Self, MembershipError> {
        if self.role != Role::Invited {
            return Ok(self.clone());
        }
        let (group, actor) = self.ends(c)?;
        let accepted = self.turn_into(c, Role::Member)?;
        notification::withdraw_invite(c, actor.id, group.id)?;
        accepted.settle(c, hosts, &group, &actor)?;
        if actor.is_local() && !group.is_local() {
            let accept = outbox::embed(ActivityType::Accept, &actor.uri, self.invitation(&group, &actor));
            outbox::write(c, hosts, &actor, accept, None, Audience::of([group.id]))?;
        }
        Ok(accepted)
    }

    /// A group of ours consents to who asks.
    pub fn approve(&self, c: &mut Conn, hosts: &Hosts) -> Result<Self, MembershipError> {
        if self.role != Role::Requested {
            return Ok(self.clone());
        }
        let (group, actor) = self.ends(c)?;
        let approved = self.turn_into(c, Role::Member)?;
        approved.settle(c, hosts, &group, &actor)?;
        approved.answer(c, hosts, ActivityType::Accept, &group, &actor)?;
        Ok(approved)
    }

    /// A group elsewhere consents to what a member of ours asked.
    pub fn hold(&self, c: &mut Conn, hosts: &Hosts) -> Result<(), MembershipError> {
        if self.role == Role::Requested {
            let (group, actor) = self.ends(c)?;
            self.turn_into(c, Role::Member)?.settle(c, hosts, &group, &actor)?;
        }
        Ok(())
    }

    /// A group of ours does not consent, takes an invitation back, or puts a member out.
    pub fn remove(&self, c: &mut Conn, hosts: &Hosts) -> Result<(), MembershipError> {
        let (group, actor) = self.ends(c)?;
        self.keep_an_administrator(c)?;
        self.end(c)?;
        if self.role == Role::Requested {
            return Ok(self.answer(c, hosts, ActivityType::Reject, &group, &actor)?);
        }
        if !actor.is_local() {
            let mut remove = outbox::about(ActivityType::Remove, &group.uri, &self.uri);
            remove.origin = Some(Ref::Id(Iri::new(&group.uri)));
            remove.to = [Iri::new(&actor.uri)].into_iter().collect();
            outbox::write(c, hosts, &group, remove, None, Audience::of([actor.id]))?;
        }
        Ok(())
    }

    /// A member of ours leaves a group, takes back what it asked, or does not follow an invitation.
    pub fn leave(&self, c: &mut Conn, hosts: &Hosts) -> Result<(), MembershipError> {
        let (group, actor) = self.ends(c)?;
        self.keep_an_administrator(c)?;
        self.end(c)?;
        if group.is_local() {
            return Ok(());
        }
        let said = match self.role {
            Role::Invited => outbox::embed(ActivityType::Reject, &actor.uri, self.invitation(&group, &actor)),
            _ => outbox::about(ActivityType::Leave, &actor.uri, &group.uri),
        };
        outbox::write(c, hosts, &actor, said, None, Audience::of([group.id]))?;
        Ok(())
    }

    /// Forgets it: the group or the member elsewhere says that it is over. A group of ours that was run by who goes passes
    /// to somebody else.
    pub fn end(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(memberships::table.find((self.group_id, self.actor_id))).execute(c)?;
        notification::withdraw_invite(c, self.actor_id, self.group_id)?;
        if self.role == Role::Administrator { pass_on(c, self.group_id) } else { Ok(()) }
    }

    /// Gives who belongs to a group of ours another role.
    pub fn set_role(&self, c: &mut Conn, role: Role) -> Result<Self, MembershipError> {
        if !self.role.belongs() || !role.belongs() {
            return Ok(self.clone());
        }
        if role != Role::Administrator {
            self.keep_an_administrator(c)?;
        }
        Ok(self.turn_into(c, role)?)
    }

    /// Keeps the role that a group elsewhere says it is.
    pub fn note(&self, c: &mut Conn, role: Role) -> QueryResult<()> {
        self.turn_into(c, role).map(drop)
    }

    fn turn_into(&self, c: &mut Conn, role: Role) -> QueryResult<Self> {
        diesel::update(memberships::table.find((self.group_id, self.actor_id)))
            .set((memberships::role.eq(role), memberships::updated_at.eq(clock::now())))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Refuses what would leave a group of ours that has an administrator without one.
    fn keep_an_administrator(&self, c: &mut Conn) -> Result<(), MembershipError> {
        if self.role != Role::Administrator {
            return Ok(());
        }
        let others = memberships::table
            .filter(memberships::group_id.eq(self.group_id))
            .filter(memberships::actor_id.ne(self.actor_id))
            .filter(memberships::role.eq(Role::Administrator));
        let club = Group::find(c, self.group_id)?.is_some_and(|group| group.club);
        match club || diesel::select(diesel::dsl::exists(others)).get_result(c)? {
            true => Ok(()),
            false => Err(MembershipError::LastAdministrator),
        }
    }

    /// Who belongs to a group reads it.
    fn settle(&self, c: &mut Conn, hosts: &Hosts, group: &Actor, actor: &Actor) -> Result<(), MembershipError> {
        if !actor.is_local() || !self.role.belongs() {
            return Ok(());
        }
        match Follow::request(c, hosts, actor, group) {
            Err(FollowError::Database(error)) => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn answer(&self, c: &mut Conn, hosts: &Hosts, kind: ActivityType, group: &Actor, actor: &Actor) -> QueryResult<()> {
        if !actor.is_local() {
            let answer = outbox::embed(kind, &group.uri, self.join(group, actor));
            outbox::write(c, hosts, group, answer, None, Audience::of([actor.id]))?;
        }
        Ok(())
    }

    fn join(&self, group: &Actor, actor: &Actor) -> Activity {
        join(&self.uri, group, actor)
    }

    fn invitation(&self, group: &Actor, whom: &Actor) -> Activity {
        let mut invite = outbox::about(ActivityType::Invite, &group.uri, &group.uri);
        invite.id = Some(Iri::new(&self.uri));
        invite.target = Some(Ref::Id(Iri::new(&whom.uri)));
        invite
    }

    fn ends(&self, c: &mut Conn) -> QueryResult<(Actor, Actor)> {
        Ok((Actor::get(c, self.group_id)?, Actor::get(c, self.actor_id)?))
    }
}

fn join(uri: &str, group: &Actor, actor: &Actor) -> Activity {
    let mut join = outbox::about(ActivityType::Join, &actor.uri, &group.uri);
    join.id = Some(Iri::new(uri));
    join
}

/// Whether the two may have to do with each other.
fn fit(c: &mut Conn, group: &Actor, actor: &Actor) -> Result<(), MembershipError> {
    use crate::actor::ActorKind::{Application, Group};
    if group.kind != Group || matches!(actor.kind, Group | Application) {
        return Err(MembershipError::NotAPerson);
    }
    let present = group.is_present() && actor.is_present();
    match present && visibility::blocked_among(c, actor.id, &[group.id])?.is_empty() {
        true => Ok(()),
        false => Err(MembershipError::Barred),
    }
}

/// Gives a group of ours without an administrator to who acted for it longest, else to who belonged to it longest. Where
/// nobody of ours is left, who moderates the club acts for it; see [`may_act_for`].
fn pass_on(c: &mut Conn, group: ActorId) -> QueryResult<()> {
    let left = Membership::of_group(c, group, &Role::BELONGING)?;
    let club = Group::find(c, group)?.is_some_and(|group| group.club);
    if club || left.iter().any(|(membership, _)| membership.role == Role::Administrator) {
        return Ok(());
    }
    match left.into_iter().find(|(_, actor)| actor.is_local() && actor.is_present()) {
        Some((heir, _)) => heir.turn_into(c, Role::Administrator).map(drop),
        None => Ok(()),
    }
}

/// Ends all memberships of an actor that is no more.
pub(crate) fn leave_all(c: &mut Conn, actor: ActorId) -> QueryResult<()> {
    diesel::delete(memberships::table.filter(memberships::group_id.eq(actor))).execute(c)?;
    let all: Vec<Membership> =
        memberships::table.filter(memberships::actor_id.eq(actor)).select(Membership::as_select()).load(c)?;
    all.iter().try_for_each(|membership| membership.end(c))
}
