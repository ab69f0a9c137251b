//! Drafts and scheduled posts.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::draft::{Draft, DraftId};
use host::social::markup;
use host::web::{self, Form, MemberVisit};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Index {
    scheduled: Vec<Row>,
    drafts: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    excerpt: String,
    media: usize,
    due_at: Option<NaiveDateTime>,
    updated_at: NaiveDateTime,
    error: Option<String>,
}

/// The form that a button is.
#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

impl Row {
    fn of(visit: &MemberVisit, draft: Draft) -> Self {
        Self {
            id: draft.id.to_string(),
            excerpt: markup::shorten(&draft.statement.0.text, 200),
            media: draft.statement.0.media.len(),
            due_at: draft.due_at,
            updated_at: draft.updated_at,
            error: draft.error.map(|reason| visit.translate(reason.0)),
        }
    }
}

/// What waits to be said, by itself or not.
pub(crate) async fn index(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    let me = visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))?;
    let (scheduled, drafts) =
        app.db.read(move |c| Ok::<_, diesel::result::Error>((Draft::agenda(c, me)?, Draft::list(c, me)?))).await?;
    let rows = |drafts: Vec<Draft>| drafts.into_iter().map(|draft| Row::of(&visit, draft)).collect();
    visit.render("microblog/drafts.html", &Index { scheduled: rows(scheduled), drafts: rows(drafts) })
}

/// Throws one away.
pub(crate) async fn delete(
    visit: MemberVisit,
    app: App,
    path: Path<DraftId>,
    _form: Form<Nothing>,
) -> web::Result<HttpResponse> {
    let (me, id) = (visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))?, path.into_inner());
    app.db
        .write(move |c| match Draft::find(c, me, id)? {
            Some(draft) => draft.remove(c),
            None => Err(diesel::result::Error::NotFound),
        })
        .await?;
    visit.notice("draft-gone");
    Ok(visit.see_other("/drafts"))
}
