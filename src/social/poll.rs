//! Polls: a question with options, and who voted for what.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, clock, snowflake};
use vocab::{Iri, Ref};

use crate::actor::{Actor, ActorId};
use crate::notification::{self, NotificationKind};
use crate::object::{Object, ObjectId};
use crate::outbox::{self, Audience};
use crate::schema::{actors, poll_options, poll_votes, polls};

/// A poll that hangs on an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poll {
    /// What it hangs on.
    pub object_id: ObjectId,
    /// Whether several options may be chosen.
    pub multiple: bool,
    /// When it ends; never where unset.
    pub closes_at: Option<NaiveDateTime>,
    /// When it ended, where its author ended it.
    pub closed_at: Option<NaiveDateTime>,
    /// How many voted.
    pub voters_count: i64,
    /// The options, in order.
    pub options: Vec<PollOption>,
}

/// One option of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = poll_options)]
pub struct PollOption {
    /// Whose option it is.
    pub object_id: ObjectId,
    /// Its place, from 0.
    pub position: i16,
    /// What it says, plain text.
    pub title: String,
    /// How many chose it.
    pub votes_count: i64,
}

/// A new poll, or what a remote server says of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPoll {
    /// Whether several options may be chosen.
    pub multiple: bool,
    /// When it ends.
    pub closes_at: Option<NaiveDateTime>,
    /// When it ended.
    pub closed_at: Option<NaiveDateTime>,
    /// How many voted, where that is said.
    pub voters_count: i64,
    /// Options with their votes.
    pub options: Vec<(String, i64)>,
}

/// Why a vote does not count.
#[derive(Debug, thiserror::Error)]
pub enum VoteError {
    /// There is no poll, or no such option.
    #[error("there is no such option")]
    NoSuchOption,
    /// It is over.
    #[error("this poll is over")]
    Closed,
    /// The voter voted before.
    #[error("you have voted in this poll already")]
    Already,
    /// One's own poll.
    #[error("you cannot vote in your own poll")]
    Own,
    /// More than one option where one is allowed, or none.
    #[error("choose one option")]
    Count,
    /// The database refused.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl NewPoll {
    /// Whether it offers the same choice as another.
    pub fn asks_as(&self, other: &Poll) -> bool {
        self.multiple == other.multiple
            && other.options.iter().map(|option| &option.title).eq(self.options.iter().map(|(title, _)| title))
    }
}

type Head = (ObjectId, bool, Option<NaiveDateTime>, Option<NaiveDateTime>, i64);

impl Poll {
    /// The poll of an object.
    pub fn find(c: &mut Conn, object: ObjectId) -> QueryResult<Option<Self>> {
        Ok(Self::of(c, &[object])?.pop())
    }

    /// The polls of several objects, in two queries.
    pub fn of(c: &mut Conn, objects: &[ObjectId]) -> QueryResult<Vec<Self>> {
        let heads: Vec<Head> = polls::table.filter(polls::object_id.eq_any(objects)).load(c)?;
        if heads.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<ObjectId> = heads.iter().map(|head| head.0).collect();
        let options: Vec<PollOption> = poll_options::table
            .filter(poll_options::object_id.eq_any(ids))
            .order(poll_options::position)
            .select(PollOption::as_select())
            .load(c)?;
        Ok(heads
            .into_iter()
            .map(|(object_id, multiple, closes_at, closed_at, voters_count)| Self {
                object_id,
                multiple,
                closes_at,
                closed_at,
                voters_count,
                options: options.iter().filter(|o| o.object_id == object_id).cloned().collect(),
            })
            .collect())
    }

    /// Hangs a poll on an object.
    pub fn create(c: &mut Conn, object: ObjectId, new: &NewPoll) -> QueryResult<()> {
        diesel::insert_into(polls::table)
            .values((
                polls::object_id.eq(object),
                polls::multiple.eq(new.multiple),
                polls::closes_at.eq(new.closes_at),
                polls::closed_at.eq(new.closed_at),
                polls::voters_count.eq(new.voters_count),
            ))
            .execute(c)?;
        for (position, (title, votes)) in (0i16..).zip(&new.options) {
            diesel::insert_into(poll_options::table)
                .values((
                    poll_options::object_id.eq(object),
                    poll_options::position.eq(position),
                    poll_options::title.eq(title),
                    poll_options::votes_count.eq(votes),
                ))
                .execute(c)?;
        }
        Ok(())
    }

