//! Reports: somebody asks the moderators to look.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::moderation;
use host::social::account::{Account, AccountId};
use host::social::actor::{Actor, ActorId};
use host::social::media::{Media, MediaKind};
use host::social::object::{Object, ObjectId};
use host::social::range::Range;
use host::social::report::{Category, Report, ReportId, Wanted};
use host::store::Conn;
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use crate::button::Button;
use crate::query::Query;
use crate::staff::ModeratorVisit;

/// How many reports a list shows.
const SHOWN: i64 = 200;

#[derive(Serialize)]
struct Index {
    settled: bool,
    reports: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: ReportId,
    target: String,
    /// Who reports: a handle; of a remote server often only its own actor is known.
    reporter: String,
    comment: String,
    category: Category,
    objects: usize,
    created_at: NaiveDateTime,
}

#[derive(Deserialize, Default)]
pub(super) struct Which {
    #[serde(default)]
    settled: bool,
}

/// `GET /admin/reports`
pub(super) async fn index(visit: ModeratorVisit, app: App, which: Query<Which>) -> web::Result<HttpResponse> {
    let settled = which.0.settled;
    let reports = app.db.read(move |c| {
        let wanted = Wanted { resolved: settled, ..Wanted::default() };
        let reports = Report::list(c, wanted, Range::default(), SHOWN)?;
        reports.into_iter().map(|report| Row::of(c, report)).collect::<Result<_, diesel::result::Error>>()
    });
    visit.render("square/admin/reports/index.html", &Index { settled, reports: reports.await? })
}

#[derive(Serialize)]
struct Show {
    report: Row,
    target: Person,
    /// Whether the reported actor's server was told.
    forwarded: bool,
    resolved_at: Option<NaiveDateTime>,
    resolved_by: Option<String>,
    /// Who looks after it.
    assigned_to: Option<String>,
    /// The rules that it says were broken.
    rules: Vec<String>,
    objects: Vec<Reported>,
}

#[derive(Serialize)]
struct Person {
    id: ActorId,
    /// Their account, for a member.
    account_id: Option<AccountId>,
    name: String,
    handle: String,
    page: String,
    local: bool,
    suspended: bool,
    silenced: bool,
    deleted: bool,
}

/// What is reported, as it stands: moderators see it whoever it is addressed to.
#[derive(Serialize)]
struct Reported {
    id: ObjectId,
    page: String,
    title: Option<String>,
    summary: Option<String>,
    content_html: String,
    media: Vec<String>,
    pictures: usize,
    published_at: NaiveDateTime,
    visibility: host::social::visibility::Visibility,
    deleted: bool,
}

/// `GET /admin/reports/{id}`
pub(super) async fn show(visit: ModeratorVisit, app: App, id: Path<ReportId>) -> web::Result<HttpResponse> {
    let show = app.db.read(move |c| {
        let report = Report::find(c, *id)?.ok_or(web::Error::not_found("report"))?;
        let target = Actor::get(c, report.target_id)?;
        let resolved_by = report.resolved_by.map(|by| Account::find(c, by)).transpose()?.flatten();
        let assigned_to = report.assigned_to.map(|to| Account::find(c, to)).transpose()?.flatten();
        let rules = report.broken(c)?.into_iter().map(|rule| rule.text).collect();
        let objects = report.reported(c)?;
        let objects =
            objects.into_iter().map(|object| Reported::of(c, object)).collect::<Result<_, diesel::result::Error>>()?;
        Ok::<_, web::Error>(Show {
            forwarded: report.forwarded,
            resolved_at: report.resolved_at,
            resolved_by: resolved_by.map(|account| account.name),
            assigned_to: assigned_to.map(|account| account.name),
            rules,
            target: target.into(),
            objects,
            report: Row::of(c, report)?,
        })
    });
    visit.render("square/admin/reports/show.html", &show.await?)
}

/// `POST /admin/reports/{id}/settlement`
pub(super) async fn settle(
    visit: ModeratorVisit,
    app: App,
    id: Path<ReportId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    set_settled(&visit, &app, *id, true).await?;
    visit.notice("report-settled");
    Ok(visit.see_other("/admin/reports"))
}

/// `DELETE /admin/reports/{id}/settlement`
pub(super) async fn reopen(
    visit: ModeratorVisit,
    app: App,
    id: Path<ReportId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    set_settled(&visit, &app, *id, false).await?;
    visit.notice("report-reopened");
    Ok(visit.see_other(&format!("/admin/reports/{id}")))
}

async fn set_settled(visit: &ModeratorVisit, app: &App, id: ReportId, settled: bool) -> web::Result<()> {
    let me = visit.me.account;
    match app.db.write(move |c| moderation::settle_report(c, me, id, settled)).await? {
        true => Ok(()),
        false => Err(web::Error::not_found("report")),
    }
}

impl Row {
    fn of(c: &mut Conn, report: Report) -> Result<Self, diesel::result::Error> {
        let mut handle =
            |id| Ok::<_, diesel::result::Error>(Actor::find(c, id)?.map(|a| a.handle()).unwrap_or_default());
        Ok(Self {
            target: handle(report.target_id)?,
            reporter: handle(report.reporter_id)?,
            id: report.id,
            comment: report.comment,
            category: report.category,
            objects: report.objects.0.len(),
            created_at: report.created_at,
        })
    }
}

impl From<Actor> for Person {
    fn from(actor: Actor) -> Self {
        Self {
            id: actor.id,
            account_id: actor.account_id,
            name: actor.display_name().to_owned(),
            handle: actor.handle(),
            page: actor.page().to_owned(),
            local: actor.is_local(),
            suspended: actor.suspended_at.is_some(),
            silenced: actor.silenced_at.is_some(),
            deleted: actor.deleted_at.is_some(),
        }
    }
}

impl Reported {
    fn of(c: &mut Conn, object: Object) -> Result<Self, diesel::result::Error> {
        let media = Media::of_object(c, object.id)?;
        Ok(Self {
            id: object.id,
            page: object.page().to_owned(),
            pictures: media.iter().filter(|media| media.kind == MediaKind::Image).count(),
            media: media.into_iter().map(|media| media.description).collect(),
            title: object.title,
            summary: object.summary,
            content_html: object.content,
            published_at: object.published_at,
            visibility: object.visibility,
            deleted: object.deleted_at.is_some(),
        })
    }
}
