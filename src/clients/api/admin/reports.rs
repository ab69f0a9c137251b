//! Reports as moderators work on them.

use std::collections::HashMap;

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::moderation;
use host::social::account::{Account, AccountId, Role};
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::object::{Object, ObjectId};
use host::social::report::{Category, Report, ReportId, Wanted};
use host::social::rule::{RuleId, Translated};
use host::store::Conn;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Params, Several};
use crate::caller::Me;
use crate::entities::{AdminAccount, AdminReport, Moment, Rule, View};
use crate::error::{Error, Result};
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

const READ: Access = Access::Staff("admin:read:reports", Role::Moderator);
const WRITE: Access = Access::Staff("admin:write:reports", Role::Moderator);

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/admin/reports", READ, index);
    table.get("/api/v1/admin/reports/{id}", READ, show);
    table.put("/api/v1/admin/reports/{id}", WRITE, update);
    table.post("/api/v1/admin/reports/{id}/assign_to_self", WRITE, assign);
    table.post("/api/v1/admin/reports/{id}/unassign", WRITE, unassign);
    table.post("/api/v1/admin/reports/{id}/resolve", WRITE, resolve);
    table.post("/api/v1/admin/reports/{id}/reopen", WRITE, reopen);
}

/// Everything that some reports name, gathered at once.
struct Named {
    people: HashMap<ActorId, (Actor, Option<Account>)>,
    staff: HashMap<AccountId, (Actor, Account)>,
    cards: HashMap<ObjectId, Card>,
    rules: Vec<Translated>,
}

impl Named {
    /// What is reported is shown to moderators whoever it was for, but not what was deleted meanwhile.
    fn gather(c: &mut Conn, stall: &str, viewer: ActorId, reports: &[Report]) -> Result<Self, DbError> {
        let people: Vec<ActorId> = reports.iter().flat_map(|report| [report.reporter_id, report.target_id]).collect();
        let people = Actor::with_accounts(c, &people)?.into_iter().map(|row| (row.0.id, row)).collect();
        let staff: Vec<AccountId> =
            reports.iter().flat_map(|report| [report.assigned_to, report.resolved_by]).flatten().collect();
        let accounts = Account::load(c, &staff)?;
        let actors = Actor::of_accounts_at(c, stall, &staff)?;
        let at_stall = |account: Account| {
            let actor = actors.iter().find(|actor| actor.account_id == Some(account.id))?;
            Some((account.id, (actor.clone(), account)))
        };
        let objects: Vec<ObjectId> = reports.iter().flat_map(objects_of).collect();
        let objects = Object::load(c, &objects)?.into_iter().filter(|object| object.deleted_at.is_none()).collect();
        let cards = Card::gather(c, Some(viewer), objects)?;
        Ok(Self {
            people,
            staff: accounts.into_iter().filter_map(at_stall).collect(),
            cards: cards.into_iter().map(|card| (card.object.id, card)).collect(),
            rules: if reports.is_empty() { Vec::new() } else { Translated::list(c)? },
        })
    }

    /// A report with all of it; none where its reporter or its target is gone for good.
    fn show(&self, view: &View, report: &Report) -> Option<AdminReport> {
        let person = |id: ActorId| {
            let (actor, account) = self.people.get(&id)?;
            Some(view.admin_account(actor, account.as_ref()))
        };
        let moderator = |id: Option<AccountId>| -> Option<AdminAccount> {
            let (actor, account) = self.staff.get(&id?)?;
            Some(view.admin_account(actor, Some(account)))
        };
        let broken = |rule: &&Translated| report.rules.0.contains(&rule.rule.id.to_string());
        Some(AdminReport {
            id: report.id.to_string(),
            action_taken: report.resolved_at.is_some(),
            action_taken_at: report.resolved_at.map(Moment),
            category: report.category.as_str(),
            comment: report.comment.clone(),
            forwarded: report.forwarded,
            created_at: Moment(report.created_at),
            updated_at: Moment(report.updated_at.unwrap_or(report.created_at)),
            account: person(report.reporter_id)?,
            target_account: person(report.target_id)?,
            assigned_account: moderator(report.assigned_to),
            action_taken_by_account: moderator(report.resolved_by),
            statuses: objects_of(report).filter_map(|id| self.cards.get(&id)).map(|card| view.status(card)).collect(),
            rules: self.rules.iter().filter(broken).cloned().map(Rule::from).collect(),
        })
    }
}