    /// Replaces a poll; votes stay only where the options are the same, when just figures and times change.
    pub fn replace(c: &mut Conn, object: ObjectId, new: &NewPoll) -> QueryResult<()> {
        let Some(old) = Self::find(c, object)? else {
            return Self::create(c, object, new);
        };
        if !new.asks_as(&old) {
            Self::forget(c, object)?;
            return Self::create(c, object, new);
        }
        diesel::update(polls::table.find(object))
            .set((
                polls::closes_at.eq(new.closes_at),
                polls::closed_at.eq(new.closed_at),
                polls::voters_count.eq(new.voters_count),
            ))
            .execute(c)?;
        for (option, (_, votes)) in old.options.iter().zip(&new.options) {
            diesel::update(poll_options::table.find((object, option.position)))
                .set(poll_options::votes_count.eq(votes))
                .execute(c)?;
        }
        Ok(())
    }

    /// Drops the poll of an object with its votes.
    pub(crate) fn forget(c: &mut Conn, object: ObjectId) -> QueryResult<()> {
        diesel::delete(poll_votes::table.filter(poll_votes::object_id.eq(object))).execute(c)?;
        diesel::delete(poll_options::table.filter(poll_options::object_id.eq(object))).execute(c)?;
        diesel::delete(polls::table.find(object)).execute(c)?;
        Ok(())
    }

    /// Whether no vote counts any more.
    pub fn is_over(&self) -> bool {
        self.closed_at.is_some() || self.closes_at.is_some_and(|at| at <= clock::now())
    }

    /// All votes given.
    pub fn votes_count(&self) -> i64 {
        self.options.iter().map(|o| o.votes_count).sum()
    }

    /// What an actor chose, as positions, in each of several polls.
    pub fn choices(c: &mut Conn, actor: ActorId, objects: &[ObjectId]) -> QueryResult<Vec<(ObjectId, i16)>> {
        poll_votes::table
            .filter(poll_votes::actor_id.eq(actor))
            .filter(poll_votes::object_id.eq_any(objects))
            .order(poll_votes::position)
            .select((poll_votes::object_id, poll_votes::position))
            .load(c)
    }

    /// A local actor votes. The vote counts here at once; a remote author is told by one `Create` per option,
    /// as Mastodon does: a Note with `name` equal to the option and no content.
    pub fn vote(
        c: &mut Conn,
        hosts: &Hosts,
        voter: &Actor,
        object: &Object,
        positions: &[i16],
    ) -> Result<(), VoteError> {
        let poll = Self::find(c, object.id)?.ok_or(VoteError::NoSuchOption)?;
        poll.check(c, voter.id, object, positions)?;
        for position in positions {
            let id = snowflake::next();
            let uri = format!("{}#votes/{id}", voter.uri);
            poll.count(c, voter.id, *position, &uri)?;
            if let Some(option) = poll.options.iter().find(|o| o.position == *position)
                && !object.is_local()
            {
                poll.tell(c, hosts, voter, object, &uri, &option.title)?;
            }
        }
        poll.count_voter(c)?;
        Ok(())
    }

    /// A remote actor votes for an option of a local poll, named by its title.
    pub fn receive(c: &mut Conn, voter: ActorId, object: &Object, title: &str, uri: &str) -> Result<(), VoteError> {
        let poll = Self::find(c, object.id)?.ok_or(VoteError::NoSuchOption)?;
        if poll.is_over() {
            return Err(VoteError::Closed);
        }
        let option = poll.options.iter().find(|o| o.title == title).ok_or(VoteError::NoSuchOption)?;
        let before: Vec<i16> = Self::choices(c, voter, &[object.id])?.into_iter().map(|(_, at)| at).collect();
        if before.contains(&option.position) || (!before.is_empty() && !poll.multiple) {
            return Err(VoteError::Already);
        }
        poll.count(c, voter, option.position, uri)?;
        if before.is_empty() {
            poll.count_voter(c)?;
        }
        Ok(())
    }

