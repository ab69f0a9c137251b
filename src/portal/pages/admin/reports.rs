//! Reports: somebody asks the moderators to look.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::social::account::{Account, AccountId};
use host::social::actor::{Actor, ActorId};
use host::social::audit::AuditEntry;
use host::social::media::{Media, MediaKind};
use host::social::object::{Object, ObjectId};
use host::social::report::{Report, ReportId};
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
        let reports = Report::list(c, settled, SHOWN)?;
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
        let objects = report.reported(c)?;
        let objects =
            objects.into_iter().map(|object| Reported::of(c, object)).collect::<Result<_, diesel::result::Error>>()?;
        Ok::<_, web::Error>(Show {
            forwarded: report.forwarded,
            resolved_at: report.resolved_at,
            resolved_by: resolved_by.map(|account| account.name),
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
    let action = if settled { "report.settle" } else { "report.reopen" };
    app.db
        .write(move |c| {
            Report::find(c, id)?.ok_or(web::Error::not_found("report"))?;
            AuditEntry::write(c, Some(me), action, &id.to_string(), "")?;
            Report::settle(c, id, me, settled).map_err(web::Error::from)
        })
        .await
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
