//! The jobs that wait behind the pages, and those that failed.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::store::jobs::{self, JobId, Which};
use host::web::card::Pagination;
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use crate::button::Button;
use crate::pages::traffic::laid_out;
use crate::paging::{self, ROWS, Tab};
use crate::query::Query;
use crate::staff::AdminVisit;

#[derive(Serialize)]
struct Index {
    tabs: Vec<Tab>,
    jobs: Vec<Row>,
    pages: Pagination,
}

#[derive(Serialize)]
struct Row {
    id: JobId,
    name: String,
    payload: String,
    attempts: i32,
    run_at: NaiveDateTime,
    created_at: NaiveDateTime,
    failed_at: Option<NaiveDateTime>,
    error: Option<String>,
    periodic: bool,
}

#[derive(Deserialize, Default)]
pub(super) struct Wanted {
    #[serde(default)]
    state: String,
    before: Option<JobId>,
}

/// `GET /admin/queue`
pub(super) async fn index(visit: AdminVisit, app: App, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    let Wanted { state, before } = wanted.0;
    let which = match state.as_str() {
        "failed" => Which::Failed,
        "pending" => Which::Pending,
        _ => Which::All,
    };
    let rows = app.db.read(move |c| jobs::list(c, which, before, ROWS)).await?;
    let row = |row: jobs::Row| Row {
        periodic: row.is_periodic(),
        id: row.id,
        name: row.name,
        payload: laid_out(&row.payload),
        attempts: row.attempts,
        run_at: row.run_at,
        created_at: row.created_at,
        failed_at: row.failed_at,
        error: row.error,
    };
    let jobs: Vec<Row> = rows.into_iter().map(row).collect();
    let pages = paging::pages(&jobs, "/admin/queue", &[("state", &state)], |row| row.id);
    let tabs = paging::tabs("/admin/queue", "state", &["failed", "pending"], &state, "job-state");
    visit.render("square/admin/queue.html", &Index { tabs, jobs, pages })
}

/// `POST /admin/queue/{id}`: does it now, with all its attempts.
pub(super) async fn retry(visit: AdminVisit, app: App, id: Path<JobId>, _: Form<Button>) -> web::Result<HttpResponse> {
    match app.db.write(move |c| jobs::retry(c, *id)).await? {
        true => visit.notice("job-retried"),
        false => visit.warn("job-gone"),
    }
    Ok(visit.see_next("/admin/queue"))
}

/// `DELETE /admin/queue/{id}`
pub(super) async fn destroy(
    visit: AdminVisit,
    app: App,
    id: Path<JobId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    match app.db.write(move |c| jobs::discard(c, *id)).await? {
        true => visit.notice("job-discarded"),
        false => visit.warn("job-gone"),
    }
    Ok(visit.see_next("/admin/queue"))
}