    fn check(&self, c: &mut Conn, voter: ActorId, object: &Object, positions: &[i16]) -> Result<(), VoteError> {
        if object.actor_id == voter {
            return Err(VoteError::Own);
        }
        if self.is_over() {
            return Err(VoteError::Closed);
        }
        let mut distinct = positions.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.is_empty() || distinct.len() != positions.len() || (distinct.len() > 1 && !self.multiple) {
            return Err(VoteError::Count);
        }
        if !positions.iter().all(|at| self.options.iter().any(|o| o.position == *at)) {
            return Err(VoteError::NoSuchOption);
        }
        if !Self::choices(c, voter, &[object.id])?.is_empty() {
            return Err(VoteError::Already);
        }
        Ok(())
    }

    fn count(&self, c: &mut Conn, voter: ActorId, position: i16, uri: &str) -> QueryResult<()> {
        diesel::insert_into(poll_votes::table)
            .values((
                poll_votes::object_id.eq(self.object_id),
                poll_votes::actor_id.eq(voter),
                poll_votes::position.eq(position),
                poll_votes::uri.eq(uri),
                poll_votes::created_at.eq(clock::now()),
            ))
            .execute(c)?;
        diesel::update(poll_options::table.find((self.object_id, position)))
            .set(poll_options::votes_count.eq(poll_options::votes_count + 1))
            .execute(c)?;
        Ok(())
    }

    fn count_voter(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::update(polls::table.find(self.object_id))
            .set(polls::voters_count.eq(polls::voters_count + 1))
            .execute(c)?;
        Ok(())
    }

    fn tell(
        &self,
        c: &mut Conn,
        hosts: &Hosts,
        voter: &Actor,
        object: &Object,
        uri: &str,
        title: &str,
    ) -> QueryResult<()> {
        let author = Actor::get(c, object.actor_id)?;
        let to: vocab::Many<Iri> = [Iri::new(&author.uri)].into_iter().collect();
        let vote = vocab::Object {
            id: Some(Iri::new(uri)),
            name: Some(title.to_owned()),
            attributed_to: [Ref::Id(Iri::new(&voter.uri))].into_iter().collect(),
            in_reply_to: Some(Iri::new(&object.uri)),
            to: to.clone(),
            ..vocab::Object::new("Note")
        };
        let mut create = outbox::activity(
            vocab::ActivityType::Create,
            &voter.uri,
            Ref::Inline(Box::new(vocab::Entity::Object(Box::new(vote)))),
        );
        create.id = Some(Iri::new(format!("{uri}/activity")));
        create.to = to;
        outbox::write(c, hosts, voter, create, Some(object.id), Audience::of([author.id]))?;
        Ok(())
    }

    /// Ends the polls whose time has come, notifies author and voters, and returns the local ones,
    /// whose last figures their followers are to be told.
    pub fn close_due(c: &mut Conn) -> QueryResult<Vec<Object>> {
        let due: Vec<ObjectId> = polls::table
            .filter(polls::closed_at.is_null())
            .filter(polls::closes_at.le(clock::now()))
            .limit(100)
            .select(polls::object_id)
            .load(c)?;
        for id in &due {
            diesel::update(polls::table.find(id)).set(polls::closed_at.eq(clock::now())).execute(c)?;
            let Some(object) = Object::find(c, *id)? else { continue };
            let mut told: Vec<ActorId> = poll_votes::table
                .inner_join(actors::table.on(actors::id.eq(poll_votes::actor_id)))
                .filter(poll_votes::object_id.eq(id))
                .filter(actors::stall.is_not_null())
                .select(poll_votes::actor_id)
                .distinct()
                .load(c)?;
            told.push(object.actor_id);
            for actor in told {
                notification::notify(c, actor, NotificationKind::Poll, object.actor_id, Some(*id))?;
            }
        }
        Ok(Object::load(c, &due)?.into_iter().filter(Object::is_local).collect())
    }
}
