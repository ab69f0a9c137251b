//! The page of a member's templates.

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, delete, get};
use chrono::NaiveDateTime;
use host::App;
use host::web::{self, MemberVisit};
use serde::Serialize;

use super::calendars::me;
use crate::template::{Template, TemplateId};

/// Every address, by resource.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.route("/templates", get().to(index)).route("/templates/{id}", delete().to(remove));
}

#[derive(Serialize)]
struct Index {
    templates: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    title: String,
    created: NaiveDateTime,
}

/// What may be begun with.
pub(crate) async fn index(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    let templates = app.db.read(move |c| Template::of(c, me)).await?;
    let line =
        |template: Template| Line { id: template.id.to_string(), title: template.title, created: template.created_at };
    visit.render("events/templates.html", &Index { templates: templates.into_iter().map(line).collect() })
}

/// Lets go of one; the events that began with it stay.
pub(crate) async fn remove(visit: MemberVisit, app: App, id: Path<TemplateId>) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    match app.db.write(move |c| Template::delete(c, me, id)).await? {
        true => visit.notice("events-template-deleted"),
        false => return Err(web::Error::not_found("template")),
    }
    Ok(visit.see_other("/templates"))
}
