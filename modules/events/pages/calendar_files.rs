//! Calendar files: what is in one, and how far it is taken over.

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, delete, get, post};
use diesel::result::Error as DbError;
use host::App;
use host::social::actor::{Actor, ActorId};
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit};
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use super::calendars::{self, Typed, me};
use super::feeds;
use crate::calendar::MAX_FILE;
use crate::calendar_file::{self, CalendarFile, CalendarFileId, FileState, NewFile};
use crate::import::{Plan, Report};

/// How much of a file is shown before it is taken over.
const SHOWN: usize = 20;

/// Every address, by resource.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .route("/calendars/files", post().to(create))
        .route("/calendars/files/{id}", get().to(show))
        .route("/calendars/files/{id}", delete().to(drop_file))
        .route("/calendars/files/{id}/events", post().to(take));
}

#[derive(Debug, Deserialize)]
pub(crate) struct FileForm {
    organiser: Option<ActorId>,
}

/// Looks at a file.
pub(crate) async fn create(visit: MemberVisit, app: App, mut form: Form<FileForm>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Upload, Key::account(visit.me.account))?;
    let upload = form.take_upload("file");
    let organiser = calendars::organiser(&app, me, form.into_inner().organiser).await?;
    let (here, hosts, zone) = (feeds::stall(&app)?, app.hosts.clone(), calendars::zone_of(&visit));
    let file = match upload {
        None => Err("events-file-none"),
        Some(upload) if upload.size > MAX_FILE as u64 => Err("events-file-large"),
        Some(upload) => {
            let (name, content) =
                (upload.name.clone(), upload.read().await.map_err(|error| web::Error::internal(error.to_string()))?);
            let content = String::from_utf8_lossy(&content).into_owned();
            let read = spawn_blocking(move || {
                let plan = calendar_file::plan(content.as_bytes(), &hosts, &here, zone);
                plan.map(|plan| (plan, content))
            });
            let read = read.await.map_err(|error| web::Error::internal(error.to_string()))?;
            read.map(|(plan, content)| (name, plan, content)).map_err(|_| "events-file-no-calendar")
        }
    };
    let (name, Plan { title, items, refused, notes }, content) = match file {
        Ok(file) => file,
        Err(wrong) => {
            let errors = FieldErrors::one("file", wrong);
            return calendars::show(&visit, &app, Typed { errors, ..Typed::default() }).await;
        }
    };
    let new = NewFile {
        organiser,
        member: me,
        title: if title.is_empty() { name } else { title },
        zone,
        content,
        total: items.len(),
        report: Report { refused, notes, ..Report::default() },
    };
    let id = app.db.write(move |c| CalendarFile::keep(c, &new)).await?;
    Ok(visit.see_other(&format!("/calendars/files/{id}")))
}

#[derive(Serialize)]
struct Shown {
    id: String,
    title: String,
    organiser: String,
    state: FileState,
    total: i64,
    done: usize,
    report: Report,
    /// What comes first of it.
    events: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    title: String,
    at: chrono::NaiveDateTime,
}

/// What is in a file, or how far it is taken over.
pub(crate) async fn show(visit: MemberVisit, app: App, id: Path<CalendarFileId>) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    let found = app.db.read(move |c| {
        let Some(file) = CalendarFile::of(c, me, id)? else { return Ok(None) };
        let organiser = Actor::get(c, file.actor_id)?;
        let fresh = file.state == FileState::LookedAt;
        let content = fresh.then(|| CalendarFile::content(c, id)).transpose()?;
        Ok::<_, DbError>(Some((file, organiser, content)))
    });
    let (file, organiser, content) = found.await?.ok_or_else(|| web::Error::not_found("file"))?;
    let events = match content {
        Some(content) => preview(&visit, &app, content).await?,
        None => Vec::new(),
    };
    let page = Shown {
        id: file.id.to_string(),
        title: file.title,
        organiser: organiser.display_name().to_owned(),
        state: file.state,
        total: file.total,
        done: file.report.0.done(),
        report: file.report.0,
        events,
    };
    visit.render("events/calendar_file.html", &page)
}

async fn preview(visit: &MemberVisit, app: &App, content: String) -> web::Result<Vec<Line>> {
    let (here, hosts, zone) = (feeds::stall(app)?, app.hosts.clone(), calendars::zone_of(visit));
    let plan = spawn_blocking(move || calendar_file::plan(content.as_bytes(), &hosts, &here, zone));
    let plan = plan.await.map_err(|error| web::Error::internal(error.to_string()))?;
    let items = plan.map(|plan| plan.items).unwrap_or_default();
    let lines = items.into_iter().take(SHOWN);
    Ok(lines.map(|item| Line { title: item.event.title, at: item.event.occasion.starts_at }).collect())
}

/// No fields but the one that every form has.
#[derive(Debug, Deserialize)]
pub(crate) struct Button {}

/// Takes it over.
pub(crate) async fn take(
    visit: MemberVisit,
    app: App,
    id: Path<CalendarFileId>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    let begun = app.db.write(move |c| {
        let file = CalendarFile::of(c, me, id)?.ok_or(DbError::NotFound)?;
        file.begin(c)
    });
    begun.await?;
    Ok(visit.see_other(&format!("/calendars/files/{id}")))
}

/// Lets go of it.
pub(crate) async fn drop_file(
    visit: MemberVisit,
    app: App,
    id: Path<CalendarFileId>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    match app.db.write(move |c| CalendarFile::drop(c, me, id)).await? {
        true => Ok(visit.see_other("/calendars")),
        false => Err(web::Error::not_found("file")),
    }
}