fn objects_of(report: &Report) -> impl Iterator<Item = ObjectId> {
    report.objects.0.iter().filter_map(|id| id.parse().ok())
}

/// Which reports.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// The settled ones instead of the open ones.
    resolved: bool,
    /// Those of this account.
    #[param(value_type = Option<String>)]
    account_id: Option<ActorId>,
    /// Those about this account.
    #[param(value_type = Option<String>)]
    target_account_id: Option<ActorId>,
}

async fn index(me: Me, filter: Params<Filter>, paging: Paging) -> Result<Page<AdminReport>> {
    let (stall, viewer, range, limit) = (me.stall.name, me.actor.id, paging.range(), paging.limit(100, 200));
    let Filter { resolved, account_id: reporter, target_account_id: target } = filter.0;
    let wanted = Wanted { resolved, reporter, target };
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let found = me.app.db.read(move |c| {
        let reports = Report::list(c, wanted, range, most)?;
        Ok::<_, DbError>((Named::gather(c, stall, viewer, &reports)?, reports))
    });
    let ((named, reports), view) = (found.await?, me.view());
    let ends = reports.first().zip(reports.last()).map(|(first, last)| (first.id.0, last.id.0));
    let shown = reports.iter().filter_map(|report| named.show(&view, report)).collect();
    Ok(Page::new(me.caller(), shown, ends, reports.len() >= limit))
}

async fn show(me: Me, id: Path<ReportId>) -> Result<Json<AdminReport>> {
    one(&me, id.0).await
}

async fn one(me: &Me, id: ReportId) -> Result<Json<AdminReport>> {
    let (stall, viewer) = (me.stall.name, me.actor.id);
    let found = me.app.db.read(move |c| {
        let report = Report::find(c, id)?.ok_or(DbError::NotFound)?;
        Ok::<_, DbError>((Named::gather(c, stall, viewer, std::slice::from_ref(&report))?, report))
    });
    let (named, report) = found.await?;
    named.show(&me.view(), &report).map(Json).ok_or_else(Error::not_found)
}

/// What a report is about, as moderators see it.
#[derive(Debug, Deserialize, ToSchema)]
struct Sorting {
    /// `spam`, `legal`, `violation` or `other`.
    #[schema(value_type = Option<String>)]
    category: Option<Category>,
    /// The rules that were broken.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    rule_ids: Several<RuleId>,
}

async fn update(me: Me, id: Path<ReportId>, sorting: Body<Sorting>) -> Result<Json<AdminReport>> {
    let (id, sorting) = (id.0, sorting.into_inner());
    let rules = sorting.rule_ids.0;
    me.app
        .db
        .write(move |c| {
            let report = Report::find(c, id)?.ok_or(DbError::NotFound)?;
            let kept = || report.rules.0.iter().filter_map(|id| id.parse().ok()).collect();
            let rules: Vec<RuleId> = rules.clone().unwrap_or_else(kept);
            Report::categorise(c, id, sorting.category.unwrap_or(report.category), &rules)
        })
        .await?;
    one(&me, id).await
}

async fn assign(me: Me, id: Path<ReportId>) -> Result<Json<AdminReport>> {
    give(&me, id.0, Some(me.account.id)).await
}

async fn unassign(me: Me, id: Path<ReportId>) -> Result<Json<AdminReport>> {
    give(&me, id.0, None).await
}

async fn give(me: &Me, id: ReportId, to: Option<AccountId>) -> Result<Json<AdminReport>> {
    me.app.db.write(move |c| Report::assign(c, id, to)).await?;
    one(me, id).await
}

async fn resolve(me: Me, id: Path<ReportId>) -> Result<Json<AdminReport>> {
    settle(&me, id.0, true).await
}

async fn reopen(me: Me, id: Path<ReportId>) -> Result<Json<AdminReport>> {
    settle(&me, id.0, false).await
}

async fn settle(me: &Me, id: ReportId, settled: bool) -> Result<Json<AdminReport>> {
    let by = me.account.id;
    me.app.db.write(move |c| moderation::settle_report(c, by, id, settled)).await?;
    one(me, id).await
}
