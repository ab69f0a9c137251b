//! Writing posts.

use actix_web::HttpResponse;
use actix_web::web::Query;
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::object::{Object, ObjectId};
use host::store::Conn;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Message};
use host::{App, StatementError};

use super::compose;
use super::post_form::{Attach, PostForm, Wanted};
use crate::draft::{self, Draft};
use crate::post::{self, Said};

/// An empty form, or one that begins with an answer, a quote, a draft or the post to be edited.
pub(crate) async fn new(visit: MemberVisit, app: App, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    let (zone, wanted) = (visit.zone.unwrap_or_default(), wanted.into_inner());
    let form = app.db.read(move |c| PostForm::begin(c, me, zone, wanted.clone())).await?;
    compose::show(&visit, &app, me, &form, &FieldErrors::new()).await
}

/// Says it, or keeps it for later.
pub(crate) async fn create(visit: MemberVisit, app: App, mut form: Form<PostForm>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let mut errors = FieldErrors::new();
    form.attach(&app, me, &mut errors).await?;
    let mut form = form.into_inner();
    form.options.retain(|option| !option.trim().is_empty());
    let due_at = form.due(visit.zone.unwrap_or_default(), &mut errors);
    if form.action == "attach" || !errors.is_empty() {
        let author = app.db.read(move |c| Actor::get(c, me)).await?;
        form.complete(&author);
        return compose::show(&visit, &app, me, &form, &errors).await;
    }
    if form.action == "draft" || due_at.is_some() {
        return keep(&visit, &app, me, form, due_at).await;
    }
    let statement = form.statement();
    let said = match form.edit {
        Some(_) => edit(&app, me, form.clone()).await.map(|object| Said::Now(Box::new(object))),
        None => post::say(&app, me, statement, form.draft).await,
    };
    match said {
        Ok(Said::Now(object)) => {
            visit.notice(if form.edit.is_some() { "post-edited" } else { "post-said" });
            Ok(visit.see_next(&format!("/@{}/{}", visit.me.name, object.id)))
        }
        Ok(Said::Soon) => {
            visit.notice("post-soon");
            Ok(visit.see_other("/"))
        }
        Err(error) => refuse(&visit, &app, me, &form, error).await,
    }
}

/// The form again, with what is wrong.
async fn refuse(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    form: &PostForm,
    error: StatementError,
) -> web::Result<HttpResponse> {
    let (field, message) = error.explain()?;
    compose::show(visit, app, me, form, &FieldErrors::one(field, message)).await
}

/// Keeps it as a draft, or until it is due.
async fn keep(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    form: PostForm,
    due_at: Option<NaiveDateTime>,
) -> web::Result<HttpResponse> {
    let (statement, draft) = (form.statement(), form.draft);
    // A draft may be anything; what will go out by itself must hold now.
    if due_at.is_some()
        && let Err(error) = statement.check(&post::desk(app))
    {
        return refuse(visit, app, me, &form, error).await;
    }
    let kept = app.db.write(move |c| {
        if draft.is_none() && Draft::count(c, me)? >= draft::LIMIT {
            return Ok::<_, DbError>(false);
        }
        Draft::keep(c, me, draft, &statement, due_at).map(|_| true)
    });
    if !kept.await? {
        let errors = FieldErrors::one("", Message::new("draft-too-many").with("most", draft::LIMIT));
        return compose::show(visit, app, me, &form, &errors).await;
    }
    visit.notice(if due_at.is_some() { "post-scheduled" } else { "draft-kept" });
    Ok(visit.see_other("/drafts"))
}

async fn edit(app: &App, me: ActorId, form: PostForm) -> Result<Object, StatementError> {
    let desk = post::desk(app);
    app.db
        .write(move |c| {
            let object = own(c, me, form.edit.ok_or(DbError::NotFound)?)?;
            let author = Actor::get(c, me)?;
            form.describe(c, me)?;
            form.statement().edit(c, &desk, &author, &object)
        })
        .await
}

/// A post of this member's. Errors: there is none.
pub(super) fn own(c: &mut Conn, me: ActorId, id: ObjectId) -> Result<Object, DbError> {
    Object::find(c, id)?.filter(|object| object.actor_id == me && object.deleted_at.is_none()).ok_or(DbError::NotFound)
}

fn me(visit: &MemberVisit) -> web::Result<ActorId> {
    visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))
}
