//! Lists: some of those whom an actor follows, with a timeline of their own.

#[cfg(test)]
mod tests;

use diesel::dsl::exists;
use diesel::prelude::*;
use store::Conn;

use crate::actor::{Actor, ActorId};
use crate::cut;
use crate::range::Range;
use crate::schema::{actors, follows, list_members, lists};

store::id_type! {
    /// Names a list.
    pub ListId
}

store::text_enum! {
    /// Which answers a list shows.
    pub RepliesPolicy {
        /// Those to anyone whom the owner follows.
        Followed = "followed",
        /// Those to members of the list.
        List = "list",
        /// None.
        None = "none",
    }
}

/// How many lists an actor may have, as at Mastodon.
pub const MAX_PER_ACTOR: i64 = 50;

/// A row of `lists`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = lists)]
pub struct List {
    /// Its number here.
    pub id: ListId,
    /// Whose it is.
    pub actor_id: ActorId,
    /// What its owner calls it.
    pub title: String,
    /// Which answers it shows.
    pub replies_policy: RepliesPolicy,
    /// Whether what its members publish is left out of the home timeline.
    pub exclusive: bool,
}

/// What of a list its owner decides.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = lists)]
pub struct ListForm {
    /// See [`List::title`].
    pub title: String,
    /// See [`List::replies_policy`].
    pub replies_policy: RepliesPolicy,
    /// See [`List::exclusive`].
    pub exclusive: bool,
}

impl List {
    /// The lists of an actor, by title.
    pub fn of(c: &mut Conn, owner: ActorId) -> QueryResult<Vec<Self>> {
        lists::table
            .filter(lists::actor_id.eq(owner))
            .order((lists::title, lists::id))
            .select(Self::as_select())
            .load(c)
    }

    /// A list of that actor, if it is theirs.
    pub fn find(c: &mut Conn, owner: ActorId, id: ListId) -> QueryResult<Option<Self>> {
        lists::table.find(id).filter(lists::actor_id.eq(owner)).select(Self::as_select()).first(c).optional()
    }

    /// The lists of `owner` that `member` is on.
    pub fn holding(c: &mut Conn, owner: ActorId, member: ActorId) -> QueryResult<Vec<Self>> {
        let held = list_members::table.filter(list_members::actor_id.eq(member)).select(list_members::list_id);
        lists::table
            .filter(lists::actor_id.eq(owner))
            .filter(lists::id.eq_any(held))
            .order((lists::title, lists::id))
            .select(Self::as_select())
            .load(c)
    }

    /// A new list without members; `None` where there are [`MAX_PER_ACTOR`] already.
    pub fn create(c: &mut Conn, owner: ActorId, form: &ListForm) -> QueryResult<Option<Self>> {
        let count: i64 = lists::table.filter(lists::actor_id.eq(owner)).count().get_result(c)?;
        if count >= MAX_PER_ACTOR {
            return Ok(None);
        }
        diesel::insert_into(lists::table)
            .values((lists::id.eq(ListId::next()), lists::actor_id.eq(owner), form))
            .returning(Self::as_returning())
            .get_result(c)
            .map(Some)
    }

    /// What its owner decided of it.
    pub fn form(&self) -> ListForm {
        ListForm { title: self.title.clone(), replies_policy: self.replies_policy, exclusive: self.exclusive }
    }

    /// Changes title and ways.
    pub fn change(&self, c: &mut Conn, form: &ListForm) -> QueryResult<Self> {
        diesel::update(lists::table.find(self.id)).set(form).returning(Self::as_returning()).get_result(c)
    }

    /// Drops the list.
    pub fn remove(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(lists::table.find(self.id)).execute(c)?;
        Ok(())
    }

    /// Puts somebody on it; `false` for who is not followed by its owner.
    pub fn add(&self, c: &mut Conn, member: ActorId) -> QueryResult<bool> {
        let follow =
            follows::table.filter(follows::follower_id.eq(self.actor_id)).filter(follows::followed_id.eq(member));
        if !diesel::select(exists(follow)).get_result::<bool>(c)? {
            return Ok(false);
        }
        diesel::insert_into(list_members::table)
            .values((list_members::list_id.eq(self.id), list_members::actor_id.eq(member)))
            .on_conflict_do_nothing()
            .execute(c)?;
        Ok(true)
    }

    /// Takes somebody off it.
    pub fn drop_member(&self, c: &mut Conn, member: ActorId) -> QueryResult<()> {
        diesel::delete(list_members::table.find((self.id, member))).execute(c)?;
        Ok(())
    }

    /// Who is on it, ordered by their ids.
    pub fn members(&self, c: &mut Conn, range: Range, limit: i64) -> QueryResult<Vec<Actor>> {
        let members = list_members::table
            .inner_join(actors::table.on(actors::id.eq(list_members::actor_id)))
            .filter(list_members::list_id.eq(self.id))
            .select(Actor::as_select());
        cut!(members, list_members::actor_id, range, limit).load(c).map(|rows| range.arrange(rows))
    }

    /// Puts somebody in the place of somebody else on all lists of `owner`: they moved.
    pub fn succeed(c: &mut Conn, owner: ActorId, from: ActorId, to: ActorId) -> QueryResult<()> {
        for list in Self::holding(c, owner, from)? {
            list.add(c, to)?;
        }
        Ok(())
    }

    /// Takes somebody off all lists of `owner`, who follows them no longer.
    pub(crate) fn unfollowed(c: &mut Conn, owner: ActorId, member: ActorId) -> QueryResult<()> {
        let own = lists::table.filter(lists::actor_id.eq(owner)).select(lists::id);
        let places = list_members::table.filter(list_members::actor_id.eq(member));
        diesel::delete(places.filter(list_members::list_id.eq_any(own))).execute(c)?;
        Ok(())
    }
}
