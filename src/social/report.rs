//! Reports: somebody asks the moderators to look at an actor or at what it published (`Flag`).

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, Json, clock, snowflake};
use vocab::{ActivityType, Iri, Ref};

use crate::account::{AccountId, Role};
use crate::actor::{Actor, ActorId};
use crate::notification;
use crate::object::{Object, ObjectId};
use crate::outbox::{self, Audience};
use crate::schema::{accounts, actors, reports};
use crate::visibility;

store::id_type! {
    /// Names a report; ordered by time.
    pub ReportId
}

/// How long the words of a report may be, in characters.
pub const COMMENT_LIMIT: usize = 5000;

/// A row of `reports`.
#[derive(Debug, Clone, Queryable, Selectable)]
pub struct Report {
    /// Its number here.
    pub id: ReportId,
    /// The id of its `Flag` activity.
    pub uri: String,
    /// Who reports; of a remote server often only its own actor is known.
    pub reporter_id: ActorId,
    /// Who is reported.
    pub target_id: ActorId,
    /// The reporter's words.
    pub comment: String,
    /// What is reported, as decimal ids.
    pub objects: Json<Vec<String>>,
    /// Whether the reported actor's server was told.
    pub forwarded: bool,
    /// When it came.
    pub created_at: NaiveDateTime,
    /// When a moderator settled it.
    pub resolved_at: Option<NaiveDateTime>,
    /// Who did.
    pub resolved_by: Option<AccountId>,
}

impl Report {
    /// A local actor reports another. Where `forward`, the stall's own actor passes it on, so that the reporter stays unknown.
    /// Objects that are not the target's or not visible to the reporter are left out.
    pub fn file(
        c: &mut Conn,
        hosts: &Hosts,
        reporter: &Actor,
        target: &Actor,
        objects: &[ObjectId],
        comment: &str,
        forward: bool,
    ) -> QueryResult<Self> {
        let seen = Object::load(c, objects)?.into_iter().filter(|o| o.actor_id == target.id).collect();
        let objects = visibility::visible(c, Some(reporter.id), seen)?;
        let id = ReportId(snowflake::next());
        let stall = reporter.home(hosts)?;
        let uri: String = stall.activity(id).into();
        let forwarded = forward && !target.is_local();
        let report = Self::record(c, id, &uri, reporter.id, target.id, &objects, comment, forwarded)?;
        if forwarded && let Some(own) = Actor::of_stall(c, stall.name)? {
            let mut flag = outbox::about(ActivityType::Flag, &own.uri, &target.uri);
            flag.id = Some(Iri::new(&uri));
            flag.object.extend(objects.iter().map(|o| Ref::Id(Iri::new(&o.uri))));
            flag.content = Some(report.comment.clone());
            flag.to = [Iri::new(&target.uri)].into_iter().collect();
            outbox::write(c, hosts, &own, flag, None, Audience::of([target.id]))?;
        }
        Ok(report)
    }

    /// Another server reports a local actor.
    pub fn receive(
        c: &mut Conn,
        uri: &str,
        reporter: ActorId,
        target: ActorId,
        objects: &[Object],
        comment: &str,
    ) -> QueryResult<()> {
        let known = reports::table.filter(reports::uri.eq(uri)).count().get_result::<i64>(c)? > 0;
        if !known {
            Self::record(c, ReportId(snowflake::next()), uri, reporter, target, objects, comment, false)?;
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of one row")]
    fn record(
        c: &mut Conn,
        id: ReportId,
        uri: &str,
        reporter: ActorId,
        target: ActorId,
        objects: &[Object],
        comment: &str,
        forwarded: bool,
    ) -> QueryResult<Self> {
        let ids: Vec<String> = objects.iter().map(|o| o.id.to_string()).collect();
        let report = diesel::insert_into(reports::table)
            .values((
                reports::id.eq(id),
                reports::uri.eq(uri),
                reports::reporter_id.eq(reporter),
                reports::target_id.eq(target),
                reports::comment.eq(comment.chars().take(COMMENT_LIMIT).collect::<String>()),
                reports::objects.eq(Json(ids)),
                reports::forwarded.eq(forwarded),
                reports::created_at.eq(clock::now()),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        let moderators: Vec<ActorId> = actors::table
            .inner_join(accounts::table.on(accounts::id.nullable().eq(actors::account_id)))
            .filter(accounts::role.ne(Role::Member))
            .filter(actors::deleted_at.is_null())
            .select(actors::id)
            .load(c)?;
        for moderator in moderators {
            notification::notify_of_report(c, moderator, &report)?;
        }
        Ok(report)
    }

    /// One report.
    pub fn find(c: &mut Conn, id: ReportId) -> QueryResult<Option<Self>> {
        reports::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Several reports, in no order.
    pub fn load(c: &mut Conn, ids: &[ReportId]) -> QueryResult<Vec<Self>> {
        reports::table.filter(reports::id.eq_any(ids)).select(Self::as_select()).load(c)
    }

    /// Reports, newest first: the open ones, or the settled ones.
    pub fn list(c: &mut Conn, resolved: bool, limit: i64) -> QueryResult<Vec<Self>> {
        let query = reports::table.order(reports::id.desc()).limit(limit).select(Self::as_select()).into_boxed();
        match resolved {
            true => query.filter(reports::resolved_at.is_not_null()).load(c),
            false => query.filter(reports::resolved_at.is_null()).load(c),
        }
    }

    /// What it is about, as far as it still exists.
    pub fn reported(&self, c: &mut Conn) -> QueryResult<Vec<Object>> {
        let ids: Vec<ObjectId> = self.objects.0.iter().filter_map(|id| id.parse().ok()).collect();
        Object::load(c, &ids)
    }

    /// A moderator settles it, or opens it again.
    pub fn settle(c: &mut Conn, id: ReportId, by: AccountId, resolved: bool) -> QueryResult<()> {
        diesel::update(reports::table.find(id))
            .set((reports::resolved_at.eq(resolved.then(clock::now)), reports::resolved_by.eq(resolved.then_some(by))))
            .execute(c)?;
        Ok(())
    }
}
