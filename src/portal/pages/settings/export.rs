//! A copy of everything that is the member's: asked for here, built behind the pages, downloaded by its owner alone.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::social::export::{Export, ExportId, ExportState, KEPT, Requested};
use host::store::{self, clock};
use host::web::{self, Form, MemberVisit, headers};
use serde::Serialize;

use crate::button::Button;
use crate::jobs::BuildArchive;

#[derive(Serialize)]
struct Index {
    exports: Vec<Archive>,
}

#[derive(Serialize)]
struct Archive {
    id: ExportId,
    state: ExportState,
    /// In mebibytes, rounded up.
    mebibytes: i64,
    created_at: NaiveDateTime,
    expires_at: NaiveDateTime,
}

/// `GET /settings/export`
pub(super) async fn index(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    let exports = app.db.read(move |c| Export::list(c, me)).await?;
    let archive = |export: Export| Archive {
        id: export.id,
        state: export.state,
        mebibytes: (export.size + (1 << 20) - 1) >> 20,
        created_at: export.created_at,
        expires_at: export.created_at + KEPT,
    };
    visit.render("square/settings/export.html", &Index { exports: exports.into_iter().map(archive).collect() })
}

/// `POST /settings/export`
pub(super) async fn create(visit: MemberVisit, app: App, _: Form<Button>) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    let requested = app.db.write(move |c| {
        let requested = Export::request(c, me)?;
        if let Requested::New(export) = &requested {
            store::jobs::enqueue(c, &BuildArchive { export: export.id })?;
        }
        Ok::<_, web::Error>(requested)
    });
    match requested.await? {
        Requested::New(_) => visit.notice("export-asked"),
        Requested::Recent(_) => visit.warn("export-recent"),
    }
    Ok(visit.see_other("/settings/export"))
}

/// `GET /settings/export/{id}`
pub(super) async fn show(visit: MemberVisit, app: App, id: Path<ExportId>) -> web::Result<HttpResponse> {
    let id = id.into_inner();
    let export = app.db.read(move |c| Export::find(c, id)).await?;
    let mine = export.filter(|export| export.account_id == visit.me.account && export.created_at + KEPT > clock::now());
    let export = mine.ok_or(web::Error::not_found("export"))?;
    let key = export.media_key.as_deref().ok_or(web::Error::not_found("archive"))?;
    let file = app.media.get(key, None).await.map_err(web::Error::internal)?;
    let name = format!("{}-{}.zip", visit.me.name, export.created_at.format("%Y-%m-%d"));
    Ok(headers::media("application/zip", Some(&name))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .no_chunking(file.size)
        .streaming(file.stream))
}
