//! The trail that moderators and administrators leave.

use actix_web::HttpResponse;
use chrono::NaiveDateTime;
use host::App;
use host::social::audit::{AuditEntry, AuditEntryId};
use host::web;
use host::web::card::Pagination;
use serde::{Deserialize, Serialize};

use crate::paging::{self, ROWS};
use crate::query::Query;
use crate::staff::ModeratorVisit;

#[derive(Serialize)]
struct Index {
    entries: Vec<Row>,
    pages: Pagination,
}

#[derive(Serialize)]
struct Row {
    id: AuditEntryId,
    /// Who did it; none on the command line.
    by: Option<String>,
    action: String,
    target: String,
    detail: String,
    created_at: NaiveDateTime,
}

#[derive(Deserialize, Default)]
pub(super) struct Place {
    before: Option<AuditEntryId>,
}

/// `GET /admin/audit`
pub(super) async fn index(visit: ModeratorVisit, app: App, place: Query<Place>) -> web::Result<HttpResponse> {
    let entries = app.db.read(move |c| AuditEntry::list(c, place.0.before, ROWS)).await?;
    let row = |(entry, by): (AuditEntry, Option<String>)| Row {
        id: entry.id,
        by,
        action: entry.action,
        target: entry.target,
        detail: entry.detail,
        created_at: entry.created_at,
    };
    let entries: Vec<Row> = entries.into_iter().map(row).collect();
    let pages = paging::pages(&entries, "/admin/audit", &[], |entry| entry.id);
    visit.render("square/admin/audit.html", &Index { entries, pages })
}
