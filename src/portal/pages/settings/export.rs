//! A copy of everything that is the member's: asked for here, built behind the pages, downloaded by its owner alone.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::social::actor::{Actor, ActorId};
use host::social::export::{Export, ExportId, ExportState, KEPT, Requested};
use host::social::import::ImportKind;
use host::store::{self, clock};
use host::web::{self, Form, MemberVisit, headers};
use serde::Serialize;

use crate::archive::lists;
use crate::button::Button;
use crate::jobs::BuildArchive;
use host::web::csv;

#[derive(Serialize)]
struct Index {
    exports: Vec<Archive>,
    profiles: Vec<Profile>,
    tables: Vec<Table>,
}

/// An actor whose tables are to be had one by one.
#[derive(Serialize)]
struct Profile {
    id: ActorId,
    title: &'static str,
    icon: &'static str,
    handle: String,
}

#[derive(Serialize)]
struct Table {
    kind: ImportKind,
    file: &'static str,
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
    let read = app.db.read(move |c| Ok::<_, web::Error>((Export::list(c, me)?, Actor::of_account(c, me)?)));
    let (exports, actors) = read.await?;
    let archive = |export: Export| Archive {
        id: export.id,
        state: export.state,
        mebibytes: (export.size + (1 << 20) - 1) >> 20,
        created_at: export.created_at,
        expires_at: export.created_at + KEPT,
    };
    let profile = |actor: Actor| {
        let manifest = app.modules.find(app.hosts.stall(actor.stall.as_deref()?)?.name)?.manifest();
        Some(Profile { id: actor.id, title: manifest.title, icon: manifest.icon, handle: actor.handle() })
    };
    let index = Index {
        exports: exports.into_iter().map(archive).collect(),
        profiles: actors.into_iter().filter_map(profile).collect(),
        tables: ImportKind::ALL.iter().map(|kind| Table { kind: *kind, file: kind.file_name() }).collect(),
    };
    visit.render("square/settings/export.html", &index)
}

/// `GET /settings/export/{actor}/{file}`: one table of an actor, as it is now.
pub(super) async fn table(visit: MemberVisit, app: App, path: Path<(ActorId, String)>) -> web::Result<HttpResponse> {
    let (me, (actor, file)) = (visit.me.account, path.into_inner());
    let kind = ImportKind::ALL.iter().copied().find(|kind| kind.file_name() == file);
    let kind = kind.ok_or(web::Error::not_found("table"))?;
    let text = app.db.read(move |c| {
        let mine = Actor::of_account(c, me)?.iter().any(|own| own.id == actor);
        if mine { lists::table(c, actor, kind) } else { Err(diesel::result::Error::NotFound) }
    });
    Ok(csv::download(kind.file_name(), text.await?))
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
