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
use crate::range::Range;
use crate::rule::{Rule, RuleId};
use crate::schema::{accounts, actors, reports};
use crate::visibility;

#[cfg(test)]
mod tests;

store::id_type! {
    /// Names a report; ordered by time.
    pub ReportId
}

store::text_enum! {
    /// What a report is about; the words are those of Mastodon.
    pub Category {
        /// Unwanted advertising.
        Spam = "spam",
        /// What the law forbids.
        Legal = "legal",
        /// A rule of the club.
        Violation = "violation",
        /// Something else.
        Other = "other",
    }
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
    /// What it is about.
    pub category: Category,
    /// The rules that were broken, as decimal ids.
    pub rules: Json<Vec<String>>,
    /// The moderator who looks after it.
    pub assigned_to: Option<AccountId>,
    /// When moderators last changed something about it.
    pub updated_at: Option<NaiveDateTime>,
}

/// What a member reports.
#[derive(Debug, Clone, Copy, Default)]
pub struct Complaint<'a> {
    /// What was published; what is not the target's or not visible to the reporter is left out.
    pub objects: &'a [ObjectId],
    /// The reporter's words.
    pub comment: &'a str,
    /// What it is about; a broken rule where rules are named, else something.
    pub category: Option<Category>,
    /// The rules that were broken.
    pub rules: &'a [RuleId],
    /// Whether the target's server is told too.
    pub forward: bool,
}

/// Which reports a moderator wants to see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The settled ones instead of the open ones.
    pub resolved: bool,
    /// Only from this one.
    pub reporter: Option<ActorId>,
    /// Only about this one.
    pub target: Option<ActorId>,
}

impl Report {
    /// A local actor reports another. Where it is to be forwarded, the stall's own actor passes it on, so that the reporter
    /// stays unknown.
    pub fn file(
        c: &mut Conn,
        hosts: &Hosts,
        reporter: &Actor,
        target: &Actor,
        complaint: &Complaint<'_>,
    ) -> QueryResult<Self> {
        let seen = Object::load(c, complaint.objects)?.into_iter().filter(|o| o.actor_id == target.id).collect();
        let objects = visibility::visible(c, Some(reporter.id), seen)?;
        let rules = Rule::load(c, complaint.rules)?;
        let id = ReportId(snowflake::next());
        let stall = reporter.home(hosts)?;
        let uri: String = stall.activity(id).into();
        let forwarded = complaint.forward && !target.is_local();
        let category =
            complaint.category.unwrap_or(if rules.is_empty() { Category::Other } else { Category::Violation });
        let rules = if category == Category::Violation { rules } else { Vec::new() };
        let new = (
            reports::forwarded.eq(forwarded),
            reports::category.eq(category),
            reports::rules.eq(Json(rules.iter().map(|rule| rule.id.to_string()).collect::<Vec<_>>())),
        );
        let report = Self::record(c, id, &uri, reporter.id, target.id, &objects, complaint.comment)?;
        let report =
            diesel::update(reports::table.find(report.id)).set(new).returning(Self::as_returning()).get_result(c)?;
        if forwarded {
            Self::forward(c, hosts, stall.name, target, &report, &objects)?;
        }
        Ok(report)
    }

    /// Tells the target's server, in the name of the stall.
    fn forward(
        c: &mut Conn,
        hosts: &Hosts,
        stall: &str,
        target: &Actor,
        report: &Self,
        objects: &[Object],
    ) -> QueryResult<()> {
        let Some(own) = Actor::of_stall(c, stall)? else { return Ok(()) };
        let mut flag = outbox::about(ActivityType::Flag, &own.uri, &target.uri);
        flag.id = Some(Iri::new(&report.uri));
        flag.object.extend(objects.iter().map(|o| Ref::Id(Iri::new(&o.uri))));
        flag.content = Some(report.comment.clone());
        flag.to = [Iri::new(&target.uri)].into_iter().collect();
        outbox::write(c, hosts, &own, flag, None, Audience::of([target.id]))?;
        Ok(())
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
            Self::record(c, ReportId(snowflake::next()), uri, reporter, target, objects, comment)?;
        }
        Ok(())
    }

    fn record(
        c: &mut Conn,
        id: ReportId,
        uri: &str,
        reporter: ActorId,
        target: ActorId,
        objects: &[Object],
        comment: &str,
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

    /// A part of the reports, the newest first.
    pub fn list(c: &mut Conn, wanted: Wanted, range: Range, limit: i64) -> QueryResult<Vec<Self>> {
        let mut query = crate::cut!(reports::table.select(Self::as_select()), reports::id, range, limit);
        query = match wanted.resolved {
            true => query.filter(reports::resolved_at.is_not_null()),
            false => query.filter(reports::resolved_at.is_null()),
        };
        if let Some(reporter) = wanted.reporter {
            query = query.filter(reports::reporter_id.eq(reporter));
        }
        if let Some(target) = wanted.target {
            query = query.filter(reports::target_id.eq(target));
        }
        Ok(range.arrange(query.load(c)?))
    }

    /// How many are open.
    pub fn open_count(c: &mut Conn) -> QueryResult<i64> {
        reports::table.filter(reports::resolved_at.is_null()).count().get_result(c)
    }

    /// What it is about, as far as it still exists.
    pub fn reported(&self, c: &mut Conn) -> QueryResult<Vec<Object>> {
        let ids: Vec<ObjectId> = self.objects.0.iter().filter_map(|id| id.parse().ok()).collect();
        Object::load(c, &ids)
    }

    /// The rules that it says were broken, as far as they still exist.
    pub fn broken(&self, c: &mut Conn) -> QueryResult<Vec<Rule>> {
        let ids: Vec<RuleId> = self.rules.0.iter().filter_map(|id| id.parse().ok()).collect();
        if ids.is_empty() { Ok(Vec::new()) } else { Rule::load(c, &ids) }
    }

    /// A moderator settles it, or opens it again.
    pub fn settle(c: &mut Conn, id: ReportId, by: AccountId, resolved: bool) -> QueryResult<()> {
        let now = clock::now();
        diesel::update(reports::table.find(id))
            .set((
                reports::resolved_at.eq(resolved.then_some(now)),
                reports::resolved_by.eq(resolved.then_some(by)),
                reports::updated_at.eq(now),
            ))
            .execute(c)?;
        Ok(())
    }

    /// A moderator says what it is about.
    pub fn categorise(c: &mut Conn, id: ReportId, category: Category, rules: &[RuleId]) -> QueryResult<()> {
        let known = if category == Category::Violation { Rule::load(c, rules)? } else { Vec::new() };
        let rules: Vec<String> = known.iter().map(|rule| rule.id.to_string()).collect();
        diesel::update(reports::table.find(id))
            .set((reports::category.eq(category), reports::rules.eq(Json(rules)), reports::updated_at.eq(clock::now())))
            .execute(c)?;
        Ok(())
    }

    /// A moderator looks after it, or nobody does.
    pub fn assign(c: &mut Conn, id: ReportId, to: Option<AccountId>) -> QueryResult<()> {
        diesel::update(reports::table.find(id))
            .set((reports::assigned_to.eq(to), reports::updated_at.eq(clock::now())))
            .execute(c)?;
        Ok(())
    }
}
